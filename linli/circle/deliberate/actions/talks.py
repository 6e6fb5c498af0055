"""Opens and closes the talk about a matter: the time in which statements and reactions are taken."""

from datetime import datetime

from django.db import transaction

from linli.circle.deliberate import rules
from linli.circle.deliberate.actions import words
from linli.circle.deliberate.events import TalkClosed, TalkOpened
from linli.circle.deliberate.models import Reaction, Talk
from linli.circle.deliberate.refusals import InThePast, MayNotConvene, NotThere, TalkIsClosed, TalkIsOpen
from linli.circle.matters.models import Matter
from linli.ground.journal import news
from linli.ground.journal.actions import entries
from linli.ground.people.queries import areas
from linli.ground.people.rules import Actor


@transaction.atomic
def begin(
    *, by: Actor, matter: int, question: str = "", closes_at: datetime | None = None, at: datetime
) -> Talk:
    """Ask neighbours what they think about a matter, until a moment or until it is closed; a closed talk opens again.

    Raises:
        NotThere: there is no such matter.
        InThePast: it would close before now.
        MayNotConvene: the actor neither convenes nor moves matters there.
        TalkIsOpen: it is open.
        TooManyWords: the question.
    """
    found = _locked(by, matter, at)
    if closes_at is not None and closes_at <= at:
        raise InThePast
    talk = Talk.objects.filter(matter=found).first()
    if talk is not None and talk.is_open(at):
        raise TalkIsOpen

    talk = _opened(found, question, closes_at, at)
    entries.record(
        "talk.opened", by=by.account_id, thing=talk, at=at, area=found.scope_id, matter=found.pk, public=True
    )
    news.publish(TalkOpened(found.pk), at=at)
    return talk


def _opened(matter: Matter, question: str, closes_at: datetime | None, at: datetime) -> Talk:
    opened = {
        "question": words.within(question, 200),
        "opened_at": at,
        "closes_at": closes_at,
        "closed_at": None,
    }
    return Talk.objects.update_or_create(matter=matter, defaults=opened)[0]


@transaction.atomic
def close(*, by: Actor, matter: int, at: datetime) -> Talk:
    """Take no more statements and reactions about a matter.

    Raises:
        NotThere: there is no such matter, or it was never talked about.
        MayNotConvene: the actor may not.
        TalkIsClosed: it is closed.
    """
    found = _locked(by, matter, at)
    talk = Talk.objects.select_for_update(no_key=True).filter(matter=found).first()
    if talk is None:
        raise NotThere
    if not talk.is_open(at):
        raise TalkIsClosed

    talk.closed_at = at
    talk.save(update_fields=["closed_at"])
    people = Reaction.objects.filter(statement__matter=found).values("resident_id").distinct().count()
    entries.record(
        "talk.closed",
        by=by.account_id,
        thing=talk,
        at=at,
        area=found.scope_id,
        matter=found.pk,
        public=True,
        people=people,
    )
    news.publish(TalkClosed(found.pk), at=at)
    return talk


def _locked(by: Actor, pk: int, at: datetime) -> Matter:
    found = Matter.objects.select_for_update(no_key=True).filter(pk=pk).first()
    if found is None:
        raise NotThere
    if not rules.may_open_talk(by, areas.around(found.scope_id), at):
        raise MayNotConvene
    return found
