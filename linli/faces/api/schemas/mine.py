"""The shapes of what concerns one neighbour: messages, matters, rounds to rate in; and of what they send."""

from datetime import datetime
from typing import Annotated, Any, Literal

from ninja import Field, Schema
from pydantic import StringConstraints

from linli.circle.deliberate.choices import Feeling, StatementState
from linli.circle.deliberate.models import Statement
from linli.circle.evaluate.actions.ratings import Given
from linli.circle.evaluate.models import MatterRating, Round
from linli.circle.matters.choices import Why
from linli.circle.matters.models import Concern
from linli.faces.api.schemas import circle
from linli.faces.api.schemas.circle import MatterOut
from linli.faces.api.schemas.plain import Id
from linli.ground.messages.queries.inbox import Line

Stars = Annotated[int, Field(ge=1, le=5)]


class ReactionIn(Schema):
    """How somebody takes a statement."""

    feeling: Literal["agree", "disagree", "pass"]

    @property
    def chosen(self) -> Feeling:
        """The feeling as the deed takes it."""
        return Feeling[self.feeling.upper()]


class StatementMade(Schema):
    """A statement as it was taken: shown at once, or held until staff have looked at what was covered in it."""

    id: int
    text: str
    state: StatementState


class QuestionIn(Schema):
    """A question under a notice; numbers of persons in it are covered before anything is kept."""

    words: Annotated[str, StringConstraints(max_length=2_000)]


class MatterRateIn(Schema):
    """What a neighbour thinks of a matter: stars for the result and for the reply; the words only staff read."""

    result: Stars
    reply: Stars
    words: Annotated[str, StringConstraints(max_length=500)] = ""
    was_contacted: bool | None = None
    is_solved: bool | None = None
    need_score: Annotated[int, Field(ge=0, le=10)] | None = None

    @property
    def given(self) -> Given:
        """The rating as the deed takes it."""
        return Given(**self.dict())


class MatterRated(Schema):
    """One's own rating as it stands; it can be changed or taken back until the round ends."""

    round: int
    result: int
    reply: int
    words: str
    was_contacted: bool | None
    is_solved: bool | None
    need_score: int | None


class RoundToRate(Schema):
    """A round in which one is asked and has not rated."""

    id: int
    matter: int
    title: str
    lap: int
    closes_at: datetime


class ConcernOut(Schema):
    """A matter that concerns one, why, and whether one hears of it."""

    matter: MatterOut
    why: Why
    since: datetime
    is_muted: bool


class MessageOut(Schema):
    """Something one was told, why, and where it leads."""

    id: int
    at: datetime
    words: str
    why: str
    link: str
    matter: int | None
    is_read: bool


class ReadIn(Schema):
    """The newest message that one has seen."""

    until: Id


class ReadOut(Schema):
    """How many messages were not read before."""

    read: int


def statement(row: Statement) -> dict[str, Any]:
    """Return a statement to who said it."""
    return {"id": row.pk, "text": row.text, "state": row.state}


def rating(row: MatterRating) -> dict[str, Any]:
    """Return a rating to who gave it."""
    fields = ("result", "reply", "words", "was_contacted", "is_solved", "need_score")
    return {name: getattr(row, name) for name in fields} | {"round": row.round_id}


def to_rate(row: Round) -> dict[str, Any]:
    """Return a round that waits for one."""
    return {
        "id": row.pk,
        "matter": row.matter_id,
        "title": row.matter.title,
        "lap": row.lap,
        "closes_at": row.closes_at,
    }


def concern(row: Concern) -> dict[str, Any]:
    """Return how a matter concerns one."""
    return {
        "matter": circle.matter(row.matter),
        "why": row.why,
        "since": row.since,
        "is_muted": row.muted_at is not None,
    }


def message(line: Line) -> dict[str, Any]:
    """Return a message as it is read."""
    row = line.message
    return {
        "id": row.pk,
        "at": row.at,
        "words": line.words,
        "why": line.why,
        "link": row.link,
        "matter": row.matter_id,
        "is_read": row.read_at is not None,
    }
