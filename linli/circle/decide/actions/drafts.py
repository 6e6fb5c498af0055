"""Makes a ballot step by step: what is asked, of whom and by which rules, when and where."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from civics.voting.library import find, shipped
from linli.circle.decide import phrases, procedure, rules
from linli.circle.decide.actions import reach
from linli.circle.decide.choices import AGAINST, FOR, MODES, Basis, Kind, Secrecy, State
from linli.circle.decide.models import Ballot, Option
from linli.circle.decide.refusals import (
    MatterElsewhere,
    MayNotRun,
    NotADraft,
    NotUnderTheseRules,
    OptionsWrong,
    TimesWrong,
    WordsMissing,
)
from linli.circle.matters.models import Matter
from linli.ground.lib.chance import token
from linli.ground.lib.text import clip, tidy
from linli.ground.people.models import Area, Organization
from linli.ground.people.queries import areas
from linli.ground.people.rules import Actor

FEWEST, MOST = 2, 10
DEFAULT_RULES = "own-simple-majority"
LASTS = timedelta(days=7)
HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked: about which matter, by which body, in which words; `options` where one of several is chosen."""

    matter: int
    body: int
    question: str
    explanation: str = ""
    kind: Kind = Kind.YESNO
    options: tuple[str, ...] = ()
    key: str = ""


@dataclass(frozen=True, slots=True)
class Whom:
    """Who is asked, by which rules, named or secret, and whether a vote may change until the close."""

    scope: int
    basis: Basis = Basis.HOUSEHOLD
    secrecy: Secrecy = Secrecy.SECRET
    rules: str = DEFAULT_RULES
    rules_matter: str = "other"
    may_abstain: bool = True
    may_change: bool = True


@dataclass(frozen=True, slots=True)
class When:
    """When votes are taken, and where on paper."""

    opens_at: datetime
    closes_at: datetime
    station: str = ""


@transaction.atomic
def draft(*, by: Actor, asked: Asked, at: datetime) -> Ballot:
    """Begin a ballot; a second press of the same form gets what the first made.

    Raises:
        MatterElsewhere: there is no such matter, or the body is of another community.
        MayNotRun: no post of the actor runs ballots where the matter lies.
        WordsMissing, OptionsWrong: question or options cannot stand.
    """
    matter = Matter.objects.filter(pk=asked.matter).first()
    if matter is None:
        raise MatterElsewhere
    if not rules.may_run(by, areas.around(matter.scope_id), at):
        raise MayNotRun
    _refuse_unless_here(matter, asked.body)
    options = _options(asked)

    ways = procedure.of(DEFAULT_RULES)
    opens = _round_hour(at + timedelta(days=ways.posted_days.value + 1))
    ballot = Ballot(
        community_id=matter.community_id,
        scope_id=matter.scope_id,
        matter=matter,
        rules=DEFAULT_RULES,
        opens_at=opens,
        closes_at=opens + LASTS,
        made_by=by.account_id or 0,
        made_key=asked.key or token(16),
        made_at=at,
    )
    _put(ballot, asked)
    known = Ballot.objects.filter(made_by=ballot.made_by, made_key=ballot.made_key)
    try:
        with transaction.atomic():
            ballot.save()
            _put_options(ballot, options)
    except IntegrityError:
        found = known.first()
        if found is None:
            raise
        return found
    reach.tell("ballot.drafted", ballot, by, at)
    return ballot


@transaction.atomic
def describe(*, by: Actor, ballot: int, asked: Asked, at: datetime) -> Ballot:
    """Change what a draft asks.

    Raises:
        NoSuchBallot, MayNotRun: there is none, or none of the actor's.
        NotADraft: its roll is posted.
        MatterElsewhere: the matter is another's, or the body is of another community.
        WordsMissing, OptionsWrong: question or options cannot stand.
        NotUnderTheseRules: the rules chosen do not offer this question.
    """
    found = _draft(by, ballot, at)
    matter = Matter.objects.filter(pk=asked.matter, community_id=found.community_id).first()
    if matter is None:
        raise MatterElsewhere
    _refuse_unless_here(matter, asked.body)
    options = _options(asked)
    found.matter = matter
    _put(found, asked)
    refuse_unless_offered(found)

    found.save()
    found.options.all().delete()
    _put_options(found, options)
    reach.tell("ballot.changed", found, by, at)
    return found


@transaction.atomic
def address(*, by: Actor, ballot: int, whom: Whom, at: datetime) -> Ballot:
    """Say whom a draft asks and by which rules.

    Raises:
        NoSuchBallot, MayNotRun: there is none, or none of the actor's (also in the area chosen).
        NotADraft: its roll is posted.
        MatterElsewhere: the area is in another community.
        NotUnderTheseRules: the rules do not offer this.
    """
    found = _draft(by, ballot, at)
    if not Area.objects.within(found.community_id).filter(pk=whom.scope).exists():
        raise MatterElsewhere
    if not rules.may_run(by, areas.around(whom.scope), at):
        raise MayNotRun
    found.scope_id, found.basis, found.secrecy = whom.scope, whom.basis, whom.secrecy
    found.rules, found.rules_matter = whom.rules, whom.rules_matter
    found.may_abstain, found.may_change = whom.may_abstain, whom.may_change
    refuse_unless_offered(found)

    found.save()
    reach.tell("ballot.changed", found, by, at)
    return found


@transaction.atomic
def schedule(*, by: Actor, ballot: int, when: When, at: datetime) -> Ballot:
    """Say when a draft takes votes, and where on paper.

    Raises:
        NoSuchBallot, MayNotRun: there is none, or none of the actor's.
        NotADraft: its roll is posted.
        TimesWrong: it would close before it opens, or has opened already.
        NotUnderTheseRules: the rules are not in force on the opening day.
    """
    found = _draft(by, ballot, at)
    if not at < when.opens_at < when.closes_at:
        raise TimesWrong
    found.opens_at, found.closes_at = when.opens_at, when.closes_at
    found.station = clip(tidy(when.station), 200)
    refuse_unless_offered(found)

    found.save()
    reach.tell("ballot.changed", found, by, at)
    return found


def refuse_unless_offered(ballot: Ballot) -> None:
    """Refuse what the chosen rules do not offer.

    Raises:
        NotUnderTheseRules: the rules are unknown or not in force, have no such mode, matter or question.
    """
    if ballot.rules not in shipped():
        raise NotUnderTheseRules(rules=ballot.rules, why=phrases.NO_SUCH_RULES)
    chosen = find(ballot.rules)
    why = None
    if chosen.kind not in procedure.KINDS:
        why = phrases.OTHER_KIND
    elif not chosen.is_in_force(timezone.localdate(ballot.opens_at).isoformat()):
        why = phrases.NOT_IN_FORCE
    elif MODES[ballot.basis] not in {mode.name for mode in chosen.modes}:
        why = phrases.NO_SUCH_MODE
    elif ballot.kind == Kind.YESNO and not procedure.may_ask_yes_or_no(chosen):
        why = phrases.NO_YES_OR_NO
    elif ballot.kind == Kind.CHOOSE and not procedure.may_choose(chosen):
        why = phrases.NO_CHOOSING
    elif ballot.kind == Kind.YESNO and ballot.rules_matter not in {one.code for one in chosen.matters}:
        why = phrases.NO_SUCH_MATTER
    if why is not None:
        raise NotUnderTheseRules(rules=chosen.title, why=why)


def _draft(by: Actor, ballot: int, at: datetime) -> Ballot:
    found = reach.run(by, ballot, at)
    if found.state != State.DRAFT:
        raise NotADraft
    return found


def _refuse_unless_here(matter: Matter, body: int) -> None:
    around = areas.around(matter.scope_id).around
    inside = Area.objects.within(matter.community_id)
    bodies = Organization.objects.filter(pk=body, ended_on__isnull=True)
    if not (bodies.filter(area_id__in=around).exists() or bodies.filter(area__in=inside).exists()):
        raise MatterElsewhere


def _options(asked: Asked) -> list[tuple[str, str]]:
    """Return the options by key; of a yes-or-no question they are written by the house."""
    if not tidy(asked.question):
        raise WordsMissing
    if asked.kind == Kind.YESNO:
        return [(FOR, str(phrases.FOR)), (AGAINST, str(phrases.AGAINST))]
    words = [clip(tidy(one), 120) for one in asked.options if tidy(one)]
    if not FEWEST <= len(words) <= MOST or len(set(words)) != len(words):
        raise OptionsWrong
    return [(chr(ord("a") + place), one) for place, one in enumerate(words)]


def _put(ballot: Ballot, asked: Asked) -> None:
    ballot.body_id, ballot.kind = asked.body, asked.kind
    ballot.question = clip(tidy(asked.question), 200)
    ballot.explanation = tidy(asked.explanation)[:4000]


def _put_options(ballot: Ballot, options: list[tuple[str, str]]) -> None:
    Option.objects.bulk_create(
        Option(ballot=ballot, key=key, words=words, order=order) for order, (key, words) in enumerate(options)
    )


def _round_hour(moment: datetime) -> datetime:
    """Return the next full hour, so that dates on a gate sheet are easy to read."""
    return moment.replace(minute=0, second=0, microsecond=0) + HOUR
