"""The shapes of evaluation: what came of a round, what neighbours think of bodies and posts once a year."""

from datetime import datetime
from typing import Any

from ninja import Schema

from linli.circle.evaluate import portraits
from linli.circle.evaluate.choices import AppraisalState, Electorate, Ending, Finding
from linli.circle.evaluate.models import Appraisal
from linli.circle.evaluate.queries.appraisals import Seen, Standing
from linli.circle.evaluate.queries.results import STARS, Result


class StarsOut(Schema):
    """How many gave so many stars for the result, and for the reply."""

    stars: int
    result: int
    reply: int


class RoundOut(Schema):
    """What came of asking the neighbours on one lap; marks only once it ended and five rated, words never."""

    id: int
    matter: int
    lap: int
    ending: Ending
    closes_at: datetime
    asked: int
    unreached: int | None
    ratings: int
    mean: str
    spread: list[StarsOut]
    resident_score: int | None
    governance_score: int | None


class AppraisalOut(Schema):
    """The appraisal of one year in an area."""

    id: int
    area: str
    year: int
    state: AppraisalState


class AppraisedOut(Schema):
    """A body or a post that is appraised; counts and finding only once they are public and enough marked."""

    name: str
    body: int | None
    post: int | None
    fit: int | None
    basically: int | None
    unfit: int | None
    finding: Finding
    consequence: str


class AppraisalDetail(AppraisalOut):
    """One appraisal: who appraises until when, how many did, and what they found once it is public."""

    electorate: Electorate
    closes_at: datetime
    marked: int
    subjects: list[AppraisedOut]


class FoundOut(Schema):
    """What the posted appraisal of one year found."""

    year: int
    appraisal: int
    finding: Finding


class StandingOut(Schema):
    """What appraisals found of a body or a post over the years, and the article that ends the post when it applies."""

    name: str
    article: str
    years: list[FoundOut]


def result(found: Result) -> dict[str, Any]:
    """Return a round with what may be shown of it."""
    row, spread = found.round, found.spread
    pairs = zip(STARS, spread.result, spread.reply, strict=True) if spread else ()
    return {
        "id": row.pk,
        "matter": row.matter_id,
        "lap": row.lap,
        "ending": row.ending,
        "closes_at": row.closes_at,
        "asked": row.asked,
        "unreached": row.unreached if row.ending == Ending.ABSENT else None,
        "ratings": row.ratings_count,
        "mean": found.mean_words,
        "spread": [{"stars": stars, "result": given, "reply": reply} for stars, given, reply in pairs],
        "resident_score": row.matter.resident_score,
        "governance_score": row.matter.governance_score,
    }


def appraisal(row: Appraisal) -> dict[str, Any]:
    """Return an appraisal as lists give it."""
    return {"id": row.pk, "area": row.area.name, "year": row.year, "state": row.state}


def whole(found: Seen) -> dict[str, Any]:
    """Return one appraisal as anyone may read it."""
    row = found.appraisal
    return appraisal(row) | {
        "electorate": row.electorate,
        "closes_at": row.closes_at,
        "marked": found.marked_count,
        "subjects": [_subject(one, found.article) for one in portraits.rows(found)],
    }


def _subject(row: portraits.Row, article: str) -> dict[str, Any]:
    counts: tuple[int | None, ...] = row.counts or (None, None, None)
    return dict(zip(("fit", "basically", "unfit"), counts, strict=True)) | {
        "name": row.name,
        "body": row.subject.body_id,
        "post": row.subject.post_id,
        "finding": row.subject.finding if row.finding else Finding.NONE,
        "consequence": article if row.is_unfit_again else "",
    }


def standing(found: Standing, name: str) -> dict[str, Any]:
    """Return what appraisals found over the years."""
    years = [
        {
            "year": one.appraisal.year,
            "appraisal": one.appraisal_id,
            "finding": one.finding,
        }
        for one in found.subjects
    ]
    return {"name": name, "article": found.article, "years": years}
