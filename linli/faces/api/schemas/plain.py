"""The small shapes: ids, cursors, pages, problems, and what people send."""

from typing import Annotated, Generic, TypeVar

from ninja import Field, Header, Schema
from pydantic import StringConstraints

from linli.circle.listen.choices import Audience, Channel, ClassedBy, Shown, State, Urgency

LARGEST_ID = 2**63 - 1

Id = Annotated[int, Field(ge=1, le=LARGEST_ID)]
Cursor = Annotated[str, StringConstraints(max_length=80)]
Size = Annotated[int, Field(ge=1, le=100)]
Words = Annotated[str, StringConstraints(max_length=200)]
Month = Annotated[str, StringConstraints(pattern=r"^20[0-9][0-9]-(0[1-9]|1[0-2])$")]
Key = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{8,60}$"), Header(alias="Idempotency-Key")]

Row = TypeVar("Row")


class Problem(Schema):
    """An RFC 9457 problem: what went wrong, in words for people."""

    type: str = Field(examples=["urn:linli:no_such_voice"])
    title: str
    status: int


class PageOf(Schema, Generic[Row]):
    """One page of a list; `after` is the cursor of the next, empty on the last. The Link header says the same."""

    rows: list[Row]
    after: str


class SayIn(Schema):
    """Something to say; `place` is an area of one's own community."""

    place: Id
    text: Annotated[str, StringConstraints(max_length=20_000)]
    title: Annotated[str, StringConstraints(max_length=1_000)] = ""
    place_words: Words = ""
    audience: Audience = Audience.PUBLIC
    urgency: Urgency | None = None


class ReceiptIn(Schema):
    """A receipt as it is printed: number and secret."""

    number: Annotated[str, StringConstraints(pattern=r"^[0-9]{4}-[0-9]{4,8}$")]
    secret: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{10,64}$")]


class SimilarIn(Schema):
    """Words not yet sent."""

    text: Annotated[str, StringConstraints(max_length=20_000)]
    title: Annotated[str, StringConstraints(max_length=1_000)] = ""


class StatementIn(Schema):
    """One short sentence about a matter."""

    text: Annotated[str, StringConstraints(max_length=1_000)]


class RateIn(Schema):
    """A rating of the last answer."""

    stars: Annotated[int, Field(ge=1, le=5)]
    words: Annotated[str, StringConstraints(max_length=5_000)] = ""
    is_solved: bool | None = None
    was_contacted: bool = True


class Narrowing(Schema):
    """What the inbox is narrowed to."""

    state: State | None = None
    voice_class: Id | None = None
    owner: Id | None = None
    channel: Channel | None = None
    place: Id | None = None
    topic: Id | None = None
    shown: Shown | None = None
    classed_by: ClassedBy | None = None
    overdue: bool = False
    reported: bool = False
    to_write: bool = False
    words: Words = ""
