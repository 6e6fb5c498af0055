"""Works by machine: plan, tasks, moved dates, progress and acceptance, with people masked as on the page."""

from datetime import timedelta

from django.test import Client

from linli.circle.deliver.actions import notes, tasks
from linli.circle.deliver.actions.notes import Written
from linli.circle.deliver.choices import Verdict
from tests.circle.deliver.conftest import FIRST, LAST, LATER, Works, works
from tests.faces.api.calls import got, measured, names_in, page, refused, words
from tests.faces.api.conftest import SetTo
from tests.street import NOW

__all__ = ["works"]


def test_a_project_shows_its_plan_tasks_and_moved_dates(works: Works, client: Client, at: SetTo) -> None:
    at(NOW)
    first = works.task()
    second = works.task("刷漆", after=first.pk, plan_from=LAST, plan_until=LAST)
    by, until = works.street.by("gu_min"), LAST + timedelta(days=2)
    tasks.move(by=by, task=first.pk, plan_from=FIRST, plan_until=until, reason="下雨", at=NOW)
    answer = got(client, f"/projects/{works.project.pk}")
    told, shown = answer.json(), page(client, f"/works/{works.project.pk}/")

    assert told["plan"] in shown and told["matter"] == works.matter.pk
    assert [(one["part"], one["body"]) for one in told["parts"]] == [("lead", works.street.committee.name)]
    assert [(one["id"], one["standing"], one["after"]) for one in told["tasks"]] == [
        (first.pk, "waits", None),
        (second.pk, "waits", first.pk),
    ]
    assert told["tasks"][0]["delays"] == [
        {"was_until": LAST.isoformat(), "now_until": until.isoformat(), "reason": "下雨"}
    ]
    assert "下雨" in shown and told["tasks"][0]["hands"] in shown
    assert names_in(works.street, answer) == []


def test_a_task_is_late_after_its_day_and_done_when_done(works: Works, client: Client, at: SetTo) -> None:
    task = works.task()
    path = f"/projects/{works.project.pk}"
    standings = []
    for days in (4, 30):
        at(NOW + timedelta(days=days))
        standings.append(got(client, path).json()["tasks"][0]["standing"])
    tasks.finish(by=works.street.by("luo_yongfu"), task=task.pk, at=LATER)

    assert [*standings, got(client, path).json()["tasks"][0]["standing"]] == ["now", "late", "done"]


def test_a_hidden_note_gives_its_reason_instead_of_its_words(works: Works, client: Client) -> None:
    task, by = works.task(), works.street.by("luo_yongfu")
    notes.write(by=by, task=task.pk, written=Written("到货了"), key="a", at=NOW)
    note = notes.write(by=by, task=task.pk, written=Written("老沈家太吵"), key="b", at=LATER)
    notes.hide(by=works.street.by("gu_min"), note=note.pk, reason="写了邻居的事", at=LATER)
    answer = got(client, f"/projects/{works.project.pk}")

    assert [(one["words"], one["hidden_because"]) for one in answer.json()["notes"]] == [
        ("", "写了邻居的事"),
        ("到货了", ""),
    ]
    assert "太吵" not in words(answer) + page(client, f"/works/{works.project.pk}/")


def test_what_the_overseers_signed_is_there_with_their_names_masked(works: Works, client: Client) -> None:
    works.overseen()
    works.called()
    works.sign("shen_an", Verdict.REMARKS, "漆没干")
    answer = got(client, f"/projects/{works.project.pk}")
    round_ = answer.json()["acceptances"][0]

    assert (round_["number"], round_["outcome"], round_["board_size"]) == (1, "open", 3)
    assert [(one["overseer"], one["verdict"], one["words"]) for one in round_["signatures"]] == [
        ("沈*", "remarks", "漆没干")
    ]
    assert names_in(works.street, answer) == []


def test_the_works_of_a_matter_lap_by_lap(works: Works, client: Client) -> None:
    listed = got(client, f"/matters/{works.matter.pk}/projects").json()

    assert [(one["id"], one["lap"], one["state"]) for one in listed] == [(works.project.pk, 1, "running")]
    assert refused(got(client, "/matters/99999/projects")) == (404, "no_such_matter")
    assert refused(got(client, "/projects/99999")) == (404, "no_such_project")


def test_a_project_costs_the_same_for_one_task_and_for_three(works: Works, client: Client) -> None:
    path, by = f"/projects/{works.project.pk}", works.street.by("luo_yongfu")
    for number in range(3):
        task = works.task(f"第{number}项")
        written = Written(f"第{number}步")
        notes.write(by=by, task=task.pk, written=written, key=str(number), at=NOW)
        if number == 0:
            with_one = measured(client, path)

    assert measured(client, path) == with_one == 8
    assert measured(client, f"/matters/{works.matter.pk}/projects") == 4
