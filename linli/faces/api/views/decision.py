"""How neighbours decide, by machine: ballots to read. There is no operation that votes.

A vote is cast on the page of its ballot or on paper: there a person sees what the ballot promises (secret or named,
changeable or not) and keeps the receipt in their own hands; a machine in between could keep both.
"""

from typing import Any

from django.http import HttpRequest
from ninja import Path, Router

from linli.circle.decide.queries import ballots, pages
from linli.faces.api import queries
from linli.faces.api.schemas import circle as lists
from linli.faces.api.schemas import decision as shapes
from linli.faces.api.schemas.circle import BallotOut
from linli.faces.api.schemas.decision import BallotDetail
from linli.faces.api.schemas.plain import Id
from linli.faces.api.views.paging import NOES
from linli.ground.lib import clock
from linli.ground.people.rules import NOBODY

router = Router(tags=["decision"])


@router.get("/matters/{matter}/ballots", response={200: list[BallotOut], **NOES})
def ballots_of_matter(request: HttpRequest, matter: Path[Id]) -> Any:  # noqa: ARG001 -- ninja calls it so
    """List the ballots of a matter whose roll was posted, the oldest first."""
    return [lists.ballot(one) for one in ballots.of_matter(queries.matter(matter).pk)]


@router.get("/ballots/{ballot}", response={200: BallotDetail, **NOES})
def one_ballot(request: HttpRequest, ballot: Path[Id]) -> Any:  # noqa: ARG001 -- ninja calls it so
    """Read a ballot: question, options, rules, dates, and its result once counted; numbers only where they expose
    nobody. Voting is not offered here: a vote is cast on the page or on paper.
    """
    return shapes.whole(pages.for_anyone(NOBODY, ballot, clock.now()))
