"""The days and numbers of a ballot's procedure, from dated rule sets and procedure.toml, each with its article."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from civics.voting.library import find, shipped
from civics.voting.rulesets import RuleSet

KINDS = ("residents_assembly", "own")
"""Kinds of rule sets by which residents decide a matter; elections and owners' votes have pages of their own."""


@dataclass(frozen=True, slots=True)
class Number:
    """One number of the procedure and where it comes from."""

    value: int
    article: str


@dataclass(frozen=True, slots=True)
class Procedure:
    """How long the roll is posted, when objections end and are answered, how many one may vote for, when to remind."""

    posted_days: Number
    objection_days: Number
    answer_days: Number
    proxies_most: Number
    fresh_days: Number
    remind_hours: Number


@cache
def of(rules: str) -> Procedure:
    """Return the procedure under a rule set."""
    rule_set = find(rules)
    told = _told()[rule_set.kind]
    numbers = {name: Number(int(one["value"]), str(one["article"])) for name, one in told.items()}
    for provision in rule_set.procedure:
        if provision.name == "notice_days":
            numbers["posted_days"] = Number(int(provision.value), provision.article)
    return Procedure(**numbers)


def offered(on: str) -> list[RuleSet]:
    """Return the rule sets by which residents may decide on a day (ISO text), the law first."""
    fitting = [
        rules
        for rules in shipped().values()
        if rules.kind in KINDS
        and rules.is_in_force(on)
        and {"voters", "households"} & {one.name for one in rules.modes}
    ]
    return sorted(fitting, key=lambda rules: (KINDS.index(rules.kind), rules.id))


def kinds_of(rule_sets: list[RuleSet]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the kinds of matters to choose from, by the title of their rule set, where one knows several."""
    return [
        (rules.title, [(one.code, one.title) for one in rules.matters])
        for rules in rule_sets
        if len(rules.matters) > 1
    ]


def kind_under(rules: str, asked: str) -> str:
    """Return the kind of matter under a rule set: what was asked for, or its only one."""
    known = [one.code for one in shipped()[rules].matters] if rules in shipped() else []
    return known[0] if len(known) == 1 else asked or "other"


def may_ask_yes_or_no(rules: RuleSet) -> bool:
    """Say whether a yes or no can be asked under a rule set."""
    return bool(rules.classes)


def may_choose(rules: RuleSet) -> bool:
    """Say whether one of several options can be chosen under a rule set."""
    return rules.election is not None


@cache
def _told() -> dict[str, dict[str, dict[str, str | int]]]:
    with Path(__file__).with_name("procedure.toml").open("rb") as file:
        return tomllib.load(file)
