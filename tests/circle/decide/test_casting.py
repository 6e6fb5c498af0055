"""A vote is cast once, under the receipt of its form, by whom the roll names, while the ballot takes votes."""

from datetime import timedelta

import pytest

from linli.circle.decide import receipts
from linli.circle.decide.actions import casting
from linli.circle.decide.models import NamedVote, Paper
from linli.circle.decide.queries import rolls
from linli.circle.decide.refusals import (
    NoReceipt,
    NoSuchBallot,
    NoSuchChoice,
    NotOnTheRoll,
    NotTakingVotes,
    ReceiptUnknown,
    VotedAlready,
    VoteIsFinal,
)
from linli.ground.journal.models import Entry
from tests.circle.decide.conftest import CLOSES, OPENS, VOTING, Hall


def test_a_secret_vote_is_a_mark_and_a_paper(hall: Hall) -> None:
    ballot = hall.secret()
    code = hall.cast(ballot, "shen_an", "against")

    assert hall.line(ballot, "shen_an").submitted is True
    assert list(Paper.objects.values_list("choice", "seal")) == [("against", receipts.seal(ballot.pk, code))]


def test_the_same_form_sent_again_changes_nothing(hall: Hall) -> None:
    ballot = hall.secret()
    code = hall.cast(ballot, "shen_an")
    hall.cast(ballot, "shen_an", receipt=code)

    assert Paper.objects.count() == 1


def test_a_second_secret_vote_under_another_receipt_is_refused(hall: Hall) -> None:
    ballot = hall.secret()
    hall.cast(ballot, "shen_an")

    with pytest.raises(VotedAlready):
        hall.cast(ballot, "shen_an")
    assert Paper.objects.count() == 1


@pytest.mark.parametrize(("may_change", "stands"), [(True, "against"), (False, "for")])
def test_the_holder_of_the_receipt_changes_a_secret_paper_where_the_ballot_allows(
    hall: Hall, may_change: bool, stands: str
) -> None:
    ballot = hall.secret(may_change=may_change)
    code = hall.cast(ballot, "shen_an", "for")

    if may_change:
        casting.replace(ballot=ballot.pk, choice="against", receipt=code, at=VOTING)
    else:
        with pytest.raises(VoteIsFinal):
            casting.replace(ballot=ballot.pk, choice="against", receipt=code, at=VOTING)
        with pytest.raises(VoteIsFinal):
            hall.cast(ballot, "shen_an", "against", receipt=code)

    assert Paper.objects.get().choice == stands


def test_nobody_changes_a_paper_without_its_receipt(hall: Hall) -> None:
    ballot = hall.secret()
    hall.cast(ballot, "shen_an")

    with pytest.raises(ReceiptUnknown):
        casting.replace(ballot=ballot.pk, choice="against", receipt=receipts.new(), at=VOTING)
    with pytest.raises(NoReceipt):
        casting.replace(ballot=ballot.pk, choice="against", receipt="sesame", at=VOTING)
    with pytest.raises(NoSuchBallot):
        casting.replace(ballot=0, choice="against", receipt=receipts.new(), at=VOTING)


def test_a_receipt_that_another_voter_uses_is_refused(hall: Hall) -> None:
    ballot = hall.secret()
    code = hall.cast(ballot, "shen_an")

    with pytest.raises(NoReceipt):
        hall.cast(ballot, "ye_qing", receipt=code)
    assert hall.line(ballot, "ye_qing").submitted is False
    assert Paper.objects.count() == 1


def test_a_named_vote_keeps_voter_and_choice_and_may_change(hall: Hall) -> None:
    ballot = hall.named()
    hall.cast(ballot, "shen_an", "for")
    hall.cast(ballot, "shen_an", "abstain")

    vote = NamedVote.objects.get()
    assert (vote.line, vote.choice) == (hall.line(ballot, "shen_an"), "abstain")
    assert Entry.objects.filter(verb="ballot.voted", is_public=True).count() == 0


def test_a_final_named_vote_does_not_change(hall: Hall) -> None:
    ballot = hall.named(may_change=False)
    code = hall.cast(ballot, "shen_an", "for")
    hall.cast(ballot, "shen_an", "for", receipt=code)

    with pytest.raises(VotedAlready):
        hall.cast(ballot, "shen_an", "against")
    with pytest.raises(VoteIsFinal):
        hall.cast(ballot, "shen_an", "against", receipt=code)
    assert NamedVote.objects.get().choice == "for"


@pytest.mark.parametrize("secrecy", ["secret", "named"])
@pytest.mark.parametrize("at", [OPENS - timedelta(microseconds=1), CLOSES])
def test_a_vote_before_the_opening_or_from_the_close_on_is_refused(
    hall: Hall, secrecy: str, at: object
) -> None:
    ballot = getattr(hall, secrecy)()

    with pytest.raises(NotTakingVotes):
        casting.cast(
            by=hall.actor("shen_an"),
            ballot=ballot.pk,
            choice="for",
            receipt=receipts.new(),
            at=at,  # type: ignore[arg-type] # a moment
        )
    assert rolls.size(ballot.pk).submitted == 0


@pytest.mark.parametrize("who", ["gao_bo", "tang_yuan", "nobody"])
def test_who_is_not_on_the_roll_has_no_vote(hall: Hall, who: str) -> None:
    ballot = hall.secret()

    with pytest.raises(NotOnTheRoll):
        hall.cast(ballot, who)


@pytest.mark.parametrize("choice", ["", "void", "yes", "FOR", "for " * 40, "弃权"])
def test_what_is_not_on_the_paper_is_refused(hall: Hall, choice: str) -> None:
    with pytest.raises(NoSuchChoice):
        hall.cast(hall.secret(), "shen_an", choice)


def test_nobody_abstains_where_the_paper_does_not_say_so(hall: Hall) -> None:
    with pytest.raises(NoSuchChoice):
        hall.cast(hall.secret(may_abstain=False), "shen_an", "abstain")


@pytest.mark.parametrize("code", ["", "x", "0" * 15, "0" * 17, "UUUU-UUUU-UUUU-UUUU", "！" * 16])
def test_a_receipt_that_is_none_is_refused(hall: Hall, code: str) -> None:
    ballot = hall.secret()

    with pytest.raises(NoReceipt):
        casting.cast(by=hall.actor("shen_an"), ballot=ballot.pk, choice="for", receipt=code, at=VOTING)


def test_a_receipt_is_read_as_people_type_it() -> None:
    code = receipts.new()

    assert receipts.read(code.lower().replace("-", " ")) == code.replace("-", "")
    assert receipts.read("oil0-OIL0-0000-0000") == "0110011000000000"
    assert len({receipts.new() for _ in range(100)}) == 100
