"""Every vote that fits the figures: what each kind of voter could have done in at least one of them. Exact.

Voters of one kind (same area, same group as far as figures tell) are alike. Each could have done one of a few
things, each adding a vector to the figures' sums; a world is a choice for everyone whose sums fit. Meet in the
middle: all sums of one half of the voters against all sums of the other. Exponential, hence the budget.
"""

from dataclasses import dataclass
from math import comb

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.int64]

MOST_KINDS = 48
MOST_ROWS = 300_000
MOST_PAIRS = 20_000_000
# Odd multipliers of a linear 64-bit hash: sums of vectors are sums of hashes. A chance match is ruled out by
# comparing the vectors themselves; two sums taken for one (2**-64 a pair) would lose a world and so only refuse more.
MULTIPLIER = 0x9E3779B97F4A7C15


class TooManyWorlds(Exception):
    """The house is too large to be tried out within the budget."""


@dataclass(frozen=True, slots=True)
class Kind:
    """Voters alike: how many, and what each of the things they could do adds to the sums (a row a thing)."""

    number: int
    adds: Rows


@dataclass(frozen=True, slots=True)
class Box:
    """The figures as bounds on the sums, both inclusive; equal where a figure is exact."""

    low: Rows
    high: Rows


def possible(kinds: list[Kind], box: Box) -> list[set[int]]:
    """Tell for every kind which of its things at least one fitting world holds; all empty when none fits.

    Time and memory O(things^(n/2)) for n voters all different, far less when many are alike.

    Raises:
        TooManyWorlds: more than MOST_KINDS kinds, MOST_ROWS sums in one half, or MOST_PAIRS meetings.
    """
    if len(kinds) > MOST_KINDS:
        raise TooManyWorlds
    left, right = _halves(kinds)
    full = {
        side: _Sums(_all_sums([kinds[at] for at in half], box), box)
        for side, half in (("l", left), ("r", right))
    }
    found: list[set[int]] = [set() for _ in kinds]
    for mine, other in ((left, full["r"]), (right, full["l"])):
        for at in mine:
            rest = [
                kinds[place] if place != at else Kind(kinds[at].number - 1, kinds[at].adds) for place in mine
            ]
            sums = _all_sums(rest, box)
            found[at] = {thing for thing, add in enumerate(kinds[at].adds) if other.meets(sums + add)}
    return found


def _halves(kinds: list[Kind]) -> tuple[list[int], list[int]]:
    """Part the kinds so that both halves have about as many sums, the numerous ones first."""
    halves: tuple[list[int], list[int]] = ([], [])
    weight = [0, 0]
    for at in sorted(range(len(kinds)), key=lambda place: (-kinds[place].number, place)):
        side = 0 if weight[0] <= weight[1] else 1
        halves[side].append(at)
        weight[side] += kinds[at].number.bit_length()
    return halves


def _all_sums(kinds: list[Kind], box: Box) -> Rows:
    """List every different sum that the voters of these kinds can make without going over the box."""
    rows: Rows = np.zeros((1, len(box.high)), dtype=np.int64)
    for kind in kinds:
        own = _within(_shares(kind.number, len(kind.adds)) @ kind.adds, box)
        if len(rows) * len(own) > 8 * MOST_ROWS:
            raise TooManyWorlds
        rows = _within((rows[:, None, :] + own[None, :, :]).reshape(-1, rows.shape[1]), box)
        rows = rows[np.unique(_hash(rows), return_index=True)[1]]
        if len(rows) > MOST_ROWS:
            raise TooManyWorlds
    return rows


def _within(rows: Rows, box: Box) -> Rows:
    return rows[(rows <= box.high).all(axis=1)]


def _shares(number: int, things: int) -> Rows:
    """List every way in which so many voters alike can part among so many things: how many do each."""
    if comb(number + things - 1, things - 1) > MOST_ROWS:
        raise TooManyWorlds
    rows: Rows = np.array([[number]], dtype=np.int64)
    for _ in range(things - 1):
        repeats = rows[:, -1] + 1
        taken = np.arange(int(repeats.sum())) - np.repeat(np.cumsum(repeats) - repeats, repeats)
        rows = np.repeat(rows, repeats, axis=0)
        rows = np.column_stack([rows[:, :-1], taken, rows[:, -1] - taken])
    return rows


def _hash(rows: Rows) -> NDArray[np.uint64]:
    power, total = 1, np.zeros(len(rows), dtype=np.uint64)
    for column in rows.T:
        power = power * MULTIPLIER % 2**64
        total += column.astype(np.uint64) * np.uint64(power)
    return total


class _Sums:
    """The sums of one half, laid out so that the other half finds its complements quickly."""

    def __init__(self, rows: Rows, box: Box) -> None:
        self.box = box
        self.exact = np.flatnonzero(box.low == box.high)
        loose = np.flatnonzero(box.low != box.high)
        self.loose = int(loose[0]) if len(loose) else None
        self.width = int(box.high[self.loose]) + 2 if self.loose is not None else 2
        self.names, group = np.unique(_hash(rows[:, self.exact]), return_inverse=True)
        keys = group * self.width + self._value(rows)
        order = np.argsort(keys, kind="stable")
        self.rows, self.keys = rows[order], keys[order]

    def _value(self, rows: Rows) -> Rows:
        return rows[:, self.loose] if self.loose is not None else np.zeros(len(rows), dtype=np.int64)

    def meets(self, sums: Rows) -> bool:
        """Tell whether some of these sums and some of mine together lie in the box.

        Raises:
            TooManyWorlds: more than MOST_PAIRS pairs had to be looked at.
        """
        sums = _within(sums, self.box)
        if not len(sums) or not len(self.rows):
            return False
        low, high = self.box.low - sums, self.box.high - sums
        wanted = _hash(low[:, self.exact])
        place = np.minimum(np.searchsorted(self.names, wanted), len(self.names) - 1)
        base = place * self.width
        first = np.searchsorted(self.keys, base + np.clip(self._value(low), 0, self.width - 1), side="left")
        last = np.searchsorted(self.keys, base + np.clip(self._value(high), 0, self.width - 1), side="right")
        count = np.where(self.names[place] == wanted, last - first, 0)
        return self._any_pair(low, high, first, count)

    def _any_pair(self, low: Rows, high: Rows, first: Rows, count: Rows) -> bool:
        """Look through the candidate pairs in portions and compare the vectors themselves."""
        live = np.flatnonzero(count > 0)
        if int(count.sum()) > MOST_PAIRS:
            raise TooManyWorlds
        ends = np.cumsum(count[live])
        begin = 0
        while begin < len(live):
            stop = max(
                begin + 1,
                int(np.searchsorted(ends, (ends[begin - 1] if begin else 0) + 500_000, side="right")),
            )
            some = live[begin:stop]
            mine = np.repeat(some, count[some])
            offset = np.arange(len(mine)) - np.repeat(np.cumsum(count[some]) - count[some], count[some])
            theirs = self.rows[first[mine] + offset]
            if bool(((low[mine] <= theirs) & (theirs <= high[mine])).all(axis=1).any()):
                return True
            begin = stop
        return False
