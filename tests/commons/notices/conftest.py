"""What the tests of notices share: a draft of the secretary's helper, a notice on the board, news delivered."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from linli.commons.notices.actions import approvals, drafts
from linli.commons.notices.actions.drafts import Draft
from linli.commons.notices.choices import Kind
from linli.commons.notices.models import Notice
from linli.ground.journal.actions import deliveries
from tests.circle.listen.conftest import Rush
from tests.circle.listen.conftest import rush as rush_of_listening
from tests.street import NOW, Street

Begin = Callable[..., Notice]


@pytest.fixture
def rush(transactional_db: None, tmp_path: Path) -> Iterator[Rush]:
    """Do a deed in many threads at once."""
    yield from rush_of_listening.__wrapped__(transactional_db, tmp_path)


def words(street: Street, **changes: Any) -> Draft:
    """What the notice of most tests says: the lamps of the compound, for 15 days."""
    plain = Draft(
        kind=Kind.AFFAIRS, area=street.compound.pk, title="路灯换了", body="三盏。\n共600元。", days=15
    )
    return replace(plain, **changes)


def on_board(street: Street, at: datetime = NOW, **changes: Any) -> Notice:
    """A notice that went all the way: written by staff, signed by the secretary."""
    made = drafts.draft(by=street.by("gu_min"), draft=words(street, **changes), at=at)
    approvals.check(by=street.by("gu_min"), notice=made.pk, all_three=True, at=at)
    return approvals.approve_and_post(by=street.by("lin_xiao"), notice=made.pk, at=at)


@pytest.fixture
def drafted(street: Street) -> Begin:
    """Begin a notice."""

    def begin(by: str = "gu_min", **changes: Any) -> Notice:
        return drafts.draft(by=street.by(by), draft=words(street, **changes), at=NOW)

    return begin


@pytest.fixture
def posted(street: Street) -> Begin:
    """Post a notice."""

    def hang(at: datetime = NOW, **changes: Any) -> Notice:
        return on_board(street, at, **changes)

    return hang


@pytest.fixture
def delivered(street: Street) -> Callable[[], int]:
    """Deliver all waiting news, as `tend` does."""

    def deliver() -> int:
        return deliveries.deliver_due(at=datetime.max.replace(tzinfo=NOW.tzinfo, year=2999), limit=10_000)

    return deliver
