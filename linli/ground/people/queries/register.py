"""The register as a list: homes door by door, narrowed and searched, names masked; the cost of a page stays flat."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from linli.ground.lib import identity
from linli.ground.lib.keyset import Page, both_ways, capped
from linli.ground.lib.money import square_metres
from linli.ground.lib.text import half_width, masked_name, natural_key, tidy
from linli.ground.people import rules
from linli.ground.people.choices import AreaKind, HomeUse, Right, Tie
from linli.ground.people.models import Area, Home, Household, Ownership, OwnershipShare, Resident
from linli.ground.people.phones import e164, phone_key
from linli.ground.people.queries import areas
from linli.ground.people.queries.residents import id_index
from linli.ground.people.refusals import MayNotReadRegister, NoSuchHome
from linli.ground.people.rules import Actor

SIZE = 40
MOST_NAMED = 200
MOST_COUNTED = 999
SORTS = {"door": "sort_key", "door-back": "-sort_key", "newest": "-id"}
STATES = ("lived_in", "empty", "unowned", "developer")

_DOOR = re.compile(r"[0-9A-Za-z]*[0-9][0-9A-Za-z]*")
_DOOR_WORDS = re.compile(r"[0-9A-Za-z]*[0-9][0-9A-Za-z]*|号楼|单元|[栋幢座室号层楼\-#—/\s]")


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the list is narrowed to."""

    community: int
    building: int | None = None
    use: HomeUse | None = None
    state: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A home as one line of the list."""

    home_id: int
    address: str
    use: str
    size: str
    head: str
    people: int
    owners: tuple[str, ...]


def reach(actor: Actor, right: Right = Right.READ_REGISTER) -> list[Area]:
    """Return the communities in which a right reaches anything, in their order."""
    return areas.communities_around(actor.areas_with(right))


def page(
    actor: Actor, chosen: Chosen, *, at: datetime, sort: str = "door", after: str = "", before: str = ""
) -> Page[Line]:
    """Return a page of the homes an actor may see.

    Raises:
        MayNotReadRegister: no post of the actor reads the register there.
        BadCursor: the address names no place in this list.
    """
    rows = narrowed(actor, chosen, at).only("id", "sort_key", "area_id", "number", "use", "exclusive_area")
    return both_ways(rows, SORTS.get(sort, "sort_key"), SIZE, _lines, after=after, before=before)


def count(actor: Actor, chosen: Chosen, *, at: datetime) -> int:
    """Return how many homes that are, counting no further than 1000.

    Raises:
        MayNotReadRegister: as in `page`.
    """
    return capped(narrowed(actor, chosen, at), MOST_COUNTED)


def narrowed(actor: Actor, chosen: Chosen, at: datetime) -> QuerySet[Home]:
    """Return the homes an actor may see of what was chosen.

    Raises:
        MayNotReadRegister: as in `page`.
    """
    rows = _in_reach(actor, chosen.community, at)
    if chosen.building:
        rows = rows.filter(area__in=Area.objects.within(chosen.building))
    if chosen.use:
        rows = rows.filter(use=chosen.use)
    lived_in = Household.objects.filter(home=OuterRef("pk"), until__isnull=True)
    title = Ownership.objects.filter(home=OuterRef("pk"), until__isnull=True)
    if chosen.state == "lived_in":
        rows = rows.filter(Exists(lived_in))
    elif chosen.state == "empty":
        rows = rows.filter(~Exists(lived_in))
    elif chosen.state == "unowned":
        rows = rows.filter(~Exists(title))
    elif chosen.state == "developer":
        rows = rows.filter(Exists(title.filter(shares__kind="developer")))
    return _found(rows, chosen) if chosen.words.strip() else rows


def home(actor: Actor, home_id: int, *, at: datetime) -> Home:
    """Return a home with its household, members, title and owners, if the actor may see it.

    Raises:
        NoSuchHome: there is none, or none that this actor may know of.
    """
    found = (
        Home.objects.select_related("area__parent__parent__parent", "community")
        .prefetch_related(*_beside())
        .filter(pk=home_id)
        .first()
    )
    if found is None or not rules.may_read_register(actor, areas.around(found.area_id), at):
        raise NoSuchHome
    return found


def buildings(community_id: int) -> tuple[tuple[str, str], ...]:
    """Return the buildings of a community as people count them: id and address; kept for a minute."""
    found: tuple[tuple[str, str], ...] | None = areas.kept(
        f"buildings:{community_id}", partial(_read_buildings, community_id)
    )
    return found or ()


def _read_buildings(community_id: int) -> tuple[tuple[str, str], ...]:
    rows = (
        Area.objects.within(community_id)
        .filter(kind=AreaKind.BUILDING)
        .select_related("parent__parent__parent")
    )
    ordered = sorted(
        rows, key=lambda area: (natural_key(area.parent.name if area.parent else ""), natural_key(area.name))
    )
    return tuple((str(area.pk), areas.address(area)) for area in ordered)


def line(home: Home) -> Line:
    """Return a home as a line."""
    return _lines([home])[0]


def _lines(found: Sequence[Home]) -> list[Line]:
    """Return homes as lines: three queries of plain values, however many they are."""
    ids = [home.pk for home in found]
    where = areas.addresses({home.area_id for home in found})
    people: dict[int, list[tuple[str, str]]] = {}
    for home_id, name, tie in (
        Resident.objects.filter(household__home__in=ids, household__until__isnull=True)
        .order_by("id")
        .values_list("household__home_id", "name", "tie")
    ):
        people.setdefault(home_id, []).append((name, tie))
    owners: dict[int, list[str]] = {}
    for home_id, name, body in (
        OwnershipShare.objects.filter(ownership__home__in=ids, ownership__until__isnull=True)
        .order_by("id")
        .values_list("ownership__home_id", "resident__name", "organization__name")
    ):
        owners.setdefault(home_id, []).append(_owner(name, body))
    return [
        _line(home, where[home.area_id], people.get(home.pk, []), owners.get(home.pk, [])) for home in found
    ]


def _owner(person: str | None, body: str | None) -> str:
    """Return an owner as lists show them: a body by its name, a person masked."""
    return body or masked_name(person or "")


def _line(home: Home, where: str, people: list[tuple[str, str]], owners: list[str]) -> Line:
    head = next((name for name, tie in people if tie == Tie.HEAD), people[0][0] if people else "")
    return Line(
        home_id=home.pk,
        address=areas.door(where, home.number),
        use=str(HomeUse(home.use).label),
        size=f"{square_metres(home.exclusive_area)}㎡" if home.exclusive_area else "",
        head=masked_name(head) if head else "",
        people=len(people),
        owners=tuple(owners),
    )


def _beside() -> tuple[Prefetch[str], ...]:
    members = Resident.objects.only("id", "name", "tie", "household_id", "born_on").order_by("id")
    shares = (
        OwnershipShare.objects.order_by("id")
        .select_related("organization")
        .prefetch_related(Prefetch("resident", Resident.objects.only("id", "name")))
    )
    return (
        Prefetch(
            "households",
            Household.objects.filter(until__isnull=True).prefetch_related(Prefetch("members", members)),
        ),
        Prefetch(
            "ownerships",
            Ownership.objects.filter(until__isnull=True).prefetch_related(Prefetch("shares", shares)),
        ),
    )


def read_in(actor: Actor, community: int, at: datetime) -> frozenset[int]:
    """Return the areas of a community in which an actor reads the register: itself, or the grids of their posts.

    Raises:
        MayNotReadRegister: no post of the actor reads the register there.
    """
    if rules.may_read_register(actor, areas.around(community), at):
        return frozenset({community})
    inside = frozenset(
        area for area in actor.areas_with(Right.READ_REGISTER) if community in areas.around(area).around
    )
    if not inside:
        raise MayNotReadRegister
    return inside


def _in_reach(actor: Actor, community: int, at: datetime) -> QuerySet[Home]:
    inside = read_in(actor, community, at)
    rows = Home.objects.filter(community=community)
    return rows if community in inside else rows.filter(area__in=Area.objects.within(inside))


def _found(rows: QuerySet[Home], chosen: Chosen) -> QuerySet[Home]:
    """Narrow to a phone, an identity number, a door or the beginning of a name, whichever the words look like."""
    words = half_width(tidy(chosen.words))
    number, phone = identity.plain(words), e164(words)
    if identity.is_right(number):
        return rows.filter(pk__in=_homes_of(chosen, Q(id_index=id_index(number))))
    if phone is not None:
        return rows.filter(pk__in=_homes_of(chosen, Q(phone_index=phone_key(phone))))
    if _DOOR.search(words) and not _DOOR_WORDS.sub("", words):
        return at_door(rows, words)
    named = _homes_of(chosen, Q(name__begins=words.replace(" ", "")))
    numbered = Home.objects.filter(community=chosen.community, number=words).values_list("pk", flat=True)
    return rows.filter(pk__in=named.union(numbered[:MOST_NAMED]))


def at_door(rows: QuerySet[Home], words: str) -> QuerySet[Home]:
    """Narrow to a door: the last number is its own, those before are its building and stairwell, in this order."""
    pieces = _DOOR.findall(half_width(tidy(words)))
    if not pieces:
        return rows.none()
    rows = rows.filter(number=pieces[-1])
    if len(pieces) == 1:
        return rows
    way = re.compile(
        "(^|/)" + "[^/]*/([^/]*/)?".join(re.escape(natural_key(piece)) for piece in pieces) + "$"
    )
    # By the index of numbers, then here: in SQL the order of the list would have the database try every home.
    doors = rows.order_by().values_list("pk", "sort_key")
    return rows.filter(pk__in=[pk for pk, key in doors if way.search(key)][:MOST_NAMED])


def _homes_of(chosen: Chosen, who: Q) -> set[int]:
    """Return the homes in which certain people live or which they own; two small queries."""
    people = list(
        Resident.objects.filter(who, community=chosen.community).values_list("pk", "household__home_id")[
            :MOST_NAMED
        ]
    )
    homes = {home for _person, home in people if home}
    owned = Ownership.objects.filter(
        until__isnull=True, shares__resident__in=[person for person, _home in people]
    )
    return homes.union(owned.values_list("home_id", flat=True)[:MOST_NAMED])
