"""Who did something, as anyone may know it: by their post where they acted for it, else as a neighbour."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from linli.faces.web.manners import manner
from linli.ground.journal.models import Entry
from linli.ground.lib.text import masked_name
from linli.ground.people.choices import PostKind
from linli.ground.people.models import Account, Post

_RANK = {kind: rank for rank, kind in enumerate(PostKind)}


@dataclass(frozen=True, slots=True)
class _Held:
    """One post somebody holds or held."""

    kind: PostKind
    area: int
    since: datetime
    until: datetime | None
    name: str


def names(entries: Iterable[Entry], around: frozenset[int]) -> dict[int, str]:
    """Return for each entry who did it (at most two queries): "社区工作者 顾*" for a deed of office held in an area
    around the matter at that moment, a pseudonym or "a neighbour" for all other deeds, nothing for the house itself.
    """
    done = list(entries)
    in_office = {entry.actor_id for entry in done if entry.actor_id and manner(entry.verb).office}
    others = {entry.actor_id for entry in done if entry.actor_id and not manner(entry.verb).office}
    held = _posts(in_office)
    signed = _pseudonyms(others)
    return {entry.pk: _name(entry, held, signed, around) for entry in done}


def office(post: Post) -> str:
    """Return a post and who holds it, as a public page says it (its resident loaded)."""
    return f"{post.get_kind_display()} {masked_name(post.resident.name)}" if post.resident else _vacant(post)


def _vacant(post: Post) -> str:
    return _("%(post)s（空缺）") % {"post": post.get_kind_display()}


def _name(entry: Entry, held: dict[int, list[_Held]], signed: dict[int, str], around: frozenset[int]) -> str:
    if not entry.actor_id:
        return ""
    if manner(entry.verb).office:
        fitting = [
            post
            for post in held.get(entry.actor_id, ())
            if post.area in around
            and post.since <= entry.at
            and (post.until is None or entry.at < post.until)
        ]
        if fitting:
            post = min(fitting, key=lambda one: _RANK[one.kind])
            return f"{post.kind.label} {masked_name(post.name)}"
    return signed.get(entry.actor_id) or _("一位邻居")


def _posts(accounts: set[int]) -> dict[int, list[_Held]]:
    found: defaultdict[int, list[_Held]] = defaultdict(list)
    if accounts:
        rows = Post.objects.filter(resident__account__in=accounts).values_list(
            "resident__account", "kind", "area_id", "since", "until", "resident__name"
        )
        for account, kind, area, since, until, name in rows:
            found[account].append(_Held(PostKind(kind), area, since, until, name))
    return found


def _pseudonyms(accounts: set[int]) -> dict[int, str]:
    if not accounts:
        return {}
    return dict(Account.objects.filter(pk__in=accounts).values_list("pk", "pseudonym"))
