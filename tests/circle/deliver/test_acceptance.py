"""Overseers accept the works by majority; whoever does the works neither sits on the board nor signs, both ways."""

from collections.abc import Callable
from datetime import timedelta
from itertools import product

import pytest

from linli.circle.deliver.actions import acceptances, boards, projects, tasks
from linli.circle.deliver.actions.tasks import Hands
from linli.circle.deliver.choices import Outcome, Part, ProjectState, Verdict
from linli.circle.deliver.models import Acceptance, Project, Signature, Task
from linli.circle.deliver.models.acceptance import outcome_of
from linli.circle.deliver.queries import meetings
from linli.circle.deliver.refusals import (
    BoardMissing,
    DoneAlready,
    ImplementersMayNotOversee,
    NotAnOverseer,
    NotBeingChecked,
    NotDoneYet,
    OverseersMayNotWork,
    RemarksMissing,
)
from linli.circle.matters.choices import Stage
from linli.ground.messages.models import Message
from linli.ground.people.actions import posts
from linli.ground.people.actions.refusals import MayNotAppoint
from linli.ground.people.choices import BodyKind, PostKind
from linli.ground.people.models import Organization
from linli.ground.people.rules import HOUSE
from tests.circle.deliver.conftest import LATER, Works, matter_of, started
from tests.street import CAST, NOW, Street

pytestmark = pytest.mark.practice("D20")


def test_more_than_half_of_the_board_accepts(works: Works) -> None:
    works.overseen()
    works.called()
    works.sign("shen_an")
    assert works.stage() == Stage.DECIDED
    works.sign("zhou_guilan", Verdict.REMARKS, "边上再补点漆")

    project = Project.objects.get()
    assert (project.state, project.accepted_at, works.stage()) == (
        ProjectState.DONE,
        LATER,
        Stage.DELIVERED,
    )


def test_works_begun_at_once_are_delivered_with_their_reason(street: Street) -> None:
    matter = matter_of(street, Stage.HEARD)
    works = Works(street, matter, started(street, matter, reason="当天能办"))
    works.overseen("shen_an")
    works.called()
    works.sign("shen_an")

    matter.refresh_from_db()
    assert (matter.stage, matter.reason) == (Stage.DELIVERED, "当天能办")


def test_refused_works_reopen_the_tasks_that_were_named(works: Works) -> None:
    good, bad = works.task("刷漆"), works.task("雨棚")
    works.overseen()
    works.called()
    works.sign("shen_an", Verdict.REFUSED, "漏水", tasks=[bad.pk])
    works.sign("zhou_guilan", Verdict.REFUSED, "还是漏水", tasks=[bad.pk])

    good.refresh_from_db()
    bad.refresh_from_db()
    project = Project.objects.get()
    assert (good.done_at, good.reopened, bad.done_at, bad.reopened) == (LATER, 0, None, 1)
    assert (project.state, works.stage()) == (ProjectState.RUNNING, Stage.DECIDED)
    assert Acceptance.objects.get().outcome == Outcome.REFUSED


def test_refused_works_reopen_all_tasks_when_none_is_named(works: Works) -> None:
    works.overseen("shen_an")
    works.called()
    works.sign("shen_an", Verdict.REFUSED, "漏水")

    assert Task.objects.get().done_at is None


def test_a_second_round_can_pass(works: Works) -> None:
    works.overseen("shen_an")
    works.called()
    works.sign("shen_an", Verdict.REFUSED, "漏水")
    works.called()
    works.sign("shen_an")

    assert list(Acceptance.objects.values_list("number", "outcome").order_by("number")) == [
        (1, Outcome.REFUSED),
        (2, Outcome.PASSED),
    ]
    assert works.stage() == Stage.DELIVERED


@pytest.mark.parametrize("size", range(1, 8))
def test_a_majority_is_more_than_half_and_a_refusal_is_what_makes_it_unreachable(size: int) -> None:
    for yes, no in product(range(size + 1), repeat=2):
        if yes + no > size:
            continue
        outcome = outcome_of(yes, no, size)
        assert (outcome == Outcome.PASSED) == (yes > size / 2)
        assert (outcome == Outcome.REFUSED) == (size - no <= size / 2)
        assert yes + no < size or outcome != Outcome.OPEN


def test_an_overseer_signs_once_and_may_change_it_while_open(works: Works) -> None:
    works.overseen()
    works.called()
    works.sign("shen_an", Verdict.REFUSED, "漏水")
    works.sign("shen_an")

    assert Signature.objects.get().verdict == Verdict.ACCEPTED


@pytest.mark.parametrize("verdict", [Verdict.REMARKS, Verdict.REFUSED])
def test_remarks_say_what_is_wrong(works: Works, verdict: Verdict) -> None:
    works.overseen()
    works.called()

    with pytest.raises(RemarksMissing):
        works.sign("shen_an", verdict, " ")


def test_the_board_is_asked_when_every_task_is_done(works: Works) -> None:
    works.overseen()

    def call() -> Acceptance:
        return acceptances.call(
            by=works.street.by("gu_min"), project=works.project.pk, meeting_at=LATER, place="车棚", at=NOW
        )

    with pytest.raises(NotDoneYet):
        call()
    task = works.task()
    with pytest.raises(NotDoneYet):
        call()
    with pytest.raises(NotBeingChecked):
        works.sign("shen_an")
    tasks.finish(by=works.street.by("luo_yongfu"), task=task.pk, at=NOW)

    assert call().pk == call().pk


def test_there_is_no_acceptance_without_a_board(works: Works) -> None:
    with pytest.raises(BoardMissing):
        works.called()


def test_no_task_is_added_while_the_overseers_look(works: Works) -> None:
    works.overseen()
    works.called()

    with pytest.raises(DoneAlready):
        works.task("再加一项")


@pytest.mark.parametrize("who", sorted({*CAST} - {"ye_qing"}))
def test_only_overseers_of_this_board_sign(works: Works, who: str) -> None:
    works.overseen()
    works.called()

    if who in {"shen_an", "zhou_guilan", "he_zhiqiang"}:
        assert works.sign(who)
    else:
        with pytest.raises(NotAnOverseer):
            works.sign(who)


def test_who_has_a_task_gets_no_seat(works: Works) -> None:
    works.task(who="tang_yuan")
    works.task()
    works.overseen("shen_an")

    for who in ("tang_yuan", "luo_yongfu"):
        with pytest.raises(ImplementersMayNotOversee):
            boards.seat(
                by=works.street.by("lin_xiao"),
                project=works.project.pk,
                resident=getattr(works.street, who).pk,
                at=NOW,
            )


def test_who_holds_a_post_in_the_leading_body_gets_no_seat(works: Works) -> None:
    street = works.street
    posts.appoint(
        by=HOUSE,
        kind=PostKind.REPRESENTATIVE,
        area=street.community,
        organization=street.committee,
        resident=street.chen_jianguo,
        at=NOW,
    )
    works.overseen("shen_an")

    with pytest.raises(ImplementersMayNotOversee):
        boards.seat(
            by=street.by("lin_xiao"), project=works.project.pk, resident=street.chen_jianguo.pk, at=NOW
        )


def test_an_overseer_gets_no_task(works: Works) -> None:
    works.overseen("shen_an")
    task = works.task()

    with pytest.raises(OverseersMayNotWork):
        works.task(who="shen_an")
    with pytest.raises(OverseersMayNotWork):
        tasks.assign(
            by=works.street.by("gu_min"), task=task.pk, hands=Hands(resident=works.street.shen_an.pk), at=NOW
        )


def test_a_body_with_an_overseer_in_it_gets_no_leading_part(works: Works) -> None:
    street = works.street
    works.overseen("shen_an")
    posts.appoint(
        by=HOUSE,
        kind=PostKind.REPRESENTATIVE,
        area=street.compound,
        organization=street.manager,
        resident=street.shen_an,
        at=NOW,
    )

    for part in (Part.LEAD, Part.MAIN):
        with pytest.raises(ImplementersMayNotOversee):
            projects.give_part(
                by=street.by("gu_min"), project=works.project.pk, body=street.manager.pk, part=part, at=NOW
            )
    supporting = projects.give_part(
        by=street.by("gu_min"), project=works.project.pk, body=street.manager.pk, part=Part.SUPPORT, at=NOW
    )
    assert supporting.part == Part.SUPPORT


def test_a_seat_given_past_the_project_does_not_sign_for_own_work(works: Works) -> None:
    street = works.street
    works.overseen("shen_an")
    works.task(who="tang_yuan")
    works.task()
    board = Organization.objects.get(kind=BodyKind.OVERSIGHT)
    posts.appoint(
        by=HOUSE,
        kind=PostKind.OVERSEER,
        area=board.area,
        organization=board,
        resident=street.luo_yongfu,
        at=NOW,
    )
    for task in Task.objects.all():
        tasks.finish(by=HOUSE, task=task.pk, at=NOW)
    called = acceptances.call(
        by=street.by("gu_min"), project=works.project.pk, meeting_at=LATER, place="车棚", at=NOW
    )

    with pytest.raises(ImplementersMayNotOversee):
        works.sign("luo_yongfu")
    assert called.board_size == 1


def test_a_board_with_an_implementer_on_it_is_not_chosen(works: Works) -> None:
    street = works.street
    works.overseen("shen_an")
    board = Organization.objects.get(kind=BodyKind.OVERSIGHT)
    other = Works(street, (matter := matter_of(street, title="楼道灯")), started(street, matter))
    other.task(who="shen_an")

    with pytest.raises(ImplementersMayNotOversee):
        boards.choose(by=street.by("gu_min"), project=other.project.pk, board=board.pk, at=NOW)


def test_seats_come_from_those_who_appoint(works: Works) -> None:
    works.overseen("shen_an")

    with pytest.raises(MayNotAppoint):
        boards.seat(
            by=works.street.by("gu_min"),
            project=works.project.pk,
            resident=works.street.chen_jianguo.pk,
            at=NOW,
        )


def test_overseers_are_asked_and_those_concerned_hear_what_came_of_it(
    works: Works, delivered: Callable[[], int]
) -> None:
    works.overseen()
    works.called()
    delivered()
    works.sign("shen_an")
    works.sign("zhou_guilan")
    delivered()
    delivered()

    asked = Message.objects.filter(words="project.to_accept").values_list("resident_id", flat=True)
    people = works.street.people
    assert set(asked) == {people[who].pk for who in ("shen_an", "zhou_guilan", "he_zhiqiang")}
    heard = Message.objects.filter(words="project.accepted", resident=works.street.tang_yuan)
    assert heard.count() == 1


def test_acceptance_meetings_stand_in_the_calendar_with_a_lasting_name(works: Works) -> None:
    works.overseen()
    works.called()
    called = Acceptance.objects.get()

    found = meetings.of_community(works.street.community.pk, NOW)
    mine = meetings.of_overseer(works.street.shen_an.pk, NOW)

    assert [(one.uid, one.place, one.at) for one in found] == [
        (f"acceptance-{called.pk}@linli", "车棚前", LATER)
    ]
    assert mine == found
    assert meetings.of_overseer(works.street.tang_yuan.pk, NOW) == []
    assert meetings.of_community(works.street.community.pk, LATER + timedelta(days=1)) == []
