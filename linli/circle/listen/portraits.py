"""How a voice reads to people: its state in words, its clock in days, and the steps of what became of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from linli.circle.listen.choices import State, Urgency
from linli.circle.listen.models import Answer, Pause, Rating, Voice
from linli.circle.listen.phrases import HEARD, SEALS
from linli.ground.journal.models import Entry
from linli.ground.journal.sentences import sentence
from linli.ground.lib.workdays import workdays_between
from linli.ground.look.templatetags.ui import day, moment

_ENDINGS = frozenset({"voice.answered", "voice.joined", "voice.declined", "voice.passed_on"})
_QUIET = frozenset(
    {
        "voice.masks_settled",
        "voice.supported",
        "voice.unsupported",
        "voice.reported",
        "voice.report_dismissed",
    }
)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the trail, as the look draws it."""

    character: str
    when: datetime
    title: str
    text: str = ""
    said: str = ""
    by: str = ""
    state: str = ""
    stage: int = 0
    links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Days:
    """The clock of a voice: working days used and in all, or None where the term runs in hours."""

    used: int
    total: int
    due: datetime


def state_words(voice: Voice, at: datetime) -> str:
    """Return where a voice stands, in a few plain words."""
    if voice.is_overdue(at):
        return _("答复晚了，已经往上报")
    if voice.is_open():
        if voice.state == State.PAUSED:
            return _("先停一停")
        return _("重新在办") if voice.lap > 1 else _("在办")
    return str(State(voice.state).label)


def state_kind(voice: Voice, at: datetime) -> str:
    """Return how the look colours that: late, done or the colour of now."""
    if voice.is_overdue(at):
        return "late"
    return "" if voice.is_open() else "done"


def tag_kind(voice: Voice, at: datetime) -> str:
    """Return the kind of tag for that: alarm, done or now."""
    return {"late": "alarm", "done": "done"}.get(state_kind(voice, at), "now")


@dataclass(frozen=True, slots=True)
class Due:
    """How near the due date is, for a dense list: words, and alarm, now, wait or nothing."""

    words: str
    kind: str = ""


def due_words(voice: Voice, at: datetime) -> Due:
    """Return how near the due date is, as the desk says it."""
    if not voice.is_open():
        return Due(str(State(voice.state).label))
    if voice.state == State.PAUSED:
        return Due(_("暂停"), "wait")
    due, here = timezone.localtime(voice.due_at), timezone.localtime(at)
    if voice.due_at < at:
        late = (here.date() - due.date()).days
        days_late = ngettext("逾期%(n)s天", "逾期%(n)s天", late) % {"n": late}
        return Due(days_late if late else _("逾期"), "alarm")
    left = (due.date() - here.date()).days
    if left == 0:
        return Due(_("今天%(time)s") % {"time": f"{due:%H:%M}"}, "now")
    return Due(ngettext("剩%(n)s天", "剩%(n)s天", left) % {"n": left}, "wait" if left == 1 else "")


def stage(voice: Voice) -> int:
    """Return the arc of the ring a voice stands at: 4 while it is dealt with, 6 once it waits to be rated."""
    return 4 if voice.is_open() else 6


def promise(voice: Voice, at: datetime, *, may_rate: bool = False) -> str:
    """Return by when an answer comes, or what is left to do, as a sentence to the author."""
    if not voice.is_open():
        return _("答复了。请您评一评。") if may_rate else _("办完了，谢谢您说出来。")
    if voice.is_overdue(at):
        return _("本该%(day)s答复，已经报到上一级。") % {"day": day(voice.due_at)}
    if Urgency(voice.urgency) in {Urgency.DANGER, Urgency.UTILITY}:
        return _("最晚%(day)s答复您。") % {"day": moment(voice.due_at)}
    return _("最晚%(day)s答复您。") % {"day": day(voice.due_at)}


def days(voice: Voice, at: datetime) -> Days | None:
    """Return the working days used and owed; None where the term is hours, or the answer is there."""
    if not voice.is_open() or Urgency(voice.urgency) in {Urgency.DANGER, Urgency.UTILITY}:
        return None
    began, due = timezone.localdate(voice.asked_at), timezone.localdate(voice.due_at)
    total = workdays_between(began, due)
    return Days(workdays_between(began, timezone.localdate(at)), total, voice.due_at) if total > 0 else None


def steps(
    trail: Iterable[Entry],
    *,
    answers: Iterable[Answer],
    ratings: Iterable[Rating] = (),
    pauses: Iterable[Pause] = (),
    said: str = "",
    by: str = "",
) -> list[Step]:
    """Return the steps of a trail, oldest first, with the words of answers, ratings and pauses in their places."""
    answered, rated, paused = iter(answers), iter(ratings), iter(pauses)
    drawn = []
    for number, entry in enumerate(one for one in trail if one.verb not in _QUIET):
        words = said if number == 0 else _words(entry, answered, rated, paused)
        drawn.append(
            Step(
                character=SEALS.get(entry.verb, HEARD),
                when=entry.at,
                title=sentence(entry),
                text="" if number == 0 or entry.verb == "voice.rated" else words,
                said=words if number == 0 or entry.verb == "voice.rated" else "",
                by=by if number == 0 else "",
                state="back" if entry.verb in {"voice.reopened", "voice.escalated"} else "",
            )
        )
    return drawn


def _words(
    entry: Entry, answers: Iterator[Answer], ratings: Iterator[Rating], pauses: Iterator[Pause]
) -> str:
    if entry.verb in _ENDINGS:
        answer = next(answers, None)
        if answer is None:
            return ""
        return (
            f"{answer.words}（{answer.other_body} {answer.other_number}）"
            if answer.other_body
            else answer.words
        )
    if entry.verb == "voice.rated":
        rating = next(ratings, None)
        return rating.words if rating else ""
    if entry.verb == "voice.paused":
        pause = next(pauses, None)
        return pause.reason if pause else ""
    return ""
