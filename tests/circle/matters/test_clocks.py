"""A late matter is told once, to who answers for it and one level up; that it is late is public."""

from collections.abc import Callable
from datetime import timedelta

from linli.circle.matters.actions import clocks, matters, particulars
from linli.circle.matters.actions.matters import Bringing
from linli.circle.matters.choices import Duty, Step
from linli.circle.matters.models import Matter
from linli.circle.matters.queries import duty
from linli.circle.matters.queries import matters as asked
from linli.ground.journal.models import Entry
from linli.ground.messages.models import Message
from linli.ground.people.actions import posts
from linli.ground.people.choices import PostKind
from linli.ground.people.models import Post
from linli.ground.people.rules import HOUSE
from tests.circle.matters.conftest import DUE, open_one, post
from tests.street import NOW, Street

LATE = DUE + timedelta(seconds=1)
Deliver = Callable[[], int]


def told() -> list[tuple[str, str]]:
    rows = Message.objects.filter(words="matter.overdue")
    return sorted(rows.values_list("resident__name", "why"))


def test_it_rings_once_after_the_date_and_tells_the_owner_and_one_level_up(
    street: Street, delivered: Deliver
) -> None:
    open_one(street)
    assert clocks.tick(at=DUE) == 0
    assert (clocks.tick(at=LATE), clocks.tick(at=LATE), clocks.tick(at=LATE + timedelta(days=9))) == (1, 0, 0)
    delivered(), delivered()

    assert told() == [("林晓", Duty.ABOVE), ("顾敏", Duty.OWNER)]
    assert Entry.objects.filter(verb="matter.overdue", is_public=True).count() == 1


def test_above_the_head_of_the_community_stands_the_street(street: Street, delivered: Deliver) -> None:
    open_one(street, owner=post(street, "secretary"))
    clocks.tick(at=LATE)
    delivered()

    assert told() == [("林晓", Duty.OWNER), ("赵启", Duty.ABOVE)]


def test_a_vacant_post_is_told_to_the_level_above_alone(street: Street) -> None:
    matter = open_one(street)
    Post.objects.filter(pk=matter.owner_id).update(until=NOW)
    matter.refresh_from_db()

    assert duty.of(matter, LATE) == {street.lin_xiao.pk: Duty.ABOVE}


def test_what_is_finished_or_left_the_circle_does_not_ring(street: Street) -> None:
    matter = open_one(street)
    step = Bringing(reason="换好了")
    matters.advance(by=street.by("gu_min"), matter=matter.pk, step=Step.ANSWER, bringing=step, at=NOW)

    assert clocks.tick(at=LATE) == 0
    assert asked.overdue(street.community.pk, at=LATE).rows == ()


def test_a_reopened_matter_has_as_long_again(street: Street) -> None:
    matter, by = open_one(street), street.by("gu_min")
    for step in (Step.ANSWER, Step.REOPEN):
        matters.advance(by=by, matter=matter.pk, step=step, bringing=Bringing(reason="没换好"), at=LATE)
    found = Matter.objects.get(pk=matter.pk)

    assert found.due_at == LATE + (DUE - NOW)
    assert (clocks.tick(at=found.due_at), clocks.tick(at=found.due_at + timedelta(seconds=1))) == (0, 1)


def test_a_later_date_sets_the_clock_again(street: Street) -> None:
    matter = open_one(street)
    clocks.tick(at=LATE)
    later = LATE + timedelta(days=5)
    particulars.change_due(by=street.by("gu_min"), matter=matter.pk, due_at=later, at=LATE)

    assert (clocks.tick(at=later), clocks.tick(at=later + timedelta(seconds=1))) == (0, 1)


def test_anyone_may_see_what_is_late_the_latest_first(street: Street) -> None:
    (
        open_one(street, "二", due_at=DUE - timedelta(days=1)),
        open_one(street, "一", due_at=DUE - timedelta(days=2)),
    )
    open_one(street, "三", due_at=LATE)
    page = asked.overdue(street.community.pk, size=1, at=DUE)
    rest = asked.overdue(street.community.pk, size=1, after=page.after, at=DUE)

    assert [one.title for one in (*page.rows, *rest.rows)] == ["一", "二"]
    assert rest.after == ""


def test_what_an_ended_post_answered_for_passes_to_a_head_while_nobody_sits_there(street: Street) -> None:
    left, done, staff = open_one(street), open_one(street, title="办完了"), post(street)
    answer = Bringing(reason="换好了")
    matters.advance(by=street.by("gu_min"), matter=done.pk, step=Step.ANSWER, bringing=answer, at=NOW)
    posts.vacate(by=HOUSE, post=staff, at=NOW)
    clocks.tick(at=NOW), clocks.tick(at=NOW)

    assert Matter.objects.get(pk=left.pk).owner == post(street, "secretary")
    assert Matter.objects.get(pk=done.pk).owner == staff
    assert Entry.objects.filter(verb="matter.handed_over").count() == 1


def test_what_an_ended_post_answered_for_passes_to_whoever_sits_there_now(street: Street) -> None:
    left, staff = open_one(street), post(street)
    seat = {"kind": PostKind.COMMUNITY_STAFF, "area": street.community}
    posts.appoint(by=HOUSE, resident=street.shen_an, at=NOW, **seat)
    posts.end(by=HOUSE, post=staff, at=NOW)
    clocks.tick(at=NOW)

    assert Matter.objects.get(pk=left.pk).owner.resident == street.shen_an
