"""A hundred presses at once end with one vote, named or secret, online or at the station; on both databases."""

import pytest
from django.db import IntegrityError, transaction

from linli.circle.decide import receipts
from linli.circle.decide.actions import casting, counting, station
from linli.circle.decide.models import CountedPaper, NamedVote, Paper, RollLine
from linli.circle.decide.refusals import NotTakingVotes, VotedAlready
from tests.circle.decide.conftest import COUNTING, VOTING, Rush

PRESSES = 100
pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def counted(rush: Rush, count: object) -> object:
    """Count where the threads wrote."""
    return rush.do(lambda _number: count(), 1)[0]  # type: ignore[operator] # a callable


@pytest.mark.parametrize("secrecy", ["secret", "named"])
@pytest.mark.parametrize("same_form", [True, False], ids=["one form", "a hundred forms"])
def test_a_hundred_submissions_at_once_are_one_vote(rush: Rush, secrecy: str, same_form: bool) -> None:
    ballot = getattr(rush.hall, secrecy)(may_change=False)
    by, one = rush.hall.actor("shen_an"), receipts.new()

    def press(_number: int) -> str:
        code = one if same_form else receipts.new()
        casting.cast(by=by, ballot=ballot.pk, choice="for", receipt=code, at=VOTING)
        return "cast"

    got = rush.do(press, PRESSES)

    votes = Paper if secrecy == "secret" else NamedVote
    assert counted(rush, votes.objects.count) == 1
    assert counted(rush, RollLine.objects.filter(ballot=ballot, submitted=True).count) == 1
    assert got.count("cast") == (PRESSES if same_form else 1)
    assert sum(isinstance(one, VotedAlready) for one in got) == (0 if same_form else PRESSES - 1)


@pytest.mark.parametrize("secrecy", ["secret", "named"])
def test_a_paper_and_a_hundred_presses_at_once_are_one_vote(rush: Rush, secrecy: str) -> None:
    hall = rush.hall
    ballot = getattr(hall, secrecy)(may_change=False)
    entry = hall.paper(ballot, "shen_an")
    by, witness = hall.actor("shen_an"), hall.street.by("lin_xiao")

    def press(number: int) -> str:
        if number == PRESSES // 2:
            station.witness(by=witness, entry=entry.pk, at=VOTING)
            return "paper"
        casting.cast(by=by, ballot=ballot.pk, choice="for", receipt=receipts.new(), at=VOTING)
        return "online"

    got = rush.do(press, PRESSES)

    assert got.count("paper") + got.count("online") == 1
    assert counted(rush, RollLine.objects.filter(ballot=ballot, submitted=True).count) == 1
    online = counted(rush, Paper.objects.count) if secrecy == "secret" else 0
    assert online == (got.count("online") if secrecy == "secret" else 0)


def test_votes_and_the_close_at_once_lose_and_add_none(rush: Rush) -> None:
    hall = rush.hall
    voters = hall.neighbours(40)
    ballot = hall.secret()

    def press(number: int) -> str:
        if number == 0:
            counting.close(by=hall.staff, ballot=ballot.pk, at=COUNTING)
            return "closed"
        code = receipts.new()
        casting.cast(by=voters[number - 1], ballot=ballot.pk, choice="for", receipt=code, at=VOTING)
        return "cast"

    got = rush.do(press, len(voters) + 1)

    cast = got.count("cast")
    assert got.count("closed") == 1
    assert sum(isinstance(one, NotTakingVotes) for one in got) == len(voters) - cast
    assert counted(rush, CountedPaper.objects.count) == cast
    assert counted(rush, Paper.objects.count) == 0
    assert counted(rush, RollLine.objects.filter(ballot=ballot, submitted=True).count) == cast


def test_the_database_itself_refuses_a_second_vote_of_a_line(rush: Rush) -> None:
    hall = rush.hall
    named, secret = hall.named(), hall.secret()
    line = hall.line(named, "shen_an")
    NamedVote.objects.create(ballot=named, line=line, choice="for", seal="a" * 64, at=VOTING)
    Paper.objects.create(ballot=secret, choice="for", seal="a" * 64)

    with pytest.raises(IntegrityError), transaction.atomic():
        NamedVote.objects.create(ballot=named, line=line, choice="for", seal="b" * 64, at=VOTING)
    with pytest.raises(IntegrityError), transaction.atomic():
        Paper.objects.create(ballot=secret, choice="against", seal="a" * 64)
    with pytest.raises(IntegrityError), transaction.atomic():
        RollLine.objects.create(
            ballot=secret, voter=hall.line(secret, "shen_an").voter, mark="x", order=999, masked="", place=""
        )
    nullable = [
        field.name
        for model, names in (
            (NamedVote, ["line"]),
            (Paper, ["ballot", "seal"]),
            (RollLine, ["ballot", "voter"]),
        )
        for field in (model._meta.get_field(name) for name in names)
        if field.null
    ]
    assert nullable == []
