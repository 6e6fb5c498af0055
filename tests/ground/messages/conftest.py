"""What the tests of messages share: a carrier that keeps what it is given, and ways to tell somebody something."""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock
from types import ModuleType

import pytest

from linli.ground.messages.actions import parcels
from linli.ground.messages.actions.parcels import Carried
from linli.ground.messages.actions.telling import News, tell
from tests.circle.listen.conftest import rush
from tests.street import NOW, Street

__all__ = ["rush"]

SOON = timedelta(minutes=10)
Tell = Callable[..., int]
Carry = Callable[[datetime], Carried]


@dataclass
class Carrier:
    """A carrier of the port that takes what it is given into a list, or does what a test says first."""

    sent: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)
    before: Callable[[], None] | None = None
    after: Callable[[], None] | None = None
    lock: Lock = field(default_factory=Lock)

    def send(self, phone: str, template: str, facts: dict[str, str]) -> None:
        if self.before:
            self.before()
        with self.lock:
            self.sent.append((phone, template, facts))
        if self.after:
            self.after()

    @property
    def numbers(self) -> list[int]:
        """How many messages each text message spoke of."""
        return [int(facts["number"]) for _phone, _template, facts in self.sent]


@pytest.fixture
def carrier(settings: object) -> Iterator[Carrier]:
    made, name = Carrier(), "linli.ground.carriers.kept"
    module = ModuleType(name)
    module.send = made.send
    sys.modules[name] = module
    settings.SMS_CARRIER = "kept"
    yield made
    del sys.modules[name]


@pytest.fixture
def told(street: Street) -> Tell:
    """Tell residents a fact by their names."""

    def do(fact: str, *names: str, at: datetime = NOW, why: str = "said") -> int:
        news = News(fact, "matter.deliver", "/m/1/", {"title": "路灯"}, matter=1)
        return tell(news, to={getattr(street, name).pk: why for name in names}, at=at)

    return do


def carried(at: datetime) -> Carried:
    return parcels.carry(at=at)
