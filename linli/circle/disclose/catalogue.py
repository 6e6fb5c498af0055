"""Reads the catalogue of what must be made known, and lays a community's own lines over it."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from linli.circle.disclose import periods
from linli.circle.disclose.choices import Cycle, Head, Scope
from linli.circle.disclose.models import CatalogueItem

LAST_DAY = 31


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to make known: what, how often, by when, for how many days, signed by which post, by which law."""

    key: str
    head: Head
    title: str
    cycle: Cycle
    due: str
    min_days: int
    approver: str
    scope: Scope
    articles: str
    since: date
    until: date | None = None
    is_own: bool = False

    @property
    def rule(self) -> periods.Due:
        """Its due rule, read."""
        return periods.rule(self.due)

    @property
    def due_words(self) -> str:
        """By when, as people say it."""
        due = self.rule
        if due.day:
            return _("月底前") if due.day >= LAST_DAY else _("下月%(n)s日前") % {"n": due.day}
        if due.workdays:
            return ngettext("%(n)s个工作日内", "%(n)s个工作日内", due.workdays) % {"n": due.workdays}
        return ngettext("%(n)s天内", "%(n)s天内", due.days) % {"n": due.days}

    @property
    def due_typed(self) -> str:
        """By when, as staff may type it: in words where these say all of it."""
        try:
            return self.due_words if periods.rule(self.due_words) == self.rule else self.due
        except periods.BadRule:
            return self.due


@cache
def of_the_law() -> tuple[Line, ...]:
    """Return the lines that law and custom set, whatever their dates; read once from catalogue.toml."""
    with Path(__file__).with_name("catalogue.toml").open("rb") as file:
        told = tomllib.load(file)["item"]
    return tuple(
        Line(
            key=one["key"],
            head=Head(one["head"]),
            title=one["title"],
            cycle=Cycle(one["cycle"]),
            due=one["due"],
            min_days=one["min_days"],
            approver=one["approver"],
            scope=Scope(one["scope"]),
            articles=one["articles"],
            since=one["from"],
            until=one.get("until"),
        )
        for one in told
    )


def in_force(own: Iterable[CatalogueItem], on: date) -> tuple[Line, ...]:
    """Return the lines in force on a day: the law's, changed and extended by a community's own."""
    lines = {
        line.key: line
        for line in of_the_law()
        if line.since <= on and (line.until is None or on <= line.until)
    }
    for item in own:
        law = lines.pop(item.key, None)
        if item.is_off and law is None:
            continue
        lines[item.key] = law if law and item.is_off else _laid_over(law, item)
    order = list(Head)
    return tuple(sorted(lines.values(), key=lambda line: order.index(line.head)))


def _laid_over(law: Line | None, item: CatalogueItem) -> Line:
    mine = Line(
        key=item.key,
        head=Head(item.head),
        title=item.title,
        cycle=Cycle(item.cycle),
        due=item.due,
        min_days=item.min_days,
        approver=item.approver,
        scope=Scope(item.scope),
        articles=item.articles,
        since=date.min,
        is_own=True,
    )
    if law is None:
        return mine
    return replace(mine, min_days=max(law.min_days, item.min_days), articles=item.articles or law.articles)
