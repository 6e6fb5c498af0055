"""Reading a rule set from its TOML text, strictly: an unknown word is refused, a lowered bar is not possible."""

import re
import tomllib
from typing import Any, cast, get_args

from civics.faults import Fault
from civics.voting.rulesets import (
    Counting,
    ElectionRules,
    Matter,
    MatterClass,
    Mode,
    NonResponse,
    Provision,
    RuleSet,
    Runoff,
    TakingPart,
    Ties,
)
from civics.voting.thresholds import Base, Threshold
from civics.voting.weights import MEASURES, Measure

Table = dict[str, Any]

# What rules built on others may say for themselves. The bars and quorums are the law's and not among them.
OWN_WORDS = {
    "id",
    "based_on",
    "jurisdiction",
    "title",
    "from",
    "until",
    "sources",
    "note",
    "procedure",
    "counting",
}
OWN_COUNTING = {"non_response", "follow_majority", "parking_counts", "ties"}
WORDS = {
    "id", "kind", "jurisdiction", "title", "from", "until", "sources", "note", "measures",
    "modes", "classes", "matters", "counting", "election", "procedure",
}  # fmt: skip
LAST_LINE = re.compile(r" \(at line (\d+), column \d+\)$")


class BadRuleSet(Fault):
    """A rule set that cannot be read as one: the sentence names the word that is wrong."""


def read_table(text: str) -> Table:
    """Read TOML.

    Raises:
        BadRuleSet: it is not TOML; names the line.
    """
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as broken:
        place = LAST_LINE.search(str(broken))
        sentence = LAST_LINE.sub("", str(broken))
        line = int(place[1]) if place else None
        raise BadRuleSet(f"The rule set is not TOML: {sentence}.", line=line) from broken


def parse(table: Table, base: Table | None = None) -> RuleSet:
    """Build a rule set from its table; `base` is the table of the rules it is based on.

    Raises:
        BadRuleSet: a word is missing, unknown, of the wrong kind, or not for these rules to say.
    """
    if "based_on" in table:
        table = _over(base or {}, table)
    _only(table, WORDS, "a rule set")
    return RuleSet(
        id=_text(table, "id"),
        kind=_text(table, "kind"),
        jurisdiction=_text(table, "jurisdiction"),
        title=_text(table, "title"),
        begins=_date(table, "from"),
        until=_date(table, "until") if "until" in table else "",
        sources=tuple(_texts(table, "sources")),
        note=_text(table, "note") if "note" in table else "",
        measures=_measures(table, "measures"),
        modes=tuple(_mode(name, part) for name, part in _tables(table, "modes")),
        classes=tuple(_class(name, part) for name, part in _tables(table, "classes")),
        matters=tuple(_matter(code, part) for code, part in _tables(table, "matters")),
        counting=_counting(_table(table, "counting")),
        election=_election(_table(table, "election")) if "election" in table else None,
        procedure=tuple(_provision(name, part) for name, part in _tables(table, "procedure")),
    )


def _over(base: Table, own: Table) -> Table:
    if not base or "based_on" in base:
        raise BadRuleSet(
            f"The rules {own['based_on']} that these are based on are not known, or are based on others."
        )
    _only(own, OWN_WORDS, "rules based on others")
    counting = _table(own, "counting") if "counting" in own else {}
    _only(counting, OWN_COUNTING, "the counting of rules based on others")
    merged = {word: value for word, value in base.items() if word not in {"until", "note"}}
    merged |= {word: value for word, value in own.items() if word != "based_on"}
    merged["counting"] = base["counting"] | counting
    merged["procedure"] = base.get("procedure", {}) | dict(_tables(own, "procedure"))
    merged["sources"] = [*_texts(own, "sources"), *base["sources"]]
    return merged


def _mode(name: str, part: Table) -> Mode:
    _only(part, {"quorum"}, f"the mode {name}")
    return Mode(name, _threshold(part, "quorum") if "quorum" in part else None)


def _class(name: str, part: Table) -> MatterClass:
    _only(part, {"pass"}, f"the class {name}")
    return MatterClass(name, _threshold(part, "pass"))


def _matter(code: str, part: Table) -> Matter:
    _only(part, {"class", "title", "article"}, f"the matter {code}")
    return Matter(code, _text(part, "class"), _text(part, "title"), _text(part, "article"))


def _provision(name: str, part: Table) -> Provision:
    _only(part, {"value", "article"}, f"the provision {name}")
    value = part.get("value")
    if not isinstance(value, int):
        raise BadRuleSet(f"The value of {name} must be a whole number, true or false.")
    return Provision(name, value, _text(part, "article"))


def _counting(part: Table) -> Counting:
    _only(part, {"taking_part", *OWN_COUNTING}, "counting")
    return Counting(
        taking_part=cast("TakingPart", _choice(part, "taking_part", get_args(TakingPart))),
        non_response=cast("NonResponse", _choice(part, "non_response", get_args(NonResponse))),
        follow_majority=_flag(part, "follow_majority"),
        parking_counts=_flag(part, "parking_counts"),
        ties=cast("Ties", _choice(part, "ties", get_args(Ties))),
    )


def _election(part: Table) -> ElectionRules:
    _only(part, {"bar", "rank_by", "more_candidates_than_seats", "runoff", "runoff_bar"}, "election")
    return ElectionRules(
        bar=_threshold(part, "bar") if "bar" in part else None,
        rank_by=_measures(part, "rank_by"),
        more_candidates_than_seats=_flag(part, "more_candidates_than_seats"),
        runoff=cast("Runoff", _choice(part, "runoff", get_args(Runoff))),
        runoff_bar=_threshold(part, "runoff_bar") if "runoff_bar" in part else None,
    )


def _threshold(part: Table, word: str) -> Threshold:
    value = _table(part, word)
    _only(value, {"at_least", "more_than", "of", "article"}, word)
    if ("at_least" in value) == ("more_than" in value):
        raise BadRuleSet(f'{word} must say either "at_least" or "more_than".')
    inclusive = "at_least" in value
    share = value["at_least" if inclusive else "more_than"]
    if not (isinstance(share, list) and len(share) == 2 and all(type(number) is int for number in share)):
        raise BadRuleSet(f"The share in {word} must be two whole numbers, such as [2, 3].")
    numerator, denominator = share
    if not 0 < numerator <= denominator:
        raise BadRuleSet(f"The share in {word} must be more than nothing and not more than all.")
    of = cast("Base", _choice(value, "of", get_args(Base)))
    return Threshold(numerator, denominator, inclusive, of, _text(value, "article"))


def _measures(part: Table, word: str) -> tuple[Measure, ...]:
    names = _texts(part, word)
    if not names or len(set(names)) != len(names) or not set(names) <= set(MEASURES):
        raise BadRuleSet(f'{word} must list "heads", "area" or both, each once.')
    return tuple(cast("Measure", name) for name in names)


def _only(part: Table, words: set[str], where: str) -> None:
    unknown = sorted(set(part) - words)
    if unknown:
        raise BadRuleSet(f'"{unknown[0][:40]}" is not a word of {where}.')


def _text(part: Table, word: str) -> str:
    value = part.get(word)
    if not isinstance(value, str) or not value:
        raise BadRuleSet(f'The rule set must say "{word}" as text.')
    return value


def _texts(part: Table, word: str) -> list[str]:
    value = part.get(word)
    if not isinstance(value, list) or not all(isinstance(text, str) for text in value):
        raise BadRuleSet(f'The rule set must give "{word}" as a list of texts.')
    return value


def _date(part: Table, word: str) -> str:
    value = _text(part, word)
    if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", value):
        raise BadRuleSet(f'"{word}" must be a day such as "2026-01-01".')
    return value


def _flag(part: Table, word: str) -> bool:
    value = part.get(word)
    if not isinstance(value, bool):
        raise BadRuleSet(f'The rule set must say "{word}" as true or false.')
    return value


def _choice(part: Table, word: str, allowed: tuple[str, ...]) -> str:
    value = part.get(word)
    if value not in allowed:
        raise BadRuleSet(f'"{word}" must be one of {", ".join(allowed)}.')
    return str(value)


def _table(part: Table, word: str) -> Table:
    value = part.get(word)
    if not isinstance(value, dict):
        raise BadRuleSet(f'The rule set needs a table "{word}".')
    return value


def _tables(part: Table, word: str) -> list[tuple[str, Table]]:
    if word not in part:
        return []
    value = _table(part, word)
    for name, inner in value.items():
        if not isinstance(inner, dict):
            raise BadRuleSet(f'"{name[:40]}" in "{word}" must be a table.')
    return list(value.items())
