"""Plays: deeds that the dice reach seldom, each done once on the shortest way, so that none is left out by chance."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils.timezone import localdate

from linli.circle.decide import receipts
from linli.circle.decide.actions import casting, counting, drafts, rolls, running, station
from linli.circle.decide.actions.drafts import Asked, When, Whom
from linli.circle.decide.actions.rolls import Change
from linli.circle.decide.actions.station import PaperIn
from linli.circle.decide.choices import Basis, Cause, ChangeKind, Evidence, Secrecy, Way
from linli.circle.decide.models import Ballot, RollLine
from linli.circle.deliver.actions import acceptances, boards, notes, projects, tasks
from linli.circle.deliver.actions.notes import Written
from linli.circle.deliver.actions.projects import Outline
from linli.circle.deliver.actions.tasks import Hands, Planned
from linli.circle.deliver.choices import Moment, Part, Verdict
from linli.circle.disclose.actions import results
from linli.circle.disclose.actions.results import Result
from linli.circle.evaluate.actions import calls, ratings
from linli.circle.evaluate.actions.ratings import Given
from linli.circle.evaluate.choices import Contact
from linli.circle.evaluate.models import Asking, Round
from linli.circle.listen.actions import initiatives as origins
from linli.circle.listen.actions import masks, reports, voices
from linli.circle.listen.actions.hearing import Said
from linli.circle.matters.actions import matters
from linli.circle.matters.actions.matters import Bringing
from linli.circle.matters.choices import Step, Why
from linli.commons.notices.actions import approvals
from linli.ground.people.rules import Actor
from tests.circle.walks import heard, moved, news, noted, posted, talked, voted
from tests.circle.walks.built import seats_of
from tests.circle.walks.walker import Cast, Walker

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def _by(walker: Walker, name: str) -> Actor:
    return walker.stage.by(name, walker.at)


def _do(walker: Walker, deed: Callable[..., Any], who: str, **more: Any) -> Any:
    """Do a deed as somebody, now, and let the news of it be heard."""
    made = walker.must(deed, by=_by(walker, who), at=walker.at, **more)
    news.deliver(walker)
    return made


def _deliberated(walker: Walker, title: str) -> int:
    matter = moved.opened(walker, title)
    walker.must(
        matters.advance, by=_by(walker, "lin_xiao"), matter=matter, step=Step.DELIBERATE, at=walker.at
    )
    news.deliver(walker)
    return matter


def _posted(walker: Walker, secrecy: Secrecy) -> Ballot:
    """Post the roll of a ballot of the whole community."""
    matter, stage = _deliberated(walker, "门口装车棚"), walker.stage
    asked = Asked(matter, stage.bodies["committee"].pk, "门口装一排车棚，好不好？")
    ballot = _do(walker, drafts.draft, "gu_min", asked=asked)
    whom = Whom(
        scope=stage.street.community.pk, basis=Basis.PERSON, secrecy=secrecy, rules="own-simple-majority"
    )
    _do(walker, drafts.address, "gu_min", ballot=ballot.pk, whom=whom)
    when = When(walker.at + 4 * DAY, walker.at + 6 * DAY, "居委会一楼")
    _do(walker, drafts.schedule, "gu_min", ballot=ballot.pk, when=when)
    walker.must(rolls.post, by=_by(walker, "gu_min"), ballot=ballot.pk, at=walker.at)
    voted.on_the_roll(walker, ballot)
    news.deliver(walker)
    return Ballot.objects.get(pk=ballot.pk)


def _line(walker: Walker, ballot: Ballot, name: str) -> int:
    return RollLine.objects.get(ballot=ballot, resident_id=walker.pk(name)).pk


def _objections(walker: Walker, ballot: Ballot) -> None:
    """Two object to the roll: one is right and a line is struck, one is not; what was struck is put back."""
    line = _line(walker, ballot, "n5")
    first = _do(walker, rolls.object_to, "shen_an", ballot=ballot.pk, words="搬走了", line=line, key="a")
    second = _do(walker, rolls.object_to, "n0", ballot=ballot.pk, words="少了一户", key="b")
    struck = Change(ChangeKind.STRUCK, Cause.OBJECTION, "核实过，搬走了", line=line)
    _do(walker, rolls.accept, "gu_min", objection=first.pk, change=struck)
    _do(walker, rolls.refuse, "gu_min", objection=second.pk, words="名册没错")
    back = Change(ChangeKind.ADDED, Cause.CORRECTION, "又搬回来了", resident=walker.pk("n5"))
    change = walker.must(rolls.change, by=_by(walker, "gu_min"), ballot=ballot.pk, change=back, at=walker.at)
    voted.named_on_the_roll(walker, ballot, change.line)
    news.deliver(walker)


def _opened(walker: Walker, ballot: Ballot) -> None:
    """Open a ballot, suspend it and take it up again."""
    _do(walker, running.open_ballot, "gu_min", ballot=ballot.pk, override="都同意早开")
    walker.at = ballot.opens_at + HOUR
    _do(walker, running.suspend, "lin_xiao", ballot=ballot.pk, grounds="停电")
    _do(walker, running.resume, "lin_xiao", ballot=ballot.pk, grounds="来电了", closes_at=None)


def _paper(walker: Walker, ballot: Ballot, name: str, choice: str = "") -> int:
    paper = PaperIn(
        line=_line(walker, ballot, name),
        way=Way.PAPER,
        reason="本人不用手机",
        evidence=Evidence.ENVELOPE if ballot.is_secret else Evidence.PAPER,
        photo=voted.photo(walker, _by(walker, "gu_min")),
        choice=choice,
    )
    return int(_do(walker, station.register, "gu_min", ballot=ballot.pk, paper=paper).pk)


def _vote(walker: Walker, ballot: Ballot, name: str, choice: str) -> None:
    by, receipt = _by(walker, name), receipts.new()
    walker.must(casting.cast, by=by, ballot=ballot.pk, choice=choice, receipt=receipt, at=walker.at)
    line = _line(walker, ballot, name)
    if not ballot.is_secret:
        walker.named.setdefault(ballot.pk, {})[line] = choice
        return
    walker.last[-1] = "a secret vote"
    cast = Cast(line, choice, receipt, receipts.seal(ballot.pk, receipt))
    walker.secrets.setdefault(ballot.pk, {})[line] = cast
    walker.must(casting.replace, ballot=ballot.pk, choice=choice, receipt=receipt, at=walker.at)
    walker.last[-1] = "a secret vote"


def secret_ballot(walker: Walker) -> None:
    """A secret ballot with objections, a pause, phones and a box of few papers, to its result."""
    ballot = _posted(walker, Secrecy.SECRET)
    _objections(walker, ballot)
    _opened(walker, ballot)
    papers = [_paper(walker, ballot, name) for name in ("ye_qing", "zhou_guilan", "n5")]
    _do(walker, station.drop, "gu_min", entry=papers.pop(), reason="退了")
    for entry in papers:
        _do(walker, station.witness, "lin_xiao", entry=entry)
    for name, choice in (("n0", "for"), ("n1", "for"), ("n2", "against"), ("n5", "for")):
        _vote(walker, ballot, name, choice)
    walker.at = ballot.closes_at + HOUR
    _do(walker, counting.close, "gu_min", ballot=ballot.pk)
    piles = {"for": 1, "against": 1}
    _do(walker, station.count_box, "gu_min", ballot=ballot.pk, piles=piles, promises=True)
    _do(walker, station.witness_box, "lin_xiao", ballot=ballot.pk, promises=True)
    _do(walker, counting.settle, "gu_min", ballot=ballot.pk)


def named_ballot(walker: Walker) -> None:
    """An open ballot with a vote on a phone and one on paper."""
    ballot = _posted(walker, Secrecy.OPEN)
    _opened(walker, ballot)
    _do(walker, station.witness, "lin_xiao", entry=_paper(walker, ballot, "ye_qing", "against"))
    _vote(walker, ballot, "n0", "for")
    walker.at = ballot.closes_at + HOUR
    _do(walker, counting.close, "gu_min", ballot=ballot.pk)
    _do(walker, counting.settle, "gu_min", ballot=ballot.pk)


def board(walker: Walker) -> None:
    """Works get an oversight board of their own, more hands, another plan; a note is hidden."""
    stage, at = walker.stage, walker.at
    matter = moved.opened(walker, "修车棚")
    bringing = Bringing(reason="急事")
    walker.must(
        matters.advance, by=_by(walker, "lin_xiao"), matter=matter, step=Step.DECIDE, bringing=bringing, at=at
    )
    outline = Outline(plan="两周", lead=stage.bodies["committee"].pk, board=None, budget_fen=0, reason="急事")
    made = _do(walker, projects.start, "lin_xiao", matter=matter, outline=outline)
    _do(walker, boards.form, "lin_xiao", project=made.pk, name=f"监事会{made.pk}")
    for deed, who in (
        (boards.seat, {"resident": walker.pk("n1")}),
        (boards.seat_by_name, {"who": walker.stage.people["n2"].name}),
    ):
        made_post = walker.must(deed, by=_by(walker, "lin_xiao"), project=made.pk, at=at, **who)
        walker.books.concern(matter, [made_post.resident_id], Why.PART, at)
        news.deliver(walker)
    _do(
        walker,
        projects.give_part,
        "lin_xiao",
        project=made.pk,
        body=stage.bodies["owners"].pk,
        part=Part.SUPPORT,
    )
    money: dict[str, Any] = {"budget_fen": 90_000, "spent_fen": 100, "money_source": "街道"}
    _do(walker, projects.replan, "lin_xiao", project=made.pk, plan="三周", **money)
    begins = localdate(at)
    planned = Planned("搭棚", Hands(post=stage.post("gu_min").pk), begins, begins + 3 * DAY)
    task = walker.must(tasks.add, by=_by(walker, "lin_xiao"), project=made.pk, planned=planned, key="", at=at)
    walker.books.concern(matter, [walker.pk("gu_min")], Why.PART, at)
    news.deliver(walker)
    _do(walker, tasks.assign, "lin_xiao", task=task.pk, hands=Hands(post=stage.post("gu_min").pk))
    until = begins + 20 * DAY
    _do(walker, tasks.move, "lin_xiao", task=task.pk, plan_from=begins, plan_until=until, reason="等水泥")
    written = Written("搭好一半", Moment.DURING, [])
    note = _do(walker, notes.write, "gu_min", task=task.pk, written=written, key="")
    _do(walker, notes.hide, "lin_xiao", note=note.pk, reason="拍到了人")
    _do(walker, tasks.finish, "gu_min", task=task.pk)
    meeting = {"meeting_at": walker.at + DAY, "place": "车棚前"}
    _do(walker, acceptances.call, "lin_xiao", project=made.pk, **meeting)
    for name in ("n1", "n2"):
        accepted = {"verdict": Verdict.ACCEPTED, "words": "好", "tasks": []}
        _do(walker, acceptances.sign, name, project=made.pk, **accepted)
    told = Result(decided="修车棚", done="修好了", cost=0)
    notice = _do(walker, results.draft, "gu_min", matter=matter, result=told).pk
    _do(walker, approvals.check, "gu_min", notice=notice, all_three=True)
    _do(walker, approvals.approve_and_post, "lin_xiao", notice=notice)
    made.refresh_from_db()
    assert seats_of(made.board_id, walker) == {walker.pk("n1"), walker.pk("n2")}


def receipt(walker: Walker) -> None:
    """Whoever holds the receipt of a voice rates what came of it; the score of the needs is written down."""
    place, by = walker.stage.street.b3.pk, _by(walker, "n3")
    voice = walker.must(voices.say, by=by, place=place, said=Said(text="4号楼雨棚漏水"), at=walker.at)
    wanted = heard.whole(walker, "4号楼雨棚")
    made = walker.must(
        origins.from_voice, by=_by(walker, "lin_xiao"), voice=voice.pk, wanted=wanted, at=walker.at
    )
    noted.said(walker, made.pk, [voice.pk])
    news.deliver(walker)
    bringing = Bringing(reason="已经修好")
    for step in (Step.DECIDE, Step.DISCLOSE):
        walker.must(
            matters.advance,
            by=_by(walker, "lin_xiao"),
            matter=made.pk,
            step=step,
            bringing=bringing,
            at=walker.at,
        )
        news.deliver(walker)
    voice.refresh_from_db()
    asked = Round.objects.get(matter=made).pk
    call = Asking.objects.get(round_id=asked, resident_id=walker.pk("n3")).pk
    _do(walker, calls.record, "lin_xiao", asking=call, contact=Contact.CONTACTED, note="在家", given=None)
    _do(walker, ratings.rate, "n3", round_=asked, given=Given(result=3, reply=3))
    _do(walker, ratings.withdraw, "n3", round_=asked)
    _do(
        walker, ratings.rate_by_receipt, "nobody", number=voice.number, secret=voice.secret,
        given=Given(result=5, reply=5, words="谢谢"),
    )  # fmt: skip


def hidden_voice(walker: Walker) -> None:
    """A public voice is reported, hidden, appealed for and put back; another one stays hidden."""
    for words, deed in (("5号楼信箱坏了", reports.restore), ("5号楼门坏了", reports.uphold)):
        voice = _do(walker, voices.say, "n4", place=walker.stage.street.b3.pk, said=Said(text=words)).pk
        _do(walker, masks.publish, "lin_xiao", voice=voice)
        _do(walker, reports.report, "n1", voice=voice, reason="太长")
        _do(walker, reports.dismiss, "lin_xiao", voice=voice)
        _do(walker, reports.report, "n0", voice=voice, reason="点了名")
        _do(walker, reports.hide, "lin_xiao", voice=voice, reason="点了名")
        _do(walker, reports.appeal, "n4", voice=voice, words="没有点名")
        _do(walker, deed, "lin_xiao", voice=voice, verdict="看过了")


ALL: tuple[Callable[[Walker], None], ...] = (
    secret_ballot,
    named_ballot,
    board,
    receipt,
    hidden_voice,
    talked.play,
    posted.play,
)
