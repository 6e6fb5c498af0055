"""Takes the locks that deeds of disclosure begin with, and writes the lines of history they share."""

from datetime import datetime

from linli.circle.disclose import rules
from linli.circle.disclose.models import DisclosureDuty
from linli.circle.disclose.refusals import MayNotDisclose, NoSuchDuty
from linli.ground.journal.actions import entries
from linli.ground.people.queries import areas
from linli.ground.people.rules import Actor


def duty(by: Actor, pk: int, at: datetime) -> DisclosureDuty:
    """Return a duty, locked, to somebody who drafts notices there.

    Raises:
        NoSuchDuty: there is none.
        MayNotDisclose: no post of the actor drafts notices there.
    """
    found = DisclosureDuty.objects.select_for_update(no_key=True).filter(pk=pk).first()
    if found is None:
        raise NoSuchDuty
    refuse_unless_keeper(by, found.area_id, at)
    return found


def refuse_unless_keeper(by: Actor, area: int, at: datetime) -> None:
    """Refuse who does not draft notices for a place.

    Raises:
        MayNotDisclose: no post of the actor drafts notices there.
    """
    if not rules.may_disclose(by, areas.around(area), at):
        raise MayNotDisclose


def tell(verb: str, found: DisclosureDuty, account: int | None, at: datetime, **payload: object) -> None:
    """Write one line of a duty's history; what must be made known is no secret."""
    entries.record(verb, by=account, thing=found, at=at, area=found.area_id, public=True, **payload)
