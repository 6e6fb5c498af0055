"""Inclusion and consistency proofs: the published vectors, every small list in full, and no bit may flip."""

from math import ceil, log2

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civics.transparency import (
    EMPTY_ROOT,
    Frontier,
    Place,
    consistency_holds,
    consistency_nodes,
    consistency_proof,
    inclusion_holds,
    inclusion_nodes,
    inclusion_proof,
    leaf_hash,
    root,
)
from civics.transparency.proofs import MissingNode
from civics.transparency.tree import NoSuchPlace
from tests.civics.transparency.test_tree import LEAVES, ROOTS, by_definition

A = "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7"
B = "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e"
C = "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"
D = "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"
E = "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0"
F = "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a"


def log_of(size: int) -> tuple[list[bytes], dict[Place, bytes]]:
    """Leaf hashes of a list and its stored nodes."""
    hashes = [leaf_hash(b"%d" % number) for number in range(size)]
    return hashes, {node.place: node.hash for node in Frontier().extend(hashes).nodes}


def known_nodes() -> dict[Place, bytes]:
    return {node.place: node.hash for node in Frontier().extend(leaf_hash(leaf) for leaf in LEAVES).nodes}


@pytest.mark.parametrize(
    ("index", "size", "path"),
    [(0, 1, []), (0, 8, [A, B, C]), (5, 8, [D, E, ROOTS[4]]), (2, 3, [ROOTS[2]]), (1, 5, [ROOTS[1], B, D])],
)
def test_the_published_inclusion_proofs_are_found(index: int, size: int, path: list[str]) -> None:
    assert [step.hex() for step in inclusion_proof(index, size, known_nodes())] == path


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [(1, 1, []), (1, 8, [A, B, C]), (6, 8, [F, E, ROOTS[4]]), (2, 5, [B, D]), (0, 5, []), (8, 8, [])],
)
def test_the_published_consistency_proofs_are_found(old: int, new: int, path: list[str]) -> None:
    assert [step.hex() for step in consistency_proof(old, new, known_nodes())] == path


def path_by_definition(index: int, leaves: list[bytes]) -> list[bytes]:
    """PATH(m, D[n]) of RFC 6962 section 2.1.1."""
    if len(leaves) == 1:
        return []
    split = 1 << ((len(leaves) - 1).bit_length() - 1)
    if index < split:
        return [*path_by_definition(index, leaves[:split]), by_definition(leaves[split:])]
    return [*path_by_definition(index - split, leaves[split:]), by_definition(leaves[:split])]


def kept_by_definition(old: int, leaves: list[bytes], *, whole: bool = True) -> list[bytes]:
    """SUBPROOF(m, D[n], b) of RFC 6962 section 2.1.2."""
    if old == len(leaves):
        return [] if whole else [by_definition(leaves)]
    split = 1 << ((len(leaves) - 1).bit_length() - 1)
    if old <= split:
        return [*kept_by_definition(old, leaves[:split], whole=whole), by_definition(leaves[split:])]
    return [*kept_by_definition(old - split, leaves[split:], whole=False), by_definition(leaves[:split])]


def test_every_proof_of_every_list_up_to_40_is_the_defined_one_and_holds() -> None:
    hashes, nodes = log_of(40)
    roots = [root(hashes[:size]) for size in range(41)]
    for size in range(1, 41):
        for index in range(size):
            proof = inclusion_proof(index, size, nodes)
            assert list(proof) == path_by_definition(index, hashes[:size])
            assert inclusion_holds(leaf=hashes[index], index=index, size=size, proof=proof, root=roots[size])
        for old in range(size + 1):
            proof = consistency_proof(old, size, nodes)
            assert list(proof) == (kept_by_definition(old, hashes[:size]) if old else [])
            assert consistency_holds(
                old_size=old, new_size=size, old_root=roots[old], new_root=roots[size], proof=proof
            )


@given(st.integers(2, 10**12), st.data())
def test_a_proof_in_a_list_of_a_million_million_takes_few_nodes(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    depth = ceil(log2(size)) + 1

    assert len(inclusion_nodes(index, size)) <= 2 * depth
    assert len(consistency_nodes(index, size)) <= 2 * depth + 1
    assert all(((place.number + 1) << place.level) <= size for place in inclusion_nodes(index, size))


def flipped(hashes: tuple[bytes, ...], bit: int) -> tuple[bytes, ...]:
    which, at = divmod(bit, 256)
    broken = bytearray(hashes[which])
    broken[at // 8] ^= 1 << (at % 8)
    return (*hashes[:which], bytes(broken), *hashes[which + 1 :])


@given(st.integers(1, 200), st.data())
def test_an_inclusion_proof_with_one_bit_flipped_anywhere_fails(size: int, data: st.DataObject) -> None:
    hashes, nodes = log_of(size)
    index = data.draw(st.integers(0, size - 1))
    proof = inclusion_proof(index, size, nodes)
    said = (hashes[index], root(hashes), *proof)

    leaf, head, *steps = flipped(said, data.draw(st.integers(0, 256 * len(said) - 1)))

    assert inclusion_holds(leaf=hashes[index], index=index, size=size, proof=proof, root=root(hashes))
    assert not inclusion_holds(leaf=leaf, index=index, size=size, proof=steps, root=head)


@given(st.integers(1, 200), st.data())
def test_an_inclusion_proof_holds_at_its_own_place_only(size: int, data: st.DataObject) -> None:
    hashes, nodes = log_of(size)
    index = data.draw(st.integers(0, size - 1))
    proof = inclusion_proof(index, size, nodes)

    held_at = [
        place
        for place in range(-1, size + 2)
        if inclusion_holds(leaf=hashes[index], index=place, size=size, proof=proof, root=root(hashes))
    ]

    assert held_at == [index]
    longer = (*proof, EMPTY_ROOT)
    assert not inclusion_holds(leaf=hashes[index], index=index, size=size, proof=longer, root=root(hashes))


@given(st.integers(2, 200), st.data())
def test_a_consistency_proof_with_one_bit_flipped_anywhere_fails(size: int, data: st.DataObject) -> None:
    hashes, nodes = log_of(size)
    old = data.draw(st.integers(1, size - 1))
    proof = consistency_proof(old, size, nodes)
    said = (root(hashes[:old]), root(hashes), *proof)

    before, after, *steps = flipped(said, data.draw(st.integers(0, 256 * len(said) - 1)))

    assert not consistency_holds(old_size=old, new_size=size, old_root=before, new_root=after, proof=steps)


@given(st.integers(2, 100), st.data())
def test_a_rewritten_past_has_no_consistency_proof(size: int, data: st.DataObject) -> None:
    hashes, _ = log_of(size)
    old = data.draw(st.integers(1, size - 1))
    changed = data.draw(st.integers(0, old - 1))
    rewritten = [*hashes[:changed], leaf_hash(b"another"), *hashes[changed + 1 :]]
    nodes = {node.place: node.hash for node in Frontier().extend(rewritten).nodes}

    assert not consistency_holds(
        old_size=old,
        new_size=size,
        old_root=root(hashes[:old]),
        new_root=root(rewritten),
        proof=consistency_proof(old, size, nodes),
    )


def test_places_that_do_not_exist_are_refused_by_name() -> None:
    for index, size in ((0, 0), (-1, 4), (4, 4)):
        with pytest.raises(NoSuchPlace):
            inclusion_nodes(index, size)
    for old, new in ((5, 4), (-1, 4)):
        with pytest.raises(NoSuchPlace):
            consistency_nodes(old, new)
    with pytest.raises(MissingNode, match="level 1, number 1"):
        inclusion_proof(0, 4, {Place(0, 1): EMPTY_ROOT})


def test_sizes_that_make_no_sense_never_hold() -> None:
    assert not inclusion_holds(leaf=EMPTY_ROOT, index=0, size=0, proof=(), root=EMPTY_ROOT)
    assert not consistency_holds(old_size=3, new_size=2, old_root=EMPTY_ROOT, new_root=EMPTY_ROOT, proof=())
    assert not consistency_holds(old_size=3, new_size=5, old_root=EMPTY_ROOT, new_root=EMPTY_ROOT, proof=())
