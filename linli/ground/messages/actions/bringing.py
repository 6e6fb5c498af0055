"""What staff do with what no carrier could bring: tell it in person, or let it be sent once more."""

from datetime import datetime

from django.db import transaction

from linli.ground.journal.actions import entries
from linli.ground.messages import rules
from linli.ground.messages.choices import ON_THE_LIST, State
from linli.ground.messages.models import Parcel
from linli.ground.messages.refusals import MayNotBring, NoPhone, NoSuchParcel, SettledAlready
from linli.ground.people.queries import areas
from linli.ground.people.rules import Actor


@transaction.atomic
def handed(*, by: Actor, parcel: int, at: datetime) -> Parcel:
    """Note that a person was told face to face, by letter or by a call.

    Raises:
        NoSuchParcel: there is none.
        MayNotBring: no post of the actor lets them, where the resident lives.
        SettledAlready: it is on nobody's list any more.
    """
    return _settled(by, parcel, State.HANDED, at)


@transaction.atomic
def send_again(*, by: Actor, parcel: int, at: datetime) -> Parcel:
    """Let a text message be sent once more that failed, or of which nobody knows whether it left.

    Raises:
        NoSuchParcel: there is none.
        MayNotBring: no post of the actor lets them, where the resident lives.
        SettledAlready: it is on nobody's list any more.
        NoPhone: the resident has none.
    """
    return _settled(by, parcel, State.WAITING, at)


def _settled(by: Actor, parcel: int, state: State, at: datetime) -> Parcel:
    found = (
        Parcel.objects.select_for_update(of=("self",), no_key=True)
        .select_related("resident")
        .filter(pk=parcel)
        .first()
    )
    if found is None:
        raise NoSuchParcel
    if not rules.may_bring(by, areas.around(found.community_id), at):
        raise MayNotBring
    if found.state not in ON_THE_LIST:
        raise SettledAlready
    if state == State.WAITING and not found.resident.phone_index:
        raise NoPhone

    found.state, found.changed_at, found.settled_by_id = state, at, by.account_id
    if state == State.WAITING:
        found.due_at, found.attempts, found.trouble = at, 0, ""
    found.save()
    verb = "parcel.handed" if state == State.HANDED else "parcel.resent"
    entries.record(verb, by=by.account_id, thing=found, at=at, area=found.community_id)
    return found
