"""The cycle of a meeting: notice, agenda, sign-in, quorum, votes, minutes, and what the next one picks up."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from linli.circle.deliberate import door
from linli.circle.deliberate.actions import agenda, attendance, meetings, minutes, resolutions
from linli.circle.deliberate.actions.bodies import Ways
from linli.circle.deliberate.choices import ItemState, MeetingKind, MeetingState, ResolutionState
from linli.circle.deliberate.models import AgendaItem, Attendance, Meeting, Resolution
from linli.circle.deliberate.queries import agendas, presence
from linli.circle.deliberate.queries import meetings as questions
from linli.circle.deliberate.queries.of_matter import of_matter
from linli.circle.deliberate.refusals import (
    AlreadyBegun,
    CannotMeetSo,
    DoorIsShut,
    InThePast,
    MayNotConvene,
    MinutesAreSettled,
    MinutesNotSettled,
    MoreVotesThanPeople,
    NobodySigned,
    NoQuorum,
    NotEntitled,
    NoticeTooShort,
    NotKnownYet,
    NotOpenNow,
    NotThere,
    NotWithinItsPower,
    OwnerMissing,
    ProxyNotAllowed,
    ProxyNotPresent,
    ResolutionIsClosed,
    ResolvesNothing,
    ShortNoticeNeedsReason,
    SignedAlready,
    StandsInForOthers,
    TooEarly,
    TooManyProxies,
    WasNotThere,
    WordsMissing,
)
from linli.circle.matters.actions.concerns import follow
from linli.circle.matters.choices import Stage
from linli.circle.matters.models import Matter
from linli.ground.journal.models import Entry
from linli.ground.messages.models import Message
from linli.ground.people.models import Organization
from tests.circle.deliberate.conftest import COUNCIL, LATER, Council, found_council, open_matter
from tests.street import HERE, NOW, Street

AFTER = LATER + timedelta(hours=3)


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


def test_the_code_at_the_door_signs_in_for_ten_minutes(street: Street, council: Council) -> None:
    meeting, by = council.call(), street.by("shen_an")
    code = council.code(meeting)
    last = LATER + timedelta(minutes=10)

    assert door.is_good(meeting.pk, code, last) and not door.is_good(
        meeting.pk, code, last + timedelta(seconds=1)
    )
    row = attendance.sign_in(by=by, meeting=meeting.pk, code=code, at=LATER)
    assert (row.way, row.is_entitled) == ("qr", True)
    assert attendance.sign_in(by=by, meeting=meeting.pk, code=code, at=LATER).pk == row.pk


@pytest.mark.parametrize("bad", ["", "x", "1-2.abc", "💡", "..", "9999999999999.a"])
def test_a_code_nobody_gave_out_opens_no_door(street: Street, council: Council, bad: str) -> None:
    meeting = council.call()
    with pytest.raises(DoorIsShut):
        attendance.sign_in(by=street.by("shen_an"), meeting=meeting.pk, code=bad, at=LATER)


def test_a_code_of_another_meeting_opens_no_door(street: Street, council: Council) -> None:
    one, other = council.call(), council.call()
    with pytest.raises(DoorIsShut):
        attendance.sign_in(by=street.by("shen_an"), meeting=one.pk, code=council.code(other), at=LATER)


def test_a_guest_listens_and_is_not_counted(street: Street, council: Council) -> None:
    meeting = council.call()
    row = attendance.sign_in(
        by=street.by("tang_yuan"), meeting=meeting.pk, code=council.code(meeting), at=LATER
    )

    assert (row.is_entitled, presence.present_count(meeting.pk)) == (False, 0)
    with pytest.raises(NotEntitled):
        council.tick(meeting, "tang_yuan")


def test_nobody_signs_in_before_the_doors_open_or_without_a_name(street: Street, council: Council) -> None:
    meeting, early = council.call(), LATER - timedelta(hours=2, minutes=1)
    with pytest.raises(TooEarly):
        attendance.sign_in(
            by=street.by("shen_an"), meeting=meeting.pk, code=council.code(meeting, early), at=early
        )
    with pytest.raises(NotKnownYet):
        attendance.sign_in(
            by=street.by("qian_cheng"), meeting=meeting.pk, code=council.code(meeting), at=LATER
        )


def test_a_council_without_proxies_refuses_them(street: Street, council: Council) -> None:
    meeting = council.call()
    council.tick(meeting, "shen_an")
    with pytest.raises(ProxyNotAllowed):
        stand_in(council, meeting, "ye_qing", "shen_an")


def stand_in(council: Council, meeting: Meeting, absent: str, proxy: str) -> Attendance:
    street = council.street
    return attendance.stand_in(
        by=street.by("chen_jianguo"),
        meeting=meeting.pk,
        absent=getattr(street, absent).pk,
        proxy=getattr(street, proxy).pk,
        at=LATER,
    )


def test_a_proxy_counts_where_the_charter_allows_one_and_stands_in_for_one_only(street: Street) -> None:
    council = found_council(street, Ways(allows_proxies=True))
    meeting = council.call()
    council.tick(meeting, "shen_an")

    assert stand_in(council, meeting, "ye_qing", "shen_an").way == "proxy"
    assert presence.present_count(meeting.pk) == 2
    with pytest.raises(TooManyProxies):
        stand_in(council, meeting, "zhou_guilan", "shen_an")
    for absent, proxy in (
        ("zhou_guilan", "ye_qing"),
        ("zhou_guilan", "he_zhiqiang"),
        ("zhou_guilan", "zhou_guilan"),
    ):
        with pytest.raises(ProxyNotPresent):
            stand_in(council, meeting, absent, proxy)
    with pytest.raises(NotEntitled):
        stand_in(council, meeting, "tang_yuan", "shen_an")
    with pytest.raises(StandsInForOthers):
        attendance.untick(
            by=street.by("chen_jianguo"), meeting=meeting.pk, resident=street.shen_an.pk, at=LATER
        )


def test_a_meeting_without_quorum_talks_but_does_not_resolve(street: Street, council: Council) -> None:
    meeting = council.held("chen_jianguo", "shen_an")
    with pytest.raises(NoQuorum) as refused:
        council.resolve(meeting, (2, 0, 0))
    assert str(refused.value) == "到场2，应到5，要超过一半才能作决议。可以接着谈，今天不能作决议。"

    by, item = street.by("chen_jianguo"), meeting.items.get()
    assert (
        agenda.conclude(by=by, meeting=meeting.pk, item=item.pk, outcome="先听了", at=LATER).state
        == "discussed"
    )
    council.tick(meeting, "zhou_guilan")
    assert council.resolve(meeting).state == ResolutionState.OPEN


@pytest.mark.parametrize(
    ("votes", "state"),
    [
        ((2, 1, 0), "open"),
        ((2, 2, 0), "rejected"),
        ((2, 0, 2), "rejected"),
        ((3, 1, 0), "open"),
        ((0, 0, 0), "rejected"),
    ],
)
def test_a_majority_is_more_than_half_of_those_present(
    council: Council, votes: tuple[int, int, int], state: str
) -> None:
    there = COUNCIL[: max(3, sum(votes))]
    resolution = council.resolve(council.held(*there), votes)

    assert resolution.state == state
    assert (resolution.present, resolution.entitled) == (len(there), 5)


@pytest.mark.parametrize("votes", [(4, 0, 0), (2, 1, 1), (-1, 0, 0), (0, 0, 4)])
def test_more_votes_than_people_are_refused(council: Council, votes: tuple[int, int, int]) -> None:
    with pytest.raises(MoreVotesThanPeople):
        council.resolve(council.held(), votes)


def test_a_resolution_needs_one_owner_and_an_open_meeting(street: Street, council: Council) -> None:
    meeting = council.held()
    with pytest.raises(OwnerMissing):
        council.resolve(meeting, owner_body=None)
    with pytest.raises(NotThere):
        council.resolve(meeting, owner_body=10**9)
    with pytest.raises(WordsMissing):
        council.resolve(meeting, text=" ")
    meetings.end(by=street.by("chen_jianguo"), meeting=meeting.pk, at=AFTER)
    with pytest.raises(NotOpenNow):
        council.resolve(meeting)


def test_two_presses_make_one_resolution(council: Council) -> None:
    meeting = council.held()

    assert council.resolve(meeting, key="k").pk == council.resolve(meeting, key="k").pk


def test_a_talk_resolves_nothing(street: Street, council: Council) -> None:
    meeting = council.call(notice=council.notice(kind=MeetingKind.TALK), items=("谈谈",))
    by = street.by("chen_jianguo")
    code = council.code(meeting)
    attendance.sign_in(by=street.by("tang_yuan"), meeting=meeting.pk, code=code, at=LATER)
    meetings.begin(by=by, meeting=meeting.pk, at=LATER)
    with pytest.raises(ResolvesNothing):
        council.resolve(meeting, (0, 0, 0))


@pytest.mark.practice("C2")
def test_a_resolution_carries_a_heard_matter_to_deliberated(council: Council, green: Matter) -> None:
    meeting = council.held(matters=(green.pk,), items=())
    council.resolve(meeting)
    green.refresh_from_db()

    assert green.stage == Stage.DELIBERATED


@pytest.mark.practice("C2")
def test_a_recorded_outcome_carries_it_too_and_only_when_asked(
    street: Street, council: Council, green: Matter
) -> None:
    meeting = council.held("chen_jianguo", matters=(green.pk,), items=())
    by, item = street.by("chen_jianguo"), meeting.items.get()
    agenda.conclude(by=by, meeting=meeting.pk, item=item.pk, outcome="听了各家的", at=LATER)
    green.refresh_from_db()
    assert green.stage == Stage.HEARD

    agenda.conclude(by=by, meeting=meeting.pk, item=item.pk, outcome="都说要耐阴的", carries=True, at=LATER)
    green.refresh_from_db()
    assert green.stage == Stage.DELIBERATED


def test_a_council_decides_only_when_its_charter_says_so(
    street: Street, council: Council, green: Matter
) -> None:
    meeting = council.held(matters=(green.pk,), items=())
    with pytest.raises(NotWithinItsPower):
        council.resolve(meeting, decides=True)
    assert Resolution.objects.count() == 0


def test_a_body_with_the_power_decides_the_matter_in_two_recorded_steps(
    street: Street, green: Matter
) -> None:
    council = found_council(street, Ways(may_decide=True))
    meeting = council.held(matters=(green.pk,), items=())
    rejected = council.resolve(meeting, (1, 2, 0), decides=True)
    green.refresh_from_db()
    assert (rejected.state, green.stage) == ("rejected", Stage.HEARD)

    council.resolve(meeting, decides=True)
    green.refresh_from_db()
    assert (green.stage, green.reason) == (Stage.DECIDED, "先试种一片麦冬")
    steps = Entry.objects.filter(matter_id=green.pk, verb__startswith="matter.").order_by("id")
    assert list(steps.values_list("verb", flat=True)) == [
        "matter.opened",
        "matter.deliberate",
        "matter.decide",
    ]
    with pytest.raises(NotWithinItsPower):
        council.resolve(meeting, decides=True)


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


def test_a_done_resolution_is_not_asked_for_again(street: Street, council: Council) -> None:
    meeting = council.held()
    one = council.resolve(meeting)
    other = council.resolve(meeting, text="换一块牌子", key="2")
    by = street.by("chen_jianguo")
    resolutions.close(by=by, resolution=one.pk, is_done=True, reason="种好了", at=AFTER)
    with pytest.raises(WordsMissing):
        resolutions.close(by=by, resolution=other.pk, is_done=False, at=AFTER)
    resolutions.close(by=by, resolution=other.pk, is_done=False, reason="牌子还新", at=AFTER)
    with pytest.raises(ResolutionIsClosed):
        resolutions.close(by=by, resolution=one.pk, is_done=True, at=AFTER)

    assert agendas.open_resolutions(council.body.pk) == []
    assert Resolution.objects.get(pk=other.pk).state == "dropped"


def test_the_holder_of_the_owning_post_closes_a_resolution_and_others_do_not(
    street: Street, council: Council
) -> None:
    post = council.body.posts.get(resident=street.shen_an)
    one = council.resolve(council.held(), owner_body=None, owner_post=post.pk)
    with pytest.raises(MayNotConvene):
        resolutions.close(by=street.by("he_zhiqiang"), resolution=one.pk, is_done=True, at=AFTER)

    assert (
        resolutions.close(by=street.by("shen_an"), resolution=one.pk, is_done=True, at=AFTER).state == "done"
    )


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


def ended(council: Council, *there: str) -> Meeting:
    meeting, by = council.held(*there), council.street.by("chen_jianguo")
    agenda.write(
        by=by, meeting=meeting.pk, item=meeting.items.get().pk, minutes="陈：树荫重。沈：麦冬便宜。", at=LATER
    )
    return meetings.end(by=by, meeting=meeting.pk, at=AFTER)


def test_minutes_go_from_draft_over_signatures_to_everybody(
    street: Street, council: Council, delivered: Callable[[], int]
) -> None:
    meeting, by = ended(council), street.by("chen_jianguo")
    with pytest.raises(MinutesNotSettled):
        minutes.sign(by=by, meeting=meeting.pk, at=AFTER)
    settled = minutes.settle(by=by, meeting=meeting.pk, summary="商量了绿化，倾向麦冬。", at=AFTER)
    with pytest.raises(NobodySigned):
        minutes.publish(by=by, meeting=meeting.pk, at=AFTER)
    row = minutes.sign(by=street.by("shen_an"), meeting=meeting.pk, at=AFTER)
    noted = minutes.note_signature(by=by, meeting=meeting.pk, resident=street.zhou_guilan.pk, at=AFTER)
    minutes.publish(by=by, meeting=meeting.pk, at=AFTER)
    delivered()

    assert row.digest == settled.digest == noted.digest == minutes.digest(meeting, settled.summary)
    assert (row.paper_noted_by, noted.paper_noted_by) == (None, by.account_id)
    assert set(Message.objects.filter(words="minutes.settled").values_list("resident__name", "why")) == {
        ("陈建国", "present"),
        ("沈安", "present"),
        ("周桂兰", "present"),
    }
    assert Message.objects.filter(words="minutes.published").count() == 5


def test_settled_minutes_are_corrected_beside_never_over(street: Street, council: Council) -> None:
    meeting, by = ended(council), street.by("chen_jianguo")
    item = meeting.items.get()
    with pytest.raises(MinutesNotSettled):
        minutes.correct(by=by, meeting=meeting.pk, text="是吴，不是沈", at=AFTER)
    minutes.settle(by=by, meeting=meeting.pk, summary="商量了绿化。", at=AFTER)
    minutes.sign(by=street.by("shen_an"), meeting=meeting.pk, at=AFTER)
    for deed in (
        lambda: agenda.write(by=by, meeting=meeting.pk, item=item.pk, minutes="改了", at=AFTER),
        lambda: minutes.settle(by=by, meeting=meeting.pk, summary="改了", at=AFTER),
    ):
        with pytest.raises(MinutesAreSettled):
            deed()
    erratum = minutes.correct(by=by, meeting=meeting.pk, text="麦冬每平方米12元", item=item.pk, at=AFTER)

    item.refresh_from_db()
    assert (item.minutes, erratum.item) == ("陈：树荫重。沈：麦冬便宜。", item)


@pytest.mark.parametrize("who", ["he_zhiqiang", "gu_min", "tang_yuan", "nobody"])
def test_only_who_was_there_signs(street: Street, council: Council, who: str) -> None:
    meeting = ended(council)
    minutes.settle(by=street.by("chen_jianguo"), meeting=meeting.pk, summary="商量了", at=AFTER)
    with pytest.raises(WasNotThere):
        minutes.sign(by=street.by(who), meeting=meeting.pk, at=AFTER)


def test_a_name_stands_once_under_the_minutes(street: Street, council: Council) -> None:
    meeting = ended(council)
    minutes.settle(by=street.by("chen_jianguo"), meeting=meeting.pk, summary="商量了", at=AFTER)
    minutes.sign(by=street.by("shen_an"), meeting=meeting.pk, at=AFTER)
    with pytest.raises(SignedAlready):
        minutes.sign(by=street.by("shen_an"), meeting=meeting.pk, at=AFTER)


def test_households_count_once_however_many_of_them_come(street: Street) -> None:
    body = Organization.objects.get(kind="committee", area=street.community)
    starts = datetime(2026, 12, 10, 19, tzinfo=HERE)
    notice = meetings.Notice(
        MeetingKind.HOUSEHOLDS, "居民会议", "小广场", starts, starts + timedelta(hours=2)
    )
    meeting = meetings.call(by=street.by("gu_min"), body=body.pk, notice=notice, at=NOW)
    for name in ("shen_an", "ye_qing", "chen_jianguo"):
        attendance.tick(
            by=street.by("gu_min"), meeting=meeting.pk, resident=getattr(street, name).pk, at=starts
        )
    with pytest.raises(NotEntitled):
        attendance.tick(by=street.by("gu_min"), meeting=meeting.pk, resident=street.tang_yuan.pk, at=starts)

    assert presence.present_count(meeting.pk) == 2


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


def test_the_trail_of_a_matter_names_what_was_done(street: Street, council: Council, green: Matter) -> None:
    meeting, by = council.held(matters=(green.pk,), items=()), street.by("chen_jianguo")
    council.resolve(meeting)
    meetings.end(by=by, meeting=meeting.pk, at=AFTER)
    minutes.settle(by=by, meeting=meeting.pk, summary="种麦冬", at=AFTER)
    minutes.sign(by=by, meeting=meeting.pk, at=AFTER)
    minutes.publish(by=by, meeting=meeting.pk, at=AFTER)

    verbs = (
        Entry.objects.filter(matter_id=green.pk, is_public=True).order_by("id").values_list("verb", flat=True)
    )
    assert list(verbs) == [
        "matter.opened",
        "agendaitem.added",
        "resolution.adopted",
        "matter.deliberate",
        "minutes.published",
    ]


def test_a_resolution_is_due_on_its_day(council: Council) -> None:
    assert council.resolve(council.held()).due_on == date(2026, 12, 31)
