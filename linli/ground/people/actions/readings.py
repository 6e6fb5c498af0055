"""Opens what is sealed about a person, and notes who did, what and why."""

import json
from datetime import datetime
from typing import Any, Literal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from linli.ground.journal.actions import entries
from linli.ground.lib.refusal import Refusal
from linli.ground.lib.text import tidy
from linli.ground.people import rules
from linli.ground.people.actions.refusals import IsErased, MayNotKeepRegister, MayNotReadSealed
from linli.ground.people.models import Ownership, Post, RegisterImport, Resident
from linli.ground.people.queries import areas, residents
from linli.ground.people.refusals import MayNotReadRegister
from linli.ground.people.rules import Actor

Part = Literal["name", "phone", "id_number"]
SHORTEST_REASON = 2


class ReasonIsMissing(Refusal):
    """Sealed words are opened for a reason, in words."""

    code = "reason_missing"
    status = 422
    reason = _("请写下为什么要看，例如“通知停水”。本人能看到这条记录。")


class AreForgotten(Refusal):
    """The faulty rows were removed after their time."""

    code, status = "faulty_rows_forgotten", 410
    reason = _("有问题的行只留30天，已经删掉了。")


@transaction.atomic
def open_sealed(*, by: Actor, resident: Resident, part: Part, reason: str, at: datetime) -> str:
    """Open a person's full name, phone or identity number and note the reading; one's own opens without a note.

    Raises:
        MayNotReadRegister: no post of the actor reads the register where the person lives.
        MayNotReadSealed: no post of the actor opens phones and numbers there.
        ReasonIsMissing: nothing was written about why.
        IsErased: there is nothing left.
    """
    resident = residents.with_sealed(resident.pk)
    if residents.is_oneself(by, resident):
        return str(getattr(resident, part))
    place = areas.around(residents.area_of(resident))
    if not rules.may_read_register(by, place, at):
        raise MayNotReadRegister
    if part != "name" and not rules.may_read_sealed(by, place, at):
        raise MayNotReadSealed
    if resident.erased_at is not None:
        raise IsErased
    reason = tidy(reason)
    if len(reason) < SHORTEST_REASON:
        raise ReasonIsMissing

    assert by.account_id is not None
    entries.note_reading(by=by.account_id, thing=resident, part=part, at=at, reason=reason)
    return str(getattr(resident, part))


@transaction.atomic
def export(*, by: Actor, resident: Resident, at: datetime) -> dict[str, Any]:
    """Return everything this room keeps about a person, for handing it to them; noted unless they ask themselves.

    Raises:
        MayNotReadSealed: neither the person nor a post that opens such things.
        IsErased: there is nothing left.
    """
    resident = residents.with_sealed(resident.pk)
    is_oneself = residents.is_oneself(by, resident)
    if not is_oneself and not rules.may_read_sealed(by, areas.around(residents.area_of(resident)), at):
        raise MayNotReadSealed
    if resident.erased_at is not None:
        raise IsErased

    if not is_oneself:
        assert by.account_id is not None
        entries.note_reading(
            by=by.account_id, thing=resident, part="export", at=at, reason=str(_("导出给本人"))
        )
    return _collected(resident, at)


@transaction.atomic
def open_faulty_rows(*, by: Actor, batch: RegisterImport, at: datetime) -> RegisterImport:
    """Note that the faulty rows of an import are handed out; only to who keeps the register there.

    Raises:
        MayNotKeepRegister: the right is gone, or never was.
        AreForgotten: they were removed after thirty days.
    """
    if not rules.may_keep_register(by, areas.around(batch.community_id), at) or by.account_id is None:
        raise MayNotKeepRegister
    if batch.forgotten_at is not None:
        raise AreForgotten
    entries.note_reading(by=by.account_id, thing=batch, part="faulty", at=at)
    return batch


def written(data: dict[str, Any]) -> str:
    """Return personal data as JSON that people can read."""
    return json.dumps(data, ensure_ascii=False, indent=2)


def _collected(resident: Resident, at: datetime) -> dict[str, Any]:
    home = resident.household.home if resident.household else None
    posts = Post.objects.filter(resident=resident).select_related("area").order_by("since")
    titles = Ownership.objects.filter(shares__resident=resident).select_related("home__area__parent__parent")
    readings = residents.readings_of(resident.pk)
    return {
        "made_at": at.isoformat(),
        "name": resident.name,
        "phone": resident.phone,
        "id_number": resident.id_number,
        "born_on": resident.born_on.isoformat() if resident.born_on else None,
        "community": resident.community.name,
        "home": areas.address(home.area, home.number) if home else None,
        "tie": resident.get_tie_display() if home else None,
        "origin_village": resident.household.origin_village if resident.household else "",
        "posts": [
            {
                "post": post.get_kind_display(),
                "area": post.area.name,
                "since": post.since.isoformat(),
                "until": post.until.isoformat() if post.until else None,
            }
            for post in posts
        ],
        "homes_owned": [
            {
                "home": areas.address(title.home.area, title.home.number),
                "since": title.since.isoformat() if title.since else None,
                "until": title.until.isoformat() if title.until else None,
            }
            for title in titles
        ],
        "read_by": [
            {"at": reading.at.isoformat(), "part": reading.part, "reason": reading.reason}
            for reading in readings
        ],
    }
