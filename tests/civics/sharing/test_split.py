"""Costs among neighbours: the lift of seven floors, sums to the fen, caps and exemptions, and nobody's order."""

from fractions import Fraction
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from civics.sharing.apportion import (
    TIES,
    NegativeWeight,
    NothingToShareBy,
    Part,
    SeedMissing,
    Ties,
    apportion,
)
from civics.sharing.split import (
    CapsTooLow,
    CostNotPositive,
    DuplicatePayer,
    FloorsNeedARetrofit,
    MeasureMissing,
    Payer,
    Split,
    Terms,
    split,
)

FLOORS = {1: 0, 2: 0, 3: 70, 4: 80, 5: 90, 6: 100, 7: 110, 8: 120, 9: 130}
AREA = Terms(by="area", purpose="repair", relief="others", ties="id", seed=None)
LIFT = Terms(by="area", purpose="retrofit", relief="others", ties="id", seed=None, floors=FLOORS)


def amounts(found: Split) -> dict[str, int]:
    return {line.id: line.amount for line in found.lines}


def test_an_added_lift_is_paid_by_floor_coefficient_times_area_and_the_two_lowest_floors_pay_nothing() -> (
    None
):
    payers = [Payer(f"{floor}01", area=9000, floor=floor) for floor in range(1, 10)]

    found = split(70_000_000, payers, LIFT)

    assert amounts(found) == {
        "101": 0, "201": 0, "301": 7_000_000, "401": 8_000_000, "501": 9_000_000, "601": 10_000_000,
        "701": 11_000_000, "801": 12_000_000, "901": 13_000_000,
    }  # fmt: skip


def test_without_agreement_a_cost_goes_by_area() -> None:
    found = split(100_00, [Payer("甲", area=6000), Payer("乙", area=9000)], AREA)

    assert amounts(found) == {"甲": 4000, "乙": 6000}


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("equal", {"甲": 5000, "乙": 5001}),
        ("units", {"甲": 3334, "乙": 6667}),
        ("agreed", {"甲": 7501, "乙": 2500}),
    ],
)
def test_a_cost_goes_by_what_was_agreed(by: str, expected: dict[str, int]) -> None:
    terms = Terms(by=by, purpose="repair", relief="others", ties="id", seed=None)  # type: ignore[arg-type]  # by the table

    found = split(10001, [Payer("甲", units=1, share=3), Payer("乙", units=2, share=1)], terms)

    assert amounts(found) == expected


def test_the_left_over_fen_goes_to_the_larger_remainder_then_by_the_tie_rule() -> None:
    seeds: dict[Ties, str | None] = {"id": None, "heavier": None, "lot": "x"}
    by_tie = {}
    for ties, seed in seeds.items():
        parts = apportion(100, {"a": 1, "b": 1, "c": 1}, ties=ties, seed=seed)
        by_tie[ties] = [name for name, part in parts.items() if part.extra]
    heavier = apportion(2, {"a": 1, "b": 3}, ties="heavier", seed=None)

    assert by_tie["id"] == by_tie["heavier"] == ["a"]
    assert len(by_tie["lot"]) == 1
    assert [part.amount for part in apportion(2, {"a": 1, "b": 3}, ties="id", seed=None).values()] == [1, 1]
    assert [part.amount for part in heavier.values()] == [0, 2]


def test_the_exempt_pay_nothing_and_the_others_or_a_fund_bear_it() -> None:
    payers = [Payer("甲", area=5000), Payer("乙", area=5000, exempt="低保"), Payer("丙", area=5000)]
    fund = Terms(by="area", purpose="repair", relief="fund", ties="id", seed=None)

    others, borne = split(9000, payers, AREA), split(9000, payers, fund)

    assert (amounts(others), others.fund) == ({"甲": 4500, "乙": 0, "丙": 4500}, 0)
    assert (amounts(borne), borne.fund) == ({"甲": 3000, "乙": 0, "丙": 3000}, 3000)


def test_who_reaches_the_cap_pays_it_and_the_rest_is_shared_again() -> None:
    payers = [Payer("甲", area=6000, cap=1000), Payer("乙", area=3000, cap=2500), Payer("丙", area=1000)]

    found = split(10_000, payers, AREA)

    assert amounts(found) == {"甲": 1000, "乙": 2500, "丙": 6500}
    assert [line.capped for line in found.lines] == [False, True, True]
    fund = Terms(by="area", purpose="repair", relief="fund", ties="id", seed=None)
    assert (amounts(split(10_000, payers, fund)), split(10_000, payers, fund).fund) == (
        {"甲": 1000, "乙": 2500, "丙": 1000},
        5500,
    )


@pytest.mark.parametrize(
    ("cost", "payers", "terms", "fault"),
    [
        (0, [Payer("甲", area=1)], AREA, CostNotPositive),
        (-5, [Payer("甲", area=1)], AREA, CostNotPositive),
        (5, [Payer("甲", area=1), Payer("甲", area=2)], AREA, DuplicatePayer),
        (5, [Payer("甲")], AREA, MeasureMissing),
        (5, [Payer("甲", area=0)], AREA, MeasureMissing),
        (5, [Payer("甲", area=-1)], AREA, MeasureMissing),
        (5, [Payer("甲", area=1)], LIFT, MeasureMissing),
        (5, [Payer("甲", area=1, floor=12)], LIFT, MeasureMissing),
        (5, [Payer("甲", area=1, floor=1)], LIFT, NothingToShareBy),
        (5, [], AREA, NothingToShareBy),
        (5, [Payer("甲", area=1, exempt="x")], AREA, NothingToShareBy),
        (5, [Payer("甲", area=1, cap=4)], AREA, CapsTooLow),
        (
            5,
            [Payer("甲", area=1, floor=3)],
            Terms("area", "repair", "others", "id", None, FLOORS),
            FloorsNeedARetrofit,
        ),
        (
            5,
            [Payer("甲", area=1, floor=3)],
            Terms("area", "retrofit", "others", "id", None, {3: -1}),
            MeasureMissing,
        ),
        (5, [Payer("甲", area=1)], Terms("area", "repair", "others", "lot", None), SeedMissing),
        (5, [Payer("甲", area=1)], Terms("area", "repair", "others", "id", "seed"), SeedMissing),
    ],
)
def test_a_split_that_cannot_stand_is_refused_by_name(
    cost: int, payers: list[Payer], terms: Terms, fault: type[Exception]
) -> None:
    with pytest.raises(fault):
        split(cost, payers, terms)


def test_negative_weights_and_totals_are_refused() -> None:
    for total, weights in ((-1, {"a": 1}), (1, {"a": 2, "b": -1})):
        with pytest.raises(NegativeWeight):
            apportion(total, weights, ties="id", seed=None)


weights = st.dictionaries(
    st.text("abcdefg", min_size=1, max_size=3), st.integers(0, 10**7), min_size=1, max_size=12
)
ties = st.sampled_from(TIES)


def by_hand(total: int, weight: dict[str, int], rule: Ties, seed: str | None) -> dict[str, int]:
    """Largest remainder in fractions, a fen at a time."""
    quota = {name: Fraction(total * part, sum(weight.values())) for name, part in weight.items()}
    given = {name: int(part) for name, part in quota.items()}
    drawn = apportion(total, weight, ties=rule, seed=seed)
    while sum(given.values()) < total:
        most = max(quota[name] - given[name] for name in given)
        equals = sorted(name for name in given if quota[name] - given[name] == most)
        if rule == "heavier":
            equals.sort(key=lambda name: (-weight[name], name))
        if rule == "lot":
            equals.sort(key=lambda name: not drawn[name].extra)
        given[equals[0]] += 1
    return given


@settings(max_examples=200, deadline=None)
@given(weights.filter(lambda weight: sum(weight.values()) > 0), st.integers(0, 10**9), ties)
def test_parts_are_the_largest_remainders_and_add_up(weight: dict[str, int], total: int, rule: Ties) -> None:
    seed = "2026133期" if rule == "lot" else None

    parts = apportion(total, weight, ties=rule, seed=seed)

    assert {name: part.amount for name, part in parts.items()} == by_hand(total, weight, rule, seed)
    assert sum(part.amount for part in parts.values()) == total
    assert all(
        abs(Fraction(total * part.weight, sum(weight.values())) - part.amount) < 1 for part in parts.values()
    )
    ordered: list[Part] = sorted(parts.values(), key=lambda part: (part.weight, part.amount))
    assert all(
        light.amount <= heavy.amount for light, heavy in pairwise(ordered) if light.weight < heavy.weight
    )


payers = st.lists(
    st.builds(
        Payer,
        id=st.text("abcdefgh", min_size=1, max_size=2),
        area=st.integers(1, 30000),
        units=st.integers(0, 4),
        share=st.integers(0, 100),
        floor=st.integers(1, 9),
        cap=st.none() | st.integers(0, 10**6),
        exempt=st.sampled_from(["", "", "", "低保"]),
    ),
    min_size=1,
    max_size=10,
    unique_by=lambda payer: payer.id,
)
terms = st.builds(
    Terms,
    by=st.sampled_from(["area", "equal", "units", "agreed"]),
    purpose=st.just("retrofit"),
    relief=st.sampled_from(["others", "fund"]),
    ties=st.sampled_from(["id", "heavier"]),
    seed=st.none(),
    floors=st.sampled_from([{}, FLOORS]),
)


def tried(cost: int, who: list[Payer], how: Terms) -> Split | str:
    try:
        return split(cost, who, how)
    except (NothingToShareBy, CapsTooLow) as fault:
        return type(fault).__name__


@settings(max_examples=300, deadline=None)
@given(payers, terms, st.integers(1, 10**7), st.randoms(use_true_random=False))
def test_every_split_adds_up_to_the_fen_keeps_caps_and_forgets_the_order(
    who: list[Payer], how: Terms, cost: int, dice: Random
) -> None:
    shuffled = who[:]
    dice.shuffle(shuffled)

    found = tried(cost, who, how)

    assert found == tried(cost, shuffled, how)
    if isinstance(found, str):
        return
    by_id = {payer.id: payer for payer in who}
    assert sum(line.amount for line in found.lines) + found.fund == cost
    assert found.fund == 0 or how.relief == "fund"
    for line in found.lines:
        cap = by_id[line.id].cap
        assert line.amount >= 0
        assert line.exempt == "" or line.amount == 0
        assert cap is None or line.amount <= cap
        assert not line.capped or line.amount == cap


@settings(max_examples=200, deadline=None)
@given(payers, st.integers(1, 10**7))
def test_nobody_below_a_cap_is_spared_what_the_capped_are_asked_for_their_weight(
    who: list[Payer], cost: int
) -> None:
    """Water finds its level: the capped would owe more than the cap at the rate that the others pay."""
    found = tried(cost, who, AREA)
    if isinstance(found, str) or found.weight_sum == 0:
        return
    rate = Fraction(found.shared, found.weight_sum)
    for line in found.lines:
        if line.capped:
            assert rate * line.weight > line.amount
        elif not line.exempt:
            assert abs(rate * line.weight - line.amount) < 1
