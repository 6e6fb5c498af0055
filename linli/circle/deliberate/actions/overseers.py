"""Keeps those who carry a thing out off the board that oversees it."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from linli.circle.deliberate.models import Exclusion
from linli.circle.deliberate.queries import bodies
from linli.circle.deliberate.refusals import ImplementerOversees, NotAnOversightBoard
from linli.ground.journal.actions import entries
from linli.ground.people.choices import BodyKind
from linli.ground.people.models import Organization, Resident
from linli.ground.people.rules import Actor


def refuse_if_among(*, board: int, implementers: Iterable[int], at: datetime) -> None:
    """Check that nobody who carries a thing out (ids of residents) sits on the board that oversees it.

    Raises:
        NotAnOversightBoard: the body is none.
        ImplementerOversees: somebody does both.
    """
    body = Organization.objects.filter(pk=board, kind=BodyKind.OVERSIGHT).first()
    if body is None:
        raise NotAnOversightBoard
    both = bodies.members(body, at) & frozenset(implementers)
    if both:
        people = Resident.objects.filter(pk__in=both).order_by("pk")
        raise ImplementerOversees(
            names="、".join(person.masked for person in people)
        )  # han: the comma between names


@transaction.atomic
def exclude(*, by: Actor, board: int, implementers: Iterable[int], at: datetime) -> int:
    """Write down who may not sit on a board because they implement; later seatings are refused. Return the new ones.

    The room that calls this has asked its own rules who may name implementers.

    Raises:
        NotAnOversightBoard: the body is none.
        ImplementerOversees: one of them sits on it now.
    """
    wanted = sorted(set(implementers))
    found = Organization.objects.select_for_update(no_key=True).filter(pk=board).first()
    refuse_if_among(board=board, implementers=wanted, at=at)
    assert found is not None

    known = bodies.excluded(board)
    fresh = [Exclusion(body=found, resident_id=pk, since=at) for pk in wanted if pk not in known]
    Exclusion.objects.bulk_create(fresh, batch_size=500)
    if fresh:
        entries.record(
            "exclusion.made", by=by.account_id, thing=found, at=at, area=found.area_id, number=len(fresh)
        )
    return len(fresh)


@transaction.atomic
def admit(*, by: Actor, board: int, resident: int, at: datetime) -> None:
    """Let somebody sit on a board again, who no longer carries out what it oversees.

    Raises:
        NotAnOversightBoard: the body is none.
    """
    body = Organization.objects.filter(pk=board, kind=BodyKind.OVERSIGHT).first()
    if body is None:
        raise NotAnOversightBoard
    gone, _kinds = Exclusion.objects.filter(body=body, resident_id=resident).delete()
    if gone:
        entries.record(
            "exclusion.lifted", by=by.account_id, thing=body, at=at, area=body.area_id, number=gone
        )
