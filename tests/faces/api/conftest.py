"""What the tests of the API share: the clock of the doors, set to a moment of the street."""

from collections.abc import Callable
from datetime import datetime

import pytest

from linli.ground.lib import clock

SetTo = Callable[[datetime], None]


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> SetTo:
    """Set the clock that all doors read, pages and API alike."""

    def set_to(moment: datetime) -> None:
        monkeypatch.setattr(clock.timezone, "now", lambda: moment)

    return set_to
