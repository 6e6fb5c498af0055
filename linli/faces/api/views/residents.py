"""What neighbours do by machine: say, follow, join in, rate. Signed in by the session; writing needs the CSRF token."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Path, Router, Status
from ninja.security import django_auth

from linli.circle.listen.actions import replies, supports, voices
from linli.circle.listen.actions.hearing import Said
from linli.circle.listen.queries import voices as asked
from linli.faces.api.schemas import voices as shapes
from linli.faces.api.schemas.plain import Cursor, Id, Key, PageOf, RateIn, SayIn, Size
from linli.faces.api.schemas.voices import OwnVoice, Rated, Receipt, VoiceOut
from linli.faces.api.views.paging import SIGNED_IN_NOES, answered
from linli.ground.lib import clock
from linli.ground.people.queries.actors import acting

router = Router(tags=["residents"], auth=django_auth)


@router.post("/voices", response={201: Receipt, **SIGNED_IN_NOES})
def say(request: HttpRequest, said: SayIn, idempotency_key: Key) -> Any:
    """Say something; the same Idempotency-Key again gives the same receipt."""
    words = Said(
        text=said.text,
        title=said.title,
        place_words=said.place_words,
        audience=said.audience,
        urgency=said.urgency,
    )
    key = f"api-{idempotency_key}"
    voice = voices.say(by=acting(request), place=said.place, said=words, key=key, at=clock.now())
    return Status(201, shapes.receipt(voice))


@router.get("/me/voices", response={200: PageOf[VoiceOut], **SIGNED_IN_NOES})
def my_voices(request: HttpRequest, response: HttpResponse, after: Cursor = "", size: Size = 20) -> Any:
    """List one's own voices, newest first."""
    return answered(request, response, asked.mine(acting(request), after=after, size=size), shapes.listed)


@router.get("/me/voices/{voice}", response={200: OwnVoice, **SIGNED_IN_NOES})
def my_voice(request: HttpRequest, voice: Path[Id]) -> Any:
    """Follow one's own voice, in one's own words."""
    return shapes.own(asked.for_author(acting(request), voice, clock.now()))


@router.post("/voices/{voice}/rating", response={200: Rated, **SIGNED_IN_NOES})
def rate(request: HttpRequest, voice: Path[Id], rating: RateIn) -> Any:
    """Rate the last answer to one's own voice; below the line it opens once more."""
    made = replies.rate(
        by=acting(request),
        voice=voice,
        stars=rating.stars,
        words=rating.words,
        is_solved=rating.is_solved,
        was_contacted=rating.was_contacted,
        at=clock.now(),
    )
    return shapes.rated(made)


@router.post("/voices/{voice}/support", response={204: None, **SIGNED_IN_NOES})
def support_voice(request: HttpRequest, voice: Path[Id]) -> Any:
    """Stand behind a public voice; doing it again changes nothing."""
    supports.join_in(by=acting(request), voice=voice, at=clock.now())
    return Status(204, None)


@router.delete("/voices/{voice}/support", response={204: None, **SIGNED_IN_NOES})
def leave_voice(request: HttpRequest, voice: Path[Id]) -> Any:
    """Stand behind a voice no longer."""
    supports.leave(by=acting(request), voice=voice, at=clock.now())
    return Status(204, None)


@router.post("/topics/{topic}/support", response={204: None, **SIGNED_IN_NOES})
def support_topic(request: HttpRequest, topic: Path[Id]) -> Any:
    """Stand behind a topic; doing it again changes nothing."""
    supports.join_in(by=acting(request), topic=topic, at=clock.now())
    return Status(204, None)


@router.delete("/topics/{topic}/support", response={204: None, **SIGNED_IN_NOES})
def leave_topic(request: HttpRequest, topic: Path[Id]) -> Any:
    """Stand behind a topic no longer."""
    supports.leave(by=acting(request), topic=topic, at=clock.now())
    return Status(204, None)
