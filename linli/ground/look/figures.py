"""Drawings with their words: what the component templates are given, beside the bare geometry of shapes.py."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from linli.ground.look import phrases, shapes


@dataclass(frozen=True, slots=True)
class Stage:
    """One piece of a large ring with its character and what a screen reader says of it."""

    number: int
    piece: shapes.Piece
    character: str
    words: str

    @property
    def name(self) -> str:
        """The number as it stands in the list of stages that a ring leads to."""
        return str(self.number)


@dataclass(frozen=True, slots=True)
class RingFigure:
    """The large ring."""

    stages: tuple[Stage, ...]
    laps: tuple[shapes.Piece, ...]
    label: str


def ring(marks: Sequence[str], laps: int) -> RingFigure:
    """Return the large ring with its words."""
    drawn = shapes.ring(marks, laps)
    stages = tuple(
        Stage(
            number,
            piece,
            character,
            _("%(stage)s：%(state)s") % {"stage": word, "state": phrases.state_word(piece.state)},
        )
        for number, (piece, (character, word)) in enumerate(
            zip(drawn.pieces, phrases.STAGES, strict=True), start=1
        )
    )
    return RingFigure(stages, drawn.laps, ring_label(marks, laps))


def ring_label(marks: Sequence[str], laps: int) -> str:
    """Return in one phrase where the matter stands."""
    lap = phrases.lap_name(laps + 1)
    if "now" in marks:
        return _("%(lap)s，走到“%(stage)s”") % {
            "lap": lap,
            "stage": phrases.STAGES[list(marks).index("now")][1],
        }
    return _("%(lap)s，走完了") % {"lap": lap} if "done" in marks else _("还没开始")


@dataclass(frozen=True, slots=True)
class NearSpot:
    """One spot of a ripple with its address."""

    place: shapes.Spot
    words: str
    url: str
    now: bool


def ripple(spots: Sequence[Mapping[str, object]]) -> list[NearSpot]:
    """Return the spots placed on their circles."""
    placed = shapes.ripple([(str(spot["words"]), int(str(spot["scope"]))) for spot in spots])
    return [
        NearSpot(place, str(spot["words"]), str(spot.get("url", "#")), bool(spot.get("now")))
        for place, spot in zip(placed, spots, strict=False)  # more than five are not drawn
        if place
    ]


def scope(level: int) -> tuple[tuple[float, bool], ...]:
    """Return the circles of the scope glyph: radius, and whether this is the one meant."""
    if not 1 <= level <= shapes.SCOPES:
        raise ValueError(f"There are {shapes.SCOPES} scopes; {level} is none of them")
    meant = (5.0, 6.6, 8.4, 10.4)[level - 1]
    return ((meant, True),) if level == shapes.SCOPES else ((11.2, False), (meant, True))


@dataclass(frozen=True, slots=True)
class PeopleFigure:
    """A row of people as dots."""

    dots: tuple[tuple[float, float, bool], ...]
    width: float
    height: float
    scale: float

    @property
    def size(self) -> tuple[float, float]:
        """How large the drawing stands on the page, in pixels."""
        return round(self.width * self.scale, 1), round(self.height * self.scale, 1)


def people(count: int, again: int, per_row: int, *, small: bool) -> PeopleFigure:
    """Return the dots of so many people."""
    places, width, height = shapes.dots(count, again, per_row)
    return PeopleFigure(tuple(places), width, height, 0.65 if small else 1.0)


@dataclass(frozen=True, slots=True)
class ClockFigure:
    """The cells of a clock and what they say."""

    cells: tuple[str, ...]
    label: str
    left: str
    late: bool
    held: str
    answered: bool


def clock(used: int, total: int, *, held: str = "", answered: bool = False) -> ClockFigure:
    """Return the working days of a promise, with how many are left in words; a term of none ends today."""
    total = max(total, 1)
    cells = shapes.clock_cells(used, total, running=not (held or answered))
    if held:
        cells = [cell or "held" for cell in cells]
    late = used > total
    label = _("%(total)s个工作日，用了%(used)s个") % {"total": total, "used": used}
    return ClockFigure(
        tuple(cells),
        label,
        _left(used, total, held=held, answered=answered),
        late and not answered,
        held,
        answered,
    )


def _left(used: int, total: int, *, held: str, answered: bool) -> str:
    days = abs(total - used)
    if answered:
        return ngettext("用了%(days)s个工作日", "用了%(days)s个工作日", used) % {"days": used}
    if used > total:
        return ngettext("逾期%(days)s个工作日", "逾期%(days)s个工作日", days) % {"days": days}
    if held:
        return _("时钟暂停")
    if not days:
        return _("今天到期")
    return ngettext("还剩%(days)s个工作日", "还剩%(days)s个工作日", days) % {"days": days}
