"""Questions about people, without opening what is sealed."""

from django.db.models import QuerySet

from linli.ground.journal.models import Reading
from linli.ground.lib.sealed import blind
from linli.ground.people.models import Resident
from linli.ground.people.rules import Actor


def id_index(number: str) -> str:
    """Return the blind index under which an identity number is found; nothing for no number."""
    return blind(number, "id") if number else ""


def area_of(resident: Resident) -> int:
    """Return the area in which a person is met: where the home stands, else the whole community."""
    return resident.household.home.area_id if resident.household else resident.community_id


def is_oneself(actor: Actor, resident: Resident) -> bool:
    """Say whether the actor is this very person."""
    return actor.resident_id is not None and actor.resident_id == resident.pk


def with_sealed(resident_id: int) -> Resident:
    """Return a person with phone and identity number open; only for deeds that note the reading."""
    return (
        Resident.objects.defer(None)
        .select_related("community", "household__home__area__parent__parent__parent")
        .get(pk=resident_id)
    )


def readings_of(resident_id: int) -> QuerySet[Reading]:
    """Return who opened what of a person, newest first."""
    return Reading.objects.filter(object_kind="resident", object_id=resident_id).order_by("-at", "-id")
