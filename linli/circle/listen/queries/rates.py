"""How well a community listens: response, resolution and satisfaction over its call-backs, by the city's formula."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from linli.circle.listen.models import VoiceTally
from linli.ground.lib.once import written_once

COUNTS = (
    "heard",
    "answered",
    "in_time",
    "reopened",
    "rated",
    "contacted",
    "solved",
    "satisfied",
    "basically",
)
# score = 0.1 response + 0.5 resolution + 0.4 satisfaction; "basically satisfied" counts nine tenths.
RESPONSE_SHARE, RESOLUTION_SHARE, SATISFACTION_SHARE, BASICALLY = 1, 5, 4, 9


@dataclass(frozen=True, slots=True)
class Rates:
    """The counts of some months, and the rates over valid call-backs in thousandths (None while there are none)."""

    heard: int = 0
    answered: int = 0
    in_time: int = 0
    reopened: int = 0
    rated: int = 0
    contacted: int = 0
    solved: int = 0
    satisfied: int = 0
    basically: int = 0

    @property
    def in_time_rate(self) -> int | None:
        """Answers given in time, of all answers."""
        return _thousandths(self.in_time, self.answered)

    @property
    def response(self) -> int | None:
        """Authors who were contacted, of those who told us."""
        return _thousandths(self.contacted, self.rated)

    @property
    def resolution(self) -> int | None:
        """Voices that were solved, of those who told us."""
        return _thousandths(self.solved, self.rated)

    @property
    def satisfaction(self) -> int | None:
        """Satisfied, and nine tenths of basically satisfied, of those who told us."""
        return _thousandths(10 * self.satisfied + BASICALLY * self.basically, 10 * self.rated)

    @property
    def score(self) -> int | None:
        """One number for the three: a tenth response, five tenths resolution, four tenths satisfaction."""
        satisfied = 10 * self.satisfied + BASICALLY * self.basically
        whole = (
            10 * (RESPONSE_SHARE * self.contacted + RESOLUTION_SHARE * self.solved)
            + SATISFACTION_SHARE * satisfied
        )
        return _thousandths(whole, 100 * self.rated)


def of(community: int, first: date, last: date) -> Rates:
    """Return the rates of a community from the month of one day to the month of another (one query)."""
    months = _months(community, first.replace(day=1), last)
    return Rates(*(sum(counts) for counts in zip(*months, strict=True)))


@written_once
def _months(community: int, first: date, last: date) -> QuerySet[VoiceTally, tuple[int, ...]]:
    rows = VoiceTally.objects.filter(community_id=community, month__gte=first, month__lte=last)
    return rows.values_list(*COUNTS)


def _thousandths(part: int, whole: int) -> int | None:
    """Round half up, in integers, so that a page and a spreadsheet agree."""
    return (2000 * part + whole) // (2 * whole) if whole else None
