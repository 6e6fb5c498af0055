"""News delivered after each deed and proven at once: everyone who must hear has heard once, nobody else a word."""

from django.db.models import Max

from linli import wiring
from linli.circle.decide.actions import clocks as ballot_clocks
from linli.circle.disclose.actions import duties
from linli.circle.evaluate.actions import appraisals, rounds
from linli.circle.listen.actions import clocks as voice_clocks
from linli.circle.matters.actions import clocks as matter_clocks
from linli.ground.journal.actions import deliveries, seals
from linli.ground.journal.models import Delivery
from linli.ground.journal.news import name_of
from linli.ground.messages.actions import parcels
from linli.ground.messages.models import Message
from tests.circle.walks.told import event_of, must_hear
from tests.circle.walks.walker import Walker

FAR = 10_000
ONCE_BY_ITS_ROW = frozenset(name_of(hearer) for hearer in wiring.ONCE)
"""Only their row of the outbox keeps these hearers from doing it twice: all others are tried again."""


def newest(model: type[Delivery] | type[Message]) -> int:
    """Return how far a table is written."""
    return int(model.objects.aggregate(last=Max("pk"))["last"] or 0)


def deliver(walker: Walker) -> None:
    """Deliver what waits until nothing does; prove of each piece of news who heard it."""
    done: list[Delivery] = []
    while waiting := list(Delivery.objects.filter(done_at__isnull=True).order_by("pk")):
        done += waiting
        events = {str(row.event_id): row for row in waiting}
        must = {event: must_hear(walker, row.event, row.body) for event, row in events.items()}
        deliveries.deliver_due(at=walker.at, limit=FAR)
        _prove_done(waiting)
        _prove_heard(walker, must, events)
    if done and walker.chance(0.08):
        _again(walker, done)


def _prove_done(waiting: list[Delivery]) -> None:
    ids = [row.pk for row in waiting]
    undone = Delivery.objects.filter(pk__in=ids, done_at__isnull=True)
    assert [f"{row.hearer}: {row.trouble}" for row in undone] == []


def _prove_heard(walker: Walker, must: dict[str, set[int]], events: dict[str, Delivery]) -> None:
    heard: dict[str, list[int]] = {event: [] for event in must}
    rows = Message.objects.filter(pk__gt=walker.heard_upto).order_by("pk")
    for pk, fact, resident in rows.values_list("pk", "fact", "resident_id"):
        heard[event_of(fact)].append(resident)
        walker.heard_upto = pk
    for event, residents in heard.items():
        row = events[event]
        told, wanted = sorted(residents), sorted(must[event])
        assert told == wanted, f"{row.event} {row.body}: told {told}, to be told {wanted}"
        walker.told[event] = must[event]


def _again(walker: Walker, done: list[Delivery]) -> None:
    """Let the same news come once more: nobody hears it twice, and nothing comes of it."""
    ids = [row.pk for row in done if row.hearer not in ONCE_BY_ITS_ROW]
    messages, rows = newest(Message), newest(Delivery)
    Delivery.objects.filter(pk__in=ids).update(done_at=None, due_at=walker.at)
    deliveries.deliver_due(at=walker.at, limit=FAR)
    _prove_done(done)
    assert newest(Message) == messages, "the same news was told twice"
    assert newest(Delivery) == rows, "the same news made more news"
    walker.done["news heard once more"] += len(ids)


def chores(walker: Walker) -> None:
    """Let the clocks of the house tick, each now and then, as `tend` does."""
    at = walker.at
    for share, chore in (
        (0.04, ballot_clocks.tick),
        (0.015, voice_clocks.tick),
        (0.03, matter_clocks.tick),
        (0.04, rounds.close_due),
        (0.01, appraisals.count_due),
        (0.015, duties.raise_due),
        (0.002, parcels.carry),
        (0.005, seals.seal),
        (0.003, deliveries.forget_done),
    ):
        if walker.chance(share):
            walker.last.append(f"{chore.__module__}.{chore.__name__} at {at}")
            chore(at=at)
            deliver(walker)
