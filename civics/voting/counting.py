"""From a question to its sums: the roll, each head's paper, and the columns that are added up."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from civics.faults import Fault
from civics.voting.electorate import Electorate, EmptyElectorate, electorate_of
from civics.voting.papers import NobodyStands, PaperCount, Papers, count_papers
from civics.voting.question import Ballot, Question, Voter, served_heads
from civics.voting.rulesets import RuleSet
from civics.voting.tally import Choice, NotOnTheRoll, Tally, tally_columns
from civics.voting.weights import LARGEST_AREA, AreaOutOfRange, Weight


class DuplicateVoter(Fault):
    """A voter stands on the roll twice."""


class DuplicateBallot(Fault):
    """Two papers of one unit or number, a named pile, or two units of one head that say different things."""


class PapersDoNotMatch(Fault):
    """More, or fewer, secret papers than marks on the roll: the count is refused until it is explained."""


class UnknownCandidate(Fault):
    """A paper names someone who does not stand, or one candidate twice."""


class NotThisQuestion(Fault):
    """A paper answers something else: names where yes or no is asked, or the reverse."""


@dataclass(frozen=True, slots=True)
class Box:
    """Everything of a question brought together: the roll in order of id, and the paper of each head or number."""

    electorate: Electorate | None
    roll: tuple[Voter, ...]
    total: Weight
    papers: dict[str, Ballot]


def open_box(question: Question, rules: RuleSet) -> Box:
    """Bring roll and papers together; the order of either changes nothing. O(n log n).

    Raises:
        EmptyElectorate, DuplicateVoter, AreaOutOfRange, and as `electorate_of`: the roll cannot stand.
        NotOnTheRoll, DuplicateBallot, PapersDoNotMatch: the papers do not fit the roll.
        NotThisQuestion: secret papers under rules that count area.
    """
    electorate = None
    if question.secret and "area" in rules.measures:
        raise NotThisQuestion(f"{rules.id} counts area; papers that count area are named, not secret.")
    if question.units:
        electorate = electorate_of(question.units, with_parking=rules.counting.parking_counts)
        served = served_heads(electorate, question.served_units)
        roll = tuple(Voter(head.id, head.area, head.id in served) for head in electorate.heads)
    else:
        roll = tuple(sorted(question.voters, key=lambda voter: voter.id))
        _check_roll(question, roll, rules)
    total = Weight(len(roll) or question.size, sum(voter.area for voter in roll))
    return Box(electorate, roll, total, _papers(question, roll, electorate))


def count_choices(question: Question, box: Box, rules: RuleSet) -> Tally:
    """Add up a yes-or-no question.

    Raises:
        NotThisQuestion: a paper holds names.
        AreaOutOfRange: area counts and a voter has none.
    """
    for key, ballot in box.papers.items():
        if ballot.choice is None or ballot.names:
            raise NotThisQuestion(
                f"The paper of {key} holds names; yes or no is asked.", about=("ballot", ballot.by)
            )
    if not box.roll or question.secret:
        return _tally_secret(box)
    codes = [_code(box.papers.get(voter.id)) for voter in box.roll]
    area = [voter.area for voter in box.roll] if "area" in rules.measures else None
    return tally_columns(
        np.array(codes, dtype=np.int8),
        None if area is None else np.array(area, dtype=np.int64),
        np.array([voter.served for voter in box.roll], dtype=np.bool_),
    )


def count_names(question: Question, box: Box, rules: RuleSet) -> PaperCount:
    """Add up an election's papers.

    Raises:
        NotThisQuestion: no election is asked, or a paper says yes or no.
        UnknownCandidate: a name does not stand, or is on a paper twice.
        NobodyStands: there are no candidates, or two of one name.
    """
    asked = question.election
    if asked is None:
        raise NotThisQuestion("The question names no candidates.")
    candidates = tuple(sorted(asked.candidates))
    if not candidates:
        raise NobodyStands("The candidates must be at least one, each named once.")
    place = {candidate: number for number, candidate in enumerate(candidates)}
    papers = [box.papers[key] for key in sorted(box.papers) if box.papers[key].choice != Choice.PRESENT]
    named = [_positions(ballot, place) for ballot in papers]
    weight = {voter.id: voter.area for voter in box.roll}
    heads = sorted(key for key in box.papers if box.papers[key].choice != Choice.PRESENT)
    with_area = "area" in rules.measures and not question.secret
    columns = Papers(
        candidates=candidates,
        choices=np.array([name for names in named for name in names], dtype=np.int64),
        ends=np.cumsum([len(names) for names in named], dtype=np.int64),
        void=np.array([ballot.choice == Choice.VOID for ballot in papers], dtype=np.bool_),
        area=np.array([weight[head] for head in heads], dtype=np.int64) if with_area else None,
        copies=None if with_area else np.array([ballot.copies for ballot in papers], dtype=np.int64),
    )
    return count_papers(columns, limit=asked.limit)


def _positions(ballot: Ballot, place: dict[str, int]) -> list[int]:
    if ballot.choice not in (None, Choice.VOID):
        raise NotThisQuestion(f"The paper of {ballot.by} holds no names.", about=("ballot", ballot.by))
    unknown = [name for name in ballot.names if name not in place]
    if unknown:
        sentence = f"The paper of {ballot.by} names {unknown[0]}, who does not stand."
        raise UnknownCandidate(sentence, about=("ballot", ballot.by))
    if len(set(ballot.names)) != len(ballot.names):
        raise UnknownCandidate(f"The paper of {ballot.by} names someone twice.", about=("ballot", ballot.by))
    return sorted(place[name] for name in ballot.names)


def _check_roll(question: Question, roll: tuple[Voter, ...], rules: RuleSet) -> None:
    if not roll and question.size < 1:
        raise EmptyElectorate("The roll is empty.")
    for before, after in pairwise(roll):
        if before.id == after.id:
            raise DuplicateVoter(f"{after.id} stands on the roll twice.", about=("voter", after.id))
    for voter in roll:
        if not ("area" in rules.measures) <= voter.area <= LARGEST_AREA:
            sentence = f"The area of {voter.id} must be more than nothing and is given in 0.01 m²."
            raise AreaOutOfRange(sentence, about=("voter", voter.id))


def _papers(question: Question, roll: tuple[Voter, ...], electorate: Electorate | None) -> dict[str, Ballot]:
    heads = {voter.id: voter.id for voter in roll}
    if electorate is not None:
        heads = {unit: head.id for head in electorate.heads for unit in head.units}
    found: dict[str, Ballot] = {}
    seen: set[str] = set()
    for ballot in question.ballots:
        key = ballot.by if question.secret else heads.get(ballot.by)
        about = ("ballot", ballot.by)
        if key is None:
            raise NotOnTheRoll(f"{ballot.by} is not on the roll.", about=about)
        if ballot.copies != 1 and not question.secret:
            raise DuplicateBallot(
                f"The paper of {ballot.by} is one paper; only unnamed ones come in piles.", about=about
            )
        if ballot.by in seen:
            raise DuplicateBallot(f"There are two papers of {ballot.by}.", about=about)
        seen.add(ballot.by)
        earlier = found.setdefault(key, ballot)
        if (earlier.choice, sorted(earlier.names)) != (ballot.choice, sorted(ballot.names)):
            sentence = f"{earlier.by} and {ballot.by} are one head and cannot say two things."
            raise DuplicateBallot(sentence, about=about)
    if question.secret:
        _match(question, roll)
    return found


def _match(question: Question, roll: tuple[Voter, ...]) -> None:
    papers = sum(ballot.copies for ballot in question.ballots)
    marks = sum(voter.submitted for voter in roll)
    if roll and papers != marks:
        raise PapersDoNotMatch(
            f"There are {papers} papers and {marks} marks on the roll; find out why first."
        )
    if not roll and papers > question.size:
        raise PapersDoNotMatch(f"There are {papers} papers of {question.size} voters; find out why first.")


def _tally_secret(box: Box) -> Tally:
    sums = [0] * len(Choice)
    for ballot in box.papers.values():
        sums[_code(ballot)] += ballot.copies
    sums[Choice.SILENT] += box.total.heads - sum(sums)
    return Tally(tuple(Weight(heads) for heads in sums))


def _code(ballot: Ballot | None) -> Choice:
    return Choice.SILENT if ballot is None or ballot.choice is None else ballot.choice
