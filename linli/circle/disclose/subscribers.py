"""What disclosure does when it hears news: duties follow notices, matters take their step, those concerned hear."""

from uuid import UUID

from linli.circle.disclose.actions import duties, results
from linli.circle.disclose.queries import rumours
from linli.circle.matters.queries import concerned
from linli.commons.notices.choices import Kind
from linli.commons.notices.events import NoticePosted, NoticeWithdrawn
from linli.commons.notices.queries import notices
from linli.ground.lib import clock
from linli.ground.messages.actions.telling import News, tell
from linli.ground.people.queries.actors import actor_of
from linli.ground.people.rules import HOUSE


def notice_hangs(event: NoticePosted, _event_id: UUID) -> None:
    """Mark the duties of a notice, and let the matter of a result take its step, in the breath of the posting."""
    notice = notices.get(event.notice_id)
    if notice is None or notice.posted_at is None:
        return
    by = actor_of(notice.posted_by, notice.posted_at) if notice.posted_by else HOUSE
    duties.hung(notice=notice, at=notice.posted_at)
    results.hung(notice=notice, by=by, at=notice.posted_at)


def notice_is_down(event: NoticeWithdrawn, _event_id: UUID) -> None:
    """Open the duties of a notice that was taken down too early, in the breath of the withdrawal."""
    notice = notices.get(event.notice_id)
    if notice is not None and notice.withdrawn_at is not None:
        duties.taken_down(notice=notice, at=notice.withdrawn_at)


def tell_asker(event: NoticePosted, event_id: UUID) -> None:
    """Tell the neighbour who asked about hearsay that it is clarified."""
    asked = rumours.answered_by(event.notice_id)
    if asked is None:
        return
    news = News(
        fact=str(event_id),
        words="disclose.clarified",
        link=f"/notices/{event.notice_id}/",
        facts={"title": asked.notice.title},
    )
    tell(news, to={asked.resident: "asked_hearsay"}, at=clock.now())


def tell_concerned(event: NoticePosted, event_id: UUID) -> None:
    """Tell those whom a matter concerns of a notice about it; of its result the matter tells them itself."""
    notice = notices.get(event.notice_id)
    if notice is None or notice.matter_id is None or notice.kind == Kind.RESULT:
        return
    news = News(
        fact=str(event_id),
        words="disclose.notice_of_matter",
        link=f"/notices/{notice.pk}/",
        facts={"title": notice.title},
        matter=notice.matter_id,
    )
    tell(news, to=concerned.by(notice.matter_id), at=clock.now())
