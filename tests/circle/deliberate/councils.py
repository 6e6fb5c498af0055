"""A council of five neighbours, short ways to have it meet, and the matters it meets about."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from linli.circle.deliberate import door
from linli.circle.deliberate.actions import attendance, bodies, meetings, resolutions
from linli.circle.deliberate.actions.bodies import Seating, Ways
from linli.circle.deliberate.actions.meetings import Notice
from linli.circle.deliberate.actions.resolutions import Motion
from linli.circle.deliberate.choices import MeetingKind
from linli.circle.deliberate.models import Meeting, Resolution
from linli.circle.matters.actions import matters
from linli.circle.matters.actions.matters import Opening
from linli.circle.matters.models import Matter
from linli.ground.people.choices import BodyKind, PostKind
from linli.ground.people.models import Organization, Post
from tests.street import HERE, NOW, Street

COUNCIL = ("chen_jianguo", "shen_an", "zhou_guilan", "ye_qing", "he_zhiqiang")
LATER = datetime(2026, 11, 25, 19, 0, tzinfo=HERE)
"""The evening of the council's meeting, five days after NOW."""
AFTER = LATER + timedelta(hours=3)
"""When that evening is over."""


@dataclass
class Council:
    """A council of five in the community, its convener 陈建国, and short ways to have it meet."""

    street: Street
    body: Organization
    keys: dict[str, str] = field(default_factory=dict)

    def notice(self, starts_at: datetime = LATER, **rest: object) -> Notice:
        told = {
            "kind": MeetingKind.COUNCIL,
            "title": "谈楼下的绿化",
            "place": "议事茶亭",
            "starts_at": starts_at,
            "ends_at": starts_at + timedelta(hours=2),
        }
        return Notice(**(told | rest))  # type: ignore[arg-type] # words of a notice

    def call(self, by: str = "chen_jianguo", at: datetime = NOW, **rest: object) -> Meeting:
        notice = rest.pop("notice", None) or self.notice()
        return meetings.call(by=self.street.by(by), body=self.body.pk, notice=notice, at=at, **rest)  # type: ignore[arg-type] # as call takes them

    def tick(self, meeting: Meeting, *names: str, at: datetime = LATER) -> None:
        for name in names:
            resident = getattr(self.street, name).pk
            attendance.tick(by=self.street.by("chen_jianguo"), meeting=meeting.pk, resident=resident, at=at)

    def held(
        self, *there: str, matters: tuple[int, ...] = (), items: tuple[str, ...] = ("随便谈谈",)
    ) -> Meeting:
        """A meeting that is open, with these people in the room."""
        meeting = self.call(matters=matters, items=items)
        self.tick(meeting, *(there or COUNCIL[:3]))
        return meetings.begin(by=self.street.by("chen_jianguo"), meeting=meeting.pk, at=LATER)

    def resolve(
        self, meeting: Meeting, votes: tuple[int, int, int] = (3, 0, 0), **rest: object
    ) -> Resolution:
        item = rest.pop("item", None) or meeting.items.first()
        told = {"text": "先试种一片麦冬", "owner_body": self.body.pk, "due_on": date(2026, 12, 31)} | rest
        key = str(told.pop("key", ""))
        motion = Motion(votes_for=votes[0], votes_against=votes[1], votes_abstain=votes[2], **told)  # type: ignore[arg-type] # words of a motion
        return resolutions.resolve(
            by=self.street.by("chen_jianguo"),
            meeting=meeting.pk,
            item=item.pk,
            motion=motion,
            key=key,
            at=LATER,
        )

    def code(self, meeting: Meeting, at: datetime = LATER) -> str:
        return door.code(meeting.pk, at)


def found_council(street: Street, ways: Ways | None = None) -> Council:
    """Found the council and seat its five members, the first as its convener."""
    by = street.by("lin_xiao")
    body = bodies.found(
        by=by,
        kind=BodyKind.COUNCIL,
        name="槐荫里议事会",
        area=street.community,
        ways=ways,
        at=NOW - timedelta(days=300),
    )
    for name in COUNCIL:
        kind = PostKind.CONVENER if name == "chen_jianguo" else PostKind.COUNCIL_MEMBER
        seating = Seating(getattr(street, name), kind, is_elected=True)
        bodies.seat(by=by, body=body, seating=seating, at=NOW - timedelta(days=299))
    return Council(street, body)


def open_matter(street: Street, title: str, area: str = "huaiyin") -> Matter:
    owner = Post.objects.get(kind=PostKind.COMMUNITY_STAFF, area=street.community)
    opening = Opening(
        scope=street.areas[area],
        community=street.community,
        title=title,
        owner=owner,
        due_at=NOW + timedelta(days=30),
    )
    return matters.open_matter(by=street.by("gu_min"), opening=opening, at=NOW - timedelta(days=1))
