"""Who is in the room, and whether that is enough to resolve."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from linli.circle.deliberate.models import Attendance, Meeting
from linli.circle.deliberate.rulebook import Rule


@dataclass(frozen=True, slots=True)
class Quorum:
    """How many count, how many of them are there, how many it takes; and in whose words."""

    present: int
    entitled: int
    least: int
    reached: bool
    words: str

    @property
    def percent(self) -> int:
        """The share of those there, in whole percent, for a drawing only."""
        return min(100, 100 * self.present // self.entitled) if self.entitled else 0

    @property
    def tick(self) -> int:
        """Where the threshold lies, in whole percent, for a drawing only."""
        return min(100, 100 * self.least // self.entitled) if self.entitled else 100


def present_count(meeting: int) -> int:
    """Return how many of those who count are there, or stood for: people, or households."""
    rows = Attendance.objects.filter(meeting_id=meeting, is_entitled=True)
    return rows.values("unit").distinct().count()


def quorum(rule: Rule, present: int, entitled: int) -> Quorum:
    """Return whether so many of so many can resolve, and the sentence of the rule."""
    least = rule.quorum.least(entitled) if rule.resolves else 0
    reached = rule.resolves and rule.quorum.reached(present, entitled)
    return Quorum(present, entitled, least, reached, share_words(rule) if rule.resolves else "")


def share_words(rule: Rule) -> str:
    """Return the quorum of a rule in words: more than half, at least two thirds."""
    share = rule.quorum
    facts = {"parts": share.parts, "of": share.of}
    if (share.parts, share.of) == (1, 2):
        return _("要超过一半") if share.more else _("至少要一半")
    return _("要超过%(of)s分之%(parts)s") % facts if share.more else _("至少要%(of)s分之%(parts)s") % facts


def attendances(meeting: Meeting) -> list[Attendance]:
    """Return who is there, in the order in which they came."""
    return list(meeting.attendances.select_related("resident", "proxy").order_by("at", "id"))


def was_there(meeting: int, resident: int | None) -> bool:
    """Say whether somebody was in the room in person and counted."""
    if resident is None:
        return False
    rows = Attendance.objects.filter(meeting_id=meeting, resident_id=resident, is_entitled=True)
    return rows.exclude(way="proxy").exists()
