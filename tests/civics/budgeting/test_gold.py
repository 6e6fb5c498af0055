"""Real elections: the same winners, in the same order of purchase, as the reference implementation found."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from civics.budgeting import pabulib
from civics.budgeting.election import Election
from civics.budgeting.equal_shares import equal_shares
from civics.budgeting.greedy import greedy
from civics.budgeting.outcome import Completion, Satisfaction
from civics.budgeting.phragmen import phragmen
from civics.budgeting.reading import Reading, election
from civics.budgeting.ties import NameAsString

QUICK = 60_000  # bytes; files up to this size are counted in every run

Outcomes = dict[str, dict[str, list[str]]]


@pytest.fixture(scope="session")
def gold(shared: Path) -> Outcomes:
    """Winners found by pabutools 1.2.3 in exact fractions, ties to the smallest name as a string."""
    path = shared / "pabulib" / "outcomes_pabutools_1.2.3.json"
    return dict(json.loads(path.read_text(encoding="utf-8")))


@cache
def read(path: Path) -> Election:
    return election(pabulib.parse(path.read_bytes()), reading=Reading.POINTS)


def count(vote: Election, rule: str) -> list[str]:
    name, _, rest = rule.partition("_")
    if name == "phragmen":
        return sorted(phragmen(vote, ties=NameAsString()).names)
    satisfaction = Satisfaction.COST if rest.startswith("cost") else Satisfaction.CARDINALITY
    if name == "greedy":
        return list(greedy(vote, satisfaction=satisfaction, ties=NameAsString()).names)
    completion = Completion.ADD1 if rest.endswith("add1") else Completion.NONE
    outcome = equal_shares(vote, satisfaction=satisfaction, completion=completion, ties=NameAsString())
    return list(outcome.names)


def different(folder: Path, gold: Outcomes, sizes: range) -> Iterator[str]:
    for name, outcomes in gold.items():
        if (folder / name).stat().st_size in sizes:
            vote = read(folder / name)
            yield from (
                f"{name} {rule}" for rule, winners in outcomes.items() if count(vote, rule) != winners
            )


@pytest.mark.real
def test_small_elections_have_the_winners_of_the_reference(shared: Path, gold: Outcomes) -> None:
    assert list(different(shared / "pabulib", gold, range(QUICK))) == []


@pytest.mark.real
@pytest.mark.slow
def test_large_elections_have_the_winners_of_the_reference(shared: Path, gold: Outcomes) -> None:
    assert list(different(shared / "pabulib", gold, range(QUICK, 10**9))) == []
    assert sum(map(len, gold.values())) == 259


@pytest.mark.real
def test_exact_prices_pay_exactly_for_what_a_city_bought(shared: Path) -> None:
    vote = read(shared / "pabulib" / "Poland_Wieliczka_2023_Green_Budget.pb")
    outcome = equal_shares(
        vote, satisfaction=Satisfaction.COST, completion=Completion.ADD1, ties=NameAsString()
    )
    for bought in outcome.account.purchases():
        assert bought.each is not None
        assert bought.measure is not None
        assert bought.each * bought.measure == vote.cost[bought.project]
        assert bought.in_full <= bought.measure <= bought.in_full + bought.in_part
