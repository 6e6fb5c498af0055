"""How imports and exports stand, and what could not be taken over."""

import json
from dataclasses import dataclass
from datetime import datetime

from linli.circle.listen import rules
from linli.circle.listen.models import VoiceExport, VoiceImport, VoiceImportError
from linli.circle.listen.refusals import MayNotHandle, NoSuchThing
from linli.ground.lib.sealed import unseal
from linli.ground.people.queries import areas
from linli.ground.people.rules import Actor


@dataclass(frozen=True, slots=True)
class ErrorRow:
    """One row that could not be taken over, opened for the one who brought the file."""

    line: int
    column: str
    reason: str
    cells: tuple[str, ...]


def of(actor: Actor, batch: int, at: datetime) -> VoiceImport:
    """Return an import and how far it is.

    Raises:
        NoSuchThing: there is none.
        MayNotHandle: no post of the actor handles voices there.
    """
    found = VoiceImport.objects.select_related("community", "by_account").filter(pk=batch).first()
    if found is None:
        raise NoSuchThing
    _refuse_unless_handler(actor, found.community_id, at)
    return found


def recent(actor: Actor, community: int, at: datetime) -> list[VoiceImport]:
    """Return the last twenty imports of a community.

    Raises:
        MayNotHandle: no post of the actor handles voices there.
    """
    _refuse_unless_handler(actor, community, at)
    return list(VoiceImport.objects.filter(community_id=community).order_by("-id")[:20])


def errors(actor: Actor, batch: int, at: datetime) -> list[ErrorRow]:
    """Return the rows of an import that could not be taken over, in the order of the file.

    Raises:
        NoSuchThing: there is no such import.
        MayNotHandle: no post of the actor handles voices there.
    """
    found = of(actor, batch, at)
    rows = VoiceImportError.objects.filter(batch=found).order_by("line", "id")
    return [
        ErrorRow(row.line, row.column, row.reason, tuple(json.loads(unseal(bytes(row.cells)))))
        for row in rows.iterator()
    ]


def my_exports(actor: Actor) -> list[VoiceExport]:
    """Return the lists the actor asked for, newest first."""
    rows = VoiceExport.objects.filter(by_account_id=actor.account_id or 0)
    return list(rows.select_related("community").order_by("-id")[:20])


def export_of(actor: Actor, export: int) -> VoiceExport:
    """Return a list the actor asked for, ready or not.

    Raises:
        NoSuchThing: there is none of the actor's.
    """
    found = VoiceExport.objects.filter(pk=export, by_account_id=actor.account_id or 0).first()
    if found is None:
        raise NoSuchThing
    return found


def _refuse_unless_handler(actor: Actor, community: int, at: datetime) -> None:
    if not rules.may_handle_voices(actor, areas.around(community), at):
        raise MayNotHandle
