"""Reads an import's file through and says what writing it would change; the register itself is not touched."""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from linli.ground.lib.text import masked_name
from linli.ground.people import register_files
from linli.ground.people.actions.imports.work import Work
from linli.ground.people.models import RegisterImport, RegisterRow
from linli.ground.people.queries import standing
from linli.ground.people.sheets import cells, faults
from linli.ground.people.sheets.homes import Difference, TableHome, compare, gathered
from linli.ground.people.sheets.reading import FaultyRow, Notes, Reader
from linli.ground.people.sheets.rows import Row

ROWS_A_STEP = 4000
HOMES_A_STEP = 500
EXAMPLES, SAMPLE, NEW_PLACES = 50, 5, 30


def reader(batch: RegisterImport, at: Any) -> Reader:
    """Return a reader for an import's file, as the community's compounds allow."""
    compounds = standing.compounds(batch.community_id)
    only = compounds[0] if len(compounds) == 1 else (None if compounds else "")
    return Reader(batch.file_name, localdate(at), only, batch.fills_merged)


class Reading(Work):
    """Reads, checks, compares: at the end the import waits with its counts for the clerk."""

    stage = RegisterImport.Stage.READING

    def _go(self) -> Iterator[None]:
        batch = RegisterImport.objects.get(pk=self.import_id)
        self.counts: Counter[str] = Counter()
        self.examples: list[list[Any]] = []
        self.new_places: list[str] = []
        self.reader = reader(batch, self.at)
        with transaction.atomic():
            self._locked().rows.all().delete()
        good: list[Row] = []
        faulty: list[FaultyRow] = []
        for found in self.reader.read(register_files.opened(batch.kept_as)):
            good.append(found) if isinstance(found, Row) else faulty.append(found)
            if self.reader.notes.seen % ROWS_A_STEP == 0:
                self._note(faulty)
                yield
        self._note(faulty)
        yield
        tables = gathered(good)
        del good
        areas = standing.paths(batch.community_id)
        self._count_places(tables, batch.community_id, areas)
        for start in range(0, len(tables), HOMES_A_STEP):
            self._compare(batch.community_id, tables[start : start + HOMES_A_STEP], areas)
            with transaction.atomic():
                self._locked().save(update_fields=["beat_at", "attempts"])
            yield
        self._finish(tables)

    @transaction.atomic
    def _note(self, faulty: list[FaultyRow]) -> None:
        """Keep the faulty rows so far, sealed, and show how far the reading is."""
        batch = self._locked()
        RegisterRow.objects.bulk_create(
            RegisterRow(
                batch=batch,
                sheet=row.sheet[:60],
                line=row.line,
                cells=json.dumps([cells.shown(cell) for cell in row.cells], ensure_ascii=False),
                faults=faults.packed(row.faults),
            )
            for row in faulty
        )
        for row in faulty:
            self.counts["faulty"] += 1
            for fault in row.faults:
                self.counts[f"fault.{fault.column}.{fault.kind}"] += 1
                if len(self.examples) < EXAMPLES:
                    self.examples.append([row.sheet, row.line, fault.column.value, fault.kind.value])
        faulty.clear()
        batch.rows_seen, batch.rows_total = self.reader.notes.seen, self.reader.notes.total
        batch.save(update_fields=["rows_seen", "rows_total", "beat_at", "attempts"])

    def _count_places(
        self, tables: list[TableHome], community_id: int, areas: dict[standing.AreaPath, Any]
    ) -> None:
        missing = sorted({path for table in tables for path in ways(table.place[:3])} - areas.keys())
        blocks = sorted(set(self.reader.above.blocks.values()) - standing.blocks(community_id).keys())
        self.counts["areas.new"] = len(missing) + len(blocks)
        self.counts["rows.good"] = sum(table.rows for table in tables)
        self.new_places = [" ".join(filter(None, path)) for path in missing if not path[2]] + blocks

    def _compare(
        self, community_id: int, tables: list[TableHome], areas: dict[standing.AreaPath, Any]
    ) -> None:
        homes = standing.homes_of(tables, areas)
        by_id, ids = standing.people_by_id(community_id, tables)
        for table in tables:
            self._count(compare(table, homes.get(table.place), by_id, ids))

    def _count(self, difference: Difference) -> None:
        counts = self.counts
        state = "new" if difference.standing is None else "changed" if difference.is_changed else "same"
        counts[f"homes.{state}"] += 1
        if difference.has_new_title:
            counts[
                "titles.changed" if difference.standing and difference.standing.owners else "titles.new"
            ] += 1
        elif difference.table.owners:
            counts["titles.same"] += 1
        for person in difference.people:
            state = "new" if person.standing is None else "changed" if person.changes else "same"
            counts[f"people.{state}"] += 1
            for part in person.changes:
                counts[f"part.{part}"] += 1

    @transaction.atomic
    def _finish(self, tables: list[TableHome]) -> None:
        batch = self._locked()
        batch.stage, batch.finished_at = RegisterImport.Stage.PREVIEW, self.at
        batch.counts = {
            **self.counts,
            **_noted(self.reader.notes),
            "examples": self.examples,
            "sample": [_sampled(table) for table in tables[:SAMPLE]],
            "new_places": self.new_places[:NEW_PLACES],
            "homes": len(tables),
            "seconds": round((self.at - batch.at).total_seconds()),
        }
        batch.save(update_fields=["stage", "counts", "finished_at", "beat_at", "attempts"])


def ways(path: standing.AreaPath) -> Iterator[standing.AreaPath]:
    """Yield the areas on the way to a home, the widest first: compound, building, stairwell."""
    compound, building, stairwell = path
    if compound:
        yield (compound, "", "")
    if building:
        yield (compound, building, "")
    if stairwell:
        yield path


def _noted(notes: Notes) -> dict[str, Any]:
    return {
        "phantom": notes.phantom,
        "merged": notes.merged,
        "filled": notes.filled,
        "unknown": notes.unknown[:30],
        "skipped_sheets": notes.skipped_sheets[:30],
        "headings": notes.headings,
        "rows": notes.seen,
    }


def _sampled(table: TableHome) -> dict[str, Any]:
    return {
        "home": " ".join(filter(None, table.place)),
        "people": [masked_name(row.name) for row in table.people],
    }
