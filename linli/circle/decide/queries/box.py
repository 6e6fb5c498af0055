"""Brings roll and papers together as the question that civics.voting counts."""

from civics.voting.question import Ballot as Said
from civics.voting.question import Question, Seats, Voter
from civics.voting.tally import Choice
from linli.circle.decide.choices import ABSTAIN, AGAINST, FOR, SPOILT, Kind
from linli.circle.decide.models import Ballot, CountedPaper, NamedVote, Pile, RollLine

CHOICES = {FOR: Choice.FOR, AGAINST: Choice.AGAINST, ABSTAIN: Choice.ABSTAIN, SPOILT: Choice.VOID}


def question(ballot: Ballot) -> Question:
    """Return the whole question of a closed ballot: its roll under marks, and every paper."""
    options = dict(ballot.options.values_list("key", "words"))
    chooses = ballot.kind == Kind.CHOOSE
    marks = RollLine.objects.filter(ballot=ballot, is_struck=False).values_list("mark", "submitted")
    said = _secret(ballot) if ballot.is_secret else _named(ballot)
    return Question(
        contest=ballot.question,
        voters=tuple(Voter(mark, submitted=submitted) for mark, submitted in marks),
        secret=ballot.is_secret,
        ballots=tuple(_paper(options if chooses else None, *one) for one in said),
        election=Seats(tuple(options.values()), seats=1, limit=1) if chooses else None,
    )


def _secret(ballot: Ballot) -> list[tuple[str, str, int]]:
    papers = CountedPaper.objects.filter(ballot=ballot).order_by("id").values_list("seal", "choice")
    piles = (
        Pile.objects.filter(ballot=ballot, papers__gt=0).order_by("choice").values_list("choice", "papers")
    )
    return [
        *((seal, choice, 1) for seal, choice in papers),
        *((f"box:{choice}", choice, count) for choice, count in piles),
    ]


def _named(ballot: Ballot) -> list[tuple[str, str, int]]:
    votes = NamedVote.objects.filter(ballot=ballot, line__is_struck=False)
    return [(mark, choice, 1) for mark, choice in votes.values_list("line__mark", "choice")]


def _paper(options: dict[str, str] | None, by: str, choice: str, copies: int) -> Said:
    """Return one paper: yes or no, or the option named on it; an abstention among options is a blank paper."""
    if options is None:
        return Said(by, choice=CHOICES[choice], copies=copies)
    if choice == SPOILT:
        return Said(by, choice=Choice.VOID, copies=copies)
    return Said(by, names=() if choice == ABSTAIN else (options[choice],), copies=copies)
