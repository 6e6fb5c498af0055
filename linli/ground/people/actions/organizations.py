"""Founds the bodies that take part, and joins them into alliances."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from linli.ground.journal.actions import entries
from linli.ground.lib.refusal import Refusal
from linli.ground.lib.text import tidy
from linli.ground.people import rules
from linli.ground.people.actions.refusals import MayNotAppoint
from linli.ground.people.choices import BodyKind
from linli.ground.people.models import Area, Organization
from linli.ground.people.queries import areas
from linli.ground.people.rules import Actor


class BodyStandsAlready(Refusal):
    """There is one of that kind and name there."""

    code = "body_stands_already"
    reason = _("这里已经登记过“%(name)s”了。")


class CannotLeadItself(Refusal):
    """An ally and its lead are two bodies."""

    code = "body_cannot_lead_itself"
    reason = _("牵头单位不能是它自己，也不能是它牵头的单位。")


@transaction.atomic
def found(
    *,
    by: Actor,
    kind: BodyKind,
    name: str,
    area: Area,
    at: datetime,
    lead: Organization | None = None,
    founded_on: date | None = None,
) -> Organization:
    """Write a body into the register of its area.

    Raises:
        MayNotAppoint: no post of the actor appoints there.
        BodyStandsAlready: there is one of that kind and name.
    """
    _refuse_unless_appointer(by, area.pk, at)
    name = tidy(name)
    if Organization.objects.filter(area=area, kind=kind, name=name).exists():
        raise BodyStandsAlready(name=name)

    body = Organization.objects.create(kind=kind, name=name, area=area, lead=lead, founded_on=founded_on)
    entries.record("body.founded", by=by.account_id, thing=body, at=at, area=area.pk, kind=kind.value)
    return body


@transaction.atomic
def join(*, by: Actor, body: Organization, lead: Organization | None, at: datetime) -> Organization:
    """Let a body follow a lead (or none any more).

    Raises:
        MayNotAppoint: as in `found`.
        CannotLeadItself: the lead is the body itself or one that follows it.
    """
    body = Organization.objects.select_for_update().get(pk=body.pk)
    _refuse_unless_appointer(by, body.area_id, at)
    if lead is not None and body.pk in {lead.pk, lead.lead_id}:
        raise CannotLeadItself

    body.lead = lead
    body.save(update_fields=["lead"])
    entries.record("body.joined", by=by.account_id, thing=body, at=at, area=body.area_id, lead=body.lead_id)
    return body


@transaction.atomic
def end(*, by: Actor, body: Organization, on: date, at: datetime) -> Organization:
    """Write down that a body came to its end.

    Raises:
        MayNotAppoint: as in `found`.
    """
    body = Organization.objects.select_for_update().get(pk=body.pk)
    _refuse_unless_appointer(by, body.area_id, at)

    body.ended_on = on
    body.save(update_fields=["ended_on"])
    entries.record("body.ended", by=by.account_id, thing=body, at=at, area=body.area_id)
    return body


def _refuse_unless_appointer(by: Actor, area_id: int, at: datetime) -> None:
    if not rules.may_appoint(by, areas.around(area_id), at):
        raise MayNotAppoint
