"""Rules as dated data: what ships, which holds where and when, and what an assembly may not lower."""

from pathlib import Path

import pytest

from civics.voting.library import find, read, select, shipped
from civics.voting.rulesets import NoSuchRuleSet, NotInTheRules
from civics.voting.ruletext import BadRuleSet
from civics.voting.thresholds import Threshold


def shares(threshold: Threshold | None) -> tuple[int, int, bool, str] | None:
    return threshold and (threshold.numerator, threshold.denominator, threshold.inclusive, threshold.of)


def test_the_civil_code_asks_two_thirds_to_take_part_then_half_or_three_quarters() -> None:
    rules = find("cn-owners-2021")

    assert shares(rules.mode(None).quorum) == (2, 3, True, "roll")
    assert shares(rules.matter_class("use_fund", None).passing) == (1, 2, False, "taking_part")
    assert shares(rules.matter_class("raise_fund", None).passing) == (3, 4, True, "taking_part")
    assert shares(rules.matter_class("dwelling_to_business", None).passing) == (1, 1, True, "roll")
    assert {matter.code for matter in rules.matters if matter.class_name == "special"} == {
        "raise_fund", "rebuild", "change_common_part",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "place", "day", "found"),
    [
        ("owners", "CN", "2020-12-31", "cn-owners-2007"),
        ("owners", "CN", "2021-01-01", "cn-owners-2021"),
        ("owners", "CN-110105", "2026-05-01", "cn-11-owners-2021"),
        ("owners", "CN-310114501009", "2026-05-01", "cn-31-owners-2021"),
        ("owners", "CN-330106", "2022-02-28", "cn-owners-2021"),
        ("owners", "CN-330106", "2022-03-01", "cn-3301-owners-2022"),
        ("owners", "CN-3302", "2026-05-01", "cn-owners-2021"),
        ("residents_assembly", "CN-31", "2025-12-31", "cn-residents-assembly-2018"),
        ("residents_assembly", "CN-31", "2026-01-01", "cn-residents-assembly-2026"),
        ("committee_election", "CN-31", "2026-01-01", "cn-committee-election-2026"),
    ],
)
def test_the_most_local_rules_of_the_day_hold(kind: str, place: str, day: str, found: str) -> None:
    assert select(kind, jurisdiction=place, on=day).id == found


@pytest.mark.parametrize(
    ("kind", "place", "day"),
    [
        ("committee_election", "CN", "2025-12-31"),
        ("owners", "US", "2026-01-01"),
        ("owners", "CN", "tomorrow"),
        ("own", "CN", "2026-01-01"),
    ],
)
def test_where_nothing_is_in_force_that_is_said(kind: str, place: str, day: str) -> None:
    with pytest.raises(NoSuchRuleSet):
        select(kind, jurisdiction=place, on=day)


def test_local_rules_keep_the_bars_of_the_law_and_add_their_procedure() -> None:
    law, hangzhou = find("cn-owners-2021"), find("cn-3301-owners-2022")

    assert (hangzhou.modes, hangzhou.classes, hangzhou.matters) == (law.modes, law.classes, law.matters)
    assert {one.name: one.value for one in hangzhou.procedure}["window_days_most"] == 60
    assert {one.name: one.value for one in hangzhou.procedure}["contest_within_days"] == 365


def test_every_threshold_that_ships_names_its_article() -> None:
    for rules in shipped().values():
        thresholds = [mode.quorum for mode in rules.modes] + [one.passing for one in rules.classes]
        if rules.election:
            thresholds += [rules.election.bar, rules.election.runoff_bar]
        assert all(one.article for one in thresholds if one is not None)
        assert all(one.article for one in rules.procedure)
        assert all(
            rules.matter_class(matter.code, None).name == matter.class_name for matter in rules.matters
        )


OWN = """
id = "our-assembly"
based_on = "cn-owners-2021"
jurisdiction = "own"
title = "我们的议事规则"
from = "2026-01-01"
sources = ["业主大会2025年12月20日通过"]
[counting]
non_response = "takes_part"
"""


def test_an_assembly_writes_its_own_rules_on_the_law(tmp_path: Path) -> None:
    path = tmp_path / "our.toml"
    path.write_text(OWN, encoding="utf-8")

    rules = find(str(path))

    assert (rules.counting.non_response, rules.counting.ties) == ("takes_part", "new_ballot")
    assert rules.classes == find("cn-owners-2021").classes


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            OWN + "[classes.special]\npass = { more_than = [1, 2], of = 'roll', article = 'x' }\n",
            '"classes" is not a word',
        ),
        (OWN + "taking_part = 'presence'\n", '"taking_part" is not a word'),
        (OWN.replace("cn-owners-2021", "no-such"), "no-such"),
        (OWN.replace("cn-owners-2021", "cn-31-owners-2021"), "based on others"),
        (OWN.replace("our-assembly", "cn-owners-2021"), "choose another"),
        (OWN.replace("2026-01-01", "2026-13-01"), '"from" must be a day'),
        (OWN.replace('"takes_part"', '"maybe"'), '"non_response" must be one of'),
        ("id = ", "not TOML"),
        ("", 'must say "id"'),
        (OWN.replace('based_on = "cn-owners-2021"\n', ""), 'must say "kind"'),
        (OWN.replace('["业主大会2025年12月20日通过"]', "7"), '"sources" as a list'),
    ],
)
def test_rules_that_cannot_be_read_say_which_word_is_wrong(text: str, words: str) -> None:
    with pytest.raises(BadRuleSet, match=words.replace("[", r"\[")):
        read(text)


WHOLE = """
id = "x"
kind = "own"
jurisdiction = "own"
title = "x"
from = "2026-01-01"
sources = []
measures = ["heads"]
[modes.voters]
quorum = { at_least = [1, 2], of = "roll", article = "x" }
[counting]
taking_part = "valid_ballots"
non_response = "not_counted"
follow_majority = false
parking_counts = false
ties = "lot"
"""


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("at_least = [1, 2]", "at_least = [1, 2], more_than = [1, 2]"),
        ("at_least = [1, 2], ", ""),
        ("[1, 2]", "[2, 1]"),
        ("[1, 2]", "[0, 1]"),
        ("[1, 2]", "[0.5, 1]"),
        ('of = "roll"', 'of = "moon"'),
        ('["heads"]', '["heads", "heads"]'),
        ('["heads"]', '["cars"]'),
        ('["heads"]', "[]"),
        ("follow_majority = false", 'follow_majority = "no"'),
        ("[counting]", "[matters]\nx = 1\n[counting]"),
        ("[counting]", "[procedure]\nx = { value = 'y', article = 'z' }\n[counting]"),
        ("[modes.voters]", "[mode.voters]"),
    ],
)
def test_a_threshold_is_a_share_of_whole_numbers_and_every_word_is_known(old: str, new: str) -> None:
    assert read(WHOLE).mode("voters").name == "voters"
    with pytest.raises(BadRuleSet):
        read(WHOLE.replace(old, new))


def test_modes_classes_and_matters_are_chosen_by_name() -> None:
    rules = find("cn-owners-2021")

    for matter, kind in (("sing", None), (None, "sing"), (None, None), ("use_fund", "special")):
        with pytest.raises(NotInTheRules):
            rules.matter_class(matter, kind)
    with pytest.raises(NotInTheRules):
        find("cn-recall-2026").mode(None)
    with pytest.raises(NoSuchRuleSet):
        find("no-such")
