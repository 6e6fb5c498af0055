"""What neighbours think of how it went, by machine: rounds of ratings, yearly appraisals of bodies and posts."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Path, Router

from linli.circle.evaluate import portraits
from linli.circle.evaluate.queries import appraisals, results
from linli.circle.evaluate.queries.appraisals import Standing
from linli.circle.evaluate.refusals import NoSuchAppraisal
from linli.faces.api.schemas import evaluation as shapes
from linli.faces.api.schemas.evaluation import AppraisalDetail, AppraisalOut, RoundOut, StandingOut
from linli.faces.api.schemas.plain import Cursor, Id, PageOf, Size
from linli.faces.api.views.paging import NOES, answered
from linli.ground.lib import clock
from linli.ground.people.rules import NOBODY

router = Router(tags=["evaluation"])


@router.get("/rounds/{round}", response={200: RoundOut, **NOES})
def one_round(request: HttpRequest, round: Path[Id]) -> Any:  # noqa: A002, ARG001 -- ninja calls it so
    """Read what came of asking the neighbours once; marks only once it ended and five rated."""
    return shapes.result(results.of_round(round))


@router.get("/communities/{community}/appraisals", response={200: PageOf[AppraisalOut], **NOES})
def appraisals_of_community(
    request: HttpRequest, response: HttpResponse, community: Path[Id], after: Cursor = "", size: Size = 20
) -> Any:
    """List the yearly appraisals of a community, the newest first."""
    page = appraisals.of_community(community, after=after, size=size)
    return answered(request, response, page, shapes.appraisal)


@router.get("/appraisals/{appraisal}", response={200: AppraisalDetail, **NOES})
def one_appraisal(request: HttpRequest, appraisal: Path[Id]) -> Any:  # noqa: ARG001 -- ninja calls it so
    """Read an appraisal; counts and findings only once they are posted and enough neighbours marked."""
    return shapes.whole(appraisals.seen(NOBODY, appraisal, clock.now()))


@router.get("/bodies/{body}/appraisals", response={200: StandingOut, **NOES})
def appraisals_of_body(request: HttpRequest, body: Path[Id]) -> Any:  # noqa: ARG001 -- ninja calls it so
    """Read what posted appraisals found of a body over the years."""
    return _standing(appraisals.standing(body=body))


@router.get("/posts/{post}/appraisals", response={200: StandingOut, **NOES})
def appraisals_of_post(request: HttpRequest, post: Path[Id]) -> Any:  # noqa: ARG001 -- ninja calls it so
    """Read what posted appraisals found of a post over the years; its holder masked."""
    return _standing(appraisals.standing(post=post))


def _standing(found: Standing) -> dict[str, Any]:
    if not found.subjects:
        raise NoSuchAppraisal
    return shapes.standing(found, portraits.name_of(found.subjects[0]))
