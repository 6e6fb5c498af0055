"""Writes down how far a matter met the two needs it serves: residents' and governance's, 0 to 10 each."""

from datetime import datetime

from django.db import transaction

from linli.circle.matters.models import Matter
from linli.circle.matters.refusals import NoSuchMatter
from linli.ground.journal.actions import entries
from linli.ground.people.rules import Actor


@transaction.atomic
def score(
    *,
    by: Actor,
    matter: int,
    resident_score: int | None = None,
    governance_score: int | None = None,
    at: datetime,
) -> Matter:
    """Score the needs of a matter; None leaves a score as it was. The evaluation has asked its own rules who may.

    Raises:
        NoSuchMatter: there is none.
    """
    found = Matter.objects.select_for_update(no_key=True).filter(pk=matter).first()
    if found is None:
        raise NoSuchMatter
    if resident_score is not None:
        found.resident_score = resident_score
    if governance_score is not None:
        found.governance_score = governance_score
    found.save(update_fields=["resident_score", "governance_score"])
    entries.record(
        "matter.needs_scored",
        by=by.account_id,
        thing=found,
        at=at,
        area=found.scope_id,
        matter=found.pk,
        public=True,
    )
    return found
