"""The pages of deliberation: how many queries they take, what people meet on them, and what they say to bad input."""

import re
from datetime import time, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from linli.circle.deliberate import door
from linli.circle.deliberate.actions import (
    attendance,
    hours,
    options,
    resolutions,
    statements,
)
from linli.circle.deliberate.actions.hours import Timetable
from linli.circle.deliberate.actions.options import Sketch
from linli.circle.deliberate.actions.resolutions import Motion
from linli.circle.deliberate.choices import Weekday
from linli.circle.deliberate.models import HoursNote, Meeting, Reaction, Resolution, Statement
from linli.circle.matters.models import Matter
from tests.circle.deliberate.councils import found_council, open_matter
from tests.circle.deliberate.rooms import DAY, NOTICE, VOTE, Room
from tests.street import Street


def queries(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def three_more(room: Room, name: str) -> None:
    """Put three more of everything that a page lists."""
    street, by, staff = room.street, room.street.by("chen_jianguo"), room.street.by("gu_min")
    for number in range(3):
        notice = room.council.notice(room.at + timedelta(hours=1), short_reason="等不及")
        room.council.call(at=room.at, notice=notice, items=(f"第{number}件",), key=f"more{number}")
        statements.say(by=street.by("shen_an"), matter=room.matter.pk, text=f"第{number}句", at=room.at)
        options.add(
            by=staff, matter=room.matter.pk, sketch=Sketch(f"方案{number}", traits={"价": "高"}), at=room.at
        )
        table = Timetable(Weekday.FRIDAY, time(9 + number), time(11 + number), "站里")
        hours.set_up(by=staff, area=street.community, host=room.host, timetable=table, at=room.at)
        hours.note(by=staff, hours=room.hours.pk, on=timezone.localdate(room.at), text="灯", at=room.at)
        if name in {"meeting", "run", "body"}:
            resolve_now(room, number)
    for meeting in (room.called, room.open):
        for person in ("ye_qing", "he_zhiqiang"):
            attendance.tick(by=by, meeting=meeting.pk, resident=getattr(street, person).pk, at=room.at)


LISTS = [
    "body",
    "meeting",
    "options",
    "options-print",
    "talk",
    "hours",
    "run",
    "minutes",
    "desk-bodies",
    "desk-meetings",
    "desk-body",
    "desk-statements",
    "desk-hours",
    "desk-notes",
    "call",
]


@pytest.mark.parametrize("name", LISTS)
def test_a_page_takes_as_many_queries_for_three_more(room: Room, name: str) -> None:
    client, address = room.street.client("gu_min"), room.address(name)
    before = queries(client, address)
    three_more(room, name)

    assert queries(client, address) == before


def resolve_now(room: Room, number: int) -> None:
    motion = Motion(f"第{number}条", 3, 0, owner_body=room.council.body.pk)
    resolutions.resolve(
        by=room.street.by("chen_jianguo"), meeting=room.open.pk, item=room.item.pk, motion=motion, at=room.at
    )


# What people meet


def test_a_refused_notice_keeps_what_was_typed(room: Room) -> None:
    day = (timezone.localdate() + timedelta(days=1)).isoformat()
    typed = NOTICE | {"day": day, "title": "急事", "items": "水管\n电表", "key": "k"}
    page = room.street.client("chen_jianguo").post(room.address("call"), typed)
    shown = page.content.decode()

    assert page.status_code == 422
    assert "按议事规则要提前3天通知" in shown
    assert 'value="急事"' in shown and "水管\n电表</textarea>" in shown


def test_a_notice_is_called_from_the_page(room: Room) -> None:
    typed = NOTICE | {"title": "商量过年", "matters": [str(room.matter.pk)], "items": "灯笼", "key": "k"}
    page = room.street.client("chen_jianguo").post(room.address("call"), typed)
    meeting = Meeting.objects.get(title="商量过年")

    assert page["Location"] == f"/meetings/{meeting.pk}/"
    assert timezone.localtime(meeting.starts_at).time() == time(19, 0)
    assert [item.title for item in meeting.items.all()][-2:] == ["楼下种什么好", "灯笼"]


def test_a_miscounted_vote_comes_back_with_its_words(room: Room) -> None:
    client = room.street.client("chen_jianguo")
    page = client.post(
        room.address("do resolve/item"), VOTE | {"votes_for": "9", "owner": f"body:{room.council.body.pk}"}
    )

    assert page.status_code == 422
    assert "票数对不上：在场3，数出来9票。请再数一遍。" in page.content.decode()
    assert Resolution.objects.filter(item=room.item).count() == 0


def test_a_vote_is_noted_from_the_phone(room: Room) -> None:
    client = room.street.client("chen_jianguo")
    sent = VOTE | {"owner": f"post:{room.seat.pk}", "due_on": DAY}
    for _press in range(2):
        page = client.post(room.address("do resolve/item"), sent)
        assert page["Location"].endswith(f"/run/#item-{room.item.pk}")

    assert Resolution.objects.get(item=room.item).owner_post == room.seat


def test_scanning_an_old_code_says_what_to_do(room: Room) -> None:
    old = door.code(room.called.pk, timezone.now() - timedelta(hours=1))
    page = room.street.client("shen_an").get(f"/meetings/{room.called.pk}/in/{old}/")

    assert page.status_code == 410
    assert "这个签到码过期了" in page.content.decode()


def test_the_code_at_the_door_leads_in(room: Room) -> None:
    page = room.street.client("chen_jianguo").get(room.address("door"))
    assert page["Refresh"] == "120" and "<svg" in page.content.decode()
    guest = room.street.client("tang_yuan")
    answer = guest.post(room.address("sign-in"), follow=True)

    assert "签到好了，请坐。" in answer.content.decode()


def test_one_statement_after_another_without_javascript(room: Room) -> None:
    statements.say(by=room.street.by("tang_yuan"), matter=room.matter.pk, text="铺砖", at=room.at)
    client = room.street.client("shen_an")
    shown = client.get(room.address("talk")).content.decode()
    assert "您表过0条，还有2条" in shown
    client.post(room.address("react"), {"statement": room.statement.pk, "feeling": "-1"})
    shown = client.get(room.address("talk")).content.decode()

    assert "您表过1条，还有1条" in shown and "您不同意" in shown
    assert "再表6条，您就在图上。" in shown
    assert Reaction.objects.get().feeling == -1


def test_nearly_the_same_is_offered_on_the_page_and_may_be_said_all_the_same(room: Room) -> None:
    room.statement.text = "车棚边上种麦冬，便宜又耐阴"
    Statement.objects.filter(pk=room.statement.pk).update(text=room.statement.text)
    client, typed = room.street.client("shen_an"), {"text": "车棚边上种麦冬吧，便宜耐阴", "key": "k"}
    shown = client.post(room.address("say"), typed).content.decode()
    assert "有人说过差不多的" in shown and "车棚边上种麦冬吧，便宜耐阴</textarea>" in shown

    client.post(room.address("say"), typed | {"sure": "True"})
    assert Statement.objects.count() == 2


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("react", {}),
        ("react", {"statement": "x", "feeling": "7"}),
        ("react", {"statement": str(2**80), "feeling": "1"}),
        ("say", {}),
        ("say", {"text": "好" * 500, "key": "k"}),
        ("call", {}),
        ("call", NOTICE | {"day": "2026-13-40", "key": "k"}),
        ("call", NOTICE | {"matters": "999999", "key": "k"}),
        ("call", NOTICE | {"kind": "assembly", "key": "k"}),
        ("do resolve/item", {}),
        ("do resolve/item", VOTE | {"votes_for": "-1"}),
        ("do resolve/item", VOTE | {"owner": "post:x"}),
        ("do conclude/item", {"outcome": ""}),
        ("do cancel", {}),
        ("option-add", {}),
        ("option-add", {"name": "砖", "price": "很贵"}),
        ("option-withdraw", {}),
        ("desk-found", {}),
        ("desk-seat", {"who": "沈安", "seat": "secretary"}),
        ("desk-ways", {"notice_days": "-1", "quorum": "9/8"}),
        ("desk-hours", {"weekday": "9"}),
        ("desk-notes", {"on": "x"}),
        ("statement-hide", {}),
        ("statement-report", {}),
        ("talk-open", {"until": "x"}),
    ],
)
def test_bad_input_is_answered_in_plain_words(room: Room, name: str, data: dict[str, str]) -> None:
    client = room.street.client("lin_xiao")
    answer = client.post(room.address(name), data, follow=True)

    assert answer.status_code in {200, 422}
    assert re.search(r"notice-(alarm|wait)|field-bad|class=\"errors", answer.content.decode())


@pytest.mark.parametrize(
    "address",
    [
        "/bodies/999999/",
        "/meetings/999999/",
        "/m/999999/talk/",
        "/m/999999/options/",
        "/desk/bodies/999999/",
        "/desk/hours/999999/",
        "/meetings/999999/run/",
    ],
)
def test_what_is_not_there_is_not_found(street: Street, address: str) -> None:
    assert street.client("lin_xiao").get(address).status_code == 404


def test_deeds_nobody_knows_are_not_found(room: Room) -> None:
    client = room.street.client("chen_jianguo")

    assert client.post(f"/meetings/{room.open.pk}/run/do/explode/").status_code == 404
    assert (
        client.post(f"/meetings/{room.open.pk}/run/do/conclude/999999/", {"outcome": "x"}).status_code == 404
    )
    assert client.get(f"/meetings/{room.open.pk}/run/do/end/").status_code == 405


def test_the_public_page_keeps_drafts_and_names_to_itself(room: Room) -> None:
    shown = Client().get(f"/meetings/{room.ended.pk}/").content.decode()

    assert "试试" in shown and "沈安" not in shown and "公开的摘要" not in shown
    assert "周桂兰" not in Client().get(room.address("body")).content.decode()


def test_a_talk_comes_down_as_tables_without_names_and_without_formulas(room: Room) -> None:
    client = room.street.client("shen_an")
    client.post(room.address("react"), {"statement": room.statement.pk, "feeling": "1"})
    client.post(room.address("say"), {"text": "=1+1，先问价钱", "key": "k", "sure": "on"})
    staff = room.street.client("gu_min")
    rows = staff.get(room.address("talk-votes")).content.decode("utf-8-sig").splitlines()
    words = staff.get(room.address("talk-comments")).content.decode("utf-8-sig").splitlines()

    assert words[0] == "comment-id,moderated,comment-body" and words[-1].endswith(",'=1+1，先问价钱")
    assert rows[0] == "timestamp,voter-id,comment-id,vote"
    assert rows[1].split(",")[2:] == [str(room.statement.pk), "1"]
    assert rows[1].split(",")[1] != str(room.street.shen_an.pk)


def test_a_note_becomes_a_voice_from_the_desk(room: Room) -> None:
    answer = room.street.client("gu_min").post(room.address("note-take-in"), follow=True)

    note = HoursNote.objects.get(pk=room.note.pk)
    assert note.voice is not None and note.voice.number in answer.content.decode()


@pytest.mark.practice("D6")
def test_a_whole_meeting_runs_on_a_phone(street: Street) -> None:
    """Called, signed in, opened, voted, ended, settled, signed, published: by pages alone."""
    council, at = found_council(street), timezone.now()
    matter = open_matter(street, "楼下种什么好")
    chair, member = street.client("chen_jianguo"), street.client("shen_an")
    notice = council.notice(at + timedelta(minutes=30), short_reason="等不及")
    meeting = council.call(at=at, notice=notice, matters=(matter.pk,))
    root = f"/meetings/{meeting.pk}"

    def do(deed: str, about: int | None = None, **data: object) -> None:
        tail = f"{about}/" if about else ""
        answer = chair.post(f"{root}/run/do/{deed}/{tail}", {key: str(value) for key, value in data.items()})
        assert (answer.status_code, deed) == (302, deed)

    member.post(f"{root}/in/{door.code(meeting.pk, timezone.now())}/")
    for person in (street.chen_jianguo, street.zhou_guilan):
        do("tick", person.pk)
    do("begin")
    item = meeting.items.get().pk
    assert "够了，可以作决议" in chair.get(f"{root}/run/").content.decode()
    do("write", item, minutes="麦冬便宜。")
    do("resolve", item, **VOTE | {"owner": f"body:{council.body.pk}"})
    do("end")
    do("settle", summary="种麦冬。")
    assert member.post(f"{root}/minutes/sign/").status_code == 302
    do("signed", street.zhou_guilan.pk)
    do("correct", text="每平方米12元")
    do("publish")

    shown = Client().get(f"{root}/").content.decode()
    assert "种麦冬。" in shown and "2位到会的人签了字" in shown and "每平方米12元" in shown
    assert Matter.objects.get(pk=matter.pk).stage == "deliberated"
    assert meeting.minutes.signatures.count() == 2
