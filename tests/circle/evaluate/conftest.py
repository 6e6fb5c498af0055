"""What the tests of evaluation share: a matter whose result is public, and those whom it concerns."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from linli.circle.evaluate.actions import ratings, rounds
from linli.circle.evaluate.actions.ratings import Given
from linli.circle.evaluate.models import MatterRating, Round
from linli.circle.matters.actions import concerns, matters
from linli.circle.matters.actions.matters import Bringing, Opening
from linli.circle.matters.choices import Step, Why
from linli.circle.matters.models import Matter
from linli.ground.journal.actions import deliveries
from linli.ground.people.models import Post
from linli.ground.people.rules import HOUSE
from tests.circle.listen.conftest import rush
from tests.street import NOW, Street

__all__ = ["Asked", "matter_of", "rush", "walked"]

CONCERNED = ("shen_an", "zhou_guilan", "tang_yuan", "chen_jianguo", "ye_qing", "he_zhiqiang")
TO_DISCLOSED = (Step.DECIDE, Step.DELIVER, Step.DISCLOSE)
END = NOW + timedelta(days=14)


@dataclass
class Asked:
    """An open round on the street, with ways to rate in it."""

    street: Street
    matter: Matter
    round: Round

    def rate(
        self, who: str, result: int = 5, reply: int = 5, at: datetime = NOW, **rest: object
    ) -> MatterRating:
        """Let a neighbour rate; one without a sign-in by staff's hand."""
        given = Given(result, reply, **rest)  # type: ignore[arg-type] # words of Given
        if who in self.street.accounts:
            return ratings.rate(by=self.street.by(who), round_=self.round.pk, given=given, at=at)
        locked = ratings.locked(self.round.pk, at)
        return ratings.take(locked, getattr(self.street, who).pk, given, HOUSE, at)

    def close(self, at: datetime = END) -> Round:
        """End the round."""
        found = rounds.close(round_=self.round.pk, at=at)
        assert found is not None
        return found

    def now(self) -> Matter:
        """The matter as it stands."""
        return Matter.objects.get(pk=self.matter.pk)


def matter_of(street: Street, who: tuple[str, ...] = CONCERNED, title: str = "车棚要挡雨") -> Matter:
    """Open a matter in the community that concerns some neighbours."""
    opening = Opening(
        scope=street.b3,
        community=street.community,
        title=title,
        owner=Post.objects.get(resident=street.gu_min),
        due_at=NOW + timedelta(days=30),
    )
    matter = matters.open_matter(by=street.by("gu_min"), opening=opening, at=NOW)
    residents = [getattr(street, name).pk for name in who]
    concerns.concern(matter=matter.pk, residents=residents, why=Why.SAID, at=NOW)
    return matter


def walked(street: Street, matter: Matter, *steps: Step) -> Matter:
    """Move a matter by hand, step by step."""
    for step in steps:
        matters.advance(
            by=street.by("gu_min"), matter=matter.pk, step=step, bringing=Bringing(reason="该办了"), at=NOW
        )
    return Matter.objects.get(pk=matter.pk)


def opened(street: Street, matter: Matter, at: datetime = NOW) -> Asked:
    """Open the round of a matter as the subscriber does."""
    found = rounds.open_for(matter=matter.pk, at=at)
    assert found is not None
    return Asked(street, Matter.objects.get(pk=matter.pk), found)


@pytest.fixture
def asked(street: Street) -> Asked:
    """An open round about a matter that was decided, delivered and disclosed."""
    return opened(street, walked(street, matter_of(street), *TO_DISCLOSED))


@pytest.fixture
def delivered(street: Street) -> Callable[[], int]:
    """Deliver all waiting news, as `tend` does."""

    def deliver() -> int:
        return deliveries.deliver_due(at=datetime(2999, 1, 1, tzinfo=NOW.tzinfo), limit=10_000)

    return deliver
