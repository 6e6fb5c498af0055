"""What a killed worker was doing is done by the next one; what keeps killing workers is not tried for ever."""

from datetime import UTC, datetime

import pytest
from django.core.management import call_command
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from linli.ground.journal.actions import leftovers

NOON = datetime(2026, 11, 21, 4, 0, tzinfo=UTC)
done: list[int] = []


@task
def note(number: int) -> None:
    done.append(number)


@pytest.fixture(autouse=True)
def _nothing_done() -> None:
    done.clear()


def cut_off(number: int, worker: str, times: int = 1) -> DBTaskResult:
    """A task that this worker had begun when it was killed."""
    row = DBTaskResult.objects.get(pk=note.enqueue(number).id)
    for _ in range(times):
        row.claim(worker)
    return row


@pytest.mark.django_db
def test_a_task_cut_off_with_its_worker_is_taken_up_by_the_next_of_that_name() -> None:
    row = cut_off(1, "east")

    assert leftovers.take_up(worker="east", at=NOON) == 1
    row.refresh_from_db()
    assert row.status == TaskResultStatus.READY


@pytest.mark.django_db
def test_what_another_worker_is_doing_is_left_to_it() -> None:
    row = cut_off(1, "west")

    assert leftovers.take_up(worker="east", at=NOON) == 0
    row.refresh_from_db()
    assert row.status == TaskResultStatus.RUNNING


@pytest.mark.django_db
def test_a_task_that_killed_its_worker_five_times_is_closed_as_failed() -> None:
    row = cut_off(1, "east", times=leftovers.MOST_TRIES)

    leftovers.take_up(worker="east", at=NOON)

    row.refresh_from_db()
    assert (row.status, row.finished_at) == (TaskResultStatus.FAILED, NOON)


@pytest.mark.django_db(transaction=True)
def test_the_worker_does_what_was_left_and_what_is_new_once_each() -> None:
    cut_off(1, "east")
    note.enqueue(2)

    call_command("work", "--name", "east", "--once")

    assert sorted(done) == [1, 2]
    assert set(DBTaskResult.objects.values_list("status", flat=True)) == {TaskResultStatus.SUCCESSFUL}
