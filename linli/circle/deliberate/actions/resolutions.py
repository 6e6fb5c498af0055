"""Takes resolutions by counted votes, and follows them until they are carried out or dropped."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from linli.circle.deliberate import rules
from linli.circle.deliberate.actions import locks, words
from linli.circle.deliberate.choices import ItemState, MeetingState, ResolutionState
from linli.circle.deliberate.events import ResolutionAdopted, ResolutionClosed
from linli.circle.deliberate.models import AgendaItem, Meeting, Resolution
from linli.circle.deliberate.queries import bodies, presence
from linli.circle.deliberate.refusals import (
    MayNotConvene,
    MoreVotesThanPeople,
    NoQuorum,
    NotOpenNow,
    NotThere,
    NotWithinItsPower,
    OwnerMissing,
    ResolutionIsClosed,
    ResolvesNothing,
)
from linli.circle.deliberate.rulebook import Rule
from linli.circle.matters.actions import matters as deeds
from linli.circle.matters.choices import Stage, Step
from linli.ground.journal import news
from linli.ground.journal.actions import entries
from linli.ground.lib.chance import token
from linli.ground.people.models import AreaWithin, Organization, Post
from linli.ground.people.queries import areas
from linli.ground.people.rules import Actor


@dataclass(frozen=True, slots=True)
class Motion:
    """What is put to the vote in the room, and how the hands were counted.

    `decides`: when it passes, it settles the matter of the item, within the body's power.
    """

    text: str
    votes_for: int
    votes_against: int
    votes_abstain: int = 0
    owner_post: int | None = None
    owner_body: int | None = None
    due_on: date | None = None
    decides: bool = False


@transaction.atomic
def resolve(*, by: Actor, meeting: int, item: int, motion: Motion, key: str = "", at: datetime) -> Resolution:
    """Take down a vote in the room; it passes or not by the rules of the day. The same key again changes nothing.

    Raises:
        NotThere: there is no such meeting, item or owner.
        MayNotConvene: the actor may not.
        NotOpenNow: the meeting is not in session.
        ResolvesNothing: talks and hearings take no resolutions.
        NoQuorum: not enough people are there.
        MoreVotesThanPeople: the hands counted are more than the people there, or fewer than none.
        OwnerMissing: nobody is named to carry it out.
        NotWithinItsPower: the body may not decide the matter.
        WordsMissing, TooManyWords: the text.
    """
    found = locks.convened(by, meeting, at)
    known = Resolution.objects.filter(meeting=found, key=key).first() if key else None
    if known is not None:
        return known
    if found.state != MeetingState.OPEN or found.entitled is None:
        raise NotOpenNow
    rule = locks.rule_of(found)
    if not rule.resolves:
        raise ResolvesNothing
    one = locks.item(found, item)
    counted = presence.quorum(rule, presence.present_count(found.pk), found.entitled)
    if not counted.reached:
        raise NoQuorum(present=counted.present, entitled=counted.entitled, needed=counted.words)
    _refuse_unless_counted(motion, counted.present)
    passed = passes(rule, motion, counted.present, found.entitled)
    if motion.decides:
        _refuse_unless_in_power(rule, found, one)
    if passed:
        _refuse_unless_owned(motion, found.body)

    resolution = _taken(found, one, motion, counted.present, passed=passed, key=key, at=at)
    _tell("resolution.adopted" if passed else "resolution.rejected", by, resolution, found, at)
    if passed:
        _carry(by, one, motion, resolution, at)
        news.publish(ResolutionAdopted(resolution.pk), at=at)
    return resolution


def passes(rule: Rule, motion: Motion, present: int, entitled: int) -> bool:
    """Say whether the votes for a motion reach the share that the rule asks for, of those present or of all."""
    return rule.passing.reached(motion.votes_for, entitled if rule.passes_of_all else present)


@transaction.atomic
def close(*, by: Actor, resolution: int, is_done: bool, reason: str = "", at: datetime) -> Resolution:
    """Note that a resolution was carried out (with a word how), or that it is dropped (with the reason).

    Raises:
        NotThere: there is none.
        MayNotConvene: the actor may not convene the body, and does not hold the post that owns it.
        ResolutionIsClosed: it is closed already.
        WordsMissing, TooManyWords: the reason.
    """
    found = _closable(by, resolution, at)
    if found.state != ResolutionState.OPEN:
        raise ResolutionIsClosed
    reason = words.within(reason, 500) if is_done else words.asked(reason, _("为什么不再做"), 500)

    found.state = ResolutionState.DONE if is_done else ResolutionState.DROPPED
    found.reason, found.closed_at = reason, at
    found.save()
    entries.record(
        "resolution.done" if is_done else "resolution.dropped",
        by=by.account_id,
        thing=found,
        at=at,
        area=found.body.area_id,
        matter=found.matter_id,
        public=True,
    )
    news.publish(ResolutionClosed(found.pk, found.state), at=at)
    return found


def _closable(by: Actor, pk: int, at: datetime) -> Resolution:
    """Lock a resolution for who may close it: the holder of the post that owns it, or a convener of the body."""
    found = (
        Resolution.objects.select_for_update(no_key=True, of=("self",))
        .select_related("body")
        .filter(pk=pk)
        .first()
    )
    if found is None:
        raise NotThere
    if not (_holds_it(by, found, at) or rules.may_convene(by, bodies.place_of(found.body, at), at)):
        raise MayNotConvene
    return found


def _refuse_unless_counted(motion: Motion, present: int) -> None:
    votes = (motion.votes_for, motion.votes_against, motion.votes_abstain)
    if min(votes) < 0 or sum(votes) > present:
        raise MoreVotesThanPeople(present=present, votes=sum(votes))


def _refuse_unless_in_power(rule: Rule, meeting: Meeting, item: AgendaItem) -> None:
    """A body decides what its rules let it decide, where it lies, and only while the matter waits for a decision."""
    matter = item.matter
    inside = (
        matter is not None
        and AreaWithin.objects.filter(outer_id=meeting.body.area_id, inner_id=matter.scope_id).exists()
    )
    if not (rule.decides and inside and matter and matter.stage in {Stage.HEARD, Stage.DELIBERATED}):
        raise NotWithinItsPower


def _refuse_unless_owned(motion: Motion, body: Organization) -> None:
    if (motion.owner_post is None) == (motion.owner_body is None):
        raise OwnerMissing
    community = areas.community_of(body.area_id)
    within = AreaWithin.objects.filter(outer_id=community.pk if community else body.area_id)
    inside = list(within.values_list("inner_id", flat=True))
    if motion.owner_post is not None:
        is_there = Post.objects.filter(pk=motion.owner_post, area_id__in=inside).exists()
    else:
        is_there = Organization.objects.filter(pk=motion.owner_body or 0, area_id__in=inside).exists()
    if not is_there:
        raise NotThere


def _taken(
    meeting: Meeting, item: AgendaItem, motion: Motion, present: int, *, passed: bool, key: str, at: datetime
) -> Resolution:
    text = words.asked(motion.text, _("决议写的是什么"), 2000)
    resolution = Resolution.objects.create(
        meeting=meeting,
        item=item,
        body=meeting.body,
        matter_id=item.matter_id,
        text=text,
        owner_post_id=motion.owner_post if passed else None,
        owner_body_id=motion.owner_body if passed else None,
        due_on=motion.due_on,
        votes_for=motion.votes_for,
        votes_against=motion.votes_against,
        votes_abstain=motion.votes_abstain,
        present=present,
        entitled=meeting.entitled or 0,
        state=ResolutionState.OPEN if passed else ResolutionState.REJECTED,
        key=key or token(16),
        at=at,
        closed_at=None if passed else at,
    )
    if item.state == ItemState.WAITING:
        item.state, item.outcome = ItemState.DISCUSSED, item.outcome or text
        item.save(update_fields=["state", "outcome"])
    return resolution


def _carry(by: Actor, item: AgendaItem, motion: Motion, resolution: Resolution, at: datetime) -> None:
    """Move the matter by what was resolved: talked over by any resolution, decided by one that decides."""
    if item.matter is None:
        return
    if item.matter.stage == Stage.HEARD:
        deeds.carry(by=by, matter=item.matter.pk, step=Step.DELIBERATE, at=at)
    if motion.decides:
        deeds.carry(
            by=by,
            matter=item.matter.pk,
            step=Step.DECIDE,
            bringing=deeds.Bringing(reason=resolution.text),
            at=at,
        )


def _holds_it(by: Actor, resolution: Resolution, at: datetime) -> bool:
    return (
        by.resident_id is not None
        and Post.objects.held(at)
        .filter(pk=resolution.owner_post_id or 0, resident_id=by.resident_id)
        .exists()
    )


def _tell(verb: str, by: Actor, resolution: Resolution, meeting: Meeting, at: datetime) -> None:
    entries.record(
        verb,
        by=by.account_id,
        thing=resolution,
        at=at,
        area=meeting.area_id,
        matter=resolution.matter_id,
        public=True,
        votes_for=resolution.votes_for,
        votes_against=resolution.votes_against,
        votes_abstain=resolution.votes_abstain,
        present=resolution.present,
        entitled=resolution.entitled,
    )
