"""The street where every test takes place: neighbours of 槐荫里社区 (one of 柳浪社区), housed by the deeds themselves.

`street` is the fixture; `street.zhou_guilan` is a resident, `street.by("wu_dan")` who acts, `street.client("wu_dan")` a
browser signed in. It is built once a session and its rows are put back for each test. Everything here is invented: the
phone prefix 154 0000 and identity numbers of sequence 000 are given to nobody.
"""

import pickle
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from django.apps import apps
from django.core.cache import caches
from django.db import models
from django.test import Client

from linli.ground.lib import identity
from linli.ground.people.actions import accounts, areas, homes, organizations, ownerships, posts, residents
from linli.ground.people.actions.ownerships import Owner
from linli.ground.people.actions.residents import Particulars
from linli.ground.people.choices import AreaKind, BodyKind, HomeUse, PostKind, Tie
from linli.ground.people.models import Account, Area, Home, Household, Organization, Resident
from linli.ground.people.queries.actors import actor_of
from linli.ground.people.rules import HOUSE, NOBODY, Actor

HERE = ZoneInfo("Asia/Shanghai")
FOUNDED = datetime(2024, 3, 1, 9, 0, tzinfo=HERE)
NOW = datetime(2026, 11, 20, 10, 0, tzinfo=HERE)
"""The moment of most tests: a Friday, a working day, ten in the morning."""

PASSWORD = "huai-yin-li-2024"
STAFF = frozenset(
    {"gu_min", "lin_xiao", "wu_dan", "he_zhiqiang", "zhao_qi", "fang_ning", "sun_yue", "xu_lei"}
)


@dataclass(frozen=True)
class Person:
    """One neighbour: name, birthday, where they live, how they sign in, who they are and what they may not do."""

    name: str
    born_on: date
    home: str
    tie: Tie = Tie.HEAD
    signs_in: bool = True
    post: tuple[PostKind, str] | None = None
    about: str = ""


CAST: dict[str, Person] = {
    "zhou_guilan": Person(
        "周桂兰",
        date(1954, 3, 15),
        "b3s1:101",
        signs_in=False,
        about="72岁，独居，从不登录，请楼栋长代说；不能自己上网",
    ),
    "chen_jianguo": Person(
        "陈建国",
        date(1958, 9, 2),
        "b3s1:201",
        post=(PostKind.BUILDING_HEAD, "b3"),
        about="3号楼楼栋长，能替本楼居民代说；看不到户籍册，也不能替别的楼说",
    ),
    "gu_min": Person(
        "顾敏",
        date(1992, 6, 21),
        "",
        post=(PostKind.COMMUNITY_STAFF, "huaiyin"),
        about="社区工作者，归类、答复来信；不能改户籍册，不能看证件号",
    ),
    "lin_xiao": Person(
        "林晓",
        date(1985, 1, 8),
        "",
        post=(PostKind.SECRETARY, "huaiyin"),
        about="社区书记，任免岗位；不能改户籍册，不能任命自己",
    ),
    "wu_dan": Person(
        "吴丹",
        date(1995, 11, 30),
        "",
        post=(PostKind.CLERK, "huaiyin"),
        about="信息员，管户籍册、导入；不能处理来信，不能任免",
    ),
    "he_zhiqiang": Person(
        "何志强",
        date(1979, 4, 17),
        "b1s1:102",
        post=(PostKind.GRID_WORKER, "east_block"),
        about="网格员，管东里块区；看不到块区以外的户籍册",
    ),
    "luo_yongfu": Person(
        "罗永福",
        date(1970, 12, 5),
        "",
        post=(PostKind.PROPERTY_STAFF, "compound"),
        about="物业的罗师傅；看不到户籍册，也看不到来信原文",
    ),
    "shen_an": Person(
        "沈安", date(1990, 7, 9), "b2s2:202", about="有手机的年轻业主，与叶青共有一套房；只是居民，没有岗位"
    ),
    "ye_qing": Person(
        "叶青",
        date(1991, 2, 28),
        "b2s2:202",
        Tie.SPOUSE,
        signs_in=False,
        about="沈安的妻子，共有产权人；没有登录",
    ),
    "tang_yuan": Person(
        "汤圆", date(2011, 5, 4), "b1s2:201", Tie.CHILD, about="15岁，能说、能看；不能投票，不能担任岗位"
    ),
    "gao_bo": Person("高博", date(1988, 8, 8), "willow1:101", about="柳浪社区居民；在槐荫里社区只是外人"),
    "sun_yue": Person(
        "孙悦",
        date(1993, 10, 10),
        "",
        post=(PostKind.CLERK, "willow"),
        about="柳浪社区的信息员；碰不到槐荫里社区的户籍册",
    ),
    "zhao_qi": Person(
        "赵启",
        date(1982, 3, 3),
        "",
        post=(PostKind.STREET_OFFICIAL, "street"),
        about="街道干部，看统计和来信；看不到户籍册，改不了任何东西",
    ),
    "fang_ning": Person(
        "方宁",
        date(1987, 6, 6),
        "",
        post=(PostKind.OPERATOR, "city"),
        about="系统管理员，任命书记；看不到手机号、证件号，看不到来信",
    ),
    "xu_lei": Person("徐磊", date(1984, 9, 19), "", about="去年的信息员，任期已满；什么岗位的事都不能再做"),
}
"""qian_cheng 钱程, not in the table, has a sign-in but no resident behind it: may do nothing but ask to be known."""


@dataclass
class Street:
    """What the fixture gives: places, bodies, people, and ways to act as one of them."""

    people: dict[str, Resident] = field(default_factory=dict)
    accounts: dict[str, Account] = field(default_factory=dict)
    areas: dict[str, Area] = field(default_factory=dict)
    homes: dict[str, Home] = field(default_factory=dict)
    households: dict[str, Household] = field(default_factory=dict)
    bodies: dict[str, Organization] = field(default_factory=dict)
    at: datetime = NOW

    def __getattr__(self, name: str) -> Any:
        """Find a neighbour or a place by name: street.shen_an, street.community, street.b3."""
        for shelf in ("people", "areas", "bodies"):
            if name in self.__dict__.get(shelf, ()):
                return self.__dict__[shelf][name]
        raise AttributeError(name)

    @property
    def community(self) -> Area:
        """槐荫里社区, where nearly everything happens."""
        return self.areas["huaiyin"]

    def by(self, name: str, at: datetime | None = None, *, is_strong: bool = True) -> Actor:
        """Return who acts when this neighbour does; NOBODY for "nobody", the house for "house"."""
        if name in {"nobody", "house"}:
            return NOBODY if name == "nobody" else HOUSE
        return actor_of(self.accounts[name], at or self.at, is_strong=is_strong)

    def client(self, name: str, *, is_strong: bool = True) -> Client:
        """Return a browser in which this neighbour is signed in ("nobody" is not), with a second factor or without."""
        client = Client()
        if name != "nobody":
            client.force_login(self.accounts[name])
            if is_strong:
                session = client.session
                session[AUTHENTICATION_METHODS_SESSION_KEY] = [
                    {"method": "mfa", "type": "totp", "at": self.at.timestamp()}
                ]
                session.save()
        return client


def id_number(born_on: date, region: str = "310114", sequence: str = "000") -> str:
    """Return an identity number with the right check character that nobody has (sequence 000 is never given)."""
    first = f"{region}{born_on:%Y%m%d}{sequence}"
    return first + identity.check_character(first)


def phone(name: str) -> str:
    """Return the neighbour's phone: the prefix 1540000 belongs to no operator."""
    return f"+861540000{1000 + [*CAST, 'qian_cheng'].index(name):04d}"


def build() -> Street:
    """Build the street by the deeds of the room, as the house itself."""
    street = Street()
    _lay_out(street)
    _house_people(street)
    _give_titles(street)
    _fill_posts(street)
    _open_accounts(street)
    return street


def _lay_out(street: Street) -> None:
    plan: list[tuple[str, AreaKind, str, str, str]] = [
        ("city", AreaKind.CITY, "云州市", "", "990100000000"),
        ("district", AreaKind.DISTRICT, "望江区", "city", "990101000000"),
        ("street", AreaKind.STREET, "柳桥街道", "district", "990101001000"),
        ("huaiyin", AreaKind.COMMUNITY, "槐荫里社区", "street", "990101001001"),
        ("willow", AreaKind.COMMUNITY, "柳浪社区", "street", "990101001002"),
        ("compound", AreaKind.COMPOUND, "槐荫里", "huaiyin", ""),
        ("willow_compound", AreaKind.COMPOUND, "柳浪苑", "willow", ""),
        ("east_block", AreaKind.BLOCK, "东里块区", "huaiyin", ""),
        ("willow1", AreaKind.BUILDING, "1号楼", "willow_compound", ""),
    ]
    plan += [(f"b{n}", AreaKind.BUILDING, f"{n}号楼", "compound", "") for n in (1, 2, 3)]
    plan += [(f"b{n}s{m}", AreaKind.STAIRWELL, f"{m}单元", f"b{n}", "") for n in (1, 2, 3) for m in (1, 2)]
    for key, kind, name, parent, code in plan:
        street.areas[key] = areas.found(
            by=HOUSE, kind=kind, name=name, parent=street.areas.get(parent), code=code, at=FOUNDED
        )
    for key in ("b1", "b2"):
        areas.place_in_block(
            by=HOUSE, building=street.areas[key], block=street.areas["east_block"], at=FOUNDED
        )
    doors = [
        (f"b{n}s{m}", number) for n in (1, 2, 3) for m in (1, 2) for number in ("101", "102", "201", "202")
    ]
    for key, number in [*doors, ("willow1", "101")]:
        street.homes[f"{key}:{number}"] = homes.add(
            by=HOUSE,
            area=street.areas[key],
            number=number,
            exclusive_area=8950,
            floor=int(number[0]),
            at=FOUNDED,
        )
    street.homes["shop"] = homes.add(
        by=HOUSE, area=street.areas["b1"], number="底商1", use=HomeUse.SHOP, exclusive_area=4210, at=FOUNDED
    )


def _house_people(street: Street) -> None:
    for key, person in CAST.items():
        household = street.households.get(person.home)
        if person.home and household is None:
            household = homes.move_in(by=HOUSE, home=street.homes[person.home], at=FOUNDED)
            street.households[person.home] = household
        street.people[key] = residents.add(
            by=HOUSE,
            community=street.areas["willow" if key in {"gao_bo", "sun_yue"} else "huaiyin"],
            particulars=Particulars(person.name, phone(key), id_number(person.born_on)),
            household=household,
            tie=person.tie if person.home else Tie.OTHER,
            at=FOUNDED,
        )


def _give_titles(street: Street) -> None:
    bodies = [
        ("committee", BodyKind.COMMITTEE, "槐荫里社区居民委员会", "huaiyin"),
        ("party", BodyKind.PARTY, "槐荫里社区党委", "huaiyin"),
        ("manager", BodyKind.MANAGER, "安居物业服务公司", "compound"),
        ("owners", BodyKind.OWNERS, "槐荫里业主委员会", "compound"),
        ("developer", BodyKind.DEVELOPER, "云州建设开发公司", "huaiyin"),
        ("grain_shop", BodyKind.COMPANY, "老街粮油店", "huaiyin"),
    ]
    for key, kind, name, area in bodies:
        street.bodies[key] = organizations.found(
            by=HOUSE, kind=kind, name=name, area=street.areas[area], at=FOUNDED
        )
    person = {key: Owner(resident=resident) for key, resident in street.people.items()}
    titles = {
        "b3s1:101": [person["zhou_guilan"]],
        "b3s1:201": [person["chen_jianguo"]],
        "b2s2:202": [person["shen_an"], person["ye_qing"]],
        "shop": [Owner(body=street.bodies["grain_shop"])],
        "b2s1:102": [Owner(body=street.bodies["developer"], is_developer=True)],
    }
    for home, owners in titles.items():
        ownerships.register(
            by=HOUSE, home=street.homes[home], owners=owners, since=date(2024, 3, 1), at=FOUNDED
        )


def _fill_posts(street: Street) -> None:
    for key, person in CAST.items():
        if person.post:
            kind, area = person.post
            posts.appoint(
                by=HOUSE, kind=kind, area=street.areas[area], resident=street.people[key], at=FOUNDED
            )
    posts.appoint(
        by=HOUSE,
        kind=PostKind.CLERK,
        area=street.areas["huaiyin"],
        resident=street.people["xu_lei"],
        at=FOUNDED,
        until=datetime(2025, 3, 1, 9, 0, tzinfo=HERE),
    )
    posts.leave_vacant(by=HOUSE, kind=PostKind.BLOCK_HEAD, area=street.areas["east_block"], at=FOUNDED)


def _open_accounts(street: Street) -> None:
    for key, person in CAST.items():
        if key in STAFF:
            street.accounts[key] = accounts.open_for_staff(
                login=key, password=PASSWORD, resident=street.people[key], at=FOUNDED
            )
        elif person.signs_in:
            street.accounts[key] = _knocked(key)
    street.accounts["qian_cheng"] = _knocked("qian_cheng")


def _knocked(key: str) -> Account:
    account = accounts.knock(phone=phone(key), at=FOUNDED)
    accounts.prove_phone(account=account, phone=phone(key), at=FOUNDED)
    return account


_kept: dict[str, bytes] = {}


def _all_models() -> list[type[models.Model]]:
    return [model for label in ("people", "journal") for model in apps.get_app_config(label).get_models()]


def moved_in() -> Street:
    """Return the street, its rows in the database: built by the deeds the first time, put back as they were later."""
    if "rows" not in _kept:
        street = build()
        rows = [list(model._base_manager.all()) for model in _all_models()]
        _kept["rows"], _kept["street"] = pickle.dumps(rows), pickle.dumps(street.__dict__)
        return street
    for rows in pickle.loads(_kept["rows"]):
        if rows:
            type(rows[0])._base_manager.bulk_create(rows)
    return Street(**pickle.loads(_kept["street"]))


@pytest.fixture
def street(db: None) -> Street:
    """The street, its rows in the test's database."""
    return moved_in()


@pytest.fixture(autouse=True)
def fresh_memory() -> None:
    """Each test begins without what processes remember of the one before (where areas lie)."""
    caches["local"].clear()
