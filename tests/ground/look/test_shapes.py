"""The geometry of the drawings: arcs meet where they should, nothing is drawn twice, labels never cover each other."""

import re
from itertools import pairwise
from math import hypot

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.ground.look import shapes

NUMBER = r"-?\d+(?:\.\d+)?"


def ends(path: str) -> tuple[tuple[float, float], tuple[float, float]]:
    """The first and last point of a path made of moves, lines and arcs."""
    pairs = re.findall(rf"(?:[ML]|A(?:{NUMBER} ){{2}}0 \d \d )({NUMBER}) ({NUMBER})", path)
    points = [(float(x), float(y)) for x, y in pairs]
    return points[0], points[-1]


def apart(one: tuple[float, float], other: tuple[float, float]) -> float:
    return round(hypot(one[0] - other[0], one[1] - other[1]), 1)


def test_twelve_o_clock_is_up_and_three_is_right() -> None:
    assert [tuple(round(n, 6) for n in shapes.at((10, 10), 5, angle)) for angle in (0, 90, 180, 270)] == [
        (10, 5),
        (15, 10),
        (10, 15),
        (5, 10),
    ]


def test_an_arc_begins_and_ends_on_its_circle() -> None:
    first, last = ends(shapes.arc((0, 0), 10, 30, 250))

    assert (apart(first, (0, 0)), apart(last, (0, 0))) == (10, 10)


def test_an_arc_over_half_a_turn_takes_the_long_way() -> None:
    assert shapes.arc((0, 0), 10, 0, 200).startswith("M0.00 -10.00A10 10 0 1 1 ")
    assert shapes.arc((0, 0), 10, 0, 160).startswith("M0.00 -10.00A10 10 0 0 1 ")


def test_neighbouring_sectors_leave_a_gap_of_even_width() -> None:
    left = shapes.sector((0, 0), (100, 140), 0, 60, 8)
    right = shapes.sector((0, 0), (100, 140), 60, 120, 8)
    outer_end, inner_end = points(left)[1], points(left)[2]
    outer_start, inner_start = points(right)[0], points(right)[3]

    assert (apart(outer_end, outer_start), apart(inner_end, inner_start)) == (8.0, 8.0)


def points(path: str) -> list[tuple[float, float]]:
    pairs = re.findall(rf"(?:[ML]|A(?:{NUMBER} ){{2}}0 \d \d )({NUMBER}) ({NUMBER})", path)
    return [(float(x), float(y)) for x, y in pairs]


@pytest.mark.parametrize(
    ("stage", "expected"),
    [
        (0, ("open",) * 6),
        (1, ("now", "open", "open", "open", "open", "open")),
        (4, ("done", "done", "done", "now", "open", "open")),
        (6, ("done", "done", "done", "done", "done", "now")),
    ],
)
def test_stages_before_are_done_and_after_are_open(stage: int, expected: tuple[str, ...]) -> None:
    assert shapes.states(stage) == expected


def test_a_closed_matter_has_no_stage_under_way_and_skips_what_it_did_not_need() -> None:
    assert shapes.states(6, closed=True, skipped=(2, 3)) == ("done", "skip", "skip", "done", "done", "done")
    assert shapes.states(1, closed=True) == ("done", "skip", "skip", "skip", "skip", "skip")


def test_there_is_no_seventh_stage() -> None:
    with pytest.raises(ValueError, match="not at 7"):
        shapes.states(7)


@pytest.mark.parametrize(("laps", "drawn"), [(0, 0), (1, 6), (2, 12), (3, 18), (9, 18)])
def test_a_ring_has_six_pieces_and_six_arcs_for_each_of_up_to_three_laps(laps: int, drawn: int) -> None:
    figure = shapes.ring(shapes.states(2), laps)

    assert (len(figure.pieces), len(figure.laps)) == (6, drawn)


def test_a_broken_lap_swings_out_to_the_very_band_of_the_next_one() -> None:
    centre = (160, 160)
    figure = shapes.ring(shapes.states(4), laps=2)
    outer_break, inner_break = figure.laps[5], figure.laps[11]

    assert (outer_break.state, inner_break.state) == ("broke", "broke")
    assert apart(ends(outer_break.path)[1], centre) == 102  # the inner edge of the lap under way
    assert apart(ends(inner_break.path)[1], centre) == 84  # the newer of the two past laps


def test_the_arcs_of_a_past_lap_meet_but_for_a_hairline() -> None:
    lap = shapes.ring(shapes.states(4), laps=1).laps

    assert [apart(ends(one.path)[1], ends(next_one.path)[0]) for one, next_one in pairwise(lap)] == [5.5] * 5


@given(people=st.integers(0, 60), again=st.integers(0, 60), per_row=st.integers(1, 30))
def test_every_person_is_one_dot_and_rings_are_as_many_as_said(people: int, again: int, per_row: int) -> None:
    again = min(again, people)
    places, width, height = shapes.dots(people, again, per_row)

    assert len({(x, y) for x, y, _ in places}) == people
    assert sum(ringed for *_, ringed in places) == again
    assert all(0 < x < width and 0 < y < height for x, y, _ in places)


def test_more_people_cannot_have_spoken_again_than_spoke() -> None:
    with pytest.raises(ValueError, match="cannot have spoken again"):
        shapes.dots(2, 3)


@pytest.mark.parametrize(
    ("used", "total", "running", "cells"),
    [
        (1, 3, True, ["today", "", ""]),
        (3, 3, True, ["used", "used", "today"]),
        (5, 3, True, ["used", "used", "used", "late", "late"]),
        (2, 3, False, ["used", "used", ""]),
        (0, 3, True, ["", "", ""]),
    ],
)
def test_a_clock_has_a_cell_a_day(used: int, total: int, running: bool, cells: list[str]) -> None:
    assert shapes.clock_cells(used, total, running=running) == cells


@given(used=st.integers(1, 200), total=st.integers(1, 200))
def test_a_long_clock_is_thinned_but_never_loses_today(used: int, total: int) -> None:
    cells = shapes.clock_cells(used, total)

    assert len(cells) == min(30, max(used, total))
    assert cells.count("today") == (1 if used <= total else 0)


@given(st.lists(st.floats(0, 100), max_size=4))
def test_the_parts_of_a_bar_lie_end_to_end_and_inside_it(shares: list[float]) -> None:
    laid = shapes.parts(shares)

    assert [number for number, *_ in laid] == list(range(1, len(shares) + 1))
    assert all(
        abs(start + width - following) < 0.02 for (_, start, width), (_, following, _) in pairwise(laid)
    )
    assert all(start + width <= 100.01 for _, start, width in laid)


def test_a_stamp_leaves_the_failed_half_open() -> None:
    halves = shapes.stamp((True, True), (True, False))

    assert [half.state for half in halves] == ["passed", "passed", "passed", "failed"]


WORDS = st.text(st.sampled_from("电梯车库门禁图书花坛灯 lift3"), min_size=2, max_size=14)


@given(st.lists(st.tuples(WORDS, st.integers(1, 4)), max_size=7))
def test_no_label_of_a_ripple_covers_another(spots: list[tuple[str, int]]) -> None:
    placed = shapes.ripple(spots)
    boxes = [spot.box for spot in placed if spot]

    assert len(placed) == min(5, len(spots))
    for index, (left, top, right, bottom) in enumerate(boxes):
        assert (left >= 0, top >= 0, right <= 390, bottom <= 240) == (True, True, True, True)
        for other in boxes[index + 1 :]:
            assert right <= other[0] or other[2] <= left or bottom <= other[1] or other[3] <= top


@given(st.lists(st.tuples(WORDS, st.integers(1, 4)), min_size=1, max_size=5))
def test_every_spot_stands_on_the_circle_of_its_scope(spots: list[tuple[str, int]]) -> None:
    radii = {1: 52, 2: 93, 3: 134, 4: 175}

    for (_, scope), spot in zip(spots, shapes.ripple(spots), strict=True):
        assert spot is None or abs(hypot(spot.x - 195, spot.y - 240) - radii[scope]) < 0.2


def test_one_thing_on_each_circle_always_finds_room() -> None:
    placed = shapes.ripple(
        [("图书车星期天来", 4), ("门禁换新，正在投票", 3), ("周四晚上议楼前花坛", 2), ("三楼的灯修好了", 1)]
    )

    assert [spot.words for spot in placed if spot] == [
        "图书车星期天来",
        "门禁换新，正在投票",
        "周四晚上议楼前花坛",
        "三楼的灯修好了",
    ]
