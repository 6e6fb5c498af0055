"""Keeps who wants to hear of what is posted in a place."""

from datetime import datetime

from django.db import transaction

from linli.commons.notices import rules
from linli.commons.notices.models import Follow
from linli.commons.notices.refusals import NoSuchPlace, NotAResident
from linli.ground.people.queries import areas
from linli.ground.people.rules import Actor


@transaction.atomic
def follow(*, by: Actor, area: int, at: datetime) -> Follow:
    """Hear of what is posted in a place from now on.

    Raises:
        NotAResident: the actor is no resident.
        NoSuchPlace: the place lies in no community.
    """
    place = areas.around(area)
    if by.resident_id is None or not rules.may_follow(by, place, at):
        raise NotAResident
    if areas.community_of(area) is None:
        raise NoSuchPlace
    row, _is_new = Follow.objects.get_or_create(
        area_id=area, resident_id=by.resident_id, defaults={"since": at}
    )
    return row


@transaction.atomic
def unfollow(*, by: Actor, area: int) -> None:
    """Hear no more of what is posted in a place.

    Raises:
        NotAResident: the actor is no resident.
    """
    if by.resident_id is None:
        raise NotAResident
    Follow.objects.filter(area_id=area, resident_id=by.resident_id).delete()
