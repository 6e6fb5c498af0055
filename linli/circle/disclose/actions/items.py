"""Keeps a community's own lines of the catalogue: more to make known, or a line of the law's made stricter."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from linli.circle.disclose import catalogue, periods, rules
from linli.circle.disclose.choices import Cycle, Head, Scope
from linli.circle.disclose.models import CatalogueItem
from linli.circle.disclose.refusals import BadItem, MayNotChangeCatalogue
from linli.commons.notices.choices import DISCLOSED_DAYS, MOST_DAYS
from linli.ground.journal.actions import entries
from linli.ground.lib.text import clip, tidy
from linli.ground.people.choices import PostKind
from linli.ground.people.queries import areas
from linli.ground.people.rules import Actor


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an own line says; `due` as in catalogue.toml."""

    key: str
    head: Head
    title: str
    cycle: Cycle
    due: str
    min_days: int
    scope: Scope = Scope.COMMUNITY
    approver: str = ""
    articles: str = ""
    is_off: bool = False


@transaction.atomic
def keep(*, by: Actor, community: int, wanted: Wanted, at: datetime) -> CatalogueItem:
    """Keep an own line; the same key again changes it. Duties that were written down already stay as they are.

    Raises:
        MayNotChangeCatalogue: no post of the actor signs notices there.
        BadItem: it has no title, asks for less than the law, or its rule cannot be read.
    """
    if not rules.may_change_catalogue(by, areas.around(community), at):
        raise MayNotChangeCatalogue
    law = next((line for line in catalogue.of_the_law() if line.key == wanted.key), None)
    least = law.min_days if law else DISCLOSED_DAYS
    _refuse_unless_sound(wanted, least)
    item, _is_new = CatalogueItem.objects.update_or_create(
        community_id=community, key=wanted.key, defaults=_columns(wanted)
    )
    entries.record(
        "catalogue.changed", by=by.account_id, thing=item, at=at, area=community, public=True, off=item.is_off
    )
    return item


def _columns(wanted: Wanted) -> dict[str, object]:
    return {
        "head": wanted.head,
        "title": clip(tidy(wanted.title), 120),
        "cycle": wanted.cycle,
        "due": wanted.due.strip(),
        "min_days": wanted.min_days,
        "scope": wanted.scope,
        "approver": wanted.approver,
        "articles": clip(tidy(wanted.articles), 200),
        "is_off": wanted.is_off,
    }


def _refuse_unless_sound(wanted: Wanted, least: int) -> None:
    try:
        periods.rule(wanted.due)
    except periods.BadRule as broken:
        raise BadItem(least=least) from broken
    is_named = bool(tidy(wanted.title)) and bool(wanted.key) and len(wanted.key) <= 40
    if not is_named or not least <= wanted.min_days <= MOST_DAYS:
        raise BadItem(least=least)
    if wanted.approver and wanted.approver not in PostKind.values:
        raise BadItem(least=least)
