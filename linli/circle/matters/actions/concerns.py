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

_BIT = {why: 1 << place for place, why in enumerate(Why)}
_MUCH = 500


@transaction.atomic
def concern(*, matter: int, residents: Iterable[int], why: Why, at: datetime) -> int:
    """Note one more reason why a matter concerns residents; the strongest is told. Return how many are new."""
    wanted = sorted(set(residents))
    known = {row.resident_id: row for row in Concern.objects.filter(matter_id=matter, resident_id__in=wanted)}
    _keep([row for row in known.values() if not row.reasons & _BIT[why]], gained=_BIT[why])
    fresh = [
        Concern(matter_id=matter, resident_id=pk, why=why, reasons=_BIT[why], since=at)
        for pk in wanted
        if pk not in known
    ]
    Concern.objects.bulk_create(fresh, batch_size=_MUCH, ignore_conflicts=True)
    return len(fresh)


@transaction.atomic
def follow(*, by: Actor, matter: int, at: datetime) -> Concern:
    """Follow a matter, or hear of it again after having muted it.

    Raises:
        NoSuchMatter: there is none.
        NotKnown: the actor is no resident.
    """
    found, resident = _found(by, matter, at)
    concern(matter=found.pk, residents=[resident], why=Why.FOLLOWS, at=at)
    row = Concern.objects.get(matter=found, resident_id=resident)
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
    release(matter=found.pk, residents=[resident], why=[Why.FOLLOWS])
    Concern.objects.filter(matter=found, resident_id=resident, muted_at__isnull=True).update(muted_at=at)


@transaction.atomic
def carry_over(*, matter: int, into: int, at: datetime) -> int:
    """Let everyone whom a matter concerns be concerned by the one it was joined to, muted where it was; count the new.

    The rows of the first stay: they say whom to tell that it was joined.
    """
    rows = list(Concern.objects.filter(matter_id=matter).order_by("id"))
    new = 0
    for why, bit in _BIT.items():
        new += concern(
            matter=into, residents=[row.resident_id for row in rows if row.reasons & bit], why=why, at=at
        )
    muted = [row.resident_id for row in rows if row.muted_at is not None]
    Concern.objects.filter(matter_id=into, resident_id__in=muted, since=at, muted_at__isnull=True).update(
        muted_at=at
    )
    return new


@transaction.atomic
def release(*, matter: int, residents: Iterable[int], why: Iterable[Why]) -> int:
    """Note that these are no longer reasons; whoever has none left is concerned no more. Count those."""
    lost = sum(_BIT[one] for one in set(why))
    rows = list(Concern.objects.filter(matter_id=matter, resident_id__in=list(residents)))
    gone = [row.pk for row in rows if row.reasons & lost and not row.reasons & ~lost]
    _keep([row for row in rows if row.reasons & lost and row.reasons & ~lost], lost=lost)
    Concern.objects.filter(pk__in=gone).delete()
    return len(gone)


def _keep(rows: list[Concern], *, gained: int = 0, lost: int = 0) -> None:
    """Write the reasons of rows anew, the strongest of them as the one that is told."""
    for row in rows:
        row.reasons = (row.reasons | gained) & ~lost
        row.why = next(why for why, bit in _BIT.items() if row.reasons & bit)
    Concern.objects.bulk_update(rows, ["why", "reasons"], batch_size=_MUCH)


def _found(by: Actor, matter: int, at: datetime) -> tuple[Matter, int]:
    found = Matter.objects.filter(pk=matter).first()
    if found is None:
        raise NoSuchMatter
    if by.resident_id is None or not rules.may_follow(by, areas.around(found.scope_id), at):
        raise NotKnown
    return found, by.resident_id
