"""Killing web, worker and tend again and again while a neighbour speaks loses no word and doubles none."""

import itertools
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import requests

from tests.tools.running import ROOT, Running, wait_until

VOICES = 24
LATE = "done_at IS NULL AND due_at <= datetime('now')"  # the demo tells of things later today
PARTS = ("web", "tend", "worker")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="finds the parts in /proc"),
    pytest.mark.skipif(
        "DATABASE_URL" in os.environ, reason="runs a house of its own on SQLite, once is enough"
    ),
]


class Killer:
    """Kills one part after another without warning, a moment from now: while something is on its way."""

    def __init__(self, running: Running) -> None:
        self.running, self.next, self.killed = running, itertools.cycle(PARTS), list[str]()

    def strike(self, after: float) -> None:
        threading.Timer(after, self._kill, (next(self.next),)).start()

    def _kill(self, part: str) -> None:
        if process := self.running.children().get(part):
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
                self.killed.append(part)


class Neighbour:
    """沈安 at his phone: presses again whenever nothing came back."""

    def __init__(self, port: int) -> None:
        self.address = f"http://127.0.0.1:{port}"
        self.session = requests.Session()
        self.session.get(f"{self.address}/demo/")
        self.post("/demo/as/shen_an/")
        self.place = (
            self.session.get(f"{self.address}/say/").text.split('name="place" value="')[1].split('"')[0]
        )

    def post(self, path: str, **fields: str) -> requests.Response:
        token = self.session.cookies["csrftoken"]
        return self.session.post(
            self.address + path,
            data=fields | {"csrfmiddlewaretoken": token},
            allow_redirects=False,
            timeout=20,
        )

    def say(self, number: int) -> str:
        """Say something and press until there is a receipt; return its number."""
        receipts = []

        def pressed() -> bool:
            with suppress(requests.RequestException):
                said = self.post(
                    "/say/",
                    text=f"3号楼门口第{number}盏路灯不亮了",
                    place=self.place,
                    audience="public",
                    key=f"drill-{number}",
                    sure="1",
                )
                if said.status_code == 302:
                    receipts.append(said.headers["Location"].split("/")[2])
            return bool(receipts)

        wait_until(pressed)
        return receipts[0]


def asked(home: Path, question: str) -> list[Any]:
    database = sqlite3.connect(f"file:{home / 'linli.sqlite3'}?mode=ro", uri=True)
    try:
        return [row[0] for row in database.execute(question)]
    finally:
        database.close()


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    running = Running(tmp_path / "home")
    yield running
    if running.process.poll() is None:
        running.process.kill()
        running.process.wait()


def test_nothing_said_is_lost_or_doubled_whatever_is_killed(running: Running) -> None:
    wait_until(lambda: "Linli 邻里 is at" in running.said(), 120)
    wait_until(lambda: len(running.children()) == len(PARTS))
    neighbour, killer, receipts, home = Neighbour(running.port), Killer(running), [], running.home

    for number in range(VOICES):
        if number % 3 == 0:
            killer.strike(after=number / 200)
        receipts.append(neighbour.say(number))
    wait_until(lambda: asked(home, f"SELECT count(*) FROM journal_delivery WHERE {LATE}") == [0], 120)
    wait_until(lambda: asked(home, "SELECT count(*) FROM journal_entry WHERE number IS NULL") == [0])
    assert running.stop() == 0

    assert set(killer.killed) == set(PARTS)
    kept = asked(home, "SELECT number FROM listen_voice WHERE said_key LIKE 'drill-%' ORDER BY id")
    assert kept == receipts and len(set(kept)) == VOICES
    heard = asked(home, "SELECT object_id FROM journal_entry WHERE verb = 'voice.heard' ORDER BY object_id")
    assert len(heard) == len(set(heard))
    assert set(asked(home, "SELECT id FROM listen_voice WHERE said_key LIKE 'drill-%'")) <= set(heard)
    counted = "SELECT count(*) FROM journal_delivery WHERE hearer LIKE '%count_heard' AND done_at IS NOT NULL"
    assert asked(home, "SELECT sum(heard) FROM listen_voicetally") == asked(home, counted)
    proven = subprocess.run(
        [sys.executable, "-m", "linli", "backup"],
        cwd=ROOT,
        env=os.environ | {"LINLI_HOME": str(home), **keys_of(home)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert proven.returncode == 0, proven.stderr


def keys_of(home: Path) -> dict[str, str]:
    names = {"SECRET_KEY": "secret", "FIELD_KEYS": "field", "INDEX_KEY": "index", "JOURNAL_KEY": "journal"}
    return {f"LINLI_{name}_FILE": str(home / "keys" / file) for name, file in names.items()}
