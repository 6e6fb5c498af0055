"""News delivered after each deed and proven at once: everyone who must hear has heard once, nobody else a word."""

from django.db.models import Max

from linli.circle.decide.actions import clocks as ballot_clocks
from linli.circle.evaluate.actions import appraisals, rounds
from linli.circle.listen.actions import clocks as voice_clocks
from linli.circle.matters.actions import clocks as matter_clocks
from linli.ground.journal.actions import deliveries, seals
from linli.ground.journal.models import Delivery
from linli.ground.messages.actions import parcels
from linli.ground.messages.models import Message
from tests.circle.walks.told import must_hear
from tests.circle.walks.walker import Walker

FAR = 10_000
ONCE_BY_ITS_ROW = ("linli.circle.listen.subscribers.count_", "linli.circle.listen.subscribers.tell_")
"""Monthly counts and text messages of listening happen once because what they do and the mark that it is done are one
transaction (`Delivery`): the same row is never heard again, so it is not tried here. All others are."""


def newest(model: type[Delivery] | type[Message]) -> int:
    """Return how far a table is written."""
    return int(model.objects.aggregate(last=Max("pk"))["last"] or 0)


def deliver(walker: Walker) -> None:
    """Deliver what waits until nothing does; prove of each piece of news who heard it."""
    done: list[Delivery] = []
    while waiting := list(Delivery.objects.filter(done_at__isnull=True).order_by("pk")):
        done += waiting
        must = {str(row.event_id): must_hear(walker, row.event, row.body) for row in waiting}
        before = newest(Message)
        deliveries.deliver_due(at=walker.at, limit=FAR)
        _prove_done(waiting)
        _prove_heard(walker, must, before)
    if done and walker.chance(0.08):
        _again(walker, done)


def _prove_done(waiting: list[Delivery]) -> None:
    ids = [row.pk for row in waiting]
    undone = Delivery.objects.filter(pk__in=ids, done_at__isnull=True)
    assert [f"{row.hearer}: {row.trouble}" for row in undone] == []


def _prove_heard(walker: Walker, must: dict[str, set[int]], before: int) -> None:
    heard: dict[str, list[int]] = {event: [] for event in must}
    for fact, resident in Message.objects.filter(pk__gt=before).values_list("fact", "resident_id"):
        heard[fact.rpartition(":")[2]].append(resident)
    for event, residents in heard.items():
        row = Delivery.objects.filter(event_id=event).first()
        assert sorted(residents) == sorted(must[event]), f"{row.event if row else event} {row and row.body}"
        walker.told[event] = must[event]


def _again(walker: Walker, done: list[Delivery]) -> None:
    """Let the same news come once more: nobody hears it twice, and nothing comes of it."""
    ids = [row.pk for row in done if not row.hearer.startswith(ONCE_BY_ITS_ROW)]
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
        (0.05, ballot_clocks.tick),
        (0.02, voice_clocks.tick),
        (0.04, matter_clocks.tick),
        (0.06, rounds.close_due),
        (0.02, appraisals.count_due),
        (0.002, parcels.carry),
        (0.005, seals.seal),
        (0.003, deliveries.forget_done),
    ):
        if walker.chance(share):
            walker.last.append(f"{chore.__module__}.{chore.__name__} at {at}")
            chore(at=at)
            deliver(walker)
