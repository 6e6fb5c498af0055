"""Who opened what is sealed about people: for the person, and for whoever watches over it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from linli.ground.journal.models import Reading
from linli.ground.lib.keyset import Page, both_ways
from linli.ground.lib.text import masked_name
from linli.ground.people import rules
from linli.ground.people.choices import PostKind, Right
from linli.ground.people.models import Account, Area, Post, RegisterExport, RegisterImport, Resident
from linli.ground.people.queries import areas
from linli.ground.people.refusals import NoSuchThing
from linli.ground.people.rules import Actor

SIZE = 50
PARTS: dict[str, str | Promise] = {
    "name": _("姓名"),
    "phone": _("手机号"),
    "id_number": _("证件号"),
    "export": _("全部资料（导出）"),
    "full": _("整本户籍册（导出）"),
    "faulty": _("导入时有问题的行"),
}


@dataclass(frozen=True, slots=True)
class Look:
    """One look at what is sealed: when, who in which post, at whom, at what, why."""

    at: datetime
    reader: str
    post: str
    whom: str
    part: str
    reason: str


def of_me(actor: Actor, *, after: str = "", before: str = "") -> Page[Look]:
    """Return who opened what about the actor, newest first."""
    rows = Reading.objects.filter(object_kind="resident", object_id=actor.resident_id or 0)
    return both_ways(rows, "-id", SIZE, _looks, after=after, before=before)


def in_community(
    actor: Actor, community: Area, *, at: datetime, after: str = "", before: str = ""
) -> Page[Look]:
    """Return who opened what about the people of a community, newest first.

    Raises:
        NoSuchThing: no post of the actor watches over it.
    """
    if not rules.may_read_log(actor, areas.around(community.pk), at):
        raise NoSuchThing
    people = Resident.objects.filter(community=community).values("pk")
    files = RegisterImport.objects.filter(community=community).values("pk")
    exports = RegisterExport.objects.filter(community=community).values("pk")
    rows = (
        Reading.objects.filter(object_kind="resident", object_id__in=people)
        | Reading.objects.filter(object_kind="registerimport", object_id__in=files)
        | Reading.objects.filter(object_kind="registerexport", object_id__in=exports)
    )
    return both_ways(rows, "-id", SIZE, _looks, after=after, before=before)


def reach(actor: Actor) -> list[Area]:
    """Return the communities whose read log an actor watches over."""
    return areas.communities_around(actor.areas_with(Right.READ_LOG))


def _looks(rows: Sequence[Reading]) -> list[Look]:
    accounts = Account.objects.filter(pk__in={row.account_id for row in rows}).values_list(
        "pk", "resident_id"
    )
    reader_of = dict(accounts)
    ids = {row.object_id for row in rows if row.object_kind == "resident"} | set(reader_of.values())
    names = dict(Resident.objects.filter(pk__in=ids - {None}).values_list("pk", "name"))
    posts: dict[int | None, list[tuple[str, datetime, datetime | None]]] = {}
    for resident, kind, since, until in Post.objects.filter(
        resident__in=set(reader_of.values()) - {None}
    ).values_list("resident_id", "kind", "since", "until"):
        posts.setdefault(resident, []).append((kind, since, until))
    return [_look(row, reader_of.get(row.account_id), names, posts) for row in rows]


def _look(
    row: Reading,
    reader: int | None,
    names: dict[int, str],
    posts: dict[int | None, list[tuple[str, datetime, datetime | None]]],
) -> Look:
    held = [
        str(PostKind(kind).label)
        for kind, since, until in posts.get(reader, [])
        if since <= row.at and (until is None or until > row.at)
    ]
    whom = names.get(row.object_id, "") if row.object_kind == "resident" else ""
    return Look(
        at=row.at,
        reader=masked_name(names.get(reader or 0, "")),
        post="、".join(held),
        whom=masked_name(whom) if whom else "",
        part=str(PARTS.get(row.part, row.part)),
        reason=row.reason,
    )
