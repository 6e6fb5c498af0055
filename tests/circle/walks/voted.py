"""Deeds of deciding: ballots from the draft to the result and off the straight way; votes on phones and on paper."""

from datetime import timedelta
from io import BytesIO

from django.db.models import Max
from PIL import Image

from linli.circle.decide import receipts
from linli.circle.decide.actions import casting, counting, drafts, rolls, running, station
from linli.circle.decide.actions.drafts import Asked, When, Whom
from linli.circle.decide.actions.rolls import Change
from linli.circle.decide.actions.station import PaperIn
from linli.circle.decide.choices import Basis, Cause, ChangeKind, Evidence, Kind, Secrecy, State, Way
from linli.circle.decide.models import Ballot, NamedVote, Objection, RollChange, RollLine, StationEntry
from linli.circle.matters.choices import Why
from linli.ground.files.actions import files
from linli.ground.journal.models import Delivery, Entry
from linli.ground.messages.models import Message
from linli.ground.people.models import Resident
from linli.ground.people.rules import Actor
from tests.circle.walks.stage import MOVERS, VOTERS
from tests.circle.walks.walker import Cast, Life, Walker

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
WITNESSES = ("lin_xiao", "chen_jianguo", "n1")


def vote(walker: Walker, life: Life) -> None:
    """Take the ballot of a life one step on."""
    ballot = Ballot.objects.filter(pk__in=life.ballots).order_by("-pk").first()
    if ballot is None or (ballot.is_over and walker.chance(0.2)):
        _draft(walker, life)
    elif walker.chance(0.07):
        _off_the_way(walker, life, ballot)
    elif ballot.state == State.DRAFT:
        _post(walker, life, ballot)
    elif ballot.state == State.POSTED:
        _posted(walker, ballot)
    elif ballot.state == State.OPEN:
        _open(walker, ballot)
    elif ballot.state == State.CLOSED:
        _count(walker, ballot)
    else:
        _off_the_way(walker, life, ballot)


def _asked(walker: Walker, life: Life) -> Asked:
    body = walker.stage.bodies[walker.rng.choice(("committee", "council"))].pk
    words = walker.words(f"{life.theme}，好不好？")
    if walker.chance(0.7):
        return Asked(life.matter, body, words)
    return Asked(life.matter, body, words, kind=Kind.CHOOSE, options=("车棚", "花坛", walker.words("长椅")))


def _whom(walker: Walker) -> Whom:
    area = walker.rng.choice((*["huaiyin"] * 5, *["b3s2"] * 3, "b3", "willow"))
    rules = walker.rng.choice(("own-simple-majority",) * 5 + ("cn-residents-assembly-2026", "no-such-rules"))
    return Whom(
        scope=walker.stage.street.areas[area].pk,
        basis=walker.rng.choice([*Basis]),
        secrecy=walker.rng.choice((Secrecy.SECRET, Secrecy.SECRET, Secrecy.OPEN)),
        rules=rules,
        may_change=walker.chance(0.7),
    )


def _draft(walker: Walker, life: Life) -> None:
    made = walker.do(drafts.draft, by=walker.by(*MOVERS), asked=_asked(walker, life), at=walker.at)
    if made is not None:
        life.ballots.append(made.pk)
        _change_draft(walker, life, made.pk)


def _change_draft(walker: Walker, life: Life, ballot: int) -> None:
    by, at = walker.by(*MOVERS), walker.at
    walker.do(drafts.address, by=by, ballot=ballot, whom=_whom(walker), at=at)
    if walker.chance(0.2):
        walker.do(drafts.describe, by=by, ballot=ballot, asked=_asked(walker, life), at=at)
    opens = at + walker.rng.choice((4 * DAY, 4 * DAY, 11 * DAY, *[5 * HOUR] * 6, -HOUR))
    lasts = walker.rng.choice((5 * HOUR, DAY, DAY, 2 * DAY, 2 * DAY, 7 * DAY, -HOUR))
    when = When(opens, opens + lasts, walker.words("居委会一楼"))
    walker.do(drafts.schedule, by=by, ballot=ballot, when=when, at=at)


def _post(walker: Walker, life: Life, ballot: Ballot) -> None:
    if ballot.opens_at <= walker.at or walker.chance(0.1):
        _change_draft(walker, life, ballot.pk)
    if walker.do(rolls.post, by=walker.by(*MOVERS), ballot=ballot.pk, at=walker.at):
        on_the_roll(walker, ballot)


def on_the_roll(walker: Walker, ballot: Ballot) -> None:
    """Write into the books that a matter concerns who stands on a roll."""
    lines = RollLine.objects.filter(ballot=ballot, is_struck=False)
    matter = Ballot.objects.values_list("matter_id", flat=True).get(pk=ballot.pk)
    walker.books.concern(matter, lines.values_list("resident_id", flat=True), Why.ROLL, walker.at)


def _posted(walker: Walker, ballot: Ballot) -> None:
    by, at = walker.by(*MOVERS), walker.at
    if ballot.closes_at <= at:
        walker.do(running.cancel, by=by, ballot=ballot.pk, grounds=walker.words("过了日子"), at=at)
        return
    dice = walker.rng.random()
    lines = _lines(ballot)
    if dice < 0.2:
        line = walker.one_of(lines) if walker.chance(0.5) else None
        words = walker.words("少了一户")
        walker.do(
            rolls.object_to, by=walker.by(*VOTERS), ballot=ballot.pk, words=words, line=line, key="k", at=at
        )
    elif dice < 0.4:
        _answer(walker, ballot, lines)
    elif dice < 0.55:
        _change(walker, ballot, lines)
    else:
        override = walker.words("约好了") if walker.chance(0.8) else ""
        walker.do(running.open_ballot, by=by, ballot=ballot.pk, override=override, at=at)


def _changed(walker: Walker, lines: list[int]) -> Change:
    return Change(
        walker.rng.choice([*ChangeKind]),
        walker.rng.choice([*Cause]),
        walker.words("登记有误"),
        line=walker.one_of(lines),
        resident=walker.pk(walker.rng.choice((*VOTERS, "ye_qing", "tang_yuan"))),
    )


def _answer(walker: Walker, ballot: Ballot, lines: list[int]) -> None:
    by, at = walker.by(*MOVERS), walker.at
    raised = list(Objection.objects.filter(ballot=ballot).order_by("pk").values_list("pk", flat=True))
    objection = walker.one_of(raised)
    if walker.chance(0.5):
        walker.do(rolls.refuse, by=by, objection=objection, words=walker.words("名册没错"), at=at)
    elif walker.do(rolls.accept, by=by, objection=objection, change=_changed(walker, lines), at=at):
        named_on_the_roll(walker, ballot, RollChange.objects.get(objection_id=objection).line)


def _change(walker: Walker, ballot: Ballot, lines: list[int]) -> None:
    change = _changed(walker, lines)
    made = walker.do(rolls.change, by=walker.by(*MOVERS), ballot=ballot.pk, change=change, at=walker.at)
    if made is not None:
        named_on_the_roll(walker, ballot, made.line)


def named_on_the_roll(walker: Walker, ballot: Ballot, line: RollLine) -> None:
    """Write into the books that a matter concerns who was named on a roll."""
    if not line.is_struck:
        walker.books.concern(ballot.matter_id, [line.resident_id], Why.ROLL, walker.at)


def _open(walker: Walker, ballot: Ballot) -> None:
    if walker.at < ballot.opens_at or walker.chance(0.2):
        walker.wait_until(ballot.opens_at if walker.at < ballot.opens_at else ballot.closes_at)
    if walker.at >= ballot.closes_at:
        walker.do(counting.close, by=walker.by(*MOVERS), ballot=ballot.pk, at=walker.at)
        return
    dice = walker.rng.random()
    if dice < 0.7:
        for _voter in range(walker.rng.randint(1, 5)):
            _cast(walker, ballot)
    elif dice < 0.9:
        _paper(walker, ballot)
    elif dice < 0.95:
        lines = _lines(ballot)
        _change(walker, ballot, lines)
    else:
        walker.do(counting.close, by=walker.by(*MOVERS), ballot=ballot.pk, at=walker.at)


def _written() -> tuple[int | None, ...]:
    """How far the journal, the outbox and the inboxes are written."""
    return tuple(model.objects.aggregate(last=Max("pk"))["last"] for model in (Entry, Delivery, Message))


def _cast(walker: Walker, ballot: Ballot) -> None:
    """Cast a vote, again or for the first time; of a secret one nothing may be written anywhere."""
    by, receipt = walker.by(*VOTERS), receipts.new() if walker.chance(0.97) else "none"
    choice = walker.rng.choice(_choices(ballot))
    line = RollLine.objects.filter(ballot=ballot, resident_id=by.resident_id or 0, is_struck=False).first()
    mine = walker.secrets.setdefault(ballot.pk, {})
    known = mine.get(line.pk) if line is not None else None
    if known is not None and walker.chance(0.7):
        receipt = known.receipt
    before = _written()
    given = {"ballot": ballot.pk, "choice": choice, "receipt": receipt, "at": walker.at}
    if known is not None and walker.chance(0.3):
        is_in = walker.do(casting.replace, **given) is not None
    else:
        is_in = walker.do(casting.cast, by=by, **given) is not None
    if not ballot.is_secret:
        if is_in and line is not None:
            walker.named.setdefault(ballot.pk, {})[line.pk] = choice
        return
    assert _written() == before, "a secret vote was written down"
    walker.last[-1] = "a secret vote"
    if is_in and line is not None:
        mine[line.pk] = Cast(line.pk, choice, receipt, receipts.seal(ballot.pk, receipt))


def _lines(ballot: Ballot) -> list[int]:
    """Return the lines of a roll by their voters: the posted order is drawn, and no two walks would go the same way."""
    rows = RollLine.objects.filter(ballot=ballot).values_list("voter", "pk")
    return [pk for _voter, pk in sorted(rows, key=lambda row: (row[0][0], int(row[0][1:])))]


def _choices(ballot: Ballot) -> tuple[str, ...]:
    if ballot.kind == Kind.YESNO:
        return ("for", "for", "against", "abstain", "b")
    return ("a", "a", "b", "abstain", "for")


def photo(walker: Walker, by: Actor) -> int:
    """Return a photo of the station's table that nobody has used, brought by whoever writes."""
    content = BytesIO()
    Image.new("RGB", (8, 8), (walker.rng.randint(0, 255), 90, 120)).save(content, "JPEG")
    area = walker.stage.street.community.pk
    return files.take_photo(
        content=content.getvalue(), keeper="decide", area=area, by=by.account_id, at=walker.at
    ).pk


def _paper(walker: Walker, ballot: Ballot) -> None:
    """Write down a paper at the station, witness or drop it."""
    by, at = walker.by(*MOVERS), walker.at
    waiting = list(
        StationEntry.objects.filter(ballot=ballot, state="waiting")
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    lines = _lines(ballot)
    if waiting and walker.chance(0.8):
        if walker.chance(0.75):
            walker.do(station.witness, by=walker.by(*WITNESSES), entry=walker.one_of(waiting), at=at)
        else:
            walker.do(station.drop, by=by, entry=walker.one_of(waiting), reason=walker.words("退了"), at=at)
        return
    way = walker.rng.choice((Way.PAPER, Way.PAPER, Way.ASSISTED, Way.PROXY))
    paper = PaperIn(
        line=walker.one_of(lines),
        way=way,
        reason=walker.words("本人不用手机"),
        evidence=walker.rng.choice((Evidence.ENVELOPE, Evidence.ENVELOPE, Evidence.PAPER)),
        photo=photo(walker, by),
        choice="" if ballot.is_secret else walker.rng.choice((*_choices(ballot), "void")),
        proxy=walker.pk("n5") if way == Way.PROXY else None,
    )
    walker.do(station.register, by=by, ballot=ballot.pk, paper=paper, at=at)


def _count(walker: Walker, ballot: Ballot) -> None:
    by, at = walker.by(*MOVERS), walker.at
    in_box = StationEntry.objects.filter(ballot=ballot, state="witnessed").count()
    if ballot.is_secret and in_box and ballot.box_witness_id is None and walker.chance(0.8):
        piles = {_choices(ballot)[0]: in_box if walker.chance(0.95) else in_box + 1}
        count_box(walker, ballot.pk, piles, by, walker.by(*WITNESSES))
    walker.do(counting.settle, by=by, ballot=ballot.pk, at=at)


def count_box(walker: Walker, ballot: int, piles: dict[str, int], by: Actor, witness: Actor) -> None:
    """Count the papers of the box before two persons, who mostly promise silence."""
    promises = walker.chance(0.9)
    walker.do(station.count_box, by=by, ballot=ballot, piles=piles, promises=promises, at=walker.at)
    walker.do(station.witness_box, by=witness, ballot=ballot, promises=promises, at=walker.at)


def _off_the_way(walker: Walker, life: Life, ballot: Ballot) -> None:
    by, at, grounds = walker.by(*MOVERS), walker.at, walker.words("街道来函")
    usual = {
        State.OPEN: (running.suspend, running.cancel),
        State.SUSPENDED: (running.resume, running.resume, running.cancel),
        State.SETTLED: (running.annul, running.annul, running.rerun),
        State.CLOSED: (running.cancel,),
        State.VOID: (running.rerun,),
        State.ANNULLED: (running.rerun,),
    }
    every = (running.suspend, running.resume, running.cancel, running.annul, running.rerun)
    chosen = usual.get(State(ballot.state), every) if walker.chance(0.85) else every
    deed = walker.rng.choice(chosen)
    if deed is running.resume:
        closes = walker.rng.choice((None, at + 3 * DAY, at - DAY))
        walker.do(deed, by=by, ballot=ballot.pk, grounds=grounds, closes_at=closes, at=at)
        return
    made = walker.do(deed, by=by, ballot=ballot.pk, grounds=grounds, at=at)
    if deed is running.rerun and made is not None:
        life.ballots.append(made.pk)


def voters_of(ballot: int) -> set[int]:
    """Return who may cast a vote of a ballot, whether they have or not."""
    lines = RollLine.objects.filter(ballot_id=ballot, is_struck=False, resident__isnull=False)
    return set(Resident.objects.filter(pk__in=lines.values("resident_id")).values_list("pk", flat=True))


def named_votes(ballot: int) -> dict[int, str]:
    """Return the named votes of a ballot by their lines."""
    return dict(NamedVote.objects.filter(ballot_id=ballot).values_list("line_id", "choice"))
