"""How public words are questioned: reported, hidden with a reason, appealed, put back. Nothing is ever deleted."""

from datetime import datetime

from django.db import IntegrityError, transaction

from linli.circle.listen import rules
from linli.circle.listen.actions import locks
from linli.circle.listen.actions.hearing import tell
from linli.circle.listen.choices import Shown
from linli.circle.listen.events import VoiceHidden
from linli.circle.listen.models import Hiding, Report, Voice
from linli.circle.listen.refusals import (
    AlreadyAppealed,
    AlreadyReported,
    MayNotModerate,
    MayNotReport,
    NoSuchThing,
    NotHidden,
    NotPublic,
    NotTheAuthor,
    ReasonMissing,
)
from linli.ground.journal import news
from linli.ground.lib.text import clip, tidy
from linli.ground.people.queries import areas
from linli.ground.people.rules import Actor

REASON_LENGTH, APPEAL_LENGTH = 200, 500


@transaction.atomic
def report(*, by: Actor, voice: int, reason: str, at: datetime) -> Report:
    """Say that a public voice should not be public, and why.

    Raises:
        NoSuchVoice: there is none.
        MayNotReport: nobody is signed in, or the voice is not public.
        ReasonMissing: no reason is given.
        AlreadyReported: the same person's report waits to be looked at.
    """
    found = locks.voice(voice)
    if not rules.may_report(by, found, at) or by.account_id is None:
        raise MayNotReport
    reason = _reason(reason)
    try:
        with transaction.atomic():
            made = Report.objects.create(voice=found, by_account_id=by.account_id, reason=reason, at=at)
    except IntegrityError as twice:
        raise AlreadyReported from twice
    tell("voice.reported", found, by, at)
    return made


@transaction.atomic
def dismiss(*, by: Actor, voice: int, at: datetime) -> int:
    """Settle the reports of a voice without hiding it; return how many there were.

    Raises:
        NoSuchVoice: there is none.
        MayNotModerate: no post of the actor moderates there.
        NoSuchThing: no report waits.
    """
    found = _locked(by, voice, at)
    settled = Report.objects.filter(voice=found, settled_at__isnull=True).update(settled_at=at)
    if not settled:
        raise NoSuchThing
    tell("voice.report_dismissed", found, by, at, reports=settled)
    return settled


@transaction.atomic
def hide(*, by: Actor, voice: int, reason: str, at: datetime) -> Hiding:
    """Take a public voice from view, with a reason that everyone may read in its place.

    Raises:
        NoSuchVoice: there is none.
        MayNotModerate: no post of the actor moderates there.
        NotPublic: it is not public.
        ReasonMissing: no reason is given.
    """
    found = _locked(by, voice, at)
    if found.shown != Shown.PUBLIC:
        raise NotPublic
    assert by.account_id is not None
    made = Hiding.objects.create(voice=found, reason=_reason(reason), by_account_id=by.account_id, at=at)
    Report.objects.filter(voice=found, settled_at__isnull=True).update(settled_at=at)
    found.shown = Shown.HIDDEN
    found.save(update_fields=["shown"])
    tell("voice.hidden", found, by, at)
    news.publish(VoiceHidden(found.pk), at=at)
    return made


@transaction.atomic
def appeal(*, by: Actor, voice: int, words: str, at: datetime) -> Hiding:
    """Ask, as the author, for a hidden voice to be put back.

    Raises:
        NoSuchVoice: there is none.
        NotTheAuthor: only the author appeals.
        NotHidden: it is not hidden.
        AlreadyAppealed: there is an appeal already.
        ReasonMissing: the appeal is blank.
    """
    found = locks.voice(voice)
    if not rules.may_appeal(by, found, at):
        raise NotTheAuthor
    hiding = _hiding(found)
    if hiding.appealed_at is not None:
        raise AlreadyAppealed
    if not tidy(words):
        raise ReasonMissing
    hiding.appeal, hiding.appealed_at = clip(tidy(words), APPEAL_LENGTH), at
    hiding.save(update_fields=["appeal", "appealed_at"])
    tell("voice.appealed", found, by, at)
    return hiding


@transaction.atomic
def uphold(*, by: Actor, voice: int, verdict: str, at: datetime) -> Hiding:
    """Leave a voice hidden after an appeal, and say why.

    Raises:
        NoSuchVoice: there is none.
        MayNotModerate: no post of the actor moderates there.
        NotHidden: it is not hidden, or nobody appealed.
        ReasonMissing: no reason is given.
    """
    found = _locked(by, voice, at)
    hiding = _hiding(found)
    if hiding.appealed_at is None:
        raise NotHidden
    hiding.verdict, hiding.decided_by_id, hiding.decided_at = _reason(verdict), by.account_id, at
    hiding.save(update_fields=["verdict", "decided_by", "decided_at"])
    tell("voice.upheld", found, by, at)
    return hiding


@transaction.atomic
def restore(*, by: Actor, voice: int, verdict: str, at: datetime) -> Hiding:
    """Put a hidden voice back into view, and say why.

    Raises:
        NoSuchVoice: there is none.
        MayNotModerate: no post of the actor moderates there.
        NotHidden: it is not hidden.
        ReasonMissing: no reason is given.
    """
    found = _locked(by, voice, at)
    hiding = _hiding(found)
    hiding.verdict, hiding.decided_by_id = _reason(verdict), by.account_id
    hiding.decided_at = hiding.lifted_at = at
    hiding.save(update_fields=["verdict", "decided_by", "decided_at", "lifted_at"])
    found.shown = Shown.PUBLIC
    found.save(update_fields=["shown"])
    tell("voice.restored", found, by, at)
    return hiding


def _locked(by: Actor, voice: int, at: datetime) -> Voice:
    found = locks.voice(voice)
    if by.account_id is None or not rules.may_moderate(by, areas.around(found.place_id), at):
        raise MayNotModerate
    return found


def _hiding(voice: Voice) -> Hiding:
    found = Hiding.objects.filter(voice=voice, lifted_at__isnull=True).first()
    if found is None:
        raise NotHidden
    return found


def _reason(words: str) -> str:
    if not tidy(words):
        raise ReasonMissing
    return clip(tidy(words), REASON_LENGTH)
