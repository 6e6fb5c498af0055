"""The hash tree against the eight leaves that certificate-transparency logs are tested with, and its laws."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civics.transparency import EMPTY_ROOT, Frontier, Place, fold, leaf_hash, node_hash, root, root_places
from civics.transparency.tree import NoSuchPlace, NotAFrontier, range_places

LEAVES = [
    bytes.fromhex(text)
    for text in (
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
    )
]  # fmt: skip
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def by_definition(leaves: list[bytes]) -> bytes:
    """The recursive definition of RFC 6962 section 2.1, word for word; the oracle of everything here."""
    if not leaves:
        return EMPTY_ROOT
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return node_hash(by_definition(leaves[:split]), by_definition(leaves[split:]))


@pytest.mark.parametrize("size", range(9))
def test_the_heads_of_the_eight_known_leaves_are_the_published_ones(size: int) -> None:
    hashes = [leaf_hash(leaf) for leaf in LEAVES[:size]]

    assert root(hashes).hex() == ROOTS[size]
    assert Frontier().extend(hashes).frontier.root().hex() == ROOTS[size]
    assert by_definition(hashes).hex() == ROOTS[size]


@given(st.integers(0, 200), st.data())
def test_appending_one_by_one_or_in_bulk_gives_the_head_by_definition(size: int, data: st.DataObject) -> None:
    hashes = [leaf_hash(b"%d" % number) for number in range(size)]
    cut = data.draw(st.integers(0, size))

    first = Frontier().extend(hashes[:cut]).frontier
    for leaf in hashes[cut:]:
        first = first.append(leaf).frontier

    assert first == Frontier().extend(hashes).frontier
    assert first.root() == by_definition(hashes) == root(hashes)


@given(st.integers(1, 300))
def test_the_stored_nodes_are_each_complete_subtree_once(size: int) -> None:
    hashes = [leaf_hash(b"%d" % number) for number in range(size)]

    nodes = Frontier().extend(hashes).nodes

    stored = {node.place: node.hash for node in nodes}
    assert len(stored) == len(nodes)
    assert stored == {
        Place(level, number): by_definition(hashes[number << level : (number + 1) << level])
        for level in range(size.bit_length())
        for number in range(size >> level)
    }
    assert fold([stored[place] for place in root_places(size)]) == by_definition(hashes)


def test_a_stored_frontier_is_taken_up_again() -> None:
    hashes = [leaf_hash(leaf) for leaf in LEAVES]
    stopped = Frontier().extend(hashes[:5]).frontier

    again = Frontier(stopped.size, stopped.peaks)

    assert again.extend(hashes[5:]).frontier.root().hex() == ROOTS[8]


@pytest.mark.parametrize(("size", "peaks"), [(3, (b"x" * 32,)), (1, ()), (-1, ()), (1, (b"short",))])
def test_peaks_that_do_not_fit_are_refused(size: int, peaks: tuple[bytes, ...]) -> None:
    with pytest.raises(NotAFrontier):
        Frontier(size, peaks)


def test_ranges_and_folds_of_nothing_are_refused() -> None:
    with pytest.raises(NoSuchPlace):
        range_places(3, 3)
    with pytest.raises(NoSuchPlace):
        root_places(-1)
    with pytest.raises(NoSuchPlace):
        fold([])


def test_a_leaf_can_never_be_taken_for_a_node() -> None:
    left, right = leaf_hash(b"a"), leaf_hash(b"b")

    assert leaf_hash(left + right) != node_hash(left, right)


@pytest.mark.slow
def test_a_million_leaves_have_their_head_within_five_seconds() -> None:
    begin = process_time()
    head = root(leaf_hash(b"entry %d" % number) for number in range(1_000_000))
    spent = process_time() - begin

    assert head.hex() == "576215276439ca0b889edce6c505afe29166ec5c43386d12032914d9d02de328"
    assert spent <= 5
