"""Workbooks of the register: asked for, made by the worker, handed out only to who may still read them."""

import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from linli.ground.journal import news
from linli.ground.journal.actions import entries
from linli.ground.lib.refusal import Refusal
from linli.ground.lib.text import tidy
from linli.ground.people import register_files, rules
from linli.ground.people.actions.readings import SHORTEST_REASON, ReasonIsMissing
from linli.ground.people.actions.refusals import MayNotReadSealed
from linli.ground.people.choices import HomeUse
from linli.ground.people.events import RegisterExportWanted
from linli.ground.people.models import Home, RegisterExport
from linli.ground.people.queries import areas, register
from linli.ground.people.queries.actors import actor_of
from linli.ground.people.queries.register import Chosen
from linli.ground.people.refusals import MayNotReadRegister, NoSuchThing
from linli.ground.people.rules import Actor

KEPT_FOR = timedelta(days=7)
Workbook = Callable[[QuerySet[Home], bool], tuple[bytes, int]]


class IsNotReady(Refusal):
    """The worker is not done."""

    code = "export_not_ready"
    reason = _("表格还在做，请过一会儿再来。")


class IsGone(Refusal):
    """The workbook was kept for a week."""

    code, status = "export_gone", 410
    reason = _("表格只留7天，已经删掉了。请重新导出。")


@transaction.atomic
def ask(*, by: Actor, chosen: Chosen, is_full: bool, reason: str, at: datetime) -> RegisterExport:
    """Ask for the homes of a list as a workbook: masked, or in full with phones and numbers for a reason that is noted.

    Raises:
        MayNotReadRegister: no post of the actor reads the register there.
        MayNotReadSealed, ReasonIsMissing: a full workbook needs the right to open what is sealed, and a reason.
    """
    register.narrowed(by, chosen, at)
    if by.account_id is None:
        raise MayNotReadRegister
    reason = tidy(reason)
    if is_full:
        _refuse_unless_opener(by, chosen.community, at)
        if len(reason) < SHORTEST_REASON:
            raise ReasonIsMissing

    export = RegisterExport.objects.create(
        community_id=chosen.community,
        by_account_id=by.account_id,
        asked_at=at,
        is_full=is_full,
        reason=reason[:200],
        chosen=json.dumps(asdict(chosen), ensure_ascii=False),
    )
    entries.record(
        "register.export_asked", by=by.account_id, thing=export, at=at, area=chosen.community, full=is_full
    )
    news.publish(RegisterExportWanted(export.pk), at=at)
    return export


def make(*, export_id: int, workbook: Workbook, at: datetime) -> None:
    """Make the workbook with the rights its owner has now; when they are gone, none is made."""
    export = RegisterExport.objects.select_related("by_account").get(pk=export_id)
    if export.ready_at is not None or export.forgotten_at is not None:
        return
    by, chosen = actor_of(export.by_account, at), chosen_of(export)
    if export.is_full:
        _refuse_unless_opener(by, chosen.community, at)
    homes = (
        register.narrowed(by, chosen, at)
        .select_related("area__block", "area__parent__block", "area__parent__parent__parent")
        .order_by("sort_key")
    )
    content, rows = workbook(homes, export.is_full)
    with transaction.atomic():
        locked = RegisterExport.objects.select_for_update().get(pk=export_id)
        if locked.ready_at is None:
            locked.kept_as, locked.rows, locked.ready_at = register_files.keep(content), rows, at
            locked.save(update_fields=["kept_as", "rows", "ready_at"])


@transaction.atomic
def fetch(*, by: Actor, export_id: int, at: datetime) -> bytes:
    """Hand the workbook out to who asked for it, if they may still read all of it; opening a full one is noted.

    Raises:
        NoSuchThing: there is none of the actor's.
        MayNotReadRegister, MayNotReadSealed: the right is gone meanwhile.
        IsNotReady, IsGone: as they say.
    """
    export = of(by, export_id, at=at)
    if export.is_full:
        _refuse_unless_opener(by, export.community_id, at)
    if export.forgotten_at is not None:
        raise IsGone
    if export.ready_at is None:
        raise IsNotReady

    assert by.account_id is not None
    if export.is_full:
        entries.note_reading(by=by.account_id, thing=export, part="full", at=at, reason=export.reason)
    entries.record("register.exported", by=by.account_id, thing=export, at=at, area=export.community_id)
    return register_files.opened(export.kept_as)


def of(by: Actor, export_id: int, *, at: datetime) -> RegisterExport:
    """Return an export of the actor's own, if they may read the register there still.

    Raises:
        NoSuchThing: there is none.
        MayNotReadRegister: the right is gone meanwhile.
    """
    export = RegisterExport.objects.filter(pk=export_id, by_account_id=by.account_id).first()
    if export is None or by.account_id is None:
        raise NoSuchThing
    register.narrowed(by, chosen_of(export), at)
    return export


@transaction.atomic
def forget_old(*, at: datetime) -> int:
    """Remove workbooks older than a week and the words they were searched by; return how many."""
    old = list(
        RegisterExport.objects.select_for_update().filter(
            asked_at__lt=at - KEPT_FOR, forgotten_at__isnull=True
        )
    )
    for export in old:
        register_files.drop(export.kept_as)
        export.kept_as, export.chosen, export.forgotten_at = "", "", at
        export.save(update_fields=["kept_as", "chosen", "forgotten_at"])
    return len(old)


def chosen_of(export: RegisterExport) -> Chosen:
    """Return what an export was asked for; after a week only the community is known."""
    told: dict[str, Any] = json.loads(export.chosen) if export.chosen else {"community": export.community_id}
    return Chosen(**{**told, "use": HomeUse(told["use"]) if told.get("use") else None})


def _refuse_unless_opener(by: Actor, community_id: int, at: datetime) -> None:
    if not rules.may_read_sealed(by, areas.around(community_id), at):
        raise MayNotReadSealed
