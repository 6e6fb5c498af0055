"""Voices come in: said by a neighbour, by a helper for one, or taken in by staff."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from civics.text import covered, propose_masks
from linli.circle.listen import rules
from linli.circle.listen.actions import hearing, locks, schemes
from linli.circle.listen.actions.hearing import Draft, Said
from linli.circle.listen.choices import Channel, ClassedBy, Urgency
from linli.circle.listen.events import VoiceReworded, VoiceSpokenFor
from linli.circle.listen.models import MaskProposal, Voice, VoiceOriginal, VoicePhoto, VoiceSound
from linli.circle.listen.queries import communities, guesses, names
from linli.circle.listen.queries.schemes import urgency_in
from linli.circle.listen.refusals import (
    ConsentIsMissing,
    MayNotHandle,
    MayNotSpeakFor,
    NoSuchPlace,
    NoSuchResident,
    NoSuchThing,
    NothingToWrite,
    NotKnownYet,
    NotSignedIn,
)
from linli.ground.files.models import StoredFile
from linli.ground.journal import news
from linli.ground.lib.lookups import lone
from linli.ground.lib.once import written_once
from linli.ground.lib.text import tidy
from linli.ground.people.models import Resident
from linli.ground.people.queries import areas
from linli.ground.people.rules import Actor

KEEPER = "listen"


def say(*, by: Actor, place: int, said: Said, key: str = "", at: datetime) -> Voice:
    """Say something as oneself; the same key again gives the same voice.

    Raises:
        NotSignedIn: nobody is signed in.
        NotKnownYet: nobody knows where the account lives, not even by its own word.
        NoSuchPlace: the place is in no community, or in one the speaker does not live in.
        NoSuchThing: a file is not the speaker's own, or is used already.
        NothingSaid, TooLong: as in `hearing.tidied`.
    """
    if not by.account_id:
        raise NotSignedIn
    if by.resident_id is None:
        raise NotKnownYet
    community = _community(place)
    if community != by.here:
        raise NoSuchPlace
    author = _speaker(by.resident_id)

    draft = Draft(said, community, place, author=author, key=key)
    return _once(draft, by=by, verb="voice.heard", at=at)


def say_for(
    *,
    by: Actor,
    resident: int,
    consent_note: str,
    said: Said,
    place: int | None = None,
    key: str = "",
    at: datetime,
) -> Voice:
    """Say something for a resident who agreed; they hear of it through a channel the helper does not control.

    Raises:
        NotSignedIn: nobody is signed in.
        NoSuchResident: there is none, or their data are erased.
        MayNotSpeakFor: the helper neither shares their household nor holds a post that speaks for residents there.
        ConsentIsMissing: no note on how they agreed.
        NoSuchPlace, NoSuchThing, NothingSaid, TooLong: as in `say`.
    """
    if not by.account_id:
        raise NotSignedIn
    author = _resident(resident)
    home = author.household.home.area_id if author.household else author.community_id
    if not (_shares_household(by, author) or rules.may_speak_for(by, areas.around(home), at)):
        raise MayNotSpeakFor
    if not tidy(consent_note):
        raise ConsentIsMissing
    place = home if place is None else place
    if _community(place) != author.community_id:
        raise NoSuchPlace

    draft = Draft(
        said,
        author.community_id,
        place,
        author=author,
        helper=by.account_id,
        consent_note=consent_note,
        key=key,
    )
    return _once(draft, by=by, verb="voice.spoken_for", at=at)


def take_in(
    *,
    by: Actor,
    channel: Channel,
    place: int,
    said: Said,
    resident: int | None = None,
    key: str = "",
    at: datetime,
) -> Voice:
    """Take in, as staff, what came by phone, on a slip, at the desk, at a meeting or on a visit.

    Raises:
        MayNotHandle: no post of the actor handles voices there.
        NoSuchResident: the resident named is not of this community, or erased.
        NoSuchPlace, NoSuchThing, NothingSaid, TooLong: as in `say`.
    """
    community = _community(place)
    if not rules.may_handle_voices(by, areas.around(place), at):
        raise MayNotHandle
    author = _resident(resident) if resident is not None else None
    if author is not None and author.community_id != community:
        raise NoSuchResident

    draft = Draft(said, community, place, channel=channel, author=author, key=key)
    return _once(draft, by=by, verb="voice.taken_in", at=at)


@transaction.atomic
def write_down(*, by: Actor, voice: int, text: str, title: str = "", at: datetime) -> Voice:
    """Write down what a recorded note says; class, masks and due date follow the words.

    Raises:
        NoSuchVoice: there is none.
        MayNotHandle: no post of the actor handles voices there.
        NothingToWrite: it has words already.
        NothingSaid, TooLong: as in `say`.
    """
    found = locks.voice(voice)
    if not rules.may_handle_voices(by, areas.around(found.place_id), at):
        raise MayNotHandle
    if not found.needs_writing:
        raise NothingToWrite
    title, text = hearing.tidied(title, text, may_be_silent=False)

    words = f"{title}\n{text}"
    masks = propose_masks(words, names.neighbours(found.place_id))
    found.title, found.text = hearing.split_words(covered(words, masks))
    found.needs_writing = False
    _sort_by_words(found, words, at)
    found.save()
    VoiceOriginal.objects.update_or_create(voice=found, defaults={"words": words})
    MaskProposal.objects.bulk_create(
        MaskProposal(voice=found, start=mask.start, end=mask.end, kind=mask.kind, reason=mask.reason)
        for mask in masks
    )
    VoiceSound.objects.filter(voice=found).update(written_by_id=by.account_id, written_at=at)
    hearing.tell("voice.written_down", found, by, at)
    news.publish(VoiceReworded(found.pk), at=at)
    return found


def _sort_by_words(voice: Voice, words: str, at: datetime) -> None:
    """Guess class and urgency anew now that there are words, unless a person has said them."""
    ways = schemes.in_force(voice.community_id, at)
    if voice.classed_by != ClassedBy.PERSON:
        guess = guesses.guess(ways, guesses.in_force(voice.community_id), words)
        for name, value in hearing.guessed(guess).items():
            setattr(voice, name, value)
    urgency = urgency_in(words, Urgency(voice.urgency))
    if urgency != voice.urgency and voice.is_open():
        voice.urgency = urgency
        voice.due_at = ways.terms[urgency].due_after(at)
        voice.escalates_at = voice.escalates_next(ways.terms[urgency], at)


def _once(draft: Draft, *, by: Actor, verb: str, at: datetime) -> Voice:
    """Hear once per key: a double click waits for the first, then gets what the first made.

    The constraint finds the second click, so that nobody pays for looking first; but files are used already by then.
    """
    known = Voice.objects.filter(said_by=by.account_id or 0, said_key=draft.key)
    found = lone(known) if draft.key and draft.said.files else None
    if found is not None:
        return found
    try:
        with transaction.atomic():
            _refuse_unless_own_files(by, draft.said.files)
            voice = hearing.hear(draft, by=by, verb=verb, at=at)
            if draft.helper is not None:
                news.publish(VoiceSpokenFor(voice.pk), at=at)
            return voice
    except IntegrityError:
        found = lone(known) if draft.key else None
        if found is None:
            raise
        return found


def _community(place: int) -> int:
    community = communities.holding(place)
    if community is None:
        raise NoSuchPlace
    return community


def _speaker(pk: int) -> Resident:
    """The one who speaks for themself, with no more than their public name: the rest is not asked."""
    found = _speakers(pk)
    if not found:
        raise NoSuchResident
    return found[0]


@written_once
def _speakers(pk: int) -> QuerySet[Resident]:
    rows = Resident.objects.select_related("account").only("id", "account__pseudonym")
    return rows.filter(pk=pk, erased_at__isnull=True).order_by()


def _resident(pk: int) -> Resident:
    rows = Resident.objects.select_related("household__home", "account")
    found = lone(rows.filter(pk=pk, erased_at__isnull=True))
    if found is None:
        raise NoSuchResident
    return found


def _shares_household(by: Actor, author: Resident) -> bool:
    if by.resident_id is None or author.household_id is None or by.resident_id == author.pk:
        return False
    return Resident.objects.filter(pk=by.resident_id, household_id=author.household_id).exists()


def _refuse_unless_own_files(by: Actor, files: list[int]) -> None:
    if not files:
        return
    own = StoredFile.objects.filter(pk__in=files, keeper=KEEPER, brought_by=by.account_id).count()
    photos, sounds = (
        VoicePhoto.objects.filter(file_id__in=files),
        VoiceSound.objects.filter(file_id__in=files),
    )
    if own != len(set(files)) or photos.exists() or sounds.exists():
        raise NoSuchThing
