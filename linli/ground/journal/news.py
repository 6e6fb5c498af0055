"""How news travels against the order of the house: frozen events of ids, published by actions, heard by later rooms."""

import dataclasses
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from linli.ground.journal.models import Delivery
from linli.ground.lib.chance import uuid7

Event = Any
Hearer = Callable[[Any, UUID], None]
Wires = Mapping[type, tuple[Hearer, ...]]


class NotWired(Exception):
    """An outbox row names news or a hearer that the wiring no longer knows; put it back or let the row be removed."""


class _Switchboard:
    """What `wire` was told, kept for `publish` and for the outbox."""

    def __init__(self) -> None:
        self.same_breath: Wires = {}
        self.afterwards: Wires = {}
        self.events: dict[str, type] = {}
        self.hearers: dict[str, Hearer] = {}


_board = _Switchboard()


def name_of(thing: type | Hearer) -> str:
    """Return the stable name under which news or a hearer is kept in the outbox."""
    return f"{thing.__module__}.{thing.__qualname__}"


def wire(*, same_breath: Wires, afterwards: Wires) -> None:
    """Hang up the wires; called once, when the house is loaded."""
    _board.same_breath, _board.afterwards = same_breath, afterwards
    _board.events = {name_of(event): event for event in afterwards}
    _board.hearers = {name_of(hearer): hearer for hearers in afterwards.values() for hearer in hearers}


def wired() -> tuple[Wires, Wires]:
    """Return the two tables in force: same breath, afterwards."""
    return _board.same_breath, _board.afterwards


def publish(event: Event, *, at: datetime) -> UUID:
    """Tell the news: same-breath hearers act now, inside the transaction; the others get an outbox row each."""
    event_id = uuid7()
    kind = type(event)
    for hear in _board.same_breath.get(kind, ()):
        hear(event, event_id)
    Delivery.objects.bulk_create(
        Delivery(
            event_id=event_id,
            event=name_of(kind),
            hearer=name_of(hearer),
            body=_packed(event),
            published_at=at,
            due_at=at,
        )
        for hearer in _board.afterwards.get(kind, ())
    )
    return event_id


def publish_all(events: Iterable[Event], *, at: datetime) -> None:
    """Tell many pieces of news with one write to the outbox, for imports."""
    rows: list[Delivery] = []
    for event in events:
        event_id, kind = uuid7(), type(event)
        for hear in _board.same_breath.get(kind, ()):
            hear(event, event_id)
        rows.extend(
            Delivery(
                event_id=event_id,
                event=name_of(kind),
                hearer=name_of(hearer),
                body=_packed(event),
                published_at=at,
                due_at=at,
            )
            for hearer in _board.afterwards.get(kind, ())
        )
    Delivery.objects.bulk_create(rows, batch_size=500)


def deliver(delivery: Delivery) -> None:
    """Let one hearer hear one piece of news.

    Raises:
        NotWired: the wiring no longer knows the event or the hearer.
    """
    kind, hearer = _board.events.get(delivery.event), _board.hearers.get(delivery.hearer)
    if kind is None or hearer is None:
        raise NotWired(f"{delivery.event} → {delivery.hearer}")
    hearer(_unpacked(kind, delivery.body), delivery.event_id)


def _packed(event: Event) -> dict[str, Any]:
    body = dataclasses.asdict(event)
    return {key: value.isoformat() if isinstance(value, datetime) else value for key, value in body.items()}


def _unpacked(kind: type, body: dict[str, Any]) -> Event:
    times = {field.name for field in dataclasses.fields(kind) if field.type in {datetime, "datetime"}}
    return kind(**{key: _moment(value) if key in times else value for key, value in body.items()})


def _moment(written: str) -> datetime:
    moment = datetime.fromisoformat(written)
    return moment if moment.tzinfo else timezone.make_aware(moment)
