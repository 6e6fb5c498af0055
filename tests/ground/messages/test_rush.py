"""Many senders at once: nobody gets a text message twice, and nobody is left out."""

from collections import Counter
from datetime import timedelta

import pytest

from linli.ground.messages.actions import parcels
from linli.ground.messages.actions.telling import News, tell
from linli.ground.messages.choices import State
from linli.ground.messages.models import Message, Parcel
from tests.circle.listen.conftest import Rush
from tests.ground.messages.conftest import SOON, Carrier
from tests.street import NOW

SENDERS = 12
pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def news(fact: str) -> News:
    return News(fact, "matter.deliver", "/m/1/", {"title": "路灯"})


def counted(rush: Rush, count: object) -> object:
    """Count where the threads wrote."""
    return rush.do(lambda _number: count(), 1)[0]


def test_senders_at_once_send_each_parcel_once(rush: Rush, carrier: Carrier) -> None:
    people = [one.pk for one in rush.street.people.values() if one.phone_index]
    rush.do(lambda _n: tell(news("a"), to=dict.fromkeys(people, "said"), at=NOW), 1)
    rush.do(lambda _n: parcels.carry(at=NOW + SOON), SENDERS)
    rush.do(lambda _n: parcels.carry(at=NOW + SOON + timedelta(minutes=1)), SENDERS)

    assert len(people) > 3
    assert set(Counter(phone for phone, _template, _facts in carrier.sent).values()) == {1}
    assert carrier.numbers == [1] * len(people)
    assert counted(rush, Parcel.objects.filter(state=State.SENT).count) == len(people)


def test_a_fact_told_by_many_at_once_is_one_message_a_person(rush: Rush, carrier: Carrier) -> None:
    people = [one.pk for one in rush.street.people.values() if one.phone_index]
    rush.do(lambda _n: tell(news("a"), to=dict.fromkeys(people, "said"), at=NOW), SENDERS)

    assert counted(rush, Message.objects.count) == len(people)


def test_what_is_told_while_parcels_are_packed_is_carried_too(rush: Rush, carrier: Carrier) -> None:
    one = rush.street.shen_an.pk

    def both(number: int) -> object:
        if number % 2:
            return tell(news(f"n{number}"), to={one: "said"}, at=NOW)
        return parcels.carry(at=NOW + SOON)

    rush.do(both, SENDERS)
    for minute in range(3):
        rush.do(lambda _n, at=NOW + SOON * (minute + 2): parcels.carry(at=at), 1)

    assert sum(carrier.numbers) == SENDERS // 2
    assert counted(rush, Message.objects.filter(parcel__isnull=True).count) == 0
