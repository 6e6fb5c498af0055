"""What a voter weighs: one head, and for owners the floor area that belongs to it."""

from dataclasses import dataclass
from typing import Literal

from civics.faults import Fault

Measure = Literal["heads", "area"]
MEASURES: tuple[Measure, ...] = ("heads", "area")

LARGEST_AREA = 10**10
"""0.01 m²: a hundred square kilometres. Nine hundred million such homes still add up within 64 bits."""


class AreaOutOfRange(Fault):
    """A floor area that is not positive, or larger than any estate."""


@dataclass(frozen=True, slots=True)
class Weight:
    """Heads, and exclusive floor area in 0.01 m²."""

    heads: int = 0
    area: int = 0

    def __add__(self, other: "Weight") -> "Weight":
        return Weight(self.heads + other.heads, self.area + other.area)

    def __sub__(self, other: "Weight") -> "Weight":
        return Weight(self.heads - other.heads, self.area - other.area)

    def of(self, measure: Measure) -> int:
        """Give one of the two."""
        return self.heads if measure == "heads" else self.area
