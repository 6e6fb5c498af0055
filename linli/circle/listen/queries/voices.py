"""One voice as each may see it: staff, author, helper, anyone; and the lists of one's own."""

from dataclasses import dataclass
from datetime import datetime
from hmac import compare_digest

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from linli.circle.listen import rules
from linli.circle.listen.choices import FINAL_STATES, LIVE_MEMBERS, Bond, Shown
from linli.circle.listen.models import (
    Answer,
    Hiding,
    MaskProposal,
    Pause,
    Rating,
    Report,
    Support,
    TopicMembership,
    Voice,
    VoiceOriginal,
    VoicePhoto,
    VoiceSound,
)
from linli.circle.listen.models.voice import VoiceQuerySet
from linli.circle.listen.queries.inbox import searched
from linli.circle.listen.refusals import MayNotHandle, MayNotRead, NoSuchVoice, NotSignedIn
from linli.ground.journal.models import Entry
from linli.ground.lib.keyset import Order, Page, begun, cut
from linli.ground.lib.lookups import lone
from linli.ground.lib.once import written_once
from linli.ground.people.queries import areas, newcomers
from linli.ground.people.rules import Actor

NEWEST = Order("-id", id_falls=True)


@dataclass(frozen=True, slots=True)
class StaffVoice:
    """A voice as staff see it: masked words, all that was done, what the actor may do; the original only on demand."""

    voice: Voice
    masks: tuple[MaskProposal, ...]
    photos: tuple[VoicePhoto, ...]
    sounds: tuple[VoiceSound, ...]
    answers: tuple[Answer, ...]
    ratings: tuple[Rating, ...]
    pauses: tuple[Pause, ...]
    hidings: tuple[Hiding, ...]
    reports: tuple[Report, ...]
    membership: TopicMembership | None
    trail: tuple[Entry, ...]
    is_overdue: bool
    is_unconfirmed: bool
    may_handle: bool
    may_moderate: bool


@dataclass(frozen=True, slots=True)
class AuthorVoice:
    """A voice as its author, their helper or the holder of the receipt sees it: the original, and what became of it."""

    voice: Voice
    title: str
    text: str
    photos: tuple[VoicePhoto, ...]
    sounds: tuple[VoiceSound, ...]
    answers: tuple[Answer, ...]
    ratings: tuple[Rating, ...]
    pauses: tuple[Pause, ...]
    hiding: Hiding | None
    root: Voice | None
    trail: tuple[Entry, ...]
    is_overdue: bool
    may_rate: bool
    may_appeal: bool
    shows_secret: bool


@dataclass(frozen=True, slots=True)
class PublicVoice:
    """A voice as anyone may read it: covered words under a pseudonym, or the reason why they are hidden."""

    voice: Voice
    title: str
    text: str
    photos: tuple[VoicePhoto, ...]
    answers: tuple[Answer, ...]
    stars: tuple[tuple[int, int], ...]
    pauses: tuple[Pause, ...]
    hiding: Hiding | None
    trail: tuple[Entry, ...]
    is_overdue: bool


def for_staff(actor: Actor, voice: int, at: datetime) -> StaffVoice:
    """Return a voice for staff, with all that was done to it.

    Raises:
        NoSuchVoice: there is none.
        MayNotRead: no post of the actor reads voices there.
    """
    found = lone(_full(Voice.objects.filter(pk=voice)))
    if found is None:
        raise NoSuchVoice
    place = areas.around(found.place_id)
    if not rules.may_read_voices(actor, place, at):
        raise MayNotRead
    standing = TopicMembership.objects.filter(voice=found, state__in=LIVE_MEMBERS)
    may_handle = rules.may_handle_voices(actor, place, at)
    return StaffVoice(
        voice=found,
        masks=tuple(MaskProposal.objects.filter(voice=found)) if may_handle else (),
        photos=tuple(found.photos.all()),
        sounds=tuple(found.sounds.all()),
        answers=tuple(found.answers.all()),
        ratings=tuple(found.ratings.all()),
        pauses=tuple(found.pauses.all()),
        hidings=tuple(found.hidings.all()),
        reports=tuple(Report.objects.filter(voice=found, settled_at__isnull=True)),
        membership=lone(standing.select_related("topic")),
        trail=trail(found),
        is_overdue=found.is_overdue(at),
        is_unconfirmed=newcomers.is_unconfirmed(found.author_id),
        may_handle=may_handle,
        may_moderate=rules.may_moderate(actor, place, at),
    )


def may_open_original(actor: Actor, voice: int, at: datetime) -> Voice:
    """Return a voice whose original the actor may read; `originals.open_for` notes the reading.

    Raises:
        NoSuchVoice: there is none.
        MayNotHandle: no post of the actor handles voices there.
    """
    found = lone(Voice.objects.filter(pk=voice))
    if found is None:
        raise NoSuchVoice
    if not rules.may_handle_voices(actor, areas.around(found.place_id), at):
        raise MayNotHandle
    return found


def for_author(actor: Actor, voice: int, at: datetime) -> AuthorVoice:
    """Return a voice for its author or their helper.

    Raises:
        NoSuchVoice: there is none of theirs.
    """
    found = lone(_full(Voice.objects.filter(pk=voice)))
    if found is None or not rules.may_follow(actor, found, at):
        raise NoSuchVoice
    return _followed(found, at, is_author=rules.is_the_author(actor, found, at))


def by_receipt(number: str, secret: str, at: datetime) -> AuthorVoice:
    """Return the voice of a receipt: whoever holds its secret may follow and rate it, signed in or not.

    Raises:
        NoSuchVoice: number and secret do not belong together.
    """
    found = lone(_full(Voice.objects.filter(secret=secret))) if secret else None
    if found is None or not compare_digest(found.number.encode(), number.strip().encode()):
        raise NoSuchVoice
    return _followed(found, at, is_author=True)


def bond(voice: Voice, actor: Actor) -> Bond:
    """Return what a reader is to a public voice (one query for a resident of its community)."""
    if actor.resident_id is None or actor.community_id != voice.community_id:
        return Bond.NONE
    if voice.author_id == actor.resident_id:
        return Bond.OWN
    if Support.objects.filter(voice=voice, resident_id=actor.resident_id).exists():
        return Bond.STANDS_BEHIND
    return Bond.MAY_JOIN if voice.is_open() and voice.shown == Shown.PUBLIC else Bond.NONE


def public(voice: int, at: datetime) -> PublicVoice:
    """Return a voice for anyone; of a hidden one only the reason.

    Raises:
        NoSuchVoice: there is none, or it never was public.
    """
    found = lone(_full(Voice.objects.filter(pk=voice, shown__in=(Shown.PUBLIC, Shown.HIDDEN))))
    if found is None:
        raise NoSuchVoice
    is_hidden = found.shown == Shown.HIDDEN
    return PublicVoice(
        voice=found,
        title="" if is_hidden else found.title,
        text="" if is_hidden else found.text,
        photos=() if is_hidden else tuple(photo for photo in found.photos.all() if photo.is_cleared),
        answers=tuple(found.answers.all()),
        stars=tuple((rating.lap, rating.stars) for rating in found.ratings.all()),
        pauses=tuple(found.pauses.all()),
        hiding=_hiding(found),
        trail=trail(found, only_public=True),
        is_overdue=found.is_overdue(at),
    )


def mine(actor: Actor, *, after: str = "", size: int = 20) -> Page[Voice]:
    """Return the actor's own voices, newest first (one query).

    Raises:
        NotSignedIn: nobody is signed in.
        BadCursor: the cursor is not one of this list.
    """
    if actor.resident_id is None:
        if not actor.account_id:
            raise NotSignedIn
        return Page(())
    if not after:
        return begun(_mine(actor.resident_id, most=size + 1), NEWEST, size, tuple)
    return cut(_listed(Voice.objects.filter(author_id=actor.resident_id)), NEWEST, after, size, tuple)


@written_once
def _mine(resident: int, *, most: int) -> QuerySet[Voice]:
    return _listed(Voice.objects.filter(author_id=resident)).order_by(*NEWEST.keys)[:most]


def helped(actor: Actor, *, after: str = "", size: int = 20) -> Page[Voice]:
    """Return the voices the actor spoke for others, newest first (one query).

    Raises:
        NotSignedIn: nobody is signed in.
        BadCursor: the cursor is not one of this list.
    """
    if not actor.account_id:
        raise NotSignedIn
    return cut(_listed(Voice.objects.filter(helper_id=actor.account_id)), NEWEST, after, size, tuple)


def published(
    community: int, *, words: str = "", voice_class: int | None = None, after: str = "", size: int = 20
) -> Page[Voice]:
    """Return the public voices of a community, newest first, of one class or holding some words if asked.

    Raises:
        BadCursor: the cursor is not one of this list.
    """
    if not (words or voice_class or after):
        return begun(_published(community, most=size + 1), NEWEST, size, tuple)
    rows = Voice.objects.filter(community_id=community).shown_to_all()
    if voice_class is not None:
        rows = rows.filter(voice_class_id=voice_class)
    return cut(_listed(searched(rows, community, words)), NEWEST, after, size, tuple)


@written_once
def _published(community: int, *, most: int) -> QuerySet[Voice]:
    rows = Voice.objects.filter(community_id=community).shown_to_all()
    return _listed(rows).order_by(*NEWEST.keys)[:most]


def trail(voice: Voice, *, only_public: bool = False) -> tuple[Entry, ...]:
    """Return the history of a voice from the journal, oldest first."""
    entries = Entry.objects.filter(object_kind="voice", object_id=voice.pk)
    if only_public:
        entries = entries.filter(is_public=True)
    return tuple(entries.order_by("id")[:200])


def _followed(voice: Voice, at: datetime, *, is_author: bool) -> AuthorVoice:
    original = lone(VoiceOriginal.objects.filter(voice=voice))
    title, _newline, text = (original.words if original else "\n").partition("\n")
    rated = {rating.lap for rating in voice.ratings.all()}
    root = voice.joined_to
    root_is_open = root is not None and root.is_open()
    hiding = _hiding(voice)
    return AuthorVoice(
        voice=voice,
        title=title,
        text=text,
        photos=tuple(voice.photos.all()),
        sounds=tuple(voice.sounds.all()),
        answers=tuple(voice.answers.all()),
        ratings=tuple(voice.ratings.all()),
        pauses=tuple(voice.pauses.all()),
        hiding=hiding,
        root=root,
        trail=trail(voice),
        is_overdue=voice.is_overdue(at),
        may_rate=is_author and not voice.is_open() and voice.lap not in rated and not root_is_open,
        may_appeal=is_author and hiding is not None and hiding.appealed_at is None,
        shows_secret=is_author,
    )


def _hiding(voice: Voice) -> Hiding | None:
    return next((row for row in voice.hidings.all() if row.lifted_at is None), None)


def _listed(rows: VoiceQuerySet) -> VoiceQuerySet:
    return rows.select_related("voice_class", "place")


def _full(rows: VoiceQuerySet) -> VoiceQuerySet:
    return rows.select_related(
        "community",
        "place",
        "voice_class",
        "first_guess",
        "second_guess",
        "owner__organization",
        "owner__resident",
        "topic",
        "matter",
        "joined_to",
        "helper",
    ).prefetch_related(
        Prefetch("answers", Answer.objects.select_related("by_post")),
        "ratings",
        "pauses",
        "hidings",
        Prefetch("photos", VoicePhoto.objects.select_related("file")),
        Prefetch("sounds", VoiceSound.objects.select_related("file")),
    )


def is_open(voice: int) -> bool:
    """Say whether a voice waits for an answer."""
    return Voice.objects.filter(pk=voice).open().exists()


def to_rate(actor: Actor) -> Voice | None:
    """Return the actor's oldest answered voice that waits to be rated."""
    if actor.resident_id is None:
        return None
    return next(iter(_to_rate(actor.resident_id)), None)


@written_once
def _to_rate(resident: int) -> QuerySet[Voice]:
    mine = Voice.objects.filter(author_id=resident, state__in=FINAL_STATES)
    rated = Rating.objects.filter(voice=OuterRef("pk"), lap=OuterRef("lap"))
    return mine.filter(~Exists(rated)).order_by("answered_at")[:1]
