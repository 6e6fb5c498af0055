"""Tells residents what became of their words, past any helper: by a text message, or by a letter staff bring."""

from datetime import datetime

from django.db import transaction

from linli.circle.listen import rules
from linli.circle.listen.events import AnswerHolds
from linli.circle.listen.models import NoticeLetter, Voice
from linli.circle.listen.queries import follow
from linli.circle.listen.refusals import MayNotHandle, NoSuchThing
from linli.ground.carriers import sms
from linli.ground.journal import news
from linli.ground.journal.actions import entries
from linli.ground.people.models import Resident
from linli.ground.people.queries import areas
from linli.ground.people.rules import Actor

SPOKEN_FOR, ANSWERED = "spoken_for", "answered"


@transaction.atomic
def tell_author(*, voice: int, about: str, at: datetime) -> NoticeLetter | None:
    """Send the author of a voice a text message about it; without a phone, put a letter on the list of those to bring.

    The house itself tells; nothing happens when the author is unknown or erased. A message of which the carrier leaves
    open whether it was sent is not sent again: a letter says so to staff, who bring it or call.

    Raises:
        NotSent: the carrier did not take the message; the outbox tries again.
    """
    found = Voice.objects.select_related("author", "helper").filter(pk=voice).first()
    if found is None or found.author_id is None:
        return None
    author = Resident.objects.filter(pk=found.author_id, erased_at__isnull=True).first()
    if author is None:
        return None
    known = NoticeLetter.objects.filter(voice=found, resident=author, about=about, lap=found.lap).first()
    if known is not None:
        return known
    in_doubt = False
    if author.phone_index:
        try:
            _send(found, str(author.phone), about)
        except sms.MaybeSent:
            in_doubt = True
        else:
            return None
    letter, _is_new = NoticeLetter.objects.get_or_create(
        voice=found,
        resident=author,
        about=about,
        lap=found.lap,
        defaults={"made_at": at, "may_have_come": in_doubt},
    )
    return letter


@transaction.atomic
def send_word_on(*, voice: int, at: datetime) -> None:
    """Let the answer of a voice hold for those joined to it.

    Each is news of its own: a carrier that refuses one message must not make the others go out twice.
    """
    for joined in follow.joined_to(voice):
        news.publish(AnswerHolds(joined), at=at)


@transaction.atomic
def delivered(*, by: Actor, letter: int, at: datetime) -> NoticeLetter:
    """Note that a printed notice reached the resident.

    Raises:
        NoSuchThing: there is no such letter.
        MayNotHandle: no post of the actor handles voices there, or the actor is the helper the letter is about.
    """
    found = (
        NoticeLetter.objects.select_for_update(of=("self",), no_key=True)
        .select_related("voice")
        .filter(pk=letter)
        .first()
    )
    if found is None:
        raise NoSuchThing
    is_helper = by.account_id is not None and found.voice.helper_id == by.account_id
    if is_helper or not rules.may_handle_voices(by, areas.around(found.voice.place_id), at):
        raise MayNotHandle
    if found.delivered_at is None:
        found.delivered_at, found.delivered_by_id = at, by.account_id
        found.save(update_fields=["delivered_at", "delivered_by"])
        entries.record(
            "letter.delivered",
            by=by.account_id,
            thing=found,
            at=at,
            area=found.voice.place_id,
            voice=found.voice_id,
        )
    return found


def _send(voice: Voice, phone: str, about: str) -> None:
    receipt = f"{voice.year}/{voice.number}"
    if about == SPOKEN_FOR:
        sms.send_notice(phone, receipt, voice.helper.pseudonym if voice.helper else "")
    else:
        sms.carrier().send(phone, about, {"receipt": receipt})
