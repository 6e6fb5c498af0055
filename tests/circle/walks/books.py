"""The walk's own books of whom each matter concerns, kept from the deeds beside the rows of the house."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from linli.circle.matters.choices import Why

ORDER = list(Why)


@dataclass
class Known:
    """Why a matter concerns a person, since when, and whether they want to hear no more."""

    whys: set[Why]
    since: datetime
    is_muted: bool = False

    @property
    def why(self) -> Why:
        """The strongest reason, the one that is told."""
        return min(self.whys, key=ORDER.index)


@dataclass
class Concerned:
    """Whom each matter concerns, and every reason why, as docs/decisions/0011 says."""

    rows: dict[int, dict[int, Known]] = field(default_factory=lambda: defaultdict(dict))

    def of(self, matter: int) -> set[int]:
        """Whom a step of a matter is told."""
        return {resident for resident, known in self.rows[matter].items() if not known.is_muted}

    def all_of(self, matter: int) -> set[int]:
        """Whom a matter concerns, whether they want to hear of it or not."""
        return set(self.rows[matter])

    def concern(self, matter: int | None, residents: Iterable[int | None], why: Why, at: datetime) -> None:
        """Note that a matter concerns residents."""
        if matter is None:
            return
        for resident in {one for one in residents if one is not None}:
            self.rows[matter].setdefault(resident, Known(set(), at)).whys.add(why)

    def release(self, matter: int | None, residents: Iterable[int], whys: set[Why]) -> None:
        """Note that one of these reasons is gone."""
        for resident in residents:
            if matter and resident in self.rows[matter]:
                self.rows[matter][resident].whys -= whys
                if not self.rows[matter][resident].whys:
                    del self.rows[matter][resident]

    def follow(self, matter: int, resident: int, at: datetime) -> None:
        """Note that somebody follows a matter, or wants to hear of it again."""
        self.concern(matter, [resident], Why.FOLLOWS, at)
        self.rows[matter][resident].is_muted = False

    def mute(self, matter: int, resident: int) -> None:
        """Note that somebody wants to hear no more; who only followed is forgotten."""
        self.release(matter, [resident], {Why.FOLLOWS})
        if resident in self.rows[matter]:
            self.rows[matter][resident].is_muted = True

    def carry_over(self, matter: int, into: int, at: datetime) -> None:
        """Note that all whom a matter concerns are concerned by the one it was joined to, as muted as they were."""
        for resident, known in list(self.rows[matter].items()):
            for why in known.whys:
                self.concern(into, [resident], why, at)
            if known.is_muted and self.rows[into][resident].since == at:
                self.rows[into][resident].is_muted = True
