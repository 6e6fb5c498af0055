"""Register imports from the file to the register and back."""

import io
from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command
from python_calamine import CalamineWorkbook

from linli.ground.journal.models import Delivery, Entry
from linli.ground.people import tasks
from linli.ground.people.actions import homes, posts, residents
from linli.ground.people.actions.imports import keeping, stages
from linli.ground.people.actions.imports.reading import Reading
from linli.ground.people.actions.imports.undoing import Undoing
from linli.ground.people.actions.imports.writing import Writing
from linli.ground.people.actions.refusals import MayNotKeepRegister
from linli.ground.people.actions.residents import Particulars
from linli.ground.people.choices import PostKind, Tie
from linli.ground.people.exports import faulty, template
from linli.ground.people.models import (
    Area,
    Home,
    Household,
    Organization,
    Ownership,
    OwnershipShare,
    Post,
    RegisterImport,
    RegisterRow,
    RegisterStep,
    Resident,
)
from linli.ground.people.queries import areas, imports
from linli.ground.people.rules import HOUSE
from tests.ground.people.sheets.books import table, workbook
from tests.street import NOW, id_number

HEADING = [
    "小区",
    "楼栋",
    "单元",
    "房号",
    "块区",
    "专有面积",
    "产权人",
    "产权类型",
    "共有人",
    "与户主关系",
    "姓名",
    "手机号",
    "身份证号",
]
WANG = [
    "槐荫里",
    "5号楼",
    "1单元",
    "101",
    "西里块区",
    "89.50",
    "王建国",
    "",
    "李秀英",
    "户主",
    "王建国",
    "15400005001",
    id_number(date(1960, 5, 1)),
]
LI = [
    "槐荫里",
    "5号楼",
    "1单元",
    "101",
    "",
    "",
    "",
    "",
    "",
    "配偶",
    "李秀英",
    "",
    id_number(date(1962, 6, 2)),
]
EMPTY = ["槐荫里", "5号楼", "1单元", "102", "", "70.25", "云州建设开发公司", "建设单位", "", "", "", "", ""]
SHEN = ["槐荫里", "2号楼", "2单元", "202", "", "", "沈安", "", "叶青", "户主", "沈安", "15400009999", ""]
COUNTED = (Area, Home, Household, Resident, Organization, Ownership, OwnershipShare, Post)


def bring(street, content, *, by="wu_dan", name="名册.xlsx", fills_merged=False):
    """Bring a file and have it read; return the import."""
    actor = street.by(by)
    batch = stages.bring(by=actor, community=street.community, file_name=name, content=content, at=street.at)
    work(Reading, batch, street.at)
    if fills_merged:
        stages.read_again(by=actor, batch=batch, fills_merged=True, at=street.at)
        work(Reading, batch, street.at)
    batch.refresh_from_db()
    return batch


def write(street, batch, *, by="wu_dan"):
    stages.confirm(by=street.by(by), batch=batch, at=street.at)
    work(Writing, batch, street.at)
    batch.refresh_from_db()
    return batch


def undo(street, batch, *, by="wu_dan"):
    stages.undo(by=street.by(by), batch=batch, at=street.at)
    work(Undoing, batch, street.at)
    batch.refresh_from_db()
    return batch


def work(kind, batch, at):
    going = kind(batch.pk, at=at)
    while going.step(at=at):
        pass


def rows(*lines):
    return table(*lines, heading=HEADING)


def state():
    """Everything in the register, with what is sealed opened."""
    return {model.__name__: list(model.objects.defer(None).order_by("pk").values()) for model in COUNTED}


def changed(batch):
    return {
        key: value
        for key, value in batch.counts.items()
        if key.startswith(("homes.", "people.", "titles.", "part."))
    }


def test_a_preview_counts_and_changes_nothing(street):
    before = state()

    batch = bring(street, rows(WANG, LI, EMPTY, SHEN))

    assert batch.stage == RegisterImport.Stage.PREVIEW
    assert changed(batch) == {
        "homes.new": 2,
        "homes.same": 1,
        "people.new": 2,
        "people.changed": 1,
        "part.phone": 1,
        "titles.new": 2,
        "titles.same": 1,
    }
    assert batch.counts["new_places"] == ["槐荫里 5号楼", "西里块区"]
    assert batch.counts["sample"][1] == {"home": "槐荫里 5号楼 1单元 101", "people": ["王*", "李*"]}
    assert state() == before


def test_writing_founds_places_homes_households_people_and_titles(street):
    write(street, bring(street, rows(WANG, LI, EMPTY, SHEN)))

    home = Home.objects.select_related("area__parent__parent").get(number="101", area__parent__name="5号楼")
    household = Household.objects.get(home=home)
    title = Ownership.objects.get(home=home)
    empty = Home.objects.get(number="102", area=home.area)
    assert areas.address(home.area, home.number) == "槐荫里5号楼1单元101室"
    assert (home.exclusive_area, home.sort_key) == (8950, "槐荫里/00005号楼/00001单元/00101")
    assert [(r.name, r.tie, r.born_on) for r in household.members.order_by("id")] == [
        ("王建国", Tie.HEAD, date(1960, 5, 1)),
        ("李秀英", Tie.SPOUSE, date(1962, 6, 2)),
    ]
    assert {share.resident.name for share in title.shares.all()} == {"王建国", "李秀英"}
    assert set(household.members.all()) == {share.resident for share in title.shares.all()}
    assert OwnershipShare.objects.get(ownership__home=empty).organization == street.developer
    assert not Household.objects.filter(home=empty).exists()
    assert Area.objects.get(name="西里块区").pk in areas.around(home.area_id).around
    assert Resident.objects.defer(None).get(pk=street.shen_an.pk).phone == "+8615400009999"


def test_importing_the_same_file_again_changes_nothing(street):
    write(street, bring(street, rows(WANG, LI, EMPTY, SHEN)))
    before = state()

    again = write(street, bring(street, rows(WANG, LI, EMPTY, SHEN)))

    assert changed(again) == {"homes.same": 3, "people.same": 3, "titles.same": 3}
    assert state() == before


def test_people_without_numbers_are_known_again_by_home_and_name(street):
    plain = [[*WANG[:11], "", ""], [*LI[:11], "", ""]]
    write(street, bring(street, rows(*plain)))

    again = write(street, bring(street, rows(WANG, LI)))

    assert changed(again) == {
        "homes.same": 1,
        "people.changed": 2,
        "part.phone": 1,
        "part.id_number": 2,
        "part.born_on": 2,
        "titles.same": 1,
    }
    assert Resident.objects.filter(name="王建国").count() == 1


def test_who_moved_is_moved_and_not_doubled(street):
    write(street, bring(street, rows(WANG, LI)))
    moved = ["槐荫里", "1号楼", "1单元", "201", "", "", "", "", "", "户主", *LI[10:]]

    batch = write(street, bring(street, rows(moved)))

    assert (batch.counts["people.changed"], batch.counts["part.household"]) == (1, 1)
    assert Resident.objects.get(name="李秀英").household.home == street.homes["b1s1:201"]


def test_other_owners_end_the_title_before(street):
    sold = [*SHEN[:6], "王五", "", "", "户主", "沈安", "", ""]
    old = Ownership.objects.get(home=street.homes["b2s2:202"])

    batch = write(street, bring(street, rows(sold)))

    old.refresh_from_db()
    new = Ownership.objects.get(home=street.homes["b2s2:202"], until__isnull=True)
    assert (batch.counts["titles.changed"], old.until) == (1, date(2026, 11, 20))
    assert [share.resident.name for share in new.shares.all()] == ["王五"]
    assert new.shares.get().resident.household is None


def test_an_owner_of_two_homes_known_by_number_is_one_person(street):
    heading = ["小区", "楼栋", "房号", "产权人", "产权人身份证号"]
    number = id_number(date(1955, 5, 5))
    content = table(
        ["槐荫里", "7", "101", "钱多", number], ["槐荫里", "7", "102", "钱多", number], heading=heading
    )

    write(street, bring(street, content))

    assert Resident.objects.filter(name="钱多").count() == 1
    assert OwnershipShare.objects.filter(resident__name="钱多").count() == 2


def test_good_rows_are_written_and_faulty_rows_come_back_in_a_workbook_that_can_be_mended(street):
    bad = [*LI[:12], 310114196206020003.0]

    batch = bring(street, rows(WANG, bad, EMPTY))
    content = faulty.workbook(batch)
    write(street, batch)
    cells = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    still = bring(street, content)

    assert (batch.counts["faulty"], batch.counts["rows.good"]) == (1, 2)
    assert cells[0] == ["原因", *HEADING]
    assert cells[1][0].startswith("身份证号：Excel把身份证号当成了数字")
    assert cells[1][11:14] == ["李秀英", "", "3.10114E+17"]
    assert (still.counts["faulty"], still.counts.get("rows.good", 0)) == (1, 0)
    assert imports.by_fault(batch)[0][0::2] == ("身份证号", 1)
    assert {
        row.name
        for row in Resident.objects.filter(
            household__home__number="101", household__home__area__parent__name="5号楼"
        )
    } == {"王建国"}


def test_the_cells_of_faulty_rows_are_sealed_in_the_database(street, django_db_blocker):
    from django.db import connection

    bring(street, rows([*LI[:12], "310114196206020003"]))

    with connection.cursor() as cursor:
        cursor.execute("SELECT cells FROM people_registerrow")
        stored = bytes(cursor.fetchone()[0])
    assert "李秀英".encode() not in stored
    assert "李秀英" in RegisterRow.objects.get().cells


def test_merged_cells_are_filled_when_the_clerk_says_so(street):
    spouse = ["", "", "", "", "", "", "", "", "", "配偶", *LI[10:]]
    content = workbook(("居民", [HEADING, WANG, spouse]), merges=[f"{c}2:{c}3" for c in "ABCDEFGI"])

    batch = bring(street, content, fills_merged=True)

    assert (batch.counts.get("faulty", 0), batch.counts["merged"], batch.counts["people.new"]) == (0, 8, 2)


def test_undo_puts_everything_back_exactly(street):
    before = state()
    batch = write(street, bring(street, rows(WANG, LI, EMPTY, [*SHEN[:6], "王五", *SHEN[7:]])))

    undone = undo(street, batch)

    assert undone.stage == RegisterImport.Stage.UNDONE
    assert undone.counts["kept"] == 0
    assert state() == before


def test_undo_keeps_what_was_changed_later_and_says_so(street):
    batch = write(street, bring(street, rows(WANG, LI)))
    wang = Resident.objects.get(name="王建国")
    residents.change(
        by=street.by("wu_dan"), resident=wang, particulars=Particulars("王建国", "15400005002"), at=street.at
    )

    undone = undo(street, batch)

    kept = [(kind, pk, line, why) for step in undone.steps.all() for kind, pk, line, why in step.kept]
    assert ("resident", wang.pk, 2, "changed_later") in kept
    assert {kind for kind, *_rest in kept} == {"resident", "household", "home", "area"}
    assert not Resident.objects.filter(name="李秀英").exists()
    assert imports.kept(undone)[0].startswith("第2行的居民：导入之后又改过")


def test_undo_keeps_who_has_taken_a_post_meanwhile(street):
    batch = write(street, bring(street, rows(WANG, LI)))
    building = Area.objects.get(name="5号楼")
    posts.appoint(
        by=street.by("lin_xiao"),
        kind=PostKind.BUILDING_HEAD,
        area=building,
        resident=Resident.objects.get(name="王建国"),
        at=street.at,
    )

    undone = undo(street, batch)

    kept = {(kind, why) for step in undone.steps.all() for kind, _pk, _line, why in step.kept}
    assert ("resident", "in_use") in kept
    assert ("area", "in_use") in kept


def test_undoing_an_earlier_import_keeps_what_a_later_one_changed(street):
    first = write(street, bring(street, rows([*WANG[:11], "", ""])))
    second = write(street, bring(street, rows(WANG)))

    undo(street, first)
    undo(street, second)

    assert Resident.objects.defer(None).get(name="王建国").phone == ""


def test_building_heads_are_appointed_only_by_who_may_appoint(street):
    content = table(
        ["槐荫里", "3", "1", "101", "周桂兰", "周桂兰"],
        ["槐荫里", "1", "1", "102", "何志强", "没有这个人"],
        heading=["小区", "楼栋", "单元", "房号", "姓名", "楼栋长"],
    )

    by_clerk = write(street, bring(street, content))
    held_then = Post.objects.filter(kind=PostKind.BUILDING_HEAD, resident=street.zhou_guilan).exists()
    by_operator = write(street, bring(street, content, by="fang_ning"), by="fang_ning")

    assert (by_clerk.counts["heads.left"], held_then) == (2, False)
    assert by_operator.counts["heads.left"] == 1
    assert Post.objects.get(kind=PostKind.BUILDING_HEAD, resident=street.zhou_guilan).area == street.b3
    assert undo(street, by_operator, by="fang_ning").counts["kept"] == 0
    assert not Post.objects.filter(kind=PostKind.BUILDING_HEAD, resident=street.zhou_guilan).exists()


def test_a_file_that_cannot_be_read_ends_in_one_sentence(street):
    batch = bring(street, b"PK\x03\x04 broken")

    assert batch.stage == RegisterImport.Stage.FAILED
    assert batch.trouble == "这个文件坏了，打不开。请在Excel里打开原表，“另存为.xlsx”，再上传。"
    assert batch.kept_as == ""


def test_the_template_can_be_brought_as_it_is_and_its_example_is_not_taken(street):
    batch = bring(street, template.workbook())

    assert batch.trouble == "表头下面一行也没有。请填好再上传。"


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
