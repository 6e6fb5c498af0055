"""What the tests of matters share: a matter on the street, news delivered, many deeds at once."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from linli.circle.matters.actions import matters
from linli.circle.matters.actions.matters import Opening
from linli.circle.matters.models import Matter
from linli.ground.journal.actions import deliveries
from linli.ground.people.models import Area, Post
from tests.circle.listen.conftest import rush, say
from tests.street import NOW, Street

__all__ = ["rush", "say"]

LATER = NOW + timedelta(days=1)
DUE = NOW + timedelta(days=10)
Opened = Callable[..., Matter]


def open_one(street: Street, title: str = "路灯", scope: Area | None = None, **rest: object) -> Matter:
    at = rest.pop("at", NOW)
    given = {"due_at": DUE, "owner": post(street), "category": "lights", **rest}
    opening = Opening(scope=scope or street.b3, community=street.community, title=title, **given)
    return matters.open_matter(by=street.by("gu_min"), opening=opening, at=at)


def post(street: Street, kind: str = "community_staff") -> Post:
    return Post.objects.held(NOW).get(kind=kind, area=street.community)


@pytest.fixture
def delivered() -> Callable[[], int]:
    """Deliver all waiting news, as `tend` does."""

    def deliver() -> int:
        return deliveries.deliver_due(at=datetime(2999, 1, 1, tzinfo=NOW.tzinfo), limit=10_000)

    return deliver
