"""Deeds of disclosure: duties and their notices, money sheets, results, rumours, the catalogue."""

from collections.abc import Callable
from datetime import date, timedelta

from django.utils.timezone import localdate

from linli.circle.disclose.actions import brought, clarifications, duties, items, results, sheets
from linli.circle.disclose.actions.clarifications import Said
from linli.circle.disclose.actions.items import Wanted
from linli.circle.disclose.actions.results import Result
from linli.circle.disclose.actions.sheets import Filled
from linli.circle.disclose.choices import Cycle, Head, Item
from linli.circle.disclose.models import DisclosureDuty, MoneySheet, SheetImport
from linli.circle.disclose.money import Line
from linli.circle.disclose.periods import month_before
from linli.commons.notices.actions import approvals, drafts, errata, moderation, questions
from linli.commons.notices.actions.drafts import Draft
from linli.commons.notices.choices import READABLE, Kind, State
from linli.commons.notices.models import Erratum, Notice, Question
from linli.ground.people.rules import Actor
from tests.circle.walks import news
from tests.circle.walks.stage import NEIGHBOURS
from tests.circle.walks.walker import NOWHERE, Life, Walker

KEEPERS = ("luo_yongfu", "gu_min", "gu_min")
NAMES = dict(zip(("物业费", "路灯", "垃圾", "水", "停车", "充电"), Item, strict=True))


def disclose(walker: Walker, life: Life) -> None:
    """Do one deed of disclosure; and bring a notice that is on its way a step on."""
    deeds: tuple[Callable[[Walker], None], ...] = (
        _fill_in, _fill_in, _submit, _submit, _bring, _duty, _duty, _duty, _happened, _rumour, _item, _correct,
    )  # fmt: skip
    walker.rng.choice(deeds)(walker)
    if walker.chance(0.8):
        _hang(walker)
    if walker.chance(0.3):
        _link(walker, life)


def _hang(walker: Walker) -> None:
    """Bring one of the newest notices on their way to the board: checked, signed, posted; or take one down."""
    on_their_way = Notice.objects.filter(state__in=[State.DRAFT, State.CHECKED]).order_by("-pk")
    notice, at = walker.one_of(list(on_their_way.values_list("pk", flat=True)[:6])[::-1]), walker.at
    walker.do(approvals.check, by=walker.by("gu_min"), notice=notice, all_three=True, at=at)
    walker.do(approvals.approve_and_post, by=walker.by("lin_xiao"), notice=notice, at=at)
    if walker.chance(0.15):
        hanging = Notice.objects.filter(state=State.POSTED).order_by("-pk")
        down = walker.one_of(list(hanging.values_list("pk", flat=True)[:30])[::-1])
        by, reason = walker.by("lin_xiao"), walker.words("数不对")
        walker.do(approvals.withdraw, by=by, notice=down, reason=reason, at=at)


def _month(walker: Walker) -> date:
    months = walker.rng.choice((0, 1, 1, 1, 2, 2, 13, -1))
    return month_before(localdate(walker.at).replace(day=1), months)


def _lines(walker: Walker) -> list[Line]:
    some = walker.rng.sample([*Item], walker.rng.randint(0, 6))
    return [
        Line(
            item,
            walker.rng.choice((0, 0, 96_050, -1 if walker.chance(0.05) else 8_840_000)),
            walker.rng.randint(0, 300_000),
            walker.rng.choice((None, 42_000)),
            walker.rng.choice(("", "换了灯")),
        )
        for item in some
    ]


def _fill_in(walker: Walker) -> None:
    """Fill in a month of a compound."""
    area = walker.stage.street.areas[walker.rng.choice(("compound",) * 9 + ("b3", "willow_compound"))].pk
    lines = _lines(walker)
    filled = Filled(area=area, month=_month(walker), lines=lines, words=walker.rng.choice(("", "请监督")))
    made = walker.do(sheets.keep, by=walker.by(*KEEPERS), filled=filled, at=walker.at)
    if made is not None:
        walker.sheets.setdefault(made.pk, {}).update({line.item: line for line in lines})


def _submit(walker: Walker) -> None:
    known = list(MoneySheet.objects.order_by("pk").values_list("pk", flat=True))
    walker.do(sheets.submit, by=walker.by(*KEEPERS), sheet=walker.one_of(known[-8:]), at=walker.at)


def _bring(walker: Walker) -> None:
    """Bring a table of a month, and keep it, now and then twice."""
    by, at = walker.by(*KEEPERS), walker.at
    rows = {name: (walker.rng.randint(0, 900), walker.rng.randint(0, 900)) for name in NAMES}
    told = "".join(f"{name},{income},{expense}\n" for name, (income, expense) in rows.items())
    heading = "项目,收入,支出\n" if walker.chance(0.9) else "甲,乙,丙\n"
    month = _month(walker)
    made = walker.do(
        brought.bring, by=by, community=walker.stage.street.community.pk, file_name="收支.csv",
        content=(heading + told).encode(), month=month, at=at,
    )  # fmt: skip
    known = list(SheetImport.objects.order_by("pk").values_list("pk", flat=True)[:40])
    pk = made.pk if made is not None else walker.one_of(known)
    for _again in range(walker.rng.choice((1, 1, 2))):
        kept = walker.do(brought.keep, by=by, brought=pk, at=at)
        for sheet in kept if isinstance(kept, list) else []:
            if made is None:
                break
            mine = walker.sheets.setdefault(sheet.pk, {})
            mine.update(
                {NAMES[name]: Line(NAMES[name], 100 * inn, 100 * out) for name, (inn, out) in rows.items()}
            )
    assert made is None or SheetImport.objects.get(pk=pk).kept_at is not None or walker.refused


def _duty(walker: Walker) -> None:
    """Begin the notice of something that is due, or say that one that hangs is the notice."""
    waiting = DisclosureDuty.objects.filter(fulfilled_at=None).order_by("-due_on", "pk")
    duty = walker.one_of(list(waiting.values_list("pk", flat=True)[:20]))
    if walker.chance(0.75):
        walker.do(duties.draft, by=walker.by("gu_min"), duty=duty, at=walker.at)
        return
    every = Notice.objects.filter(area=walker.stage.street.community, state__in=READABLE).order_by("pk")
    notice = walker.one_of(list(every.values_list("pk", flat=True)))
    walker.do(duties.link, by=walker.by("gu_min"), duty=duty, notice=notice, at=walker.at)


def _happened(walker: Walker) -> None:
    on = localdate(walker.at) - timedelta(days=walker.rng.choice((0, 1, 5, -2)))
    what, key = (
        walker.words("居民会议通过了车棚方案"),
        walker.rng.choice(("decisions", "decisions", "party-plan")),
    )
    community = walker.stage.street.community.pk
    walker.do(
        duties.happened, by=walker.by("gu_min"), community=community, key=key, what=what, on=on, at=walker.at
    )


def _rumour(walker: Walker) -> None:
    """Clarify hearsay, on what was posted."""
    hanging = Notice.objects.filter(state=State.POSTED).order_by("-pk").values_list("pk", flat=True)[:2]
    said = Said(
        area=walker.stage.street.community.pk,
        rumour=walker.words("听说要涨物业费"),
        heard_where=walker.words("群里"),
        facts=walker.words("没有这回事"),
        sources=list(hanging),
    )
    key = walker.rng.choice(("", "twice"))
    walker.do(clarifications.draft, by=walker.by("gu_min"), said=said, key=key, at=walker.at)


def _item(walker: Walker) -> None:
    """Change the community's own catalogue: another line, or a stricter one, or one taken off."""
    wanted = Wanted(
        key=walker.rng.choice(("garden", "money-sheet")),
        head=Head.SERVICE,
        title=walker.words("花园养护"),
        cycle=walker.rng.choice((Cycle.MONTHLY, Cycle.YEARLY)),
        due=walker.rng.choice(("day 10", "last day", "tomorrow")),
        min_days=walker.rng.choice((15, 16, 3)),
        is_off=walker.chance(0.3),
    )
    if wanted.key == "money-sheet":
        wanted = Wanted(wanted.key, Head.FINANCE, "六项收支", Cycle.MONTHLY, "day 10", 15, is_off=True)
    community = walker.stage.street.community.pk
    walker.do(items.keep, by=walker.by("lin_xiao"), community=community, wanted=wanted, at=walker.at)


def _correct(walker: Walker) -> None:
    """Take a posted money sheet down, fill it in again and submit it anew."""
    found = MoneySheet.objects.filter(notice__state=State.POSTED).order_by("-pk").first()
    if found is None:
        return
    by, at, pk = walker.by("lin_xiao"), walker.at, found.notice_id or NOWHERE
    if walker.do(approvals.withdraw, by=by, notice=pk, reason="数不对", at=at):
        news.deliver(walker)
        walker.do(sheets.submit, by=walker.by(*KEEPERS), sheet=found.pk, at=at)


def result(walker: Walker, life: Life) -> None:
    """Make known what became of a matter; when it hangs, the matter takes its step."""
    told = Result(
        decided=walker.words("装十盏灯"),
        done=walker.words("装好了"),
        cost=walker.rng.choice((None, 0, 120_000, -5)),
        reason=walker.words("表决没通过"),
    )
    made = walker.do(
        results.draft, by=walker.by("gu_min"), matter=walker.one_of([life.matter]), result=told, at=walker.at
    )
    if made is None:
        return
    walker.do(approvals.check, by=walker.by("gu_min"), notice=made.pk, all_three=True, at=walker.at)
    walker.do(approvals.approve_and_post, by=walker.by("lin_xiao"), notice=made.pk, at=walker.at)


def _link(walker: Walker, life: Life) -> None:
    """Draft a word about a life's matter that is no result: those whom it concerns hear of it when it hangs."""
    by, at = walker.by("gu_min"), walker.at
    area = walker.stage.street.community.pk
    told = Draft(Kind.GENERAL, area, "明天施工", "请绕行", 1, matter=life.matter or None)
    made = walker.do(drafts.draft, by=by, draft=told, at=at)
    if made is not None:
        walker.do(approvals.check, by=by, notice=made.pk, all_three=True, at=at)
        walker.do(approvals.approve_and_post, by=walker.by("lin_xiao"), notice=made.pk, at=at)


def play(walker: Walker) -> None:
    """A notice is changed and posted; questions under it are reported, hidden, appealed for, put back or left."""
    area = walker.stage.street.community.pk

    def do(deed: Callable[..., object], who: str, **more: object) -> object:
        by: Actor = walker.stage.by(who, walker.at)
        made = walker.must(deed, by=by, at=walker.at, **more)
        news.deliver(walker)
        return made

    notice = do(drafts.draft, "gu_min", draft=Draft(Kind.GENERAL, area, "停水", "明天上午", 1))
    assert isinstance(notice, Notice)
    do(drafts.take_off, "gu_min", notice=notice.pk, file=NOWHERE)
    do(drafts.change, "gu_min", notice=notice.pk, draft=Draft(Kind.GENERAL, area, "停水", "明天下午", 1))
    do(approvals.check, "gu_min", notice=notice.pk, all_three=True)
    do(approvals.approve_and_post, "lin_xiao", notice=notice.pk)
    do(errata.propose, "gu_min", notice=notice.pk, words="是后天")
    do(errata.approve, "lin_xiao", erratum=Erratum.objects.get(notice=notice).pk)
    said = Said(
        area=area, rumour="听说要停一周", heard_where="群里", facts="只停一个上午", sources=[notice.pk]
    )
    do(clarifications.draft, "gu_min", said=said, key="play")
    wanted = Wanted("trees", Head.SERVICE, "古树养护", Cycle.YEARLY, "last day", 15)
    do(items.keep, "lin_xiao", community=area, wanted=wanted)
    on = localdate(walker.at)
    do(duties.happened, "gu_min", community=area, key="decisions", what="通过了车棚方案", on=on)
    for number, deed in enumerate((moderation.uphold, moderation.restore)):
        asked = do(questions.ask, NEIGHBOURS[number], notice=notice.pk, words="几点来水？", key=f"q{number}")
        assert isinstance(asked, Question)
        do(moderation.report, "n2", question=asked.pk, reason="太长")
        do(moderation.dismiss, "lin_xiao", question=asked.pk)
        do(moderation.report, "n3", question=asked.pk, reason="跑题")
        do(moderation.hide, "lin_xiao", question=asked.pk, reason="跑题")
        do(moderation.appeal, NEIGHBOURS[number], question=asked.pk, words="没有跑题")
        do(deed, "lin_xiao", question=asked.pk, verdict="看过了")
