"""Takes how neighbours take a statement: one reaction a person, changeable while the talk is open."""

from datetime import datetime

from django.db import transaction

from linli.circle.deliberate.actions.statements import refuse_unless_of_scope, refuse_unless_open
from linli.circle.deliberate.choices import Feeling, StatementState
from linli.circle.deliberate.models import Reaction, Statement
from linli.circle.deliberate.refusals import NotThere, StatementNotShown
from linli.ground.people.rules import Actor


@transaction.atomic
def react(*, by: Actor, statement: int, feeling: Feeling, at: datetime) -> Reaction:
    """Agree, disagree or pass on a statement; a later reaction of the same person takes the place of the earlier.

    Reactions stand in no journal: a line each would say in the open who thinks what.

    Raises:
        NotThere: there is no such statement.
        TalkIsClosed: no reactions are taken now.
        NotOfThisScope: the actor does not live where the matter lies.
        StatementNotShown: the statement is held or hidden.
    """
    found = Statement.objects.select_related("matter__scope").filter(pk=statement).first()
    if found is None:
        raise NotThere
    refuse_unless_open(found.matter_id, at)
    resident = refuse_unless_of_scope(by, found.matter, at)
    if found.state != StatementState.SHOWN:
        raise StatementNotShown

    row, _is_new = Reaction.objects.update_or_create(
        statement=found, resident_id=resident, defaults={"feeling": feeling, "at": at}
    )
    return row
