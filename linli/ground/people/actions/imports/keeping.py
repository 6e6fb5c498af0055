"""Keeps imports in order as time goes by: takes up what stopped half-way, forgets personal data in time."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from linli.ground.people import register_files
from linli.ground.people.actions.imports.stages import BUSY, Stage
from linli.ground.people.models import RegisterImport, RegisterRow

KEPT_FOR = timedelta(days=30)
SILENT_FOR = timedelta(minutes=3)
MOST_ATTEMPTS = 3


@transaction.atomic
def forget_old(*, at: datetime) -> int:
    """Remove the personal data of imports older than thirty days (files, faulty rows, former values); return how many.

    What remains says who brought which file when and how many rows became what: no person's words.
    """
    old = list(
        RegisterImport.objects.select_for_update()
        .filter(at__lt=at - KEPT_FOR, forgotten_at__isnull=True)
        .exclude(stage__in=BUSY)
    )
    for batch in old:
        register_files.drop(batch.kept_as)
        if batch.stage == Stage.PREVIEW:
            batch.stage = Stage.DROPPED
        batch.kept_as, batch.forgotten_at = "", at
        batch.counts.pop("sample", None)
        batch.save(update_fields=["stage", "kept_as", "forgotten_at", "counts"])
        batch.steps.update(before="")
    RegisterRow.objects.filter(batch__in=old).delete()
    return len(old)


@transaction.atomic
def take_up_stopped(*, at: datetime) -> list[int]:
    """Return the imports whose worker has been silent for three minutes, to be handed to a worker again.

    One that stopped three times without getting any further is given up, with a sentence for its clerk.
    """
    stopped = []
    silent = RegisterImport.objects.select_for_update().filter(stage__in=BUSY, beat_at__lt=at - SILENT_FOR)
    for batch in silent:
        if batch.attempts >= MOST_ATTEMPTS:
            batch.stage, batch.finished_at = Stage.FAILED, at
            batch.trouble = str(
                _("后台处理这份表时连续停了三次，已放弃。没写入的行没有丢，请检查表格再上传。")
            )
        else:
            stopped.append(batch.pk)
        batch.beat_at = at
        batch.save(update_fields=["stage", "trouble", "beat_at", "finished_at"])
    return stopped
