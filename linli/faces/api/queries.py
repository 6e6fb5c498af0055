"""What the API asks across rooms beyond the questions of each."""

from linli.circle.decide.choices import State
from linli.circle.decide.models import Ballot
from linli.circle.matters.choices import Stage
from linli.circle.matters.models import Matter
from linli.circle.matters.refusals import NoSuchMatter
from linli.ground.journal.models import Entry
from linli.ground.lib.keyset import Order, Page, cut

NEWEST = Order("-opened_at", id_falls=True)


def matters(community: int, stage: Stage | None, *, after: str, size: int) -> Page[Matter]:
    """Return matters of a community, newest first, of one stage if asked (one query).

    Raises:
        BadCursor: the cursor is not one of this list.
    """
    rows = Matter.objects.filter(community_id=community).select_related("scope")
    return cut(rows.filter(stage=stage) if stage else rows, NEWEST, after, size, tuple)


def matter(pk: int) -> Matter:
    """Return one matter.

    Raises:
        NoSuchMatter: there is none.
    """
    found = Matter.objects.select_related("scope", "convener").filter(pk=pk).first()
    if found is None:
        raise NoSuchMatter
    return found


def trail(pk: int, *, after: str, size: int) -> Page[Entry]:
    """Return the public steps of a matter, oldest first.

    Raises:
        NoSuchMatter: there is none.
        BadCursor: the cursor is not one of this list.
    """
    rows = Entry.objects.filter(matter_id=matter(pk).pk, is_public=True)
    return cut(rows, Order("id", id_falls=False), after, size, tuple)


def ballots(community: int, *, after: str, size: int) -> Page[Ballot]:
    """Return the ballots of a community that anyone may see, newest first.

    Raises:
        BadCursor: the cursor is not one of this list.
    """
    rows = Ballot.objects.filter(community_id=community, posted_at__isnull=False).exclude(state=State.DRAFT)
    return cut(
        rows.select_related("outcome").prefetch_related("options"),
        Order("-id", id_falls=True),
        after,
        size,
        tuple,
    )
