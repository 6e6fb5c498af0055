"""Proves the journal from its own rows: every sealed entry hashed again, their root compared with the signed head."""

from collections.abc import Iterator
from itertools import islice

from civics.transparency import Frontier
from civics.transparency.bundle import entry_leaf
from linli.ground.journal import queries
from linli.ground.journal.models import Entry

PORTION = 2000


class JournalBroken(Exception):
    """The sealed entries do not give the root that the newest head was signed for."""


def prove() -> tuple[int, str]:
    """Return size and root (hex) of the newest head, proven from the entries; (0, "") while nothing is sealed.

    Raises:
        JournalBroken: an entry is missing, changed or doubled.
    """
    signed = queries.latest_head()
    if signed is None:
        return 0, ""
    size, root = signed.head.size, bytes(signed.head.root)
    leaves, frontier = _leaves(size), Frontier()
    while portion := list(islice(leaves, PORTION)):
        frontier = frontier.extend(portion).frontier
    if frontier.size != size:
        raise JournalBroken(f"The newest head covers {size} entries, but {frontier.size} are here.")
    if frontier.root() != root:
        raise JournalBroken(f"The {size} sealed entries give another root than their head was signed for.")
    return size, root.hex()


def _leaves(size: int) -> Iterator[bytes]:
    entries = Entry.objects.filter(number__lt=size).order_by("number").iterator(PORTION)
    for expected, entry in enumerate(entries):
        if entry.number != expected:
            return
        yield entry_leaf(queries.content(entry))
