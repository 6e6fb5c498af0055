"""What waits for a neighbour: votes to cast, answers and works to rate, meetings to go to, tasks to do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from linli.circle.decide.queries import ballots, rolls
from linli.circle.deliberate.models import Meeting
from linli.circle.deliberate.queries import meetings
from linli.circle.deliver.queries import tasks
from linli.circle.evaluate.models import Round
from linli.circle.evaluate.queries import rounds
from linli.circle.listen.queries import voices
from linli.faces.web.queries.parts import Parts, address
from linli.ground.lib.text import clip
from linli.ground.look.templatetags.ui import day, moment
from linli.ground.people.queries import areas
from linli.ground.people.rules import Actor

SOON = timedelta(days=14)
MOST, LONGEST = 6, 40


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits: what to do, in which words, where, by when, and what the button says."""

    kind: str
    title: str
    note: str
    url: str
    label: str
    tag: str = ""
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Calls:
    """What calls for a neighbour at a moment: ballots that wait for their vote, meetings of their community."""

    at: datetime
    votes: Sequence[ballots.Waiting] = ()
    meetings: Sequence[Meeting] = ()


def calls(actor: Actor, at: datetime) -> Calls:
    """Return what calls for a resident: votes and meetings (two queries, none for others)."""
    return Calls(
        at,
        votes=ballots.open_to(actor.resident_id, at) if actor.resident_id is not None else [],
        meetings=meetings.coming(actor.community_id, at) if actor.community_id is not None else [],
    )


def for_resident(actor: Actor, calls: Calls) -> list[Waiting]:
    """Return what waits for a resident, votes first, then ratings, meetings and tasks (three queries)."""
    if actor.resident_id is None:
        return []
    ratings = [*_ratings(actor), *_rounds(actor.resident_id, calls.at)]
    return [*_votes(calls), *ratings, *_meetings(actor, calls), *_tasks(actor)][:MOST]


def on_matter(parts: Parts, actor: Actor, at: datetime) -> list[Waiting]:
    """Return what waits for a resident in one matter: a query for each open vote, one when neighbours are asked."""
    if actor.resident_id is None:
        return []
    open_now = [one for one in parts.ballots if one.state == "open" and one.opens_at <= at < one.closes_at]
    found = []
    for ballot in open_now:
        line = rolls.line_of(ballot.pk, actor.resident_id)
        if line is not None and not line.submitted:
            found.append(_vote(ballot.pk, ballot.question, ballot.closes_at, at))
    asked = {one.round.pk for one in parts.rated if one.round.is_open(at)}
    waits = rounds.waiting_for(actor.resident_id, at) if asked else []
    return found + [_round(one) for one in waits if one.pk in asked]


def _votes(calls: Calls) -> list[Waiting]:
    return [
        _vote(one.ballot.pk, one.ballot.question, one.ballot.closes_at, calls.at)
        for one in calls.votes[:MOST]
    ]


def _vote(pk: int, question: str, closes_at: datetime, at: datetime) -> Waiting:
    days = (closes_at - at).days
    left = ngettext("还剩%(n)s天", "还剩%(n)s天", days) % {"n": days} if days else _("今天截止")
    return Waiting(
        kind="vote",
        title=question,
        note=_("%(until)s截止。也可以到服务站填纸票。") % {"until": moment(closes_at)},
        url=reverse("decide:ballot", args=[pk]),
        label=_("去投票"),
        tag=left,
        until=closes_at,
    )


def _rounds(resident: int, at: datetime) -> list[Waiting]:
    return [_round(one) for one in rounds.waiting_for(resident, at, MOST)]


def _round(one: Round) -> Waiting:
    return Waiting(
        kind="rate",
        title=one.matter.title,
        note=_("办好了吗？请您评一评，%(day)s前都能改；不到3分就再走一圈。") % {"day": day(one.closes_at)},
        url=reverse("evaluate:rate", args=[one.pk]),
        label=_("去评分"),
        until=one.closes_at,
    )


def _ratings(actor: Actor) -> list[Waiting]:
    voice = voices.to_rate(actor)
    if voice is None:
        return []
    return [
        Waiting(
            kind="rate",
            title=voice.title or clip(voice.text, LONGEST),
            note=_("答复了。办得好不好，您说了算；不到3分就重办。"),
            url=reverse("listen:my-voice", args=[voice.pk]) + "#rate",
            label=_("去评分"),
        )
    ]


def _meetings(actor: Actor, calls: Calls) -> list[Waiting]:
    if actor.community_id is None or actor.home_area_id is None:
        return []
    here = areas.around(actor.home_area_id).around | areas.around(actor.community_id).around
    soon = [one for one in calls.meetings if one.starts_at <= calls.at + SOON]
    return [_meeting(one) for one in soon if one.area_id in here]


def _meeting(one: Meeting) -> Waiting:
    return Waiting(
        kind="meet",
        title=one.title,
        note=_("%(body)s，%(when)s，%(place)s")
        % {
            "body": one.body.name,
            "when": moment(one.starts_at),
            "place": one.place,
        },
        url=address("deliberate:meeting", one.pk),
        label=_("看议程"),
        until=one.starts_at,
    )


def _tasks(actor: Actor) -> list[Waiting]:
    return [
        Waiting(
            kind="work",
            title=task.title,
            note=_("%(project)s，%(day)s前做完")
            % {"project": task.project.title, "day": day(task.plan_until)},
            url=address("deliver:task", task.pk),
            label=_("写进展"),
        )
        for task in tasks.mine(actor)
    ]
