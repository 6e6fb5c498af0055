"""What the tests of deciding share: a matter that was deliberated, ballots at any stage, many presses at once."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, connections
from PIL import Image

from linli.circle.decide import receipts
from linli.circle.decide.actions import casting, counting, drafts, rolls, running, station
from linli.circle.decide.actions.drafts import Asked, When, Whom
from linli.circle.decide.actions.station import PaperIn
from linli.circle.decide.choices import Basis, Evidence, Kind, Secrecy, Way
from linli.circle.decide.models import Ballot, Outcome, RollLine, StationEntry
from linli.circle.matters.actions import matters
from linli.circle.matters.actions.matters import Opening
from linli.circle.matters.choices import Step
from linli.circle.matters.models import Matter
from linli.ground.files.actions import files
from linli.ground.journal.actions import deliveries
from linli.ground.lib import clock
from linli.ground.lib.refusal import Refusal
from linli.ground.people.actions import homes
from linli.ground.people.actions.residents import Particulars
from linli.ground.people.choices import Tie
from linli.ground.people.models import Account, Post
from linli.ground.people.queries.actors import actor_of
from linli.ground.people.rules import HOUSE, Actor
from tests.street import NOW, Street, moved_in

DAY = timedelta(days=1)
OPENS = NOW + 4 * DAY
VOTING = OPENS + timedelta(hours=1)
CLOSES = OPENS + 7 * DAY
COUNTING = CLOSES + timedelta(hours=1)
Deed = Callable[[int], object]


def photo(color: int = 0) -> bytes:
    """A small picture of the station's table."""
    content = BytesIO()
    Image.new("RGB", (32, 32), (color % 256, 90, 120)).save(content, "JPEG")
    return content.getvalue()


@dataclass
class Hall:
    """Where votes are held: the street, a matter, and one call for each step of a ballot."""

    street: Street
    matter: Matter

    @property
    def staff(self) -> Actor:
        """顾敏, who runs ballots."""
        return self.street.by("gu_min")

    @property
    def head(self) -> Actor:
        """陈建国, who witnesses in building 3."""
        return self.street.by("chen_jianguo")

    def draft(self, at: datetime = NOW, **rest: Any) -> Ballot:
        """Draft a ballot of the community's households, or as said."""
        what = {key: rest.pop(key) for key in ("kind", "options", "question", "key") if key in rest}
        when = {key: rest.pop(key) for key in ("opens_at", "closes_at", "station") if key in rest}
        what = {"question": "3号楼门口装一排车棚，好不好？", "kind": Kind.YESNO, **what}
        asked = Asked(matter=self.matter.pk, body=self.street.committee.pk, **what)
        ballot = drafts.draft(by=self.staff, asked=asked, at=at)
        whom = {"scope": self.street.community.pk, "basis": Basis.PERSON, **rest}
        drafts.address(by=self.staff, ballot=ballot.pk, whom=Whom(**whom), at=at)
        times = {"opens_at": OPENS, "closes_at": CLOSES, "station": "居委会一楼，9时到17时", **when}
        return drafts.schedule(by=self.staff, ballot=ballot.pk, when=When(**times), at=at)

    def posted(self, **rest: Any) -> Ballot:
        """A ballot whose roll is posted."""
        return rolls.post(by=self.staff, ballot=self.draft(**rest).pk, at=NOW)

    def open(self, override: str = "", **rest: Any) -> Ballot:
        """A ballot that takes votes at VOTING."""
        ballot = self.posted(**rest)
        return running.open_ballot(
            by=self.staff, ballot=ballot.pk, override=override or "测试", at=OPENS - timedelta(hours=1)
        )

    def secret(self, **rest: Any) -> Ballot:
        """An open secret ballot."""
        return self.open(secrecy=Secrecy.SECRET, **rest)

    def named(self, **rest: Any) -> Ballot:
        """An open named ballot."""
        return self.open(secrecy=Secrecy.OPEN, **rest)

    def cast(self, ballot: Ballot, who: str, choice: str = "for", receipt: str = "") -> str:
        """Let a neighbour vote; return the receipt."""
        code = receipt or receipts.new()
        casting.cast(by=self.actor(who), ballot=ballot.pk, choice=choice, receipt=code, at=VOTING)
        return code

    def actor(self, who: str) -> Actor:
        """Whoever acts, also those who never sign in."""
        if who in self.street.accounts or who == "nobody":
            return self.street.by(who)
        resident = self.street.people[who]
        return Actor(
            account_id=999_000 + resident.pk, resident_id=resident.pk, community_id=resident.community_id
        )

    def line(self, ballot: Ballot, who: str) -> RollLine:
        """A neighbour's line."""
        return RollLine.objects.get(ballot=ballot, resident=self.street.people[who])

    def photo(self, by: Actor | None = None, number: int = 0) -> int:
        """A photo taken at the station."""
        who = by or self.staff
        return files.take_photo(
            content=photo(number), keeper="decide", area=self.street.community.pk, by=who.account_id, at=NOW
        ).pk

    def paper(self, ballot: Ballot, who: str = "zhou_guilan", **rest: Any) -> StationEntry:
        """A paper written down at the station."""
        told: dict[str, Any] = {
            "line": self.line(ballot, who).pk,
            "way": Way.PAPER,
            "reason": "本人不用手机",
            "evidence": Evidence.ENVELOPE,
            "photo": self.photo(number=len(who)),
        }
        if not ballot.is_secret:
            told["choice"] = "for"
        return station.register(by=self.staff, ballot=ballot.pk, paper=PaperIn(**{**told, **rest}), at=VOTING)

    def closed(self, ballot: Ballot) -> Ballot:
        """Close it after its time."""
        return counting.close(by=self.staff, ballot=ballot.pk, at=COUNTING)

    def settled(self, ballot: Ballot) -> Outcome:
        """Close and count it."""
        self.closed(ballot)
        return counting.settle(by=self.staff, ballot=ballot.pk, at=COUNTING)

    def neighbours(self, number: int) -> list[Actor]:
        """More neighbours of full age, each with an account and a home of their own, in building 3."""
        return [self.neighbour(place) for place in range(number)]

    def neighbour(self, place: int) -> Actor:
        """One more neighbour."""
        home = homes.add(
            by=HOUSE, area=self.street.areas["b3s2"], number=str(900 + place), use="dwelling", at=NOW
        )
        resident = homes.take_in(
            by=HOUSE,
            home=home,
            particulars=Particulars(name=f"邻{place}", born_on=date(1980, 1, 1)),
            tie=Tie.HEAD,
            at=NOW,
        )
        account = Account.objects.create(login=f"neighbour-{place}", resident=resident, joined_at=NOW)
        return actor_of(account, NOW)


def hall_of(street: Street) -> Hall:
    """Open a matter on the street and bring it to where a vote is due."""
    secretary = street.by("gu_min")
    owner = Post.objects.get(resident=street.gu_min)
    matter = matters.open_matter(
        by=secretary,
        opening=Opening(
            scope=street.community,
            community=street.community,
            title="3号楼门口装车棚",
            owner=owner,
            due_at=NOW + 60 * DAY,
        ),
        at=NOW,
    )
    matters.carry(by=secretary, matter=matter.pk, step=Step.DELIBERATE, at=NOW)
    return Hall(street, matter)


@pytest.fixture
def hall(street: Street) -> Hall:
    """The hall in the test's database."""
    return hall_of(street)


@pytest.fixture
def delivered() -> Callable[[], int]:
    """Deliver all waiting news, as `tend` does."""

    def deliver() -> int:
        return deliveries.deliver_due(at=datetime.max.replace(tzinfo=NOW.tzinfo, year=2999), limit=10_000)

    return deliver


@dataclass(frozen=True)
class Rush:
    """A hall in a database that many connections reach, and a way to do a deed many times at once."""

    hall: Hall
    do: Callable[[Deed, int], list[object]]


@pytest.fixture
def rush(transactional_db: None, tmp_path: Path) -> Iterator[Rush]:
    """Do a deed in many threads at once, each with a connection of its own; give what each got, or its refusal."""
    hall = hall_of(moved_in())
    name = connections.settings["default"]["NAME"]
    moved: list[str] = []

    def done(deed: Deed, many: int) -> list[object]:
        if connection.vendor == "sqlite" and not moved:
            path = tmp_path / "rush.sqlite3"
            with connection.cursor() as cursor:
                cursor.execute("VACUUM INTO %s", [str(path)])
            connections.settings["default"]["NAME"] = str(path)
            moved.append(str(path))
        gate = Barrier(many)

        def alone(number: int) -> object:
            gate.wait(timeout=60)
            try:
                return deed(number)
            except Refusal as refusal:
                return refusal
            finally:
                connections.close_all()

        with ThreadPoolExecutor(many) as pool:
            return list(pool.map(alone, range(many)))

    yield Rush(hall, done)
    connections.settings["default"]["NAME"] = name


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def] # a fixture that sets the doors' clock
    """Set the clock that the doors read."""

    def set_to(moment: object) -> None:
        for module in ("resident", "witness", "desk", "rolls", "station"):
            monkeypatch.setattr(f"linli.circle.decide.views.{module}.now", lambda: moment)
        monkeypatch.setattr(clock, "now", lambda: moment)

    return set_to
