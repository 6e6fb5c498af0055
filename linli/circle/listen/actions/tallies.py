"""Keeps the monthly counts behind the public rates, and proves that they equal the rows."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime

from django.db import connection, transaction
from django.utils import timezone

from linli.circle.listen.models import Answer, Rating, Voice, VoiceTally
from linli.circle.listen.queries.rates import COUNTS

SATISFIED_FROM, BASICALLY = 4, 3
Month = tuple[int, date]


@transaction.atomic
def heard(*, voice: int) -> None:
    """Count a voice in the month it was heard."""
    row = Voice.objects.filter(pk=voice).first()
    if row is not None:
        _add({month_of(row.community_id, row.heard_at): Counter(heard=1)})


@transaction.atomic
def answered(*, voice: int, lap: int) -> None:
    """Count an answer in the month it was given, and whether it came in time."""
    row = Answer.objects.select_related("voice").filter(voice_id=voice, lap=lap).first()
    if row is not None:
        _add({month_of(row.voice.community_id, row.at): _of_answer(row)})


@transaction.atomic
def rated(*, voice: int, lap: int) -> None:
    """Count a rating in the month it was given."""
    row = Rating.objects.select_related("voice").filter(voice_id=voice, lap=lap).first()
    if row is not None:
        _add({month_of(row.voice.community_id, row.at): _of_rating(row)})


@transaction.atomic
def imported(*, batch: int, sign: int = 1) -> None:
    """Count all voices of an import and their answers at once; with sign -1 take them away again."""
    _add(_truth(batch=batch), sign)


@transaction.atomic
def repair(*, community: int) -> dict[Month, dict[str, int]]:
    """Make the monthly counts of a community equal the rows; return what was wrong, by month and count."""
    truth = _truth(community=community)
    kept = {
        (row.community_id, row.month): Counter({name: getattr(row, name) for name in COUNTS})
        for row in VoiceTally.objects.select_for_update(no_key=True).filter(community_id=community)
    }
    gaps: dict[Month, Counter[str]] = {}
    for month in truth.keys() | kept.keys():
        gap = Counter(truth.get(month, Counter()))
        gap.subtract(kept.get(month, Counter()))
        if any(gap.values()):
            gaps[month] = gap
    _add(gaps)
    return {month: {name: gap for name, gap in counts.items() if gap} for month, counts in gaps.items()}


def month_of(community: int, at: datetime) -> Month:
    """Return the community and month to which a moment counts, where the neighbourhood is."""
    return community, timezone.localdate(at).replace(day=1)


def _of_answer(row: Answer) -> "Counter[str]":
    return Counter(answered=1, in_time=int(row.at <= row.was_due_at))


def _of_rating(row: Rating) -> "Counter[str]":
    return Counter(
        rated=1,
        contacted=int(row.was_contacted),
        solved=int(row.is_solved),
        satisfied=int(row.stars >= SATISFIED_FROM),
        basically=int(row.stars == BASICALLY),
    )


def _truth(**which: int) -> "dict[Month, Counter[str]]":
    """Count the rows themselves: of a community, or of a batch."""
    found: dict[Month, Counter[str]] = {}
    name, value = next(iter(which.items()))
    voices = Voice.objects.filter(**{name: value})
    for community, at in voices.values_list("community_id", "heard_at").iterator():
        found.setdefault(month_of(community, at), Counter())["heard"] += 1
    replies = Answer.objects.filter(**{f"voice__{name}": value}).select_related("voice")
    for reply in replies.only("at", "was_due_at", "lap", "voice__community_id").iterator():
        found.setdefault(month_of(reply.voice.community_id, reply.at), Counter()).update(_of_answer(reply))
    ratings = Rating.objects.filter(**{f"voice__{name}": value}).select_related("voice")
    for rating in ratings.iterator():
        counts = found.setdefault(month_of(rating.voice.community_id, rating.at), Counter())
        counts.update(_of_rating(rating))
    for community, at in voices.filter(lap=2).values_list("community_id", "asked_at").iterator():
        found.setdefault(month_of(community, at), Counter())["reopened"] += 1
    return found


@transaction.atomic
def reopened(*, voice: int) -> None:
    """Count a voice that was opened once more, in the month that happened."""
    row = Voice.objects.filter(pk=voice).first()
    if row is not None:
        _add({month_of(row.community_id, row.asked_at): Counter(reopened=1)})


def _add(counts: "Mapping[Month, Counter[str]]", sign: int = 1) -> None:
    columns = ", ".join(COUNTS)
    changes = ", ".join(f"{name} = listen_voicetally.{name} + excluded.{name}" for name in COUNTS)
    places = ", ".join(["%s"] * (len(COUNTS) + 2))
    # Column names are ours; every value goes as a parameter.
    statement = (
        f"INSERT INTO listen_voicetally (community_id, month, {columns}) VALUES ({places}) "  # noqa: S608 -- as above
        f"ON CONFLICT (community_id, month) DO UPDATE SET {changes}"
    )
    rows: list[tuple[int | date, ...]] = [
        (community, month, *(sign * change[name] for name in COUNTS))
        for (community, month), change in sorted(counts.items())
    ]
    if rows:
        with connection.cursor() as cursor:
            cursor.executemany(statement, rows)
