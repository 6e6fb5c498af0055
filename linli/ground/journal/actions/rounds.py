"""Does the chores that are due, each under the lock of its own row."""

from datetime import datetime

from django.db import connection, transaction

from linli.ground.journal.chores import Task, hung
from linli.ground.journal.models import Chore
from linli.ground.lib import boundary


def do_due(*, at: datetime) -> list[str]:
    """Do every chore whose time has come; return the names of those done. A chore in trouble stops no other."""
    rows = {row.name: row for row in Chore.objects.all()}
    missing = [Chore(name=task.name) for task in hung() if task.name not in rows]
    if missing:
        Chore.objects.bulk_create(missing, ignore_conflicts=True)
    due = [
        t
        for t in hung()
        if t.name not in rows or (last := rows[t.name].last_at) is None or last + t.every <= at
    ]
    return [task.name for task in due if _do(task, at)]


def _do(task: Task, at: datetime) -> bool:
    """Take the chore's row first, so that a second tend passes by, then do the deed outside that lock."""
    with transaction.atomic():
        row = Chore.objects.filter(name=task.name)
        if connection.features.has_select_for_update_skip_locked:
            row = row.select_for_update(skip_locked=True)
        chore = row.first()
        if chore is None or (chore.last_at is not None and chore.last_at + task.every > at):
            return False
        chore.last_at = at
        chore.save(update_fields=["last_at"])
    trouble = boundary.guarded(lambda: task.deed(at))
    if trouble != chore.trouble:
        Chore.objects.filter(pk=chore.pk).update(trouble=trouble)
    return not trouble
