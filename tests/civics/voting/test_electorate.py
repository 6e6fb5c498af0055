"""Who is one head: the register merged as the Supreme Court's interpretation of 2020 says."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from civics.voting.electorate import (
    DuplicateUnit,
    EmptyElectorate,
    OwnerMissing,
    RegisterRow,
    TwoNamedVoters,
    electorate_of,
)
from civics.voting.weights import AreaOutOfRange, Weight
from tests.civics.voting.generated import owners_question

REGISTER = [
    RegisterRow("3-101", 8937, ("陈",)),
    RegisterRow("3-102", 6000, ("李", "王"), voter="王"),
    RegisterRow("3-201", 12050, ("陈",)),
    RegisterRow("3-202", 7000, ("开发商",), state="unsold"),
    RegisterRow("3-301", 7500, ("开发商",), state="undelivered"),
    RegisterRow("3-302", 9555, ("王",)),
    RegisterRow("P-17", 1200, ("赵",), use="parking"),
]


def test_homes_of_one_owner_are_one_head_and_their_areas_add_up() -> None:
    electorate = electorate_of(REGISTER, with_parking=False)

    assert [(head.id, head.units, head.voter, head.area) for head in electorate.heads] == [
        ("3-101", ("3-101", "3-201"), "陈", 20987),
        ("3-102", ("3-102",), "王", 6000),
        ("3-202", ("3-202", "3-301"), "开发商", 14500),
        ("3-302", ("3-302",), "王", 9555),
    ]
    assert electorate.total == Weight(4, 51042)


def test_a_couple_and_one_of_them_alone_are_two_heads() -> None:
    electorate = electorate_of(REGISTER, with_parking=False)

    assert [head.owners for head in electorate.heads if "王" in head.owners] == [("李", "王"), ("王",)]


def test_co_owners_in_another_order_are_the_same_head() -> None:
    rows = [RegisterRow("1", 100, ("甲", "乙"), "甲"), RegisterRow("2", 200, ("乙", "甲"))]

    assert electorate_of(rows, with_parking=False).total == Weight(1, 300)


def test_a_home_the_developer_bought_and_took_over_is_apart_from_the_unsold() -> None:
    rows = [RegisterRow("1", 100, ("开发商",)), RegisterRow("2", 200, ("开发商",), state="unsold")]

    assert electorate_of(rows, with_parking=False).total == Weight(2, 300)


def test_parking_counts_only_where_the_rules_say_so() -> None:
    assert electorate_of(REGISTER, with_parking=True).total == Weight(5, 52242)


def test_co_owners_who_named_nobody_count_below_the_line_and_are_listed() -> None:
    electorate = electorate_of([RegisterRow("1", 100, ("甲", "乙"))], with_parking=False)

    assert (electorate.total, electorate.unnamed) == (Weight(1, 100), ("1",))


def test_a_company_names_who_votes_for_it() -> None:
    electorate = electorate_of([RegisterRow("1", 100, ("某公司",), "法定代表人")], with_parking=False)

    assert electorate.heads[0].voter == "法定代表人"


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        ([], EmptyElectorate),
        ([RegisterRow("P", 100, ("甲",), use="parking")], EmptyElectorate),
        ([RegisterRow("1", 100, ("甲",)), RegisterRow("1", 100, ("乙",))], DuplicateUnit),
        ([RegisterRow("1", 0, ("甲",))], AreaOutOfRange),
        ([RegisterRow("1", -5, ("甲",))], AreaOutOfRange),
        ([RegisterRow("1", 10**11, ("甲",))], AreaOutOfRange),
        ([RegisterRow("1", 100, ())], OwnerMissing),
        ([RegisterRow("1", 100, ("",))], OwnerMissing),
        ([RegisterRow("1", 100, ("甲", "乙"), "丙")], TwoNamedVoters),
        (
            [RegisterRow("1", 100, ("甲", "乙"), "甲"), RegisterRow("2", 100, ("甲", "乙"), "乙")],
            TwoNamedVoters,
        ),
    ],
)
def test_a_register_that_cannot_stand_is_refused_by_name(
    rows: list[RegisterRow], fault: type[Exception]
) -> None:
    with pytest.raises(fault):
        electorate_of(rows, with_parking=False)


@settings(deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_the_register_changes_nothing(dice: Random) -> None:
    rows = list(owners_question(dice).units)
    shuffled = rows[:]
    dice.shuffle(shuffled)

    first, second = electorate_of(rows, with_parking=True), electorate_of(shuffled, with_parking=True)

    assert (first, first.digest()) == (second, second.digest())


@settings(deadline=None)
@given(st.randoms(use_true_random=False))
def test_no_area_is_lost_and_heads_are_sets_of_owners(dice: Random) -> None:
    rows = owners_question(dice).units

    electorate = electorate_of(rows, with_parking=True)

    assert electorate.total.area == sum(row.area for row in rows)
    assert electorate.total.heads == len({(row.state == "delivered", frozenset(row.owners)) for row in rows})
    assert sorted(unit for head in electorate.heads for unit in head.units) == sorted(
        row.unit for row in rows
    )


def test_another_area_another_hash() -> None:
    digests = {
        electorate_of([RegisterRow("1", area, ("甲",))], with_parking=False).digest() for area in (100, 101)
    }

    assert len(digests) == 2
