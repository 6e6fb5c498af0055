"""What matters do when they hear their own news: tell those concerned, and of a late one those who answer for it."""

from uuid import UUID

from linli.circle.matters.events import MatterMoved, MatterOverdue
from linli.circle.matters.queries import addresses, concerned, duty, matters
from linli.ground.lib import clock
from linli.ground.messages.actions.telling import News, tell


def tell_moved(event: MatterMoved, event_id: UUID) -> None:
    """Tell everyone whom a matter concerns that it took a step."""
    matter = matters.get(event.matter_id)
    if matter is None:
        return
    news = News(
        fact=f"matter:{event_id}",
        words=f"matter.{event.step}",
        link=addresses.public(matter.pk),
        facts={"title": matter.title},
        matter=matter.pk,
    )
    tell(news, to=concerned.by(matter.pk), at=clock.now())


def tell_overdue(event: MatterOverdue, event_id: UUID) -> None:
    """Tell whoever answers for a matter, and one level up, that it is late; once."""
    matter, at = matters.get(event.matter_id), clock.now()
    if matter is None:
        return
    news = News(
        fact=f"matter:{event_id}",
        words="matter.overdue",
        link=f"/desk/matters/{matter.pk}/",
        facts={"title": matter.title},
        matter=matter.pk,
    )
    tell(news, to=duty.of(matter, at), at=at)
