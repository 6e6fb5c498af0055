"""Questions to the journal: entries for the trail, tree nodes for proofs, the bundle anyone can check offline."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from civics.transparency import (
    Frontier,
    Head,
    Place,
    SignedHead,
    inclusion_nodes,
    inclusion_proof,
    root_places,
)
from civics.transparency.bundle import entry_line, head_line, inclusion_line, log_line
from linli.ground.journal.keys import public_key
from linli.ground.journal.models import Entry, Reading, TreeHead, TreeNode
from linli.ground.lib.once import written_once

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def content(entry: Entry) -> dict[str, Any]:
    """Return what a sealed entry commits to, as plain whole numbers and text."""
    return {
        "actor": entry.actor_id,
        "area": entry.area_id,
        "at": (entry.at - _EPOCH) // timedelta(microseconds=1),
        "matter": entry.matter_id,
        "object": [entry.object_kind, entry.object_id],
        "payload": entry.payload,
        "public": entry.is_public,
        "salt": bytes(entry.salt).hex(),
        "verb": entry.verb,
    }


def of_object(kind: str, pk: int) -> list[Entry]:
    """Return the history of one thing, oldest first."""
    return _of_object(kind, pk)


@written_once
def _of_object(kind: str, pk: int) -> QuerySet[Entry]:
    return Entry.objects.filter(object_kind=kind, object_id=pk).order_by("id")


def readings_of(kind: str, pks: Iterable[int], limit: int = 200) -> list[Reading]:
    """Return who looked at need-to-know words of these things, latest first."""
    return list(
        Reading.objects.filter(object_kind=kind, object_id__in=list(pks)).order_by("-at", "-id")[:limit]
    )


def latest_head() -> SignedHead | None:
    """Return the newest signed head, None while nothing is sealed."""
    row = TreeHead.objects.order_by("-size").first()
    return _signed(row) if row else None


def nodes_at(places: Iterable[Place]) -> dict[Place, bytes]:
    """Return the hashes of complete subtrees by their places (one query a level)."""
    found: dict[Place, bytes] = {}
    by_level: dict[int, list[int]] = {}
    for place in places:
        by_level.setdefault(place.level, []).append(place.number)
    for entry in Entry.objects.filter(number__in=by_level.pop(0, [])).only("number", "leaf"):
        found[Place(0, entry.number or 0)] = bytes(entry.leaf or b"")
    for level, numbers in by_level.items():
        for node in TreeNode.objects.filter(level=level, number__in=numbers):
            found[Place(level, node.number)] = bytes(node.hash)
    return found


def frontier(size: int) -> Frontier:
    """Return the right edge of the tree over the first `size` entries."""
    places = root_places(size)
    hashes = nodes_at(places)
    return Frontier(size, tuple(hashes[place] for place in places))


def bundle(entries: Iterable[Entry]) -> Iterator[bytes]:
    """Yield the lines of a bundle that proves these sealed entries below the newest head; checked by `linli verify`."""
    yield log_line(settings.JOURNAL_ORIGIN, public_key())
    head = latest_head()
    if head is None:
        return
    size = head.head.size
    yield head_line(head)
    for entry in entries:
        if entry.number is not None and entry.number < size:
            proof = inclusion_proof(entry.number, size, nodes_at(inclusion_nodes(entry.number, size)))
            yield inclusion_line(entry.number, size, content(entry), proof)


def newest_public(limit: int) -> list[Entry]:
    """Return the newest sealed public entries, oldest first."""
    rows = Entry.objects.filter(is_public=True, number__isnull=False).order_by("-number")[:limit]
    return list(rows)[::-1]


def whole_bundle() -> Iterator[bytes]:
    """Yield the whole sealed journal and its newest head, for backups and for auditors who may read all of it."""
    yield log_line(settings.JOURNAL_ORIGIN, public_key())
    head = latest_head()
    size = head.head.size if head else 0
    for entry in Entry.objects.filter(number__lt=size).order_by("number").iterator(2000):
        assert entry.number is not None
        yield entry_line(entry.number, content(entry))
    if head:
        yield head_line(head)


def _signed(row: TreeHead) -> SignedHead:
    head = Head(settings.JOURNAL_ORIGIN, row.size, bytes(row.root), row.at_ms)
    return SignedHead(head, bytes(row.signature))
