"""Questions about people, without opening what is sealed."""

from datetime import date, datetime

from django.db.models import Prefetch, Q, QuerySet

from linli.ground.journal.models import Reading
from linli.ground.lib.sealed import blind
from linli.ground.lib.text import tidy
from linli.ground.people import rules
from linli.ground.people.choices import FULL_AGE
from linli.ground.people.models import AreaWithin, OwnershipShare, Post, Resident
from linli.ground.people.phones import e164, phone_key
from linli.ground.people.queries import areas
from linli.ground.people.refusals import NoSuchThing
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


def in_reach(actor: Actor, resident_id: int, *, at: datetime) -> Resident:
    """Return a person the actor may know of, with home, posts and titles beside; what is sealed stays sealed.

    Raises:
        NoSuchThing: there is none, or none that this actor's posts reach.
    """
    found = (
        Resident.objects.select_related("community", "household__home__area__parent__parent__parent")
        .prefetch_related(
            Prefetch("posts", Post.objects.held(at).select_related("area")),
            Prefetch(
                "shares",
                OwnershipShare.objects.filter(ownership__until__isnull=True).select_related(
                    "ownership__home__area__parent__parent__parent"
                ),
            ),
        )
        .filter(pk=resident_id)
        .first()
    )
    if found is None or not rules.may_read_register(actor, areas.around(area_of(found)), at):
        raise NoSuchThing
    return found


def named(community_id: int, words: str) -> list[Resident]:
    """Return the residents of a community with this very name or phone, three at most."""
    words = tidy(words).replace(" ", "")
    phone = e164(words)
    who = Q(phone_index=phone_key(phone)) if phone else Q(name=words)
    rows = Resident.objects.filter(who, community=community_id, erased_at__isnull=True)
    return list(rows.select_related("household__home__area__parent__parent__parent").order_by("id")[:3])


def oneself(actor: Actor) -> Resident:
    """Return the resident behind the actor.

    Raises:
        NoSuchThing: the account is not known as a resident.
    """
    found = Resident.objects.filter(pk=actor.resident_id or 0).first()
    if found is None:
        raise NoSuchThing
    return found


def adults_in(area: int, on: date) -> QuerySet[Resident]:
    """Return the residents of full age of an area; whose birthday nobody knows counts as such, as for posts."""
    day = 28 if (on.month, on.day) == (2, 29) else on.day
    return Resident.objects.filter(
        Q(born_on__isnull=True) | Q(born_on__lte=date(on.year - FULL_AGE, on.month, day)),
        household__home__area_id__in=AreaWithin.objects.filter(outer_id=area).values("inner_id"),
        household__until__isnull=True,
        erased_at__isnull=True,
    )
