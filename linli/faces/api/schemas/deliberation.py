"""The shapes of deliberation: options side by side, a talk in numbers of people, bodies, meetings, resolutions."""

from datetime import date, datetime, time
from typing import Any

from django.urls import reverse
from ninja import Schema

from linli.circle.deliberate import portraits
from linli.circle.deliberate.choices import ItemState, MeetingKind, MeetingState, ResolutionState
from linli.circle.deliberate.models import AgendaItem, MatterOption, Meeting, OpenHours, Resolution, Statement
from linli.circle.deliberate.queries.bodies import BodyView, Seat
from linli.circle.deliberate.queries.meetings import MeetingView
from linli.circle.deliberate.queries.options import Comparison
from linli.circle.deliberate.queries.statements import MOST_SHOWN, Said, TalkView
from linli.faces.api.schemas import circle
from linli.faces.api.schemas.circle import MeetingOut
from linli.ground.people.choices import BodyKind
from linli.ground.people.models import Organization, Post


class OptionOut(Schema):
    """One way to settle a matter: its price in fen (null while nobody asked), what it is like in each respect."""

    id: int
    name: str
    price_fen: int | None
    proposer: str
    photo: str
    traits: dict[str, str]


class WithdrawnOption(Schema):
    """An option that was taken out of the comparison, and why."""

    name: str
    reason: str


class ComparisonOut(Schema):
    """The options of a matter side by side; `attributes` are the respects in which any of them is described."""

    attributes: list[str]
    options: list[OptionOut]
    withdrawn: list[WithdrawnOption]


class StatementOut(Schema):
    """One short thing somebody thinks, and how many people agree, disagree and cannot say; nobody is named."""

    id: int
    text: str
    agree: int
    disagree: int
    passes: int


class TalkOut(Schema):
    """What neighbours think about a matter: how many took part, and the statements most people reacted to."""

    question: str
    is_open: bool
    opened_at: datetime | None
    closes_at: datetime | None
    people: int
    statements_count: int
    statements: list[StatementOut]


class LikeOut(Schema):
    """A statement that says nearly the same."""

    id: int
    text: str


class BodyOut(Schema):
    """A body that deliberates."""

    id: int
    kind: BodyKind
    name: str
    area: str


class SeatOut(Schema):
    """A seat of a body: the holder masked, or in full when they agreed; empty and without dates when vacant."""

    label: str
    holder: str
    is_elected: bool
    since: datetime | None
    until: datetime | None


class ResolutionOut(Schema):
    """What a body resolved by counted hands, who sees to it until when, and what became of it."""

    id: int
    matter: int | None
    text: str
    votes_for: int
    votes_against: int
    votes_abstain: int
    present: int
    entitled: int
    owner: str
    due_on: date | None
    state: ResolutionState
    reason: str


class MeetingBrief(MeetingOut):
    """A meeting as a body's page lists it."""

    kind: MeetingKind
    state: MeetingState


class BodyDetail(BodyOut):
    """A body with its seats, what it resolved and is not done yet, and its newest meetings."""

    purpose: str
    oversees: int | None
    seats: list[SeatOut]
    resolutions: list[ResolutionOut]
    meetings: list[MeetingBrief]


class QuorumOut(Schema):
    """How many of those entitled are there, and how many it takes to resolve."""

    present: int
    entitled: int
    least: int
    is_reached: bool


class AgendaOut(Schema):
    """One item of an agenda; what it came to only once the minutes are public."""

    title: str
    matter: int | None
    state: ItemState
    reports_on: int | None
    goes_on: bool
    outcome: str
    resolutions: list[ResolutionOut]


class MeetingDetail(MeetingBrief):
    """A meeting: notice and agenda; the quorum once it began; summary and corrections once the minutes are public."""

    body_id: int
    called_at: datetime
    notice_words: str
    short_reason: str
    cancel_reason: str
    quorum: QuorumOut | None
    published_at: datetime | None
    summary: str
    signatures: int
    errata: list[str]
    agenda: list[AgendaOut]


class HoursOut(Schema):
    """An hour of every week in which somebody sits and listens; Monday is 0, the host a post with its holder masked."""

    weekday: int
    opens: time
    closes: time
    place: str
    host: str


def comparison(found: Comparison) -> dict[str, Any]:
    """Return the options of a matter; of a withdrawn one its name and the reason only."""
    return {
        "attributes": [name for name, _cells in found.rows],
        "options": [_option(one) for one in found.options],
        "withdrawn": [{"name": one.name, "reason": one.withdrawn_reason} for one in found.withdrawn],
    }


def _option(row: MatterOption) -> dict[str, Any]:
    return {
        "id": row.pk,
        "name": row.name,
        "price_fen": row.price,
        "proposer": row.proposer_words,
        "photo": reverse("files:file", args=[row.photo_id]) if row.photo_id else "",
        "traits": {trait.name: trait.words for trait in row.traits.all()},
    }


def talk(view: TalkView) -> dict[str, Any]:
    """Return a talk with as many statements as its page shows."""
    return {
        "question": view.talk.question if view.talk else "",
        "is_open": view.is_open,
        "opened_at": view.talk.opened_at if view.talk else None,
        "closes_at": view.talk.closes_at if view.talk and view.is_open else None,
        "people": view.people,
        "statements_count": len(view.all),
        "statements": [_said(one) for one in view.all[:MOST_SHOWN]],
    }


def _said(one: Said) -> dict[str, Any]:
    counts = {name: getattr(one, name) for name in ("agree", "disagree", "passes")}
    return counts | {"id": one.statement.pk, "text": one.statement.text}


def like(row: Statement) -> dict[str, Any]:
    """Return a statement that says nearly the same."""
    return {"id": row.pk, "text": row.text}


def body(row: Organization) -> dict[str, Any]:
    """Return a body as lists give it."""
    return {"id": row.pk, "kind": row.kind, "name": row.name, "area": row.area.name}


def whole_body(view: BodyView) -> dict[str, Any]:
    """Return everything a body's page shows."""
    charter = view.charter
    return body(view.body) | {
        "purpose": charter.purpose if charter else "",
        "oversees": charter.matter_id if charter else None,
        "seats": [_seat(one) for one in view.seats],
        "resolutions": [resolution(one) for one in view.resolutions],
        "meetings": [_brief(one) for one in view.meetings],
    }


def _seat(seat: Seat) -> dict[str, Any]:
    post = seat.post if seat.holder else None
    return {
        "label": seat.label,
        "holder": seat.holder,
        "is_elected": post is not None and post.is_elected,
        "since": post.since if post else None,
        "until": post.until if post else None,
    }


def resolution(row: Resolution) -> dict[str, Any]:
    """Return a resolution; its owner as a body, or as a post with its holder masked."""
    fields = ("text", "present", "entitled", "due_on", "state", "reason")
    hands = ("votes_for", "votes_against", "votes_abstain")
    return {name: getattr(row, name) for name in (*fields, *hands)} | {
        "id": row.pk,
        "matter": row.matter_id,
        "owner": _owner(row),
    }


def _owner(row: Resolution) -> str:
    if row.state == ResolutionState.REJECTED:
        return ""
    if row.owner_body is not None:
        return row.owner_body.name
    return _office(row.owner_post) if row.owner_post else ""


def _office(post: Post) -> str:
    return f"{post.get_kind_display()} {post.resident.masked if post.resident else ''}".strip()


def _brief(row: Meeting) -> dict[str, Any]:
    return circle.meeting(row) | {"kind": row.kind, "state": row.state}


def whole_meeting(view: MeetingView) -> dict[str, Any]:
    """Return what anyone may read of a meeting; what it came to only once its minutes are public."""
    row, minutes = view.meeting, view.minutes
    is_public = minutes.published_at is not None
    return _brief(row) | {
        "body_id": row.body_id,
        "called_at": row.called_at,
        "notice_words": portraits.notice_words(view.rule),
        "short_reason": row.short_reason,
        "cancel_reason": row.cancel_reason,
        "quorum": _quorum(view),
        "published_at": minutes.published_at,
        "summary": minutes.summary if is_public else "",
        "signatures": len(view.signatures) if is_public else 0,
        "errata": [one.text for one in view.errata] if is_public else [],
        "agenda": [_item(one, is_public=is_public) for one in view.items],
    }


def _quorum(view: MeetingView) -> dict[str, Any] | None:
    if view.meeting.began_at is None or not view.rule.resolves:
        return None
    quorum = view.quorum
    return {
        "present": quorum.present,
        "entitled": quorum.entitled,
        "least": quorum.least,
        "is_reached": quorum.reached,
    }


def _item(row: AgendaItem, *, is_public: bool) -> dict[str, Any]:
    return {
        "title": row.title,
        "matter": row.matter_id,
        "state": row.state,
        "reports_on": row.resolution_id,
        "goes_on": row.carried_from_id is not None,
        "outcome": row.outcome if is_public else "",
        "resolutions": [resolution(one) for one in row.resolutions.all()],
    }


def hours(row: OpenHours) -> dict[str, Any]:
    """Return open hours; what was said there is not in it."""
    fields = ("weekday", "opens", "closes", "place")
    return {name: getattr(row, name) for name in fields} | {"host": _office(row.host)}
