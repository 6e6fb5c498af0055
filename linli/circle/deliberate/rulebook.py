"""What law and rules of procedure ask of a meeting, from dated data; shares are whole numbers, cross-multiplied."""

import tomllib
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from linli.circle.deliberate.choices import MeetingKind
from linli.circle.deliberate.models import Charter
from linli.ground.lib.workdays import is_workday, workdays_between

_DAY = timedelta(days=1)
_NOT_ASKED = {"parts": 0, "of": 1, "more": False, "article": "", "base": "present"}


@dataclass(frozen=True, slots=True)
class Share:
    """So many parts of a whole: at least that much, or more than it."""

    parts: int
    of: int
    more: bool

    def reached(self, count: int, whole: int) -> bool:
        """Say whether a count reaches this share of a whole; of an empty whole nothing is ever reached."""
        if whole <= 0:
            return False
        return count * self.of > self.parts * whole if self.more else count * self.of >= self.parts * whole

    def least(self, whole: int) -> int:
        """Return the smallest count that reaches this share of a whole."""
        exact, rest = divmod(self.parts * whole, self.of)
        return exact + 1 if rest or self.more else exact


@dataclass(frozen=True, slots=True)
class Rule:
    """What holds for one kind of meeting on a day: notice, who is counted, quorum, majority, proxies, and whence."""

    kind: MeetingKind
    law: str
    circle: str
    notice_days: int
    counts_workdays: bool
    is_strict: bool
    notice_article: str
    quorum: Share
    quorum_article: str
    passing: Share
    passes_of_all: bool
    passing_article: str
    proxies: int
    decides: bool
    has_own_rules: bool

    @property
    def resolves(self) -> bool:
        """Whether such a meeting takes resolutions at all."""
        return self.circle != "nobody"

    def notice_given(self, noticed_on: date, meets_on: date) -> int:
        """Return how many days of notice lie between two days, the day of the notice not counted."""
        if self.counts_workdays:
            return workdays_between(noticed_on, meets_on)
        return (meets_on - noticed_on).days

    def earliest(self, noticed_on: date) -> date:
        """Return the first day on which a meeting may be held after a notice of this day."""
        day = noticed_on + _DAY * (0 if self.counts_workdays else self.notice_days)
        while self.notice_given(noticed_on, day) < self.notice_days or (
            self.counts_workdays and not is_workday(day)
        ):
            day += _DAY
        return day


@cache
def _told() -> list[dict[str, Any]]:
    with Path(__file__).with_name("rules.toml").open("rb") as file:
        rules: list[dict[str, Any]] = tomllib.load(file)["rule"]
    return sorted(rules, key=lambda one: one["from"])


@cache
def lawful(kind: MeetingKind, on: date) -> Rule:
    """Return what the dated rules say about a kind of meeting held on a day.

    Raises:
        LookupError: no rule was in force on that day.
    """
    told = [one for one in _told() if one["kind"] == kind and one["from"] <= on]
    if not told:
        raise LookupError(f"No rule for {kind} on {on}")
    one = told[-1]
    quorum, passing, notice = one.get("quorum", _NOT_ASKED), one.get("passing", _NOT_ASKED), one["notice"]
    return Rule(
        kind=kind,
        law=one["law"],
        circle=one["circle"],
        notice_days=notice["days"],
        counts_workdays=notice.get("workdays", False),
        is_strict=notice["strict"],
        notice_article=notice["article"],
        quorum=Share(quorum["parts"], quorum["of"], quorum["more"]),
        quorum_article=quorum["article"],
        passing=Share(passing["parts"], passing["of"], passing["more"]),
        passes_of_all=passing["base"] == "all",
        passing_article=passing["article"],
        proxies=one["proxies"],
        decides=one["decides"],
        has_own_rules=one.get("own", False),
    )


def of(kind: MeetingKind, on: date, charter: Charter | None = None) -> Rule:
    """Return what holds for a meeting: the dated rules, and the body's own where those leave it to the body.

    Raises:
        LookupError: no rule was in force on that day.
    """
    rule = lawful(kind, on)
    if charter is None or not rule.has_own_rules:
        return rule
    return replace(
        rule,
        notice_days=charter.notice_days,
        counts_workdays=charter.counts_workdays,
        quorum=Share(charter.quorum_parts, charter.quorum_of, charter.quorum_is_more),
        proxies=rule.proxies if charter.allows_proxies else 0,
        decides=charter.may_decide,
    )
