"""Notices to print and bring: which wait, and what one says."""

from dataclasses import dataclass
from datetime import datetime

from linli.circle.listen import rules
from linli.circle.listen.models import Answer, NoticeLetter
from linli.circle.listen.refusals import MayNotHandle, NoSuchThing
from linli.ground.people.queries import areas
from linli.ground.people.rules import Actor


@dataclass(frozen=True, slots=True)
class LetterWords:
    """What a printed notice needs: the row, who it is for and where they live, and the answer if that is the news."""

    letter: NoticeLetter
    resident: str
    address: str
    helper: str
    answer: Answer | None


def waiting(actor: Actor, community: int, at: datetime) -> list[NoticeLetter]:
    """Return the notices of a community that nobody has brought yet, oldest first.

    Raises:
        MayNotHandle: no post of the actor handles voices there.
    """
    if not rules.may_handle_voices(actor, areas.around(community), at):
        raise MayNotHandle
    rows = NoticeLetter.objects.filter(delivered_at__isnull=True, voice__community_id=community)
    return list(rows.select_related("voice__place", "resident").order_by("made_at", "id")[:200])


def letter(actor: Actor, pk: int, at: datetime) -> LetterWords:
    """Return what a notice says, for printing; never to the helper it is about.

    Raises:
        NoSuchThing: there is no such notice.
        MayNotHandle: no post of the actor handles voices there, or the actor is the helper.
    """
    found = (
        NoticeLetter.objects.select_related(
            "voice__helper", "voice__community", "resident__household__home__area__parent__parent__parent"
        )
        .filter(pk=pk)
        .first()
    )
    if found is None:
        raise NoSuchThing
    is_helper = actor.account_id is not None and found.voice.helper_id == actor.account_id
    if is_helper or not rules.may_handle_voices(actor, areas.around(found.voice.place_id), at):
        raise MayNotHandle
    home = found.resident.household.home if found.resident.household else None
    return LetterWords(
        letter=found,
        resident=found.resident.name,
        address=areas.address(home.area, home.number) if home else "",
        helper=found.voice.helper.pseudonym if found.voice.helper else "",
        answer=Answer.objects.filter(voice=found.voice, lap=found.lap).first(),
    )
