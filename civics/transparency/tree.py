"""The tree of hashes over a list that only grows: leaves, complete subtrees, and the head above them.

After RFC 6962 section 2.1 (the same in RFC 9162): SHA-256, a leaf is hashed behind the byte 0x00, a node
behind 0x01, and n leaves split at the largest power of two below n.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from civics.faults import Fault

EMPTY_ROOT = hashlib.sha256(b"").digest()


class NoSuchPlace(Fault):
    """An index or a size that the list does not have."""


class NotAFrontier(Fault):
    """The peaks given do not fit the size given."""


class Place(NamedTuple):
    """A complete subtree: the 2**level leaves that begin at leaf number * 2**level."""

    level: int
    number: int


class Node(NamedTuple):
    """A complete subtree with its hash: the row a database keeps, since it never changes again."""

    level: int
    number: int
    hash: bytes

    @property
    def place(self) -> Place:
        """Where the subtree stands."""
        return Place(self.level, self.number)


def leaf_hash(entry: bytes) -> bytes:
    """Hash one entry as a leaf."""
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash two neighbouring subtrees into the one above them."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def fold(hashes: Sequence[bytes]) -> bytes:
    """Fold complete subtrees, widest first, into the hash of the range they cover together.

    Raises:
        NoSuchPlace: there is nothing to fold.
    """
    if not hashes:
        raise NoSuchPlace("There is no subtree to fold.")
    folded = hashes[-1]
    for wider in reversed(hashes[:-1]):
        folded = node_hash(wider, folded)
    return folded


def range_places(begin: int, end: int) -> tuple[Place, ...]:
    """Name the complete subtrees that cover leaves begin..end-1 of an aligned range, widest first.

    Aligned: `begin` is a multiple of the smallest power of two that is not below the length, as every range
    of a proof is. At most log2(length) + 1 places.

    Raises:
        NoSuchPlace: the range is empty or negative.
    """
    if not 0 <= begin < end:
        raise NoSuchPlace(f"Leaves {begin} to {end} are no range.")
    places = []
    while begin < end:
        level = (end - begin).bit_length() - 1
        places.append(Place(level, begin >> level))
        begin += 1 << level
    return tuple(places)


def root_places(size: int) -> tuple[Place, ...]:
    """Name the complete subtrees whose fold is the head over the first `size` leaves; none for an empty list.

    Raises:
        NoSuchPlace: the size is negative.
    """
    return range_places(0, size) if size else ()


@dataclass(frozen=True, slots=True)
class Growth:
    """What appending made: the frontier afterwards, and every subtree it completed, in order."""

    frontier: "Frontier"
    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Frontier:
    """The right edge of the tree, all that appending needs: its size, the hashes of `root_places(size)`."""

    size: int = 0
    peaks: tuple[bytes, ...] = ()

    def __post_init__(self) -> None:
        if self.size < 0 or len(self.peaks) != self.size.bit_count():
            raise NotAFrontier(f"{len(self.peaks)} peaks do not fit {self.size} leaves.")
        if any(len(peak) != len(EMPTY_ROOT) for peak in self.peaks):
            raise NotAFrontier("A peak is not a hash of 32 bytes.")

    def root(self) -> bytes:
        """Give the Merkle tree head over everything appended so far. At most 64 hashes."""
        return fold(self.peaks) if self.peaks else EMPTY_ROOT

    def append(self, leaf: bytes) -> Growth:
        """Append one leaf hash; on average two nodes are new, at most 64."""
        return self.extend((leaf,))

    def extend(self, leaves: Iterable[bytes]) -> Growth:
        """Append leaf hashes in order and name every subtree this completes. On average one hash a leaf."""
        peaks = list(self.peaks)
        size = self.size
        nodes: list[Node] = []
        for leaf in leaves:
            grown, level, number = leaf, 0, size
            nodes.append(Node(0, number, grown))
            while number & 1:
                grown = node_hash(peaks.pop(), grown)
                level += 1
                number >>= 1
                nodes.append(Node(level, number, grown))
            peaks.append(grown)
            size += 1
        return Growth(Frontier(size, tuple(peaks)), tuple(nodes))


def root(leaves: Iterable[bytes]) -> bytes:
    """Give the Merkle tree head over leaf hashes in order. n - 1 hashes, memory O(n) for the widest level."""
    level = list(leaves)
    if not level:
        return EMPTY_ROOT
    sha256 = hashlib.sha256
    while len(level) > 1:
        pairs = iter(level)
        above = [sha256(b"\x01" + left + right).digest() for left, right in zip(pairs, pairs, strict=False)]
        if len(level) % 2:
            above.append(level[-1])
        level = above
    return level[0]
