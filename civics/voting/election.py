"""Filling seats: turnout, the bar, the ranking, ties, and what the next round must be.

Committee law of 2025 art. 19: valid with the turnout of the mode; elected by more than half of those who
voted; a runoff by most votes, at least a third. An owners' committee (Civil Code art. 278) must clear the bar
by heads and by area. One seat with one name a paper is plurality; several names, approval.
"""

from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from civics.faults import Fault
from civics.voting.lots import LotNotAllowed, Ticket, draw
from civics.voting.papers import PaperCount
from civics.voting.question import Round, Seats
from civics.voting.rulesets import ElectionRules, Mode, RuleSet
from civics.voting.thresholds import Test, Threshold
from civics.voting.weights import Measure, Weight

NextKind = Literal["new_ballot", "lot", "runoff", "new_nomination"]


class BadSeats(Fault):
    """Fewer than one seat, or not more candidates than seats where the law wants a choice."""


class TooManyPapers(Fault):
    """More papers came in than there are voters."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How one candidate stands: the votes, the bar by each register, and whether a seat was won."""

    candidate: str
    votes: Weight
    bar: tuple[Test, ...]
    clears: bool
    elected: bool


@dataclass(frozen=True, slots=True)
class NextRound:
    """What must follow: among whom, for how many seats.

    new_ballot: among those tied. lot: by a seed yet to be drawn. runoff: among the best of the rest.
    new_nomination: nobody is left to run.
    """

    kind: NextKind
    seats: int
    candidates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Election:
    """What an election gave, and every number that shows why. `standings` are in order of votes, then name."""

    rules: RuleSet
    mode: Mode
    round: Round
    seats: int
    roll: Weight
    count: PaperCount
    taking_part: Weight
    quorum: tuple[Test, ...]
    has_quorum: bool
    standings: tuple[Standing, ...]
    elected: tuple[str, ...]
    tied: tuple[str, ...]
    lot: tuple[Ticket, ...]
    next_rounds: tuple[NextRound, ...]


def elect(
    count: PaperCount,
    rules: RuleSet,
    *,
    mode: Mode,
    roll: Weight,
    asked: Seats,
    seed: str | None,
    contest: str,
) -> Election:
    """Fill seats from counted papers. O(c log c) for c candidates.

    `seed`: the published seed of the lot; None where none is drawn. `contest` names the ballot and goes into it.

    Raises:
        NotInTheRules: the rule set holds no election.
        BadSeats: no seat, or no choice where the law wants more candidates than seats.
        LotNotAllowed: a seed, where the rules ask for a new ballot.
        TooManyPapers: more papers than voters, by heads or by area.
    """
    election = rules.elections()
    _check(count, rules, roll, asked, seed)
    part = count.valid + count.void if rules.counting.taking_part != "valid_ballots" else count.valid
    quorum = _tests(mode.quorum, rules.measures, part, roll, part)
    bar = election.bar if asked.round == "first" else election.runoff_bar
    standings = _standings(count, election, rules.measures, bar, roll, part)
    outcome = Election(
        rules=rules, mode=mode, round=asked.round, seats=asked.seats, roll=roll, count=count, taking_part=part,
        quorum=quorum, has_quorum=all(test.holds for test in quorum), standings=standings,
        elected=(), tied=(), lot=(), next_rounds=(),
    )  # fmt: skip
    return _seat(outcome, election, seed=seed, contest=contest) if outcome.has_quorum else outcome


def _check(count: PaperCount, rules: RuleSet, roll: Weight, asked: Seats, seed: str | None) -> None:
    seats = asked.seats
    if seats < 1:
        raise BadSeats("An election fills at least one seat.")
    choice = rules.elections().more_candidates_than_seats
    if asked.round == "first" and choice and len(count.candidates) <= seats:
        raise BadSeats(
            f"{rules.id} wants more candidates than the {seats} seats; {len(count.candidates)} stand."
        )
    if seed is not None and rules.counting.ties != "lot":
        raise LotNotAllowed(f"{rules.id} settles a tie by a new ballot, not by lot; leave the seed out.")
    papers = count.valid + count.void
    if any(papers.of(measure) > roll.of(measure) for measure in rules.measures):
        raise TooManyPapers(f"{papers.heads} papers came in for a roll of {roll.heads}.")


def _tests(
    threshold: Threshold | None,
    measures: tuple[Measure, ...],
    part: Weight,
    roll: Weight,
    taking_part: Weight,
) -> tuple[Test, ...]:
    if threshold is None:
        return ()
    whole = roll if threshold.of == "roll" else taking_part
    return tuple(threshold.test(part.of(measure), whole.of(measure)) for measure in measures)


def _standings(
    count: PaperCount,
    election: ElectionRules,
    measures: tuple[Measure, ...],
    bar: Threshold | None,
    roll: Weight,
    taking_part: Weight,
) -> tuple[Standing, ...]:
    standings = []
    for candidate, votes in zip(count.candidates, count.votes, strict=True):
        tests = _tests(bar, measures, votes, roll, taking_part)
        clears = votes.heads > 0 and all(test.holds for test in tests)
        standings.append(Standing(candidate, votes, tests, clears, elected=False))
    return tuple(sorted(standings, key=lambda one: (_rank(one, election), one.candidate)))


def _rank(standing: Standing, election: ElectionRules) -> tuple[int, ...]:
    return tuple(-standing.votes.of(measure) for measure in election.rank_by)


def _seat(outcome: Election, election: ElectionRules, *, seed: str | None, contest: str) -> Election:
    """Give seats to those who cleared the bar, group by group of equal votes; a group too large is a tie."""
    elected: list[str] = []
    tied: tuple[str, ...] = ()
    lot: tuple[Ticket, ...] = ()
    clearing = [one for one in outcome.standings if one.clears]
    for _, group in groupby(clearing, key=lambda one: _rank(one, election)):
        equals = [one.candidate for one in group]
        left = outcome.seats - len(elected)
        if len(equals) > left > 0:
            tied = tuple(equals)
            if seed is None:
                break
            lot = draw(equals, seed=seed, contest=contest)
            equals = [ticket.candidate for ticket in lot[:left]]
        if left > 0:
            elected += equals
    settled = replace(
        outcome,
        standings=tuple(replace(one, elected=one.candidate in elected) for one in outcome.standings),
        elected=tuple(elected),
        tied=tied,
        lot=lot,
    )
    return replace(settled, next_rounds=_next_rounds(settled, election))


def _next_rounds(outcome: Election, election: ElectionRules) -> tuple[NextRound, ...]:
    empty = outcome.seats - len(outcome.elected)
    if not empty:
        return ()
    if outcome.tied and not outcome.lot:
        kind: NextKind = "lot" if outcome.rules.counting.ties == "lot" else "new_ballot"
        return (NextRound(kind, empty, outcome.tied),)
    rest = [one for one in outcome.standings if not one.elected]
    if outcome.round == "runoff" or election.runoff == "none" or not rest:
        return (NextRound("new_nomination", empty, ()),)
    # One more candidate than open seats; all who tie for the last place run, since no lot keeps anyone out.
    last = rest[min(empty, len(rest) - 1)]
    running = tuple(one.candidate for one in rest if _rank(one, election) <= _rank(last, election))
    return (NextRound("runoff", empty, running),)
