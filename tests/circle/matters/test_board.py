"""The board and a matter's desk: who sees and does what, narrowed, sorted, searched, paged, taken away as a table."""

import csv
import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from linli.circle.matters.actions import matters, particulars
from linli.circle.matters.actions.matters import Bringing
from linli.circle.matters.choices import CIRCLE, TRANSITIONS, Origin, Stage, Step
from linli.circle.matters.models import Matter
from linli.circle.matters.queries import board
from linli.circle.matters.queries import matters as asked
from linli.circle.matters.queries.board import Filters
from linli.circle.matters.refusals import MayNotSeeBoard
from linli.ground.lib.keyset import BadCursor
from linli.ground.people.models import Post
from tests.circle.matters.conftest import DUE, LATER, open_one, post
from tests.street import CAST, NOW, Street

ROLES = [*sorted(key for key, person in CAST.items() if person.signs_in != "never"), "nobody"]
DENIED = {401, 403, 404}
MOVERS, READERS = {"gu_min", "lin_xiao"}, {"gu_min", "lin_xiao", "zhao_qi"}


def lets_in(answer: object) -> bool:
    if answer.status_code == 302:
        return not answer["Location"].startswith(("/in/", "/accounts/"))
    return answer.status_code not in DENIED


def titles(street: Street, who: str = "gu_min", sort: str = "due", **filters: object) -> list[str]:
    """What stands in the first column, as narrowed."""
    narrowed = Filters(street.community.pk, **filters)
    first = board.columns(street.by(who), narrowed, counted={}, sort=sort, at=NOW)[0]
    return [card.title for card in first.cards]


def form(street: Street, **rest: object) -> dict[str, object]:
    return {
        "title": "装长椅", "place": street.b3.pk, "category": "", "resident_need": "老人有地方坐",
        "governance_need": "公共空间用起来", "convener": street.bodies["committee"].pk, "owner": post(street).pk,
        "due": "2026-12-31", "key": "k1", **rest,
    }  # fmt: skip


class TestRights:
    @pytest.mark.parametrize("who", ROLES)
    def test_pages(self, street: Street, who: str) -> None:
        near, block = open_one(street), open_one(street, "块区的事", scope=street.b2)
        client = street.client(who)
        sees_board = who in READERS | {"he_zhiqiang"}

        assert lets_in(client.get("/desk/board/")) is sees_board
        assert lets_in(client.get("/desk/board/?q=路灯")) is sees_board
        assert lets_in(client.get("/desk/board/heard/")) is sees_board
        assert lets_in(client.get("/desk/board/export.csv")) is sees_board
        assert lets_in(client.get(f"/desk/matters/{near.pk}/")) is (who in READERS)
        assert lets_in(client.get(f"/desk/matters/{block.pk}/")) is sees_board
        assert lets_in(client.get("/desk/board/limits/")) is (who in MOVERS)
        assert lets_in(client.get("/desk/matters/new/")) is (who in MOVERS)

    @pytest.mark.parametrize("who", ROLES)
    def test_deeds(self, street: Street, who: str) -> None:
        matter, client, may = open_one(street), street.client(who), who in MOVERS
        here = f"/desk/matters/{matter.pk}"
        sent = {
            f"{here}/owner/": {"owner": post(street, "secretary").pk},
            f"{here}/convener/": {"convener": street.bodies["committee"].pk},
            f"{here}/due/": {"due": "2026-12-31"},
            f"{here}/needs/": {"resident_need": "看得见", "governance_need": "安全"},
            f"{here}/step/decide/": {"reason": "社区能定"},
            "/desk/board/limits/": {"heard": "3"},
            "/desk/matters/new/": form(street),
        }
        for url, given in sent.items():
            assert lets_in(client.post(url, given)) is may, url
        found = Matter.objects.get(pk=matter.pk)

        assert (found.stage, found.has_needs) == ((Stage.DECIDED, True) if may else (Stage.HEARD, False))
        assert asked.limits(street.community.pk) == ({"heard": 3} if may else {})
        assert Matter.objects.filter(title="装长椅").count() == int(may)

    def test_staff_without_second_factor_are_kept_out(self, street: Street) -> None:
        assert not lets_in(street.client("gu_min", is_strong=False).get("/desk/board/"))

    def test_a_grid_worker_sees_their_block_and_no_counts_of_the_rest(self, street: Street) -> None:
        open_one(street, "三号楼的事"), open_one(street, "二号楼的事", scope=street.b2)

        assert titles(street, "he_zhiqiang") == ["二号楼的事"]
        assert board.counts(street.by("he_zhiqiang"), street.community.pk, NOW) == {}
        assert board.counts(street.by("gu_min"), street.community.pk, NOW)["heard"] == 2

    def test_another_community_is_not_shown(self, street: Street) -> None:
        with pytest.raises(MayNotSeeBoard):
            board.columns(street.by("gu_min"), Filters(street.willow.pk), counted={}, at=NOW)


class TestNarrowing:
    def test_by_place_owner_category_origin_lap_and_overdue(self, street: Street) -> None:
        secretary = post(street, "secretary")
        open_one(street, "路灯")
        open_one(street, "电梯", scope=street.b2, owner=secretary, category="lifts", origin=Origin.BODY)
        late = open_one(street, "积水", due_at=NOW - timedelta(days=1), category="water")
        Matter.objects.filter(pk=late.pk).update(lap=2)

        assert titles(street) == ["积水", "路灯", "电梯"]
        assert titles(street, place=street.b2.pk) == ["电梯"]
        assert titles(street, place=street.east_block.pk) == ["电梯"]
        assert titles(street, owner=secretary.pk) == ["电梯"]
        assert titles(street, category="water") == ["积水"]
        assert titles(street, origin=Origin.BODY) == ["电梯"]
        assert titles(street, overdue=True) == ["积水"]
        assert titles(street, again=True) == ["积水"]

    def test_sorts(self, street: Street) -> None:
        one = open_one(street, "一", due_at=DUE + timedelta(days=1))
        two = open_one(street, "二")
        Matter.objects.filter(pk=one.pk).update(moved_at=LATER)
        Matter.objects.filter(pk=two.pk).update(opened_at=LATER)

        assert titles(street) == ["二", "一"]
        assert titles(street, sort="newest") == ["二", "一"]
        Matter.objects.filter(pk=one.pk).update(opened_at=LATER + timedelta(days=1))
        assert titles(street, sort="newest") == ["一", "二"]
        assert titles(street, sort="longest") == ["二", "一"]
        assert titles(street, sort="hottest") == ["二", "一"]

    @pytest.mark.parametrize(
        ("words", "found"),
        [
            ("路灯", ["换路灯LED", "3号楼路灯不亮"]),
            ("灯", ["换路灯LED", "3号楼路灯不亮"]),
            ("路灯 不亮", ["3号楼路灯不亮"]),
            ("路灯不亮", ["3号楼路灯不亮"]),
            ("led", ["换路灯LED"]),
            ("ＬＥＤ", ["换路灯LED"]),
            ("灯路", []),
            ("%", []),
        ],
    )
    def test_two_characters_are_enough_to_find_it(self, street: Street, words: str, found: list[str]) -> None:
        open_one(street, "3号楼路灯不亮"), open_one(street, "电梯加装"), open_one(street, "换路灯LED")
        page = board.found(street.by("gu_min"), Filters(street.community.pk, words=words), at=NOW)

        assert [matter.title for matter in page.rows] == found

    def test_what_was_found_goes_on_after_the_last(
        self, street: Street, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for number in range(3):
            open_one(street, f"路灯{number}")
        monkeypatch.setattr(board, "IN_A_LIST", 2)
        filters, by = Filters(street.community.pk, words="路灯"), street.by("gu_min")
        first = board.found(by, filters, at=NOW)
        rest = board.found(by, filters, after=first.after, at=NOW)

        assert [matter.title for matter in (*first.rows, *rest.rows)] == ["路灯2", "路灯1", "路灯0"]
        assert rest.after == ""

    @pytest.mark.parametrize("sort", sorted(board.SORTS))
    def test_a_stage_is_paged_without_loss_or_doubles(
        self, street: Street, monkeypatch: pytest.MonkeyPatch, sort: str
    ) -> None:
        for number in range(7):
            open_one(street, f"事{number}", due_at=DUE + timedelta(days=number // 3))
        monkeypatch.setattr(board, "IN_A_LIST", 2)
        seen: list[int] = []
        after = ""
        for _page in range(4):
            page = board.page(
                street.by("gu_min"),
                Filters(street.community.pk),
                Stage.HEARD,
                sort=sort,
                after=after,
                at=NOW,
            )
            seen, after = seen + [matter.pk for matter in page.rows], page.after

        assert (len(seen), len(set(seen)), after) == (7, 7, "")

    @pytest.mark.parametrize(
        "after", ["x", "1", "_", "1_x", "-1_2", f"{'9' * 30}_1", "1_99999999999999999999"]
    )
    def test_an_odd_cursor_is_refused(self, street: Street, after: str) -> None:
        by, filters = street.by("gu_min"), Filters(street.community.pk)
        with pytest.raises(BadCursor):
            board.page(by, filters, Stage.HEARD, after=after, at=NOW)
        assert street.client("gu_min").get("/desk/board/heard/", {"after": after}).status_code == 404


class TestPage:
    def test_counts_come_from_the_deeds_and_a_limit_that_is_passed_is_red(self, street: Street) -> None:
        open_one(street, "一"), open_one(street, "二")
        client = street.client("gu_min")
        particulars.limit(
            by=street.by("gu_min"), community=street.community.pk, stage=Stage.HEARD, most=2, at=NOW
        )
        assert "2件，至多2件" in client.get("/desk/board/").content.decode()
        open_one(street, "三")
        page = client.get("/desk/board/").content.decode()

        assert '<span class="due due-alarm">3件，超过2件</span>' in page
        particulars.limit(
            by=street.by("gu_min"), community=street.community.pk, stage=Stage.HEARD, most=None, at=NOW
        )
        assert "超过" not in client.get("/desk/board/").content.decode()

    def test_the_board_asks_the_same_for_one_and_three(self, street: Street) -> None:
        counts = []
        for stages in (CIRCLE[:1], CIRCLE[1:4]):
            for stage in stages:
                Matter.objects.filter(pk=open_one(street, f"事{stage}").pk).update(stage=stage)
            client = street.client("gu_min")
            client.get("/desk/board/")
            with CaptureQueriesContext(connection) as queries:
                client.get("/desk/board/")
            counts.append(len(queries))
        by = street.by("gu_min")
        with CaptureQueriesContext(connection) as queries:
            board.columns(by, Filters(street.community.pk), counted={}, at=NOW)

        assert counts[0] == counts[1]
        assert len(queries) == len(CIRCLE) + 1

    def test_a_stage_asks_the_same_for_one_and_three(self, street: Street) -> None:
        counts = []
        for names in (["一"], ["二", "三"]):
            for name in names:
                open_one(street, name)
            client = street.client("gu_min")
            client.get("/desk/board/heard/")
            with CaptureQueriesContext(connection) as queries:
                client.get("/desk/board/heard/")
            counts.append(len(queries))

        assert counts[0] == counts[1]

    def test_the_table_holds_everything_and_no_formulas(self, street: Street) -> None:
        open_one(street, "=HYPERLINK(1)"), open_one(street, "路灯", due_at=NOW - timedelta(days=3))
        answer = street.client("gu_min").get("/desk/board/export.csv")
        rows = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))

        assert [row[1] for row in rows] == ["事", "'=HYPERLINK(1)", "路灯"]
        assert rows[2][2:8] == ["听到了", "1", "lights", "3号楼", "社区工作者", ""]
        assert [row[11] for row in rows[1:]] == ["", "是"]

    def test_what_the_address_narrows_is_what_the_table_holds(self, street: Street) -> None:
        open_one(street, "一"), open_one(street, "二", category="water")
        answer = street.client("gu_min").get("/desk/board/export.csv?category=water")

        assert b"".join(answer.streaming_content).decode().count("\r\n") == 2


class TestDesk:
    @pytest.mark.parametrize("stage", list(Stage))
    def test_exactly_the_legal_steps_are_offered(self, street: Street, stage: Stage) -> None:
        matter, other = open_one(street), open_one(street, "另一件")
        more = {"joined_to": other} if stage == Stage.JOINED else {}
        Matter.objects.filter(pk=matter.pk).update(
            stage=stage, reason="理由", other_body="所", other_number="1", **more
        )
        page = street.client("gu_min").get(f"/desk/matters/{matter.pk}/").content.decode()
        offered = {step for step in Step if f'action="/desk/matters/{matter.pk}/step/{step}/"' in page}

        assert offered == {step for at, step in TRANSITIONS if at == stage}

    def test_a_reader_is_offered_nothing(self, street: Street) -> None:
        page = street.client("zhao_qi").get(f"/desk/matters/{open_one(street).pk}/").content.decode()

        assert "/step/" not in page and "/owner/" not in page

    def test_a_step_refused_comes_back_with_what_was_typed(self, street: Street) -> None:
        matter = open_one(street)
        given = {"other_body": "路灯所", "other_number": ""}
        answer = street.client("gu_min").post(f"/desk/matters/{matter.pk}/step/pass_on/", given)

        assert answer.status_code == 422
        assert "路灯所" in answer.content.decode()
        assert Matter.objects.get(pk=matter.pk).stage == Stage.HEARD

    def test_a_form_that_lay_open_too_long_moves_nothing(self, street: Street) -> None:
        matter, client = open_one(street), street.client("gu_min")
        seen = {"reason": "不合理", "seen": matters.seen_as(matter)}
        matters.advance(by=street.by("lin_xiao"), matter=matter.pk, step=Step.DELIBERATE, at=LATER)
        answer = client.post(f"/desk/matters/{matter.pk}/step/decline/", seen)

        assert answer.status_code == 422
        assert "刚才有人推进过，现在是“议过了”" in answer.content.decode()
        assert Matter.objects.get(pk=matter.pk).stage == Stage.DELIBERATED

    @pytest.mark.practice("C22")
    def test_both_needs_are_stated_at_the_desk(self, street: Street) -> None:
        matter, client = open_one(street), street.client("gu_min")
        here = f"/desk/matters/{matter.pk}"
        assert client.post(f"{here}/needs/", {"resident_need": "看得见"}).status_code == 422
        client.post(f"{here}/needs/", {"resident_need": "看得见", "governance_need": "安全"})
        page = client.get(f"{here}/").content.decode()

        assert "看得见" in page and "安全" in page

    @pytest.mark.practice("C24")
    def test_a_body_begins_a_matter_with_both_needs_once(self, street: Street) -> None:
        client = street.client("gu_min")
        missing = client.post("/desk/matters/new/", form(street, resident_need=""))
        assert (missing.status_code, Matter.objects.count()) == (422, 0)
        assert "请写一句居民要什么。" in missing.content.decode()
        for _click in range(2):
            assert client.post("/desk/matters/new/", form(street)).status_code == 302
        made = Matter.objects.get()

        assert (made.origin, made.convener, made.has_needs) == (
            Origin.BODY,
            street.bodies["committee"],
            True,
        )

    @pytest.mark.parametrize(
        "wrong", [{"due": "2020-01-01"}, {"due": "9999-01-01"}, {"owner": 10**9}, {"convener": 0}]
    )
    def test_what_makes_no_sense_is_refused(self, street: Street, wrong: dict[str, object]) -> None:
        answer = street.client("gu_min").post("/desk/matters/new/", form(street, **wrong))

        assert (answer.status_code, Matter.objects.count()) == (422, 0)

    def test_a_post_of_elsewhere_cannot_own_it(self, street: Street) -> None:
        far = Post.objects.get(resident=street.sun_yue).pk
        client, here = street.client("gu_min"), open_one(street).pk

        assert client.post(f"/desk/matters/{here}/owner/", {"owner": far}).status_code == 422

    def test_a_changed_date_shows_both_dates_in_the_journal(self, street: Street) -> None:
        matter, client = open_one(street), street.client("gu_min")
        client.post(f"/desk/matters/{matter.pk}/due/", {"due": "2026-12-31"})
        page = client.get(f"/desk/matters/{matter.pk}/").content.decode()

        assert "期限从2026年11月30日改到2026年12月31日" in page


def test_the_portal_pages_newest_first_by_stage(street: Street) -> None:
    made = [open_one(street, f"事{number}", at=NOW + timedelta(hours=number)) for number in range(3)]
    matters.advance(
        by=street.by("gu_min"), matter=made[1].pk, step=Step.ANSWER, bringing=Bringing(reason="好"), at=LATER
    )
    first = asked.public_page(street.community.pk, size=2)
    rest = asked.public_page(street.community.pk, size=2, after=first.after)

    assert [one.title for one in (*first.rows, *rest.rows)] == ["事2", "事1", "事0"]
    assert [one.title for one in asked.public_page(street.community.pk, stage=Stage.HEARD).rows] == [
        "事2",
        "事0",
    ]
    assert [one.title for one in asked.near([street.b3.pk]).rows] == ["事1", "事2", "事0"]
    assert asked.near([street.b2.pk]).rows == ()
    assert [one["title"] for one in asked.all_of(street.community.pk)] == ["事0", "事1", "事2"]
    assert "owner_id" not in asked.bulk()[0]
