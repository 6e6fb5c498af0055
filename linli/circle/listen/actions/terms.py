"""Keeps the search index: which voices hold which pairs of characters, and roughly how many hold each."""

from collections import Counter
from collections.abc import Iterable, Sequence

from django.db import connection, transaction

from linli.circle.listen.models import TermCount, Voice, VoiceOriginal, VoiceTerm
from linli.ground.lib import bigrams

_ADD = (
    "INSERT INTO listen_voiceterm (community_id, term, voice_id) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING"
)
_COPY = "COPY listen_voiceterm (community_id, term, voice_id) FROM STDIN"
_REMOVE = "DELETE FROM listen_voiceterm WHERE community_id = %s AND term = %s AND voice_id = %s"
_COUNT = """
INSERT INTO listen_termcount (community_id, term, voices) VALUES (%s, %s, %s)
ON CONFLICT (community_id, term) DO UPDATE SET voices = listen_termcount.voices + excluded.voices
"""


def terms_of(voice: Voice) -> frozenset[str]:
    """Return the index terms of what may be read of a voice."""
    return bigrams.terms(f"{voice.title}\n{voice.text}")


@transaction.atomic
def index_new(voices: Sequence[Voice]) -> int:
    """Index voices that are not indexed yet; return how many rows that took. Sorted, for the sake of the tree."""
    rows = [(voice.community_id, term, voice.pk) for voice in voices for term in terms_of(voice)]
    rows.sort()
    _write(rows, are_new=True)
    counts = Counter((community, term) for community, term, _voice in rows)
    _count(counts)
    return len(rows)


@transaction.atomic
def index_again(voice: Voice) -> None:
    """Bring the index in step with what may be read of a voice now."""
    wanted, had = terms_of(voice), _indexed(voice)
    _remove(voice, had - wanted)
    _write(sorted((voice.community_id, term, voice.pk) for term in wanted - had), are_new=False)
    changes = Counter({(voice.community_id, term): 1 for term in wanted - had})
    changes.subtract({(voice.community_id, term): 1 for term in had - wanted})
    _count(changes)


@transaction.atomic
def drop(voice: Voice) -> None:
    """Take a voice out of the index; call it before its original words go."""
    had = _indexed(voice)
    _remove(voice, had)
    _count(Counter({(voice.community_id, term): -1 for term in had}))


@transaction.atomic
def drop_new(voices: Sequence[Voice]) -> None:
    """Take voices out of the index whose words nobody has changed since they were indexed."""
    rows = sorted((voice.community_id, term, voice.pk) for voice in voices for term in terms_of(voice))
    with connection.cursor() as cursor:
        cursor.executemany(_REMOVE, rows)
    gone = Counter((community, term) for community, term, _voice in rows)
    _count(Counter({key: -many for key, many in gone.items()}))


@transaction.atomic
def recount(community: int) -> int:
    """Count the terms of a community anew, for the repair command; return how many counts were wrong."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT term, count(*) FROM listen_voiceterm WHERE community_id = %s GROUP BY term", [community]
        )
        truth = dict(cursor.fetchall())
    kept = dict(TermCount.objects.filter(community_id=community).values_list("term", "voices"))
    wrong = {term: truth.get(term, 0) - kept.get(term, 0) for term in truth.keys() | kept.keys()}
    changes = Counter({(community, term): gap for term, gap in wrong.items() if gap})
    _count(changes)
    return len(changes)


def _indexed(voice: Voice) -> frozenset[str]:
    """The terms under which a voice stands in the index: all come from some way of covering its original."""
    original = VoiceOriginal.objects.filter(voice=voice).first()
    words = f"{original.words if original else ''}\n{voice.title}\n{voice.text}"
    possible = bigrams.terms(words) | bigrams.singles(words)
    rows = VoiceTerm.objects.filter(community_id=voice.community_id, voice_id=voice.pk, term__in=possible)
    return frozenset(rows.values_list("term", flat=True))


def _remove(voice: Voice, terms: Iterable[str]) -> None:
    gone = list(terms)
    if gone:
        VoiceTerm.objects.filter(community_id=voice.community_id, voice_id=voice.pk, term__in=gone).delete()


def _write(rows: list[tuple[int, str, int]], *, are_new: bool) -> None:
    if not rows:
        return
    with connection.cursor() as cursor:
        if are_new and connection.vendor == "postgresql":
            with cursor.copy(_COPY) as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            cursor.executemany(_ADD, rows)


def _count(changes: "Counter[tuple[int, str]]") -> None:
    """Add to the counts, in one order for all writers so that none waits in a ring."""
    rows = [(community, term, change) for (community, term), change in sorted(changes.items()) if change]
    if rows:
        with connection.cursor() as cursor:
            cursor.executemany(_COUNT, rows)
