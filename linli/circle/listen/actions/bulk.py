"""Writes and removes many voices at once, for imports: the same rows that `hearing` writes, a thousand at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from civics.text import covered, propose_masks
from linli.circle.listen.actions import grouping, hearing, receipts, schemes, terms
from linli.circle.listen.choices import Audience, Shown, State, Urgency
from linli.circle.listen.models import (
    Answer,
    Correction,
    Hiding,
    MaskProposal,
    Pause,
    Rating,
    Report,
    Support,
    Topic,
    TopicMembership,
    Voice,
    VoiceImport,
    VoiceOriginal,
    VoicePhoto,
)
from linli.circle.listen.queries import guesses
from linli.circle.listen.queries.schemes import Ways, urgency_in
from linli.circle.listen.sheets import SheetRow
from linli.ground.journal.actions import entries
from linli.ground.lib.chance import token
from linli.ground.lib.sealed import blind
from linli.ground.lib.text import masked_name


@transaction.atomic
def index_stretch(batch: int, size: int) -> int:
    """Make up to `size` voices of an import findable that are not yet; return how many those were."""
    found = VoiceImport.objects.select_for_update(no_key=True).get(pk=batch)
    written = Voice.objects.filter(batch=found, pk__gt=found.indexed_upto).order_by("pk")
    voices = list(written.only("community_id", "title", "text")[:size])
    if voices:
        terms.index_new(voices)
        found.indexed_upto = voices[-1].pk
        found.save(update_fields=["indexed_upto"])
    return len(voices)


@dataclass(frozen=True, slots=True)
class Written:
    """How many rows of a stretch were new, known before, and answered already."""

    new: int
    known: int
    answered: int


def write(batch: VoiceImport, rows: Sequence[SheetRow], at: datetime) -> Written:
    """Write the rows that are not known yet as voices, with all that belongs to them; the caller holds the batch."""
    numbers = [row.number for row in rows]
    known = set(
        Voice.objects.filter(community_id=batch.community_id, outside_number__in=numbers).values_list(
            "outside_number", flat=True
        )
    )
    fresh = list({row.number: row for row in reversed(rows) if row.number not in known}.values())[::-1]
    if not fresh:
        return Written(0, len(rows), 0)
    day = timezone.localdate(at)
    made = _Making(batch, schemes.in_force(batch.community_id, at), at)
    for row, number in zip(fresh, receipts.numbers(batch.community_id, day, len(fresh)), strict=True):
        made.add(row, number)
    made.save()
    answered = sum(1 for row in fresh if row.reply)
    return Written(len(fresh), len(rows) - len(fresh), answered)


class _Making:
    """The rows of a stretch on their way into the tables."""

    def __init__(self, batch: VoiceImport, ways: Ways, at: datetime) -> None:
        self.batch, self.ways, self.at = batch, ways, at
        self.model = guesses.in_force(batch.community_id)
        self.voices: list[Voice] = []
        self.originals: list[VoiceOriginal] = []
        self.masks: list[MaskProposal] = []
        self.answers: list[Answer] = []

    def add(self, row: SheetRow, number: str) -> None:
        """Turn one row into a voice and what belongs to it."""
        title, text = hearing.tidied(row.title, row.text, may_be_silent=False, most=hearing.MOST_IMPORTED)
        words = f"{title}\n{text}"
        masks = propose_masks(words)
        voice = self._voice(row, number, words, covered(words, masks))
        self.voices.append(voice)
        self.originals.append(VoiceOriginal(voice=voice, words=words))
        self.masks += [
            MaskProposal(voice=voice, start=mask.start, end=mask.end, kind=mask.kind, reason=mask.reason)
            for mask in masks
        ]
        if row.reply and row.replied_at is not None:
            answer = Answer(
                voice=voice,
                lap=1,
                state=State.ANSWERED,
                words=row.reply,
                at=row.replied_at,
                was_due_at=voice.due_at,
            )
            self.answers.append(answer)

    def save(self) -> None:
        """Write everything: voices first, then what hangs on their ids."""
        Voice.objects.bulk_create(self.voices, batch_size=500)
        # The ids are known only now: assigning a voice again copies its id into the row.
        for original in self.originals:
            original.voice = original.voice
        for mask in self.masks:
            mask.voice = mask.voice
        for answer in self.answers:
            answer.voice = answer.voice
        VoiceOriginal.objects.bulk_create(self.originals, batch_size=1000)
        MaskProposal.objects.bulk_create(self.masks, batch_size=1000)
        Answer.objects.bulk_create(self.answers, batch_size=1000)
        by = self.batch.by_account_id
        entries.record_all(
            [
                entries.line(
                    "voice.imported",
                    by=by,
                    thing=voice,
                    at=self.at,
                    area=voice.place_id,
                    public=voice.audience == Audience.PUBLIC,
                    batch=self.batch.pk,
                )
                for voice in self.voices
            ]
        )

    def _voice(self, row: SheetRow, number: str, words: str, shown: str) -> Voice:
        guess = guesses.guess(self.ways, self.model, words)
        urgency = urgency_in(shown, Urgency(guess.voice_class.urgency))
        # The clock of an open voice begins when the community got it; of an answered one when it was said.
        heard_at = row.said_at if row.reply else self.at
        due_at = self.ways.terms[urgency].due_after(heard_at)
        title, text = hearing.split_words(shown)
        return Voice(
            community_id=self.batch.community_id,
            year=timezone.localdate(self.at).year,
            number=number,
            secret=token(hearing.SECRET_BYTES),
            channel=self.batch.channel,
            title=title,
            text=text,
            place_id=self.batch.community_id,
            place_words=row.place_words,
            author_key=author_key(row.author),
            signature=masked_name(row.author)[:30] if row.author else "",
            said_at=row.said_at,
            heard_at=heard_at,
            asked_at=heard_at,
            audience=self.batch.audience,
            shown=Shown.CHECKING if self.batch.audience == Audience.PUBLIC else Shown.STAFF_ONLY,
            state=State.ANSWERED if row.reply else State.WAITING,
            answered_at=row.replied_at if row.reply else None,
            owner_id=guess.voice_class.owner_id or self.ways.scheme.desk_id,
            urgency=urgency,
            due_at=due_at,
            escalates_at=None if row.reply else due_at,
            likes=row.likes,
            dislikes=row.dislikes,
            batch=self.batch,
            outside_number=row.number,
            **hearing.guessed(guess),
        )


def author_key(author: str) -> str:
    """Return the sign by which an imported author is counted once, from which their name cannot be read."""
    return f"i{blind(author, 'import author')}" if author else hearing.NAMELESS


def touched(batch: int) -> set[int]:
    """Return the voices of an import that somebody has dealt with since: they stay when it is undone."""
    own = {"voice__batch_id": batch}
    found = set(Voice.objects.filter(joined_to__batch_id=batch).values_list("joined_to_id", flat=True))
    for rows in (
        Correction.objects.filter(**own),
        Rating.objects.filter(**own),
        Report.objects.filter(**own),
        Hiding.objects.filter(**own),
        Pause.objects.filter(**own),
        Support.objects.filter(**own),
        Answer.objects.filter(**own, by_account__isnull=False),
        MaskProposal.objects.filter(**own, decided_by__isnull=False),
        TopicMembership.objects.filter(**own, decided_by__isnull=False),
    ):
        found |= set(rows.values_list("voice_id", flat=True))
    kept = Voice.objects.filter(batch_id=batch).exclude(shown__in=(Shown.CHECKING, Shown.STAFF_ONLY))
    return found | set(kept.values_list("pk", flat=True)) - {None}


@transaction.atomic
def remove_stretch(batch: int, keep: set[int], size: int, at: datetime) -> int:
    """Remove up to `size` voices of an import that are not to be kept, with what hangs on them; return how many."""
    voices = list(
        Voice.objects.select_for_update(no_key=True).filter(batch_id=batch).exclude(pk__in=keep)[:size]
    )
    pks = [voice.pk for voice in voices]
    topics = set(TopicMembership.objects.filter(voice__in=pks).values_list("topic_id", flat=True))
    terms.drop_new(voices)
    VoicePhoto.objects.filter(voice__in=pks).delete()
    Voice.objects.filter(pk__in=pks).delete()
    for topic in Topic.objects.select_for_update(no_key=True).filter(pk__in=topics):
        grouping.recount(topic, at)
        grouping.dissolve_if_empty(topic, at)
    return len(pks)
