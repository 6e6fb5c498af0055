"""What notices do when they hear their own news: tell those who follow the place, and who asked."""

from uuid import UUID

from django.http import HttpRequest

from linli.commons.notices import phrases
from linli.commons.notices.events import NoticePosted, NoticeWithdrawn, QuestionAnswered
from linli.commons.notices.models import Notice
from linli.commons.notices.queries import attachments, notices
from linli.ground.files.models import StoredFile
from linli.ground.lib import clock
from linli.ground.messages.actions.telling import News, tell
from linli.ground.people.queries.actors import acting


def tell_posted(event: NoticePosted, event_id: UUID) -> None:
    """Tell who follows the place that something hangs there."""
    _tell_followers("notice.posted", event.notice_id, event_id)


def tell_withdrawn(event: NoticeWithdrawn, event_id: UUID) -> None:
    """Tell who follows the place that something was taken down."""
    _tell_followers("notice.withdrawn", event.notice_id, event_id)


def tell_answered(event: QuestionAnswered, event_id: UUID) -> None:
    """Tell who asked that there is an answer."""
    question = notices.question(event.question_id)
    if question is None:
        return
    news = _news("question.answered", question.notice, event_id, f"#q{question.pk}")
    tell(news, to={question.author_id: phrases.ASKED}, at=clock.now())


def may_see_file(request: HttpRequest, file: StoredFile) -> bool:
    """Say whether the asker may see a file that hangs beside a notice."""
    return attachments.may_see(acting(request), file, clock.now())


def _tell_followers(words: str, pk: int, event_id: UUID) -> None:
    notice = notices.get(pk)
    if notice is None:
        return
    to = dict.fromkeys(notices.followers(notice), phrases.FOLLOWS)
    tell(_news(words, notice, event_id), to=to, at=clock.now())


def _news(words: str, notice: Notice, event_id: UUID, anchor: str = "") -> News:
    return News(
        fact=str(event_id),
        words=words,
        link=f"/notices/{notice.pk}/{anchor}",
        facts={"title": notice.title},
        matter=notice.matter_id,
    )
