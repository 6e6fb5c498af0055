"""Files of voices: brought, read by the worker in stretches, grouped, and taken back when it was a mistake."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice

from django.db import transaction

from linli.circle.listen import rules
from linli.circle.listen.actions import bulk, grouping, tallies
from linli.circle.listen.choices import Audience, Channel, ImportStage
from linli.circle.listen.events import ImportWanted, UndoWanted
from linli.circle.listen.models import VoiceImport, VoiceImportError
from linli.circle.listen.refusals import MayNotHandle, NotYetDone
from linli.circle.listen.sheets import FaultyRow, SheetRow, read
from linli.ground.files.actions import files
from linli.ground.files.queries import files as stored
from linli.ground.journal import news
from linli.ground.journal.actions import entries
from linli.ground.lib.refusal import Refusal
from linli.ground.lib.sealed import seal
from linli.ground.lib.text import clip
from linli.ground.people.queries import areas
from linli.ground.people.rules import Actor
from linli.ground.people.sheets import tables

KEEPER = "listen"
A_STRETCH, INDEXED_AT_ONCE = 1000, 4000


@transaction.atomic
def begin(
    *,
    by: Actor,
    community: int,
    file_name: str,
    content: bytes,
    channel: Channel = Channel.HOTLINE,
    audience: Audience = Audience.PUBLIC,
    at: datetime,
) -> VoiceImport:
    """Take in a file of voices for a community; the worker reads it.

    Raises:
        MayNotHandle: no post of the actor handles voices there.
        NotATable, FileIsEmpty, FileIsTooLarge, NotASheet: it is no table.
    """
    if not rules.may_handle_voices(by, areas.around(community), at):
        raise MayNotHandle
    tables.refuse_unfit(file_name, len(content))
    kept = files.take_sheet(content=content, keeper=KEEPER, area=community, by=by.account_id, at=at)
    batch = VoiceImport.objects.create(
        community_id=community,
        channel=channel,
        audience=audience,
        file_name=clip(file_name, 200),
        file=kept,
        by_account_id=by.account_id,
        at=at,
    )
    entries.record("import.begun", by=by.account_id, thing=batch, at=at, area=community)
    news.publish(ImportWanted(batch.pk), at=at)
    return batch


def run(*, batch: int, at: datetime) -> VoiceImport:
    """Read the file of an import to its end, a stretch a transaction: stopped half-way, it goes on where it was.

    A file that cannot be read ends the import with its reason kept; rows that cannot be read are kept with theirs.
    """
    found = VoiceImport.objects.select_related("file").get(pk=batch)
    if found.stage != ImportStage.READING or found.file is None:
        return found
    try:
        rows = read(found.file_name, stored.content(found.file), at=at)
        for stretch in _stretches(rows):
            _write(found, stretch, at)
    except Refusal as refusal:
        _index(found)
        return _failed(found, refusal, at)
    _index(found)
    grouping.group_batch(batch=found.pk, at=at)
    return _done(found, at)


@transaction.atomic
def undo(*, by: Actor, batch: int, at: datetime) -> VoiceImport:
    """Take an import back, except the voices that somebody has dealt with since; the worker does it.

    Raises:
        NotYetDone: it is still being read, or was undone.
        MayNotHandle: no post of the actor handles voices there.
    """
    found = VoiceImport.objects.select_for_update(no_key=True).get(pk=batch)
    if found.stage != ImportStage.DONE:
        raise NotYetDone
    if not rules.may_handle_voices(by, areas.around(found.community_id), at):
        raise MayNotHandle
    found.stage = ImportStage.UNDOING
    found.save(update_fields=["stage"])
    news.publish(UndoWanted(found.pk), at=at)
    return found


def take_back(*, batch: int, at: datetime) -> VoiceImport:
    """Remove the voices of an import that nobody has dealt with, a stretch a transaction."""
    found = VoiceImport.objects.get(pk=batch)
    if found.stage != ImportStage.UNDOING:
        return found
    touched = bulk.touched(found.pk)
    while bulk.remove_stretch(found.pk, touched, A_STRETCH, at):
        continue
    tallies.repair(community=found.community_id)
    with transaction.atomic():
        found = VoiceImport.objects.select_for_update(no_key=True).get(pk=batch)
        found.stage, found.finished_at, found.rows_kept = ImportStage.UNDONE, at, len(touched)
        found.save(update_fields=["stage", "finished_at", "rows_kept"])
        VoiceImportError.objects.filter(batch=found).delete()
        removed = found.rows_new - len(touched)
        entries.record("import.undone", by=None, thing=found, at=at, area=found.community_id, removed=removed)
    return found


@transaction.atomic
def _write(batch: VoiceImport, stretch: Sequence[SheetRow | FaultyRow], at: datetime) -> None:
    locked = VoiceImport.objects.select_for_update(no_key=True).get(pk=batch.pk)
    good = [row for row in stretch if isinstance(row, SheetRow)]
    faulty = [row for row in stretch if isinstance(row, FaultyRow)]
    known_lines = set(
        VoiceImportError.objects.filter(batch=locked, line__in=[row.line for row in faulty]).values_list(
            "line", flat=True
        )
    )
    VoiceImportError.objects.bulk_create(
        VoiceImportError(
            batch=locked,
            line=row.line,
            column=row.column[:40],
            reason=row.reason[:200],
            cells=seal(json.dumps(row.cells, ensure_ascii=False)),
        )
        for row in faulty
        if row.line not in known_lines
    )
    counts = bulk.write(locked, good, at)
    locked.rows_seen += len(stretch)
    locked.rows_wrong += len(faulty) - len(known_lines)
    locked.rows_new += counts.new
    locked.rows_known += counts.known
    locked.rows_answered += counts.answered
    locked.save(update_fields=["rows_seen", "rows_wrong", "rows_new", "rows_known", "rows_answered"])


def _index(batch: VoiceImport) -> None:
    """Make what was written findable: in larger pieces than it is written in, for a piece goes into the tree in order.

    Among 100 000 voices a message costs half of what it does a thousand at a time.
    """
    while bulk.index_stretch(batch.pk, INDEXED_AT_ONCE):
        continue


@transaction.atomic
def _done(batch: VoiceImport, at: datetime) -> VoiceImport:
    found = VoiceImport.objects.select_for_update(no_key=True).get(pk=batch.pk)
    if found.stage != ImportStage.READING:
        return found
    found.stage, found.finished_at = ImportStage.DONE, at
    _drop_file(found, at)
    found.save(update_fields=["stage", "finished_at", "file"])
    tallies.imported(batch=found.pk)
    entries.record("import.done", by=None, thing=found, at=at, area=found.community_id, new=found.rows_new)
    return found


@transaction.atomic
def _failed(batch: VoiceImport, refusal: Refusal, at: datetime) -> VoiceImport:
    found = VoiceImport.objects.select_for_update(no_key=True).get(pk=batch.pk)
    found.stage, found.trouble, found.finished_at = ImportStage.FAILED, str(refusal), at
    _drop_file(found, at)
    found.save(update_fields=["stage", "trouble", "finished_at", "file"])
    entries.record("import.failed", by=None, thing=found, at=at, area=found.community_id)
    return found


def _drop_file(batch: VoiceImport, at: datetime) -> None:
    """The file is full of originals: once read it goes, the rows that could not be read stay sealed."""
    kept, batch.file = batch.file, None
    if kept is not None:
        VoiceImport.objects.filter(pk=batch.pk).update(file=None)
        files.remove(file=kept, by=None, at=at)


def _stretches(rows: Iterable[SheetRow | FaultyRow]) -> Iterator[list[SheetRow | FaultyRow]]:
    going = iter(rows)
    while stretch := list(islice(going, A_STRETCH)):
        yield stretch
