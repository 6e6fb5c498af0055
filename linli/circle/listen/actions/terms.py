"""Keeps the search index: which voices hold which pairs of characters, and roughly how many hold each."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import islice

from django.db import connection, transaction

from linli.circle.listen.models import TermCount, Voice, VoiceOriginal, VoiceTerm
from linli.ground.lib import bigrams

_ADD = (
    "INSERT INTO listen_voiceterm (community_id, term, voice_id) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING"
)
_BESIDE = "CREATE TEMPORARY TABLE newterm (LIKE listen_voiceterm) ON COMMIT DROP"
_COPY = "COPY newterm (community_id, term, voice_id) FROM STDIN"
_TAKE_OVER = """
INSERT INTO listen_voiceterm (community_id, term, voice_id)
SELECT community_id, term, voice_id FROM newterm ON CONFLICT DO NOTHING;
DROP TABLE newterm
"""
_REMOVE = "DELETE FROM listen_voiceterm WHERE community_id = %s AND term = %s AND voice_id = %s"
_COUNT = """
INSERT INTO listen_termcount (community_id, term, voices) VALUES (%s, %s, %s)
ON CONFLICT (community_id, term) DO UPDATE SET voices = listen_termcount.voices + excluded.voices
"""

Row = tuple[int, str, int]
A_PIECE = 20_000


def terms_of(voice: Voice) -> frozenset[str]:
    """Return the index terms of what may be read of a voice."""
    return bigrams.terms(f"{voice.title}\n{voice.text}")


@transaction.atomic
def index_new(voices: Sequence[Voice]) -> int:
    """Index voices of one community, in the order of their ids; return how many rows that took.

    Written term by term, for the sake of the tree. What somebody indexed meanwhile stays as it is.
    """
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for voice in voices:
        for term in terms_of(voice):
            holders[term].append(voice.pk)
    community, terms = voices[0].community_id, sorted(holders)
    _write_many((community, term, pk) for term in terms for pk in holders[term])
    _count_in_order((community, term, len(holders[term])) for term in terms)
    return sum(map(len, holders.values()))


@transaction.atomic
def index_again(voice: Voice) -> None:
    """Bring the index in step with what may be read of a voice now."""
    wanted, had = terms_of(voice), _indexed(voice)
    _remove(voice, had - wanted)
    _write_many((voice.community_id, term, voice.pk) for term in sorted(wanted - had))
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


def _write_many(rows: Iterable[Row]) -> None:
    """Write rows in pieces, for Django would hold all of them; PostgreSQL takes a large piece by COPY."""
    going = iter(rows)
    while piece := list(islice(going, A_PIECE)):
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql" and len(piece) == A_PIECE:
                cursor.execute(_BESIDE)
                with cursor.copy(_COPY) as copy:
                    for row in piece:
                        copy.write_row(row)
                cursor.execute(_TAKE_OVER)
            else:
                cursor.executemany(_ADD, piece)


def _count(changes: "Counter[tuple[int, str]]") -> None:
    """Add to the counts, in one order for all writers so that none waits in a ring."""
    _count_in_order(
        (community, term, change) for (community, term), change in sorted(changes.items()) if change
    )


def _count_in_order(rows: Iterable[tuple[int, str, int]]) -> None:
    going = iter(rows)
    while piece := list(islice(going, A_PIECE)):
        with connection.cursor() as cursor:
            cursor.executemany(_COUNT, piece)
