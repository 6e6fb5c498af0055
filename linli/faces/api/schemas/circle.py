"""The shapes of the circle: matters and their trail, meetings, ballots, notices; only what pages show to anyone."""

from datetime import datetime
from typing import Any

from ninja import Schema

from linli.circle.decide.models import Ballot
from linli.circle.deliberate.models import Meeting
from linli.circle.matters.choices import Stage
from linli.circle.matters.models import Matter
from linli.commons.notices.models import Notice
from linli.ground.journal.models import Entry
from linli.ground.journal.sentences import sentence


class MatterOut(Schema):
    """A matter: where it stands, on which lap, until when."""

    id: int
    title: str
    scope: str
    stage: Stage
    lap: int
    opened_at: datetime
    due_at: datetime
    moved_at: datetime


class MatterDetail(MatterOut):
    """One matter with its needs and, once scored, how far each was met; where it went when it left the circle."""

    resident_need: str
    governance_need: str
    resident_score: int | None
    governance_score: int | None
    convener: str
    joined_to: int | None
    other_body: str
    other_number: str


class StepOut(Schema):
    """One public step of a matter, as the journal keeps it; `id` leads to its proof."""

    id: int
    at: datetime
    verb: str
    words: str


class MeetingOut(Schema):
    """A meeting that is called or in session."""

    id: int
    title: str
    body: str
    place: str
    starts_at: datetime
    ends_at: datetime


class BallotOut(Schema):
    """A ballot that anyone may see; what can be counted is in it only once it was counted and may be shown."""

    id: int
    matter: int
    question: str
    state: str
    basis: str
    secrecy: str
    opens_at: datetime
    closes_at: datetime
    options: list[str]
    verdict: str
    chosen: str


class NoticeOut(Schema):
    """A notice as it was posted, or taken down with its reason."""

    id: int
    kind: str
    title: str
    body: str
    area: str
    posted_at: datetime
    until: datetime
    withdrawn_reason: str
    sha256: str
    matter: int | None


class MoneyOut(Schema):
    """One line of a posted money sheet, in whole fen."""

    area: str
    month: str
    item: str
    income_fen: int
    expense_fen: int
    units_hundredths: int | None
    note: str
    notice: int | None


class EvaluationOut(Schema):
    """What came of asking the neighbours on one lap; the mean only once it ended and enough rated."""

    round: int
    lap: int
    ending: str
    asked: int
    ratings: int
    mean: str


def matter(row: Matter) -> dict[str, Any]:
    """Return a matter as lists give it."""
    fields = ("title", "stage", "lap", "opened_at", "due_at", "moved_at")
    return {name: getattr(row, name) for name in fields} | {
        "id": row.pk,
        "scope": row.scope.name,
    }


def whole(row: Matter) -> dict[str, Any]:
    """Return one matter with everything."""
    fields = (
        "resident_need",
        "governance_need",
        "resident_score",
        "governance_score",
        "other_body",
        "other_number",
    )
    return (
        matter(row)
        | {name: getattr(row, name) for name in fields}
        | {
            "convener": row.convener.name if row.convener else "",
            "joined_to": row.joined_to_id,
        }
    )


def step(entry: Entry) -> dict[str, Any]:
    """Return one public step."""
    return {"id": entry.pk, "at": entry.at, "verb": entry.verb, "words": sentence(entry)}


def meeting(row: Meeting) -> dict[str, Any]:
    """Return a meeting."""
    fields = ("title", "place", "starts_at", "ends_at")
    return {name: getattr(row, name) for name in fields} | {"id": row.pk, "body": row.body.name}


def ballot(row: Ballot) -> dict[str, Any]:
    """Return a ballot; nothing countable before it was counted."""
    outcome = getattr(row, "outcome", None)
    words = {option.key: option.words for option in row.options.all()}
    fields = ("question", "state", "basis", "secrecy", "opens_at", "closes_at")
    return {name: getattr(row, name) for name in fields} | {
        "id": row.pk,
        "matter": row.matter_id,
        "options": list(words.values()),
        "verdict": outcome.verdict if outcome else "",
        "chosen": words.get(outcome.chosen, "") if outcome and outcome.is_shown else "",
    }


def notice(row: Notice) -> dict[str, Any]:
    """Return a notice."""
    fields = ("kind", "title", "body", "posted_at", "withdrawn_reason")
    return {name: getattr(row, name) for name in fields} | {
        "id": row.pk,
        "area": row.area.name,
        "until": row.ends_at,
        "sha256": row.digest,
        "matter": row.matter_id,
    }
