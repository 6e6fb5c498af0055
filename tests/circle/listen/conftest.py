"""What the tests of listening share: voices said by the cast, news delivered, real tables when they are there."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Barrier

import pytest
from django.db import connection, connections

from linli.circle.listen.actions import voices
from linli.circle.listen.actions.hearing import Said
from linli.circle.listen.models import Voice
from linli.ground.journal.actions import deliveries
from linli.ground.lib.refusal import Refusal
from tests.street import NOW, Street, moved_in

Say = Callable[..., Voice]
Deed = Callable[[int], object]


@dataclass(frozen=True)
class Rush:
    """A street in a database that many connections reach, and a way to do a deed many times at once."""

    street: Street
    do: Callable[[Deed, int], list[object]]


@pytest.fixture
def say(street: Street) -> Say:
    """Let a neighbour say something at building 3."""

    def said(text: str, by: str = "shen_an", at: datetime = NOW, **rest: object) -> Voice:
        actor = street.by(by)
        place = street.willow1 if by == "gao_bo" else street.b3
        return voices.say(by=actor, place=place.pk, said=Said(text=text, **rest), at=at)  # type: ignore[arg-type] # words of Said

    return said


@pytest.fixture
def delivered(street: Street) -> Callable[[], int]:
    """Deliver all waiting news, as `tend` does."""

    def deliver() -> int:
        return deliveries.deliver_due(at=datetime.max.replace(tzinfo=NOW.tzinfo, year=2999), limit=10_000)

    return deliver


@pytest.fixture
def rush(transactional_db: None, tmp_path: Path) -> Iterator[Rush]:
    """Do a deed in many threads at once, each with a connection of its own; give what each got, or how it was refused.

    PostgreSQL takes them as they are. SQLite in memory knows one connection: there the street moves into a file first.
    """
    street = moved_in()
    name = connections.settings["default"]["NAME"]
    if connection.vendor == "sqlite":
        path = tmp_path / "rush.sqlite3"
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(path)])
        connections.settings["default"]["NAME"] = str(path)

    def done(deed: Deed, many: int) -> list[object]:
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

    yield Rush(street, done)
    connections.settings["default"]["NAME"] = name
