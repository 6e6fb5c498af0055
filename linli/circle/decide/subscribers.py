"""What deciding does when it hears its own news: tell the roll, and nobody what anybody else did."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone

from linli.circle.decide import rules
from linli.circle.decide.actions import rolls
from linli.circle.decide.choices import Turn
from linli.circle.decide.events import (
    BallotClosing,
    BallotLeftTheWay,
    BallotOpened,
    BallotSettled,
    ObjectionAnswered,
    PaperRegistered,
    RollChanged,
    RollPosted,
)
from linli.circle.decide.models import Ballot
from linli.circle.decide.queries import checks, stations, told
from linli.circle.matters.choices import Why
from linli.ground.files.models import StoredFile
from linli.ground.lib import clock
from linli.ground.messages.actions.telling import News, tell
from linli.ground.people.events import ResidentErased
from linli.ground.people.queries import areas
from linli.ground.people.queries.actors import acting

LEFT = {
    Turn.SUSPEND: "ballot.suspended",
    Turn.RESUME: "ballot.resumed",
    Turn.CANCEL: "ballot.void",
    Turn.ANNUL: "ballot.annulled",
    Turn.RERUN: "ballot.rerun",
}


def tell_roll_posted(event: RollPosted, event_id: UUID) -> None:
    """Tell everyone on the roll that it is posted, and until when they may object."""
    ballot = told.ballot(event.ballot_id)
    if ballot is not None:
        _tell(ballot, "ballot.roll", event_id, until=checks.ends_at(ballot), page="roll/")


def tell_opened(event: BallotOpened, event_id: UUID) -> None:
    """Tell everyone on the roll that votes are taken."""
    ballot = told.ballot(event.ballot_id)
    if ballot is not None:
        _tell(ballot, "ballot.opened", event_id, until=ballot.closes_at)


def tell_closing(event: BallotClosing, event_id: UUID) -> None:
    """Tell everyone on the roll, whether they have voted or not, that it closes soon."""
    ballot = told.ballot(event.ballot_id)
    if ballot is not None:
        _tell(ballot, "ballot.closing", event_id, until=ballot.closes_at)


def tell_settled(event: BallotSettled, event_id: UUID) -> None:
    """Tell everyone on the roll that there is a result."""
    ballot = told.ballot(event.ballot_id)
    if ballot is not None:
        _tell(ballot, "ballot.settled", event_id, page="result/")


def tell_left(event: BallotLeftTheWay, event_id: UUID) -> None:
    """Tell everyone on the roll that a ballot left the straight way; why stands on its page."""
    ballot = told.ballot(event.ballot_id)
    if ballot is not None:
        _tell(ballot, LEFT[Turn(event.turn)], event_id, until=ballot.closes_at)


def tell_objection_answered(event: ObjectionAnswered, event_id: UUID) -> None:
    """Tell whoever objected that there is an answer."""
    objection = told.objection(event.objection_id)
    if objection is not None:
        news = _news(objection.ballot, "ballot.objection", event_id, page="roll/")
        tell(news, to={objection.resident_id: Why.ROLL.value}, at=clock.now())


def tell_roll_changed(event: RollChanged, event_id: UUID) -> None:
    """Tell the voter whose line was changed; nobody learns of another's."""
    change = told.change(event.change_id)
    if change is not None and change.line.resident_id is not None:
        news = _news(change.ballot, "ballot.on_the_roll", event_id, page="roll/")
        tell(news, to={change.line.resident_id: Why.ROLL.value}, at=clock.now())


def tell_paper_registered(event: PaperRegistered, event_id: UUID) -> None:
    """Tell the voter, past the helper, that a paper came in under their name."""
    entry = told.entry(event.entry_id)
    if entry is not None and entry.line.resident_id is not None:
        news = _news(entry.ballot, "ballot.paper", event_id)
        tell(news, to={entry.line.resident_id: Why.ROLL.value}, at=clock.now())


def forget_voter(event: ResidentErased, _event_id: UUID) -> None:
    """Drop from posted rolls how an erased person is called."""
    rolls.forget(resident=event.resident_id)


def may_see_file(request: HttpRequest, file: StoredFile) -> bool:
    """Say whether the asker may see a photo of the paper station: who runs or witnesses ballots there."""
    scope = stations.scope_of_photo(file.pk)
    place = areas.around(scope if scope is not None else file.area_id)
    return rules.may_tell(acting(request), place, clock.now())


def _tell(
    ballot: Ballot, words: str, event_id: UUID, *, until: datetime | None = None, page: str = ""
) -> None:
    tell(_news(ballot, words, event_id, until=until, page=page), to=told.roll_of(ballot.pk), at=clock.now())


def _news(
    ballot: Ballot, words: str, event_id: UUID, *, until: datetime | None = None, page: str = ""
) -> News:
    facts = {"title": ballot.question}
    if until is not None:
        local = timezone.localtime(until)
        facts["until"] = f"{local.month}月{local.day}日{local:%H:%M}"  # han: a date in a fact
    return News(
        fact=f"ballot:{event_id}",
        words=words,
        link=f"/b/{ballot.pk}/{page}",
        facts=facts,
        matter=ballot.matter_id,
    )
