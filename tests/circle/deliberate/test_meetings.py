"""The cycle of a meeting: notice, agenda, another time, and what the next one picks up."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from linli.circle.deliberate.actions import agenda, meetings
from linli.circle.deliberate.choices import ItemState, MeetingKind, MeetingState
from linli.circle.deliberate.models import AgendaItem, Meeting
from linli.circle.deliberate.queries import agendas
from linli.circle.deliberate.queries import meetings as questions
from linli.circle.deliberate.queries.of_matter import of_matter
from linli.circle.deliberate.refusals import (
    AlreadyBegun,
    CannotMeetSo,
    InThePast,
    MayNotConvene,
    NoticeTooShort,
    NotOpenNow,
    NotThere,
    ShortNoticeNeedsReason,
    TooEarly,
    WordsMissing,
)
from linli.circle.matters.actions.concerns import follow
from linli.circle.matters.models import Matter
from linli.ground.messages.models import Message
from linli.ground.people.models import Organization
from tests.circle.deliberate.councils import AFTER, COUNCIL, LATER, Council, open_matter
from tests.street import HERE, NOW, Street


def assembly(street: Street, starts_at: datetime, by: str = "gu_min") -> Meeting:
    body = Organization.objects.get(kind="committee", area=street.community)
    notice = meetings.Notice(
        MeetingKind.ASSEMBLY, "修订居民公约", "小广场", starts_at, starts_at + timedelta(hours=2)
    )
    return meetings.call(by=street.by(by), body=body.pk, notice=notice, at=NOW)


def test_an_assembly_is_called_ten_days_ahead_or_not_at_all(street: Street) -> None:
    with pytest.raises(NoticeTooShort) as refused:
        assembly(street, datetime(2026, 11, 29, 19, tzinfo=HERE))
    assert str(refused.value) == (
        "按居民委员会组织法（2025年修订）第二十六条，要提前10天通知；今天通知，最早2026-11-30才能开。"
    )

    assert assembly(street, datetime(2026, 11, 30, 8, tzinfo=HERE)).short_reason == ""


def test_a_council_may_meet_sooner_with_a_reason_that_all_read(council: Council) -> None:
    soon = datetime(2026, 11, 22, 19, tzinfo=HERE)
    with pytest.raises(ShortNoticeNeedsReason):
        council.call(notice=council.notice(soon))

    meeting = council.call(notice=council.notice(soon, short_reason="水管今晚要关"))
    assert meeting.short_reason == "水管今晚要关"
    assert council.call(notice=council.notice(datetime(2026, 11, 23, 8, tzinfo=HERE))).short_reason == ""


def test_the_day_is_counted_where_the_neighbourhood_is(council: Council) -> None:
    """00:30 on the 23rd in China is still the 22nd in Greenwich: three days of notice from the 20th all the same."""
    meeting = council.call(notice=council.notice(datetime(2026, 11, 23, 0, 30, tzinfo=HERE)))

    assert meeting.short_reason == ""


@pytest.mark.parametrize(
    ("who", "may"),
    [
        ("chen_jianguo", True),
        ("gu_min", True),
        ("lin_xiao", True),
        ("house", True),
        ("shen_an", False),
        ("he_zhiqiang", False),
        ("wu_dan", False),
        ("luo_yongfu", False),
        ("sun_yue", False),
        ("zhao_qi", False),
        ("gao_bo", False),
        ("nobody", False),
    ],
)
def test_who_may_convene_the_council(council: Council, who: str, may: bool) -> None:
    if may:
        assert council.call(by=who).state == MeetingState.CALLED
    else:
        with pytest.raises(MayNotConvene):
            council.call(by=who)


def test_a_convener_convenes_only_bodies_they_sit_on(street: Street, council: Council) -> None:
    with pytest.raises(MayNotConvene):
        assembly(street, datetime(2026, 12, 10, 19, tzinfo=HERE), by="chen_jianguo")


def test_staff_without_a_second_factor_convene_nothing(street: Street, council: Council) -> None:
    with pytest.raises(MayNotConvene):
        meetings.call(
            by=street.by("gu_min", is_strong=False), body=council.body.pk, notice=council.notice(), at=NOW
        )


def test_a_meeting_needs_a_time_ahead_a_kind_of_its_body_and_words(council: Council) -> None:
    with pytest.raises(InThePast):
        council.call(notice=council.notice(NOW))
    with pytest.raises(InThePast):
        council.call(notice=council.notice(ends_at=LATER))
    with pytest.raises(CannotMeetSo):
        council.call(notice=council.notice(kind=MeetingKind.ASSEMBLY))
    with pytest.raises(WordsMissing):
        council.call(notice=council.notice(place=" "))
    assert Meeting.objects.count() == 0


def test_two_presses_call_one_meeting(council: Council) -> None:
    assert council.call(key="k").pk == council.call(key="k").pk


@pytest.mark.practice("D7")
def test_members_and_those_concerned_are_told_once(
    street: Street, council: Council, green: Matter, delivered: Callable[[], int]
) -> None:
    for name in ("shen_an", "tang_yuan"):
        follow(by=street.by(name), matter=green.pk, at=NOW)
    council.call(matters=(green.pk,))
    delivered()
    delivered()

    told = dict(Message.objects.filter(words="meeting.called").values_list("resident__name", "why"))
    members = {getattr(street, name).name for name in COUNCIL}
    assert told == dict.fromkeys(members, "member") | {"汤圆": "follows"}


def test_an_agenda_holds_matters_of_the_bodys_place_only(
    street: Street, council: Council, green: Matter
) -> None:
    far = Matter.objects.get(pk=open_matter(street, "柳浪的事").pk)
    Matter.objects.filter(pk=far.pk).update(scope=street.willow, community=street.willow)
    with pytest.raises(NotThere):
        council.call(matters=(green.pk, far.pk))

    meeting = council.call(matters=(green.pk,), items=("  ", "过年怎么办"))
    assert [item.title for item in meeting.items.all()] == ["楼下种什么好", "过年怎么办"]
    by = street.by("chen_jianguo")
    assert agenda.add(by=by, meeting=meeting.pk, matter=green.pk, at=NOW).order == 1
    assert agenda.add(by=by, meeting=meeting.pk, title="楼道灯", at=NOW).order == 3


def test_the_next_meeting_picks_up_what_is_open(street: Street, council: Council, green: Matter) -> None:
    meeting = council.held(matters=(green.pk,), items=("过年怎么办", "楼道灯"))
    by = street.by("chen_jianguo")
    first, second, third = meeting.items.all()
    resolution = council.resolve(meeting, item=first)
    agenda.put_off(by=by, meeting=meeting.pk, item=second.pk, at=LATER)
    meetings.end(by=by, meeting=meeting.pk, at=AFTER)

    following = council.call(at=AFTER, notice=council.notice(LATER + timedelta(days=30)), items=("新的",))
    rows = [(item.title, item.carried_from, item.resolution) for item in following.items.all()]
    assert rows == [
        ("过年怎么办", second, None),
        ("楼道灯", third, None),
        ("先试种一片麦冬", None, resolution),
        ("新的", None, None),
    ]
    assert agendas.unfinished(council.body.pk) == []
    assert AgendaItem.objects.get(pk=third.pk).state == ItemState.UNFINISHED


def test_a_cancelled_meeting_leaves_its_agenda_to_the_next(
    street: Street, council: Council, green: Matter, delivered: Callable[[], int]
) -> None:
    meeting, by = council.call(matters=(green.pk,)), street.by("chen_jianguo")
    with pytest.raises(WordsMissing):
        meetings.cancel(by=by, meeting=meeting.pk, reason="", at=NOW)
    meetings.cancel(by=by, meeting=meeting.pk, reason="下大雨", at=NOW)
    delivered()

    assert [item.matter for item in council.call().items.all()] == [green]
    assert Message.objects.filter(words="meeting.cancelled").count() == 5
    for deed in (meetings.begin, meetings.end):
        with pytest.raises((AlreadyBegun, NotOpenNow)):
            deed(by=by, meeting=meeting.pk, at=LATER)


def test_another_time_needs_notice_anew_and_grows_the_revision(street: Street, council: Council) -> None:
    meeting, by = council.call(), street.by("chen_jianguo")
    with pytest.raises(ShortNoticeNeedsReason):
        meetings.change(by=by, meeting=meeting.pk, notice=council.notice(NOW + timedelta(days=1)), at=NOW)
    moved = meetings.change(
        by=by, meeting=meeting.pk, notice=council.notice(place="党群服务站"), at=LATER - timedelta(days=1)
    )

    assert (moved.place, moved.revision, moved.short_reason) == ("党群服务站", 1, "")
    happening = questions.calendar(street.community.pk, NOW)[0]
    assert (happening.uid, happening.revision, happening.place) == (
        f"meeting-{meeting.pk}@linli",
        1,
        "党群服务站",
    )


def test_nothing_begins_two_hours_early_or_twice(street: Street, council: Council) -> None:
    meeting, by = council.call(), street.by("chen_jianguo")
    with pytest.raises(TooEarly):
        meetings.begin(by=by, meeting=meeting.pk, at=LATER - timedelta(hours=3))
    meetings.begin(by=by, meeting=meeting.pk, at=LATER)
    for deed in (
        lambda: meetings.begin(by=by, meeting=meeting.pk, at=LATER),
        lambda: meetings.cancel(by=by, meeting=meeting.pk, reason="算了", at=LATER),
        lambda: meetings.change(by=by, meeting=meeting.pk, notice=council.notice(), at=NOW),
    ):
        with pytest.raises(AlreadyBegun):
            deed()


def test_the_matter_page_gets_everything_in_three_queries(
    street: Street, council: Council, green: Matter, django_assert_num_queries: Callable[[int], object]
) -> None:
    for number in range(3):
        meeting = council.held(matters=(green.pk,), items=())
        council.resolve(meeting, key=f"k{number}")
        meetings.end(by=street.by("chen_jianguo"), meeting=meeting.pk, at=AFTER)

    with django_assert_num_queries(3):  # type: ignore[attr-defined] # a context
        found = of_matter(green.pk)
        words = [(item.meeting.body.name, item.title) for item in found.items]
        owners = [one.owner_body.name for one in found.resolutions if one.owner_body]
    assert (len(words), len(owners), found.is_empty) == (3, 3, False)
    assert of_matter(10**9).is_empty
