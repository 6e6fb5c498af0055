"""Writes a confirmed import into the register, a stretch of homes at a time, and remembers how to take it back."""

import json
from collections.abc import Iterator

from django.db import transaction

from linli.ground.journal import news
from linli.ground.journal.actions import entries
from linli.ground.lib.text import natural_key
from linli.ground.people import register_files, rules
from linli.ground.people.actions import areas as area_deeds
from linli.ground.people.actions import posts
from linli.ground.people.actions.imports.households import HomesWriter
from linli.ground.people.actions.imports.reading import HOMES_A_STEP, reader, ways
from linli.ground.people.actions.imports.trace import Trace
from linli.ground.people.actions.imports.work import Work
from linli.ground.people.actions.refusals import MayNotKeepRegister
from linli.ground.people.choices import AreaKind, PostKind
from linli.ground.people.events import RegisterImported
from linli.ground.people.models import Account, Area, RegisterImport, RegisterStep, Resident
from linli.ground.people.queries import areas, standing
from linli.ground.people.queries.actors import actor_of
from linli.ground.people.rules import HOUSE, Actor
from linli.ground.people.sheets.homes import TableHome, gathered
from linli.ground.people.sheets.rows import Row

HEADS_A_STEP = 100
_BELOW = (AreaKind.COMPOUND, AreaKind.BUILDING, AreaKind.STAIRWELL)


class Writing(Work):
    """Step 0 founds areas, the next ones write homes, the last ones fill the posts of building heads.

    Each step is one transaction with its trace: killed anywhere, the work is taken up at the step after the last.
    """

    stage = RegisterImport.Stage.WRITING

    def _go(self) -> Iterator[None]:
        batch = RegisterImport.objects.get(pk=self.import_id)
        self.community = Area.objects.get(pk=batch.community_id)
        self.reader = reader(batch, batch.at)
        found = self.reader.read(register_files.opened(batch.kept_as))
        self.tables = gathered(row for row in found if isinstance(row, Row))
        self.known = standing.paths(self.community.pk)
        yield
        done = batch.steps.count()
        parts = [self.tables[at : at + HOMES_A_STEP] for at in range(0, len(self.tables), HOMES_A_STEP)]
        heads = sorted(self.reader.above.building_heads.items())
        calls = [heads[at : at + HEADS_A_STEP] for at in range(0, len(heads), HEADS_A_STEP)]
        for number in range(done, 1 + len(parts) + len(calls)):
            if number == 0:
                self._found_areas()
            elif number <= len(parts):
                self._write_homes(number, parts[number - 1])
            else:
                self._fill_posts(number, calls[number - 1 - len(parts)])
            yield
        self._finish()

    @transaction.atomic
    def _found_areas(self) -> None:
        batch, _by = self._allowed()
        known, trace = self.known, Trace()
        blocks = self._found_blocks(trace)
        missing = {path for table in self.tables for path in ways(table.place[:3])} - known.keys()
        for kind in _BELOW:
            wanted = sorted((p for p in missing if _kind_of(p) == kind), key=areas.natural_path)
            made = area_deeds.found_all(
                Area(
                    kind=kind, name=_name_of(path), parent=known[up] if (up := _up(path)) else self.community
                )
                for path in wanted
            )
            known |= dict(zip(wanted, made, strict=True))
            trace.made["area"] += [[area.pk, 0] for area in made]
        moved: dict[int, int | None] = {}
        for (compound, building), name in self.reader.above.blocks.items():
            area = known.get((compound, building, ""))
            if area is not None and area.block_id != blocks[name].pk:
                moved[area.pk] = blocks[name].pk
                trace.blocks[area.pk] = [area.block_id, blocks[name].pk]
        area_deeds.put_in_blocks(moved)
        self._keep(batch, 0, trace, 0, areas=len(trace.made["area"]))

    def _found_blocks(self, trace: Trace) -> dict[str, Area]:
        blocks = standing.blocks(self.community.pk)
        names = sorted(set(self.reader.above.blocks.values()) - blocks.keys(), key=natural_key)
        made = area_deeds.found_all(
            Area(kind=AreaKind.BLOCK, name=name, parent=self.community) for name in names
        )
        trace.made["area"] += [[area.pk, 0] for area in made]
        return blocks | dict(zip(names, made, strict=True))

    @transaction.atomic
    def _write_homes(self, number: int, tables: list[TableHome]) -> None:
        batch, _by = self._allowed()
        writer = HomesWriter(self.community, self.known, self.at)
        trace = writer.write(tables)
        rows = sum(table.rows for table in tables)
        batch.rows_seen += rows
        self._keep(batch, number, trace, rows, **{kind: len(ids) for kind, ids in trace.made.items()})

    @transaction.atomic
    def _fill_posts(self, number: int, heads: list[tuple[tuple[str, str], str]]) -> None:
        """Appoint building heads named in the table, where the clerk may appoint and the name is one neighbour's."""
        batch, by = self._allowed()
        known, trace = self.known, Trace()
        for (compound, building), name in heads:
            area = known.get((compound, building, ""))
            person = _only_neighbour(area, name) if area else None
            if area is None or person is None or not rules.may_appoint(by, areas.around(area.pk), self.at):
                batch.counts["heads.left"] = batch.counts.get("heads.left", 0) + 1
                continue
            if person.posts.held(self.at).filter(kind=PostKind.BUILDING_HEAD, area=area).exists():
                continue
            post = posts.appoint(by=by, kind=PostKind.BUILDING_HEAD, area=area, resident=person, at=self.at)
            trace.made["post"].append([post.pk, 0])
        self._keep(batch, number, trace, 0, post=len(trace.made["post"]))

    def _allowed(self) -> tuple[RegisterImport, Actor]:
        """Return the import and its clerk, whose rights are looked at again in each step.

        Raises:
            MayNotKeepRegister: the clerk's post has ended meanwhile.
            TakenOver: another worker took the import up.
        """
        batch = self._locked()
        by = actor_of(Account.objects.get(pk=batch.by_account_id), self.at) if batch.by_account_id else HOUSE
        if not rules.may_keep_register(by, areas.around(batch.community_id), self.at):
            raise MayNotKeepRegister
        return batch, by

    def _keep(self, batch: RegisterImport, number: int, trace: Trace, rows: int, **counts: int) -> None:
        trace.take_prints()
        RegisterStep.objects.create(
            batch=batch,
            number=number,
            rows_until=batch.rows_seen,
            made=dict(trace.made),
            before=json.dumps(trace.packed(), ensure_ascii=False),
        )
        batch.save(update_fields=["rows_seen", "counts", "beat_at", "attempts"])
        entries.record(
            "register.written",
            by=batch.by_account_id,
            thing=batch,
            at=self.at,
            area=batch.community_id,
            step=number,
            rows=rows,
            **counts,
        )

    @transaction.atomic
    def _finish(self) -> None:
        batch = self._locked()
        register_files.drop(batch.kept_as)
        batch.stage, batch.kept_as, batch.finished_at = RegisterImport.Stage.DONE, "", self.at
        batch.save(update_fields=["stage", "kept_as", "finished_at", "beat_at", "attempts"])
        news.publish(RegisterImported(batch.pk, batch.community_id, self.at), at=self.at)


def _kind_of(path: standing.AreaPath) -> AreaKind:
    return AreaKind.STAIRWELL if path[2] else AreaKind.BUILDING if path[1] else AreaKind.COMPOUND


def _name_of(path: standing.AreaPath) -> str:
    return path[2] or path[1] or path[0]


def _up(path: standing.AreaPath) -> standing.AreaPath | None:
    compound, building, stairwell = path
    if stairwell:
        return (compound, building, "")
    return (compound, "", "") if building and compound else None


def _only_neighbour(building: Area, name: str) -> Resident | None:
    """Return the resident of that name who lives in the building, when there is exactly one."""
    inside = Area.objects.within(building.pk)
    found = list(
        Resident.objects.filter(name=name, household__home__area__in=inside, erased_at__isnull=True)[:2]
    )
    return found[0] if len(found) == 1 else None
