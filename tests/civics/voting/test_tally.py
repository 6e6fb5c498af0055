"""Adding up: columns against one by one, live against columns, and a million papers in the time allowed."""

from random import Random
from time import process_time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from civics.voting.electorate import EmptyElectorate
from civics.voting.tally import Choice, LiveTally, NotATally, NotOnTheRoll, Tally, tally_columns
from civics.voting.weights import LARGEST_AREA, AreaOutOfRange, Weight

rows = st.lists(
    st.tuples(st.sampled_from(Choice), st.integers(1, LARGEST_AREA), st.booleans()), min_size=1, max_size=40
)


def columns(said: list[tuple[Choice, int, bool]]) -> Tally:
    return tally_columns(
        np.array([choice for choice, _, _ in said], dtype=np.int8),
        np.array([area for _, area, _ in said], dtype=np.int64),
        np.array([served for _, _, served in said], dtype=np.bool_),
    )


@given(rows)
def test_columns_add_up_as_one_by_one(said: list[tuple[Choice, int, bool]]) -> None:
    tally = columns(said)

    for choice in Choice:
        areas = [area for chosen, area, _ in said if chosen == choice]
        assert tally.of(choice) == Weight(len(areas), sum(areas))
    silent = [area for chosen, area, served in said if chosen == Choice.SILENT and served]
    assert tally.served == Weight(len(silent), sum(silent))
    assert tally.roll == Weight(len(said), sum(area for _, area, _ in said))


@settings(deadline=None)
@given(rows, st.randoms(use_true_random=False))
def test_the_live_count_is_the_count_of_the_last_papers(
    said: list[tuple[Choice, int, bool]], dice: Random
) -> None:
    live = LiveTally({str(place): Weight(1, area) for place, (_, area, _) in enumerate(said)})
    order = list(range(len(said))) * 2
    dice.shuffle(order)
    for place in order:
        live.cast(str(place), dice.choice(list(Choice)))
        if said[place][2]:
            live.serve(str(place))
    for place, (choice, _, _) in enumerate(said):
        live.cast(str(place), choice)

    assert live.tally == columns(said)


def test_area_is_left_out_where_heads_alone_count() -> None:
    tally = tally_columns(np.array([1, 1, 2], dtype=np.int8), None, np.zeros(3, dtype=np.bool_))

    assert tally.of(Choice.FOR) == Weight(2, 0)


def test_a_stranger_cannot_cast_and_a_live_count_needs_a_roll() -> None:
    live = LiveTally({"1": Weight(1, 100)})

    with pytest.raises(NotOnTheRoll):
        live.cast("2", Choice.FOR)
    with pytest.raises(NotOnTheRoll):
        live.serve("2")
    with pytest.raises(EmptyElectorate):
        LiveTally({})


@pytest.mark.parametrize(
    ("choice", "area", "served", "fault"),
    [
        ([], [], [], EmptyElectorate),
        ([1], [1, 2], [True], NotATally),
        ([1], [1], [], NotATally),
        ([7], [1], [True], NotATally),
        ([-1], [1], [True], NotATally),
        ([1], [0], [True], AreaOutOfRange),
        ([1], [LARGEST_AREA + 1], [True], AreaOutOfRange),
    ],
)
def test_columns_that_do_not_fit_are_refused(
    choice: list[int], area: list[int], served: list[bool], fault: type[Exception]
) -> None:
    with pytest.raises(fault):
        tally_columns(np.array(choice, np.int8), np.array(area, np.int64), np.array(served, np.bool_))


def test_a_million_heads_are_added_up_within_the_time_and_exactly() -> None:
    number = 1_000_000
    choice = (np.arange(number) % 7).astype(np.int8)
    area = np.full(number, LARGEST_AREA, dtype=np.int64) - np.arange(number)
    served = np.ones(number, dtype=np.bool_)

    spent = []
    for _ in range(3):
        begin = process_time()
        tally = tally_columns(choice, area, served)
        spent.append(process_time() - begin)

    assert tally.roll == Weight(number, number * LARGEST_AREA - number * (number - 1) // 2)
    assert min(spent) <= 0.3
