"""Answers a rumour with facts: the rumour in neutral words, where it was heard, what is true, on which sources."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from linli.circle.disclose.actions import locks
from linli.circle.disclose.models import Clarification
from linli.circle.disclose.queries import rumours
from linli.circle.disclose.refusals import WordsMissing
from linli.circle.listen.refusals import NoSuchVoice
from linli.commons.notices.actions import drafts
from linli.commons.notices.actions.drafts import Draft
from linli.commons.notices.choices import DISCLOSED_DAYS, Kind
from linli.commons.notices.models import Notice
from linli.ground.journal.actions import entries
from linli.ground.lib.text import clip, tidy
from linli.ground.people.queries import areas
from linli.ground.people.rules import Actor

MOST_SOURCES = 10


@dataclass(frozen=True, slots=True)
class Said:
    """What is said about, where it was heard, what is true; `sources` are notices that show it.

    `voice` is the question of a neighbour that the clarification answers.
    """

    area: int
    rumour: str
    heard_where: str
    facts: str
    sources: Sequence[int] = ()
    days: int = DISCLOSED_DAYS
    organization: int | None = None
    voice: int | None = None


@transaction.atomic
def draft(*, by: Actor, said: Said, key: str = "", at: datetime) -> Notice:
    """Begin the notice that clarifies a rumour; the same form sent twice is one notice.

    Raises:
        MayNotDisclose: no post of the actor drafts notices there.
        WordsMissing: the rumour, the place or the facts are missing.
        NoSuchVoice: the question is not one of that community that anyone may read.
        NoSuchPlace, MayNotPost, TooFewDays, NotOfThisPlace: as in drafting a notice.
    """
    locks.refuse_unless_keeper(by, said.area, at)
    _refuse_unless_said(said)
    community = areas.community_of(said.area)
    if said.voice is not None and (community is None or rumours.question(community.pk, said.voice) is None):
        raise NoSuchVoice
    sources = list(Notice.objects.readable().filter(pk__in=list(said.sources)[:MOST_SOURCES]).order_by("id"))
    with translation.override(settings.LANGUAGE_CODE):
        told = _draft(said, sources)
    made = drafts.draft(by=by, draft=told, key=key, at=at)
    row, is_new = Clarification.objects.get_or_create(
        notice=made,
        defaults={
            "rumour": clip(tidy(said.rumour), 300),
            "heard_where": clip(tidy(said.heard_where), 120),
            "facts": tidy(said.facts),
            "voice_id": said.voice,
        },
    )
    if is_new:
        row.sources.set(sources)
        entries.record("clarification.drafted", by=by.account_id, thing=row, at=at, area=said.area)
    return made


def _refuse_unless_said(said: Said) -> None:
    for words, what in (
        (said.rumour, _("传的是什么")),
        (said.heard_where, _("从哪儿听到")),
        (said.facts, _("事实是什么")),
    ):
        if not tidy(words):
            raise WordsMissing(what=what)


def _draft(said: Said, sources: Sequence[Notice]) -> Draft:
    rumour = clip(tidy(said.rumour), 300)
    told = [
        _("有人说：%(words)s") % {"words": rumour},
        _("从哪儿听到：%(words)s") % {"words": clip(tidy(said.heard_where), 120)},
        _("事实是：%(words)s") % {"words": tidy(said.facts)},
    ]
    told += [
        _("依据：公示《%(title)s》（第%(number)s号）") % {"title": one.title, "number": one.pk}
        for one in sources
    ]
    return Draft(
        kind=Kind.CLARIFICATION,
        area=said.area,
        title=clip(_("关于“%(words)s”的澄清") % {"words": clip(rumour, 60)}, drafts.TITLE_LENGTH),
        body="\n".join(told),
        days=said.days,
        organization=said.organization,
        link=f"/notices/{sources[0].pk}/" if sources else "",
    )
