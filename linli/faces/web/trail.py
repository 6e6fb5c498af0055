"""How the story of a matter reads: its laps, the steps of each, and what is still to come."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from linli.circle.matters.choices import CIRCLE, Stage
from linli.circle.matters.models import Matter
from linli.faces.web.manners import HEARD, Manner, manner
from linli.ground.journal.models import Entry
from linli.ground.journal.sentences import sentence
from linli.ground.look import phrases

_ARCS = "听议决办知评"  # han: drawn characters, in the order of the ring
_REOPENED = "matter.reopen"
_OPENED = "matter.opened"

Thing = tuple[str, int]
"""What an entry speaks of: the kind and the id under which the journal files it."""

Key = Thing | int
"""A thing, or one entry by its id: what a detail belongs to."""


@dataclass(frozen=True, slots=True)
class Detail:
    """What a room adds to a step about one of its things: its words, where to read on, photos (addresses, words)."""

    text: str = ""
    said: str = ""
    by: str = ""
    links: tuple[tuple[str, str], ...] = ()
    photos: tuple[tuple[str, str, str], ...] = ()


NO_DETAIL = Detail()


@dataclass(frozen=True, slots=True)
class TrailStep:
    """One step of a matter as it is drawn; `entry` leads to its proof (0 for what is still to come)."""

    character: str
    title: str
    when: datetime | None = None
    who: str = ""
    state: str = ""
    stage: int = 0
    anchor: int = 0
    entry: int = 0
    detail: Detail = NO_DETAIL


@dataclass(frozen=True, slots=True)
class Lap:
    """One lap round the circle: its name, from when until when (None while it is under way), its steps."""

    number: int
    name: str
    steps: tuple[TrailStep, ...]
    since: datetime | None = None
    until: datetime | None = None

    @property
    def anchors(self) -> str:
        """The numbers of the stages that have a step to lead to, as "124"."""
        return "".join(str(step.anchor) for step in self.steps if step.anchor)


@dataclass(frozen=True, slots=True)
class Ring:
    """Where a matter stands, as the ring draws it."""

    at: int
    laps: int
    closed: bool
    skipped: str
    core: str = ""
    sub: str = ""


@dataclass(slots=True)
class _Cut:
    """Entries of one lap while they are being told apart."""

    number: int
    begun_by: Entry | None = None
    entries: list[Entry] = field(default_factory=list)


def arc(verb: Manner) -> int:
    """Return the arc of the ring a step belongs to, 0 for steps that leave the circle."""
    return _ARCS.find(verb.character) + 1


def stands_at(matter: Matter) -> int:
    """Return the arc a matter is under way on: the one after what is done; 6 at the end."""
    stage = Stage(matter.stage)
    return min(CIRCLE.index(stage) + 2, len(CIRCLE)) if stage in CIRCLE else 1


def is_over(matter: Matter) -> bool:
    """Say whether a matter has gone round, or left the circle."""
    return matter.stage == Stage.EVALUATED or Stage(matter.stage) not in CIRCLE


def ring(matter: Matter, milestones: Iterable[Entry]) -> Ring:
    """Return the ring of a matter; arcs that its present lap stepped over are drawn as left out."""
    walked = {arc(manner(entry.verb)) for entry in _last_lap(milestones)} - {0}
    over, at = is_over(matter), stands_at(matter)
    if over and matter.stage != Stage.EVALUATED:
        at = max(walked, default=1)
    done = at if over else at - 1
    skipped = "".join(str(number) for number in range(1, done + 1) if walked and number not in walked)
    return Ring(at, matter.lap - 1, over, skipped, sub=sub(matter))


def sub(matter: Matter) -> str:
    """Return the few words under the lap in the middle of the ring."""
    if is_over(matter):
        return str(Stage(matter.stage).label)
    return _("正在“%(stage)s”") % {"stage": phrases.STAGES[stands_at(matter) - 1][1]}


def lead(matter: Matter, people: int, voices: int) -> str:
    """Return in two plain sentences who wants it and where it stands."""
    said = (
        ngettext("%(people)s位邻居说了%(voices)s条。", "%(people)s位邻居说了%(voices)s条。", people)
        % {"people": people, "voices": voices}
        if people
        else _("由组织提出。")
    )
    return f"{said}{_standing(matter)}"


def _standing(matter: Matter) -> str:
    if matter.stage == Stage.EVALUATED:
        return _("走完了一圈，邻居评过了。") if matter.lap == 1 else _("走了两圈，邻居评过了。")
    if is_over(matter):
        return _("%(how)s，没有再往下走。") % {"how": Stage(matter.stage).label}
    words = {
        Stage.HEARD: _("已经立成一件事，接下来商议怎么办。"),
        Stage.DELIBERATED: _("办法比过了，接下来定下来。"),
        Stage.DECIDED: _("定下来了，正在照着办。"),
        Stage.DELIVERED: _("办好了，接下来把结果公开。"),
        Stage.DISCLOSED: _("结果公开了，请大家评一评。"),
    }
    again = _("上次没办好，按规矩重走一圈。") if matter.lap > 1 else ""
    return again + words[Stage(matter.stage)]


def laps(
    matter: Matter,
    entries: Iterable[Entry],
    who: Mapping[int, str],
    details: Mapping[Key, Detail],
    *,
    first: int = 1,
    is_end: bool = True,
) -> list[Lap]:
    """Return the laps of a story, the present one first. `first` is the lap its first entry stands in; what is to come
    is added unless the story goes on (`is_end`).
    """
    cuts = _cuts(entries, first)
    coming = _to_come(matter) if is_end else []
    found = [_lap(cut, who, details, coming if cut is cuts[-1] else None) for cut in cuts]
    return found[::-1]


def step(entry: Entry, who: Mapping[int, str], details: Mapping[Key, Detail]) -> TrailStep:
    """Return one entry as a step."""
    shown = manner(entry.verb)
    return TrailStep(
        character=shown.character,
        title=sentence(entry),
        when=entry.at,
        who=who.get(entry.pk, ""),
        state="back" if shown.back else "",
        stage=arc(shown),
        entry=entry.pk,
        detail=details.get(entry.pk) or details.get((entry.object_kind, entry.object_id), NO_DETAIL),
    )


def beads(lap: Lap) -> list[dict[str, object]]:
    """Return a finished lap in one line: how many steps each arc took, the last one turned back."""
    counted = [
        (number, sum(one.stage == number for one in lap.steps)) for number in range(1, len(CIRCLE) + 1)
    ]
    walked = [(number, many) for number, many in counted if many]
    return [
        {
            "character": _ARCS[number - 1],
            "words": ngettext("%(n)s步", "%(n)s步", many) % {"n": many},
            "back": number == len(CIRCLE),
        }
        for number, many in walked
    ]


def _cuts(entries: Iterable[Entry], first: int) -> list[_Cut]:
    """A lap begins with the reopening."""
    cuts = [_Cut(first)]
    for entry in entries:
        if entry.verb == _REOPENED:
            cuts[-1].entries.append(entry)
            cuts.append(_Cut(int(entry.payload.get("lap", cuts[-1].number + 1)), entry))
            continue
        cuts[-1].entries.append(entry)
    return cuts


def _last_lap(milestones: Iterable[Entry]) -> list[Entry]:
    last: list[Entry] = []
    for entry in milestones:
        if entry.verb in {_REOPENED, _OPENED}:
            last = []
        last.append(entry)
    # The reopening stands for the first arc of the lap it begins, whatever its own seal says.
    return [entry for entry in last if entry.verb != _REOPENED] + [
        _heard_again(entry) for entry in last if entry.verb == _REOPENED
    ]


def _heard_again(entry: Entry) -> Entry:
    return Entry(verb=_OPENED, at=entry.at, object_kind=entry.object_kind, object_id=entry.object_id)


def _lap(
    cut: _Cut,
    who: Mapping[int, str],
    details: Mapping[Key, Detail],
    coming: list[TrailStep] | None,
) -> Lap:
    """One lap; `coming` is what is still to come in the last one, None for those that are over."""
    steps = [step(entry, who, details) for entry in cut.entries]
    if cut.begun_by is not None:
        steps.insert(0, TrailStep(HEARD, _("听大家怎么说，再走一圈"), cut.begun_by.at, stage=1))
    steps += coming or []
    return Lap(
        number=cut.number,
        name=phrases.lap_name(cut.number),
        steps=tuple(_anchored(steps)),
        since=steps[0].when if steps else None,
        until=None if coming is not None or not cut.entries else cut.entries[-1].at,
    )


def _to_come(matter: Matter) -> list[TrailStep]:
    """The arc under way, and those after it."""
    if is_over(matter):
        return []
    at = stands_at(matter)
    words = {
        2: (_("正在商议"), _("商议")),
        3: (_("正在定办法"), _("定下怎么办")),
        4: (_("正在办"), _("照定下的去办")),
        5: (_("正在公开结果"), _("把结果贴出来，谁都能问")),
        6: (_("请大家评一评"), _("请大家评一评，不到3分就再走一圈")),
    }
    return [
        TrailStep(
            character=_ARCS[number - 1],
            title=words[number][0 if number == at else 1],
            state="now" if number == at else "todo",
            stage=number,
        )
        for number in range(max(at, 2), len(CIRCLE) + 1)
    ]


def _anchored(steps: list[TrailStep]) -> Iterable[TrailStep]:
    """Mark the first step of each arc, to which the ring leads."""
    seen: set[int] = {0}
    for one in steps:
        yield one if one.stage in seen else replace(one, anchor=one.stage)
        seen.add(one.stage)


@dataclass(frozen=True, slots=True)
class Row:
    """A matter as one line of a list: its small ring, where it stands in words, and whether it is late."""

    matter: Matter
    at: int
    laps: int
    closed: bool
    standing: str
    late: str = ""


def row(matter: Matter, at: datetime) -> Row:
    """Return a matter as one line of a list."""
    days = (timezone.localdate(at) - timezone.localdate(matter.due_at)).days
    over = is_over(matter)
    late = "" if over or days <= 0 else ngettext("晚了%(n)s天", "晚了%(n)s天", days) % {"n": days}
    return Row(matter, stands_at(matter), matter.lap - 1, over, sub(matter), late)
