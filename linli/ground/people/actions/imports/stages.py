"""Leads an import from stage to stage, as its clerk decides."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from linli.ground.journal import news
from linli.ground.journal.actions import entries
from linli.ground.lib.refusal import Refusal
from linli.ground.lib.text import clip, tidy
from linli.ground.people import register_files, rules
from linli.ground.people.actions.refusals import MayNotKeepRegister
from linli.ground.people.choices import AreaKind
from linli.ground.people.events import RegisterWorkWanted
from linli.ground.people.models import Area, RegisterImport
from linli.ground.people.queries import areas
from linli.ground.people.rules import Actor
from linli.ground.people.sheets import tables

Stage = RegisterImport.Stage
LONGEST_NAME = 200
BUSY = (Stage.READING, Stage.WRITING, Stage.UNDOING)


class NotACommunity(Refusal):
    """Registers are kept by communities."""

    code, status = "not_a_community", 422
    reason = _("户籍册按社区导入，请选一个社区。")


class AnotherIsBusy(Refusal):
    """One import at a time in a community."""

    code = "another_import_is_busy"
    reason = _("本社区另一份表（%(name)s）正在处理，请等它完成再来。")


class IsNotWaiting(Refusal):
    """The import is not at the stage where this can be done."""

    code = "import_is_not_waiting"
    reason = _("这份表现在是“%(stage)s”，不能这样做。")


class IsForgotten(Refusal):
    """What undoing needs has been removed after its time."""

    code = "import_is_forgotten"
    reason = _("导入已经超过30天，撤销要用的原数据按规定删掉了，不能再撤。")


@transaction.atomic
def bring(*, by: Actor, community: Area, file_name: str, content: bytes, at: datetime) -> RegisterImport:
    """Take a file in, sealed, to be read behind the scenes.

    Raises:
        MayNotKeepRegister: no post of the actor keeps the register there.
        NotACommunity, AnotherIsBusy: as they say.
        NotATable, FileIsEmpty, FileIsTooLarge: the file cannot be taken.
    """
    community = Area.objects.select_for_update().get(pk=community.pk)
    _refuse_unless_keeper(by, community.pk, at)
    if community.kind != AreaKind.COMMUNITY:
        raise NotACommunity
    tables.refuse_unfit(file_name, len(content))
    _refuse_while_busy(community.pk)

    batch = RegisterImport.objects.create(
        community=community,
        file_name=_shortened(file_name),
        kept_as=register_files.keep(content),
        by_account_id=by.account_id,
        at=at,
        beat_at=at,
    )
    entries.record("register.brought", by=by.account_id, thing=batch, at=at, area=community.pk)
    news.publish(RegisterWorkWanted(batch.pk), at=at)
    return batch


@transaction.atomic
def read_again(*, by: Actor, batch: RegisterImport, fills_merged: bool, at: datetime) -> RegisterImport:
    """Have a file read once more, this time filling what merged cells say downwards (or not).

    Raises:
        MayNotKeepRegister: as in `bring`.
        IsNotWaiting: it does not wait for confirmation.
    """
    batch = _locked(by, batch, at, (Stage.PREVIEW,))

    batch.fills_merged = fills_merged
    return _sent_to_work(batch, Stage.READING, at)


@transaction.atomic
def confirm(*, by: Actor, batch: RegisterImport, at: datetime) -> RegisterImport:
    """Let a previewed file be written.

    Raises:
        MayNotKeepRegister: as in `bring`.
        IsNotWaiting: it does not wait for confirmation.
        AnotherIsBusy: another file is under way.
    """
    batch = _locked(by, batch, at, (Stage.PREVIEW,))
    _refuse_while_busy(batch.community_id)
    return _sent_to_work(batch, Stage.WRITING, at)


@transaction.atomic
def drop(*, by: Actor, batch: RegisterImport, at: datetime) -> RegisterImport:
    """Leave a previewed file unwritten and remove it.

    Raises:
        MayNotKeepRegister, IsNotWaiting: as in `confirm`.
    """
    batch = _locked(by, batch, at, (Stage.PREVIEW,))

    register_files.drop(batch.kept_as)
    batch.stage, batch.kept_as, batch.finished_at = Stage.DROPPED, "", at
    batch.save(update_fields=["stage", "kept_as", "finished_at"])
    batch.rows.all().delete()
    entries.record("register.dropped", by=by.account_id, thing=batch, at=at, area=batch.community_id)
    return batch


@transaction.atomic
def undo(*, by: Actor, batch: RegisterImport, at: datetime) -> RegisterImport:
    """Take back what a file wrote; rows on which later deeds rest are kept and named.

    Raises:
        MayNotKeepRegister: as in `bring`.
        IsNotWaiting: nothing of it was written.
        IsForgotten: its time is over.
        AnotherIsBusy: another file is under way.
    """
    batch = _locked(by, batch, at, (Stage.DONE, Stage.FAILED))
    if not batch.steps.exists():
        raise IsNotWaiting(stage=batch.get_stage_display())
    if batch.forgotten_at is not None:
        raise IsForgotten
    _refuse_while_busy(batch.community_id)
    return _sent_to_work(batch, Stage.UNDOING, at)


def _shortened(file_name: str) -> str:
    """Return a name that fits the register, its ending kept: the ending says how the file is read."""
    stem, _dot, ending = tidy(file_name).rpartition(".")
    return f"{clip(stem, LONGEST_NAME - len(ending) - 1)}.{ending}"


def _locked(by: Actor, batch: RegisterImport, at: datetime, stages: tuple[str, ...]) -> RegisterImport:
    # The community first, as in `bring`: two files of one community cannot both go to work.
    Area.objects.select_for_update().get(pk=batch.community_id)
    batch = RegisterImport.objects.select_for_update().get(pk=batch.pk)
    _refuse_unless_keeper(by, batch.community_id, at)
    if batch.stage not in stages:
        raise IsNotWaiting(stage=batch.get_stage_display())
    return batch


def _sent_to_work(batch: RegisterImport, stage: Stage, at: datetime) -> RegisterImport:
    batch.stage, batch.rows_seen, batch.attempts, batch.beat_at, batch.finished_at = stage, 0, 0, at, None
    batch.save(update_fields=["stage", "rows_seen", "attempts", "beat_at", "finished_at", "fills_merged"])
    news.publish(RegisterWorkWanted(batch.pk), at=at)
    return batch


def _refuse_while_busy(community_id: int) -> None:
    busy = RegisterImport.objects.filter(community_id=community_id, stage__in=BUSY).first()
    if busy is not None:
        raise AnotherIsBusy(name=busy.file_name)


def _refuse_unless_keeper(by: Actor, area_id: int, at: datetime) -> None:
    if not rules.may_keep_register(by, areas.around(area_id), at):
        raise MayNotKeepRegister
