"""What came of a round, for anyone: counts, a mean, marks from the fifth rating on; words stay with staff."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.db.models import Count, QuerySet

from linli.circle.evaluate.choices import Ending
from linli.circle.evaluate.models import MatterRating, Round
from linli.circle.evaluate.refusals import NoSuchRound
from linli.circle.evaluate.terms import TOO_FEW
from linli.ground.lib.once import written_once

STARS = (5, 4, 3, 2, 1)


@dataclass(frozen=True, slots=True)
class Spread:
    """How many gave each mark, five first; None while too few rated to show it without showing who."""

    result: tuple[int, ...]
    reply: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """A round with what may be shown of it: how it ended, how many rated, the mean, and the spread."""

    round: Round
    spread: Spread | None

    @property
    def mean(self) -> Fraction | None:
        """The exact mean of the stars for the result, once it has ended and enough rated."""
        found = self.round
        if found.ending == Ending.OPEN or found.ratings_count < TOO_FEW:
            return None
        return Fraction(found.result_sum, found.ratings_count)

    @property
    def mean_words(self) -> str:
        """The mean as people read it."""
        return "" if self.mean is None else decimal(self.mean.numerator, self.mean.denominator)


def decimal(total: int, count: int) -> str:
    """Return a mean in at most two decimals, cut off and not rounded: what lies below a line never looks like it."""
    hundredths = 100 * total // count
    whole, rest = divmod(hundredths, 100)
    return f"{whole}.{rest:02d}".rstrip("0").rstrip(".")


def of_matter(matter: int) -> list[Result]:
    """Return what came of the rounds of a matter, the first lap first (two queries)."""
    return results(_of_matter(matter))


@written_once
def _of_matter(matter: int) -> QuerySet[Round]:
    return Round.objects.filter(matter_id=matter).select_related("matter").order_by("lap")


def of_round(round_: int) -> Result:
    """Return what came of one round (two queries).

    Raises:
        NoSuchRound: there is none.
    """
    found = Round.objects.select_related("matter__scope", "community").filter(pk=round_).first()
    if found is None:
        raise NoSuchRound
    return results([found])[0]


def results(rounds: Sequence[Round]) -> list[Result]:
    """Return what may be shown of some rounds; marks only of those that ended (one query)."""
    shown = [one.pk for one in rounds if one.ending != Ending.OPEN and one.ratings_count >= TOO_FEW]
    rows = MatterRating.objects.filter(round_id__in=shown).order_by()
    counted = rows.values_list("round_id", "result", "reply").annotate(number=Count("pk")) if shown else ()
    spreads = _spreads(counted)
    return [Result(one, spreads.get(one.pk)) for one in rounds]


def _spreads(rows: Iterable[tuple[int, int, int, int]]) -> dict[int, Spread]:
    result: dict[int, dict[int, int]] = {}
    reply: dict[int, dict[int, int]] = {}
    for pk, stars, reply_stars, number in rows:
        for marks, mark in ((result, stars), (reply, reply_stars)):
            of = marks.setdefault(pk, {})
            of[mark] = of.get(mark, 0) + number
    return {
        pk: Spread(
            tuple(result[pk].get(mark, 0) for mark in STARS), tuple(reply[pk].get(mark, 0) for mark in STARS)
        )
        for pk in result
    }
