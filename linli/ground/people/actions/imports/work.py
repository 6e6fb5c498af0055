"""Work on an import that goes on behind the scenes, step by step, so that it can be watched and taken up again."""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from linli.ground.lib.chance import token
from linli.ground.lib.refusal import Refusal
from linli.ground.people import register_files
from linli.ground.people.models import RegisterImport


class TakenOver(Refusal):
    """Another worker has taken this import up; the earlier one stops."""

    code = "import_taken_over"
    reason = _("这份表已由另一个后台进程接手。")


class Work:
    """One worker's work on one import. Call `step` until it says no; the time is told at each step."""

    stage: RegisterImport.Stage

    def __init__(self, import_id: int, *, at: datetime) -> None:
        """Take the import up, unless it is not at this work's stage any more."""
        self.import_id, self.at, self.token = import_id, at, token(12)
        self._going: Iterator[None] = iter(())
        if self._taken_up():
            self._going = self._go()

    def step(self, *, at: datetime) -> bool:
        """Do a stretch of the work; say whether there is more. A refusal ends the work and is kept for the clerk."""
        self.at = at
        try:
            next(self._going)
        except StopIteration:
            return False
        except TakenOver:
            return False
        except Refusal as refusal:
            self._fail(refusal)
            return False
        return True

    def _go(self) -> Iterator[None]:
        raise NotImplementedError

    @transaction.atomic
    def _taken_up(self) -> bool:
        batch = RegisterImport.objects.select_for_update().get(pk=self.import_id)
        if batch.stage != self.stage:
            return False
        batch.worker, batch.beat_at, batch.attempts = self.token, self.at, batch.attempts + 1
        batch.save(update_fields=["worker", "beat_at", "attempts"])
        return True

    def _locked(self) -> RegisterImport:
        """Return the import, locked and beating; call it first in each transaction of the work.

        Raises:
            TakenOver: another worker took it up.
        """
        batch = RegisterImport.objects.select_for_update().get(pk=self.import_id)
        if batch.worker != self.token or batch.stage != self.stage:
            raise TakenOver
        batch.beat_at, batch.attempts = self.at, 0
        return batch

    @transaction.atomic
    def _fail(self, refusal: Refusal) -> None:
        batch = RegisterImport.objects.select_for_update().get(pk=self.import_id)
        batch.stage, batch.trouble, batch.finished_at = RegisterImport.Stage.FAILED, str(refusal), self.at
        register_files.drop(batch.kept_as)
        batch.kept_as = ""
        batch.save(update_fields=["stage", "trouble", "finished_at", "kept_as"])
