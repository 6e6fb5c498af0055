"""Killing web, worker and tend again and again while neighbours vote loses no acknowledged vote and doubles none."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
import requests

from linli.circle.decide import receipts
from tests.tools.running import ROOT, Running, wait_until
from tests.tools.test_killed import PARTS, Killer, asked, keys_of

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="finds the parts in /proc"),
    pytest.mark.skipif(
        "DATABASE_URL" in os.environ, reason="runs a house of its own on SQLite, once is enough"
    ),
]

VOTERS = ("shen_an", "chen_jianguo", "he_zhiqiang")
ROUNDS = 4
PREPARE = """
from datetime import timedelta
from linli.circle.decide.actions import drafts, rolls, running
from linli.circle.decide.models import Ballot
from linli.circle.matters.actions import matters
from linli.ground.lib import clock
from linli.ground.people.models import Area, Organization, Post
from linli.ground.people.rules import HOUSE
at = clock.now()
place = Area.objects.get(kind="community", name="槐荫里社区")
owner = Post.objects.filter(area=place).first()
body = Organization.objects.filter(area=place).first()
opening = matters.Opening(scope=place, community=place, title="演练", owner=owner, due_at=at + timedelta(days=9))
for number in range({rounds}):
    matter = matters.open_matter(by=HOUSE, opening=opening, at=at)
    asked = drafts.Asked(matter=matter.pk, body=body.pk, question=f"演练{{number}}")
    pk = drafts.draft(by=HOUSE, asked=asked, at=at).pk
    drafts.address(by=HOUSE, ballot=pk, whom=drafts.Whom(scope=place.pk, basis="person"), at=at)
    opens = at + timedelta(seconds=1)
    drafts.schedule(by=HOUSE, ballot=pk, when=drafts.When(opens, at + timedelta(days=1)), at=at)
    rolls.post(by=HOUSE, ballot=pk, at=at)
    running.open_ballot(by=HOUSE, ballot=pk, override="演练", at=at)
    print("ballot", pk)
"""


class Voter:
    """A neighbour at a phone: presses again, with the same form, whenever nothing came back."""

    def __init__(self, port: int, who: str) -> None:
        self.address, self.session = f"http://127.0.0.1:{port}", requests.Session()
        self.session.get(f"{self.address}/demo/")
        self.post(f"/demo/as/{who}/")

    def post(self, path: str, **fields: str) -> requests.Response:
        token = self.session.cookies["csrftoken"]
        return self.session.post(
            self.address + path, data=fields | {"csrfmiddlewaretoken": token}, timeout=20
        )

    def vote(self, ballot: int, choice: str) -> str:
        """Open the form once, press until the receipt is shown, and return it."""
        page = ""

        def opened() -> bool:
            nonlocal page
            with suppress(requests.RequestException):
                page = self.session.get(f"{self.address}/b/{ballot}/", timeout=20).text
            return 'name="receipt"' in page

        wait_until(opened)
        code = re.findall(r'name="receipt" value="([^"]+)"', page)[0]

        def pressed() -> bool:
            with suppress(requests.RequestException):
                answer = self.post(f"/b/{ballot}/vote/", choice=choice, receipt=code)
                return answer.status_code == 200 and code in answer.text
            return False

        wait_until(pressed)
        return code


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    running = Running(tmp_path / "home")
    yield running
    if running.process.poll() is None:
        running.process.kill()
        running.process.wait()


def test_no_acknowledged_vote_is_lost_or_doubled_whatever_is_killed(running: Running) -> None:
    wait_until(lambda: "Linli 邻里 is at" in running.said(), 420)
    wait_until(lambda: len(running.children()) == len(PARTS))
    home = running.home
    made = subprocess.run(
        [sys.executable, "-m", "linli", "shell", "-v", "0", "-c", PREPARE.format(rounds=ROUNDS)],
        cwd=ROOT,
        env=os.environ | {"LINLI_HOME": str(home), **keys_of(home)},
        capture_output=True,
        text=True,
        check=False,
    )
    ballots = [int(line.split()[1]) for line in made.stdout.splitlines() if line.startswith("ballot ")]
    assert len(ballots) == ROUNDS, made.stderr
    voters, killer = [Voter(running.port, who) for who in VOTERS], Killer(running)
    given: list[str] = []

    for number, ballot in enumerate(ballots):
        for place, voter in enumerate(voters):
            killer.strike(after=(number * len(voters) + place) / 100)
            code = voter.vote(ballot, "for" if place else "against")
            given.append(receipts.seal(ballot, code))
    assert running.stop() == 0

    assert set(killer.killed) == set(PARTS)
    ours = f"ballot_id IN ({', '.join(map(str, ballots))})"  # the demo has ballots of its own
    kept = asked(home, f"SELECT seal FROM decide_paper WHERE {ours}")
    assert sorted(kept) == sorted(given) and len(given) == len(set(given)) == ROUNDS * len(VOTERS)
    assert asked(home, f"SELECT count(*) FROM decide_rollline WHERE submitted AND {ours}") == [len(given)]
    against = f"SELECT count(*) FROM decide_paper WHERE choice = 'against' AND {ours}"
    assert asked(home, against) == [ROUNDS]
