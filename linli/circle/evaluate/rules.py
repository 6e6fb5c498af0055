"""Who rates a matter, who calls back, who scores the needs, who appraises and who signs for having watched."""

from dataclasses import dataclass
from datetime import datetime

from linli.ground.lib.rules import fact
from linli.ground.people.choices import Right
from linli.ground.people.rules import Actor, Place, grants, is_the_house

may_appraise = is_the_house | grants(Right.APPRAISE)
may_speak_for = grants(Right.SPEAK_FOR)
_moves_matters = is_the_house | grants(Right.MOVE_MATTERS)


@dataclass(frozen=True, slots=True)
class Owned(Place):
    """Where a matter lies, and who holds the post that owns it."""

    owner: int | None = None


@dataclass(frozen=True, slots=True)
class Ballot:
    """Who appraises, and who is appraised."""

    electorate: frozenset[int] | None
    appraised: frozenset[int]


@fact
def may_score(who: Actor, what: Owned, at: datetime) -> bool:
    """Whether the actor owns the matter, or moves matters there."""
    owns = who.resident_id is not None and who.resident_id == what.owner
    return owns or _moves_matters(who, what, at)


@fact
def is_of_the_electorate(who: Actor, what: Ballot, _at: datetime) -> bool:
    """Whether the actor is one of those who appraise (None: any resident who lives there)."""
    return who.resident_id is not None and (what.electorate is None or who.resident_id in what.electorate)


@fact
def is_appraised(who: Actor, what: Ballot, _at: datetime) -> bool:
    """Whether the actor is one of those appraised."""
    return who.resident_id in what.appraised


may_mark = is_of_the_electorate & ~is_appraised
