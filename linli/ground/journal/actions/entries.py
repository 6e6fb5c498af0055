"""Writes history: one line a deed, in the transaction of the deed; and the log of who read what."""

from datetime import datetime
from typing import Any

from django.db.models import Model

from linli.ground.journal.models import Entry, Reading


def kind_of(thing: Model) -> str:
    """Return the word under which the journal files a kind of thing: its model's name."""
    return str(thing._meta.model_name)  # noqa: SLF001 -- Django's documented Meta API


def line(
    verb: str,
    *,
    by: int | None,
    thing: Model,
    at: datetime,
    area: int | None = None,
    matter: int | None = None,
    public: bool = False,
    **payload: Any,
) -> Entry:
    """Return one line of history, not yet written: ids and numbers only, never a person's words."""
    return Entry(
        verb=verb,
        actor_id=by,
        object_kind=kind_of(thing),
        object_id=thing.pk,
        at=at,
        area_id=area,
        matter_id=matter,
        is_public=public,
        payload=payload,
    )


def record(verb: str, *, by: int | None, thing: Model, at: datetime, **rest: Any) -> Entry:
    """Write one line of history (arguments as in `line`; `by` is an account id, None for the house itself)."""
    entry = line(verb, by=by, thing=thing, at=at, **rest)
    entry.save(force_insert=True)
    return entry


def record_all(lines: list[Entry]) -> None:
    """Write many lines of history at once, for imports."""
    Entry.objects.bulk_create(lines, batch_size=1000)


def note_reading(*, by: int, thing: Model, part: str, at: datetime, reason: str = "") -> Reading:
    """Note that an account looked at need-to-know words, which part of what, and why."""
    return Reading.objects.create(
        at=at, account_id=by, object_kind=kind_of(thing), object_id=thing.pk, part=part, reason=reason[:200]
    )
