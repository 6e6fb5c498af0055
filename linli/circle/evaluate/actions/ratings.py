"""Takes what a neighbour thinks of a matter: from themselves, by receipt, on the phone, or passed on by a helper."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.db.models import F

from linli.circle.deliver.queries import boards
from linli.circle.evaluate import rules
from linli.circle.evaluate.choices import Channel
from linli.circle.evaluate.events import MatterRated
from linli.circle.evaluate.models import Asking, MatterRating, Round
from linli.circle.evaluate.queries import rounds as questions
from linli.circle.evaluate.refusals import (
    ConsentMissing,
    MayNotPassOn,
    MayNotScore,
    NoSuchRound,
    NotConcerned,
    OwnWork,
    RoundIsClosed,
    ScoreOutOfRange,
    StarsOutOfRange,
)
from linli.circle.evaluate.rules import Owned
from linli.circle.listen.queries import voices
from linli.circle.matters.actions import needs
from linli.circle.matters.models import Matter
from linli.circle.matters.queries import concerned
from linli.ground.journal import news
from linli.ground.journal.actions import entries
from linli.ground.lib.text import tidy
from linli.ground.people.models import Resident
from linli.ground.people.queries import areas, residents
from linli.ground.people.rules import Actor

LOWEST, HIGHEST, MOST_SCORE = 1, 5, 10


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody thinks: stars for the result and the reply, words, and what a call-back asks."""

    result: int
    reply: int
    words: str = ""
    was_contacted: bool | None = None
    is_solved: bool | None = None
    need_score: int | None = None
    channel: Channel = Channel.SELF
    consent_note: str = ""


@transaction.atomic
def rate(*, by: Actor, round_: int, given: Given, at: datetime) -> MatterRating:
    """Take the actor's own rating, or a change of it; the same again changes nothing.

    Raises:
        NoSuchRound: there is none.
        RoundIsClosed: it has ended.
        NotConcerned: the matter does not concern the actor.
        OwnWork: the actor carried it out.
        StarsOutOfRange, ScoreOutOfRange: the numbers are none of those that can be chosen.
    """
    found = locked(round_, at)
    if by.resident_id is None:
        raise NotConcerned
    return take(found, by.resident_id, replace(given, channel=Channel.SELF), by, at)


@transaction.atomic
def rate_by_receipt(*, by: Actor, number: str, secret: str, given: Given, at: datetime) -> MatterRating:
    """Take the rating of whoever holds the receipt of a voice that this matter came from.

    Raises:
        NoSuchVoice: number and secret do not belong together.
        NoSuchRound: no round is open for its matter.
        RoundIsClosed, NotConcerned, OwnWork, StarsOutOfRange, ScoreOutOfRange: as in `rate`.
    """
    voice = voices.by_receipt(number, secret, at).voice
    open_now = questions.open_for_voice(voice, at)
    if open_now is None or voice.author_id is None:
        raise NoSuchRound
    found = locked(open_now.pk, at)
    return take(found, voice.author_id, replace(given, channel=Channel.RECEIPT), by, at)


@transaction.atomic
def pass_on(*, by: Actor, round_: int, resident: int, given: Given, at: datetime) -> MatterRating:
    """Take a rating that a helper passes on for somebody who agreed.

    Raises:
        MayNotPassOn: the actor may not speak for them.
        ConsentMissing: it is not said how they agreed.
        NoSuchRound, RoundIsClosed, NotConcerned, OwnWork, StarsOutOfRange, ScoreOutOfRange: as in `rate`.
    """
    found = locked(round_, at)
    person = Resident.objects.select_related("household__home").filter(pk=resident).first()
    if person is None or not _may_speak_for(by, person, at):
        raise MayNotPassOn
    if not tidy(given.consent_note):
        raise ConsentMissing
    return take(found, person.pk, replace(given, channel=Channel.HELPER), by, at)


@transaction.atomic
def withdraw(*, by: Actor, round_: int, at: datetime) -> None:
    """Take back the actor's own rating; nothing happens when there is none.

    Raises:
        NoSuchRound, RoundIsClosed: as in `rate`.
    """
    found = locked(round_, at)
    gone, _kinds = MatterRating.objects.filter(round=found, resident_id=by.resident_id or 0).delete()
    if gone:
        Round.objects.filter(pk=found.pk).update(ratings_count=F("ratings_count") - 1)
        entries.record("rating.withdrawn", by=by.account_id, thing=found, at=at, **_where(found))


@transaction.atomic
def score_governance(*, by: Actor, round_: int, score: int, at: datetime) -> Matter:
    """Write down how far the governance need was met, as the owner of the matter or who moves matters there.

    Raises:
        NoSuchRound: there is none.
        MayNotScore: the actor neither owns it nor moves matters there.
        ScoreOutOfRange: the score is not from 0 to 10.
    """
    found = Round.objects.select_related("owner").filter(pk=round_).first()
    if found is None:
        raise NoSuchRound
    if not rules.may_score(by, Owned(areas.around(found.scope_id).around, found.owner.resident_id), at):
        raise MayNotScore
    if not 0 <= score <= MOST_SCORE:
        raise ScoreOutOfRange
    return needs.score(by=by, matter=found.matter_id, governance_score=score, at=at)


def locked(round_: int, at: datetime) -> Round:
    """Return an open round, locked until the end of the transaction.

    Raises:
        NoSuchRound: there is none.
        RoundIsClosed: it has ended.
    """
    found = Round.objects.select_for_update(no_key=True).filter(pk=round_).first()
    if found is None:
        raise NoSuchRound
    if not found.is_open(at):
        raise RoundIsClosed
    return found


def take(found: Round, resident: int, given: Given, by: Actor, at: datetime) -> MatterRating:
    """Write the rating of a resident in a locked round.

    Raises:
        NotConcerned: the matter does not concern them.
        OwnWork: they carried it out.
        StarsOutOfRange, ScoreOutOfRange: as in `rate`.
    """
    if concerned.why(found.matter_id, resident) is None:
        raise NotConcerned
    if resident in boards.of_matter(found.matter_id, at):
        raise OwnWork
    if not (LOWEST <= given.result <= HIGHEST and LOWEST <= given.reply <= HIGHEST):
        raise StarsOutOfRange
    if given.need_score is not None and not 0 <= given.need_score <= MOST_SCORE:
        raise ScoreOutOfRange

    said = {
        "result": given.result,
        "reply": given.reply,
        "words": tidy(given.words)[:500],
        "was_contacted": given.was_contacted,
        "is_solved": given.is_solved,
        "need_score": given.need_score,
        "channel": given.channel,
        "consent_note": tidy(given.consent_note)[:200],
    }
    known = MatterRating.objects.filter(round=found, resident_id=resident).first()
    if known is not None and all(getattr(known, name) == value for name, value in said.items()):
        return known
    rating, is_new = MatterRating.objects.update_or_create(
        round=found, resident_id=resident, defaults={**said, "by_account_id": by.account_id or None, "at": at}
    )
    if is_new:
        _count(found, resident)
    entries.record(
        "rating.given" if is_new else "rating.changed",
        by=by.account_id,
        thing=found,
        at=at,
        **_where(found),
    )
    news.publish(MatterRated(found.pk, resident), at=at)
    return rating


def _count(found: Round, resident: int) -> None:
    """Count one rating more, and who rated unasked (they followed it later) among those asked."""
    _row, was_unasked = Asking.objects.get_or_create(round=found, resident_id=resident)
    Round.objects.filter(pk=found.pk).update(
        ratings_count=F("ratings_count") + 1, asked=F("asked") + int(was_unasked)
    )


def _may_speak_for(by: Actor, person: Resident, at: datetime) -> bool:
    if person.pk == by.resident_id or by.resident_id is None:
        return False
    if rules.may_speak_for(by, areas.around(residents.area_of(person)), at):
        return True
    if person.household_id is None:
        return False
    return Resident.objects.filter(pk=by.resident_id, household_id=person.household_id).exists()


def _where(found: Round) -> dict[str, int]:
    return {"area": found.scope_id, "matter": found.matter_id}
