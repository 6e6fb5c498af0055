"""Fills a house for the measurements: the demo neighbours, then homes, people, voices and matters in bulk."""

import contextlib
import io
import json
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path

PEOPLE_PER_COMMUNITY = 5_430
BUILDINGS, HOMES = 58, 1_735
AT_ONCE = 2_000
THINGS = (
    "电梯又坏了",
    "楼顶漏水",
    "车位被占",
    "半夜装修",
    "垃圾没清",
    "路灯不亮",
    "水压太小",
    "门禁失灵",
    "树枝挡窗",
    "消防通道堵了",
)
HEADS = ("编号", "称呼", "主题", "时间", "内容", "地点", "答复", "答复时间")
WORDS_OF_ONE, FOLLOWERS_OF_ONE, ENTRIES_OF_ONE, MESSAGES_OF_ONE = 60, 300, 200, 60


@dataclass(frozen=True)
class Filled:
    """What the pages ask for: rows by their numbers."""

    shen_an: int
    gu_min: int
    building: int
    voice: int
    matter: int
    desk_matter: int

    def write(self, path: Path) -> None:
        path.write_text(json.dumps(asdict(self)), encoding="utf-8")

    @classmethod
    def read(cls, path: Path) -> "Filled":
        return cls(**json.loads(path.read_text(encoding="utf-8")))


def fill(people: int, voices: int, matters: int) -> Filled:
    """Fill an empty house with at least so many of each."""
    from linli.ground.lib.clock import now

    at = now()
    houses = _settle(at)
    community = houses.areas["huaiyin"]
    _people(houses, people)
    voice = _voices(community, voices, at)
    walked = _richest(community)
    _hang_on(walked, at)
    newest = _matters(houses, matters, at)
    _tell(houses.people["shen_an"], walked, at)
    return Filled(
        shen_an=houses.accounts["shen_an"].pk,
        gu_min=houses.accounts["gu_min"].pk,
        building=houses.areas["b2"].pk,
        voice=voice,
        matter=walked.pk,
        desk_matter=newest,
    )


def _settle(at):
    """The named neighbours and all their stories, as in the demo."""
    from linli.faces.demo import corner, neighbours, stories
    from linli.ground.journal.actions import deliveries

    houses = neighbours.Houses()
    neighbours.move_in(houses)
    stories.tell(houses, today=at)
    with contextlib.redirect_stdout(io.StringIO()):
        while deliveries.deliver_due(at=at):
            pass
        corner.tell(houses, stories.confirm_topics(houses, at=at), today=at)
        while deliveries.deliver_due(at=at):
            pass
    return houses


def _people(houses, people: int) -> None:
    from linli.ground.people.models import Area, AreaWithin, Home, Household, Resident

    communities = max(1, round(people / PEOPLE_PER_COMMUNITY))
    for number in range(communities):
        community = houses.areas["huaiyin"]
        if number:
            community = Area.objects.create(
                kind="community", name=f"{number}社区", parent=houses.areas["street"]
            )
        inside = [Area(kind="building", name=f"{n}幢", parent=community) for n in range(BUILDINGS)]
        Area.objects.bulk_create(inside)
        AreaWithin.objects.bulk_create(
            AreaWithin(outer=outer, inner=inner, distance=int(outer is not inner))
            for inner in inside
            for outer in (inner, community)
        )
        homes = [
            Home(area=inside[n % BUILDINGS], community=community, number=str(n), exclusive_area=8000)
            for n in range(HOMES)
        ]
        Home.objects.bulk_create(homes, batch_size=AT_ONCE)
        households = [Household(home=home) for home in homes]
        Household.objects.bulk_create(households, batch_size=AT_ONCE)
        Resident.objects.bulk_create(
            [
                Resident(community=community, household=households[n % HOMES], name=f"张{n}")
                for n in range(people // communities)
            ],
            batch_size=AT_ONCE,
        )


def _voices(community, count: int, at) -> int:
    """Voices come in as a table does, classed and grouped; return the newest."""
    from linli.circle.listen.actions import imports
    from linli.circle.listen.models import Voice
    from linli.faces.demo import crowd
    from linli.ground.people.rules import HOUSE

    rows = _letters(count, at - timedelta(days=180))
    batch = imports.begin(
        by=HOUSE, community=community.pk, file_name="bench.csv", content=crowd.table(rows), at=at
    )
    imports.run(batch=batch.pk, at=at)
    Voice.objects.filter(batch=batch).update(shown="public", published_at=at)
    return Voice.objects.filter(batch=batch).latest("pk").pk


def _letters(count: int, since):
    yield HEADS
    for n in range(count):
        at = since + timedelta(minutes=n * 250_000 // count)
        spot, answer = f"{n * 7 % 400 + 1}幢{n * 13 % 6 + 1}单元", "已安排。" if n % 4 else ""
        yield (
            f"B{n}",
            f"居民{n % 5000}",
            "",
            f"{at:%Y-%m-%d %H:%M}",
            f"{spot}{THINGS[n % 10]}，第{n % 97}天了，请来看看。",
            spot,
            answer,
            f"{at + timedelta(days=3):%Y-%m-%d %H:%M}" if answer else "",
        )


def _richest(community):
    """The matter of the demo that went furthest: twice round, with options, a ballot, works and ratings."""
    from linli.circle.matters.models import Matter
    from linli.ground.journal.models import Entry

    known = Matter.objects.filter(community=community)
    return max(known, key=lambda one: (one.lap, Entry.objects.filter(matter_id=one.pk).count()))


def _hang_on(matter, at) -> None:
    """Many voices, followers and entries on the matter that is looked at."""
    from linli.circle.listen.models import Voice
    from linli.circle.matters.models import Concern
    from linli.ground.journal.models import Entry
    from linli.ground.people.models import Resident

    said = Voice.objects.filter(community=matter.community_id, matter=None, batch__isnull=False)
    Voice.objects.filter(pk__in=list(said.values_list("pk", flat=True)[:WORDS_OF_ONE])).update(matter=matter)
    known = Concern.objects.filter(matter=matter).values("resident_id")
    others = Resident.objects.filter(community=matter.community_id).exclude(pk__in=known)
    Concern.objects.bulk_create(
        Concern(matter=matter, resident=one, why="follows", reasons=16, since=at)
        for one in others[:FOLLOWERS_OF_ONE]
    )
    Entry.objects.bulk_create(
        _entry("matter.due_changed", matter, at - timedelta(minutes=n), was="2026-01-01", now="2026-01-02")
        for n in range(ENTRIES_OF_ONE, 0, -1)
    )


def _entry(verb: str, matter, at, **payload):
    from linli.ground.journal.models import Entry

    return Entry(
        verb=verb,
        at=at,
        object_kind="matter",
        object_id=matter.pk,
        area_id=matter.scope_id,
        matter_id=matter.pk,
        is_public=True,
        payload=payload,
    )


def _matters(houses, count: int, at) -> int:
    """Matters at every stage, some on their second lap, late or not, each findable and in the journal; return an open
    one with options to be joined, handed over and so on.
    """
    from linli.circle.matters.actions import counts, terms
    from linli.circle.matters.models import Matter
    from linli.ground.journal.models import Entry

    community, rows = houses.areas["huaiyin"], []
    for n, row in enumerate(_sketched(houses, count, at)):
        rows.append(row)
        if len(rows) == AT_ONCE or n == count - 1:
            Matter.objects.bulk_create(rows)
            Entry.objects.bulk_create(
                _entry(verb, one, when, stage=stage)
                for one in rows
                for verb, when, stage in (
                    ("matter.opened", one.opened_at, "heard"),
                    ("matter.deliberate", one.moved_at, one.stage),
                )
            )
            rows = []
    terms.index_again(community.pk)
    counts.repair(community.pk)
    return Matter.objects.filter(community=community, stage="heard").latest("pk").pk


def _sketched(houses, count: int, at):
    from linli.circle.listen.queries import schemes
    from linli.circle.matters.choices import CIRCLE
    from linli.circle.matters.models import Matter

    community = houses.areas["huaiyin"]
    scopes = [community, *(houses.areas[key] for key in ("compound", "b1", "b2", "b3"))]
    owner = Matter.objects.filter(community=community).first().owner
    categories = list(schemes.category_names(community.pk))
    others = ("answered", "declined", "passed_on")
    for n in range(count):
        opened = at - timedelta(days=700) + timedelta(minutes=n * 1_000_000 // count)
        open_now = n % 5 == 0
        stage = CIRCLE[n // 5 % 5] if open_now else others[n // 10 % 3] if n % 10 == 1 else CIRCLE[5]
        yield Matter(
            community=community,
            scope=scopes[n // 3 % 5],
            title=f"{n * 7 % 400 + 1}幢{n * 13 % 6 + 1}单元{THINGS[n // 7 % 10]}",
            category=categories[n // 11 % len(categories)],
            stage=stage,
            lap=2 if n // 5 % 19 == 0 else 1,
            owner=owner,
            resident_need="住得安心",
            governance_need="少跑一趟",
            opened_at=opened,
            due_at=(at if open_now else opened) + timedelta(hours=n % 700 - 200),
            moved_at=opened + timedelta(days=n % 9),
            reason="已经安排" if stage in others else "",
            other_body="街道城管所" if stage == "passed_on" else "",
            other_number=f"T{n}" if stage == "passed_on" else "",
        )


def _tell(resident, matter, at) -> None:
    from linli.ground.messages.models import Message

    Message.objects.bulk_create(
        Message(
            resident=resident,
            fact=f"bench-{n}",
            words="matter.deliver",
            facts={"title": matter.title},
            why="said",
            link=f"/m/{matter.pk}/",
            matter_id=matter.pk,
            at=at - timedelta(hours=MESSAGES_OF_ONE - n),
            read_at=None if n % 2 else at,
        )
        for n in range(MESSAGES_OF_ONE)
    )
