"""The house does its chores at their pace, one tend at a time."""

from datetime import UTC, datetime, timedelta

import pytest

from linli.ground.journal import chores
from linli.ground.journal.actions import rounds
from linli.ground.journal.models import Chore

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 21, 4, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _hung():
    before = chores.hung()
    yield
    chores.hang(before)


def test_a_chore_is_done_at_its_pace():
    done = []
    chores.hang((chores.Task("sweep", timedelta(minutes=5), done.append),))

    for minutes in (0, 4, 5, 9, 10):
        rounds.do_due(at=NOON + timedelta(minutes=minutes))

    assert done == [NOON, NOON + timedelta(minutes=5), NOON + timedelta(minutes=10)]


def test_a_chore_in_trouble_stops_no_other_and_says_so():
    done = []
    chores.hang(
        (
            chores.Task("stumble", timedelta(minutes=5), lambda at: 1 / 0),
            chores.Task("sweep", timedelta(minutes=5), done.append),
        )
    )

    assert rounds.do_due(at=NOON) == ["sweep"]
    assert Chore.objects.get(name="stumble").trouble == "ZeroDivisionError: division by zero"


def test_trouble_is_forgotten_once_the_chore_goes_well():
    troubles = [True, False]
    chores.hang((chores.Task("mend", timedelta(minutes=5), lambda at: 1 / 0 if troubles.pop(0) else None),))

    rounds.do_due(at=NOON)
    rounds.do_due(at=NOON + timedelta(minutes=5))

    assert Chore.objects.get(name="mend").trouble == ""
