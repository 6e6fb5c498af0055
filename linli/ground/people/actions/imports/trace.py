"""The trace of a step: what it made, what stood there before, and prints by which later changes are noticed."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2s
from typing import Any

from linli.ground.people.models import Area, Home, Household, Organization, Ownership, Post, Resident

KINDS: dict[str, Any] = {
    "post": Post,
    "title": Ownership,
    "resident": Resident,
    "household": Household,
    "home": Home,
    "body": Organization,
    "area": Area,
}
"""What an import makes, in the order in which it is taken back: what rests on others first."""

PRINTED: dict[str, tuple[str, ...]] = {
    "post": ("resident_id", "since", "until"),
    "title": ("home_id", "since", "until"),
    "resident": ("name", "phone_index", "id_index", "born_on", "household_id", "tie", "erased_at"),
    "household": ("home_id", "since", "until", "origin_village"),
    "home": ("area_id", "number", "use", "exclusive_area", "floor"),
    "body": ("area_id", "name", "ended_on"),
    "area": ("parent_id", "name"),
}


@dataclass(slots=True)
class Trace:
    """Made: ids with line numbers by kind. Before: former values of what was changed. Prints: of both, afterwards."""

    made: dict[str, list[list[int]]] = field(default_factory=lambda: defaultdict(list))
    before: dict[str, dict[int, dict[str, Any]]] = field(default_factory=lambda: defaultdict(dict))
    prints: dict[str, dict[int, str]] = field(default_factory=dict)
    closed_titles: list[int] = field(default_factory=list)
    blocks: dict[int, list[int | None]] = field(default_factory=dict)

    def take_prints(self) -> None:
        """Print everything made or changed as it stands now in the database."""
        for kind in KINDS:
            ids = {pk for pk, _line in self.made.get(kind, ())} | self.before.get(kind, {}).keys()
            if ids:
                self.prints[kind] = prints(kind, ids)

    def packed(self) -> dict[str, Any]:
        """Return what has to be sealed: former values and prints."""
        return {
            "before": {
                kind: {pk: {name: _plain(value) for name, value in old.items()} for pk, old in rows.items()}
                for kind, rows in self.before.items()
            },
            "prints": self.prints,
            "closed_titles": self.closed_titles,
            "blocks": self.blocks,
        }


def prints(kind: str, ids: set[int]) -> dict[int, str]:
    """Return a short print of each row of a kind as it stands."""
    names = PRINTED[kind]
    rows = KINDS[kind].objects.filter(pk__in=ids).values_list("pk", *names)
    return {pk: blake2s(repr(values).encode(), digest_size=8).hexdigest() for pk, *values in rows}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
