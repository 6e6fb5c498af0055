"""The street made ready for walks: more neighbours, bodies with seats, and everyone's way to act."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random

from linli.circle.deliberate.actions import bodies
from linli.circle.deliberate.actions.bodies import Seating, Ways
from linli.ground.people.actions import homes, posts
from linli.ground.people.actions.residents import Particulars
from linli.ground.people.choices import BodyKind, PostKind, Tie
from linli.ground.people.models import Account, Organization, Post, Resident
from linli.ground.people.queries.actors import actor_of
from linli.ground.people.rules import HOUSE, NOBODY, Actor
from tests.street import NOW, Street

BEFORE = NOW - timedelta(days=30)
MOVERS = ("gu_min", "lin_xiao")
NEIGHBOURS = ("shen_an", "tang_yuan", "chen_jianguo", "he_zhiqiang", "n0", "n1", "n2", "n3", "n4", "n5")
"""Residents of the community with a sign-in and a home in it."""
VOTERS = tuple(name for name in NEIGHBOURS if name != "tang_yuan")
COUNCIL = ("chen_jianguo", "shen_an", "zhou_guilan", "ye_qing", "he_zhiqiang", "n0")
OVERSEERS = ("n1", "n2", "n3")
REPRESENTATIVES = ("n0", "n4", "shen_an")


@dataclass
class Stage:
    """The street with its bodies, and who acts under which name."""

    street: Street
    people: dict[str, Resident] = field(default_factory=dict)
    accounts: dict[str, Account] = field(default_factory=dict)
    bodies: dict[str, Organization] = field(default_factory=dict)
    actors: dict[tuple[str, bool], Actor] = field(default_factory=dict)

    @property
    def everyone(self) -> list[str]:
        """All who may come to a door: also who has no right there, nobody at all, and the house itself."""
        return [*self.accounts, "nobody", "house"]

    def by(self, name: str, at: datetime, *, is_strong: bool = True) -> Actor:
        """Return who acts; kept until posts change."""
        if name in {"nobody", "house"}:
            return NOBODY if name == "nobody" else HOUSE
        key = (name, is_strong)
        if key not in self.actors:
            self.actors[key] = actor_of(self.accounts[name], at, is_strong=is_strong)
        return self.actors[key]

    def post(self, name: str) -> Post:
        """Return the first post of somebody."""
        return Post.objects.filter(resident=self.people[name]).order_by("pk")[0]


def set_up(street: Street) -> Stage:
    """Let six more neighbours move in, found the bodies and fill their seats."""
    stage = Stage(street, dict(street.people), dict(street.accounts), dict(street.bodies))
    for number in range(6):
        _move_in(stage, number)
    by, community = street.by("lin_xiao"), street.community
    ways = Ways(may_decide=True, allows_proxies=True)
    stage.bodies["council"] = bodies.found(
        by=by, kind=BodyKind.COUNCIL, name="槐荫里议事会", area=community, ways=ways, at=BEFORE
    )
    stage.bodies["oversight"] = bodies.found(
        by=by, kind=BodyKind.OVERSIGHT, name="槐荫里监事会", area=community, at=BEFORE
    )
    for name in COUNCIL:
        kind = PostKind.CONVENER if name == "chen_jianguo" else PostKind.COUNCIL_MEMBER
        seating = Seating(stage.people[name], kind, is_elected=True)
        bodies.seat(by=by, body=stage.bodies["council"], seating=seating, at=BEFORE)
    for name in OVERSEERS:
        seating = Seating(stage.people[name], PostKind.OVERSEER, is_elected=True)
        bodies.seat(by=by, body=stage.bodies["oversight"], seating=seating, at=BEFORE)
    for name in REPRESENTATIVES:
        posts.appoint(
            by=HOUSE, kind=PostKind.REPRESENTATIVE, area=community, resident=stage.people[name], at=BEFORE
        )
    Resident.objects.filter(pk=stage.people["zhou_guilan"].pk).update(phone="", phone_index="")
    return stage


def _move_in(stage: Stage, number: int) -> None:
    home = homes.add(
        by=HOUSE, area=stage.street.areas["b3s2"], number=f"90{number}", use="dwelling", at=BEFORE
    )
    resident = homes.take_in(
        by=HOUSE,
        home=home,
        particulars=Particulars(name=f"邻{number}", born_on=date(1980, 1, 1)),
        tie=Tie.HEAD,
        at=BEFORE,
    )
    stage.people[f"n{number}"] = resident
    stage.accounts[f"n{number}"] = Account.objects.create(
        login=f"walks-{number}", resident=resident, joined_at=BEFORE, last_login=BEFORE
    )


def some(rng: Random, names: tuple[str, ...]) -> list[str]:
    """Return some of these names, at least one."""
    return rng.sample(names, rng.randint(1, len(names)))
