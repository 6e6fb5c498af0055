"""News of deciding: frozen ids. No news tells who voted, and none is published when a vote is cast."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RollPosted:
    """The roll of a ballot is frozen and posted; objections are heard."""

    ballot_id: int


@dataclass(frozen=True, slots=True)
class BallotOpened:
    """A ballot takes votes, from the moment it says."""

    ballot_id: int


@dataclass(frozen=True, slots=True)
class BallotClosing:
    """A ballot closes soon."""

    ballot_id: int


@dataclass(frozen=True, slots=True)
class BallotSettled:
    """A ballot was counted."""

    ballot_id: int


@dataclass(frozen=True, slots=True)
class BallotLeftTheWay:
    """A ballot was suspended, taken up again, declared void, annulled, or is held again."""

    ballot_id: int
    turn: str


@dataclass(frozen=True, slots=True)
class ObjectionAnswered:
    """An objection to the roll was answered."""

    objection_id: int


@dataclass(frozen=True, slots=True)
class RollChanged:
    """A frozen roll was changed for one voter."""

    change_id: int


@dataclass(frozen=True, slots=True)
class PaperRegistered:
    """A paper was taken in at the station in somebody's name: before the witness, so that they can object in time."""

    entry_id: int
