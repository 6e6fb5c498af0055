"""Who may run a project, write its progress, and sign its acceptance: never the same people for the last two."""

from dataclasses import dataclass
from datetime import datetime

from linli.ground.lib.rules import fact
from linli.ground.people.choices import Right
from linli.ground.people.rules import Actor, Place, grants, is_the_house

may_run = is_the_house | grants(Right.MOVE_MATTERS)
works_there = is_the_house | grants(Right.WORK)


@dataclass(frozen=True, slots=True)
class Work(Place):
    """Where a task lies, and the residents in whose hands it is."""

    hands: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Bench:
    """Who oversees a project, and who carries it out."""

    overseers: frozenset[int]
    implementers: frozenset[int]

    @property
    def eligible(self) -> frozenset[int]:
        """The overseers who have no part in the works."""
        return self.overseers - self.implementers


@fact
def may_work(who: Actor, what: Work, at: datetime) -> bool:
    """Whether the task is the actor's, or their post works there."""
    is_theirs = who.resident_id is not None and who.resident_id in what.hands
    return is_theirs or works_there(who, what, at)


@fact
def oversees(who: Actor, what: Bench, _at: datetime) -> bool:
    """Whether the actor sits on the board."""
    return who.resident_id is not None and who.resident_id in what.overseers


@fact
def carries_it_out(who: Actor, what: Bench, _at: datetime) -> bool:
    """Whether the actor has a part in the works."""
    return who.resident_id is not None and who.resident_id in what.implementers


may_sign = oversees & ~carries_it_out
