"""A person's inbox: newest first, at a cost that does not grow with it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from linli.ground.lib.once import written_once
from linli.ground.messages import wording
from linli.ground.messages.models import Message
from linli.ground.people.queries.paging import Page, cut

NEWEST = "-id"
MOST_COUNTED = 99


@dataclass(frozen=True, slots=True)
class Line:
    """One message as it is read: the sentence, why it came, where it leads, how to hear no more of the matter."""

    message: Message
    words: str
    why: str
    mute_url: str


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

    return cut(Message.objects.filter(resident_id=resident), NEWEST, size, shape, after=after)


def unread(resident: int | None) -> int:
    """Return how many messages a person has not read, counting no further than a hundred (one query, by an index)."""
    if resident is None:
        return 0
    return len(_unread(resident))


@written_once
def _unread(resident: int) -> QuerySet[Message, int]:
    rows = Message.objects.filter(resident_id=resident, read_at__isnull=True)
    return rows.order_by().values_list("pk", flat=True)[: MOST_COUNTED + 1]
