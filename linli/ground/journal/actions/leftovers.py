"""Takes up the tasks that a killed worker left behind, so that nothing asked for is lost."""

from datetime import datetime

from django.db import transaction
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

MOST_TRIES = 5


@transaction.atomic
def take_up(*, worker: str, at: datetime) -> int:
    """Put back the running tasks of an earlier worker of this name and return how many.

    A name is worn by one worker at a time, so what it was running when it starts anew was cut off. A task that was cut
    off five times (it needs more memory than there is, perhaps) is closed as failed and asked for no more.
    """
    left = [
        task
        for task in DBTaskResult.objects.select_for_update().filter(status=TaskResultStatus.RUNNING)
        if task.worker_ids[-1:] == [worker]
    ]
    for task in left:
        if len(task.worker_ids) < MOST_TRIES:
            task.status = TaskResultStatus.READY
        else:
            task.status, task.finished_at = TaskResultStatus.FAILED, at
            task.traceback = f"Its worker was killed {MOST_TRIES} times while it ran."
        task.save(update_fields=["status", "finished_at", "traceback"])
    return len(left)
