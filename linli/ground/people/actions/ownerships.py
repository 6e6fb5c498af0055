"""Writes who owns a home: one person or several, a company, or the developer that has not sold it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from linli.ground.journal.actions import entries
from linli.ground.lib.refusal import Refusal
from linli.ground.people import rules
from linli.ground.people.actions import residents
from linli.ground.people.actions.refusals import MayNotKeepRegister
from linli.ground.people.choices import BodyKind, OwnerKind
from linli.ground.people.models import Home, Organization, Ownership, OwnershipShare, Resident
from linli.ground.people.queries import areas
from linli.ground.people.rules import Actor


class NoOwner(Refusal):
    """A title has at least one owner."""

    code = "title_without_owner"
    status = 422
    reason = _("请至少写一位产权人。")


class OwnerTwice(Refusal):
    """One owner was named twice in a title."""

    code = "owner_named_twice"
    status = 422
    reason = _("同一位产权人写了两遍。")


@dataclass(frozen=True, slots=True)
class Owner:
    """One owner within a title: a person, or a body (company, developer)."""

    resident: Resident | None = None
    body: Organization | None = None
    is_developer: bool = False

    @property
    def kind(self) -> OwnerKind:
        """What kind of owner this is."""
        if self.body is None:
            return OwnerKind.PERSON
        return OwnerKind.DEVELOPER if self.is_developer else OwnerKind.COMPANY


@transaction.atomic
def register(
    *, by: Actor, home: Home, owners: list[Owner], at: datetime, since: date | None = None
) -> Ownership:
    """Write a new title to a home; the title before it ends on the day the new one begins.

    Raises:
        MayNotKeepRegister: no post of the actor keeps the register there.
        NoOwner, OwnerTwice: the list cannot be right.
    """
    home = Home.objects.select_for_update().get(pk=home.pk)
    if not rules.may_keep_register(by, areas.around(home.area_id), at):
        raise MayNotKeepRegister
    if not owners:
        raise NoOwner
    if len({(owner.resident and owner.resident.pk, owner.body and owner.body.pk) for owner in owners}) < len(
        owners
    ):
        raise OwnerTwice

    Ownership.objects.filter(home=home, until__isnull=True).update(until=since or at.date())
    title = Ownership.objects.create(home=home, since=since)
    OwnershipShare.objects.bulk_create(
        OwnershipShare(ownership=title, kind=owner.kind, resident=owner.resident, organization=owner.body)
        for owner in owners
    )
    entries.record(
        "title.registered",
        by=by.account_id,
        thing=title,
        at=at,
        area=home.area_id,
        home=home.pk,
        owners=len(owners),
    )
    return title


@transaction.atomic
def register_named(
    *, by: Actor, home: Home, kind: OwnerKind, names: tuple[str, ...], at: datetime, since: date | None = None
) -> Ownership:
    """Write a new title by names: whoever lives there or owned it before is meant, others are written down anew.

    Raises:
        MayNotKeepRegister, NoOwner, OwnerTwice: as in `register`.
    """
    if not rules.may_keep_register(by, areas.around(home.area_id), at):
        raise MayNotKeepRegister
    if len(set(names)) < len(names):
        raise OwnerTwice
    owners = [_meant(by, home, kind, name, at) for name in names]
    return register(by=by, home=home, owners=owners, at=at, since=since)


def _meant(by: Actor, home: Home, kind: OwnerKind, name: str, at: datetime) -> Owner:
    if kind != OwnerKind.PERSON:
        body = BodyKind.DEVELOPER if kind == OwnerKind.DEVELOPER else BodyKind.COMPANY
        found, is_new = Organization.objects.get_or_create(area_id=home.community_id, kind=body, name=name)
        if is_new:
            entries.record(
                "body.founded", by=by.account_id, thing=found, at=at, area=found.area_id, kind=body.value
            )
        return Owner(body=found, is_developer=kind == OwnerKind.DEVELOPER)
    lives_there = Resident.objects.filter(household__home=home, household__until__isnull=True, name=name)
    owned_it = Resident.objects.filter(shares__ownership__home=home, name=name)
    known = lives_there.first() or owned_it.first()
    return Owner(
        resident=known
        or residents.add(by=by, community=home.community, particulars=residents.Particulars(name), at=at)
    )
