"""Covers what may show who somebody is, before a voice is public: proposals become decisions of a person."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from civics.text import Mask, covered
from linli.circle.listen import rules
from linli.circle.listen.actions import locks
from linli.circle.listen.actions.hearing import split_words, tell
from linli.circle.listen.choices import Audience, MaskState, Shown
from linli.circle.listen.events import VoicePublished, VoiceReworded
from linli.circle.listen.models import MaskProposal, Voice, VoiceOriginal, VoicePhoto
from linli.circle.listen.refusals import (
    AlreadyPublic,
    ForStaffOnly,
    MasksNotSettled,
    MayNotHandle,
    OutsideTheWords,
    StillToWrite,
    WasForgotten,
)
from linli.ground.journal import news
from linli.ground.people.queries import areas
from linli.ground.people.rules import Actor

BY_HAND = "by_hand"


@transaction.atomic
def confirm(*, by: Actor, mask: int, at: datetime) -> Voice:
    """Cover a proposed stretch.

    Raises:
        NoSuchVoice, OutsideTheWords: there is no such proposal.
        MayNotHandle: no post of the actor handles voices there.
        WasForgotten: the author asked for the words to be dropped.
    """
    return _decide(by, mask, MaskState.CONFIRMED, at)


@transaction.atomic
def reject(*, by: Actor, mask: int, at: datetime) -> Voice:
    """Leave a proposed stretch readable.

    Raises:
        NoSuchVoice, OutsideTheWords: there is no such proposal.
        MayNotHandle: no post of the actor handles voices there.
    """
    return _decide(by, mask, MaskState.REJECTED, at)


@transaction.atomic
def add(*, by: Actor, voice: int, start: int, end: int, at: datetime) -> Voice:
    """Cover a stretch that nothing had proposed; positions count characters of the original, title line included.

    Raises:
        NoSuchVoice: there is none.
        OutsideTheWords: the stretch lies outside the words or spans the end of the title line.
        MayNotHandle: no post of the actor handles voices there.
    """
    found = _locked(by, voice, at)
    _cover_by_hand(found, _original(found), [(start, end)], by, at)
    return _reworded(found, by, at)


@transaction.atomic
def settle(
    *,
    by: Actor,
    voice: int,
    cover: Iterable[int],
    added: Iterable[tuple[int, int]] = (),
    at: datetime,
) -> Voice:
    """Decide on all proposals of a voice at once: cover these, leave the others, and cover some more stretches.

    Raises:
        NoSuchVoice: there is none.
        OutsideTheWords: a stretch lies outside the words, or a proposal is not of this voice.
        MayNotHandle: no post of the actor handles voices there.
    """
    found = _locked(by, voice, at)
    wanted, masks = set(cover), list(MaskProposal.objects.filter(voice=found))
    if not wanted <= {mask.pk for mask in masks}:
        raise OutsideTheWords
    for mask in masks:
        mask.state = MaskState.CONFIRMED if mask.pk in wanted else MaskState.REJECTED
        mask.decided_by_id, mask.decided_at = by.account_id, at
    MaskProposal.objects.bulk_update(masks, ["state", "decided_by", "decided_at"])
    _cover_by_hand(found, _original(found), added, by, at)
    return _reworded(found, by, at)


@transaction.atomic
def publish(*, by: Actor, voice: int, photos: Iterable[int] = (), at: datetime) -> Voice:
    """Make a checked voice public, with those of its photos (ids of VoicePhoto) that staff cleared.

    Raises:
        NoSuchVoice: there is none.
        ForStaffOnly: its author wants only staff to read it.
        AlreadyPublic: it is public, or hidden by a decision that must be restored.
        StillToWrite: a recording is not written down yet.
        MayNotHandle: no post of the actor handles voices there.
        MasksNotSettled: some proposals are not decided.
        OutsideTheWords: a photo is not of this voice.
    """
    found = _locked(by, voice, at)
    if found.audience != Audience.PUBLIC:
        raise ForStaffOnly
    if found.shown != Shown.CHECKING:
        raise AlreadyPublic
    if found.needs_writing:
        raise StillToWrite
    waiting = MaskProposal.objects.filter(voice=found, state=MaskState.PROPOSED).count()
    if waiting:
        raise MasksNotSettled(count=waiting)
    wanted = set(photos)
    if VoicePhoto.objects.filter(voice=found, pk__in=wanted).update(is_cleared=True) != len(wanted):
        raise OutsideTheWords

    found.shown, found.published_at = Shown.PUBLIC, at
    found.save(update_fields=["shown", "published_at"])
    tell("voice.published", found, by, at, photos=len(wanted))
    news.publish(VoicePublished(found.pk), at=at)
    return found


def _locked(by: Actor, voice: int, at: datetime) -> Voice:
    found = locks.voice(voice)
    if not rules.may_handle_voices(by, areas.around(found.place_id), at):
        raise MayNotHandle
    return found


def _decide(by: Actor, pk: int, state: MaskState, at: datetime) -> Voice:
    voice_id = MaskProposal.objects.filter(pk=pk).values_list("voice_id", flat=True).first()
    if voice_id is None:
        raise OutsideTheWords
    found = _locked(by, voice_id, at)
    MaskProposal.objects.filter(pk=pk).update(state=state, decided_by_id=by.account_id, decided_at=at)
    return _reworded(found, by, at)


def _original(voice: Voice) -> str:
    found = VoiceOriginal.objects.filter(voice=voice).first()
    if found is None:
        raise WasForgotten
    return found.words


def _cover_by_hand(
    voice: Voice, words: str, added: Iterable[tuple[int, int]], by: Actor, at: datetime
) -> None:
    for start, end in added:
        if not 0 <= start < end <= len(words) or "\n" in words[start:end]:
            raise OutsideTheWords
        MaskProposal.objects.update_or_create(
            voice=voice,
            start=start,
            end=end,
            defaults={
                "kind": BY_HAND,
                "state": MaskState.CONFIRMED,
                "decided_by_id": by.account_id,
                "decided_at": at,
            },
        )


def _reworded(voice: Voice, by: Actor, at: datetime) -> Voice:
    """Write anew what others may read: everything covered that is not left readable on purpose."""
    masks = MaskProposal.objects.filter(voice=voice).exclude(state=MaskState.REJECTED)
    stretches = [Mask(mask.start, mask.end, mask.kind, "") for mask in masks]
    voice.title, voice.text = split_words(covered(_original(voice), stretches))
    voice.save(update_fields=["title", "text"])
    tell("voice.masks_settled", voice, by, at, covered=len(stretches))
    news.publish(VoiceReworded(voice.pk), at=at)
    return voice
