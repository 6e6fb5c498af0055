"""Writes the lines of history that the deeds of notices share."""

from datetime import datetime

from linli.commons.notices.models import Notice, Question
from linli.ground.journal.actions import entries
from linli.ground.people.rules import Actor


def tell(verb: str, notice: Notice, by: Actor, at: datetime, **payload: object) -> None:
    """Write one line of a notice's history; public once anyone may read it."""
    entries.record(
        verb,
        by=by.account_id,
        thing=notice,
        at=at,
        area=notice.area_id,
        matter=notice.matter_id,
        public=notice.is_readable(),
        **payload,
    )


def tell_of(verb: str, question: Question, by: Actor, at: datetime) -> None:
    """Write one line of a question's history."""
    entries.record(
        verb,
        by=by.account_id,
        thing=question,
        at=at,
        area=question.notice.area_id,
        matter=question.notice.matter_id,
        public=True,
        notice=question.notice_id,
    )
