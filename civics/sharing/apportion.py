"""Whole fen by largest remainder: everyone pays the rounded-down quota, the fen left over go by remainder.

Hamilton's method of apportionment. Whole numbers throughout: a quota is never a float but total·weight/sum.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from civics.faults import Fault

Ties = Literal["id", "heavier", "lot"]
TIES: tuple[Ties, ...] = ("id", "heavier", "lot")
LOT_TITLE = "linli fen v1"


class NothingToShareBy(Fault):
    """Nobody has a weight, so there is nobody to pay."""


class NegativeWeight(Fault):
    """A weight or a total below nothing."""


class SeedMissing(Fault):
    """A lot needs a published seed of one line; the other tie rules need none."""


@dataclass(frozen=True, slots=True)
class Part:
    """What one id gets: floor(total·weight/sum), the remainder over the sum, and a left-over fen or none."""

    weight: int
    whole: int
    remainder: int
    extra: bool

    @property
    def amount(self) -> int:
        """Give the amount in the smallest unit."""
        return self.whole + self.extra


def apportion(total: int, weights: Mapping[str, int], *, ties: Ties, seed: str | None) -> dict[str, Part]:
    """Split a whole total by weights; the parts add up to it exactly. O(n log n).

    Fen left over go to the largest remainders. Equal remainders: to the smaller id (`id`, as text), to the
    heavier and then the smaller id (`heavier`), or by SHA-256 of title, seed and id, smallest first (`lot`).

    Raises:
        NegativeWeight: the total or a weight is below nothing.
        NothingToShareBy: all weights are nothing.
        SeedMissing: a lot without a seed, or a seed without a lot.
    """
    if (seed is None) == (ties == "lot") or (seed is not None and (not seed or "\n" in seed)):
        raise SeedMissing(
            "A lot needs a seed of one line, published beforehand; the other tie rules take none."
        )
    if total < 0 or any(weight < 0 for weight in weights.values()):
        raise NegativeWeight("A total or a weight cannot be below nothing.")
    whole = sum(weights.values())
    if whole == 0:
        raise NothingToShareBy("Nobody is left to pay: every weight is nothing.")
    quotas = {name: divmod(total * weight, whole) for name, weight in weights.items()}
    left = total - sum(floor for floor, _ in quotas.values())
    order = sorted(weights, key=lambda name: (-quotas[name][1], *_tie(name, weights[name], ties, seed)))
    lucky = set(order[:left])
    return {name: Part(weights[name], *quotas[name], extra=name in lucky) for name in sorted(weights)}


def _tie(name: str, weight: int, ties: Ties, seed: str | None) -> tuple[int | str, str]:
    if ties == "lot":
        return hashlib.sha256(f"{LOT_TITLE}\n{seed}\n{name}".encode()).hexdigest(), name
    return (-weight if ties == "heavier" else 0), name
