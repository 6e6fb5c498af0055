"""Register imports from the file to the register and back."""

import io
from datetime import date

from python_calamine import CalamineWorkbook

from linli.ground.people.actions import posts, residents
from linli.ground.people.actions.residents import Particulars
from linli.ground.people.choices import PostKind, Tie
from linli.ground.people.exports import faulty, template
from linli.ground.people.models import (
    Area,
    Home,
    Household,
    Ownership,
    OwnershipShare,
    Post,
    RegisterImport,
    RegisterRow,
    Resident,
)
from linli.ground.people.queries import areas, imports
from tests.ground.people.actions.import_steps import (
    EMPTY,
    HEADING,
    LI,
    SHEN,
    WANG,
    bring,
    changed,
    rows,
    state,
    undo,
    write,
)
from tests.ground.people.sheets.books import table, workbook
from tests.street import id_number


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
