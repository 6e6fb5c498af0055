"""Measures the main pages: `python bench/pages.py [--people 7600 76000 760000] [--voices 1000 100000]`.

For each size a fresh house is filled (outside the measurement), then each page is asked for in one process, without a
network: server CPU (median of 41 after 3 warm-ups) and queries. The last lines compare a voice said with a bare insert
of one row by Django in the same run. CPU, not wall time, so that a busy machine does not matter much; of PostgreSQL,
which is another process, only our own side is counted: `--postgres` runs a private cluster of it, else it is SQLite.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

PAGES = (
    ("front", None, "/"),
    ("home", "shen_an", "/"),
    ("mine", "shen_an", "/mine/"),
    ("talk", None, "/talk/"),
    ("search", None, "/talk/?q=%E6%BC%8F%E6%B0%B4"),
    ("voice", None, "/talk/{voice}/"),
    ("workbench", "gu_min", "/desk/"),
    ("inbox", "gu_min", "/desk/voices/"),
    ("inbox search", "gu_min", "/desk/voices/?q=%E6%BC%8F%E6%B0%B4"),
    ("desk voice", "gu_min", "/desk/voices/{voice}/"),
    ("topics", "gu_min", "/desk/topics/"),
    ("register", "gu_min", "/desk/people/"),
)
PEOPLE_PER_COMMUNITY = 5_430


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", nargs="+", type=int, default=[7_600, 76_000, 760_000])
    parser.add_argument("--voices", nargs="+", type=int, default=[1_000, 100_000])
    parser.add_argument("--postgres", action="store_true", help="on a private cluster instead of SQLite")
    parser.add_argument("--inside", nargs=2, type=int, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.inside:
        print(json.dumps(measured(*asked.inside)))
        return
    columns, results = [], []
    for people in asked.people:
        for voices in asked.voices:
            columns.append(f"{people:,} people, {voices:,} voices")
            results.append(_in_a_fresh_house(people, voices, on_postgres=asked.postgres))
    print("| page | " + " | ".join(columns) + " |")
    print("| --- |" + " --- |" * len(columns))
    for name in results[0]:
        cells = [f"{one[name][0]:.1f} ms, {one[name][1]} q" for one in results]
        print(f"| {name} | " + " | ".join(cells) + " |")


def _in_a_fresh_house(people: int, voices: int, *, on_postgres: bool) -> dict[str, list[float]]:
    with tempfile.TemporaryDirectory() as home, ExitStack() as stack:
        env = {
            **os.environ,
            "LINLI_HOME": home,
            "PYTHONPATH": str(ROOT),
            "DJANGO_SETTINGS_MODULE": "linli.settings",
        }
        if on_postgres:
            from tools import postgres

            env["DATABASE_URL"] = stack.enter_context(postgres.cluster()).url
        command = [sys.executable, __file__, "--inside", str(people), str(voices)]
        out = subprocess.run(command, env=env, check=True, capture_output=True, text=True).stdout
        return json.loads(out.strip().splitlines()[-1])


def measured(people: int, voices: int) -> dict[str, list[float]]:
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    from django.conf import settings
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    settings.ALLOWED_HOSTS = ["testserver"]
    houses, newest = fill(people, voices)
    from django.db import connection

    if connection.vendor == "postgresql":  # what its autovacuum does by itself
        connection.cursor().execute("ANALYZE")
    found = {}
    for name, who, path in PAGES:
        client = Client()
        if who:
            _sign_in(client, houses.accounts[who])
        address = path.format(voice=newest)
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(address)
        count = len(queries)
        assert answer.status_code == 200, (name, answer.status_code)
        found[name] = [_cpu(lambda c=client, a=address: c.get(a)), count]
    found |= _writes(houses)
    return found


def _sign_in(client, account) -> None:
    from allauth.account.internal.flows.login import record_authentication
    from django.test import RequestFactory

    client.force_login(account)
    request = RequestFactory().get("/")
    request.session = client.session
    record_authentication(request, account, method="mfa", type="totp")
    request.session.save()


def _cpu(deed, rounds: int = 41) -> float:
    for _ in range(3):
        deed()
    spent = []
    for _ in range(rounds):
        before = time.process_time()
        deed()
        spent.append((time.process_time() - before) * 1000)
    return statistics.median(spent)


def _writes(houses) -> dict[str, list[float]]:
    from linli.circle.listen.actions import voices
    from linli.circle.listen.actions.hearing import Said
    from linli.ground.journal.models import Chore
    from linli.ground.lib.clock import now
    from linli.ground.people.queries.actors import actor_of

    actor, place = actor_of(houses.accounts["shen_an"], now()), houses.areas["b2"].pk
    numbers = iter(range(10_000))
    said = _cpu(lambda: voices.say(by=actor, place=place, said=Said(text="三楼的灯不亮"), at=now()))
    bare = _cpu(lambda: Chore.objects.create(name=f"bench {next(numbers)}"))
    return {"say (a write)": [said, 0], "bare insert": [bare, 0]}


def fill(people: int, count: int):
    """Fill the house: the named neighbours, then homes, people and voices by plain bulk inserts."""
    from datetime import timedelta

    from linli.circle.listen.actions import imports
    from linli.faces.demo import crowd, neighbours, stories
    from linli.ground.lib.clock import now
    from linli.ground.people.models import Area, AreaWithin, Home, Household, Resident
    from linli.ground.people.rules import HOUSE

    at, houses = now(), neighbours.Houses()
    neighbours.move_in(houses)
    stories.tell(houses, today=at)
    communities = max(1, round(people / PEOPLE_PER_COMMUNITY))
    for number in range(communities):
        community = houses.areas["huaiyin"]
        if number:
            community = Area.objects.create(
                kind="community", name=f"{number}社区", parent=houses.areas["street"]
            )
        inside = [Area(kind="building", name=f"{n}幢", parent=community) for n in range(58)]
        Area.objects.bulk_create(inside)
        AreaWithin.objects.bulk_create(
            AreaWithin(outer=outer, inner=inner, distance=int(outer is not inner))
            for inner in inside
            for outer in (inner, community)
        )
        homes = [
            Home(area=inside[n % 58], community=community, number=str(n), exclusive_area=8000)
            for n in range(1735)
        ]
        Home.objects.bulk_create(homes, batch_size=2000)
        households = [Household(home=home) for home in homes]
        Household.objects.bulk_create(households, batch_size=2000)
        Resident.objects.bulk_create(
            [
                Resident(community=community, household=households[n % 1735], name=f"张{n}")
                for n in range(people // communities)
            ],
            batch_size=2000,
        )
    rows = _letters(count, at - timedelta(days=180))
    batch = imports.begin(
        by=HOUSE,
        community=houses.areas["huaiyin"].pk,
        file_name="bench.csv",
        content=crowd.table(rows),
        at=at,
    )
    imports.run(batch=batch.pk, at=at)
    from linli.circle.listen.models import Voice

    Voice.objects.filter(batch=batch).update(shown="public", published_at=at)
    return houses, Voice.objects.filter(batch=batch).latest("pk").pk


def _letters(count: int, since):
    from datetime import timedelta

    things = (
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
    yield ("编号", "称呼", "主题", "时间", "内容", "地点", "答复", "答复时间")
    for n in range(count):
        at = since + timedelta(minutes=n * 250_000 // count)
        spot = f"{n * 7 % 400 + 1}幢{n * 13 % 6 + 1}单元"
        answer = "已安排。" if n % 4 else ""
        yield (
            f"B{n}",
            f"居民{n % 5000}",
            "",
            f"{at:%Y-%m-%d %H:%M}",
            f"{spot}{things[n % 10]}，第{n % 97}天了，请来看看。",
            spot,
            answer,
            f"{at + timedelta(days=3):%Y-%m-%d %H:%M}" if answer else "",
        )


if __name__ == "__main__":
    main()
