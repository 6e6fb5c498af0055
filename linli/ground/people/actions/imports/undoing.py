"""Takes an import back, step by step from the last: rows on which later deeds rest are kept and named."""

import json
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.db import transaction

from linli.ground.journal import news
from linli.ground.journal.actions import entries
from linli.ground.people.actions import areas as area_deeds
from linli.ground.people.actions.imports.households import write_over
from linli.ground.people.actions.imports.trace import KINDS, prints
from linli.ground.people.actions.imports.work import Work
from linli.ground.people.events import PostLeft
from linli.ground.people.models import (
    Area,
    AreaWithin,
    Household,
    Ownership,
    OwnershipShare,
    Post,
    RegisterImport,
    RegisterStep,
)

CHANGED_LATER, IN_USE = "changed_later", "in_use"
_DATES = frozenset({"born_on", "since", "until"})


class Undoing(Work):
    """Takes back one step a time; what could not be taken back is listed on the step with the reason."""

    stage = RegisterImport.Stage.UNDOING

    def _go(self) -> Iterator[None]:
        while self._undo_last():
            yield
        self._finish()

    @transaction.atomic
    def _undo_last(self) -> bool:
        batch = self._locked()
        step = batch.steps.filter(undone_at__isnull=True).order_by("-number").first()
        if step is None:
            return False
        step.kept = _StepUndone(step, self.at).kept
        step.undone_at = self.at
        step.save(update_fields=["kept", "undone_at"])
        batch.rows_seen = max(batch.rows_seen, batch.counts.get("rows.good", 0) - step.rows_until)
        batch.save(update_fields=["rows_seen", "beat_at", "attempts"])
        return True

    @transaction.atomic
    def _finish(self) -> None:
        batch = self._locked()
        kept = sum(len(step.kept) for step in batch.steps.only("kept"))
        batch.stage, batch.finished_at = RegisterImport.Stage.UNDONE, self.at
        batch.counts["kept"] = kept
        batch.save(update_fields=["stage", "counts", "finished_at", "beat_at", "attempts"])
        entries.record(
            "register.undone",
            by=batch.by_account_id,
            thing=batch,
            at=self.at,
            area=batch.community_id,
            kept=kept,
        )


class _StepUndone:
    """Takes one step back; `kept` lists [kind, id, line, why] of what stays."""

    def __init__(self, step: RegisterStep, at: datetime) -> None:
        self.at = at
        self.kept: list[list[Any]] = []
        self.made: dict[str, list[list[int]]] = step.made
        sealed: dict[str, Any] = json.loads(step.before)
        self.before: dict[str, dict[str, dict[str, Any]]] = sealed["before"]
        self.prints: dict[str, dict[str, str]] = sealed["prints"]
        for kind in KINDS:
            if kind == "area":
                self._restore_blocks(sealed["blocks"])
            self._remove(kind)
            if kind == "title":
                Ownership.objects.filter(pk__in=self._reopenable(sealed["closed_titles"])).update(until=None)
            self._restore(kind)

    def _unchanged(self, kind: str, ids: set[int]) -> set[int]:
        now = prints(kind, ids)
        return {pk for pk in ids if now.get(pk) == self.prints.get(kind, {}).get(str(pk))}

    def _remove(self, kind: str) -> None:
        lines: dict[int, int] = dict(self.made.get(kind, ()))  # type: ignore[arg-type] # pairs, as JSON has them
        if not lines:
            return
        standing = set(KINDS[kind].objects.filter(pk__in=lines).values_list("pk", flat=True))
        unchanged = self._unchanged(kind, standing)
        going = unchanged - _used(KINDS[kind], unchanged)
        if kind == "area":
            going = _areas_removed(going)
        elif kind == "post":
            self._remove_posts(going)
        else:
            KINDS[kind].objects.filter(pk__in=going).delete()
        self.kept += [[kind, pk, lines[pk], CHANGED_LATER] for pk in sorted(standing - unchanged)]
        self.kept += [[kind, pk, lines[pk], IN_USE] for pk in sorted(unchanged - going)]

    def _remove_posts(self, going: set[int]) -> None:
        for post in Post.objects.filter(pk__in=going):
            assert post.resident_id is not None
            news.publish(PostLeft(post.pk, post.resident_id, post.area_id), at=self.at)
        Post.objects.filter(pk__in=going).delete()

    def _restore(self, kind: str) -> None:
        former = {int(pk): values for pk, values in self.before.get(kind, {}).items()}
        if not former:
            return
        unchanged = self._unchanged(kind, set(former))
        rows = list(KINDS[kind].objects.defer(None).filter(pk__in=unchanged))
        if kind == "resident":
            _forget_lost_households(former)
        for row in rows:
            for name, value in former[row.pk].items():
                setattr(row, name, _live(name, value))
        if rows:
            write_over(kind, rows, {name for row in rows for name in former[row.pk]})
        self.kept += [[kind, pk, 0, CHANGED_LATER] for pk in sorted(former.keys() - unchanged)]

    def _reopenable(self, closed: list[int]) -> list[int]:
        """Return the titles that can be in force again: their homes have no other title now."""
        homes = dict(Ownership.objects.filter(pk__in=closed).values_list("home_id", "pk"))
        taken = Ownership.objects.filter(home_id__in=homes, until__isnull=True).values_list(
            "home_id", flat=True
        )
        return [pk for home, pk in homes.items() if home not in set(taken)]

    def _restore_blocks(self, blocks: dict[str, list[int | None]]) -> None:
        now = dict(Area.objects.filter(pk__in=[int(pk) for pk in blocks]).values_list("pk", "block_id"))
        area_deeds.put_in_blocks(
            {
                int(pk): former
                for pk, (former, written) in blocks.items()
                if now.get(int(pk), former) == written and former != written
            }
        )


def _forget_lost_households(former: dict[int, dict[str, Any]]) -> None:
    """Let nobody go back to a household that another undo has removed meanwhile."""
    wanted = {values["household_id"] for values in former.values() if values.get("household_id")}
    standing = set(Household.objects.filter(pk__in=wanted).values_list("pk", flat=True))
    for values in former.values():
        if values.get("household_id") not in standing | {None}:
            values["household_id"] = None


def _used(model: Any, ids: set[int]) -> set[int]:
    """Return those on which anything else rests: any row of any room that points at them, parts of their own aside."""
    used: set[int] = set()
    for relation in model._meta.related_objects:  # noqa: SLF001 -- Django's public door to relations
        if (relation.related_model, relation.field.name) in _PARTS:
            continue
        name = relation.field.name
        manager = relation.related_model._default_manager  # noqa: SLF001 -- as above
        rows = manager.filter(**{f"{name}__in": ids}).values_list(name, flat=True)
        used.update(rows)
    return used & ids


# Rows that belong to a row itself, or that `_areas_removed` looks after.
_PARTS = {
    (AreaWithin, "outer"),
    (AreaWithin, "inner"),
    (Area, "parent"),
    (Area, "block"),
    (OwnershipShare, "ownership"),
}


def _areas_removed(areas: set[int]) -> set[int]:
    """Remove areas from the narrowest up; return those that went. What holds something that stays, stays."""
    gone: set[int] = set()
    while areas - gone:
        left = areas - gone
        holding = set(Area.objects.filter(parent_id__in=left).values_list("parent_id", flat=True))
        holding |= set(Area.objects.filter(block_id__in=left).values_list("block_id", flat=True))
        if not left - holding:
            break
        Area.objects.filter(pk__in=left - holding).delete()
        gone |= left - holding
    return gone


def _live(name: str, value: Any) -> Any:
    return date.fromisoformat(value) if name in _DATES and isinstance(value, str) else value
