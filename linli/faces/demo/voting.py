"""Ballots of the demo: posted, voted on phones and one paper, closed and counted, or still open today."""

from datetime import timedelta
from itertools import cycle
from typing import Any

from linli.circle.decide import receipts
from linli.circle.decide.actions import casting, counting, drafts, rolls, running, station
from linli.circle.decide.actions.drafts import Asked, When, Whom
from linli.circle.decide.actions.station import PaperIn
from linli.circle.decide.choices import Basis, Evidence, Kind, Secrecy, Way
from linli.circle.decide.models import Ballot, RollLine, StationEntry
from linli.faces.demo import pictures
from linli.faces.demo.scene import Scene
from linli.ground.files.actions import files

_DAY, _HOUR = timedelta(days=1), timedelta(hours=1)
_CLOSES = 17
_POSTED = 4 * _DAY
_OPTIONS = ("1", "2", "3", "4", "5", "6")


def vote(scene: Scene, then: dict[str, Any]) -> None:
    """Hold a ballot: the roll hangs four days, then it is open; counted when it closed before today."""
    posted = scene.at(then["ago"], _CLOSES)
    opens, staff = posted + _POSTED, scene.staff(posted)
    closes = opens + timedelta(days=then["days"])
    chooses = Kind(then["kind"]) == Kind.CHOOSE
    names = tuple(one["name"] for one in scene.told.get("option", ())) if chooses else ()
    asked = Asked(
        matter=scene.matter,
        body=scene.houses.bodies["committee"].pk,
        question=then["question"],
        kind=Kind(then["kind"]),
        options=names,
    )
    ballot = drafts.draft(by=staff, asked=asked, at=posted - _HOUR).pk
    whom = Whom(
        scope=scene.row.scope_id,
        basis=Basis(then.get("basis", Basis.PERSON)),
        secrecy=Secrecy(then["secrecy"]),
        may_change=True,
    )
    drafts.address(by=staff, ballot=ballot, whom=whom, at=posted - _HOUR)
    when = When(opens, closes, station=then.get("station", "党群服务中心一楼，每天9时到17时"))
    drafts.schedule(by=staff, ballot=ballot, when=when, at=posted - _HOUR)
    rolls.post(by=staff, ballot=ballot, at=posted)
    running.open_ballot(
        by=staff, ballot=ballot, override="有几位住户的生日没有登记，已上门核对。", at=opens - _HOUR
    )
    _cast(scene, ballot, then)
    if closes + _HOUR < scene.today:
        _count(scene, ballot)


def _cast(scene: Scene, ballot: int, then: dict[str, Any]) -> None:
    """Let each on the roll who signs in vote as the story says, in turn; one without a phone votes on paper."""
    found = Ballot.objects.get(pk=ballot)
    at = min(found.opens_at + _DAY, scene.today)
    options = dict(zip(_OPTIONS, found.options.order_by("order").values_list("key", flat=True), strict=False))
    paper = then.get("paper", "")
    is_over = found.closes_at + _HOUR < scene.today
    answers = cycle(then["answers"]) if is_over else iter(then["answers"])
    keys = {resident.pk: key for key, resident in scene.houses.people.items()}
    lines = RollLine.objects.filter(ballot=found, resident__isnull=False).select_related("resident")
    for line in lines.order_by("order"):
        key = keys.get(line.resident_id or 0) or (scene.town.key_of(line.resident) if line.resident else "")
        if paper and paper in (key, "anyone" if not key else ""):
            _on_paper(scene, found, line)
            paper = ""
        elif key in scene.houses.accounts and (answer := next(answers, None)):
            choice = options.get(answer, answer)
            casting.cast(by=scene.by(key, at), ballot=ballot, choice=choice, receipt=receipts.new(), at=at)


def _on_paper(scene: Scene, ballot: Ballot, line: RollLine) -> None:
    """One votes on paper: written down by staff, witnessed by the secretary."""
    at = min(ballot.opens_at + 2 * _DAY, scene.today)
    staff = scene.staff(at)
    photo = files.take_photo(
        content=pictures.drawn("paper-vote"),
        keeper="decide",
        area=ballot.community_id,
        by=staff.account_id,
        at=at,
    )
    paper = PaperIn(
        line=line.pk, way=Way.PAPER, reason="本人不用手机", evidence=Evidence.ENVELOPE, photo=photo.pk
    )
    entry = station.register(by=staff, ballot=ballot.pk, paper=paper, at=at)
    station.witness(by=scene.secretary(at), entry=entry.pk, at=at)


def _count(scene: Scene, ballot: int) -> None:
    found = Ballot.objects.get(pk=ballot)
    at = found.closes_at + _HOUR
    staff = scene.staff(at)
    counting.close(by=staff, ballot=ballot, at=at)
    if found.secrecy == Secrecy.SECRET and StationEntry.objects.filter(ballot=found).exists():
        first = found.options.order_by("order").values_list("key", flat=True).first() or "for"
        station.count_box(by=staff, ballot=ballot, piles={first: 1}, promises=True, at=at)
        station.witness_box(by=scene.secretary(at), ballot=ballot, promises=True, at=at)
    counting.settle(by=staff, ballot=ballot, at=at + _HOUR)
