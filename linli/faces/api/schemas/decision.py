"""The shapes of one ballot: what is asked by which rules, what happened to it, and its result as the page shows it."""

from datetime import datetime
from typing import Any

from ninja import Schema

from linli.circle.decide import portraits
from linli.circle.decide.choices import Turn, Verdict
from linli.circle.decide.models import Ballot, Outcome
from linli.circle.decide.portraits import Gate
from linli.circle.decide.queries.pages import BallotView
from linli.faces.api.schemas import circle
from linli.faces.api.schemas.circle import BallotOut


class TurnOut(Schema):
    """One step of a ballot, and on what grounds where it left the straight way."""

    turn: Turn
    at: datetime
    grounds: str


class TurnoutOut(Schema):
    """How many had voted at a moment; of a secret ballot never."""

    heads: int
    at: datetime


class GateOut(Schema):
    """One threshold of a result: its rule, the numbers in words, and whether it was reached."""

    title: str
    rule: str
    says: str
    share: str
    is_reached: bool


class CountOut(Schema):
    """One line of a result: how many votes, and the share of those who took part in words."""

    words: str
    votes: int
    share: str


class ResultOut(Schema):
    """What came of a ballot; without numbers where these could tell who voted how.

    `is_recountable`: the bundle from which anyone counts again is public, at /b/…/bundle.json.
    """

    verdict: Verdict
    counted_at: datetime
    is_shown: bool
    is_recountable: bool
    gates: list[GateOut]
    counts: list[CountOut]
    readings: str


class BallotDetail(BallotOut):
    """One ballot as its page shows it. Votes are cast on that page or on paper, never here."""

    explanation: str
    scope: str
    body: str
    station: str
    rules: str
    asks: str
    may_abstain: bool
    may_change: bool
    posted_at: datetime
    objections_until: datetime | None
    takes_votes: bool
    turnout: TurnoutOut | None
    turns: list[TurnOut]
    again: int | None
    result: ResultOut | None


def whole(view: BallotView) -> dict[str, Any]:
    """Return a ballot that was posted; nothing countable before it was counted, no numbers that expose anybody."""
    row = view.ballot
    outcome: Outcome | None = getattr(row, "outcome", None)
    name, asks = portraits.rule_words(row)
    fields = ("explanation", "station", "may_abstain", "may_change", "posted_at")
    return (
        circle.ballot(row)
        | {name: getattr(row, name) for name in fields}
        | {
            "scope": row.scope.name,
            "body": row.body.name,
            "rules": name,
            "asks": asks,
            "objections_until": view.objections_end,
            "takes_votes": view.takes_votes,
            "turnout": {"heads": view.turnout.heads, "at": view.turnout.at} if view.turnout else None,
            "turns": [{"turn": one.turn, "at": one.at, "grounds": one.grounds} for one in view.turns],
            "again": row.rerun_of_id,
            "result": _result(row, outcome) if outcome else None,
        }
    )


def _result(row: Ballot, outcome: Outcome) -> dict[str, Any]:
    shown = portraits.result(row, outcome)
    return {
        "verdict": outcome.verdict,
        "counted_at": outcome.counted_at,
        "is_shown": outcome.is_shown,
        "is_recountable": outcome.is_bundle_public,
        "gates": [_gate(one) for one in shown.gates],
        "counts": [
            {"words": words, "votes": int(votes), "share": share} for words, votes, share in shown.rows
        ],
        "readings": shown.readings,
    }


def _gate(gate: Gate) -> dict[str, Any]:
    fields = ("title", "rule", "says", "is_reached")
    return {name: getattr(gate, name) for name in fields} | {"share": gate.percent}
