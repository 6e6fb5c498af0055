"""Who may deliberate what: conveners their own body, staff in their community, residents what lies where they live."""

from dataclasses import dataclass
from datetime import datetime

from linli.ground.lib.rules import Sentence, fact
from linli.ground.people.choices import Right
from linli.ground.people.rules import Actor, Place, grants, is_the_house, may_appoint

__all__ = [
    "BodyPlace",
    "Scope",
    "may_appoint",
    "may_compare",
    "may_convene",
    "may_host",
    "may_moderate",
    "may_open_talk",
    "may_speak",
    "may_take_out",
]


@dataclass(frozen=True, slots=True)
class BodyPlace(Place):
    """A body as the rules need it: where it lies, and which residents sit on it."""

    members: frozenset[int]


def _there(sentence: Sentence[Actor, Place]) -> Sentence[Actor, BodyPlace]:
    """Ask a sentence about a place of the place of a body."""
    return Sentence(sentence.words, sentence.holds)


@fact
def sits_on_the_body(who: Actor, body: BodyPlace, _at: datetime) -> bool:
    """Whether the actor is a member."""
    return who.resident_id in body.members


@dataclass(frozen=True, slots=True)
class Scope:
    """The scope of a matter, and the areas around the actor's home."""

    area_id: int
    around_home: frozenset[int]


@fact
def lives_within(who: Actor, scope: Scope, _at: datetime) -> bool:
    """Whether the actor is a resident whose home lies in the scope."""
    return who.resident_id is not None and scope.area_id in scope.around_home


# A convener's post lies in an area where other bodies meet too: the right counts for the bodies one sits on. Staff who
# move matters may stand in for any convener of their community.
may_convene = (
    _there(is_the_house)
    | _there(grants(Right.MOVE_MATTERS))
    | (_there(grants(Right.CONVENE)) & sits_on_the_body)
)
may_compare = is_the_house | grants(Right.MOVE_MATTERS) | grants(Right.CONVENE)
may_moderate = is_the_house | grants(Right.MODERATE)
may_open_talk = is_the_house | grants(Right.MOVE_MATTERS) | grants(Right.CONVENE)
may_take_out = is_the_house | grants(Right.MOVE_MATTERS)
may_host = is_the_house | grants(Right.HANDLE_VOICES)
may_speak = lives_within
