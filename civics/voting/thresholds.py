"""Two thirds, more than half: a share of whole numbers, compared crosswise so that nothing is ever rounded."""

from dataclasses import dataclass
from typing import Literal

Base = Literal["roll", "taking_part"]


@dataclass(frozen=True, slots=True)
class Threshold:
    """A share some number must reach (`inclusive`, 以上) or exceed (过半数, 超过), and the article that says so.

    Civil Code art. 1259: 以上 includes the number itself, 超过 does not.
    """

    numerator: int
    denominator: int
    inclusive: bool
    of: Base
    article: str

    def test(self, part: int, whole: int) -> "Test":
        """Compare part/whole with the share by cross-multiplication, and tell how much is missing."""
        need = whole * self.numerator
        least = -(-need // self.denominator) if self.inclusive else need // self.denominator + 1
        least = max(1, least)  # a share of nothing: where nobody took part, nobody agreed either
        return Test(self, part, whole, part >= least, max(0, least - part))


@dataclass(frozen=True, slots=True)
class Test:
    """One comparison with its numbers. `missing`: how much more of the part it would have taken."""

    __test__ = False  # pytest takes every Test… class for a test case

    threshold: Threshold
    part: int
    whole: int
    holds: bool
    missing: int
