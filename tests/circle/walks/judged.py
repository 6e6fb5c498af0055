"""Deeds of evaluation: rounds rated by oneself, by receipt, by helpers and on the phone; appraisals; notices posted."""

from typing import Any

from linli.circle.evaluate.actions import appraisals, calls, ratings, rounds
from linli.circle.evaluate.actions.appraisals import Called
from linli.circle.evaluate.actions.ratings import Given
from linli.circle.evaluate.choices import Channel, Contact, Electorate, Mark
from linli.circle.evaluate.models import Appraisal, AppraisalSubject, Asking, Round
from linli.circle.listen.models import Voice
from linli.commons.notices.actions import approvals, drafts, errata, follows, moderation, questions
from linli.commons.notices.actions.drafts import Draft
from linli.commons.notices.choices import Kind
from linli.commons.notices.choices import State as Standing
from linli.commons.notices.models import Erratum, Notice, Question
from tests.circle.walks.stage import MOVERS, NEIGHBOURS
from tests.circle.walks.walker import NOWHERE, Life, Walker

HELPERS = ("chen_jianguo", "gu_min", "shen_an")


def judge(walker: Walker, life: Life) -> None:
    """Rate the round of a life's matter in one of the ways, call back, take a rating away, score."""
    found = Round.objects.filter(matter_id=life.matter).order_by("-pk").first()
    pk, at = found.pk if found else NOWHERE, walker.at
    dice = walker.rng.random()
    if dice < 0.5:
        for _again in range(walker.rng.randint(1, 4)):
            walker.do(ratings.rate, by=walker.by(*_asked(walker, pk)), round_=pk, given=_given(walker), at=at)
    elif dice < 0.6:
        _by_receipt(walker, life)
    elif dice < 0.7:
        who = walker.pk(walker.rng.choice(("zhou_guilan", "ye_qing", "tang_yuan", "n0")))
        given = _given(walker, consent_note=walker.words("当面同意"))
        walker.do(ratings.pass_on, by=walker.by(*HELPERS), round_=pk, resident=who, given=given, at=at)
    elif dice < 0.88:
        _call(walker, pk)
    elif dice < 0.92:
        walker.do(ratings.withdraw, by=walker.by(*_asked(walker, pk)), round_=pk, at=at)
    elif dice < 0.96:
        score = walker.rng.randint(-1, 11)
        walker.do(ratings.score_governance, by=walker.by(*MOVERS), round_=pk, score=score, at=at)
    else:
        walker.do(rounds.open_for, matter=life.matter, at=at)
    if found is not None and found.ending == "open":
        walker.wait_until(found.closes_at)


def _asked(walker: Walker, round_: int) -> list[str]:
    asked = set(Asking.objects.filter(round_id=round_).values_list("resident_id", flat=True))
    return [name for name in NEIGHBOURS if walker.pk(name) in asked] or [*NEIGHBOURS]


def _given(walker: Walker, **more: Any) -> Given:
    grumpy = walker.chance(0.45)
    return Given(
        result=walker.rng.choice((1, 1, 2, 2, 3) if grumpy else (0, 3, 4, 5, 5, 5)),
        reply=walker.rng.randint(1, 5),
        words=walker.words("谢谢"),
        need_score=walker.rng.choice((None, None, 3, 8, 11)),
        **more,
    )


def _by_receipt(walker: Walker, life: Life) -> None:
    voice = Voice.objects.filter(pk__in=life.voices).order_by("-pk").first()
    walker.do(
        ratings.rate_by_receipt,
        by=walker.by("nobody"),
        number=voice.number if voice else "0000-0000",
        secret=voice.secret if voice and walker.chance(0.95) else "x",
        given=_given(walker),
        at=walker.at,
    )


def _call(walker: Walker, round_: int) -> None:
    to_call = list(Asking.objects.filter(round_id=round_).order_by("pk").values_list("pk", flat=True))
    contact = walker.rng.choice((Contact.CONTACTED, Contact.CONTACTED, *Contact))
    given = _given(walker, channel=Channel.PHONE) if walker.chance(0.7) else None
    walker.do(
        calls.record,
        by=walker.by(*MOVERS),
        asking=walker.one_of(to_call),
        contact=contact,
        note=walker.words("晚上再打"),
        given=given,
        at=walker.at,
    )


def appraise(walker: Walker, _life: Life) -> None:
    """Open the appraisal of the year, mark in it, sign it."""
    by, at, stage = walker.by(*MOVERS), walker.at, walker.stage
    found = Appraisal.objects.order_by("-pk").first()
    dice = walker.rng.random()
    if found is None or found.year < at.year or dice < 0.1:
        called = Called(
            area=stage.street.community.pk,
            electorate=walker.rng.choice([*Electorate]),
            bodies=[stage.bodies["committee"].pk],
            posts=[stage.post("gu_min").pk] if walker.chance(0.9) else [NOWHERE],
            observers=[walker.pk("n0"), walker.pk("n1" if walker.chance(0.8) else "gu_min")],
        )
        walker.do(appraisals.open_for, by=by, called=called, at=at)
    elif found.state == "open" and dice < 0.9:
        subjects = list(
            AppraisalSubject.objects.filter(appraisal=found).order_by("pk").values_list("pk", flat=True)
        )
        for _again in range(3):
            marks = {walker.one_of(subjects): walker.rng.choice([*Mark])}
            walker.do(appraisals.mark, by=walker.by(*NEIGHBOURS), appraisal=found.pk, marks=marks, at=at)
        walker.wait_until(found.closes_at)
    else:
        walker.do(appraisals.count, appraisal=found.pk, at=at)
        for name in ("n0", "n1"):
            walker.do(appraisals.sign, by=walker.by(name), appraisal=found.pk, words="看着数的", at=at)


def post(walker: Walker, life: Life) -> None:
    """Take the notice of a life some steps on: drafted, checked, signed, posted, asked about, taken down."""
    for _step in range(walker.rng.randint(1, 3)):
        _post(walker, life)


def _post(walker: Walker, life: Life) -> None:
    notice = Notice.objects.filter(pk__in=life.notices).order_by("-pk").first()
    if notice is None or (notice.state == Standing.WITHDRAWN and walker.chance(0.2)):
        _draft(walker, life)
        return
    by, at, pk = walker.by("gu_min"), walker.at, notice.pk
    signer = walker.by("lin_xiao", "lin_xiao", "gu_min")
    if notice.state == Standing.DRAFT:
        if walker.chance(0.15):
            walker.do(drafts.change, by=by, notice=pk, draft=_said(walker, life), at=at)
        walker.do(approvals.check, by=by, notice=pk, all_three=walker.chance(0.9), at=at)
    elif notice.state == Standing.CHECKED:
        deed = walker.rng.choice((approvals.approve, approvals.approve_and_post, approvals.approve_and_post))
        if walker.chance(0.15):
            walker.do(approvals.send_back, by=signer, notice=pk, reason=walker.words("数不对"), at=at)
        walker.do(deed, by=signer, notice=pk, at=at)
    elif notice.state == Standing.APPROVED:
        walker.do(approvals.post, by=by, notice=pk, at=at)
    elif notice.state == Standing.WITHDRAWN:
        made = walker.do(drafts.again, by=by, notice=pk, at=at)
        if made is not None and made.pk not in life.notices:
            life.notices.append(made.pk)
    else:
        _under(walker, notice)


def _said(walker: Walker, life: Life) -> Draft:
    area = walker.stage.street.areas[walker.rng.choice(("huaiyin", "b3", "willow"))]
    days = walker.rng.choice((15, 20, 0))
    return Draft(
        Kind.RESULT, area.pk, walker.words(life.theme), walker.words("办好了"), days, matter=life.matter
    )


def _draft(walker: Walker, life: Life) -> None:
    key = walker.rng.choice(("", life.theme))
    made = walker.do(drafts.draft, by=walker.by("gu_min"), draft=_said(walker, life), key=key, at=walker.at)
    if made is not None:
        life.notices.append(made.pk)


def _under(walker: Walker, notice: Notice) -> None:
    """Ask and answer under a notice, question the question, set right, take down; follow the place."""
    at, who, staff = walker.at, walker.by(*NEIGHBOURS), walker.by(*MOVERS)
    known = list(Question.objects.filter(notice=notice).order_by("pk").values_list("pk", flat=True))
    question = walker.one_of(known)
    deed = walker.rng.choice(("ask", "ask", "answer", "moderate", "erratum", "erratum", "withdraw", "follow"))
    if deed == "ask":
        key = str(walker.rng.randint(0, 5))
        walker.do(questions.ask, by=who, notice=notice.pk, words=walker.words("哪天完工？"), key=key, at=at)
    elif deed == "answer":
        walker.do(questions.answer, by=staff, question=question, words=walker.words("周五"), at=at)
    elif deed == "moderate":
        for one, by, more in (
            (moderation.report, who, {"reason": walker.words("跑题")}),
            (walker.rng.choice((moderation.dismiss, moderation.hide)), staff, {}),
            (moderation.appeal, who, {"words": walker.words("没跑题")}),
            (walker.rng.choice((moderation.uphold, moderation.restore)), staff, {"verdict": "看过"}),
        ):
            why = {"reason": walker.words("跑题")} if one is moderation.hide else more
            walker.do(one, by=by, question=question, at=at, **why)
    elif deed == "erratum":
        walker.do(
            errata.propose, by=walker.by("gu_min"), notice=notice.pk, words=walker.words("是三盏"), at=at
        )
        proposed = list(Erratum.objects.filter(notice=notice).order_by("pk").values_list("pk", flat=True))
        walker.do(errata.approve, by=walker.by("lin_xiao"), erratum=walker.one_of(proposed), at=at)
    elif deed == "withdraw":
        walker.do(
            approvals.withdraw, by=walker.by("lin_xiao"), notice=notice.pk, reason=walker.words("有误"), at=at
        )
    else:
        _follow(walker)


def _follow(walker: Walker) -> None:
    by = walker.by(*NEIGHBOURS)
    area = walker.stage.street.areas[walker.rng.choice(("huaiyin", "b3", "b1", "compound"))].pk
    if walker.chance(0.6):
        walker.do(follows.follow, by=by, area=area, at=walker.at)
    else:
        walker.do(follows.unfollow, by=by, area=area)
