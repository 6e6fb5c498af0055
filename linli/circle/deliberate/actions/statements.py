"""Takes statements about a matter, and moderates them.

Shown at once or held first? A statement is shown at once when nothing in it looks as if it named or numbered a person:
a discussion in which every word waits for office hours is none, accounts are tied to the register, and anyone can
report. It is held when something was covered (a phone, a plate, a neighbour's name), because a machine only proposes:
staff look, and let the covered or the plain words out. Three people who report one statement hold it, too, until staff
have looked. What is hidden says why, and its author may appeal.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from civics.text import covered, propose_masks
from linli.circle.deliberate import rules
from linli.circle.deliberate.actions import words
from linli.circle.deliberate.choices import StatementState
from linli.circle.deliberate.events import StatementHidden
from linli.circle.deliberate.models import Statement, StatementReport, Talk
from linli.circle.deliberate.queries import statements as questions
from linli.circle.deliberate.refusals import (
    MayNotModerate,
    NotOfThisScope,
    NotThere,
    NotYours,
    StatementNotShown,
    StatementStandsSo,
    TalkIsClosed,
)
from linli.circle.listen.queries.names import neighbours
from linli.circle.matters.actions.concerns import concern
from linli.circle.matters.choices import Why
from linli.circle.matters.models import Matter
from linli.ground.journal import news
from linli.ground.journal.actions import entries
from linli.ground.lib.chance import token
from linli.ground.people.queries import areas
from linli.ground.people.rules import Actor

LONGEST = 140
REPORTS_THAT_HOLD = 3


def say(*, by: Actor, matter: int, text: str, key: str = "", at: datetime) -> Statement:
    """Say in one short sentence what one thinks about a matter; the same key again gives the same statement.

    Raises:
        NotThere: there is no such matter.
        TalkIsClosed: no statements are taken now.
        NotOfThisScope: the actor does not live where the matter lies.
        WordsMissing, TooManyWords: the sentence (at most 140 characters).
    """
    found = Matter.objects.select_related("scope").filter(pk=matter).first()
    if found is None:
        raise NotThere
    refuse_unless_open(matter, at)
    resident = refuse_unless_of_scope(by, found, at)
    plain = words.asked(text, _("您怎么看"), LONGEST).replace("\n", " ")

    row = _masked(plain, by.home_area_id or found.scope_id)
    row.matter, row.author_id, row.key, row.at = found, resident, key or token(16), at
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            concern(matter=matter, residents=[resident], why=Why.SAID, at=at)
            _tell("statement.said", by, row, found, at)
    except IntegrityError:
        return Statement.objects.get(matter=found, author_id=resident, key=row.key)
    return row


def _masked(plain: str, area: int) -> Statement:
    """Return a sentence as a statement: held with its masks when something in it was covered, else shown."""
    masks = propose_masks(plain, neighbours(area))
    return Statement(
        text=covered(plain, masks),
        words=plain if masks else "",
        state=StatementState.HELD if masks else StatementState.SHOWN,
    )


@transaction.atomic
def show(*, by: Actor, statement: int, is_plain: bool = False, at: datetime) -> Statement:
    """Let everybody read a statement that was held or hidden: with its masks, or (`is_plain`) without.

    Raises:
        NotThere: there is none.
        MayNotModerate: the actor may not.
        StatementStandsSo: it is shown, and nobody reports it.
    """
    found = _moderated(by, statement, at)
    waiting = StatementReport.objects.filter(statement=found, settled_at__isnull=True)
    if found.state == StatementState.SHOWN and not waiting.exists():
        raise StatementStandsSo
    waiting.update(settled_at=at)
    if is_plain and found.words:
        found.text, found.words = found.words, ""
    found.state, found.reason, found.appeal = StatementState.SHOWN, "", ""
    found.decided_by = by.account_id
    found.save()
    _tell("statement.shown", by, found, found.matter, at)
    return found


@transaction.atomic
def hide(*, by: Actor, statement: int, reason: str, at: datetime) -> Statement:
    """Take a statement from view, with a reason that its author and everybody reads; its reactions stay counted for it.

    Raises:
        NotThere: there is none.
        MayNotModerate: the actor may not.
        StatementStandsSo: it is hidden.
        WordsMissing, TooManyWords: the reason.
    """
    found = _moderated(by, statement, at)
    if found.state == StatementState.HIDDEN:
        raise StatementStandsSo
    found.reason = words.asked(reason, _("为什么隐藏"), 300)
    found.state, found.decided_by = StatementState.HIDDEN, by.account_id
    found.save()
    StatementReport.objects.filter(statement=found, settled_at__isnull=True).update(settled_at=at)
    _tell("statement.hidden", by, found, found.matter, at)
    news.publish(StatementHidden(found.pk), at=at)
    return found


@transaction.atomic
def report(*, by: Actor, statement: int, reason: str, at: datetime) -> StatementReport:
    """Say that a statement should not be public; once a person. Three people hold it until staff have looked.

    Raises:
        NotThere: there is none.
        NotOfThisScope: the actor is no resident of the scope.
        StatementNotShown: it is not public.
        WordsMissing, TooManyWords: the reason.
    """
    found = _locked(statement)
    resident = refuse_unless_of_scope(by, found.matter, at)
    if found.state != StatementState.SHOWN:
        raise StatementNotShown
    reason = words.asked(reason, _("哪里不合适"), 300)

    made, is_new = StatementReport.objects.get_or_create(
        statement=found, resident_id=resident, defaults={"reason": reason, "at": at}
    )
    if is_new:
        waiting = StatementReport.objects.filter(statement=found, settled_at__isnull=True).count()
        if waiting >= REPORTS_THAT_HOLD:
            found.state = StatementState.HELD
            found.save(update_fields=["state"])
        _tell("statement.reported", by, found, found.matter, at, public=False)
    return made


@transaction.atomic
def appeal(*, by: Actor, statement: int, text: str, at: datetime) -> Statement:
    """Object to the hiding of one's own statement, once.

    Raises:
        NotThere: there is none.
        NotYours: somebody else said it.
        StatementStandsSo: it is not hidden, or there is an objection already.
        WordsMissing, TooManyWords: the objection.
    """
    found = _locked(statement)
    if by.resident_id is None or found.author_id != by.resident_id:
        raise NotYours
    if found.state != StatementState.HIDDEN or found.appeal:
        raise StatementStandsSo
    found.appeal = words.asked(text, _("为什么不同意隐藏"), 300)
    found.save(update_fields=["appeal"])
    _tell("statement.appealed", by, found, found.matter, at, public=False)
    return found


@transaction.atomic
def note_read(*, by: Actor, statements: Iterable[Statement], at: datetime) -> None:
    """Note that staff looked at the words as they were said, where something in them is covered."""
    for statement in statements:
        if statement.words and by.account_id:
            entries.note_reading(by=by.account_id, thing=statement, part="words", at=at)


def refuse_unless_open(matter: int, at: datetime) -> None:
    """Refuse when no statements and reactions are taken.

    Raises:
        TalkIsClosed: the talk was never opened, or is closed.
    """
    talk = Talk.objects.filter(matter_id=matter).first()
    if talk is None or not talk.is_open(at):
        raise TalkIsClosed


def refuse_unless_of_scope(by: Actor, matter: Matter, at: datetime) -> int:
    """Return the resident who acts; refuse whoever is none of the matter's scope.

    Raises:
        NotOfThisScope: the actor lives elsewhere, or is not known.
    """
    if by.resident_id is None or not rules.may_speak(by, questions.scope_of(by, matter.scope_id), at):
        raise NotOfThisScope(scope=matter.scope)
    return by.resident_id


def _locked(pk: int) -> Statement:
    found = (
        Statement.objects.select_for_update(no_key=True, of=("self",))
        .select_related("matter__scope")
        .filter(pk=pk)
        .first()
    )
    if found is None:
        raise NotThere
    return found


def _moderated(by: Actor, pk: int, at: datetime) -> Statement:
    found = _locked(pk)
    if not rules.may_moderate(by, areas.around(found.matter.scope_id), at):
        raise MayNotModerate
    return found


def _tell(
    verb: str, by: Actor, statement: Statement, matter: Matter, at: datetime, *, public: bool = True
) -> None:
    entries.record(
        verb,
        by=by.account_id,
        thing=statement,
        at=at,
        area=matter.scope_id,
        matter=matter.pk,
        public=public,
    )
