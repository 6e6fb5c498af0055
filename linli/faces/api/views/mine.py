"""What one neighbour does with matters, talks, notices and messages by machine: signed in, under the rooms' own rules.

Voting is not among it: a vote is cast on the page of its ballot or on paper.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Path, Router, Status
from ninja.security import django_auth

from linli.circle.deliberate.actions import reactions, statements
from linli.circle.evaluate.actions import ratings
from linli.circle.evaluate.queries import rounds
from linli.circle.matters.actions import concerns
from linli.circle.matters.queries import matters
from linli.circle.matters.refusals import NotKnown
from linli.commons.notices.actions import questions
from linli.faces.api.schemas import mine as shapes
from linli.faces.api.schemas import posting
from linli.faces.api.schemas.mine import (
    ConcernOut,
    MatterRated,
    MatterRateIn,
    MessageOut,
    QuestionIn,
    ReactionIn,
    ReadIn,
    ReadOut,
    RoundToRate,
    StatementMade,
)
from linli.faces.api.schemas.plain import Cursor, Id, Key, PageOf, Size, StatementIn
from linli.faces.api.schemas.posting import QuestionOut
from linli.faces.api.views.paging import SIGNED_IN_NOES, answered
from linli.ground.lib import clock
from linli.ground.messages.actions import reading
from linli.ground.messages.queries import inbox
from linli.ground.messages.refusals import NobodysInbox
from linli.ground.people.queries.actors import acting

router = Router(tags=["residents"], auth=django_auth)


@router.post("/statements/{statement}/reaction", response={204: None, **SIGNED_IN_NOES})
def react(request: HttpRequest, statement: Path[Id], reaction: ReactionIn) -> Any:
    """Agree, disagree or pass on a statement; a later reaction takes the place of the earlier."""
    reactions.react(by=acting(request), statement=statement, feeling=reaction.chosen, at=clock.now())
    return Status(204, None)


@router.post("/matters/{matter}/statements", response={201: StatementMade, **SIGNED_IN_NOES})
def say_about_matter(request: HttpRequest, matter: Path[Id], said: StatementIn, idempotency_key: Key) -> Any:
    """Say in one short sentence what one thinks about a matter; the same Idempotency-Key again gives the same."""
    made = statements.say(
        by=acting(request), matter=matter, text=said.text, key=f"api-{idempotency_key}", at=clock.now()
    )
    return Status(201, shapes.statement(made))


@router.get("/me/matters", response={200: PageOf[ConcernOut], **SIGNED_IN_NOES})
def my_matters(request: HttpRequest, response: HttpResponse, after: Cursor = "", size: Size = 20) -> Any:
    """List the matters that concern one, the latest first, each with the reason why."""
    resident = acting(request).resident_id
    if resident is None:
        raise NotKnown
    return answered(request, response, matters.of_resident(resident, after=after, size=size), shapes.concern)


@router.post("/matters/{matter}/follow", response={204: None, **SIGNED_IN_NOES})
def follow_matter(request: HttpRequest, matter: Path[Id]) -> Any:
    """Follow a matter, or hear of it again after having muted it; doing it again changes nothing."""
    concerns.follow(by=acting(request), matter=matter, at=clock.now())
    return Status(204, None)


@router.delete("/matters/{matter}/follow", response={204: None, **SIGNED_IN_NOES})
def mute_matter(request: HttpRequest, matter: Path[Id]) -> Any:
    """Hear no more of a matter: whoever only followed it is forgotten, whom it concerns otherwise is muted."""
    concerns.mute(by=acting(request), matter=matter, at=clock.now())
    return Status(204, None)


@router.get("/me/rounds", response={200: list[RoundToRate], **SIGNED_IN_NOES})
def my_rounds(request: HttpRequest) -> Any:
    """List the rounds in which one is asked and has not rated, the one that ends first on top."""
    resident = acting(request).resident_id
    waiting = rounds.waiting_for(resident, clock.now()) if resident is not None else []
    return [shapes.to_rate(one) for one in waiting]


@router.post("/rounds/{round}/rating", response={200: MatterRated, **SIGNED_IN_NOES})
def rate_matter(request: HttpRequest, round: Path[Id], rating: MatterRateIn) -> Any:  # noqa: A002 -- as in its address
    """Rate the end of a matter, or change one's rating while the round is open."""
    return shapes.rating(ratings.rate(by=acting(request), round_=round, given=rating.given, at=clock.now()))


@router.delete("/rounds/{round}/rating", response={204: None, **SIGNED_IN_NOES})
def withdraw_rating(request: HttpRequest, round: Path[Id]) -> Any:  # noqa: A002 -- as in its address
    """Take one's rating back while the round is open."""
    ratings.withdraw(by=acting(request), round_=round, at=clock.now())
    return Status(204, None)


@router.post("/notices/{notice}/questions", response={201: QuestionOut, **SIGNED_IN_NOES})
def ask_under_notice(request: HttpRequest, notice: Path[Id], asked: QuestionIn, idempotency_key: Key) -> Any:
    """Ask under a notice, for everybody to read; the same Idempotency-Key again gives the same question."""
    at = clock.now()
    made = questions.ask(
        by=acting(request), notice=notice, words=asked.words, key=f"api-{idempotency_key}", at=at
    )
    return Status(201, posting.question(made, is_overdue=made.is_overdue(at)))


@router.get("/me/messages", response={200: PageOf[MessageOut], **SIGNED_IN_NOES})
def my_messages(request: HttpRequest, response: HttpResponse, after: Cursor = "", size: Size = 20) -> Any:
    """List what one was told, the newest first, each with the reason why."""
    resident = acting(request).resident_id
    if resident is None:
        raise NobodysInbox
    return answered(request, response, inbox.page(resident, after=after, size=size), shapes.message)


@router.post("/me/messages/{message}/read", response={204: None, **SIGNED_IN_NOES})
def read_message(request: HttpRequest, message: Path[Id]) -> Any:
    """Mark one message of one's own as read."""
    reading.read(by=acting(request), message=message, at=clock.now())
    return Status(204, None)


@router.post("/me/messages/read", response={200: ReadOut, **SIGNED_IN_NOES})
def read_all_messages(request: HttpRequest, seen: ReadIn) -> Any:
    """Mark as read all messages up to the newest that one has seen."""
    return {"read": reading.read_all(by=acting(request), until=seen.until, at=clock.now())}
