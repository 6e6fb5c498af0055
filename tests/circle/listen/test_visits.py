"""Visits: written down once, by those who call there; what was heard comes in as voices; whom nobody visited shows."""

import re
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from linli.circle.listen.actions import visits as deeds
from linli.circle.listen.actions.hearing import Said
from linli.circle.listen.actions.visits import Paid
from linli.circle.listen.choices import Channel, VisitKind
from linli.circle.listen.models import Visit, VisitVoice, Voice
from linli.circle.listen.queries import visits
from linli.circle.listen.refusals import (
    DayHasNotCome,
    MayNotRead,
    MayNotVisit,
    NobodyToCallOn,
    NoSuchResident,
    NoSuchVisit,
    NothingSaid,
    TooLong,
    TooLongAgo,
)
from linli.ground.journal.models import Entry
from linli.ground.lib.refusal import Refusal
from linli.ground.people.choices import BodyKind
from linli.ground.people.models import Organization
from tests.circle.listen.conftest import Rush
from tests.street import NOW, Street

TODAY = NOW.date()
EVERYONE = [
    "gu_min", "lin_xiao", "he_zhiqiang", "zhao_qi", "wu_dan", "fang_ning", "sun_yue",
    "chen_jianguo", "luo_yongfu", "shen_an", "gao_bo", "xu_lei", "nobody", "house",
]  # fmt: skip

pytestmark = pytest.mark.practice("C6")


def paid(target: int, kind: VisitKind = VisitKind.BUILDING, on: date = TODAY, **more: str) -> Paid:
    return Paid(kind, target, on, **more)


@pytest.fixture
def visit(street: Street) -> Visit:
    """A call on building 2 by the grid worker."""
    note = "电梯口堆着纸箱，王阿姨电话13812345678。"
    return deeds.record(by=street.by("he_zhiqiang"), visit=paid(street.b2.pk, note=note), at=NOW)


class TestRecording:
    def test_a_visit_says_where_who_and_when_and_covers_the_number(
        self, street: Street, visit: Visit
    ) -> None:
        assert (visit.where, visit.kind, visit.visited_on) == ("槐荫里2号楼", "building", TODAY)
        assert (visit.by_account_id, visit.by_post.kind) == (
            street.accounts["he_zhiqiang"].pk,
            "grid_worker",
        )
        assert "纸箱" in visit.note
        assert "13812345678" not in visit.note
        assert Entry.objects.filter(verb="visit.paid", object_id=visit.pk, area_id=street.b2.pk).count() == 1

    @pytest.mark.parametrize(
        ("kind", "place", "name"),
        [
            (VisitKind.COMPOUND, "compound", "槐荫里"),
            (VisitKind.BUILDING, "b3", "槐荫里3号楼"),
            (VisitKind.NEW, "grain_shop", "老街粮油店"),
            (VisitKind.MANAGER, "manager", "安居物业服务公司"),
            (VisitKind.OWNERS, "owners", "槐荫里业主委员会"),
        ],
    )
    def test_staff_call_on_each_kind(self, street: Street, kind: VisitKind, place: str, name: str) -> None:
        target = getattr(street, place)

        written = deeds.record(by=street.by("gu_min"), visit=paid(target.pk, kind), at=NOW)

        assert (written.where, written.get_kind_display()) == (name, str(kind.label))

    def test_a_unit_of_the_district_is_the_sixth_kind(self, street: Street) -> None:
        school = Organization.objects.create(
            kind=BodyKind.INSTITUTION, name="第二小学", area=street.community
        )

        written = deeds.record(by=street.by("gu_min"), visit=paid(school.pk, VisitKind.UNIT), at=NOW)

        assert written.where == "第二小学"

    def test_the_same_form_twice_is_one_visit(self, street: Street) -> None:
        twice = [
            deeds.record(by=street.by("gu_min"), visit=paid(street.b3.pk, key="k"), at=NOW) for _ in "ab"
        ]

        assert twice[0] == twice[1]
        assert Visit.objects.count() == 1
        assert Entry.objects.filter(verb="visit.paid").count() == 1

    @pytest.mark.parametrize("who", EVERYONE)
    def test_only_those_who_call_there_write_it_down(self, street: Street, who: str) -> None:
        may = {"b2": {"gu_min", "lin_xiao", "he_zhiqiang"}, "b3": {"gu_min", "lin_xiao"}}
        for building, visitors in may.items():
            call = paid(getattr(street, building).pk)
            if who in visitors:
                assert deeds.record(by=street.by(who), visit=call, at=NOW).pk
            else:
                with pytest.raises(MayNotVisit):
                    deeds.record(by=street.by(who), visit=call, at=NOW)

    def test_without_a_second_factor_nobody_writes_it_down(self, street: Street) -> None:
        with pytest.raises(MayNotVisit):
            deeds.record(by=street.by("gu_min", is_strong=False), visit=paid(street.b3.pk), at=NOW)

    def test_what_makes_no_sense_is_refused(self, street: Street) -> None:
        wrong: list[tuple[Paid, type[Refusal]]] = [
            (paid(street.b3.pk, on=TODAY + timedelta(days=1)), DayHasNotCome),
            (paid(street.b3.pk, on=TODAY - timedelta(days=400)), TooLongAgo),
            (paid(street.b3.pk, VisitKind.COMPOUND), NobodyToCallOn),
            (paid(street.manager.pk, VisitKind.OWNERS), NobodyToCallOn),
            (paid(10**9), NobodyToCallOn),
            (paid(street.b3.pk, note="长" * 1001), TooLong),
        ]
        for call, refusal in wrong:
            with pytest.raises(refusal):
                deeds.record(by=street.by("gu_min"), visit=call, at=NOW)
        assert Visit.objects.count() == 0

    def test_a_visit_goes_to_a_place_or_a_body(self, street: Street, visit: Visit) -> None:
        for wrong in ({"place": None}, {"organization": street.manager}, {"kind": VisitKind.OWNERS}):
            with pytest.raises(IntegrityError), transaction.atomic():
                Visit.objects.filter(pk=visit.pk).update(**wrong)


class TestHearing:
    def test_what_was_heard_is_a_voice_with_a_receipt(self, street: Street, visit: Visit) -> None:
        said = Said(text="二楼的灯坏了半个月")
        voice = deeds.hear(
            by=street.by("he_zhiqiang"),
            visit=visit.pk,
            said=said,
            resident=street.shen_an.pk,
            key="k",
            at=NOW,
        )

        assert (voice.channel, voice.place_id, voice.author_id) == (
            Channel.HOME_VISIT,
            street.b2.pk,
            street.shen_an.pk,
        )
        assert re.fullmatch(r"\d{4}-\d{4}", voice.number)
        assert [one.voice_id for one in visit.heard.all()] == [voice.pk]

    def test_the_same_form_twice_is_one_voice(self, street: Street, visit: Visit) -> None:
        by, said = street.by("he_zhiqiang"), Said(text="灯坏了")
        twice = [deeds.hear(by=by, visit=visit.pk, said=said, key="k", at=NOW) for _ in "ab"]

        assert twice[0] == twice[1]
        assert (Voice.objects.count(), VisitVoice.objects.count()) == (1, 1)

    @pytest.mark.parametrize("who", EVERYONE)
    def test_only_those_who_call_there_take_it_in(self, street: Street, visit: Visit, who: str) -> None:
        if who in {"gu_min", "lin_xiao", "he_zhiqiang"}:
            assert deeds.hear(by=street.by(who), visit=visit.pk, said=Said(text="灯坏了"), at=NOW).pk
        else:
            with pytest.raises(MayNotVisit):
                deeds.hear(by=street.by(who), visit=visit.pk, said=Said(text="灯坏了"), at=NOW)

    def test_what_makes_no_sense_is_refused(self, street: Street, visit: Visit) -> None:
        by = street.by("gu_min")
        with pytest.raises(NoSuchVisit):
            deeds.hear(by=by, visit=10**9, said=Said(text="灯"), at=NOW)
        with pytest.raises(NoSuchResident):
            deeds.hear(by=by, visit=visit.pk, said=Said(text="灯"), resident=street.gao_bo.pk, at=NOW)
        with pytest.raises(NothingSaid):
            deeds.hear(by=by, visit=visit.pk, said=Said(text="  "), at=NOW)
        assert Voice.objects.count() == 0


class TestWaiting:
    def test_never_visited_stands_first_then_the_longest_beyond_its_term(self, street: Street) -> None:
        by = street.by("gu_min")
        for building, days in ((street.b1, 95), (street.b2, 90), (street.b3, 200)):
            deeds.record(by=by, visit=paid(building.pk, on=TODAY - timedelta(days=days)), at=NOW)

        rows = visits.longest_unvisited(by, street.community.pk, at=NOW)

        assert [(row.target.name, row.days, row.is_late) for row in rows] == [
            ("槐荫里", None, True),
            ("安居物业服务公司", None, True),
            ("槐荫里业主委员会", None, True),
            ("老街粮油店", None, True),
            ("槐荫里3号楼", 200, True),
            ("槐荫里1号楼", 95, True),
            ("槐荫里2号楼", 90, False),
        ]
        buildings = next(one for one in visits.reached(rows) if one.kind == VisitKind.BUILDING)
        assert (buildings.term, buildings.total, buildings.in_time) == (90, 3, 1)

    def test_a_body_that_has_ended_waits_for_nobody(self, street: Street) -> None:
        Organization.objects.filter(pk=street.owners.pk).update(ended_on=TODAY)

        kinds = {one.kind for one in visits.targets(street.by("gu_min"), street.community.pk, NOW)}

        assert kinds == {VisitKind.COMPOUND, VisitKind.BUILDING, VisitKind.NEW, VisitKind.MANAGER}

    def test_a_grid_worker_sees_the_buildings_of_the_grid(self, street: Street, visit: Visit) -> None:
        deeds.record(by=street.by("gu_min"), visit=paid(street.b3.pk), at=NOW)
        by, here = street.by("he_zhiqiang"), street.community.pk

        rows = visits.longest_unvisited(by, here, at=NOW)

        assert [row.target.name for row in rows] == ["槐荫里1号楼", "槐荫里2号楼"]
        assert [one.pk for one in visits.page(by, here, at=NOW).rows] == [visit.pk]

    @pytest.mark.parametrize("who", ["wu_dan", "chen_jianguo", "shen_an", "sun_yue", "nobody"])
    def test_nobody_else_reads_the_book(self, street: Street, visit: Visit, who: str) -> None:
        by, here = street.by(who), street.community.pk
        with pytest.raises(MayNotRead):
            visits.longest_unvisited(by, here, at=NOW)
        with pytest.raises(MayNotRead):
            visits.page(by, here, at=NOW)
        with pytest.raises(NoSuchVisit):
            visits.of(by, visit.pk, NOW)

    def test_the_book_is_paged_and_narrowed(self, street: Street) -> None:
        by, here = street.by("gu_min"), street.community.pk
        written = [deeds.record(by=by, visit=paid(street.b3.pk), at=NOW).pk for _ in range(3)]
        body = deeds.record(by=by, visit=paid(street.manager.pk, VisitKind.MANAGER), at=NOW).pk

        first = visits.page(by, here, kind=VisitKind.BUILDING, size=2, at=NOW)
        rest = visits.page(by, here, kind=VisitKind.BUILDING, size=2, after=first.after, at=NOW)

        assert [one.pk for one in (*first.rows, *rest.rows)] == written[::-1]
        assert [one.pk for one in visits.page(by, here, kind=VisitKind.MANAGER, at=NOW).rows] == [body]


def asks(street: Street, who: str = "gu_min") -> int:
    client = street.client(who)
    client.get("/desk/visits/")
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.get("/desk/visits/").status_code == 200
    return len(seen)


class TestPages:
    def test_a_visit_is_written_down_and_what_was_heard_with_it(self, street: Street) -> None:
        client = street.client("he_zhiqiang")
        form = client.get(f"/desk/visits/new/?to=building-{street.b1.pk}").content.decode()
        assert f'<option value="building-{street.b1.pk}" selected>' in form

        sent = {"to": f"building-{street.b1.pk}", "on": "2026-11-19", "note": "楼道干净", "key": "a"}
        answer = client.post("/desk/visits/new/", sent)
        written = Visit.objects.get()
        assert answer["Location"] == f"/desk/visits/{written.pk}/"
        heard = {"text": "二楼的灯坏了", "place_words": "二楼", "who": "沈安", "key": "b"}
        assert client.post(answer["Location"], heard)["Location"] == answer["Location"]

        shown = client.get(answer["Location"]).content.decode()
        voice = Voice.objects.get()
        assert (voice.author_id, voice.place_words) == (street.shen_an.pk, "二楼")
        assert voice.number in shown
        assert f'href="/desk/voices/{voice.pk}/"' in shown
        assert client.get(f"/desk/voices/{voice.pk}/").status_code == 200

    def test_a_wrong_form_keeps_what_was_typed(self, street: Street) -> None:
        client = street.client("gu_min")
        for to, on in (
            ("", "2026-11-19"),
            ("building-x", "2026-11-19"),
            (f"building-{street.b1.pk}", "昨天"),
        ):
            answer = client.post("/desk/visits/new/", {"to": to, "on": on, "note": "留着这句", "key": "a"})
            assert answer.status_code == 422
            assert "留着这句" in answer.content.decode()
        assert Visit.objects.count() == 0

    def test_a_speaker_nobody_knows_is_asked_for_again(self, street: Street, visit: Visit) -> None:
        sent = {"text": "留着这句", "who": "没有这人", "key": "b"}
        answer = street.client("gu_min").post(f"/desk/visits/{visit.pk}/", sent)

        assert answer.status_code == 422
        assert "找不到这位" in answer.content.decode()
        assert "留着这句" in answer.content.decode()
        assert Voice.objects.count() == 0

    def test_the_desk_leads_there(self, street: Street) -> None:
        for who in ("gu_min", "he_zhiqiang"):
            assert 'href="/desk/visits/"' in street.client(who).get("/desk/voices/").content.decode()

    def test_the_table_holds_every_visit_and_runs_nothing(self, street: Street, visit: Visit) -> None:
        deeds.record(by=street.by("gu_min"), visit=paid(street.b3.pk, note="=1+1"), at=NOW)

        answer = street.client("gu_min").get("/desk/visits/visits.csv?kind=building")

        table = b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined] # it streams
        assert table.startswith("\ufeff编号,日期,类别,走访了哪里,谁去的,听到几件,看到了什么")
        assert "楼宇,槐荫里2号楼,网格员,0," in table
        assert table.rstrip().count("\n") == 2
        assert "'=1+1" in table
        empty = street.client("gu_min").get("/desk/visits/visits.csv?kind=owners")
        assert b"".join(empty.streaming_content).decode().count("\n") == 1  # type: ignore[attr-defined] # it streams

    def test_the_cost_of_the_page_does_not_grow(self, street: Street, visit: Visit) -> None:
        one = asks(street)
        for building in (street.b1, street.b3):
            written = deeds.record(by=street.by("gu_min"), visit=paid(building.pk), at=NOW)
            deeds.hear(by=street.by("gu_min"), visit=written.pk, said=Said(text="灯坏了"), at=NOW)

        assert (one, asks(street)) == (6, 6)

    @pytest.mark.parametrize("who", [one for one in EVERYONE if one != "house"])
    def test_each_page_opens_for_its_readers_and_no_one_else(
        self, street: Street, visit: Visit, who: str
    ) -> None:
        readers, visitors = (
            {"gu_min", "lin_xiao", "he_zhiqiang", "zhao_qi"},
            {"gu_min", "lin_xiao", "he_zhiqiang"},
        )
        call = {"to": f"building-{street.b2.pk}", "on": "2026-11-19", "key": "x"}
        table = [
            ("/desk/visits/", None, readers),
            ("/desk/visits/visits.csv", None, readers),
            (f"/desk/visits/{visit.pk}/", None, readers),
            (f"/desk/visits/{visit.pk}/", {"text": "灯坏了", "key": "y"}, visitors),
            ("/desk/visits/new/", None, visitors),
            ("/desk/visits/new/", call, visitors),
        ]
        client = street.client(who)
        let_in = {
            (address, sent is not None): (client.post(address, sent) if sent else client.get(address))
            for address, sent, _who in table
        }
        for address, sent, allowed in table:
            answer = let_in[address, sent is not None]
            opened = answer.status_code == 200 or answer.headers.get("Location", "").startswith(
                "/desk/visits/"
            )
            assert opened is (who in allowed), (address, answer.status_code)


@pytest.mark.django_db(transaction=True)
def test_of_many_clicks_at_once_one_visit_comes(rush: Rush) -> None:
    by, place = rush.street.by("gu_min"), rush.street.b3.pk

    got = rush.do(lambda _n: deeds.record(by=by, visit=paid(place, key="k"), at=NOW).pk, 4)

    assert len(set(got)) == 1
    assert rush.do(lambda _n: Visit.objects.count(), 1) == [1]
