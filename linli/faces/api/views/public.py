"""What anyone may read by machine: public voices, topics, what is late, how well a community answers."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Path, Router

from linli.circle.listen.choices import TopicState
from linli.circle.listen.queries import overdue, rates, similar, topics, voices
from linli.faces.api.schemas import topics as topic_shapes
from linli.faces.api.schemas import voices as shapes
from linli.faces.api.schemas.plain import Cursor, Id, Month, PageOf, ReceiptIn, SimilarIn, Size, Words
from linli.faces.api.schemas.topics import SimilarOut, TopicOut
from linli.faces.api.schemas.voices import OverdueOut, OwnVoice, RatesOut, VoiceDetail, VoiceOut
from linli.faces.api.views.paging import NOES, answered
from linli.ground.lib import clock
from linli.ground.people.rules import NOBODY

router = Router(tags=["public"])


@router.get("/communities/{community}/voices", response={200: PageOf[VoiceOut], **NOES})
def public_voices(
    request: HttpRequest,
    response: HttpResponse,
    community: Path[Id],
    words: Words = "",
    voice_class: Id | None = None,
    after: Cursor = "",
    size: Size = 20,
) -> Any:
    """List the public voices of a community, newest first; `words` of two characters and more are found at once."""
    page = voices.published(community, words=words, voice_class=voice_class, after=after, size=size)
    return answered(request, response, page, shapes.listed)


@router.get("/voices/{voice}", response={200: VoiceDetail, **NOES})
def public_voice(request: HttpRequest, voice: Path[Id]) -> Any:  # noqa: ARG001 -- ninja calls it so
    """Read one public voice with its answers."""
    return shapes.public(voices.public(voice, clock.now()))


@router.get("/communities/{community}/topics", response={200: PageOf[TopicOut], **NOES})
def hottest_topics(
    request: HttpRequest,
    response: HttpResponse,
    community: Path[Id],
    after: Cursor = "",
    size: Size = 20,
) -> Any:
    """List the confirmed topics of a community, hottest first; heat counts distinct people."""
    at = clock.now()
    page = topics.hottest(community, state=TopicState.ACCEPTED, after=after, size=size, at=at)
    return answered(request, response, page, topic_shapes.listed)


@router.get("/topics/{topic}/voices", response={200: list[VoiceOut], **NOES})
def voices_of_topic(request: HttpRequest, topic: Path[Id]) -> Any:  # noqa: ARG001 -- ninja calls it so
    """List the public voices of a confirmed topic."""
    page = topics.page(topic, NOBODY, clock.now())
    return [shapes.listed(member.voice) for member in page.members]


@router.get("/communities/{community}/overdue", response={200: PageOf[OverdueOut], **NOES})
def late_answers(
    request: HttpRequest,
    response: HttpResponse,
    community: Path[Id],
    after: Cursor = "",
    size: Size = 20,
) -> Any:
    """List the late answers of a community, the latest first."""
    page = overdue.public(community, after=after, size=size, at=clock.now())
    return answered(request, response, page, shapes.late)


@router.get("/communities/{community}/rates", response={200: RatesOut, **NOES})
def rates_of_community(
    request: HttpRequest,  # noqa: ARG001 -- ninja calls it so
    community: Path[Id],
    first: Month,
    last: Month,
) -> Any:
    """Read how well a community answers, from one month to another."""
    return shapes.rates(rates.of(community, _first_day(first), _first_day(last)))


@router.post("/communities/{community}/similar", response={200: list[SimilarOut], **NOES})
def similar_voices(
    request: HttpRequest,  # noqa: ARG001 -- ninja calls it so
    community: Path[Id],
    said: SimilarIn,
) -> Any:
    """Look for public voices and topics like some words before sending them."""
    likes = similar.open_topics(community=community, title=said.title, text=said.text)
    return [topic_shapes.alike(like) for like in likes]


@router.post("/receipts", response={200: OwnVoice, **NOES})
def voice_by_receipt(request: HttpRequest, receipt: ReceiptIn) -> Any:  # noqa: ARG001 -- ninja calls it so
    """Follow a voice by its receipt; the secret goes in the body, for addresses end up in logs."""
    return shapes.own(voices.by_receipt(receipt.number, receipt.secret, clock.now()))


def _first_day(month: str) -> date:
    year, number = month.split("-")
    return date(int(year), int(number), 1)
