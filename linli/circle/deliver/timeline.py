"""Geometry of a project's timeline: one bar a task on a scale of days, as plain numbers for an SVG."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from linli.circle.deliver.models import Task

LEFT, WIDTH, ROW, HEAD, FOOT = 0, 720, 44, 34, 8
MOST_TICKS, TICK_ROOM = 8, 72


@dataclass(frozen=True, slots=True)
class Bar:
    """One task: where its bar lies, where it was first promised to end, what kind it is, and its words."""

    task: Task
    x: int
    y: int
    width: int
    promised: int | None
    kind: str
    label_x: int
    anchor: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """The drawing: bars, the ticks of the scale (x and date), and where today stands."""

    bars: tuple[Bar, ...]
    ticks: tuple[tuple[int, date], ...]
    today: int | None
    height: int
    width: int = WIDTH


def drawn(tasks: Sequence[Task], today: date) -> Timeline | None:
    """Return the timeline of some tasks, or None without any."""
    if not tasks:
        return None
    first = min(task.plan_from for task in tasks)
    last = max(max(task.plan_until, task.first_until) for task in tasks)
    if first <= today:
        last = max(last, min(today, last + timedelta(days=30)))
    days = (last - first).days + 1

    def x(day: date) -> int:
        return LEFT + round(WIDTH * min(max((day - first).days, 0), days) / days)

    bars = tuple(_bar(task, line, x, today) for line, task in enumerate(tasks))
    step = max(1, -(-days // MOST_TICKS))
    ticks = tuple((x(first + timedelta(days=n)), first + timedelta(days=n)) for n in range(0, days, step))
    ticks = tuple(tick for tick in ticks if tick[0] <= WIDTH - TICK_ROOM)
    is_inside = first <= today <= last
    return Timeline(bars, ticks, x(today) if is_inside else None, HEAD + ROW * len(tasks) + FOOT)


def _bar(task: Task, line: int, x: Callable[[date], int], today: date) -> Bar:
    left, right = x(task.plan_from), x(task.plan_until + timedelta(days=1))
    kind = (
        "done"
        if task.done_at
        else "late"
        if task.is_late(today)
        else "now"
        if task.plan_from <= today
        else "open"
    )
    moved = task.first_until != task.plan_until
    is_left = left <= WIDTH // 2
    return Bar(
        task=task,
        x=left,
        y=HEAD + ROW * line,
        width=max(right - left, 6),
        promised=x(task.first_until + timedelta(days=1)) if moved else None,
        kind=kind,
        label_x=left if is_left else max(right, left + 6),
        anchor="start" if is_left else "end",
    )
