"""The geometry of our drawings: arcs, rings, ripples, dots; pure numbers in, SVG path data out.

Angles are degrees clockwise from twelve o'clock; lengths are user units of the drawing's own viewBox.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import asin, ceil, cos, degrees, radians, sin
from typing import Literal

STAGES = 6
SHOWN_LAPS = 3

Point = tuple[float, float]
Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


def at(centre: Point, radius: float, angle: float) -> Point:
    """Return the point at this angle on the circle."""
    turn = radians(angle)
    return centre[0] + radius * sin(turn), centre[1] - radius * cos(turn)


def _pair(point: Point) -> str:
    return f"{point[0]:.2f} {point[1]:.2f}"


def arc(centre: Point, radius: float, start: float, end: float) -> str:
    """Return the path of an arc, clockwise from start to end."""
    large = int(end - start > 180)
    return f"M{_pair(at(centre, radius, start))}A{radius:g} {radius:g} 0 {large} 1 {_pair(at(centre, radius, end))}"


def sector(centre: Point, radii: tuple[float, float], start: float, end: float, gap: float) -> str:
    """Return the path of a piece of a band between two radii; its ends stay parallel to the rays, `gap`/2 from them."""
    inner, outer = radii
    trim_out, trim_in = degrees(asin(gap / 2 / outer)), degrees(asin(gap / 2 / inner))
    outside = arc(centre, outer, start + trim_out, end - trim_out)
    back_from, back_to = at(centre, inner, end - trim_in), at(centre, inner, start + trim_in)
    large = int(end - start > 180)
    return f"{outside}L{_pair(back_from)}A{inner:g} {inner:g} 0 {large} 0 {_pair(back_to)}Z"


def spiral(centre: Point, radii: tuple[float, float], start: float, bend: float, end: float) -> str:
    """Return a path that keeps the first radius until `bend`, then swings out softly to the second at `end`."""
    inner, outer = radii
    path = arc(centre, inner, start, bend)
    steps = max(8, ceil(abs(end - bend) / 3))
    for step in range(1, steps + 1):
        share = step / steps
        ease = share * share * (3 - 2 * share)
        point = at(centre, inner + (outer - inner) * ease, bend + (end - bend) * share)
        path += f"L{_pair(point)}"
    return path


def states(at_stage: int, *, closed: bool = False, skipped: Sequence[int] = ()) -> tuple[str, ...]:
    """Return the state of each of the six stages when a matter stands at stage 1 to 6 (0: not begun)."""
    if not 0 <= at_stage <= STAGES:
        raise ValueError(f"A matter stands at one of {STAGES} stages, not at {at_stage}")

    def one(stage: int) -> str:
        if stage in skipped:
            return "skip"
        if closed:
            return "done" if stage <= (at_stage or STAGES) else "skip"
        return "done" if stage < at_stage else "now" if stage == at_stage else "open"

    return tuple(one(stage) for stage in range(1, STAGES + 1))


@dataclass(frozen=True, slots=True)
class Piece:
    """One drawn part of a ring: its path, its state, and where its word stands."""

    path: str
    state: str
    x: float = 0.0
    y: float = 0.0


@dataclass(frozen=True, slots=True)
class Ring:
    """A ring ready to be drawn: the lap under way outside, finished laps inside, the newest outermost."""

    pieces: tuple[Piece, ...]
    laps: tuple[Piece, ...]


_BAND = {"done": (102.0, 146.0), "skip": (102.75, 145.25), "now": (98.0, 154.0), "open": (102.75, 145.25)}
_RING_CENTRE: Point = (160.0, 160.0)
_GAP = 8.0
_WORD_AT = 124.0


def ring(marks: Sequence[str], laps: int = 0) -> Ring:
    """Return the large ring (viewBox 320): six pieces by their states, and up to three laps that came before."""
    pieces = []
    for index, state in enumerate(marks):
        x, y = at(_RING_CENTRE, _WORD_AT + (2 if state == "now" else 0), index * 60 + 30)
        pieces.append(
            Piece(
                sector(_RING_CENTRE, _BAND[state], index * 60, index * 60 + 60, _GAP),
                state,
                round(x, 1),
                round(y, 1),
            )
        )
    shown = min(laps, SHOWN_LAPS)
    first = _BAND[marks[0]][0]
    radii = [84.0 - 10 * depth for depth in range(shown)]
    past: list[Piece] = []
    for depth, radius in enumerate(radii):
        out_to = first if depth == 0 else radii[depth - 1]
        past += lap(_RING_CENTRE, radius, out_to, begin=_SWUNG if depth < laps - 1 else 0)
    return Ring(tuple(pieces), tuple(past))


_SWUNG = 12.0
"""Where a broken lap has reached the next one: so many degrees past twelve o'clock."""


def lap(centre: Point, radius: float, out_to: float, begin: float = 0) -> list[Piece]:
    """Return a finished lap: five whole arcs and a sixth that breaks and swings out to the next radius."""
    half = degrees(asin(2.75 / radius))
    starts = [max(begin, half), *(i * 60 + half for i in range(1, STAGES - 1))]
    whole = [Piece(arc(centre, radius, start, i * 60 + 60 - half), "lap") for i, start in enumerate(starts)]
    broken = spiral(centre, (radius, out_to), 300 + half, 318, 360 + _SWUNG)
    return [*whole, Piece(broken, "broke")]


def ring_mini(marks: Sequence[str], laps: int = 0) -> Ring:
    """Return the small ring (viewBox 48): strokes instead of bands; any number of past laps is one inner circle."""
    centre: Point = (24.0, 24.0)
    pieces = tuple(Piece(arc(centre, 19, i * 60 + 5, i * 60 + 55), state) for i, state in enumerate(marks))
    if not laps:
        return Ring(pieces, ())
    return Ring(pieces, (Piece(arc(centre, 11, 4, 296), "lap"), Piece(arc(centre, 11, 304, 356), "broke")))


def dots(
    people: int, again: int = 0, per_row: int = 20
) -> tuple[list[tuple[float, float, bool]], float, float]:
    """Return the centre of each person's dot and whether it is ringed, then the width and height of the drawing.

    The ringed ones (who spoke more than once) are spread evenly, so that the row says how many, not who.
    """
    if not 0 <= again <= people:
        raise ValueError(f"{again} of {people} people cannot have spoken again")
    ringed = {i * people // again for i in range(again)} if again else set()
    places = [(8.0 + 14 * (i % per_row), 10.0 + 18 * (i // per_row), i in ringed) for i in range(people)]
    columns, rows = min(people, per_row), ceil(people / per_row)
    return places, 2.0 + 14 * max(columns, 1), 2.0 + 18 * max(rows, 1)


def clock_cells(used: int, total: int, *, running: bool = True, most: int = 30) -> list[str]:
    """Return one cell a working day: used, today, late, or "" for a day still left; a held clock has no today.

    `used` counts today as begun: on the first day used is 1.
    """
    if total < 1 or used < 0:
        raise ValueError(f"A term of {total} working days cannot have {used} used")
    late = max(0, used - total)
    spent = min(used, total)
    cells = ["used"] * spent + [""] * (total - spent) + ["late"] * late
    if running and not late and spent:
        cells[spent - 1] = "today"
    return cells if len(cells) <= most else _fewer(cells, most)


def _fewer(cells: list[str], most: int) -> list[str]:
    """Thin a long row of cells to `most`, keeping its first, last and every marked day in proportion."""
    kept = [cells[i * (len(cells) - 1) // (most - 1)] for i in range(most)]
    if "today" in cells and "today" not in kept:
        kept[cells.index("today") * (most - 1) // (len(cells) - 1)] = "today"
    return kept


def parts(shares: Sequence[float]) -> list[tuple[int, float, float]]:
    """Return (number, start, width) in percent for each share laid end to end; they never pass the end of the bar."""
    laid, start = [], 0.0
    for number, share in enumerate(shares, start=1):
        width = min(max(share, 0.0), 100.0 - start)
        laid.append((number, round(start, 2), round(width, 2)))
        start += width
    return laid


def stamp(took_part: tuple[bool, bool], agreed: tuple[bool, bool]) -> list[Piece]:
    """Return the four halves of a stamp (viewBox 160): outer then inner, right (heads) then left (area)."""
    centre: Point = (80.0, 80.0)
    halves = []
    for radius, (heads, area) in ((72.0, took_part), (57.0, agreed)):
        for passed, start, end in ((heads, 3, 177), (area, 183, 357)):
            path = (
                arc(centre, radius, start, end)
                if passed
                else sector(centre, (radius - 4, radius + 4), start - 3, end + 3, 7.5)
            )
            halves.append(Piece(path, "passed" if passed else "failed"))
    return halves


SCOPES = 4
_WAVES = (52.0, 93.0, 134.0, 175.0)
_HOME: Point = (195.0, 240.0)
_HOME_BOX = (168.0, 213.0, 222.0, 240.0)
_ROOM = (6.0, 2.0, 384.0, 219.0)
_LINE = 22.0
_MOST_SPOTS = 5


@dataclass(frozen=True, slots=True)
class Spot:
    """One thing near a home, placed: its dot on the circle of its scope, its label beside it."""

    words: str
    x: float
    y: float
    label_x: float
    anchor: Literal["start", "end"]
    box: Box
    """The room that dot and label take."""


def text_width(words: str) -> float:
    """Return about how wide the words are at 15 px: a Han character is a square, a Latin one about half."""
    return sum(15.5 if ord(sign) > 0x2E7F else 8.6 for sign in words)


def ripple(spots: Sequence[tuple[str, int]]) -> list[Spot | None]:
    """Return up to five (words, scope 1 to 4) placed on their circles so that no label covers another.

    Greedy, from the farthest circle inwards, the sides taking turns; words that fit nowhere are shortened, and what
    still finds no room is None. About spots × 150 candidates × spots comparisons.
    """
    order = sorted(range(min(len(spots), _MOST_SPOTS)), key=lambda i: (-spots[i][1], i))
    placed: dict[int, Spot | None] = {}
    for turn, index in enumerate(order):
        words, scope = spots[index]
        placed[index] = _place(
            words, scope, 1 if turn % 2 else -1, [spot for spot in placed.values() if spot]
        )
    return [placed[i] for i in sorted(placed)]


_WISHED_TURN = {4: 34, 3: 38, 2: 44, 1: 48}


def _place(words: str, scope: int, side: int, others: list[Spot]) -> Spot | None:
    """Return the best free place on the circle: near the wished angle, away from other lines, label inwards."""

    def cost(spot: Spot) -> float:
        turned = degrees(asin((spot.x - _HOME[0]) / _WAVES[scope - 1]))
        crowded = sum(max(0.0, 34 - abs(spot.y - other.y)) for other in others)
        inwards = (spot.anchor == "start") == (spot.x < _HOME[0])
        return abs(turned - side * _WISHED_TURN[scope]) + 3 * crowded + 25 * (inwards == (scope == 1))

    for length in range(len(words), 0, -1):
        shown = words if length == len(words) else words[: length - 1] + "…"
        places = _candidates(shown, _WAVES[scope - 1])
        if free := [place for place in places if all(_apart(place.box, other.box) for other in others)]:
            return min(free, key=cost)
    return None


@lru_cache(maxsize=512)
def _candidates(words: str, radius: float) -> tuple[Spot, ...]:
    """Return every place on the circle where dot and label stay inside the drawing and clear of the home."""
    found = []
    wide = text_width(words)
    for angle in range(-78, 79, 2):
        x, y = at(_HOME, radius, angle)
        top, bottom = y - _LINE / 2, y + _LINE / 2
        rightwards = Spot(
            words, round(x, 1), round(y, 1), round(x + 13, 1), "start", (x - 10, top, x + 13 + wide, bottom)
        )
        leftwards = Spot(
            words, round(x, 1), round(y, 1), round(x - 13, 1), "end", (x - 13 - wide, top, x + 10, bottom)
        )
        found += [
            spot
            for spot in (rightwards, leftwards)
            if _inside(spot.box, _ROOM) and _apart(spot.box, _HOME_BOX)
        ]
    return tuple(found)


def _inside(one: Box, other: Box) -> bool:
    return one[0] >= other[0] and one[1] >= other[1] and one[2] <= other[2] and one[3] <= other[3]


def _apart(one: Box, other: Box) -> bool:
    return one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
