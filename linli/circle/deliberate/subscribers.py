"""What deliberation does when it hears news: it tells members, those concerned and those who were there."""

from uuid import UUID

from django.http import HttpRequest

from linli.circle.deliberate.events import (
    MeetingCalled,
    MeetingCancelled,
    MeetingChanged,
    MinutesPublished,
    MinutesSettled,
    StatementHidden,
    TalkClosed,
    TalkOpened,
)
from linli.circle.deliberate.phrases import WHY_MEMBER, WHY_PRESENT
from linli.circle.deliberate.queries import meetings, options, statements
from linli.circle.matters.choices import Why
from linli.circle.matters.queries import addresses, concerned, matters
from linli.ground.files.models import StoredFile
from linli.ground.lib import clock
from linli.ground.look.templatetags.ui import moment
from linli.ground.messages.actions.telling import News, tell


def tell_called(event: MeetingCalled, event_id: UUID) -> None:
    """Send the notice of a meeting to its members and to everyone its matters concern."""
    _tell_meeting("meeting.called", event.meeting_id, event_id)


def tell_changed(event: MeetingChanged, event_id: UUID) -> None:
    """Tell the same people the new time and place."""
    _tell_meeting("meeting.changed", event.meeting_id, event_id)


def tell_cancelled(event: MeetingCancelled, event_id: UUID) -> None:
    """Tell the same people that the meeting is not held."""
    _tell_meeting("meeting.cancelled", event.meeting_id, event_id)


def ask_to_sign(event: MinutesSettled, event_id: UUID) -> None:
    """Ask those who were there to sign the minutes."""
    meeting = meetings.get(event.meeting_id)
    if meeting is not None:
        news = News(
            fact=f"deliberate:{event_id}",
            words="minutes.settled",
            link=f"/meetings/{meeting.pk}/minutes/",
            facts={"title": meeting.title},
        )
        tell(news, to=dict.fromkeys(meetings.present_at(meeting.pk), WHY_PRESENT), at=clock.now())


def tell_published(event: MinutesPublished, event_id: UUID) -> None:
    """Tell members and everyone its matters concern what a meeting came to."""
    _tell_meeting("minutes.published", event.meeting_id, event_id)


def tell_talk_opened(event: TalkOpened, event_id: UUID) -> None:
    """Ask everyone a matter concerns what they think."""
    _tell_talk("talk.opened", event.matter_id, event_id)


def tell_talk_closed(event: TalkClosed, event_id: UUID) -> None:
    """Tell everyone a matter concerns that the statements are in."""
    _tell_talk("talk.closed", event.matter_id, event_id)


def tell_hidden(event: StatementHidden, event_id: UUID) -> None:
    """Tell the author of a statement that it was hidden."""
    statement = statements.get(event.statement_id)
    if statement is not None:
        news = News(
            fact=f"deliberate:{event_id}",
            words="statement.hidden",
            link=addresses.talk(statement.matter_id),
            facts={"title": statement.matter.title},
            matter=statement.matter_id,
        )
        tell(news, to={statement.author_id: Why.SAID.value}, at=clock.now())


def may_see_file(_request: HttpRequest, file: StoredFile) -> bool:
    """Say whether a photo of this room may be seen: those of options by anyone."""
    return options.shows(file)


def _tell_meeting(words: str, pk: int, event_id: UUID) -> None:
    """Tell each once: as a member where they are one, else for the first matter that concerns them."""
    meeting = meetings.get(pk)
    if meeting is None:
        return
    at = clock.now()
    facts = {
        "body": meeting.body.name,
        "when": moment(meeting.starts_at),
        "place": meeting.place,
        "title": meeting.title,
    }
    link, fact = f"/meetings/{meeting.pk}/", f"deliberate:{event_id}"
    members = dict.fromkeys(meetings.notice_to(meeting, at), WHY_MEMBER)
    tell(News(fact, words, link, facts), to=members, at=at)
    for matter in meetings.matters_on(meeting.pk):
        tell(News(fact, words, link, facts, matter), to=concerned.by(matter), at=at)


def _tell_talk(words: str, matter: int, event_id: UUID) -> None:
    found = matters.get(matter)
    if found is not None:
        news = News(
            fact=f"deliberate:{event_id}",
            words=words,
            link=addresses.talk(matter),
            facts={"title": found.title},
            matter=matter,
        )
        tell(news, to=concerned.by(matter), at=clock.now())
