"""Takes one thing that was said into the house: receipt, owner, due date, sealed original, proposals to mask."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from civics.text import covered, propose_masks
from linli.circle.listen import phrases
from linli.circle.listen.actions import receipts, schemes
from linli.circle.listen.choices import Audience, Channel, Shown, Urgency
from linli.circle.listen.events import VoiceHeard
from linli.circle.listen.models import MaskProposal, Voice, VoiceOriginal, VoicePhoto, VoiceSound
from linli.circle.listen.queries import guesses, names
from linli.circle.listen.queries.guesses import Guess
from linli.circle.listen.queries.schemes import Ways, urgency_in
from linli.circle.listen.refusals import NothingSaid, TooLong
from linli.ground.journal import news
from linli.ground.journal.actions import entries
from linli.ground.lib.chance import token
from linli.ground.lib.text import clip, tidy
from linli.ground.people.models import Resident
from linli.ground.people.rules import Actor

MOST_WORDS, MOST_IMPORTED = 10_000, 20_100
TITLE_LENGTH = 120
SECRET_BYTES = 16
NAMELESS = "-"


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody said: words, where in words, photos and a recording (ids of stored files), and who may read it."""

    text: str = ""
    title: str = ""
    place_words: str = ""
    audience: Audience = Audience.PUBLIC
    urgency: Urgency | None = None
    photos: tuple[int, ...] = ()
    sound: int | None = None

    @property
    def files(self) -> list[int]:
        """All stored files that came with it."""
        return [*self.photos, *([self.sound] if self.sound is not None else [])]


@dataclass(frozen=True, slots=True)
class Draft:
    """Something said, on its way in: where, by whom, for whom, through which channel."""

    said: Said
    community: int
    place: int
    channel: Channel = Channel.APP
    author: Resident | None = None
    helper: int | None = None
    consent_note: str = ""
    key: str = ""


def tidied(title: str, text: str, *, may_be_silent: bool, most: int = MOST_WORDS) -> tuple[str, str]:
    """Return a title and a text in the form the house keeps.

    Raises:
        NothingSaid: there are no words and no recording.
        TooLong: there are more words than one voice holds.
    """
    title, text = " ".join(tidy(title).split()), tidy(text)
    if not (title or text or may_be_silent):
        raise NothingSaid
    if len(text) + len(title) > most:
        raise TooLong(most=most, length=len(text) + len(title))
    if len(title) > TITLE_LENGTH:
        title, text = clip(title, TITLE_LENGTH), f"{title}\n{text}".strip()
    return title, text


def author_key(author: Resident | None) -> str:
    """Return the sign by which a person is counted once; all who give no name are counted as one."""
    return f"r{author.pk}" if author else NAMELESS


def hear(draft: Draft, *, by: Actor, verb: str, at: datetime) -> Voice:
    """Write a voice with all that belongs to it, journal it and tell the news; rules are the caller's to keep.

    Raises:
        NothingSaid, TooLong: as in `tidied`.
    """
    ways = schemes.in_force(draft.community, at)
    said = draft.said
    title, text = tidied(said.title, said.text, may_be_silent=said.sound is not None)
    words = f"{title}\n{text}"
    guess = guesses.guess(ways, guesses.in_force(draft.community), words)
    masks = propose_masks(words, names.neighbours(draft.place))

    voice = _row(draft, ways, guess, covered(words, masks), by, at)
    voice.save(force_insert=True)
    VoiceOriginal.objects.create(voice=voice, words=words)
    if masks:
        MaskProposal.objects.bulk_create(
            MaskProposal(voice=voice, start=mask.start, end=mask.end, kind=mask.kind, reason=mask.reason)
            for mask in masks
        )
    _attach(voice, said)
    tell(verb, voice, by, at, channel=voice.channel, urgency=voice.urgency)
    news.publish(VoiceHeard(voice.pk), at=at)
    return voice


def tell(verb: str, voice: Voice, by: Actor, at: datetime, **payload: object) -> None:
    """Write one line of a voice's history: public when the voice may ever be, numbers and codes only."""
    entries.record(
        verb,
        by=by.account_id,
        thing=voice,
        at=at,
        area=voice.place_id,
        matter=voice.matter_id,
        public=voice.audience == Audience.PUBLIC,
        lap=voice.lap,
        **payload,
    )


def guessed(guess: Guess) -> dict[str, object]:
    """Return the fields of a voice that a guess fills."""
    return {
        "voice_class": guess.voice_class,
        "classed_by": guess.classed_by,
        "first_guess": guess.first,
        "second_guess": guess.second,
        "margin": guess.margin,
        "confidence": guess.confidence,
        "second_confidence": guess.second_confidence,
    }


def split_words(words: str) -> tuple[str, str]:
    """Return title and text of words whose first line is the title."""
    title, _newline, text = words.partition("\n")
    return title, text


def _row(draft: Draft, ways: Ways, guess: Guess, shown: str, by: Actor, at: datetime) -> Voice:
    title, text = split_words(shown)
    usual = Urgency(guess.voice_class.urgency)
    urgency = draft.said.urgency or urgency_in(shown, usual)
    due_at = ways.terms[urgency].due_after(at)
    day = timezone.localdate(at)
    return Voice(
        community_id=draft.community,
        year=day.year,
        number=receipts.numbers(draft.community, day)[0],
        secret=token(SECRET_BYTES),
        channel=draft.channel,
        title=title,
        text=text,
        place_id=draft.place,
        place_words=clip(tidy(draft.said.place_words), 120),
        author=draft.author,
        author_key=author_key(draft.author),
        signature=_signature(draft.author),
        helper_id=draft.helper,
        consent_note=clip(tidy(draft.consent_note), 200),
        said_by=by.account_id or 0,
        said_key=draft.key or token(),
        said_at=at,
        heard_at=at,
        asked_at=at,
        audience=draft.said.audience,
        shown=Shown.CHECKING if draft.said.audience == Audience.PUBLIC else Shown.STAFF_ONLY,
        needs_writing=not (title or text),
        owner_id=guess.voice_class.owner_id or ways.scheme.desk_id,
        urgency=urgency,
        due_at=due_at,
        escalates_at=due_at,
        **guessed(guess),
    )


def _attach(voice: Voice, said: Said) -> None:
    if said.photos:
        VoicePhoto.objects.bulk_create(
            VoicePhoto(voice=voice, file_id=file, order=order) for order, file in enumerate(said.photos)
        )
    if said.sound is not None:
        VoiceSound.objects.create(voice=voice, file_id=said.sound)


def _signature(author: Resident | None) -> str:
    account = getattr(author, "account", None)
    if account is not None and account.pseudonym:
        return str(account.pseudonym)
    return str(phrases.NEIGHBOUR) if author else ""
