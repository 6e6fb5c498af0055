"""The whole question of a ballot: who may vote, what came in, and what is asked. The same for CSV and JSON."""

from dataclasses import dataclass
from typing import Any, Literal

from civics.voting.electorate import Electorate, RegisterRow
from civics.voting.tally import Choice
from civics.voting.weights import Weight

Round = Literal["first", "runoff"]


@dataclass(frozen=True, slots=True)
class Voter:
    """One line of a roll: id, area in 0.01 m² (0 where heads alone count), served, submitted (secret ballots)."""

    id: str
    area: int = 0
    served: bool = False
    submitted: bool = False

    @property
    def weight(self) -> Weight:
        """What the voter weighs."""
        return Weight(1, self.area)


@dataclass(frozen=True, slots=True)
class Ballot:
    """One paper. `by`: a unit or voter (named), or the number of a secret paper. `names`: of an election."""

    by: str
    choice: Choice | None = None
    names: tuple[str, ...] = ()
    copies: int = 1


@dataclass(frozen=True, slots=True)
class Seats:
    """What an election asks: who stands, how many seats, at most how many names a paper (None: any number)."""

    candidates: tuple[str, ...]
    seats: int
    limit: int | None
    round: Round = "first"


@dataclass(frozen=True, slots=True)
class Question:
    """A ballot to be counted. Who may vote is told by one of three:

    `units`: an owners' register, merged into heads; ballots are named by any of a head's units;
    `voters`: a roll, ballots named by its ids, or secret: then papers carry numbers and the roll carries marks;
    `size`: how many there are and no more, for papers counted at a meeting.
    `election` None: yes or no is asked.
    """

    contest: str
    units: tuple[RegisterRow, ...] = ()
    served_units: frozenset[str] = frozenset()
    voters: tuple[Voter, ...] = ()
    size: int = 0
    secret: bool = False
    ballots: tuple[Ballot, ...] = ()
    election: Seats | None = None

    def document(self) -> dict[str, Any]:
        """Write the question as a canonical document: sorted, so that no order of rows can change its hash."""
        return {
            "contest": self.contest,
            "units": sorted(
                [row.unit, row.area, sorted(set(row.owners)), row.voter, row.state, row.use]
                for row in self.units
            ),
            "served_units": sorted(self.served_units),
            "voters": sorted([one.id, one.area, one.served, one.submitted] for one in self.voters),
            "size": self.size,
            "secret": self.secret,
            "ballots": sorted(_ballot(ballot) for ballot in self.ballots),
            "election": _seats(self.election) if self.election else None,
        }


def served_heads(electorate: Electorate, served_units: frozenset[str]) -> frozenset[str]:
    """Name the heads to whom a paper was served: at any one of their units."""
    return frozenset(head.id for head in electorate.heads if not served_units.isdisjoint(head.units))


def _ballot(ballot: Ballot) -> list[Any]:
    what = ballot.choice.name.lower() if ballot.choice is not None else "names"
    return [ballot.by, what, sorted(ballot.names), ballot.copies]


def _seats(election: Seats) -> dict[str, Any]:
    return {
        "candidates": sorted(election.candidates),
        "seats": election.seats,
        "limit": election.limit,
        "round": election.round,
    }
