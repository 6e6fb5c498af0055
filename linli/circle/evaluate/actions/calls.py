"""Writes down how staff called or visited a neighbour who does not sign in, and what the neighbour said."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.db.models import F

from linli.circle.evaluate import rules
from linli.circle.evaluate.actions import ratings
from linli.circle.evaluate.actions.ratings import Given
from linli.circle.evaluate.choices import CALLS, Channel, Contact
from linli.circle.evaluate.models import Asking
from linli.circle.evaluate.refusals import MayNotAppraise, NotAsked, StarsOutOfRange
from linli.ground.journal.actions import entries
from linli.ground.lib.text import tidy
from linli.ground.people.queries import areas
from linli.ground.people.rules import Actor


@transaction.atomic
def record(
    *, by: Actor, asking: int, contact: Contact, note: str = "", given: Given | None = None, at: datetime
) -> Asking:
    """Write down one attempt to reach somebody who is asked, and their rating when they gave one.

    Raises:
        NotAsked: nobody is asked under that number.
        NoSuchRound, RoundIsClosed: the round has ended.
        MayNotAppraise: no post of the actor calls back there.
        StarsOutOfRange: a rating came without contact, or contact without saying how.
        NotConcerned, OwnWork, ScoreOutOfRange: as in `ratings.rate`.
    """
    holding = Asking.objects.filter(pk=asking).values_list("round_id", flat=True).first()
    if holding is None:
        raise NotAsked
    round_ = ratings.locked(holding, at)
    if not rules.may_appraise(by, areas.around(round_.community_id), at):
        raise MayNotAppraise
    if contact == Contact.NOT_YET or (given is not None and contact != Contact.CONTACTED):
        raise StarsOutOfRange

    found = Asking.objects.get(pk=asking)
    found.contact, found.note = contact, tidy(note)[:200]
    found.called_at, found.called_by_id = at, by.account_id
    found.save(update_fields=["contact", "note", "called_at", "called_by"])
    Asking.objects.filter(pk=found.pk).update(tries=F("tries") + 1)
    entries.record(
        "call.made",
        by=by.account_id,
        thing=found,
        at=at,
        area=round_.scope_id,
        matter=round_.matter_id,
        contact=contact.value,
    )
    if given is not None:
        channel = given.channel if given.channel in CALLS else Channel.PHONE
        ratings.take(round_, found.resident_id, replace(given, channel=channel), by, at)
    return found
