"""The rule sets that ship, and the choice among them by kind, place and day."""

import re
from functools import cache
from pathlib import Path

from civics import console
from civics.voting.rulesets import NoSuchRuleSet, RuleSet
from civics.voting.ruletext import BadRuleSet, parse, read_table

SHIPPED = Path(__file__).parent / "rulesets"
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@cache
def shipped() -> dict[str, RuleSet]:
    """Read every rule set that ships, by id in order of id."""
    tables = [read_table(path.read_text(encoding="utf-8")) for path in sorted(SHIPPED.glob("*.toml"))]
    by_id = {table["id"]: table for table in tables}
    return {name: parse(table, by_id.get(table.get("based_on", ""))) for name, table in by_id.items()}


def find(name: str) -> RuleSet:
    """Find a shipped rule set by id, or read one from a file whose name ends in .toml.

    Raises:
        NoSuchRuleSet: no rule set of that id ships.
        BadRuleSet: the file is not a rule set.
        Unreadable: the file cannot be read.
    """
    if name.endswith(".toml"):
        return read(console.read_text(name))
    if name not in shipped():
        raise NoSuchRuleSet(f"There is no rule set {name}; there are {', '.join(shipped())}.")
    return shipped()[name]


def read(text: str) -> RuleSet:
    """Read a rule set from its text; it may be based on a shipped one, whose bars it then keeps.

    Raises:
        BadRuleSet: it is not a rule set, or takes the name of a shipped one.
    """
    table = read_table(text)
    name, base = table.get("id"), table.get("based_on")
    if isinstance(name, str) and name in shipped():
        raise BadRuleSet(f"{name} is the name of a rule set that ships; choose another.")
    path = SHIPPED / f"{base}.toml"
    known = isinstance(base, str) and base in shipped()
    return parse(table, read_table(path.read_text(encoding="utf-8")) if known else None)


def select(kind: str, *, jurisdiction: str, on: str) -> RuleSet:
    """Choose the rules of a kind in force on a day (ISO text), the most local first.

    `jurisdiction` is CN and the official code of the place, as CN-310114 or CN-310114501009 (国家统计局
    区划代码); a city's rules hold in its districts. Rules of neighbours' own making are found by name only.

    Raises:
        NoSuchRuleSet: none is in force, or the day is not written as 2026-01-01.
    """
    if not DAY.fullmatch(on):
        raise NoSuchRuleSet("The day must be written as 2026-01-01.")
    fitting = [
        rules
        for rules in shipped().values()
        if rules.kind == kind and rules.is_in_force(on) and _holds_in(rules.jurisdiction, jurisdiction)
    ]
    if not fitting:
        raise NoSuchRuleSet(f"No rules of the kind {kind} are in force in {jurisdiction} on {on}.")
    return max(fitting, key=lambda rules: (len(rules.jurisdiction), rules.begins, rules.id))


def _holds_in(law: str, place: str) -> bool:
    return (
        law == place
        or (law == "CN" and place.startswith("CN-"))
        or (law.startswith("CN-") and place.startswith(law))
    )
