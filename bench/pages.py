"""Measures the pages: `python bench/pages.py [--people 7600 …] [--voices 1000 …] [--matters 1000 …]`.

The first column is the first of each; every further number is a column of its own, the rest as in the first. For each a
fresh house is filled (outside the measurement; `--keep FOLDER` keeps it for the next time), then each page is asked for
in one process, without a network: server CPU (median of 41 after 3 warm-ups) and queries (of the second visit). The
last lines compare a voice said with a bare insert of one row by Django in the same run. CPU, not wall time, so that a
busy machine does not matter much; of PostgreSQL, which is another process, only our own side is counted: `--postgres`
runs a private cluster of it, else it is SQLite. `--only NAME …` measures some pages, by the beginnings of their names.
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
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

LEAK = "%E6%BC%8F%E6%B0%B4"
PAGES = (
    ("front", "", "/"),
    ("home", "shen_an", "/"),
    ("mine", "shen_an", "/mine/"),
    ("messages", "shen_an", "/messages/"),
    ("talk", "", "/talk/"),
    ("search voices", "", f"/talk/?q={LEAK}"),
    ("voice", "", "/talk/{voice}/"),
    ("portal", "", "/m/"),
    ("portal, one stage", "", "/m/?stage=decided"),
    ("portal, words", "", f"/m/?q={LEAK}"),
    ("search everything", "", f"/search/?q={LEAK}"),
    ("matter", "", "/m/{matter}/"),
    ("matter, signed in", "shen_an", "/m/{matter}/"),
    ("matter, every step", "", "/m/{matter}/?all"),
    ("workbench", "gu_min", "/desk/"),
    ("inbox", "gu_min", "/desk/voices/"),
    ("inbox search", "gu_min", f"/desk/voices/?q={LEAK}"),
    ("desk voice", "gu_min", "/desk/voices/{voice}/"),
    ("topics", "gu_min", "/desk/topics/"),
    ("board", "gu_min", "/desk/board/"),
    ("board, late", "gu_min", "/desk/board/?overdue=on"),
    ("board, second lap", "gu_min", "/desk/board/?again=on"),
    ("board, one place", "gu_min", "/desk/board/?place={building}"),
    ("board, words", "gu_min", f"/desk/board/?q={LEAK}"),
    ("stage list", "gu_min", "/desk/board/decided/"),
    ("desk matter", "gu_min", "/desk/matters/{desk_matter}/"),
    ("register", "gu_min", "/desk/people/"),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--people", nargs="+", type=int, default=[7_600, 76_000, 760_000])
    parser.add_argument("--voices", nargs="+", type=int, default=[1_000, 100_000])
    parser.add_argument("--matters", nargs="+", type=int, default=[1_000, 100_000])
    parser.add_argument("--postgres", action="store_true", help="on a private cluster instead of SQLite")
    parser.add_argument("--keep", type=Path, help="a folder in which filled houses (SQLite) are kept")
    parser.add_argument("--only", nargs="+", default=[""], help="beginnings of names of pages")
    parser.add_argument("--inside", nargs=3, type=int, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.inside:
        print(json.dumps(measured(*asked.inside, only=tuple(asked.only))))
        return
    results = {}
    for size in _columns(asked.people, asked.voices, asked.matters):
        began = time.monotonic()
        results[size] = _in_its_house(size, asked)
        print(f"{_named(size)}: {time.monotonic() - began:.0f} s with filling", file=sys.stderr)
    print("| page | " + " | ".join(map(_named, results)) + " |")
    print("| --- |" + " --- |" * len(results))
    for name in next(iter(results.values())):
        cells = [f"{one[name][0]:.1f} ms, {one[name][1]} q" for one in results.values()]
        print(f"| {name} | " + " | ".join(cells) + " |")


def _columns(*axes: list[int]) -> list[tuple[int, ...]]:
    first = tuple(axis[0] for axis in axes)
    return [
        first,
        *((*first[:n], more, *first[n + 1 :]) for n, axis in enumerate(axes) for more in axis[1:]),
    ]


def _named(size: tuple[int, ...]) -> str:
    return "{:,} people, {:,} voices, {:,} matters".format(*size)


def _in_its_house(size: tuple[int, ...], asked) -> dict[str, list[float]]:
    with ExitStack() as stack:
        home = stack.enter_context(tempfile.TemporaryDirectory())
        if asked.keep and not asked.postgres:
            home = asked.keep / "-".join(map(str, size))
            home.mkdir(parents=True, exist_ok=True)
        env = {
            **os.environ,
            "LINLI_HOME": str(home),
            "PYTHONPATH": str(ROOT),
            "DJANGO_SETTINGS_MODULE": "linli.settings",
        }
        if asked.postgres:
            from tools import postgres

            env["DATABASE_URL"] = stack.enter_context(postgres.cluster()).url
        command = [sys.executable, __file__, "--inside", *map(str, size), "--only", *asked.only]
        out = subprocess.run(command, env=env, check=True, stdout=subprocess.PIPE, text=True).stdout
        return json.loads(out.strip().splitlines()[-1])


def measured(people: int, voices: int, matters: int, *, only: tuple[str, ...]) -> dict[str, list[float]]:
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from filling import Filled, fill

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    settings.ALLOWED_HOSTS = ["testserver"]
    note = settings.HOME / "filled.json"
    if not note.exists():
        fill(people, voices, matters).write(note)
        if connection.vendor == "postgresql":  # what its autovacuum does by itself
            connection.cursor().execute("ANALYZE")
    filled = Filled.read(note)
    found = {}
    for name, who, path in PAGES:
        if not name.startswith(only):
            continue
        client = Client()
        if who:
            _sign_in(client, getattr(filled, who))
        address = path.format(**vars(filled))
        client.get(address)  # what a process keeps for a minute is read by the first visit
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(address)
        count = len(queries)
        assert answer.status_code == 200, (name, answer.status_code)
        found[name] = [_cpu(lambda c=client, a=address: c.get(a)), count]
    return found | _writes(filled)


def _sign_in(client, account: int) -> None:
    from allauth.account.internal.flows.login import record_authentication
    from django.test import RequestFactory

    from linli.ground.people.models import Account

    found = Account.objects.get(pk=account)
    client.force_login(found)
    request = RequestFactory().get("/")
    request.session = client.session
    record_authentication(request, found, method="mfa", type="totp")
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


def _writes(filled) -> dict[str, list[float]]:
    """A voice said, a bare insert of one row, and the difference."""
    from linli.circle.listen.actions import voices
    from linli.circle.listen.actions.hearing import Said
    from linli.ground.journal.models import Chore
    from linli.ground.lib.clock import now
    from linli.ground.people.models import Account
    from linli.ground.people.queries.actors import actor_of

    actor, numbers = actor_of(Account.objects.get(pk=filled.shen_an), now()), iter(range(10_000))
    stamp = time.time_ns()
    said = _cpu(lambda: voices.say(by=actor, place=filled.building, said=Said(text="三楼的灯不亮"), at=now()))
    bare = _cpu(lambda: Chore.objects.create(name=f"bench {stamp} {next(numbers)}"))
    return {"say (a write)": [said, 0], "bare insert": [bare, 0], "say over the insert": [said - bare, 0]}


if __name__ == "__main__":
    main()
