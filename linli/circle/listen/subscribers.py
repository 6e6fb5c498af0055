"""What listening does when it hears news: index, place, count, tell people; each once, after the deed."""

from uuid import UUID

from django.http import HttpRequest

from linli.circle.listen.actions import authors, grouping, letters, originals, tallies, terms
from linli.circle.listen.events import (
    AnswerHolds,
    VoiceAnswered,
    VoiceHeard,
    VoiceRated,
    VoiceReopened,
    VoiceReworded,
    VoiceSpokenFor,
)
from linli.circle.listen.queries import attachments, follow
from linli.ground.files.models import StoredFile
from linli.ground.lib import clock
from linli.ground.people.events import NewcomerConfirmed, ResidentErased
from linli.ground.people.queries.actors import acting


def index_voice(event: VoiceHeard, _event_id: UUID) -> None:
    """Make a new voice findable."""
    voice = follow.voice(event.voice_id)
    if voice is not None:
        terms.index_again(voice)


def index_again(event: VoiceReworded, _event_id: UUID) -> None:
    """Keep the search index in step with what may be read."""
    voice = follow.voice(event.voice_id)
    if voice is not None:
        terms.index_again(voice)


def place_voice(event: VoiceHeard, _event_id: UUID) -> None:
    """Propose a topic for a new voice."""
    grouping.place(voice=event.voice_id, at=clock.now())


def place_written(event: VoiceReworded, _event_id: UUID) -> None:
    """Propose a topic for a voice that has words now."""
    grouping.place(voice=event.voice_id, at=clock.now())


def count_heard(event: VoiceHeard, _event_id: UUID) -> None:
    """Count what was heard."""
    tallies.heard(voice=event.voice_id)


def count_answered(event: VoiceAnswered, _event_id: UUID) -> None:
    """Count what was answered."""
    tallies.answered(voice=event.voice_id, lap=event.lap)


def count_rated(event: VoiceRated, _event_id: UUID) -> None:
    """Count what was rated."""
    tallies.rated(voice=event.voice_id, lap=event.lap)


def count_reopened(event: VoiceReopened, _event_id: UUID) -> None:
    """Count what was opened once more."""
    tallies.reopened(voice=event.voice_id)


def tell_spoken_for(event: VoiceSpokenFor, _event_id: UUID) -> None:
    """Tell a resident that somebody spoke for them."""
    letters.tell_author(voice=event.voice_id, about=letters.SPOKEN_FOR, at=clock.now())


def tell_answered(event: VoiceAnswered, _event_id: UUID) -> None:
    """Tell the author that there is an answer, and send word on to those whose voices were joined to this one."""
    letters.tell_author(voice=event.voice_id, about=letters.ANSWERED, at=clock.now())
    letters.send_word_on(voice=event.voice_id, at=clock.now())


def tell_joined(event: AnswerHolds, _event_id: UUID) -> None:
    """Tell the author of a joined voice that there is an answer."""
    letters.tell_author(voice=event.voice_id, about=letters.ANSWERED, at=clock.now())


def forget_author(event: ResidentErased, _event_id: UUID) -> None:
    """Drop what an erased person said."""
    originals.forget_author(resident=event.resident_id, at=clock.now())


def take_over(event: NewcomerConfirmed, _event_id: UUID) -> None:
    """Give what a newcomer said to the resident they turned out to be."""
    authors.take_over(newcomer=event.newcomer_id, resident=event.resident_id, at=clock.now())


def may_see_file(request: HttpRequest, file: StoredFile) -> bool:
    """Say whether the asker may see a photo, a recording or a workbook of this room."""
    return attachments.may_see(acting(request), file, clock.now())
