"""A person's inbox: newest first, at a cost that does not grow with it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from linli.ground.lib.keyset import Page, both_ways
from linli.ground.lib.once import written_once
from linli.ground.messages import wording
from linli.ground.messages.models import Message

NEWEST = "-id"
MOST_COUNTED = 99


@dataclass(frozen=True, slots=True)
class Line:
    """One message as it is read: the sentence, why it came, where it leads, how to hear no more of the matter."""

    message: Message
    words: str
    why: str
    mute_url: str


@dataclass(frozen=True, slots=True)
class Thread:
    """What one page of an inbox holds about one matter: the newest message, and those before it."""

    newest: Line
    earlier: tuple[Line, ...] = ()

    @property
    def unread(self) -> int:
        """How many of the earlier ones are not read."""
        return sum(line.message.read_at is None for line in self.earlier)


def page(resident: int, *, after: str = "", size: int = 20) -> Page[Line]:
    """Return one page of a person's messages, newest first (one query).

    Raises:
        BadCursor: the cursor is not one of this list.
    """

    def shape(found: Sequence[Message]) -> list[Line]:
        return [
            Line(one, wording.sentence(one), wording.why(one), wording.mute_url(one.matter_id))
            for one in found
        ]

    return both_ways(Message.objects.filter(resident_id=resident), NEWEST, size, shape, after=after)


def threads(lines: Sequence[Line]) -> list[Thread]:
    """Return the lines of a page with those about the same matter together, in the order of the newest of each."""
    found: dict[tuple[str, int], list[Line]] = {}
    for line in lines:
        one = line.message
        key = ("matter", one.matter_id) if one.matter_id else ("message", one.pk)
        found.setdefault(key, []).append(line)
    return [Thread(newest, tuple(earlier)) for newest, *earlier in found.values()]


def unread(resident: int | None) -> int:
    """Return how many messages a person has not read, counting no further than a hundred (one query, by an index)."""
    if resident is None:
        return 0
    return len(_unread(resident))


@written_once
def _unread(resident: int) -> QuerySet[Message, int]:
    rows = Message.objects.filter(resident_id=resident, read_at__isnull=True)
    return rows.order_by().values_list("pk", flat=True)[: MOST_COUNTED + 1]
