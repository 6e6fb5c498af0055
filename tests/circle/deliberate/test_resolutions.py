"""What a meeting resolves: quorum, votes, owners, the matter it carries on, and what becomes of it."""

from datetime import date

import pytest

from linli.circle.deliberate.actions import agenda, attendance, meetings, resolutions
from linli.circle.deliberate.actions.bodies import Ways
from linli.circle.deliberate.choices import MeetingKind, ResolutionState
from linli.circle.deliberate.models import Resolution
from linli.circle.deliberate.queries import agendas
from linli.circle.deliberate.refusals import (
    MayNotConvene,
    MoreVotesThanPeople,
    NoQuorum,
    NotOpenNow,
    NotThere,
    NotWithinItsPower,
    OwnerMissing,
    ResolutionIsClosed,
    ResolvesNothing,
    WordsMissing,
)
from linli.circle.matters.choices import Stage
from linli.circle.matters.models import Matter
from linli.ground.journal.models import Entry
from tests.circle.deliberate.councils import AFTER, COUNCIL, LATER, Council, found_council
from tests.street import Street


def test_a_meeting_without_quorum_talks_but_does_not_resolve(street: Street, council: Council) -> None:
    meeting = council.held("chen_jianguo", "shen_an")
    with pytest.raises(NoQuorum) as refused:
        council.resolve(meeting, (2, 0, 0))
    assert str(refused.value) == "到场2，应到5，要超过一半才能作决议。可以接着谈，今天不能作决议。"

    by, item = street.by("chen_jianguo"), meeting.items.get()
    assert (
        agenda.conclude(by=by, meeting=meeting.pk, item=item.pk, outcome="先听了", at=LATER).state
        == "discussed"
    )
    council.tick(meeting, "zhou_guilan")
    assert council.resolve(meeting).state == ResolutionState.OPEN


@pytest.mark.parametrize(
    ("votes", "state"),
    [
        ((2, 1, 0), "open"),
        ((2, 2, 0), "rejected"),
        ((2, 0, 2), "rejected"),
        ((3, 1, 0), "open"),
        ((0, 0, 0), "rejected"),
    ],
)
def test_a_majority_is_more_than_half_of_those_present(
    council: Council, votes: tuple[int, int, int], state: str
) -> None:
    there = COUNCIL[: max(3, sum(votes))]
    resolution = council.resolve(council.held(*there), votes)

    assert resolution.state == state
    assert (resolution.present, resolution.entitled) == (len(there), 5)


@pytest.mark.parametrize("votes", [(4, 0, 0), (2, 1, 1), (-1, 0, 0), (0, 0, 4)])
def test_more_votes_than_people_are_refused(council: Council, votes: tuple[int, int, int]) -> None:
    with pytest.raises(MoreVotesThanPeople):
        council.resolve(council.held(), votes)


def test_a_resolution_needs_one_owner_and_an_open_meeting(street: Street, council: Council) -> None:
    meeting = council.held()
    with pytest.raises(OwnerMissing):
        council.resolve(meeting, owner_body=None)
    with pytest.raises(NotThere):
        council.resolve(meeting, owner_body=10**9)
    with pytest.raises(WordsMissing):
        council.resolve(meeting, text=" ")
    meetings.end(by=street.by("chen_jianguo"), meeting=meeting.pk, at=AFTER)
    with pytest.raises(NotOpenNow):
        council.resolve(meeting)


def test_two_presses_make_one_resolution(council: Council) -> None:
    meeting = council.held()

    assert council.resolve(meeting, key="k").pk == council.resolve(meeting, key="k").pk


def test_a_talk_resolves_nothing(street: Street, council: Council) -> None:
    meeting = council.call(notice=council.notice(kind=MeetingKind.TALK), items=("谈谈",))
    by = street.by("chen_jianguo")
    code = council.code(meeting)
    attendance.sign_in(by=street.by("tang_yuan"), meeting=meeting.pk, code=code, at=LATER)
    meetings.begin(by=by, meeting=meeting.pk, at=LATER)
    with pytest.raises(ResolvesNothing):
        council.resolve(meeting, (0, 0, 0))


@pytest.mark.practice("C2")
def test_a_resolution_carries_a_heard_matter_to_deliberated(council: Council, green: Matter) -> None:
    meeting = council.held(matters=(green.pk,), items=())
    council.resolve(meeting)
    green.refresh_from_db()

    assert green.stage == Stage.DELIBERATED


@pytest.mark.practice("C2")
def test_a_recorded_outcome_carries_it_too_and_only_when_asked(
    street: Street, council: Council, green: Matter
) -> None:
    meeting = council.held("chen_jianguo", matters=(green.pk,), items=())
    by, item = street.by("chen_jianguo"), meeting.items.get()
    agenda.conclude(by=by, meeting=meeting.pk, item=item.pk, outcome="听了各家的", at=LATER)
    green.refresh_from_db()
    assert green.stage == Stage.HEARD

    agenda.conclude(by=by, meeting=meeting.pk, item=item.pk, outcome="都说要耐阴的", carries=True, at=LATER)
    green.refresh_from_db()
    assert green.stage == Stage.DELIBERATED


def test_a_council_decides_only_when_its_charter_says_so(
    street: Street, council: Council, green: Matter
) -> None:
    meeting = council.held(matters=(green.pk,), items=())
    with pytest.raises(NotWithinItsPower):
        council.resolve(meeting, decides=True)
    assert Resolution.objects.count() == 0


def test_a_body_with_the_power_decides_the_matter_in_two_recorded_steps(
    street: Street, green: Matter
) -> None:
    council = found_council(street, Ways(may_decide=True))
    meeting = council.held(matters=(green.pk,), items=())
    rejected = council.resolve(meeting, (1, 2, 0), decides=True)
    green.refresh_from_db()
    assert (rejected.state, green.stage) == ("rejected", Stage.HEARD)

    council.resolve(meeting, decides=True)
    green.refresh_from_db()
    assert (green.stage, green.reason) == (Stage.DECIDED, "先试种一片麦冬")
    steps = Entry.objects.filter(matter_id=green.pk, verb__startswith="matter.").order_by("id")
    assert list(steps.values_list("verb", flat=True)) == [
        "matter.opened",
        "matter.deliberate",
        "matter.decide",
    ]
    with pytest.raises(NotWithinItsPower):
        council.resolve(meeting, decides=True)


def test_a_done_resolution_is_not_asked_for_again(street: Street, council: Council) -> None:
    meeting = council.held()
    one = council.resolve(meeting)
    other = council.resolve(meeting, text="换一块牌子", key="2")
    by = street.by("chen_jianguo")
    resolutions.close(by=by, resolution=one.pk, is_done=True, reason="种好了", at=AFTER)
    with pytest.raises(WordsMissing):
        resolutions.close(by=by, resolution=other.pk, is_done=False, at=AFTER)
    resolutions.close(by=by, resolution=other.pk, is_done=False, reason="牌子还新", at=AFTER)
    with pytest.raises(ResolutionIsClosed):
        resolutions.close(by=by, resolution=one.pk, is_done=True, at=AFTER)

    assert agendas.open_resolutions(council.body.pk) == []
    assert Resolution.objects.get(pk=other.pk).state == "dropped"


def test_the_holder_of_the_owning_post_closes_a_resolution_and_others_do_not(
    street: Street, council: Council
) -> None:
    post = council.body.posts.get(resident=street.shen_an)
    one = council.resolve(council.held(), owner_body=None, owner_post=post.pk)
    with pytest.raises(MayNotConvene):
        resolutions.close(by=street.by("he_zhiqiang"), resolution=one.pk, is_done=True, at=AFTER)

    assert (
        resolutions.close(by=street.by("shen_an"), resolution=one.pk, is_done=True, at=AFTER).state == "done"
    )


def test_a_resolution_is_due_on_its_day(council: Council) -> None:
    assert council.resolve(council.held()).due_on == date(2026, 12, 31)
