"""Opens the original words of a voice for those who need to know, and notes that they did."""

from datetime import datetime

from django.db import transaction

from linli.circle.listen.actions import terms
from linli.circle.listen.choices import Audience, Shown
from linli.circle.listen.models import MaskProposal, Voice, VoiceOriginal
from linli.circle.listen.phrases import ERASED
from linli.circle.listen.queries import voices
from linli.ground.journal.actions import entries
from linli.ground.people.rules import Actor

PART = "original"


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
