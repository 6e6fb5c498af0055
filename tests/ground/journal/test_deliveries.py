"""News reaches those who hear it afterwards at least once, their work happens once, and trouble is tried again."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from linli.ground.journal import news
from linli.ground.journal.actions import deliveries
from linli.ground.journal.models import Delivery
from linli.ground.people.models import Area

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 21, 4, 0, tzinfo=UTC)
heard: list[object] = []


@dataclass(frozen=True, slots=True)
class BellRang:
    """Someone rang."""

    bell_id: int
    at: datetime


def hear(event, _event_id):
    heard.append(event)


def found_area_then_stumble(event, _event_id):
    Area.objects.create(kind="community", name=f"钟{event.bell_id}")
    if not heard:
        raise ValueError("电话13800138000不通")


def refuse(_event, _event_id):
    raise ValueError("no")


@pytest.fixture(autouse=True)
def _wires():
    before = news.wired()
    heard.clear()
    yield
    news.wire(same_breath=before[0], afterwards=before[1])


def test_news_is_heard_with_the_ids_and_moments_it_was_told_with():
    news.wire(same_breath={}, afterwards={BellRang: (hear,)})
    news.publish(BellRang(bell_id=3, at=NOON), at=NOON)

    assert deliveries.deliver_due(at=NOON) == 1
    assert heard == [BellRang(bell_id=3, at=NOON)]


def test_news_is_not_heard_twice():
    news.wire(same_breath={}, afterwards={BellRang: (hear,)})
    news.publish(BellRang(bell_id=3, at=NOON), at=NOON)

    assert [deliveries.deliver_due(at=NOON), deliveries.deliver_due(at=NOON)] == [1, 0]


def test_a_hearer_in_trouble_leaves_nothing_behind_and_is_tried_again_later():
    news.wire(same_breath={}, afterwards={BellRang: (found_area_then_stumble,)})
    news.publish(BellRang(bell_id=3, at=NOON), at=NOON)

    assert deliveries.deliver_due(at=NOON) == 0
    assert not Area.objects.exists()
    waiting = Delivery.objects.get()
    assert (waiting.attempts, waiting.due_at) == (1, NOON + timedelta(seconds=10))

    heard.append("now the bell is fixed")
    assert deliveries.deliver_due(at=waiting.due_at) == 1
    assert Area.objects.count() == 1


def test_trouble_is_noted_without_phone_numbers():
    news.wire(same_breath={}, afterwards={BellRang: (found_area_then_stumble,)})
    news.publish(BellRang(bell_id=3, at=NOON), at=NOON)
    deliveries.deliver_due(at=NOON)

    assert Delivery.objects.get().trouble == "ValueError: 电话…不通"


def test_one_hearer_in_trouble_does_not_stop_another():
    news.wire(same_breath={}, afterwards={BellRang: (refuse, hear)})
    news.publish(BellRang(bell_id=3, at=NOON), at=NOON)

    assert deliveries.deliver_due(at=NOON) == 1


def test_same_breath_refusal_undoes_the_deed_that_published():
    news.wire(same_breath={BellRang: (refuse,)}, afterwards={})

    with pytest.raises(ValueError, match="no"):
        news.publish(BellRang(bell_id=3, at=NOON), at=NOON)


def test_news_whose_hearer_was_unwired_waits_in_trouble_instead_of_vanishing():
    news.wire(same_breath={}, afterwards={BellRang: (hear,)})
    news.publish(BellRang(bell_id=3, at=NOON), at=NOON)
    news.wire(same_breath={}, afterwards={})

    assert deliveries.deliver_due(at=NOON) == 0
    assert Delivery.objects.filter(done_at__isnull=True).count() == 1


def test_done_deliveries_are_forgotten_after_thirty_days():
    news.wire(same_breath={}, afterwards={BellRang: (hear,)})
    news.publish(BellRang(bell_id=3, at=NOON), at=NOON)
    deliveries.deliver_due(at=NOON)

    assert deliveries.forget_done(at=NOON + timedelta(days=30)) == 0
    assert deliveries.forget_done(at=NOON + timedelta(days=30, seconds=1)) == 1
