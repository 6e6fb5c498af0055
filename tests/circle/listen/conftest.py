"""What the tests of listening share: voices said by the cast, news delivered, real tables when they are there."""

from collections.abc import Callable
from datetime import datetime

import pytest

from linli.circle.listen.actions import voices
from linli.circle.listen.actions.hearing import Said
from linli.circle.listen.models import Voice
from linli.ground.journal.actions import deliveries
from tests.street import NOW, Street

Say = Callable[..., Voice]


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
