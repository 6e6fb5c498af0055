"""What the rooms add to the page of a matter: deliberation, ballots, works and notices, and words for steps."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, QuerySet
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from linli.circle.decide.models import Ballot
from linli.circle.decide.queries import ballots
from linli.circle.deliberate.models import MatterOption
from linli.circle.deliberate.queries import of_matter as talked
from linli.circle.deliver.models import Note
from linli.circle.deliver.queries import projects
from linli.circle.evaluate.queries import results
from linli.commons.notices.models import Notice
from linli.commons.notices.queries import notices
from linli.faces.web.trail import Detail, Key
from linli.ground.journal.models import Entry
from linli.ground.lib.once import written_once

MOST_NOTES = 20


@dataclass(frozen=True, slots=True)
class Options:
    """The options of a matter side by side: their names and prices, and a row for each attribute."""

    names: tuple[MatterOption, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    chosen: int


@dataclass(frozen=True, slots=True)
class Parts:
    """What the rooms show of a matter."""

    talked: talked.Deliberation
    options: Options | None
    ballots: tuple[Ballot, ...]
    works: projects.Works | None
    notices: tuple[Notice, ...]
    rated: tuple[results.Result, ...]
    notes: dict[int, Note]


def of_matter(matter: int, entries: Iterable[Entry]) -> Parts:
    """Return what the rooms show of a matter; of notes, those the entries speak of."""
    done = list(entries)
    spoken = talked.of_matter(matter)
    voted = tuple(ballots.of_matter(matter))
    return Parts(
        talked=spoken,
        options=_options(matter, voted) if spoken.options else None,
        ballots=voted,
        works=projects.of_matter(matter),
        notices=tuple(notices.of_matter(matter)),
        rated=tuple(results.of_matter(matter)),
        notes=_notes({entry.object_id for entry in done if entry.object_kind == "note"}),
    )


def details(parts: Parts) -> dict[Key, Detail]:
    """Return what the rooms add to the steps of a trail, by the thing an entry speaks of."""
    found: dict[Key, Detail] = {}
    for item in parts.talked.items:
        meeting = item.meeting
        words = _("%(body)s，%(title)s") % {"body": meeting.body.name, "title": meeting.title}
        found["meeting", meeting.pk] = _linked(words, "deliberate:meeting", meeting.pk, _("看会议"))
        found["agendaitem", item.pk] = Detail(text=str(item))
    for resolution in parts.talked.resolutions:
        found["resolution", resolution.pk] = Detail(text=resolution.text)
    if parts.options:
        found |= {("matteroption", one.pk): Detail(text=str(one)) for one in parts.options.names}
    for ballot in parts.ballots:
        found["ballot", ballot.pk] = _linked(ballot.question, "decide:ballot", ballot.pk, _("看投票"))
    if parts.works:
        project = parts.works.project
        found["project", project.pk] = _linked(project.title, "deliver:project", project.pk, _("看进度"))
        found |= {("task", task.pk): Detail(text=task.title) for task in parts.works.tasks}
    for notice in parts.notices:
        found["notice", notice.pk] = _linked(notice.title, "notices:notice", notice.pk, _("看公示，提问"))
    return found | {("note", pk): _noted(note) for pk, note in parts.notes.items()}


def address(name: str, pk: int) -> str:
    """Return the address of a page of a room, nothing while that room has no such page."""
    try:
        return reverse(name, args=[pk])
    except NoReverseMatch:
        return ""


def _linked(words: str, name: str, pk: int, label: str) -> Detail:
    where = address(name, pk)
    return Detail(text=words, links=((where, label),) if where else ())


def _noted(note: Note) -> Detail:
    photos = tuple(
        (
            reverse("files:file", args=[photo.file_id]),
            reverse("files:thumbnail", args=[photo.file_id]),
            _("%(when)s的照片，第%(n)s张") % {"when": note.get_moment_display(), "n": number},
        )
        for number, photo in enumerate(note.photos.all(), 1)
    )
    return Detail(text=note.words, photos=photos)


def _notes(pks: set[int]) -> dict[int, Note]:
    if not pks:
        return {}
    rows = Note.objects.filter(pk__in=pks, hidden_why="").prefetch_related("photos").order_by("-pk")
    return {note.pk: note for note in rows[:MOST_NOTES]}


def _options(matter: int, voted: Iterable[Ballot]) -> Options:
    said: defaultdict[MatterOption, dict[str, str]] = defaultdict(dict)
    for one in _standing(matter):
        said[one] |= {one.trait_name: one.trait_words} if one.trait_name else {}
    options = tuple(said)
    names = list(dict.fromkeys(name for traits in said.values() for name in traits))
    won = _won(voted)
    return Options(
        names=options,
        rows=tuple((name, tuple(traits.get(name, "") for traits in said.values())) for name in names),
        chosen=next((one.pk for one in options if str(one) == won), 0),
    )


@written_once
def _standing(matter: int) -> QuerySet[Any]:
    """The options that stand, each once for every attribute it has, or once."""
    rows = MatterOption.objects.filter(matter_id=matter, withdrawn_at__isnull=True)
    beside = rows.annotate(trait_name=F("traits__name"), trait_words=F("traits__words"))
    return beside.order_by("id", "traits__id")


def _won(voted: Iterable[Ballot]) -> str:
    """The words of the option that the last counted ballot chose."""
    words = ""
    for ballot in voted:
        outcome = getattr(ballot, "outcome", None)
        if outcome is not None and outcome.chosen and outcome.is_shown:
            words = next((one.words for one in ballot.options.all() if one.key == outcome.chosen), words)
    return words


def next_date(parts: Parts, at: datetime) -> datetime | None:
    """Return when something is due to happen next: a meeting, or the close of a ballot."""
    meetings = [item.meeting.starts_at for item in parts.talked.items if item.meeting.starts_at > at]
    closes = [one.closes_at for one in parts.ballots if one.state == "open" and one.closes_at > at]
    return min([*meetings, *closes], default=None)
