"""Who may what: rights come from posts, in their area, while they last. Denied unless listed here."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from linli.ground.lib.rules import Sentence, fact
from linli.ground.people.choices import PostKind, Right

_STAFF = frozenset(
    {
        Right.READ_VOICES,
        Right.HANDLE_VOICES,
        Right.SPEAK_FOR,
        Right.MODERATE,
        Right.READ_REGISTER,
        Right.READ_FIGURES,
        Right.MOVE_MATTERS,
        Right.CONVENE,
        Right.RUN_BALLOTS,
        Right.WITNESS,
        Right.WORK,
        Right.POST_NOTICES,
        Right.APPRAISE,
    }
)
_LEADER = _STAFF | {Right.APPOINT, Right.READ_SEALED, Right.READ_LOG, Right.APPROVE_NOTICES}

GRANTS: Mapping[PostKind, frozenset[Right]] = {
    PostKind.SECRETARY: _LEADER,
    PostKind.DIRECTOR: _LEADER,
    PostKind.COMMUNITY_STAFF: _STAFF,
    PostKind.CLERK: frozenset({Right.READ_REGISTER, Right.KEEP_REGISTER, Right.READ_SEALED, Right.SPEAK_FOR}),
    PostKind.GRID_WORKER: frozenset({Right.READ_VOICES, Right.SPEAK_FOR, Right.READ_REGISTER}),
    PostKind.BUILDING_HEAD: frozenset({Right.SPEAK_FOR, Right.CONVENE, Right.WITNESS}),
    PostKind.STAIRWELL_HEAD: frozenset({Right.SPEAK_FOR}),
    PostKind.BLOCK_HEAD: frozenset({Right.SPEAK_FOR, Right.CONVENE, Right.WITNESS}),
    PostKind.CONVENER: frozenset({Right.CONVENE}),
    PostKind.OVERSEER: frozenset({Right.OVERSEE, Right.WITNESS}),
    PostKind.REPRESENTATIVE: frozenset({Right.WITNESS}),
    PostKind.PROPERTY_STAFF: frozenset({Right.WORK, Right.POST_NOTICES}),
    PostKind.OWNERS_CHAIR: frozenset({Right.CONVENE, Right.POST_NOTICES}),
    PostKind.SOCIAL_WORKER: frozenset({Right.SPEAK_FOR}),
    PostKind.STREET_OFFICIAL: frozenset({Right.READ_VOICES, Right.READ_FIGURES}),
    PostKind.DISTRICT_OFFICIAL: frozenset({Right.READ_FIGURES}),
    PostKind.OPERATOR: frozenset(
        {Right.OPERATE, Right.APPOINT, Right.KEEP_REGISTER, Right.READ_REGISTER, Right.READ_LOG}
    ),
}

# Posts that lead or oversee an area are filled from above it, never by those inside it.
FILLED_BY_OPERATORS = frozenset(
    {
        PostKind.SECRETARY,
        PostKind.DIRECTOR,
        PostKind.STREET_OFFICIAL,
        PostKind.DISTRICT_OFFICIAL,
        PostKind.OPERATOR,
    }
)

WITHOUT_SECOND_FACTOR = frozenset(
    {Right.SPEAK_FOR, Right.CONVENE, Right.WITNESS, Right.WORK, Right.OVERSEE, Right.POST_NOTICES}
)
NEEDS_SECOND_FACTOR: frozenset[Right] = frozenset(Right) - WITHOUT_SECOND_FACTOR
"""Rights that count only in a session opened with a second factor (a code app or a passkey); neighbours who convene,
witness, work, oversee or draft a notice (which another must sign) sign in by a code on their phone like all others."""


@dataclass(frozen=True, slots=True)
class Seat:
    """One post in force: its kind and its area; also which post it is, and of which body."""

    kind: PostKind
    area_id: int
    post_id: int = field(default=0, compare=False)
    body_id: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Actor:
    """Whoever acts: an account, the resident behind it, the posts in force. The house itself acts with account None.

    A newcomer whom the register does not know yet has no `community_id`, so that no rule takes them for a resident of
    it; `declared_in` is the community they say they live in.
    """

    account_id: int | None = None
    resident_id: int | None = None
    community_id: int | None = None
    home_area_id: int | None = None
    seats: tuple[Seat, ...] = ()
    is_strong: bool = True
    masked: str = ""
    declared_in: int | None = None

    @property
    def here(self) -> int | None:
        """The community one lives in, by the register or, until that is confirmed, by one's own word."""
        return self.community_id or self.declared_in

    def areas_with(self, right: Right) -> frozenset[int]:
        """The outermost areas in which this actor's posts grant a right."""
        if right in NEEDS_SECOND_FACTOR and not self.is_strong:
            return frozenset()
        return frozenset(seat.area_id for seat in self.seats if right in GRANTS.get(seat.kind, frozenset()))


HOUSE = Actor()
NOBODY = Actor(account_id=0)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a thing lies, as the rules need it: the ids of all areas around it, itself included."""

    around: frozenset[int]


def grants(right: Right) -> Sentence[Actor, Place]:
    """Return the sentence "one of my posts grants this right where the thing lies"."""

    def holds(who: Actor, what: Place, _at: datetime) -> bool:
        return bool(who.areas_with(right) & what.around)

    return Sentence(f"post_grants_{right.value}", holds)


@fact
def is_the_house(who: Actor, _what: Place, _at: datetime) -> bool:
    """Whether the house itself acts: a command of whoever runs it, or work behind the scenes."""
    return who.account_id is None


may_read_register = is_the_house | grants(Right.READ_REGISTER)
may_keep_register = is_the_house | grants(Right.KEEP_REGISTER)
may_read_sealed = grants(Right.READ_SEALED)
may_read_log = grants(Right.READ_LOG)
may_speak_for = grants(Right.SPEAK_FOR)
may_appoint = is_the_house | grants(Right.APPOINT)
may_appoint_leaders = is_the_house | grants(Right.OPERATE)
may_operate = is_the_house | grants(Right.OPERATE)
