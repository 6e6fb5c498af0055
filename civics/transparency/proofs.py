"""Two proofs about a list that only grows: this entry is in it, and the old list is the beginning of the new.

Making a proof is split in two, so that a database answers it with O(log n) look-ups of stored nodes:
`*_places` names the complete subtrees to fetch, `*_proof` folds what was fetched into the proof of RFC 6962.
Checking follows RFC 9162 sections 2.1.3.2 and 2.1.4.2 and needs nothing but the proof.
"""

from collections.abc import Mapping, Sequence

from civics.transparency.tree import EMPTY_ROOT, NoSuchPlace, Place, fold, node_hash, range_places

Range = tuple[int, int]


class MissingNode(NoSuchPlace):
    """A stored subtree that the proof needs was not handed over."""


def inclusion_nodes(index: int, size: int) -> tuple[Place, ...]:
    """Name the stored subtrees that prove leaf `index` is among the first `size`. At most 2 log2(size).

    Raises:
        NoSuchPlace: there is no such leaf in a list of that size.
    """
    return _places(_inclusion_ranges(index, size))


def inclusion_proof(index: int, size: int, nodes: Mapping[Place, bytes]) -> tuple[bytes, ...]:
    """Fold the subtrees of `inclusion_nodes` into the audit path, from the leaf's sibling up to the root.

    Raises:
        NoSuchPlace: there is no such leaf in a list of that size.
        MissingNode: a subtree is not in `nodes`.
    """
    return _proof(_inclusion_ranges(index, size), nodes)


def consistency_nodes(old_size: int, new_size: int) -> tuple[Place, ...]:
    """Name the stored subtrees that prove the first `old_size` leaves were kept. At most 2 log2(new_size).

    Raises:
        NoSuchPlace: the old list is longer than the new one, or a size is negative.
    """
    return _places(_consistency_ranges(old_size, new_size))


def consistency_proof(old_size: int, new_size: int, nodes: Mapping[Place, bytes]) -> tuple[bytes, ...]:
    """Fold the subtrees of `consistency_nodes` into the proof of RFC 6962 section 2.1.2.

    The proof is empty when the old list is empty or is the new list.

    Raises:
        NoSuchPlace: the old list is longer than the new one, or a size is negative.
        MissingNode: a subtree is not in `nodes`.
    """
    return _proof(_consistency_ranges(old_size, new_size), nodes)


def inclusion_holds(*, leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Tell whether the proof shows that the leaf hash stands at `index` below the head `root` over `size`."""
    if not 0 <= index < size:
        return False
    at, last, reached = index, size - 1, leaf
    for step in proof:
        if last == 0:
            return False
        if at & 1 or at == last:
            reached = node_hash(step, reached)
            while not at & 1 and at:
                at >>= 1
                last >>= 1
        else:
            reached = node_hash(reached, step)
        at >>= 1
        last >>= 1
    return last == 0 and reached == root


def consistency_holds(
    *, old_size: int, new_size: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]
) -> bool:
    """Tell whether the proof shows that the list under `old_root` begins the list under `new_root`."""
    if not 0 <= old_size <= new_size:
        return False
    if old_size == new_size:
        return not proof and old_root == new_root
    if old_size == 0:
        return not proof and old_root == EMPTY_ROOT
    return _consistency_climb(old_size, new_size, proof, old_root) == (old_root, new_root)


def _consistency_climb(
    old_size: int, new_size: int, proof: Sequence[bytes], old_root: bytes
) -> tuple[bytes, bytes] | None:
    """Rebuild both heads from the proof; None when it is too short or too long."""
    steps = list(proof)
    if old_size & (old_size - 1) == 0:
        steps.insert(0, old_root)
    if not steps:
        return None
    at, last = old_size - 1, new_size - 1
    while at & 1:
        at >>= 1
        last >>= 1
    older = newer = steps[0]
    for step in steps[1:]:
        if last == 0:
            return None
        if at & 1 or at == last:
            older, newer = node_hash(step, older), node_hash(step, newer)
            while not at & 1 and at:
                at >>= 1
                last >>= 1
        else:
            newer = node_hash(newer, step)
        at >>= 1
        last >>= 1
    return (older, newer) if last == 0 else None


def _inclusion_ranges(index: int, size: int) -> list[Range]:
    if not 0 <= index < size:
        raise NoSuchPlace(f"There is no entry {index} in a list of {size}.")
    begin, end, beside = 0, size, []
    while end - begin > 1:
        middle = begin + _split(end - begin)
        if index < middle:
            beside.append((middle, end))
            end = middle
        else:
            beside.append((begin, middle))
            begin = middle
    return beside[::-1]


def _consistency_ranges(old_size: int, new_size: int) -> list[Range]:
    if not 0 <= old_size <= new_size:
        raise NoSuchPlace(f"A list of {old_size} is not the beginning of a list of {new_size}.")
    if old_size == 0:
        return []
    begin, end, beside = 0, new_size, []
    while old_size != end:
        middle = begin + _split(end - begin)
        if old_size <= middle:
            beside.append((middle, end))
            end = middle
        else:
            beside.append((begin, middle))
            begin = middle
    if begin:
        beside.append((begin, end))
    return beside[::-1]


def _split(length: int) -> int:
    """Give the largest power of two below the length."""
    return 1 << ((length - 1).bit_length() - 1)


def _places(ranges: list[Range]) -> tuple[Place, ...]:
    return tuple(place for begin, end in ranges for place in range_places(begin, end))


def _proof(ranges: list[Range], nodes: Mapping[Place, bytes]) -> tuple[bytes, ...]:
    try:
        return tuple(fold([nodes[place] for place in range_places(begin, end)]) for begin, end in ranges)
    except KeyError as absent:
        level, number = absent.args[0]
        raise MissingNode(f"The stored node at level {level}, number {number} is missing.") from absent
