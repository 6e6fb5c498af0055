"""The pages of disclosure: who is let in where, what comes back when a form is wrong, downloads, odd addresses."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from linli.circle.disclose.actions import brought, duties, sheets
from linli.circle.disclose.models import CatalogueItem, Clarification, DisclosureDuty, MoneySheet, SheetImport
from linli.circle.disclose.queries import duties as asked
from linli.circle.matters.actions import matters
from linli.circle.matters.actions.matters import Bringing, Opening
from linli.circle.matters.choices import Step
from linli.circle.matters.models import Matter
from linli.commons.notices.models import Notice
from linli.ground.lib import clock
from linli.ground.people.models import Post
from tests.circle.disclose.conftest import OCTOBER, Fill, Hang, workbook
from tests.commons.notices.conftest import on_board
from tests.commons.notices.test_pages import ANYONE, let_in
from tests.street import NOW, Street

POSTERS = {"gu_min", "lin_xiao", "luo_yongfu"}
WIDE_POSTERS = {"gu_min", "lin_xiao"}
ROW = ["槐荫里", "2026-10", "路灯", 0, 612.5, "", ""]
HEAD = ["小区", "月份", "项目", "收入（元）", "支出（元）", "用量", "备注"]


@pytest.fixture(autouse=True)
def _at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock.timezone, "now", lambda: NOW)
    monkeypatch.setattr(
        clock.timezone, "localdate", lambda moment=None: (moment or NOW).astimezone(NOW.tzinfo).date()
    )


def of(name: str, *args: object, **more: object) -> str:
    return reverse(f"disclose:{name}", args=args, kwargs=more or None)


def month(street: Street, name: str = "month", year: str = "2026", number: str = "10") -> str:
    return of(name, area=street.compound.pk, year=year, number=number)


@pytest.fixture
def delivered_matter(street: Street) -> Matter:
    """A matter that is done."""
    owner = Post.objects.held(NOW).get(kind="community_staff")
    opening = Opening(street.community, street.community, "换门禁", owner, NOW)
    made = matters.open_matter(by=street.by("gu_min"), opening=opening, at=NOW)
    return matters.advance(
        by=street.by("gu_min"), matter=made.pk, step=Step.DELIVER, bringing=Bringing(reason="职权内"), at=NOW
    )


@pytest.mark.practice("V10")
def test_anyone_reads_the_money_once_it_hangs(street: Street, fill: Fill, hang: Hang) -> None:
    sheet = fill()
    for name in ("month", "gate"):
        assert let_in(street, month(street, name)) == set()
    hang(sheets.submit(by=street.by("luo_yongfu"), sheet=sheet.pk, at=NOW).pk)

    for address in (
        of("disclosure"),
        of("money"),
        month(street),
        month(street, "gate"),
        of("data-csv"),
        of("data-xlsx"),
        of("data-json"),
    ):
        assert let_in(street, address) == ANYONE, address
    page = Client().get(month(street)).content.decode()
    assert "六项一共收入101,360.50元" in page and "上个月没有记录" in page
    assert "钱花在哪儿" in Client().get(month(street, "gate")).content.decode()


def test_the_desk_is_for_those_who_post(street: Street, fill: Fill, delivered_matter: Matter) -> None:
    sheet = fill()

    for address in (
        of("calendar"),
        of("catalogue"),
        of("clarify"),
        of("sheets"),
        of("sheet-new"),
        of("sheet-template"),
        of("sheet", sheet.pk),
    ):
        assert let_in(street, address) == POSTERS, address
    assert let_in(street, of("result", delivered_matter.pk)) == WIDE_POSTERS
    assert let_in(street, of("result", 10**9)) == set()


def test_deeds_of_the_desk_are_for_those_who_post(street: Street, fill: Fill) -> None:
    duties.raise_due(at=NOW)
    plan = DisclosureDuty.objects.get(community=street.community, key="party-plan")
    sheet = fill()
    told = {"key": "decisions", "what": "开会", "on": "2026-11-19"}
    line = {
        "key": "canteen",
        "head": "service",
        "title": "食堂",
        "cycle": "monthly",
        "due": "day 5",
        "min_days": "20",
        "scope": "community",
    }

    assert let_in(street, of("happened"), "post", **told) == WIDE_POSTERS
    assert let_in(street, of("catalogue"), "post", **line) == {"lin_xiao"}
    assert CatalogueItem.objects.get().title == "食堂"
    assert let_in(street, of("draft", plan.pk), "post") == WIDE_POSTERS
    assert let_in(street, of("sheet-submit", sheet.pk), "post") == POSTERS


def test_a_line_of_the_catalogue_is_changed_from_what_it_says(street: Street) -> None:
    client = street.client("lin_xiao")
    law = client.get(of("catalogue"), {"line": "audit"}).context["form"].initial
    answer = client.post(of("catalogue"), {**law, "min_days": "45"})
    assert answer.status_code == 302
    own = CatalogueItem.objects.get()
    assert (law["due"], own.key, own.due, own.min_days) == ("90天内", "audit", "90天内", 45)

    new = client.get(of("catalogue")).context["form"].initial
    client.post(of("catalogue"), {**law, "key": new["key"], "title": "食堂账目"})
    assert [line.title for line in asked.lines(street.community.pk, NOW.date()) if line.is_own] == [
        law["title"],
        "食堂账目",
    ]


def test_an_import_is_for_who_brought_it(street: Street) -> None:
    made = brought.bring(
        by=street.by("luo_yongfu"), community=street.community.pk, file_name="a.xlsx",
        content=workbook([HEAD, ROW]), month=OCTOBER, at=NOW,
    )  # fmt: skip

    assert let_in(street, of("brought", made.pk)) == {"luo_yongfu"}
    assert let_in(street, of("brought-keep", made.pk), "post") == {"luo_yongfu"}
    assert MoneySheet.objects.count() == 1


def test_a_workbook_is_brought_looked_at_and_kept(street: Street) -> None:
    client = street.client("luo_yongfu")
    content = workbook([HEAD, ROW, [*ROW[:2], "电梯", 1, 1, "", ""]])
    file = SimpleUploadedFile("十月.xlsx", content)
    answer = client.post(of("bring"), {"file": file, "month": "2026-10"})
    made = SheetImport.objects.get()
    assert answer["Location"] == of("brought", made.pk)
    page = client.get(of("brought", made.pk)).content.decode()
    assert "十月 C3" in page and "认不得这个项目" in page and "新的" in page
    client.post(of("brought-keep", made.pk))
    assert "这份表收下了" in client.get(of("brought", made.pk)).content.decode()

    torn = client.post(of("bring"), {"file": SimpleUploadedFile("a.xlsx", b"PK torn"), "month": "2026-10"})
    assert torn.status_code == 422
    assert client.post(of("bring"), {"month": "十月"}).status_code == 422


def test_a_month_is_filled_in_as_people_write_and_comes_back_when_wrong(street: Street) -> None:
    client = street.client("luo_yongfu")
    data = {
        "area": str(street.compound.pk),
        "month": "2026-10",
        "lamps-expense": "１，６１２．５０",
        "water-units": "150.5",
    }
    wrong = client.post(of("sheet-new"), {**data, "water-expense": "四百五"})
    assert wrong.status_code == 422
    assert "四百五" in wrong.content.decode() and "１，６１２．５０" in wrong.content.decode()
    client.post(of("sheet-new"), data)
    sheet = MoneySheet.objects.get()

    assert dict(sheet.lines.values_list("item", "expense"))["lamps"] == 161_250
    assert dict(sheet.lines.values_list("item", "units"))["water"] == 15_050
    assert client.post(of("sheet-new"), {**data, "month": "2026-13"}).status_code == 422
    assert client.post(of("sheet-new"), {"area": data["area"], "month": "2026-10"}).status_code == 422
    page = client.get(of("sheet", sheet.pk)).content.decode()
    assert 'value="1,612.50"' in page
    assert client.post(of("sheet-submit", sheet.pk))["Location"] == reverse(
        "notices:desk-notice", args=[Notice.objects.get().pk]
    )


def test_a_result_and_a_clarification_lead_to_their_drafts(street: Street, delivered_matter: Matter) -> None:
    client, source = street.client("gu_min"), on_board(street)
    made = client.post(of("result", delivered_matter.pk), {"decided": "换", "done": "换好了", "cost": "0"})
    assert "没有花钱" in Notice.objects.latest("pk").body and "/desk/notices/" in made["Location"]
    assert client.post(of("result", delivered_matter.pk), {"decided": ""}).status_code == 422
    told = {
        "area": street.community.pk,
        "rumour": "要拆",
        "heard_where": "群里",
        "facts": "不拆",
        "sources": [source.pk],
        "key": "k",
    }
    assert "路灯换了" in client.get(of("clarify")).content.decode()
    assert "/desk/notices/" in client.post(of("clarify"), told)["Location"]
    assert list(Clarification.objects.get().sources.all()) == [source]
    assert client.post(of("clarify"), {**told, "sources": [10**9], "key": "m"}).status_code == 422
    assert client.post(of("clarify"), {**told, "facts": "", "key": "l"}).status_code == 422


def test_open_data_is_plain_and_safe_to_open(street: Street, fill: Fill, hang: Hang) -> None:
    hang(sheets.submit(by=street.by("luo_yongfu"), sheet=fill().pk, at=NOW).pk)
    plain = Client().get(of("data-csv"))
    lines = json.loads(Client().get(of("data-json")).content)["lines"]

    assert plain.content.decode("utf-8-sig").splitlines()[0].split(",")[0] == "小区"
    assert [line["item"] for line in lines] == [
        "property",
        "lamps",
        "rubbish",
        "water",
        "parking",
        "charging",
    ]
    assert Client().get(of("data-xlsx")).content.startswith(b"PK")


def test_late_months_stand_in_red_for_all(street: Street) -> None:
    duties.raise_due(at=NOW.replace(month=9))
    page = Client().get(of("money")).content.decode()

    assert "槐荫里2026年9月的账还没公开，本该10月10日前公开。" in page
    assert "晚了" in Client().get(of("disclosure")).content.decode()


@pytest.mark.parametrize(("year", "number"), [("2026", "13"), ("2026", "00"), ("1999", "10"), ("9999", "12")])
def test_months_that_are_none_are_not_found(street: Street, year: str, number: str) -> None:
    assert Client().get(month(street, year=year, number=number)).status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "/money/999999999999999999/2026-10/",
        "/money/?community=0",
        "/disclosure/?community=x",
        "/desk/disclosure/money/999999999999999999/",
    ],
)
def test_odd_addresses_never_crash(street: Street, address: str) -> None:
    assert street.client("gu_min").get(address).status_code in {200, 404}
