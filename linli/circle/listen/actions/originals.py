"""Opens the original words of a voice for those who need to know, and notes that they did."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef

from linli.circle.listen.actions import terms
from linli.circle.listen.choices import Audience, Shown
from linli.circle.listen.models import (
    MaskProposal,
    Voice,
    VoiceExport,
    VoiceImport,
    VoiceOriginal,
    VoicePhoto,
    VoiceSound,
)
from linli.circle.listen.phrases import ERASED
from linli.circle.listen.queries import voices
from linli.ground.files.actions import files
from linli.ground.files.models import StoredFile
from linli.ground.journal.actions import entries
from linli.ground.people.rules import Actor

KEEPER, PART = "listen", "original"
KEPT_UNSENT = timedelta(days=1)


@transaction.atomic
def open_for(*, by: Actor, voice: int, reason: str, at: datetime) -> str:
    """Return the words exactly as they were said (title line, newline, text), and note who looked, and why.

    Raises:
        NoSuchVoice: there is none.
        MayNotHandle: no post of the actor handles voices there.
    """
    found = voices.may_open_original(by, voice, at)
    if by.account_id is not None:
        entries.note_reading(by=by.account_id, thing=found, part=PART, at=at, reason=reason)
    original = VoiceOriginal.objects.filter(voice=found).first()
    return original.words if original else "\n"


@transaction.atomic
def forget_author(*, resident: int, at: datetime) -> int:
    """Drop what a person said, at their wish; receipts, answers and counts stay. Return how many voices that were."""
    found = list(Voice.objects.select_for_update(no_key=True).filter(author_id=resident).order_by("pk"))
    for voice in found:
        terms.drop(voice)
        VoiceOriginal.objects.filter(voice=voice).delete()
        MaskProposal.objects.filter(voice=voice).delete()
        _drop_files(voice, at)
        voice.author, voice.title, voice.place_words, voice.consent_note = None, "", "", ""
        voice.helper, voice.signature, voice.text = None, "", str(ERASED)
        voice.author_key = f"gone{voice.pk}"
        if voice.shown == Shown.CHECKING:
            voice.audience, voice.shown = Audience.STAFF, Shown.STAFF_ONLY
        voice.save()
        entries.record(
            "voice.forgotten", by=None, thing=voice, at=at, area=voice.place_id, matter=voice.matter_id
        )
    return len(found)


@transaction.atomic
def sweep(*, at: datetime, limit: int = 200) -> int:
    """Remove files of this room that nobody sent along within a day of bringing them; return how many."""
    sent = [
        rows.objects.filter(file=OuterRef("pk"))
        for rows in (VoicePhoto, VoiceSound, VoiceImport, VoiceExport)
    ]
    left = StoredFile.objects.filter(keeper=KEEPER, at__lt=at - KEPT_UNSENT)
    for rows in sent:
        left = left.exclude(Exists(rows))
    found = list(left[:limit])
    for file in found:
        files.remove(file=file, by=None, at=at)
    return len(found)


def _drop_files(voice: Voice, at: datetime) -> None:
    photos, sounds = VoicePhoto.objects.filter(voice=voice), VoiceSound.objects.filter(voice=voice)
    brought = [*photos.values_list("file_id", flat=True), *sounds.values_list("file_id", flat=True)]
    photos.delete()
    sounds.delete()
    for file in StoredFile.objects.filter(pk__in=brought):
        files.remove(file=file, by=None, at=at)
