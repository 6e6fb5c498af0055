"""Who may import, one at a time, and what survives a stopped worker."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command

from linli.ground.journal.models import Delivery, Entry
from linli.ground.people import tasks
from linli.ground.people.actions import homes, posts
from linli.ground.people.actions.imports import keeping, stages
from linli.ground.people.actions.imports.reading import Reading
from linli.ground.people.actions.imports.writing import Writing
from linli.ground.people.actions.refusals import MayNotKeepRegister
from linli.ground.people.models import (
    Home,
    Post,
    RegisterRow,
    RegisterStep,
    Resident,
)
from linli.ground.people.rules import HOUSE
from tests.ground.people.actions.import_steps import EMPTY, LI, WANG, bring, rows, undo, work, write
from tests.street import NOW


@pytest.mark.parametrize(
    "name",
    [
        "nobody",
        "shen_an",
        "chen_jianguo",
        "gu_min",
        "lin_xiao",
        "he_zhiqiang",
        "sun_yue",
        "zhao_qi",
        "xu_lei",
    ],
)
def test_only_who_keeps_the_register_imports(street, name):
    with pytest.raises(MayNotKeepRegister):
        stages.bring(
            by=street.by(name), community=street.community, file_name="a.csv", content=b"1", at=street.at
        )


def test_a_clerk_without_second_factor_cannot_import(street):
    actor = street.by("wu_dan", is_strong=False)

    with pytest.raises(MayNotKeepRegister):
        stages.bring(by=actor, community=street.community, file_name="a.csv", content=b"1", at=street.at)


def test_one_file_at_a_time_and_a_second_press_is_refused(street):
    batch = bring(street, rows(WANG))
    stages.confirm(by=street.by("wu_dan"), batch=batch, at=street.at)

    with pytest.raises(stages.IsNotWaiting):
        stages.confirm(by=street.by("wu_dan"), batch=batch, at=street.at)
    with pytest.raises(stages.AnotherIsBusy):
        stages.bring(by=HOUSE, community=street.community, file_name="b.csv", content=b"1", at=street.at)


def test_a_dropped_file_leaves_no_personal_data(street):
    batch = bring(street, rows(WANG, [*LI[:12], "1"]))

    stages.drop(by=street.by("wu_dan"), batch=batch, at=street.at)

    batch.refresh_from_db()
    assert (batch.stage, batch.kept_as, RegisterRow.objects.count()) == ("dropped", "", 0)


def test_writing_stops_when_the_clerks_post_has_ended_and_can_be_undone(street):
    batch = bring(street, rows(WANG))
    stages.confirm(by=street.by("wu_dan"), batch=batch, at=street.at)
    going = Writing(batch.pk, at=street.at)
    going.step(at=street.at)
    going.step(at=street.at)
    posts.vacate(by=HOUSE, post=Post.objects.get(resident=street.wu_dan), at=street.at)

    assert not going.step(at=street.at)

    batch.refresh_from_db()
    assert (batch.stage, batch.trouble) == ("failed", str(MayNotKeepRegister.reason))
    assert undo(street, batch, by="fang_ning").stage == "undone"


def test_a_killed_worker_loses_and_doubles_nothing(street, monkeypatch):
    from linli.ground.people.actions.imports import writing

    monkeypatch.setattr(writing, "HOMES_A_STEP", 1)
    batch = bring(street, rows(WANG, LI, EMPTY))
    stages.confirm(by=street.by("wu_dan"), batch=batch, at=street.at)
    killed = Writing(batch.pk, at=street.at)
    for _ in range(3):
        killed.step(at=street.at)
    later = street.at + timedelta(minutes=4)

    stopped = keeping.take_up_stopped(at=later)
    work(Writing, batch, later)
    killed_goes_on = killed.step(at=later)

    batch.refresh_from_db()
    assert (stopped, killed_goes_on, batch.stage) == ([batch.pk], False, "done")
    assert [step.number for step in RegisterStep.objects.order_by("number")] == [0, 1, 2]
    assert Resident.objects.filter(name__in=["王建国", "李秀英"]).count() == 2


def test_work_that_stops_three_times_is_given_up_with_a_sentence(street):
    batch = stages.bring(
        by=street.by("wu_dan"),
        community=street.community,
        file_name="a.xlsx",
        content=rows(WANG),
        at=street.at,
    )
    for n in range(3):
        assert keeping.take_up_stopped(at=street.at + timedelta(minutes=4 * (n + 1))) == [batch.pk]
        Reading(batch.pk, at=street.at + timedelta(minutes=4 * (n + 1)))

    assert keeping.take_up_stopped(at=street.at + timedelta(minutes=20)) == []
    batch.refresh_from_db()
    assert (batch.stage, batch.trouble[:10]) == ("failed", "后台处理这份表时连续")


def test_personal_data_of_an_import_are_forgotten_after_thirty_days(street):
    done = write(street, bring(street, rows(WANG, [*LI[:12], "1"])))
    waiting = bring(street, rows(LI))

    early = keeping.forget_old(at=street.at + timedelta(days=29))
    late = keeping.forget_old(at=street.at + timedelta(days=31))

    done.refresh_from_db()
    waiting.refresh_from_db()
    assert (early, late, RegisterRow.objects.count()) == (0, 2, 0)
    assert [step.before for step in RegisterStep.objects.all()] == ["", ""]
    assert (done.stage, waiting.stage, waiting.kept_as, "sample" in done.counts) == (
        "done",
        "dropped",
        "",
        False,
    )
    with pytest.raises(stages.IsForgotten):
        stages.undo(by=street.by("wu_dan"), batch=done, at=street.at + timedelta(days=31))


def test_an_import_tells_the_journal_a_line_a_step_and_few_pieces_of_news(street):
    Delivery.objects.all().delete()
    write(street, bring(street, rows(WANG, LI, EMPTY)))

    verbs = list(
        Entry.objects.filter(object_kind="registerimport").order_by("id").values_list("verb", flat=True)
    )
    assert verbs == ["register.brought", "register.written", "register.written"]
    assert Delivery.objects.count() == 2
    assert "王建国" not in str(list(Entry.objects.values_list("payload", flat=True)))


def test_the_worker_does_what_the_stage_asks_for(street):
    batch = stages.bring(
        by=street.by("wu_dan"), community=street.community, file_name="a.xlsx", content=rows(WANG), at=NOW
    )
    tasks.work_on_import.call(import_id=batch.pk)
    batch.refresh_from_db()
    read = batch.stage
    stages.confirm(by=street.by("wu_dan"), batch=batch, at=NOW)
    tasks.work_on_import.call(import_id=batch.pk)
    batch.refresh_from_db()

    assert (read, batch.stage) == ("preview", "done")


def test_the_command_reads_reports_and_writes_when_told_to(street, tmp_path, capsys):
    path, bad = tmp_path / "名册.xlsx", tmp_path / "有问题.xlsx"
    path.write_bytes(rows(WANG, LI, [*EMPTY[:5], "很大", *EMPTY[6:]]))

    call_command("import_register", str(path), "--community", "990101001001", "--faulty", str(bad))
    looked = Home.objects.filter(area__parent__name="5号楼").count()
    call_command("import_register", str(path), "--community", "990101001001", "--write")

    told = capsys.readouterr().out
    assert "读了3行：可以写入2行，有问题1行，空行0行。" in told
    assert "专有面积（1）：看不懂这个面积。" in told
    assert (looked, Home.objects.filter(area__parent__name="5号楼").count(), bad.exists()) == (0, 1, True)


@pytest.mark.parametrize(("code", "words"), [("990101001009", "没有代码为"), ("990101001001", "读不出来")])
def test_the_command_says_plainly_what_is_missing(street, tmp_path, code, words):
    with pytest.raises(CommandError, match=words):
        call_command("import_register", str(tmp_path / "none.xlsx"), "--community", code)


def test_a_refusal_of_the_command_is_one_sentence(street, tmp_path):
    path = tmp_path / "名册.pdf"
    path.write_bytes(b"x")

    with pytest.raises(CommandError, match=r"只认得\.xlsx"):
        call_command("import_register", str(path), "--community", "990101001001")


def test_a_household_that_came_later_is_not_disturbed_by_undo(street):
    batch = write(street, bring(street, rows(EMPTY)))
    home = Home.objects.get(number="102", area__parent__name="5号楼")
    homes.move_in(by=street.by("wu_dan"), home=home, at=street.at)

    undone = undo(street, batch)

    assert Home.objects.filter(pk=home.pk).exists()
    assert undone.counts["kept"] >= 1
