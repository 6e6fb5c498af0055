"""What time brings by itself: the reminder before the close, the close, the turnout that may be shown."""

from datetime import datetime, timedelta

from django.db import transaction

from linli.circle.decide import procedure
from linli.circle.decide.actions import counting, reach
from linli.circle.decide.choices import Secrecy, State, StationState
from linli.circle.decide.events import BallotClosing
from linli.circle.decide.models import Ballot, ShownTurnout
from linli.circle.decide.queries import rolls, showing
from linli.ground.journal import news
from linli.ground.people.rules import HOUSE

TURNOUT_EVERY = timedelta(hours=1)
LONGEST_NOTICE = timedelta(days=7)


def tick(*, at: datetime) -> int:
    """Remind, close and refresh what is due; return how many ballots were touched."""
    done = 0
    running = Ballot.objects.filter(state=State.OPEN, closes_at__lte=at + LONGEST_NOTICE)
    for pk, closes_at, rules, reminded in running.values_list("pk", "closes_at", "rules", "reminded_at"):
        notice = timedelta(hours=procedure.of(rules).remind_hours.value)
        if closes_at <= at:
            done += _close(pk, at)
        elif reminded is None and closes_at - notice <= at:
            done += remind(ballot=pk, at=at)
    named = Ballot.objects.filter(
        state=State.OPEN, secrecy=Secrecy.OPEN, opens_at__lte=at, closes_at__gt=at
    ).values_list("pk", flat=True)
    return done + sum(show_turnout(ballot=pk, at=at) for pk in named)


@transaction.atomic
def remind(*, ballot: int, at: datetime) -> bool:
    """Tell the whole roll once that a ballot closes soon: also who has voted, so that no message tells who has not."""
    found = reach.locked(ballot)
    if found.state != State.OPEN or found.reminded_at is not None:
        return False
    found.reminded_at = at
    found.save(update_fields=["reminded_at"])
    reach.tell("ballot.reminded", found, HOUSE, at)
    news.publish(BallotClosing(found.pk), at=at)
    return True


@transaction.atomic
def show_turnout(*, ballot: int, at: datetime) -> bool:
    """Let the turnout of a named ballot be seen, at most once an hour and only where it exposes nobody."""
    found = reach.locked(ballot)
    if found.is_secret or not found.takes_votes(at):
        return False
    shown = list(found.turnouts.order_by("moment"))
    heads = rolls.size(found.pk).submitted
    if shown and (at - shown[-1].at < TURNOUT_EVERY or shown[-1].heads == heads):
        return False
    if not showing.may_show_turnout(found, heads, [one.heads for one in shown]):
        return False
    ShownTurnout.objects.create(ballot=found, moment=len(shown), heads=heads, at=at)
    return True


def _close(pk: int, at: datetime) -> bool:
    """Close a ballot whose time is over, unless papers of its station still wait for a witness."""
    with transaction.atomic():
        found = reach.locked(pk)
        waiting = found.entries.filter(state=StationState.WAITING).exists()
        if found.state != State.OPEN or at < found.closes_at or waiting:
            return False
        counting.close(by=HOUSE, ballot=pk, at=at)
        return True
