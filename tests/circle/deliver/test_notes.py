"""Progress is written in a word and photos; before and after stand side by side; the place is gone from a photo."""

import io
from collections.abc import Callable

import pytest
from PIL import Image

from linli.circle.deliver.actions import notes
from linli.circle.deliver.actions.notes import Written
from linli.circle.deliver.choices import Moment
from linli.circle.deliver.models import Note
from linli.circle.deliver.queries import projects as questions
from linli.circle.deliver.queries import tasks as task_questions
from linli.circle.deliver.refusals import (
    MayNotRun,
    MayNotWork,
    NotYourPhoto,
    OverseersMayNotWork,
    ReasonMissing,
    WordsMissing,
)
from linli.ground.files.actions import files
from linli.ground.files.models import StoredFile
from linli.ground.messages.models import Message
from tests.circle.deliver.conftest import Works
from tests.street import NOW


def picture(colour: str = "navy") -> bytes:
    """A small photo."""
    out = io.BytesIO()
    Image.new("RGB", (60, 40), colour).save(out, "JPEG")
    return out.getvalue()


def photo(works: Works, who: str = "luo_yongfu", colour: str = "navy") -> StoredFile:
    account = works.street.accounts[who].pk
    area = works.street.b3.pk
    return files.take_photo(content=picture(colour), keeper=notes.KEEPER, area=area, by=account, at=NOW)


def write(works: Works, task: int, who: str = "luo_yongfu", key: str = "", **written: object) -> Note:
    return notes.write(by=works.street.by(who), task=task, written=Written(**written), key=key, at=NOW)  # type: ignore[arg-type] # words of Written


def test_photos_from_before_and_after_are_paired_and_told_once(
    works: Works, delivered: Callable[[], int]
) -> None:
    task = works.task()
    before, first, last = (photo(works, colour=c) for c in ("red", "green", "blue"))
    write(works, task.pk, moment=Moment.BEFORE, photos=[before.pk])
    write(works, task.pk, moment=Moment.AFTER, photos=[first.pk])
    write(works, task.pk, moment=Moment.AFTER, photos=[last.pk])
    delivered()

    works_ = questions.of_matter(works.matter.pk)
    assert works_ is not None
    assert [(pair.task, pair.before, pair.after) for pair in works_.pairs] == [("搭雨棚", before.pk, last.pk)]
    assert questions.whole(works.project.pk).pairs == works_.pairs
    assert Message.objects.filter(words="project.pictured", resident=works.street.shen_an).count() == 1


def test_a_double_click_writes_one_note(works: Works) -> None:
    task = works.task()

    assert write(works, task.pk, words="开工", key="k").pk == write(works, task.pk, words="开工", key="k").pk
    assert Note.objects.count() == 1


def test_a_note_holds_something_and_only_own_photos_once(works: Works) -> None:
    task, own = works.task(), photo(works)
    other = photo(works, who="gu_min")

    with pytest.raises(WordsMissing):
        write(works, task.pk, words=" ")
    with pytest.raises(NotYourPhoto):
        write(works, task.pk, photos=[other.pk])
    write(works, task.pk, photos=[own.pk])
    with pytest.raises(NotYourPhoto):
        write(works, task.pk, photos=[own.pk])


@pytest.mark.parametrize("who", ["shen_an", "tang_yuan", "chen_jianguo", "gao_bo", "nobody"])
def test_neighbours_without_a_part_do_not_write_progress(works: Works, who: str) -> None:
    task = works.task()

    with pytest.raises(MayNotWork):
        write(works, task.pk, who=who, words="我来写")


def test_an_overseer_with_a_working_post_does_not_write_progress(works: Works) -> None:
    works.overseen("gu_min")
    task = works.task.__call__

    with pytest.raises(OverseersMayNotWork):
        write(works, task().pk, who="gu_min", words="干完了")


def test_a_hidden_note_takes_its_photos_from_view_and_says_why(works: Works) -> None:
    task, own = works.task(), photo(works)
    note = write(works, task.pk, photos=[own.pk])
    assert task_questions.may_see(own) is True

    with pytest.raises(MayNotRun):
        notes.hide(by=works.street.by("luo_yongfu"), note=note.pk, reason="拍到了人", at=NOW)
    with pytest.raises(ReasonMissing):
        notes.hide(by=works.street.by("gu_min"), note=note.pk, reason="", at=NOW)
    notes.hide(by=works.street.by("gu_min"), note=note.pk, reason="拍到了人", at=NOW)

    note.refresh_from_db()
    assert (note.hidden_why, task_questions.may_see(own)) == ("拍到了人", False)
