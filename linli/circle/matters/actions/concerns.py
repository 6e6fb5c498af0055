"""Keeps whom a matter concerns, and why."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from linli.circle.matters import rules
from linli.circle.matters.choices import Why
from linli.circle.matters.models import Concern, Matter
from linli.circle.matters.refusals import NoSuchMatter, NotKnown
from linli.ground.people.queries import areas
from linli.ground.people.rules import Actor

_ORDER = list(Why)


@transaction.atomic
def concern(*, matter: int, residents: Iterable[int], why: Why, at: datetime) -> int:
    """Note that a matter concerns residents; a stronger reason replaces a weaker one. Return how many are new."""
    wanted = sorted(set(residents))
    known = {row.resident_id: row for row in Concern.objects.filter(matter_id=matter, resident_id__in=wanted)}
    weaker = [row for row in known.values() if _ORDER.index(Why(row.why)) > _ORDER.index(why)]
    for row in weaker:
        row.why = why
    Concern.objects.bulk_update(weaker, ["why"], batch_size=500)
    fresh = [Concern(matter_id=matter, resident_id=pk, why=why, since=at) for pk in wanted if pk not in known]
    Concern.objects.bulk_create(fresh, batch_size=500, ignore_conflicts=True)
    return len(fresh)


@transaction.atomic
def follow(*, by: Actor, matter: int, at: datetime) -> Concern:
    """Follow a matter, or hear of it again after having muted it.

    Raises:
        NoSuchMatter: there is none.
        NotKnown: the actor is no resident.
    """
    found, resident = _found(by, matter, at)
    row, _is_new = Concern.objects.get_or_create(
        matter=found, resident_id=resident, defaults={"why": Why.FOLLOWS, "since": at}
    )
    if row.muted_at is not None:
        row.muted_at = None
        row.save(update_fields=["muted_at"])
    return row


@transaction.atomic
def mute(*, by: Actor, matter: int, at: datetime) -> None:
    """Hear no more of a matter; whoever only followed it is forgotten.

    Raises:
        NoSuchMatter: there is none.
        NotKnown: the actor is no resident.
    """
    found, resident = _found(by, matter, at)
    rows = Concern.objects.filter(matter=found, resident_id=resident)
    rows.filter(why=Why.FOLLOWS).delete()
    rows.filter(muted_at__isnull=True).update(muted_at=at)


@transaction.atomic
def carry_over(*, matter: int, into: int, at: datetime) -> int:
    """Let everyone whom a matter concerns be concerned by the one it was joined to, muted where it was; count the new.

    The rows of the first stay: they say whom to tell that it was joined.
    """
    rows = list(Concern.objects.filter(matter_id=matter).order_by("id"))
    new = 0
    for why in _ORDER:
        new += concern(
            matter=into, residents=[row.resident_id for row in rows if row.why == why], why=why, at=at
        )
    muted = [row.resident_id for row in rows if row.muted_at is not None]
    Concern.objects.filter(matter_id=into, resident_id__in=muted, since=at, muted_at__isnull=True).update(
        muted_at=at
    )
    return new


@transaction.atomic
def release(*, matter: int, residents: Iterable[int], why: Iterable[Why]) -> int:
    """Note that a matter concerns residents no longer, where one of these was the reason; count them."""
    rows = Concern.objects.filter(matter_id=matter, resident_id__in=list(residents), why__in=list(why))
    return rows.delete()[0]


def _found(by: Actor, matter: int, at: datetime) -> tuple[Matter, int]:
    found = Matter.objects.filter(pk=matter).first()
    if found is None:
        raise NoSuchMatter
    if by.resident_id is None or not rules.may_follow(by, areas.around(found.scope_id), at):
        raise NotKnown
    return found, by.resident_id
