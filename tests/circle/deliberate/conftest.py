"""What the tests of deliberation share: a council, a matter, a talk, and everything that the pages speak of."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest

from linli.circle.deliberate.actions import talks
from linli.circle.matters.models import Matter
from linli.ground.journal.actions import deliveries
from tests.circle.deliberate.councils import Council, found_council, open_matter
from tests.circle.deliberate.rooms import Room
from tests.circle.listen.conftest import rush
from tests.street import NOW, Street

__all__ = ["rush"]


@pytest.fixture
def council(street: Street) -> Council:
    return found_council(street)


@pytest.fixture
def room(street: Street) -> Room:
    return Room(street)


@pytest.fixture
def green(street: Street) -> Matter:
    """A matter of the whole community that was just heard: what to plant downstairs."""
    return open_matter(street, "楼下种什么好")


@pytest.fixture
def talked(street: Street, green: Matter) -> Matter:
    """The same matter, open for statements until the end of the year."""
    talks.begin(by=street.by("gu_min"), matter=green.pk, question="楼下种什么？", at=NOW - timedelta(hours=1))
    return green


@pytest.fixture
def delivered(street: Street) -> Iterator[Callable[[], int]]:
    """Deliver all waiting news, as `tend` does."""
    yield lambda: deliveries.deliver_due(at=NOW + timedelta(days=400), limit=10_000)
