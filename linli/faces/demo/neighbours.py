"""The named neighbours of 槐荫里, moved in by the deeds themselves: for the demo, for tests and screenshots alike."""

import tomllib
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from linli.ground.lib import identity
from linli.ground.people.actions import accounts, areas, homes, organizations, ownerships, posts, residents
from linli.ground.people.actions.ownerships import Owner
from linli.ground.people.actions.residents import Particulars
from linli.ground.people.choices import AreaKind, BodyKind, HomeUse, PostKind, Tie
from linli.ground.people.models import Account, Area, Home, Household, Organization, Resident
from linli.ground.people.rules import HOUSE

HERE = ZoneInfo("Asia/Shanghai")
FOUNDED = datetime(2024, 3, 1, 9, 0, tzinfo=HERE)
PASSWORD = "huai-yin-li-2024"  # noqa: S105 -- the demo's own, printed for everyone who starts it
NEWCOMER = "qian_cheng"
"""钱程 has a sign-in but no resident behind it: may do nothing but ask to be known."""


@dataclass(frozen=True, slots=True)
class Person:
    """One neighbour: name, birthday, where they live, how they sign in, who they are and what they may not do."""

    name: str
    born_on: date
    about: str
    home: str = ""
    tie: Tie = Tie.HEAD
    signs_in: str = "phone"
    post: PostKind | None = None
    area: str = ""


@dataclass
class Houses:
    """Everything that stands in the street, by the keys of cast.toml."""

    people: dict[str, Resident] = field(default_factory=dict)
    accounts: dict[str, Account] = field(default_factory=dict)
    areas: dict[str, Area] = field(default_factory=dict)
    homes: dict[str, Home] = field(default_factory=dict)
    households: dict[str, Household] = field(default_factory=dict)
    bodies: dict[str, Organization] = field(default_factory=dict)


@cache
def _told() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("cast.toml").read_text(encoding="utf-8"))


@cache
def cast() -> dict[str, Person]:
    """Return the neighbours by key, in the order in which they are introduced."""
    return {key: _person(told) for key, told in _told()["people"].items()}


def _person(told: dict[str, Any]) -> Person:
    tie = Tie(told.get("tie", Tie.HEAD))
    post = PostKind(told["post"]) if "post" in told else None
    return Person(**{**told, "tie": tie, "post": post})


def phone(key: str) -> str:
    """Return a neighbour's phone; the prefix 1540000 belongs to no operator."""
    return f"+861540000{1000 + [*cast(), NEWCOMER].index(key):04d}"


def id_number(born_on: date, region: str = "310114", sequence: str = "000") -> str:
    """Return an identity number with the right check character that nobody has (sequence 000 is never given)."""
    first = f"{region}{born_on:%Y%m%d}{sequence}"
    return first + identity.check_character(first)


def origin(number: int) -> tuple[str, date]:
    """Return the village a household of the demo came from and the day it moved in, by its number."""
    villages: list[str] = _told()["villages"]
    return villages[number % len(villages)], date(2014 + number * 3 % 10, 1 + number % 12, 1 + number % 28)


def move_in(houses: Houses) -> None:
    """Lay out the street and move everyone in, as the house itself."""
    _lay_out(houses)
    _house_people(houses)
    _give_titles(houses)
    _fill_posts(houses)
    _open_accounts(houses)


def _lay_out(houses: Houses) -> None:
    for key, told in _told()["areas"].items():
        houses.areas[key] = areas.found(
            by=HOUSE,
            kind=AreaKind(told["kind"]),
            name=told["name"],
            parent=houses.areas.get(told.get("parent", "")),
            code=told.get("code", ""),
            at=FOUNDED,
        )
        if block := told.get("block"):
            areas.place_in_block(by=HOUSE, building=houses.areas[key], block=houses.areas[block], at=FOUNDED)
    stairwells = [key for key, area in houses.areas.items() if area.kind == AreaKind.STAIRWELL]
    doors = [(key, number) for key in stairwells for number in ("101", "102", "201", "202")]
    for key, number in [*doors, ("willow1", "101")]:
        houses.homes[f"{key}:{number}"] = homes.add(
            by=HOUSE,
            area=houses.areas[key],
            number=number,
            exclusive_area=8950,
            floor=int(number[0]),
            at=FOUNDED,
        )
    houses.homes["shop"] = homes.add(
        by=HOUSE, area=houses.areas["b1"], number="底商1", use=HomeUse.SHOP, exclusive_area=4210, at=FOUNDED
    )


def _house_people(houses: Houses) -> None:
    for key, person in cast().items():
        household = houses.households.get(person.home)
        if person.home and household is None:
            household = homes.move_in(by=HOUSE, home=houses.homes[person.home], at=FOUNDED)
            houses.households[person.home] = household
        houses.people[key] = residents.add(
            by=HOUSE,
            community=houses.areas["willow" if "willow" in person.home + person.area else "huaiyin"],
            particulars=Particulars(person.name, phone(key), id_number(person.born_on)),
            household=household,
            tie=person.tie if person.home else Tie.OTHER,
            at=FOUNDED,
        )


def _give_titles(houses: Houses) -> None:
    for key, told in _told()["bodies"].items():
        houses.bodies[key] = organizations.found(
            by=HOUSE,
            kind=BodyKind(told["kind"]),
            name=told["name"],
            area=houses.areas[told["area"]],
            at=FOUNDED,
        )
    person = {key: Owner(resident=resident) for key, resident in houses.people.items()}
    titles = {
        "b3s1:101": [person["zhou_guilan"]],
        "b3s1:201": [person["chen_jianguo"]],
        "b2s2:202": [person["shen_an"], person["ye_qing"]],
        "shop": [Owner(body=houses.bodies["grain_shop"])],
        "b2s1:102": [Owner(body=houses.bodies["developer"], is_developer=True)],
    }
    for home, owners in titles.items():
        ownerships.register(
            by=HOUSE, home=houses.homes[home], owners=owners, since=FOUNDED.date(), at=FOUNDED
        )


def _fill_posts(houses: Houses) -> None:
    for key, person in cast().items():
        if person.post:
            posts.appoint(
                by=HOUSE,
                kind=person.post,
                area=houses.areas[person.area],
                resident=houses.people[key],
                at=FOUNDED,
            )
    posts.appoint(
        by=HOUSE,
        kind=PostKind.CLERK,
        area=houses.areas["huaiyin"],
        resident=houses.people["xu_lei"],
        at=FOUNDED,
        until=datetime(2025, 3, 1, 9, 0, tzinfo=HERE),
    )
    posts.leave_vacant(by=HOUSE, kind=PostKind.BLOCK_HEAD, area=houses.areas["east_block"], at=FOUNDED)


def _open_accounts(houses: Houses) -> None:
    for key, person in cast().items():
        if person.signs_in == "staff":
            houses.accounts[key] = accounts.open_for_staff(
                login=key, password=PASSWORD, resident=houses.people[key], at=FOUNDED
            )
        elif person.signs_in == "phone":
            houses.accounts[key] = _knocked(key)
    houses.accounts[NEWCOMER] = _knocked(NEWCOMER)


def _knocked(key: str) -> Account:
    account = accounts.knock(phone=phone(key), at=FOUNDED)
    accounts.prove_phone(account=account, phone=phone(key), at=FOUNDED)
    return account
