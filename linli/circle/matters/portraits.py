"""How a matter reads to staff: how near its date is, where it stands on the ring, what happened step by step."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from linli.circle.matters.choices import CIRCLE, ON_THE_WAY, Stage
from linli.circle.matters.models import Matter
from linli.ground.journal.models import Entry
from linli.ground.journal.sentences import sentence


@dataclass(frozen=True, slots=True)
class Due:
    """How near the due date is, for a dense list: words, and alarm, now, wait or nothing."""

    words: str
    kind: str = ""


class Dated(Protocol):
    """What has a stage and a due date: a matter, or its line on the board."""

    @property
    def stage(self) -> str:
        """Where it stands."""

    @property
    def due_at(self) -> datetime:
        """Until when."""


def due(matter: Dated, at: datetime) -> Due:
    """Return how near the due date is, as the desk says it; nothing once the matter is off its way."""
    if matter.stage not in ON_THE_WAY:
        return Due("")
    last, today = timezone.localtime(matter.due_at), timezone.localtime(at)
    left = (last.date() - today.date()).days
    if matter.due_at < at:
        late = ngettext("逾期%(n)s天", "逾期%(n)s天", -left) % {"n": -left}
        return Due(late if left else _("逾期"), "alarm")
    if left == 0:
        return Due(_("今天%(time)s") % {"time": f"{last:%H:%M}"}, "now")
    return Due(ngettext("剩%(n)s天", "剩%(n)s天", left) % {"n": left}, "wait" if left == 1 else "")


def arc(matter: Matter) -> int:
    """Return the arc of the ring a matter stands at, 1 to 6; 1 for one that left the circle early."""
    stage = Stage(matter.stage)
    return CIRCLE.index(stage) + 1 if stage in CIRCLE else 1


def told(entries: Iterable[Entry]) -> list[tuple[datetime, str]]:
    """Return what happened to a matter, latest first, in plain words."""
    return [(entry.at, sentence(entry)) for entry in entries][::-1]
