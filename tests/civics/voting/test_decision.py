"""Yes or no under the law: the statutes' own edges, an oracle in fractions, and what more agreement may never do."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from civics.voting.decision import Decision, decide
from civics.voting.library import find, read
from civics.voting.rulesets import NotInTheRules
from civics.voting.tally import Choice, Tally
from civics.voting.weights import Weight


def tally(*, served: tuple[int, int] = (0, 0), **said: tuple[int, int]) -> Tally:
    """A tally from (heads, area) by the name of the choice."""
    sums = [Weight(*said.get(choice.name.lower().rstrip("_"), (0, 0))) for choice in Choice]
    return Tally(tuple(sums), Weight(*served))


def decided(
    counted: Tally, *, rules: str = "cn-owners-2021", kind: str = "ordinary", mode: str | None = None
) -> Decision:
    found = find(rules)
    return decide(counted, found, mode=found.mode(mode), matter_class=found.matter_class(None, kind))


def heads(number: int) -> tuple[int, int]:
    """So many heads with homes of 80 m² each."""
    return (number, number * 8000)


def test_616_of_950_owners_were_enough_once_and_fail_two_thirds_today() -> None:
    counted = tally(**{"for": heads(600), "against": heads(16), "silent": heads(334)})

    before = decided(counted, rules="cn-owners-2007")
    today = decided(counted)

    assert before.verdict == "passed"
    assert today.verdict == "no_quorum"
    assert [
        (count.quorum.part, count.quorum.whole, count.quorum.missing)
        for count in today.statutory.counts
        if count.quorum
    ] == [
        (616 * 8000, 950 * 8000, 950 * 8000 * 2 // 3 + 1 - 616 * 8000),
        (616, 950, 18),
    ]


@pytest.mark.parametrize(
    ("part", "agree", "kind", "verdict"),
    [
        (7, 7, "ordinary", "no_quorum"),
        (8, 4, "ordinary", "rejected"),
        (8, 5, "ordinary", "passed"),
        (8, 6, "special", "passed"),
        (8, 5, "special", "rejected"),
        (12, 6, "ordinary", "rejected"),
        (12, 7, "ordinary", "passed"),
        (12, 9, "special", "passed"),
        (12, 8, "special", "rejected"),
        (12, 11, "unanimous", "rejected"),
        (12, 12, "unanimous", "passed"),
        (0, 0, "ordinary", "no_quorum"),
    ],
)  # fmt: skip
def test_at_least_includes_the_number_and_more_than_does_not(
    part: int, agree: int, kind: str, verdict: str
) -> None:
    counted = tally(**{"for": heads(agree), "against": heads(part - agree), "silent": heads(12 - part)})

    assert decided(counted, kind=kind).verdict == verdict


def test_both_registers_must_agree_heads_alone_are_not_enough() -> None:
    counted = tally(**{"for": (9, 4000), "against": (3, 8000)})

    decision = decided(counted)

    assert {count.measure: count.passing.holds for count in decision.statutory.counts} == {
        "area": False,
        "heads": True,
    }
    assert decision.verdict == "rejected"


def test_who_abstains_takes_part_and_does_not_agree() -> None:
    assert decided(tally(**{"for": heads(6), "abstain": heads(6)})).verdict == "rejected"
    assert decided(tally(**{"for": heads(6), "void": heads(2), "against": heads(4)})).verdict == "passed"
    assert decided(tally(**{"for": heads(8), "void": heads(4)})).verdict == "passed"
    assert decided(tally(**{"for": heads(7), "void": heads(5)})).verdict == "no_quorum"
    assert decided(tally(abstain=heads(12))).verdict == "rejected"


def test_573_households_replace_three_lifts_by_ordinary_and_would_add_one_by_special_majority() -> None:
    """金海岸: a lift replaced is use of the fund (item 5), a lift added is rebuilding (item 7)."""
    rules = find("cn-owners-2021")
    counted = tally(**{"for": heads(260), "against": heads(122), "silent": heads(191)})

    replaced = decide(
        counted, rules, mode=rules.mode(None), matter_class=rules.matter_class("use_fund", None)
    )
    added = decide(counted, rules, mode=rules.mode(None), matter_class=rules.matter_class("rebuild", None))

    assert counted.roll.heads == 573
    assert (replaced.verdict, added.verdict) == ("passed", "rejected")
    assert added.statutory.counts[1].passing.missing == 27


def test_silence_joins_the_majority_only_where_the_assembly_said_so_and_both_readings_are_shown() -> None:
    counted = tally(**{"for": heads(5), "against": heads(1), "silent": heads(6)}, served=heads(4))

    law, own = decided(counted), decided(counted, rules="own-assembly-example")

    for decision in (law, own):
        assert decision.statutory.verdict == "no_quorum"
        assert decision.with_silent.verdict == "passed"
    assert (law.decisive, law.verdict) == ("statutory", "no_quorum")
    assert (own.decisive, own.verdict) == ("with_silent", "passed")
    assert [count.in_favour for count in own.with_silent.counts] == [9 * 8000, 9]


def test_area_and_heads_follow_their_own_majorities() -> None:
    counted = tally(**{"for": (6, 30_000), "against": (4, 50_000), "follow": (2, 10_000)})

    counts = {count.measure: count for count in decided(counted).statutory.counts}

    assert (counts["heads"].majority, counts["heads"].in_favour) == ("for", 8)
    assert (counts["area"].majority, counts["area"].in_favour, counts["area"].opposed) == (
        "against",
        30_000,
        60_000,
    )


def test_when_said_is_equal_those_who_follow_join_nobody() -> None:
    counts = decided(tally(**{"for": heads(4), "against": heads(4), "follow": heads(4)})).statutory.counts

    assert {
        (count.majority, count.in_favour // (8000 if count.measure == "area" else 1)) for count in counts
    } == {("none", 4)}


def test_all_followers_and_nobody_to_follow_carry_nothing() -> None:
    assert decided(tally(follow=heads(12))).verdict == "rejected"


def test_where_nobody_took_part_nothing_passes_even_without_a_quorum() -> None:
    rules = read("""
id = "half-is-enough"
kind = "own"
jurisdiction = "own"
title = "半数即可"
from = "2026-01-01"
sources = []
measures = ["heads"]
[modes.voters]
[classes.ordinary]
pass = { at_least = [1, 2], of = "taking_part", article = "自己的约定" }
[counting]
taking_part = "valid_ballots"
non_response = "not_counted"
follow_majority = false
parking_counts = false
ties = "new_ballot"
""")
    nobody, half = tally(silent=(9, 0)), tally(**{"for": (1, 0), "against": (1, 0), "silent": (7, 0)})

    verdicts = [
        decide(one, rules, mode=rules.mode(None), matter_class=rules.matter_class(None, None)).verdict
        for one in (nobody, half)
    ]

    assert verdicts == ["rejected", "passed"]


def test_follow_is_refused_where_the_rules_do_not_offer_it() -> None:
    with pytest.raises(NotInTheRules):
        decided(tally(follow=(1, 0), silent=(2, 0)), rules="cn-residents-assembly-2026", mode="voters")


@pytest.mark.parametrize(
    ("rules", "mode", "present", "agree", "verdict"),
    [
        ("cn-residents-assembly-2026", "voters", 50, 50, "no_quorum"),
        ("cn-residents-assembly-2026", "voters", 51, 26, "passed"),
        ("cn-residents-assembly-2026", "households", 52, 26, "rejected"),
        ("cn-representatives-assembly-2026", "representatives", 66, 60, "no_quorum"),
        ("cn-representatives-assembly-2026", "representatives", 67, 34, "passed"),
        ("cn-recall-2026", "voters", 51, 26, "passed"),
        ("cn-recall-2026", "representatives", 66, 66, "no_quorum"),
        ("cn-residents-assembly-2018", "representatives", 51, 26, "passed"),
    ],
)  # fmt: skip
def test_residents_meet_by_their_own_modes(
    rules: str, mode: str, present: int, agree: int, verdict: str
) -> None:
    counted = tally(**{"for": (agree, 0), "against": (present - agree, 0), "silent": (100 - present, 0)})

    assert decided(counted, rules=rules, mode=mode).verdict == verdict


def test_two_thirds_of_representatives_are_at_least_in_article_29_and_more_than_in_article_19() -> None:
    sixty_six = tally(**{"for": (66, 0), "silent": (33, 0)})

    assert decided(sixty_six, rules="cn-representatives-assembly-2026").verdict == "passed"
    assert decided(sixty_six, rules="cn-recall-2026", mode="representatives").verdict == "no_quorum"


def test_who_came_and_put_in_nothing_is_present_and_does_not_agree() -> None:
    counted = tally(**{"for": (26, 0), "present": (25, 0), "silent": (49, 0)})
    one_more = tally(**{"for": (26, 0), "present": (26, 0), "silent": (48, 0)})

    assert decided(counted, rules="cn-residents-assembly-2026", mode="voters").verdict == "passed"
    assert decided(one_more, rules="cn-residents-assembly-2026", mode="voters").verdict == "rejected"


weights = st.tuples(st.integers(0, 12), st.integers(0, 12)).map(
    lambda pair: Weight(pair[0], pair[0] * 7 + pair[1] if pair[0] else 0)
)
tallies = st.builds(
    lambda sums, served: Tally(
        tuple(sums), Weight(min(served, sums[0].heads), min(served, sums[0].heads) * 7)
    ),
    st.lists(weights, min_size=7, max_size=7),
    st.integers(0, 12),
)


def by_fractions(counted: Tally, *, special: bool, silent: bool) -> str:
    """The rule of art. 278 once more, in fractions and plain words; silence joins the majority when asked."""
    enough, agree = [], []
    for measure in ("heads", "area"):
        said = {choice: counted.of(choice).of(measure) for choice in Choice}
        mute = counted.served.of(measure) if silent else 0
        part = said[Choice.FOR] + said[Choice.AGAINST] + said[Choice.ABSTAIN] + said[Choice.FOLLOW] + mute
        top = max(said[Choice.FOR], said[Choice.AGAINST], said[Choice.ABSTAIN])
        alone = [said[Choice.FOR], said[Choice.AGAINST], said[Choice.ABSTAIN]].count(top) == 1
        yes = said[Choice.FOR] + (said[Choice.FOLLOW] + mute if alone and said[Choice.FOR] == top else 0)
        roll = sum(said.values())
        enough.append(Fraction(part, roll) >= Fraction(2, 3) if roll else True)
        share = Fraction(yes, part) if part else Fraction(0)
        agree.append(share >= Fraction(3, 4) if special else share > Fraction(1, 2))
    if not all(enough):
        return "no_quorum"
    return "passed" if all(agree) else "rejected"


@settings(max_examples=400, deadline=None)
@given(tallies.filter(lambda counted: counted.roll.heads > 0), st.booleans())
def test_every_small_tally_is_decided_as_by_fractions(counted: Tally, special: bool) -> None:
    decision = decided(counted, kind="special" if special else "ordinary")

    if sum(
        counted.of(choice).heads for choice in (Choice.FOR, Choice.AGAINST, Choice.ABSTAIN, Choice.FOLLOW)
    ):
        assert decision.statutory.verdict == by_fractions(counted, special=special, silent=False)
        assert decision.with_silent.verdict == by_fractions(counted, special=special, silent=True)


@settings(max_examples=300, deadline=None)
@given(
    tallies,
    st.sampled_from([Choice.AGAINST, Choice.ABSTAIN, Choice.FOLLOW, Choice.VOID]),
    st.sampled_from(["ordinary", "special"]),
)
def test_one_who_changes_to_yes_never_turns_a_pass_into_a_refusal(
    counted: Tally, before: Choice, kind: str
) -> None:
    said = counted.of(before)
    if said.heads == 0 or decided(counted, kind=kind).verdict != "passed":
        return
    weight = Weight(1, said.area // said.heads)

    after = counted.moved(weight, before=before, now=Choice.FOR, served=False)

    assert decided(after, kind=kind).verdict == "passed"


@settings(max_examples=200, deadline=None)
@given(tallies.filter(lambda counted: counted.roll.heads > 0))
def test_what_is_missing_is_exactly_what_was_missing(counted: Tally) -> None:
    for count in decided(counted).statutory.counts:
        for test in (count.quorum, count.passing):
            assert test is not None
            assert test.holds == (test.missing == 0)
            assert test.threshold.test(test.part + test.missing, test.whole).holds
            assert (
                test.missing == 0 or not test.threshold.test(test.part + test.missing - 1, test.whole).holds
            )
