"""The paper station: two persons, evidence that shows no vote, proxies within limits, one vote whatever the channel."""

import pytest

from linli.circle.decide import receipts
from linli.circle.decide.actions import casting, station
from linli.circle.decide.choices import Evidence, StationState, Way
from linli.circle.decide.models import NamedVote, Option, Paper, StationEntry
from linli.circle.decide.refusals import (
    EntrySettled,
    EvidenceWrong,
    NotTakingVotes,
    NotTwoPersons,
    ProxyWrong,
    ReasonMissing,
    VotedAlready,
)
from linli.ground.messages.models import Message
from tests.circle.decide.conftest import COUNTING, VOTING, Hall


def test_a_witnessed_paper_of_a_named_vote_counts_and_locks_the_other_channel(hall: Hall) -> None:
    ballot = hall.named()
    entry = hall.paper(ballot, "shen_an", choice="against", evidence=Evidence.PAPER)
    station.witness(by=hall.street.by("lin_xiao"), entry=entry.pk, at=VOTING)

    assert NamedVote.objects.get().choice == "against"
    with pytest.raises(VotedAlready):
        hall.cast(ballot, "shen_an", "for")


def test_a_witnessed_secret_paper_marks_the_roll_and_says_nothing_of_the_choice(hall: Hall) -> None:
    ballot = hall.secret()
    entry = hall.paper(ballot, "shen_an")
    assert hall.line(ballot, "shen_an").submitted is False
    station.witness(by=hall.street.by("lin_xiao"), entry=entry.pk, at=VOTING)

    assert hall.line(ballot, "shen_an").submitted is True
    assert (Paper.objects.count(), StationEntry.objects.get().choice) == (0, "")
    with pytest.raises(VotedAlready):
        hall.cast(ballot, "shen_an")
    with pytest.raises(EntrySettled):
        station.witness(by=hall.street.by("lin_xiao"), entry=entry.pk, at=VOTING)


def test_who_voted_online_cannot_vote_on_paper(hall: Hall) -> None:
    ballot = hall.secret()
    entry = hall.paper(ballot, "ye_qing")
    hall.cast(ballot, "shen_an")
    hall.cast(ballot, "ye_qing")

    with pytest.raises(VotedAlready):
        hall.paper(ballot, "shen_an")
    with pytest.raises(VotedAlready):
        station.witness(by=hall.street.by("lin_xiao"), entry=entry.pk, at=VOTING)
    dropped = station.drop(by=hall.staff, entry=entry.pk, reason="本人已在网上投了", at=VOTING)
    assert dropped.state == StationState.DROPPED


def test_one_voter_has_one_paper_at_a_time(hall: Hall) -> None:
    ballot = hall.secret()
    hall.paper(ballot)

    with pytest.raises(VotedAlready):
        hall.paper(ballot)


def test_the_second_person_is_somebody_else(hall: Hall) -> None:
    ballot = hall.secret(scope=hall.street.b3.pk)
    entry = hall.paper(ballot, "chen_jianguo")

    for who in ("gu_min", "chen_jianguo"):  # wrote it down; is the voter
        with pytest.raises(NotTwoPersons):
            station.witness(by=hall.street.by(who), entry=entry.pk, at=VOTING)


def test_who_stands_for_something_neither_writes_nor_witnesses(hall: Hall) -> None:
    ballot = hall.secret()
    Option.objects.create(ballot=ballot, key="x", words="顾敏", order=9, resident=hall.street.gu_min)

    with pytest.raises(NotTwoPersons):
        hall.paper(ballot)


@pytest.mark.parametrize("evidence", [Evidence.PAPER, Evidence.MANDATE])
def test_no_photo_shows_a_secret_vote(hall: Hall, evidence: Evidence) -> None:
    with pytest.raises(EvidenceWrong):
        hall.paper(hall.secret(), evidence=evidence)


def test_a_photo_is_ones_own_and_used_once(hall: Hall) -> None:
    ballot = hall.secret()
    own = hall.photo()
    hall.paper(ballot, "zhou_guilan", photo=own)

    with pytest.raises(EvidenceWrong):
        hall.paper(ballot, "ye_qing", photo=own)
    with pytest.raises(EvidenceWrong):
        hall.paper(ballot, "ye_qing", photo=hall.photo(hall.actor("lin_xiao")))
    with pytest.raises(ReasonMissing):
        hall.paper(ballot, "ye_qing", reason=" ")


def test_a_proxy_votes_for_three_at_most_and_never_for_themselves(hall: Hall) -> None:
    voters = hall.neighbours(4)
    ballot = hall.secret()
    by_proxy = {"way": Way.PROXY, "proxy": hall.street.ye_qing.pk}
    for number, voter in enumerate(voters[:3]):
        line = ballot.lines.get(resident_id=voter.resident_id).pk
        hall.paper(ballot, line=line, photo=hall.photo(number=number), **by_proxy)

    with pytest.raises(ProxyWrong):
        hall.paper(ballot, line=ballot.lines.get(resident_id=voters[3].resident_id).pk, **by_proxy)
    for wrong in ({"way": Way.PROXY}, {"way": Way.PAPER, "proxy": hall.street.ye_qing.pk}):
        with pytest.raises(ProxyWrong):
            hall.paper(ballot, "shen_an", **wrong)
    with pytest.raises(ProxyWrong):
        hall.paper(ballot, "ye_qing", **by_proxy)


def test_the_voter_hears_of_the_paper_past_the_helper(hall: Hall, delivered) -> None:  # type: ignore[no-untyped-def]
    ballot = hall.secret()
    delivered()
    before = Message.objects.count()
    hall.paper(ballot, "zhou_guilan")
    delivered()

    told = Message.objects.order_by("-pk")[: Message.objects.count() - before]
    assert [(one.resident_id, one.words) for one in told] == [(hall.street.zhou_guilan.pk, "ballot.paper")]


def test_nothing_is_taken_in_after_the_close(hall: Hall) -> None:
    ballot = hall.secret()
    entry = hall.paper(ballot)
    station.drop(by=hall.staff, entry=entry.pk, reason="没有信封", at=VOTING)
    hall.closed(ballot)

    with pytest.raises(NotTakingVotes):
        hall.paper(ballot)
    with pytest.raises(NotTakingVotes):
        casting.cast(
            by=hall.actor("shen_an"), ballot=ballot.pk, choice="for", receipt=receipts.new(), at=COUNTING
        )
