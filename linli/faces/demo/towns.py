"""The communities of the larger sizes: founded, filled with households, their posts and bodies filled from those."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from linli.circle.deliberate.actions import bodies
from linli.circle.deliberate.actions.bodies import Seating, Ways
from linli.faces.demo import crowd
from linli.faces.demo.neighbours import FOUNDED, PASSWORD, Houses, id_number
from linli.faces.demo.scene import Town
from linli.ground.lib.chance import Dice, dice
from linli.ground.people.actions import accounts, areas, organizations, posts, residents
from linli.ground.people.actions.residents import Particulars
from linli.ground.people.choices import AreaKind, BodyKind, PostKind
from linli.ground.people.models import Area, Organization, Post, Resident
from linli.ground.people.phones import phone_key
from linli.ground.people.queries.actors import actor_of
from linli.ground.people.rules import HOUSE

HOUSEHOLDS = {"community": 2_000, "district": 24_300}
COMMUNITIES = {"community": 1, "district": 14}
_MEMBERS, _RATERS, _OVERSEERS = 7, 6, 3


def of(size: str) -> list[tuple[dict[str, Any], int]]:
    """Return the places of a size, each with how many households live there; together as many as the district has."""
    told = crowd.places()["place"][: COMMUNITIES[size]]
    each, rest = divmod(HOUSEHOLDS[size], len(told))
    return [(place, each + (rest if number == 0 else 0)) for number, place in enumerate(told)]


def secretary_of(place: dict[str, Any]) -> str:
    """Return the sign-in of a place's secretary; its community worker signs in by the key of the place."""
    return f"{place['key']}_secretary"


def found(corner: Town, place: dict[str, Any], number: int, households: int) -> Town:
    """Move the households of a place in, and fill its posts and bodies from among them.

    A place without staff of its own is the corner's community: more compounds stand there, served by the same people.
    """
    is_theirs = "staff" not in place
    area = corner.area if is_theirs else _founded(corner, f"{place['name']}社区")
    rows = list(crowd.register(number, place["compounds"], households))
    crowd.bring_in(area, rows)
    compound = area.children.get(name=place["compounds"][0])
    houses = Houses(areas={"community": area, "compound": compound})
    if is_theirs:
        houses.people, houses.accounts = corner.houses.people, corner.houses.accounts
        houses.bodies["committee"] = corner.houses.bodies["committee"]
        staff, secretary, owner = corner.staff, corner.secretary, corner.owner
    else:
        staff, secretary = place["key"], secretary_of(place)
        owner = _staffed(houses, place, number)
    town = Town(
        houses=houses,
        area=area,
        compound=compound,
        staff=staff,
        secretary=secretary,
        worker="worker",
        council=_council(houses, compound.name if is_theirs else place["name"], secretary),
        members=(),
        raters=(),
        overseers=(),
        owner=owner,
        hands=_worked(houses, place, number),
        phones=_phones(area, rows, compound.name),
    )
    return _seated(town, dice(place["key"]))


def _founded(corner: Town, name: str) -> Area:
    """Return a community of the corner's street, founded when it does not stand yet."""
    street = corner.houses.areas["street"]
    area = Area.objects.filter(kind=AreaKind.COMMUNITY, name=name, parent=street).first()
    if area is None:
        area = areas.found(by=HOUSE, kind=AreaKind.COMMUNITY, name=name, parent=street, at=FOUNDED)
        posts.leave_vacant(by=HOUSE, kind=PostKind.DIRECTOR, area=area, at=FOUNDED)
    return area


def _staffed(houses: Houses, place: dict[str, Any], number: int) -> Post:
    """Give a community its worker, its secretary and its committee; return the post of the worker."""
    area, staff, secretary = houses.areas["community"], place["key"], secretary_of(place)
    owner = _hire(houses, staff, place["staff"], number, PostKind.COMMUNITY_STAFF, area)
    _hire(houses, secretary, place["secretary"], number, PostKind.SECRETARY, area)
    for key in (staff, secretary):
        houses.accounts[key] = accounts.open_for_staff(
            login=key, password=PASSWORD, resident=houses.people[key], at=FOUNDED
        )
    houses.bodies["committee"] = organizations.found(
        by=HOUSE, kind=BodyKind.COMMITTEE, name=f"{area.name}居民委员会", area=area, at=FOUNDED
    )
    return owner


def _worked(houses: Houses, place: dict[str, Any], number: int) -> Post:
    """Give a compound its property company and the one who does the work; return their post."""
    compound = houses.areas["compound"]
    houses.bodies["manager"] = organizations.found(
        by=HOUSE, kind=BodyKind.MANAGER, name=place["company"], area=compound, at=FOUNDED
    )
    hands = _hire(houses, "worker", place["worker"], number, PostKind.PROPERTY_STAFF, compound)
    houses.accounts["worker"] = accounts.knock(phone=_phone(number, 0), at=FOUNDED)
    accounts.prove_phone(account=houses.accounts["worker"], phone=_phone(number, 0), at=FOUNDED)
    return hands


def _seated(town: Town, draw: Dice) -> Town:
    """Choose who sits on the council, who oversees and who speaks first, all from the first compound."""
    chosen = draw.sample(list(grown_up(town, town.compound)), _MEMBERS + _RATERS + _OVERSEERS)
    keys = [town.key_of(one) for one in chosen]
    town.members = tuple(keys[:_MEMBERS])
    town.overseers = tuple(keys[_MEMBERS : _MEMBERS + _OVERSEERS])
    town.raters = tuple(keys[_MEMBERS + _OVERSEERS :])
    by = town.by(town.secretary, FOUNDED)
    for number, key in enumerate(town.members):
        kind = PostKind.COUNCIL_MEMBER if number else PostKind.CONVENER
        seating = Seating(town.houses.people[key], kind, is_elected=True)
        bodies.seat(by=by, body=town.council, seating=seating, at=FOUNDED)
    return town


def grown_up(town: Town, area: Area) -> Iterable[Resident]:
    """Return the residents of full age of an area who have a phone, in the order of the register."""
    inside = Area.objects.within(area.pk)
    living = Resident.objects.filter(household__home__area__in=inside, born_on__lt=date(2005, 1, 1))
    return [one for one in living.select_related("household__home").order_by("pk") if one.pk in town.phones]


def _phones(community: Area, rows: Iterable[tuple[str, ...]], compound: str) -> dict[int, str]:
    """Return the phones of those who live in a compound, by who they are."""
    written = [f"+86{row[8]}" for row in rows if row[0] == compound and row[8]]
    known = {phone_key(phone): phone for phone in written}
    found = Resident.objects.filter(community=community, phone_index__in=list(known))
    return {pk: known[index] for pk, index in found.values_list("pk", "phone_index")}


def _council(houses: Houses, name: str, secretary: str) -> Organization:
    return bodies.found(
        by=actor_of(houses.accounts[secretary], FOUNDED),
        kind=BodyKind.COUNCIL,
        name=f"{name}议事会",
        area=houses.areas["community"],
        ways=Ways(notice_days=3, may_decide=True),
        at=FOUNDED,
    )


def _phone(number: int, order: int) -> str:
    return f"+861541{number:03d}{order:04d}"


def _hire(houses: Houses, key: str, name: str, number: int, kind: PostKind, area: Area) -> Post:
    """Register somebody who works here and lives elsewhere, and give them their post."""
    order = {PostKind.PROPERTY_STAFF: 0, PostKind.COMMUNITY_STAFF: 1, PostKind.SECRETARY: 2}[kind]
    born = date(1968 + (number * 7 + order * 11) % 26, 1 + number % 12, 1 + (number + order) % 28)
    houses.people[key] = residents.add(
        by=HOUSE,
        community=houses.areas["community"],
        particulars=Particulars(
            name, _phone(number, order), id_number(born, region=f"98{number:02d}{order:02d}")
        ),
        at=FOUNDED,
    )
    return posts.appoint(by=HOUSE, kind=kind, area=area, resident=houses.people[key], at=FOUNDED)
