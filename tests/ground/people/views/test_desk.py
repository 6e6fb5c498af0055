"""The people's desk as its staff use it, page by page."""

import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from python_calamine import CalamineWorkbook

from linli.ground.journal.models import Delivery, Reading
from linli.ground.people import tasks
from linli.ground.people.actions import accounts, newcomers, posts, register_exports, residents
from linli.ground.people.models import Home, Ownership, Post, RegisterExport, RegisterImport, Resident
from linli.ground.people.rules import HOUSE
from tests.ground.people.actions.test_imports import EMPTY, LI, SHEN, WANG, rows
from tests.street import NOW, id_number, phone

ASKED_OF_NEWCOMERS = 5


def get(client, view, /, *args, **query):
    return client.get(reverse(f"people:{view}", args=args), query)


def post(client, view, /, *args, **data):
    return client.post(reverse(f"people:{view}", args=args), data)


def text(answer):
    return answer.content.decode()


def upload(street, content, by="wu_dan", name="名册.xlsx"):
    """Upload as a browser does, and let the worker read."""
    client = street.client(by)
    answer = post(client, "imports", file=SimpleUploadedFile(name, content))
    assert answer.status_code == 302, text(answer)
    batch = RegisterImport.objects.latest("pk")
    tasks.work_on_import.call(import_id=batch.pk)
    return client, batch


def test_nobody_is_asked_to_sign_in_first(street):
    answer = get(street.client("nobody"), "register")

    assert (answer.status_code, answer["Location"].split("?")[0]) == (
        302,
        reverse("account_request_login_code"),
    )


def test_the_list_masks_names_and_shows_no_number(street):
    page = text(get(street.client("wu_dan"), "register"))

    assert "沈*" in page
    assert "沈安" not in page
    assert phone("shen_an")[3:] not in page


def test_a_search_without_result_says_what_to_try(street):
    assert "没有找到" in text(get(street.client("wu_dan"), "register", q="没有这个人"))


def test_a_page_of_nonsense_is_still_the_list(street):
    answer = get(street.client("wu_dan"), "register", building="x", use="castle", state="?", sort="up")

    assert answer.status_code == 200


def test_a_bad_cursor_is_not_found(street):
    assert get(street.client("wu_dan"), "register", sort="newest", after="x").status_code == 404


def test_a_phone_is_shown_once_for_a_reason(street):
    client = street.client("wu_dan")

    without = post(client, "open-part", street.shen_an.pk, "phone", **{"phone-reason": ""})
    shown = post(client, "open-part", street.shen_an.pk, "phone", **{"phone-reason": "通知停水"})
    later = get(client, "resident", street.shen_an.pk)

    assert (without.status_code, "请写下为什么要看" in text(without)) == (422, True)
    assert phone("shen_an") in text(shown)
    assert "no-store" in shown["Cache-Control"]
    assert phone("shen_an") not in text(later)
    assert Reading.objects.get().reason == "通知停水"


def test_a_person_is_added_corrected_and_moved(street):
    client, home = street.client("wu_dan"), street.homes["b3s2:101"]

    wrong = post(client, "home-add-member", home.pk, name="新来的", tie="head", phone="123")
    added = post(client, "home-add-member", home.pk, name="新来的", tie="head", phone="15400060001")
    made = Resident.objects.get(name="新来的")
    changed = post(
        client, "resident-change", made.pk, id_number=id_number(street.shen_an.born_on, sequence="009")
    )
    refused = post(client, "resident-change", made.pk, id_number="1")
    moved = post(client, "resident-move", made.pk, door="3号楼2单元102", tie="other")

    assert (wrong.status_code, "这不像一个手机号" in text(wrong)) == (422, True)
    assert (added.status_code, changed.status_code, moved.status_code) == (302, 302, 302)
    assert (refused.status_code, "身份证号不对" in text(refused)) == (422, True)
    made.refresh_from_db()
    assert (made.household.home, made.born_on) == (street.homes["b3s2:102"], street.shen_an.born_on)


def test_a_title_is_registered_by_names(street):
    client, home = street.client("wu_dan"), street.homes["b3s2:101"]

    answer = post(
        client, "home-register-title", home.pk, kind="person", names="沈安、叶青", since="2026-01-05"
    )

    title = Ownership.objects.get(home=home, until__isnull=True)
    assert (answer.status_code, title.shares.count(), str(title.since)) == (302, 2, "2026-01-05")


def test_erasing_asks_once_more_and_says_what_stands_in_the_way(street):
    client = street.client("wu_dan")

    page = text(get(client, "resident", street.zhou_guilan.pk))
    refused = post(client, "resident-erase", street.zhou_guilan.pk)
    done = post(client, "resident-erase", street.tang_yuan.pk)
    gone = get(client, "resident", street.tang_yuan.pk)

    assert "删除后不能恢复" in page
    assert (refused.status_code, "名下还有房屋" in text(refused)) == (422, True)
    assert (done.status_code, "资料已经删除" in text(gone)) == (302, True)


def test_ones_own_data_are_a_file(street):
    answer = post(street.client("shen_an"), "my-data")

    assert answer["Content-Disposition"].startswith("attachment")
    assert json.loads(answer.content)["phone"] == phone("shen_an")


def test_posts_are_filled_left_and_ended_on_the_page_of_their_area(street):
    client, area = street.client("lin_xiao"), street.east_block

    unknown = post(client, "area-fill-post", area.pk, kind="block_head", who="没有这个人")
    filled = post(client, "area-fill-post", area.pk, kind="block_head", who="沈安", until="2027-11-20")
    held = Post.objects.get(kind="block_head", resident=street.shen_an)
    page = text(get(client, "area", area.pk))
    post(client, "vacate-post", held.pk)
    vacant = Post.objects.get(kind="block_head", resident__isnull=True)
    post(client, "end-post", vacant.pk)

    assert (unknown.status_code, "户籍册里找不到“没有这个人”" in text(unknown)) == (422, True)
    assert (filled.status_code, "沈安" in page, 'tag-wait">空缺' in page) == (302, True, False)
    assert Post.objects.filter(kind="block_head", until__isnull=True).count() == 0


def test_areas_homes_and_bodies_are_founded_on_the_page_of_their_area(street):
    client = street.client("fang_ning")

    post(client, "area-found", street.compound.pk, kind="building", name="9号楼")
    post(client, "area-add-home", street.b3.pk, number="车位9", use="parking", exclusive_area="12.5")
    taken = post(client, "area-rename", street.b3.pk, name="1号楼")
    body = post(client, "area-found-body", street.b3.pk, kind="team", name="合唱队")

    assert Home.objects.get(number="车位9").exclusive_area == 1250
    assert (taken.status_code, "已经有“1号楼”" in text(taken)) == (422, True)
    assert (body.status_code, "9号楼" in text(get(client, "areas"))) == (302, True)


def test_a_table_is_uploaded_looked_at_written_and_taken_back(street):
    client, batch = upload(street, rows(WANG, LI, [*EMPTY[:5], "很大", *EMPTY[6:]], SHEN))

    preview = text(get(client, "import", batch.pk))
    faulty = get(client, "import-faulty", batch.pk)
    post(client, "import-confirm", batch.pk)
    busy = client.get(reverse("people:import", args=[batch.pk]), headers={"HX-Request": "true"})
    tasks.work_on_import.call(import_id=batch.pk)
    done = client.get(reverse("people:import", args=[batch.pk]), headers={"HX-Request": "true"})
    undone = post(client, "import-undo", batch.pk)
    tasks.work_on_import.call(import_id=batch.pk)

    assert "读了4行：可以写入3行，有问题1行，空行0行。" in preview
    assert "看不懂这个面积" in preview
    assert "王建国" not in preview
    assert (
        CalamineWorkbook.from_filelike(io.BytesIO(faulty.content)).get_sheet_by_index(0).to_python()[1][6]
        == "很大"
    )
    assert Reading.objects.get(object_kind="registerimport").part == "faulty"
    assert ("<html" in text(busy), "hx-get" in text(busy)) == (False, True)
    assert done["HX-Refresh"] == "true"
    assert (undone.status_code, RegisterImport.objects.get().stage) == (302, "undone")
    assert not Resident.objects.filter(name="王建国").exists()


def test_the_news_of_an_upload_waits_in_the_outbox_for_the_worker(street):
    Delivery.objects.all().delete()

    post(street.client("wu_dan"), "imports", file=SimpleUploadedFile("a.csv", "楼栋,房号\n1,101\n".encode()))

    assert [delivery.hearer for delivery in Delivery.objects.all()] == [
        "linli.ground.people.tasks.queue_import"
    ]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [("a.pdf", b"x", "只认得.xlsx"), ("a.csv", b"", "这个文件是空的"), ("noending", b"x", "只认得.xlsx")],
)
def test_a_file_that_cannot_be_taken_is_refused_on_the_page(street, name, content, words):
    answer = post(street.client("wu_dan"), "imports", file=SimpleUploadedFile(name, content))

    assert (answer.status_code, words in text(answer)) == (422, True)


def test_no_file_is_told(street):
    answer = post(street.client("wu_dan"), "imports")

    assert (answer.status_code, "请选一份表格" in text(answer)) == (422, True)


def test_a_very_long_file_name_keeps_its_ending(street):
    _client, batch = upload(street, "楼栋,房号\n1号楼,101\n".encode(), name="名" * 250 + ".csv")

    batch.refresh_from_db()
    assert (len(batch.file_name) <= 200, batch.file_name[-5:], batch.stage) == (True, "….csv", "preview")


def test_pressing_twice_is_told_and_does_no_harm(street):
    client, batch = upload(street, rows(WANG))
    post(client, "import-confirm", batch.pk)

    again = client.post(reverse("people:import-confirm", args=[batch.pk]), follow=True)

    assert "这份表现在是“正在写入”，不能这样做。" in text(again)


def test_the_template_is_a_workbook_with_drop_downs_and_a_guide(street):
    answer = get(street.client("wu_dan"), "import-template")
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))

    assert book.sheet_names == ["户籍册", "填写说明"]
    assert book.get_sheet_by_name("户籍册").to_python()[0][:5] == ["小区", "块区", "楼栋", "单元", "房号"]
    assert len(book.get_sheet_by_name("填写说明").to_python()) == 21


def test_an_export_is_made_by_the_worker_and_fits_the_list(street):
    client = street.client("wu_dan")
    asked = post(client, "ask-export", community=street.community.pk, q="沈")
    export = RegisterExport.objects.get()
    early = client.get(reverse("people:export-file", args=[export.pk]))
    tasks.make_export.call(export_id=export.pk)
    table = CalamineWorkbook.from_filelike(
        io.BytesIO(get(client, "export-file", export.pk).content)
    ).get_sheet_by_index(0)

    lines = table.to_python()
    assert (asked.status_code, early.status_code) == (302, 409)
    assert "身份证号" not in lines[0]
    assert [(line[lines[0].index("姓名")], line[lines[0].index("产权人")]) for line in lines[1:]] == [
        ("沈*", "沈*"),
        ("叶*", "沈*"),
    ]
    assert Reading.objects.count() == 0


def test_a_full_export_needs_a_reason_is_noted_and_can_be_brought_back_without_a_change(street):
    client = street.client("wu_dan")
    post(client, "ask-export", community=street.community.pk, is_full="on")
    without = RegisterExport.objects.count()
    post(client, "ask-export", community=street.community.pk, is_full="on", reason="年底核对")
    export = RegisterExport.objects.get()
    tasks.make_export.call(export_id=export.pk)
    content = get(client, "export-file", export.pk).content
    _client, batch = upload(street, content, name="导出.xlsx")

    batch.refresh_from_db()
    assert without == 0
    assert Reading.objects.get(object_kind="registerexport").reason == "年底核对"
    changed = {
        key: value for key, value in batch.counts.items() if key.endswith((".new", ".changed")) and value
    }
    assert (batch.counts.get("faulty", 0), changed) == (0, {})
    assert batch.counts["people.same"] == 6


def test_an_export_is_not_handed_out_after_the_right_is_gone(street):
    client = street.client("wu_dan")
    post(client, "ask-export", community=street.community.pk)
    export = RegisterExport.objects.get()
    tasks.make_export.call(export_id=export.pk)

    posts.vacate(by=HOUSE, post=Post.objects.get(resident=street.wu_dan), at=street.at)

    assert get(client, "export-file", export.pk).status_code == 403


def test_exports_are_forgotten_after_a_week(street):
    from datetime import timedelta

    client = street.client("wu_dan")
    post(client, "ask-export", community=street.community.pk)
    export = RegisterExport.objects.get()
    tasks.make_export.call(export_id=export.pk)
    RegisterExport.objects.update(asked_at=street.at)

    assert register_exports.forget_old(at=street.at + timedelta(days=8)) == 1
    assert get(client, "export-file", export.pk).status_code == 410
    assert "只留7天" in text(get(client, "export", export.pk))


def test_one_chooses_among_the_communities_in_reach(street):
    client = street.client("fang_ning")

    page = text(get(client, "register", community=street.willow.pk))

    assert "柳浪苑1号楼101室" in page
    assert get(client, "register", community=999_999).status_code == 403


class TestNewcomers:
    """The clerk writes the home down in the same form, or later from the list below."""

    @pytest.fixture
    def newcomer(self, street):
        account = accounts.knock(phone="+8613912345678", at=NOW)
        accounts.prove_phone(account=account, phone="+8613912345678", at=NOW)
        return newcomers.declare(
            account=account, community=street.community.pk, name="罗敏", door="3号楼1单元101", at=NOW
        )

    def test_the_door_they_named_stands_in_the_form_and_one_press_houses_them(self, street, newcomer):
        client = street.client("wu_dan")
        assert 'value="3号楼1单元101"' in text(get(client, "newcomers"))
        sent = {"newcomer": newcomer.pk, "door": "3号楼1单元101", "tie": "child", "housed": "yes"}
        assert post(client, "confirm-newcomer", **sent).status_code == 302

        newcomer.refresh_from_db()
        assert (newcomer.household, newcomer.tie) == (street.zhou_guilan.household, "child")

    @pytest.mark.parametrize(
        ("door", "told"), [("9号楼909", "找不到“9号楼909”"), ("", "请写上门牌"), ("1" * 61, "门牌太长了")]
    )
    def test_a_wrong_door_comes_back_as_typed_with_what_to_do(self, street, newcomer, door, told):
        sent = {"newcomer": newcomer.pk, "door": door, "tie": "child", "housed": "yes"}
        answer = post(street.client("wu_dan"), "confirm-newcomer", **sent)

        assert answer.status_code == 422
        assert told in text(answer)
        assert f'value="{door}"' in text(answer) or not door
        assert '<option value="child" selected>' in text(answer)
        newcomer.refresh_from_db()
        assert newcomer.declaration.settled_at is None

    def test_without_home_for_now_they_wait_on_a_list_where_it_is_filled_in(self, street, newcomer):
        client = street.client("wu_dan")
        post(client, "confirm-newcomer", newcomer=newcomer.pk, door="3号楼1单元101", housed="")
        newcomer.refresh_from_db()
        page = text(get(client, "newcomers"))
        assert newcomer.household is None
        assert reverse("people:resident-move", args=[newcomer.pk]) in page

        post(client, "resident-move", newcomer.pk, door="3号楼1单元101", tie="other")
        newcomer.refresh_from_db()
        assert newcomer.household == street.zhou_guilan.household
        assert reverse("people:resident-move", args=[newcomer.pk]) not in text(get(client, "newcomers"))

    @pytest.mark.parametrize("count", [1, 3])
    def test_the_page_asks_as_many_questions_for_three_as_for_one(
        self, street, newcomer, count, django_assert_num_queries
    ):
        for number in range(count):
            residents.add(
                by=HOUSE,
                community=street.community,
                particulars=residents.Particulars(f"新人{number}"),
                household=None,
                at=NOW,
            )
        client = street.client("wu_dan")
        get(client, "newcomers")
        with django_assert_num_queries(ASKED_OF_NEWCOMERS):
            get(client, "newcomers")
