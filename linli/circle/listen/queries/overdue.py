"""What is late: anyone may see it, that is what makes the clock count."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from linli.circle.listen.choices import Shown
from linli.circle.listen.models import Voice
from linli.circle.listen.queries.paging import Order, Page, cut
from linli.ground.lib.text import clip

LONGEST_LATE = Order("due_at", id_falls=False)
TITLE = 60


@dataclass(frozen=True, slots=True)
class OverdueRow:
    """One late answer as anyone may see it: receipt number, class, how far it went up; words only when public."""

    voice: Voice
    title: str
    days: int


def public(community: int, *, after: str = "", size: int = 20, at: datetime) -> Page[OverdueRow]:
    """Return the late answers of a community, the latest first (one query); staff-only voices stand without words.

    Raises:
        BadCursor: the cursor is not one of this list.
    """
    rows = Voice.objects.filter(community_id=community).overdue(at).select_related("voice_class", "owner")

    def shape(found: Sequence[Voice]) -> list[OverdueRow]:
        return [OverdueRow(voice, _title(voice), (at - voice.due_at).days) for voice in found]

    return cut(rows, LONGEST_LATE, after, size, shape)


def _title(voice: Voice) -> str:
    if voice.shown != Shown.PUBLIC:
        return ""
    return voice.title or clip(voice.text, TITLE)
