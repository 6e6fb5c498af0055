"""What is late: anyone may see it, that is what makes the clock count."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from linli.circle.listen.choices import Shown
from linli.circle.listen.models import Voice
from linli.circle.listen.models.voice import VoiceQuerySet
from linli.ground.lib.keyset import Order, Page, begun, cut
from linli.ground.lib.once import written_once
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

    def shape(found: Sequence[Voice]) -> list[OverdueRow]:
        return [OverdueRow(voice, _title(voice), (at - voice.due_at).days) for voice in found]

    if not after:
        return begun(_latest(community, at, most=size + 1), LONGEST_LATE, size, shape)
    return cut(_late(community, at), LONGEST_LATE, after, size, shape)


def _late(community: int, at: datetime) -> VoiceQuerySet:
    return Voice.objects.filter(community_id=community).overdue(at).select_related("voice_class", "owner")


@written_once
def _latest(community: int, at: datetime, *, most: int) -> QuerySet[Voice]:
    return _late(community, at).order_by(*LONGEST_LATE.keys)[:most]


def _title(voice: Voice) -> str:
    if voice.shown != Shown.PUBLIC:
        return ""
    return voice.title or clip(voice.text, TITLE)
