"""Takes the locks that deeds on meetings begin with, and asks who may convene."""

from datetime import datetime

from django.utils.timezone import localdate

from linli.circle.deliberate import rulebook, rules
from linli.circle.deliberate.choices import MeetingKind
from linli.circle.deliberate.models import AgendaItem, Meeting
from linli.circle.deliberate.queries import bodies
from linli.circle.deliberate.refusals import MayNotConvene, NotThere
from linli.circle.deliberate.rulebook import Rule
from linli.ground.people.models import Organization
from linli.ground.people.rules import Actor


def meeting(pk: int) -> Meeting:
    """Return a meeting, locked until the end of the transaction.

    Raises:
        NotThere: there is none.
    """
    found = (
        Meeting.objects.select_for_update(no_key=True, of=("self",))
        .select_related("body")
        .filter(pk=pk)
        .first()
    )
    if found is None:
        raise NotThere
    return found


def convened(by: Actor, pk: int, at: datetime) -> Meeting:
    """Return a meeting, locked, for somebody who may convene its body.

    Raises:
        NotThere: there is none.
        MayNotConvene: the actor neither convenes the body nor works for its community.
    """
    found = meeting(pk)
    refuse_unless_convener(by, found.body, at)
    return found


def refuse_unless_convener(by: Actor, body: Organization, at: datetime) -> None:
    """Refuse whoever may not convene a body.

    Raises:
        MayNotConvene: the actor neither convenes the body nor works for its community.
    """
    if not rules.may_convene(by, bodies.place_of(body, at), at):
        raise MayNotConvene


def item(meeting: Meeting, pk: int) -> AgendaItem:
    """Return an item of a locked meeting.

    Raises:
        NotThere: the meeting has no such item.
    """
    found = AgendaItem.objects.filter(pk=pk, meeting=meeting).select_related("matter").first()
    if found is None:
        raise NotThere
    return found


def rule_of(meeting: Meeting) -> Rule:
    """Return what holds for a meeting on its day."""
    return rulebook.of(
        MeetingKind(meeting.kind), localdate(meeting.starts_at), bodies.charter_of(meeting.body)
    )
