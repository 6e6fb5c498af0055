"""What was said of a matter: how many people, where from, and some of their public words."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from linli.circle.listen.choices import Shown, TopicState
from linli.circle.listen.models import Topic, Voice
from linli.ground.lib.once import written_once

MOST_ROWS = 4_000
MOST_SAID = 3
SMALLEST_GROUP = 5
"""Groups of fewer people are put together, so that nobody can be guessed."""


@dataclass(frozen=True, slots=True)
class Crowd:
    """The people who spoke of one place: how many, and how many of them more than once."""

    place: str
    people: int
    again: int


@dataclass(frozen=True, slots=True)
class Spoken:
    """What was said of a matter; `crowds` by the name of the place, the small ones together under none."""

    people: int
    voices: int
    crowds: tuple[Crowd, ...]
    said: tuple[Voice, ...]
    topics: tuple[Topic, ...]


def spoken(matter: int) -> Spoken:
    """Return what was said of a matter (two queries, whatever was said)."""
    times: Counter[str] = Counter()
    first_place: dict[str, str] = {}
    for place, person, number in _heard(matter):
        times[person] += number
        first_place.setdefault(person, place)
    said = tuple(_said(matter))
    topics = {one.topic.pk: one.topic for one in said if one.topic and one.topic.state == TopicState.ACCEPTED}
    return Spoken(
        people=len(times),
        voices=sum(times.values()),
        crowds=_crowds(times, first_place),
        said=said,
        topics=tuple(topics.values()),
    )


@written_once
def _heard(matter: int) -> QuerySet[Voice, tuple[str, str, int]]:
    rows = Voice.objects.filter(matter_id=matter).order_by().values_list("place__name", "author_key")
    return rows.annotate(times=Count("pk"))[:MOST_ROWS]


@written_once
def _said(matter: int) -> QuerySet[Voice]:
    public = Voice.objects.filter(matter_id=matter, shown=Shown.PUBLIC).select_related("place", "topic")
    return public.order_by("-id")[:MOST_SAID]


def matter_of(voice: int) -> int | None:
    """Return the matter a voice stands in, or None."""
    return Voice.objects.filter(pk=voice).values_list("matter_id", flat=True).first()


def _crowds(times: Counter[str], places: dict[str, str]) -> tuple[Crowd, ...]:
    """Return the people by the place each spoke of first; every person counts once."""
    people: defaultdict[str, list[str]] = defaultdict(list)
    for person, place in places.items():
        people[place].append(person)
    large = {place: them for place, them in people.items() if len(them) >= SMALLEST_GROUP}
    rest = [person for place, them in people.items() if place not in large for person in them]
    found = [_crowd(place, them, times) for place, them in large.items()]
    found.sort(key=lambda crowd: (-crowd.people, crowd.place))
    return (*found, _crowd("", rest, times)) if rest else tuple(found)


def _crowd(place: str, people: list[str], times: Counter[str]) -> Crowd:
    return Crowd(place, len(people), sum(times[person] > 1 for person in people))
