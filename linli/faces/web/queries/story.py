"""The public history of a matter from the journal: shortened to its milestones and newest steps, or whole in pages."""

from dataclasses import dataclass

from django.db.models import QuerySet

from linli.circle.matters.choices import Step
from linli.faces.web.manners import manner
from linli.ground.journal.models import Entry
from linli.ground.journal.sentences import known
from linli.ground.lib.once import written_once

NEWEST, PAGE, MOST_MILESTONES, MOST_COUNTED = 12, 60, 40, 1_200
STEPS = ("matter.opened", *(f"matter.{step.value}" for step in Step))


@dataclass(frozen=True, slots=True)
class Story:
    """Some public entries of a matter, oldest first; `left_out` counts the others, `after` says where to go on."""

    entries: tuple[Entry, ...]
    left_out: int = 0
    after: int = 0


def shortened(matter: int) -> Story:
    """Return the milestones of a matter and its newest other steps (two queries, however long it is)."""
    entries = tuple(_shortened(matter))
    return Story(entries, left_out=max(len(_counted(matter)) - len(entries), 0))


@written_once
def _steps(matter: int) -> QuerySet[Entry]:
    return _public(matter).filter(verb__in=STEPS).order_by("-id")[:MOST_MILESTONES]


@written_once
def _shortened(matter: int) -> QuerySet[Entry]:
    others = [verb for verb in known() if not manner(verb).quiet and verb not in STEPS]
    newest = [
        _public(matter).filter(verb__in=verbs).order_by("-id").values("pk")[:most]
        for verbs, most in ((STEPS, MOST_MILESTONES), (others, NEWEST))
    ]
    steps, rest = (Entry.objects.filter(pk__in=one).values("pk") for one in newest)
    return Entry.objects.filter(pk__in=steps.union(rest)).order_by("pk")


@written_once
def _counted(matter: int) -> QuerySet[Entry, int]:
    return _public(matter).values_list("pk", flat=True)[:MOST_COUNTED]


def _public(matter: int) -> QuerySet[Entry]:
    return Entry.objects.filter(matter_id=matter, is_public=True)


def whole(matter: int, after: int = 0) -> Story:
    """Return one page of all public entries of a matter, oldest first (one query)."""
    rows = Entry.objects.filter(matter_id=matter, is_public=True, pk__gt=after).order_by("pk")[: PAGE + 1]
    entries = list(rows)
    return Story(tuple(entries[:PAGE]), after=entries[PAGE - 1].pk if len(entries) > PAGE else 0)


def milestones(matter: int) -> list[Entry]:
    """Return the steps of a matter round the circle, oldest first."""
    return _steps(matter)[::-1]


def newest(matter: int, size: int = 50) -> list[Entry]:
    """Return the newest public entries of a matter that are worth telling, newest first."""
    loud = [verb for verb in known() if not manner(verb).quiet]
    return list(Entry.objects.filter(matter_id=matter, is_public=True, verb__in=loud).order_by("-pk")[:size])


def entry(pk: int) -> Entry | None:
    """Return one public entry of the journal, or None."""
    return Entry.objects.filter(pk=pk, is_public=True).first()


def everything(matter: int, most: int = 1_000) -> list[Entry]:
    """Return the public entries of a matter for its proof, oldest first."""
    return list(Entry.objects.filter(matter_id=matter, is_public=True).order_by("pk")[:most])
