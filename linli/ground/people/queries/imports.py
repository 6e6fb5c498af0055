"""Questions about imports of the register."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from linli.ground.people import rules
from linli.ground.people.models import RegisterImport
from linli.ground.people.queries import areas
from linli.ground.people.refusals import NoSuchThing
from linli.ground.people.rules import Actor
from linli.ground.people.sheets.columns import Column
from linli.ground.people.sheets.faults import FaultKind

PARTS = {
    "name": gettext_lazy("姓名"),
    "phone": gettext_lazy("手机号"),
    "id_number": gettext_lazy("身份证号"),
    "born_on": gettext_lazy("出生日期"),
    "tie": gettext_lazy("与户主关系"),
    "household": gettext_lazy("住处"),
}


def by_fault(batch: RegisterImport) -> list[tuple[str, str, int]]:
    """Return column, reason and number of rows for each kind of fault, the most frequent first."""
    found = []
    for key, count in batch.counts.items():
        if key.startswith("fault."):
            _fault, column, kind = key.split(".")
            found.append((str(Column(column).label), str(FaultKind(kind).label), count))
    return sorted(found, key=lambda row: (-row[2], row[0], row[1]))


def told(batch: RegisterImport) -> Iterator[str]:
    """Yield what a read file would change, line by line, for people."""
    counts: dict[str, Any] = batch.counts
    get = counts.get
    yield _("读了%(rows)s行：可以写入%(good)s行，有问题%(faulty)s行，空行%(phantom)s行。") % {
        "rows": get("rows", 0),
        "good": get("rows.good", 0),
        "faulty": get("faulty", 0),
        "phantom": get("phantom", 0),
    }
    for noun, key in ((_("房屋"), "homes"), (_("居民"), "people"), (_("产权"), "titles")):
        yield _("%(noun)s：新增%(new)s，更改%(changed)s，不变%(same)s。") % {
            "noun": noun,
            "new": get(f"{key}.new", 0),
            "changed": get(f"{key}.changed", 0),
            "same": get(f"{key}.same", 0),
        }
    if get("areas.new"):
        yield _("要新建%(count)s个区域：%(names)s等。") % {
            "count": get("areas.new"),
            "names": "、".join(get("new_places", [])[:10]),
        }
    if get("merged"):
        yield _("合并单元格%(merged)s处，已按合并范围补齐%(filled)s格。") % {
            "merged": get("merged"),
            "filled": get("filled", 0),
        }
    if get("unknown"):
        yield _("没有读的列：%(names)s。") % {"names": "、".join(get("unknown", []))}
    if get("skipped_sheets"):
        yield _("没有表头、跳过的工作表：%(names)s。") % {"names": "、".join(get("skipped_sheets", []))}
    for column, reason, count in by_fault(batch):
        yield f"  {column}（{count}）：{reason}"


_KINDS = {
    "post": gettext_lazy("岗位"),
    "title": gettext_lazy("产权"),
    "resident": gettext_lazy("居民"),
    "household": gettext_lazy("住户"),
    "home": gettext_lazy("房屋"),
    "body": gettext_lazy("单位"),
    "area": gettext_lazy("区域"),
}
_WHY = {
    "changed_later": gettext_lazy("导入之后又改过，保留现在的样子。"),
    "in_use": gettext_lazy("导入之后有了别的记录，不能撤。"),
}


def kept(batch: RegisterImport, most: int = 200) -> list[str]:
    """Return what an undo had to leave, each in a sentence with the line it came from, people first."""
    found = [entry for step in batch.steps.order_by("number") for entry in step.kept]
    found.sort(key=lambda entry: (entry[0] != "resident", entry[2], entry[1]))
    return [
        _("第%(line)s行的%(noun)s：%(why)s") % {"line": line, "noun": _KINDS[kind], "why": _WHY[why]}
        if line
        else _("一项%(noun)s：%(why)s") % {"noun": _KINDS[kind], "why": _WHY[why]}
        for kind, _pk, line, why in found[:most]
    ]


def of_community(community_id: int, most: int = 30) -> list[RegisterImport]:
    """Return the latest imports of a community, newest first."""
    rows = RegisterImport.objects.filter(community=community_id).select_related("by_account__resident")
    return list(rows.order_by("-at", "-id")[:most])


def in_reach(actor: Actor, import_id: int, *, at: datetime) -> RegisterImport:
    """Return an import of a community whose register the actor keeps.

    Raises:
        NoSuchThing: there is none, or none in reach.
    """
    found = RegisterImport.objects.select_related("community").filter(pk=import_id).first()
    if found is None or not rules.may_keep_register(actor, areas.around(found.community_id), at):
        raise NoSuchThing
    return found


def examples(batch: RegisterImport) -> list[tuple[str, int, str, str]]:
    """Return the first faults of a file: sheet, line, column, reason."""
    return [
        (sheet, line, str(Column(column).label), str(FaultKind(kind).label))
        for sheet, line, column, kind in batch.counts.get("examples", [])
    ]


def has_merged_faults(batch: RegisterImport) -> bool:
    """Say whether filling merged cells downwards would mend anything."""
    return any(key.startswith("fault.") and key.endswith(f".{FaultKind.MERGED}") for key in batch.counts)


def changes(batch: RegisterImport) -> list[tuple[str, int, int, int]]:
    """Return for homes, people and titles how many are new, changed and the same."""
    get = batch.counts.get
    nouns = ((_("房屋"), "homes"), (_("居民"), "people"), (_("产权"), "titles"))
    return [
        (noun, *(get(f"{key}.{state}", 0) for state in ("new", "changed", "same"))) for noun, key in nouns
    ]


def changed_parts(batch: RegisterImport) -> list[tuple[str, int]]:
    """Return which parts of people would change, and how often."""
    return [
        (str(PARTS[part]), batch.counts[f"part.{part}"]) for part in PARTS if f"part.{part}" in batch.counts
    ]


def progress(batch: RegisterImport) -> tuple[int, int]:
    """Return how much of the present work is done, of how much."""
    if batch.stage == RegisterImport.Stage.READING:
        return batch.rows_seen, max(batch.rows_total, batch.rows_seen)
    if batch.stage == RegisterImport.Stage.UNDOING:
        return batch.steps.filter(undone_at__isnull=False).count(), batch.steps.count()
    return batch.rows_seen, max(batch.counts.get("rows.good", 0), batch.rows_seen)


def can_be_undone(batch: RegisterImport) -> bool:
    """Say whether something was written and what undoing needs is still there."""
    return batch.forgotten_at is None and batch.steps.exists()
