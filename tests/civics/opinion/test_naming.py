"""Letters stay with the people they name."""

from itertools import permutations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from civics.opinion import naming

people = st.lists(
    st.tuples(st.sampled_from([None, "A", "B", "C"]), st.sampled_from([None, 0, 1, 2])), max_size=30
)


def test_the_largest_group_comes_first_and_equal_ones_by_their_first_member() -> None:
    assert naming.by_size(np.array([2, 1, 1, 0, 2, 5, 5, 5])).tolist() == [1, 2, 2, 3, 1, 0, 0, 0]


def test_a_group_that_grew_past_another_keeps_its_letter() -> None:
    before = ["A", "A", "A", "B", "B", None, None, None]
    after = [1, 1, 1, 0, 0, 0, 0, 0]

    assert naming.carried_over(before, after, 2) == ("B", "A")


def test_a_group_split_off_takes_a_new_letter() -> None:
    before = ["A", "A", "A", "A", "B", "B"]

    assert naming.carried_over(before, [0, 0, 0, 1, 2, 2], 3) == ("A", "C", "B")


def test_a_letter_whose_people_left_is_not_given_to_strangers() -> None:
    assert naming.carried_over(["A", "B", None], [0, None, 1], 2) == ("A", "C")


def test_without_an_earlier_map_letters_go_by_number() -> None:
    assert naming.carried_over([None, None], [0, 1], 2) == ("A", "B")


@settings(deadline=None)
@given(people)
def test_names_are_different_and_those_of_a_map_that_did_not_change_stay(
    rows: list[tuple[str | None, int | None]],
) -> None:
    before, after = [row[0] for row in rows], [row[1] for row in rows]

    names = naming.carried_over(before, after, 3)

    assert len(set(names)) == 3
    again = [None if number is None else names[number] for number in after]
    kept = naming.carried_over(again, after, 3)
    occupied = sorted({number for number in after if number is not None})
    assert [kept[number] for number in occupied] == [names[number] for number in occupied]


@settings(deadline=None)
@given(people)
def test_no_other_naming_lets_more_people_keep_their_letter(
    rows: list[tuple[str | None, int | None]],
) -> None:
    before, after = [row[0] for row in rows], [row[1] for row in rows]

    def staying(names: tuple[str, ...]) -> int:
        pairs = zip(before, after, strict=True)
        return sum(old is not None and new is not None and names[new] == old for old, new in pairs)

    best = max(staying(names) for names in permutations("ABCXYZ", 3))
    assert staying(naming.carried_over(before, after, 3)) == best


def test_a_map_that_people_see_mirrored_is_turned_back() -> None:
    assert naming.senses([(5, 1), (-3, 1)], [(-4, 2), (3, 2)]) == (-1, 1)
    assert naming.senses([], []) == (1, 1)
