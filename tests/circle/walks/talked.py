"""Deeds of deliberation: talks and statements, options compared, meetings from notice to minutes, open hours."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils.timezone import localdate

from linli.circle.deliberate import door
from linli.circle.deliberate.actions import (
    agenda,
    attendance,
    bodies,
    hours,
    meetings,
    minutes,
    options,
    overseers,
    reactions,
    resolutions,
    statements,
    talks,
)
from linli.circle.deliberate.actions.bodies import Seating, Ways
from linli.circle.deliberate.actions.hours import Timetable
from linli.circle.deliberate.actions.meetings import Notice
from linli.circle.deliberate.actions.options import Sketch
from linli.circle.deliberate.actions.resolutions import Motion
from linli.circle.deliberate.choices import Feeling, MeetingKind, MeetingState, Weekday
from linli.circle.deliberate.models import (
    AgendaItem,
    Attendance,
    HoursNote,
    Meeting,
    OpenHours,
    Resolution,
    Statement,
)
from linli.circle.matters.choices import Why
from linli.ground.people.choices import BodyKind, PostKind
from linli.ground.people.rules import Actor
from tests.circle.walks import moved, news
from tests.circle.walks.stage import COUNCIL, MOVERS, NEIGHBOURS, OVERSEERS, REPRESENTATIVES, VOTERS, some
from tests.circle.walks.walker import NOWHERE, Life, Walker

CONVENERS = ("chen_jianguo", "gu_min", "lin_xiao")
ROOM: dict[str, tuple[str, ...]] = {
    MeetingKind.OVERSIGHT: OVERSEERS,
    MeetingKind.REPRESENTATIVES: REPRESENTATIVES,
    MeetingKind.ASSEMBLY: VOTERS,
    MeetingKind.HOUSEHOLDS: VOTERS,
}
"""Who is ticked off at which meeting; at all others the council."""
SENTENCES = ("先试一片", "我赞成", "预算太高", "请问13912345678", "3号楼先来", "再等等")


def talk(walker: Walker, life: Life) -> None:
    """Open or close the talk about a matter, say something in it, react to what others say."""
    by, at = walker.by(*CONVENERS), walker.at
    dice = walker.rng.random()
    if dice < 0.2:
        closes = walker.rng.choice((None, at + timedelta(days=9), at - timedelta(days=1)))
        walker.do(talks.begin, by=by, matter=life.matter, question="怎么办好？", closes_at=closes, at=at)
    elif dice < 0.27:
        walker.do(talks.close, by=by, matter=life.matter, at=at)
    elif dice < 0.62 or not life.statements:
        who = walker.by(*NEIGHBOURS)
        made = walker.do(
            statements.say,
            by=who,
            matter=life.matter,
            text=walker.words(f"{walker.rng.choice(SENTENCES)}{walker.rng.randint(1, 9)}"),
            key=walker.rng.choice(("", "", "twice")),
            at=at,
        )
        if made is not None:
            walker.books.concern(life.matter, [who.resident_id], Why.SAID, at)
            life.statements.append(made.pk)
    else:
        walker.do(
            reactions.react,
            by=walker.by(*NEIGHBOURS),
            statement=walker.one_of(life.statements),
            feeling=walker.rng.choice([*Feeling]),
            at=at,
        )


def moderate(walker: Walker, life: Life) -> None:
    """Report, hide, appeal and show statements."""
    statement, at = walker.one_of(life.statements), walker.at
    deeds: tuple[tuple[Callable[..., Any], tuple[str, ...], dict[str, Any]], ...] = (
        (statements.report, NEIGHBOURS, {"reason": walker.words("跑题")}),
        (statements.hide, MOVERS, {"reason": walker.words("点了名")}),
        (statements.appeal, NEIGHBOURS, {"text": walker.words("没有点名")}),
        (statements.show, MOVERS, {"is_plain": walker.chance(0.3)}),
    )
    for deed, who, more in walker.rng.choices(deeds, k=3):
        walker.do(deed, by=walker.by(*who), statement=statement, at=at, **more)


def compare(walker: Walker, life: Life) -> None:
    """Put options beside each other."""
    by, at = walker.by(*CONVENERS), walker.at
    sketch = Sketch(
        name=walker.words(f"方案{walker.rng.randint(1, 5)}"),
        price=walker.rng.choice((None, -1, 0, 120_000)),
        traits={"工期": walker.words("三天"), "耐用": "好"},
    )
    dice = walker.rng.random()
    if dice < 0.6:
        made = walker.do(options.add, by=by, matter=life.matter, sketch=sketch, at=at)
        if made is not None:
            life.options.append(made.pk)
    elif dice < 0.85:
        walker.do(options.change, by=by, option=walker.one_of(life.options), sketch=sketch, at=at)
    else:
        option = walker.one_of(life.options)
        walker.do(options.withdraw, by=by, option=option, reason=walker.words("太贵"), at=at)


def meet(walker: Walker, life: Life) -> None:
    """Take the meeting of a life one step on: called, changed, held, ended, its minutes signed and published."""
    meeting = Meeting.objects.filter(pk__in=life.meetings).order_by("-pk").first()
    if meeting is None or (meeting.is_over and walker.chance(0.25)):
        _call(walker, life)
    elif meeting.state == MeetingState.CALLED:
        _before(walker, meeting)
    elif meeting.state == MeetingState.OPEN:
        _in_session(walker, life, meeting)
    else:
        _after(walker, meeting)


def _notice(walker: Walker, kind: MeetingKind, starts: datetime) -> Notice:
    reason = walker.words("雨季要到了") if walker.chance(0.6) else ""
    lasts = timedelta(hours=walker.rng.choice((2, 2, 2, 2, -1)))
    return Notice(kind, walker.words("议一议"), walker.words("茶亭"), starts, starts + lasts, reason)


def _call(walker: Walker, life: Life) -> None:
    name, kind, days = walker.rng.choice(
        (
            ("council", MeetingKind.COUNCIL, 4),
            ("council", MeetingKind.COUNCIL, 4),
            ("council", MeetingKind.COUNCIL, 1),
            ("council", MeetingKind.COUNCIL, 1),
            ("council", MeetingKind.TALK, 0),
            ("committee", MeetingKind.REPRESENTATIVES, 5),
            ("committee", MeetingKind.ASSEMBLY, 11),
            ("committee", MeetingKind.HOUSEHOLDS, 3),
            ("oversight", MeetingKind.OVERSIGHT, 1),
            ("party", MeetingKind.COUNCIL, 4),
        )
    )
    starts = walker.at + timedelta(days=days, hours=walker.rng.choice((-2, 1, 2, 3, 3)))
    made = walker.do(
        meetings.call,
        by=walker.by(*(CONVENERS if name == "council" else MOVERS)),
        body=walker.stage.bodies[name].pk,
        notice=_notice(walker, kind, starts),
        matters=[life.matter] if walker.chance(0.9) else [],
        items=[walker.words("别的事")] if walker.chance(0.3) else [],
        at=walker.at,
    )
    if made is not None:
        life.meetings.append(made.pk)


def _convener(walker: Walker, meeting: Meeting) -> Actor:
    is_council = meeting.body_id == walker.stage.bodies["council"].pk
    return walker.by(*(CONVENERS if is_council else MOVERS))


def _before(walker: Walker, meeting: Meeting) -> None:
    by, at = _convener(walker, meeting), walker.at
    dice = walker.rng.random()
    if dice < 0.1:
        starts = at + timedelta(days=walker.rng.choice((-1, 2, 5)))
        notice = _notice(walker, MeetingKind(meeting.kind), starts)
        walker.do(meetings.change, by=by, meeting=meeting.pk, notice=notice, at=at)
    elif dice < 0.16:
        walker.do(meetings.cancel, by=by, meeting=meeting.pk, reason=walker.words("停电"), at=at)
    elif dice < 0.25:
        walker.do(agenda.add, by=by, meeting=meeting.pk, title=walker.words("再加一件"), at=at)
    else:
        walker.wait_until(meeting.starts_at)
        for name in some(walker.rng, ROOM.get(meeting.kind, COUNCIL) if walker.chance(0.9) else NEIGHBOURS):
            resident = walker.pk(name)
            walker.do(attendance.tick, by=by, meeting=meeting.pk, resident=resident, at=walker.at)
        walker.do(meetings.begin, by=by, meeting=meeting.pk, at=walker.at)


def _attend(walker: Walker, meeting: Meeting) -> None:
    by, at = _convener(walker, meeting), walker.at
    there = list(
        Attendance.objects.filter(meeting=meeting).order_by("pk").values_list("resident_id", flat=True)
    )
    dice = walker.rng.random()
    if dice < 0.4:
        code = door.code(meeting.pk, at) if walker.chance(0.8) else "no.code"
        walker.do(attendance.sign_in, by=walker.by(*NEIGHBOURS), meeting=meeting.pk, code=code, at=at)
    elif dice < 0.7:
        absent, proxy = walker.pk(walker.rng.choice(COUNCIL)), walker.one_of(there)
        walker.do(attendance.stand_in, by=by, meeting=meeting.pk, absent=absent, proxy=proxy, at=at)
    else:
        walker.do(attendance.untick, by=by, meeting=meeting.pk, resident=walker.one_of(there), at=at)


def _in_session(walker: Walker, life: Life, meeting: Meeting) -> None:
    by, at = _convener(walker, meeting), walker.at
    items = list(AgendaItem.objects.filter(meeting=meeting).order_by("pk").values_list("pk", flat=True))
    mine = list(
        AgendaItem.objects.filter(meeting=meeting, matter_id=life.matter)
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    item = walker.one_of(mine or items)
    dice = walker.rng.random()
    if dice < 0.15:
        _attend(walker, meeting)
    elif dice < 0.25:
        walker.do(agenda.write, by=by, meeting=meeting.pk, item=item, minutes=walker.words("说了很多"), at=at)
    elif dice < 0.4:
        outcome, carries = walker.words("再看一周"), walker.chance(0.5)
        walker.do(
            agenda.conclude, by=by, meeting=meeting.pk, item=item, outcome=outcome, carries=carries, at=at
        )
    elif dice < 0.45:
        walker.do(agenda.put_off, by=by, meeting=meeting.pk, item=item, at=at)
    elif dice < 0.8:
        _resolve(walker, meeting, item)
    else:
        walker.do(meetings.end, by=by, meeting=meeting.pk, at=at)


def _resolve(walker: Walker, meeting: Meeting, item: int) -> None:
    present = Attendance.objects.filter(meeting=meeting, is_entitled=True).count()
    motion = Motion(
        text=walker.words("就这样办"),
        votes_for=walker.rng.choice((present, present, present, 1, 0, 99)),
        votes_against=walker.rng.choice((0, 0, 0, 1)),
        owner_body=walker.rng.choice((walker.stage.bodies["committee"].pk, None)),
        owner_post=walker.rng.choice((None, None, walker.stage.post("gu_min").pk)),
        due_on=walker.rng.choice((None, date(2030, 1, 1))),
        decides=walker.chance(0.5),
    )
    walker.do(
        resolutions.resolve,
        by=_convener(walker, meeting),
        meeting=meeting.pk,
        item=item,
        motion=motion,
        key=walker.rng.choice(("", "", "same")),
        at=walker.at,
    )


def _after(walker: Walker, meeting: Meeting) -> None:
    by, at = _convener(walker, meeting), walker.at
    there = list(
        Attendance.objects.filter(meeting=meeting).order_by("pk").values_list("resident_id", flat=True)
    )
    deed = walker.rng.choice(
        ("settle", "settle", "sign", "sign", "note", "correct", "correct", "publish", "publish")
    )
    if deed == "settle":
        walker.do(minutes.settle, by=by, meeting=meeting.pk, summary=walker.words("议成了一件"), at=at)
    elif deed == "sign":
        names = [name for name in NEIGHBOURS if walker.pk(name) in there] or [*NEIGHBOURS]
        walker.do(minutes.sign, by=walker.by(*names), meeting=meeting.pk, at=at)
    elif deed == "note":
        resident = walker.one_of(there)
        walker.do(minutes.note_signature, by=by, meeting=meeting.pk, resident=resident, at=at)
    elif deed == "correct":
        walker.do(minutes.correct, by=by, meeting=meeting.pk, text=walker.words("是三盏灯"), at=at)
    else:
        was_out = Meeting.objects.filter(pk=meeting.pk, minutes__published_at__isnull=False).exists()
        if walker.do(minutes.publish, by=by, meeting=meeting.pk, at=at) and not was_out:
            on_it = AgendaItem.objects.filter(meeting=meeting, matter_id__isnull=False)
            for matter in set(on_it.values_list("matter_id", flat=True)):
                walker.books.concern(matter, there, Why.PART, at)


def keep_bodies(walker: Walker, life: Life) -> None:
    """Close resolutions, seat and unseat, keep charters, exclude implementers, hold open hours."""
    by, at, stage = walker.by(*MOVERS), walker.at, walker.stage
    deed = walker.rng.choice(("close",) * 6 + ("seat", "keep", "exclude", "hours", "note", "note"))
    if deed == "close":
        left = list(Resolution.objects.filter(state="open").order_by("pk").values_list("pk", flat=True)[:20])
        for resolution in left[:3] or [NOWHERE]:
            done, reason = walker.chance(0.6), walker.words("不需要了")
            walker.do(resolutions.close, by=by, resolution=resolution, is_done=done, reason=reason, at=at)
    elif deed == "seat":
        _reseat(walker)
    elif deed == "keep":
        walker.do(bodies.keep, by=by, body=stage.bodies["council"], ways=_ways(walker), at=at)
        kind = walker.rng.choice((BodyKind.JOINT, BodyKind.MANAGER))
        walker.do(
            bodies.found, by=by, kind=kind, name=f"联席会{walker.at:%Y}", area=stage.street.community, at=at
        )
    elif deed == "exclude":
        board, who = stage.bodies[walker.rng.choice(("oversight", "council"))].pk, walker.neighbour()
        if walker.do(overseers.exclude, board=board, implementers=[walker.pk(who)], at=at, by=by):
            walker.do(overseers.admit, by=by, board=board, resident=walker.pk(who), at=at)
    else:
        _host(walker)


def _ways(walker: Walker) -> Ways:
    return Ways(may_decide=walker.chance(0.9), allows_proxies=walker.chance(0.9), purpose="有事好商量")


def _reseat(walker: Walker) -> None:
    by, at, stage = walker.by("lin_xiao"), walker.at, walker.stage
    body = stage.bodies["council"]
    seated = walker.do(
        bodies.seat,
        by=by,
        body=body,
        seating=Seating(stage.people[walker.rng.choice(("n4", "n5", "n0"))], PostKind.COUNCIL_MEMBER),
        at=at,
    )
    stage.actors.clear()
    if seated is not None and walker.chance(0.7):
        walker.do(bodies.unseat, by=by, body=body, post=seated.pk, at=at + timedelta(minutes=5))
    walker.at = at + timedelta(minutes=6)
    stage.actors.clear()


def _host(walker: Walker) -> None:
    by, at, stage = walker.by(*MOVERS), walker.at, walker.stage
    open_now = OpenHours.objects.filter(until=None).order_by("-pk").first()
    if open_now is None or walker.chance(0.1):
        timetable = Timetable(Weekday.MONDAY, time(9), time(walker.rng.choice((8, 11))), walker.words("茶亭"))
        host = stage.post("gu_min").pk
        walker.do(hours.set_up, by=by, area=stage.street.community, host=host, timetable=timetable, at=at)
    elif walker.chance(0.1):
        walker.do(hours.end, by=by, hours=open_now.pk, at=at)
    else:
        speaker = walker.pk(walker.neighbour()) if walker.chance(0.7) else None
        day = localdate(at) + timedelta(days=walker.rng.choice((0, 0, 0, 1)))
        walker.do(
            hours.note, by=by, hours=open_now.pk, on=day, text=walker.words("灯不亮"), speaker=speaker, at=at
        )
        noted = list(HoursNote.objects.order_by("-pk").values_list("pk", flat=True)[:3])
        place = stage.street.b3.pk
        walker.do(hours.take_in, by=by, note=walker.one_of(noted), place=place, at=at)


def play(walker: Walker) -> None:
    """A talk with a statement that is reacted to, reported, hidden, appealed for and shown; an option is taken back."""
    matter, staff = moved.opened(walker, "要不要装长椅"), "lin_xiao"

    def do(deed: Callable[..., Any], who: str, **more: Any) -> Any:
        made = walker.must(deed, by=walker.stage.by(who, walker.at), at=walker.at, **more)
        news.deliver(walker)
        return made

    do(talks.begin, staff, matter=matter, question="放在哪儿好？", closes_at=None)
    author = walker.stage.by("n0", walker.at)
    said = walker.must(statements.say, by=author, matter=matter, text="放在树下", key="", at=walker.at).pk
    walker.books.concern(matter, [author.resident_id], Why.SAID, walker.at)
    do(reactions.react, "n1", statement=said, feeling=Feeling.AGREE)
    do(statements.report, "n2", statement=said, reason="跑题")
    do(statements.hide, staff, statement=said, reason="跑题")
    do(statements.appeal, "n0", statement=said, text="没有跑题")
    do(statements.show, staff, statement=said)
    do(statements.note_read, staff, statements=Statement.objects.filter(pk=said))
    do(talks.close, staff, matter=matter)
    option = do(options.add, staff, matter=matter, sketch=Sketch(name="木的", price=100, traits={})).pk
    do(options.withdraw, staff, option=option, reason="太贵")
    ways = Ways(may_decide=True, allows_proxies=True, purpose="有事好商量")
    do(bodies.keep, staff, body=walker.stage.bodies["council"], ways=ways)
    area = walker.stage.street.community
    do(bodies.found, staff, kind=BodyKind.JOINT, name=f"联席会{walker.at:%Y%m%d%H%M}", area=area)
