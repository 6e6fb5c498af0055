"""The laws of a map: the order of votes never shows, names do not matter, and who is not placed moves nobody."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from civics.opinion import Moderation, OpinionMap, Settings, as_json, draw, gather, measure
from civics.opinion.errors import BadSetting, TooManyGroups
from civics.opinion.outcome import notes
from tests.civics.opinion import oracles
from tests.civics.opinion.cases import conversation

small = st.lists(
    st.tuples(st.integers(0, 12), st.integers(0, 6), st.sampled_from([-1, 0, 1]), st.integers(0, 3)),
    min_size=1,
    max_size=90,
)
FEW = Settings(least_votes=2)


def names(drawn: OpinionMap) -> dict[str, str | None]:
    return dict(zip(drawn.votes.participants, drawn.name_of_each(), strict=True))


def parted(drawn: OpinionMap) -> set[frozenset[str]]:
    """Who is with whom, whatever the letters."""
    camps: dict[str, set[str]] = {}
    for person, name in names(drawn).items():
        if name is not None:
            camps.setdefault(name, set()).add(person)
    return {frozenset(camp) for camp in camps.values()}


@settings(deadline=None)
@given(small, st.randoms(use_true_random=False))
def test_the_same_votes_in_any_order_give_the_same_bytes(rows: list[tuple[int, ...]], dice: object) -> None:
    shuffled = rows.copy()
    dice.shuffle(shuffled)  # type: ignore[attr-defined]

    maps = [
        draw(gather(*map(np.array, zip(*order, strict=True))), settings=FEW) for order in (rows, shuffled)
    ]

    assert as_json(maps[0], None) == as_json(maps[1], None)


@pytest.mark.parametrize(("people", "statements"), [(40, 12), (300, 60), (700, 25)])
def test_a_shuffled_conversation_gives_the_same_bytes_and_stability(people: int, statements: int) -> None:
    made = conversation(people, people, statements).rows()
    first = draw(gather(*zip(*made, strict=True)))
    expected = as_json(first, measure(first, seed=4, rounds=3))

    for seed in range(3):
        shuffled = [made[i] for i in np.random.default_rng(seed).permutation(len(made))]
        again = draw(gather(*zip(*shuffled, strict=True)))
        assert as_json(again, measure(again, seed=4, rounds=3)) == expected


@pytest.mark.parametrize("seed", range(6))
def test_new_names_for_people_and_statements_change_nothing_but_names(seed: int) -> None:
    made = conversation(seed, 80, 25, answered=0.6)
    dice = np.random.default_rng(seed)
    person = dict(zip(map(str, range(80)), dice.permutation([f"p{i}" for i in range(80)]), strict=True))
    statement = dict(zip(map(str, range(25)), dice.permutation([f"s{i}" for i in range(25)]), strict=True))
    renamed = gather([person[p] for p in made.people], [statement[s] for s in made.statements], made.choices)

    first, second = draw(made.votes()), draw(renamed)

    assert {frozenset(person[p] for p in camp) for camp in parted(first)} == parted(second)
    place = dict(zip(first.votes.participants, first.place.tolist(), strict=True))
    again = dict(zip(second.votes.participants, second.place.tolist(), strict=True))
    assert {person[p]: spot for p, spot in place.items()} == again


@pytest.mark.parametrize("seed", range(5))
def test_whoever_has_too_few_votes_moves_nobody(seed: int) -> None:
    made = conversation(seed, 60, 20)
    dice = np.random.default_rng(seed)
    visitors = [
        (f"visitor {v}", f"{s}", int(dice.integers(-1, 2)))
        for v in range(30)
        for s in dice.permutation(20)[:6]
    ]

    without, within = draw(made.votes()), draw(gather(*zip(*made.rows(), *visitors, strict=True)))

    assert names(within) == names(without) | {f"visitor {v}": None for v in range(30)}
    assert within.place[: len(without.place)].tolist() == without.place.tolist()
    assert [group.voices for group in within.groups] == [group.voices for group in without.groups]


def test_the_votes_of_those_not_placed_still_count_towards_what_most_people_say() -> None:
    made = conversation(3, 60, 20)
    visitors = [(f"visitor {v}", "7", -1) for v in range(200)]

    drawn = draw(gather(*zip(*made.rows(), *visitors, strict=True)))

    assert drawn.disagreed[0].statement == drawn.votes.statements.index("7")
    assert drawn.disagreed[0].count >= 200
    assert notes(drawn) == ["203 of 260 people are not placed: fewer than 7 votes on the map."]


@pytest.mark.parametrize("as_polis", [False, True])
def test_camps_that_differ_are_found(as_polis: bool) -> None:
    made = conversation(11, 150, 40, camps=3, answered=0.8)

    drawn = draw(made.votes(), settings=Settings(as_polis=as_polis))

    made_camps = {frozenset(p for p, camp in made.camps.items() if camp == number) for number in range(3)}
    assert parted(drawn) == made_camps
    assert [group.name for group in drawn.groups] == ["A", "B", "C"]
    assert [group.size for group in drawn.groups] == sorted((len(camp) for camp in made_camps), reverse=True)


@pytest.mark.parametrize("seed", range(8))
def test_twenty_people_are_in_the_best_two_groups(seed: int) -> None:
    drawn = draw(conversation(seed, 20, 15).votes(), settings=Settings(least_votes=1, groups=2))
    placed = drawn.member >= 0

    best = oracles.least_spread_of_two(drawn.place[placed])

    assert oracles.spread(drawn.place[placed], drawn.member[placed]) == pytest.approx(best, rel=1e-9)


@pytest.mark.parametrize("groups", [3, 4])
@pytest.mark.parametrize("seed", range(4))
def test_a_dozen_people_are_in_the_best_groups(seed: int, groups: int) -> None:
    drawn = draw(conversation(seed, 12, 15).votes(), settings=Settings(least_votes=1, groups=groups))

    best = oracles.least_spread(drawn.place, groups)

    assert oracles.spread(drawn.place, drawn.member) == pytest.approx(best, rel=1e-9)


@pytest.mark.parametrize("seed", range(4))
def test_a_statement_off_the_map_is_as_if_it_had_never_been_asked(seed: int) -> None:
    made = conversation(seed, 70, 25, answered=0.4)
    off = Moderation(out=frozenset({"3"}), meta=frozenset({"4"}))
    kept = [row for row in made.rows() if row[1] not in ("3", "4")]
    never = gather(*zip(*kept, strict=True), known_participants=made.people)

    drawn, other = draw(made.votes(), moderation=off), draw(never)

    assert names(drawn) == names(other)
    assert drawn.place.tolist() == other.place.tolist()
    for one, two in zip(drawn.groups, other.groups, strict=True):
        said = [
            (drawn.votes.statements[voice.statement], voice.count, voice.share_test) for voice in one.voices
        ]
        assert said == [
            (never.statements[voice.statement], voice.count, voice.share_test) for voice in two.voices
        ]
    assert [drawn.votes.statements[voice.statement] for voice in drawn.agreed] == [
        never.statements[voice.statement] for voice in other.agreed
    ]
    assert draw(made.votes()).place.tolist() != drawn.place.tolist()


def test_people_of_whom_all_statements_were_taken_out_are_not_placed() -> None:
    rows = [("a", f"{s}", 1) for s in range(9)] + [("b", f"{s}", -1) for s in range(9)]

    drawn = draw(gather(*zip(*rows, strict=True)), moderation=Moderation(out=frozenset(map(str, range(9)))))

    assert (names(drawn), drawn.groups) == ({"a": None, "b": None}, ())
    assert notes(drawn)[-1] == "Too few votes to place anybody."


def test_one_person_alone_is_too_few_for_groups() -> None:
    drawn = draw(gather(["a"] * 9, [f"{s}" for s in range(9)], [1] * 9))

    assert [(group.name, group.size, group.too_few, group.voices) for group in drawn.groups] == [
        ("A", 1, True, ())
    ]
    assert notes(drawn) == ["Too few people are placed (1) to speak of groups."]


def test_people_who_agree_about_everything_stand_at_one_place() -> None:
    rows = [(f"{p}", f"{s}", 1) for p in range(10) for s in range(9)]

    drawn = draw(gather(*zip(*rows, strict=True)))

    assert [group.size for group in drawn.groups] == [10]
    assert notes(drawn) == ["All placed people stand at one place."]
    assert measure(drawn, seed=1) is None


def test_a_group_of_fewer_than_five_is_given_no_voice() -> None:
    rows = [(f"{p}", f"{s}", 1 if p > 3 else -1) for p in range(20) for s in range(10)]

    drawn = draw(gather(*zip(*rows, strict=True)))

    assert [(group.size, group.too_few, len(group.voices) > 0) for group in drawn.groups] == [
        (16, False, True),
        (4, True, False),
    ]
    assert notes(drawn) == ["Group B is too few (4) to be given a voice."]


def test_more_groups_than_places_are_refused() -> None:
    rows = [(f"{p}", f"{s}", 1 if p % 2 else -1) for p in range(10) for s in range(9)]

    with pytest.raises(TooManyGroups):
        draw(gather(*zip(*rows, strict=True)), settings=Settings(groups=3))


@pytest.mark.parametrize("wrong", [{"least_votes": 0}, {"groups": 1}, {"groups": 9}])
def test_a_setting_no_map_can_be_drawn_with_is_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(BadSetting):
        Settings(**wrong)  # type: ignore[arg-type]


@settings(deadline=None, max_examples=50)
@given(small)
def test_every_placed_person_is_in_one_group_and_every_vote_is_counted_once(
    rows: list[tuple[int, ...]],
) -> None:
    drawn = draw(gather(*map(np.array, zip(*rows, strict=True))), settings=FEW)

    assert sum(group.size for group in drawn.groups) == int((drawn.member >= 0).sum())
    assert int(drawn.counts.sum()) == drawn.votes.code.size
    assert [group.size for group in drawn.groups] == sorted(
        (group.size for group in drawn.groups), reverse=True
    )
    assert (np.abs(drawn.place) <= 2_000_000).all()
