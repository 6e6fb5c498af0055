"""Pages of works: who may open which, three taps to a photo, a count of questions that does not grow."""

from collections.abc import Callable
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from linli.circle.deliver import timeline
from linli.circle.deliver.actions import notes
from linli.circle.deliver.actions.notes import Written
from linli.circle.deliver.choices import Moment, ProjectState
from linli.circle.deliver.models import Delay, Note, Project, Signature, Task
from linli.circle.deliver.queries import projects as questions
from linli.ground.files.models import StoredFile
from tests.circle.deliver.conftest import FIRST, LAST, Works, matter_of
from tests.circle.deliver.test_notes import photo, picture
from tests.street import NOW, STAFF, Street

EVERYONE = sorted(
    {*STAFF, "nobody", "qian_cheng", "shen_an", "tang_yuan", "luo_yongfu", "chen_jianguo", "gao_bo"}
)
RUNNERS = {"gu_min", "lin_xiao"}
WORKERS = {"luo_yongfu", *RUNNERS}
OVERSEERS = {"shen_an", "he_zhiqiang"}
SIGNED_IN = {*EVERYONE} - {"nobody"}


def allowed(client: Client, path: str) -> bool:
    answer = client.get(path)
    if answer.status_code == 302:
        assert answer["Location"].startswith("/in/")
        return False
    return answer.status_code not in {403, 404}


@pytest.fixture
def busy(works: Works) -> Works:
    """A project with a task, a board and an open round."""
    works.overseen()
    works.called()
    return works


def test_every_page_lets_in_exactly_who_is_listed(busy: Works) -> None:
    task, project = Task.objects.get(), busy.project
    other = matter_of(busy.street, title="楼道灯")
    table = {
        f"/works/{project.pk}/": set(EVERYONE),
        f"/works/{project.pk}/accept/": OVERSEERS,
        "/my-works/": SIGNED_IN,
        f"/my-works/{task.pk}/": WORKERS,
        "/desk/works/": RUNNERS,
        f"/desk/works/{project.pk}/": RUNNERS,
        f"/desk/works/{project.pk}/add-task/": RUNNERS,
        f"/desk/works/start/{other.pk}/": RUNNERS,
    }
    clients = {who: busy.street.client(who) for who in EVERYONE}

    found = {path: {who for who in EVERYONE if allowed(clients[who], path)} for path in table}

    assert found == table


def test_a_weak_session_does_not_open_the_desk_of_works(busy: Works) -> None:
    client = busy.street.client("gu_min", is_strong=False)

    assert client.get("/desk/works/").status_code == 403
    assert client.get(f"/desk/works/{busy.project.pk}/").status_code == 403


POSTS = ["replan", "part", "board", "choose", "seat", "call", "hide"]


@pytest.mark.parametrize("deed", POSTS)
def test_only_runners_post_to_the_desk(busy: Works, deed: str) -> None:
    for who in ("shen_an", "luo_yongfu", "he_zhiqiang", "sun_yue", "wu_dan"):
        answer = busy.street.client(who).post(f"/desk/works/{busy.project.pk}/{deed}/", {})
        assert answer.status_code == 403
    assert busy.street.client("gu_min").post(f"/desk/works/{busy.project.pk}/{deed}/", {}).status_code == 422


def test_a_worker_adds_a_photo_and_a_word_on_one_page(works: Works) -> None:
    task, client = works.task(), works.street.client("luo_yongfu", is_strong=False)
    sent = SimpleUploadedFile("a.jpg", picture(), "image/jpeg")
    page = client.get("/my-works/").content.decode()
    assert f"/my-works/{task.pk}/" in page

    answer = client.post(
        f"/my-works/{task.pk}/", {"photos": [sent], "moment": "after", "words": "铺好了", "key": "k"}
    )

    assert answer.status_code == 302
    note = Note.objects.get()
    assert (note.words, note.moment, note.photos.count()) == ("铺好了", Moment.AFTER, 1)
    file = StoredFile.objects.get()
    assert Client().get(f"/files/{file.pk}").status_code == 200
    assert client.post(f"/my-works/{task.pk}/done/").status_code == 302
    assert Task.objects.get().done_at is not None


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"moment": "never", "words": "x", "key": "k"},
        {"moment": "after", "words": "x" * 501, "key": "k"},
        {"moment": "after", "words": "\x00", "key": "k"},
    ],
)
def test_a_note_that_makes_no_sense_is_answered_in_place(works: Works, sent: dict[str, str]) -> None:
    task = works.task()

    answer = works.street.client("luo_yongfu").post(f"/my-works/{task.pk}/", sent)

    assert (answer.status_code, Note.objects.count()) == (422, 0)


def test_a_file_that_is_no_photo_is_refused_in_place(works: Works) -> None:
    task = works.task()
    sent = SimpleUploadedFile("a.jpg", b"not a photo", "image/jpeg")

    answer = works.street.client("luo_yongfu").post(
        f"/my-works/{task.pk}/", {"photos": [sent], "moment": "after", "words": "铺好了", "key": "k"}
    )

    assert answer.status_code == 422
    assert "铺好了" in answer.content.decode()


def test_staff_start_plan_and_move_works_from_the_desk(street: Street) -> None:
    matter, client = matter_of(street), street.client("gu_min")
    assert matter.title in client.get("/desk/works/").content.decode()
    start = {"plan": "搭雨棚", "lead": street.committee.pk, "budget": "1,234.50", "source": "公益金"}
    bad = client.post(f"/desk/works/start/{matter.pk}/", {**start, "budget": "很多"})
    assert (bad.status_code, Project.objects.count()) == (422, 0)
    assert client.post(f"/desk/works/start/{matter.pk}/", start).status_code == 302
    project = Project.objects.get()
    assert project.budget_fen == 123_450

    added = client.post(
        f"/desk/works/{project.pk}/add-task/",
        {
            "title": "挖坑",
            "hands": f"body-{street.manager.pk}",
            "plan_from": FIRST,
            "plan_until": LAST,
            "key": "k",
        },
    )
    assert added.status_code == 302
    task = Task.objects.get()
    move = f"/desk/works/tasks/{task.pk}/move/"
    client.post(move, {"plan_from": FIRST, "plan_until": "2026-12-09"})
    assert Delay.objects.count() == 0
    client.post(move, {"plan_from": FIRST, "plan_until": "2026-12-09", "reason": "下雨"})
    assert Delay.objects.get().now_until == date(2026, 12, 9)
    assert "下雨" in Client().get(f"/works/{project.pk}/").content.decode()


def test_an_overseer_signs_on_the_phone(busy: Works) -> None:
    path = f"/works/{busy.project.pk}/accept/"
    client = busy.street.client("shen_an", is_strong=False)
    assert client.post(path, {"verdict": "refused", "words": ""}).status_code == 422
    assert client.post(path, {"verdict": "maybe"}).status_code == 422

    assert client.post(path, {"verdict": "accepted"}).status_code == 302
    assert busy.street.client("he_zhiqiang").post(path, {"verdict": "accepted"}).status_code == 302

    assert (Signature.objects.count(), Project.objects.get().state) == (2, ProjectState.DONE)
    assert "验收通过" in Client().get(f"/works/{busy.project.pk}/").content.decode()


@pytest.mark.parametrize("path", ["/works/999999999/", "/works/9999999999999999999/"])
def test_what_is_not_there_is_not_found(street: Street, path: str) -> None:
    assert Client().get(path).status_code == 404


def asked(deed: Callable[[], object]) -> int:
    with CaptureQueriesContext(
        connection,
    ) as caught:
        deed()
    return len(caught)


def test_questions_do_not_grow_with_tasks_and_notes(works: Works) -> None:
    def fill(number: int) -> None:
        task = works.task(f"任务{number}")
        for moment in (Moment.BEFORE, Moment.AFTER):
            notes.write(
                by=works.street.by("luo_yongfu"),
                task=task.pk,
                written=Written("好", moment, [photo(works).pk]),
                at=NOW,
            )

    anyone, staff = Client(), works.street.client("gu_min")
    pages = {
        "matter": lambda: questions.of_matter(works.matter.pk),
        "public": lambda: anyone.get(f"/works/{works.project.pk}/"),
        "desk": lambda: staff.get(f"/desk/works/{works.project.pk}/"),
        "list": lambda: staff.get("/desk/works/"),
    }
    fill(1)
    for page in pages.values():
        page()
    at_one = {name: asked(page) for name, page in pages.items()}
    fill(2)
    fill(3)

    assert {name: asked(page) for name, page in pages.items()} == at_one
    assert at_one["matter"] == 3


def test_the_timeline_draws_a_bar_a_task_and_marks_what_was_promised(works: Works) -> None:
    works.task("甲", plan_from=date(2026, 11, 1), plan_until=date(2026, 11, 10))
    moved = works.task("乙", plan_from=date(2026, 11, 11), plan_until=date(2026, 11, 20))
    Task.objects.filter(pk=moved.pk).update(first_until=date(2026, 11, 15))

    drawn = timeline.drawn(list(Task.objects.order_by("plan_from")), date(2026, 11, 12))

    assert drawn is not None
    assert [(bar.kind, bar.x, bar.width) for bar in drawn.bars] == [("late", 0, 360), ("now", 360, 360)]
    assert [bar.promised for bar in drawn.bars] == [None, 540]
    assert drawn.today == 396
    assert timeline.drawn([], date(2026, 11, 12)) is None
