"""Everything that the pages of deliberation speak of, and what people type into them."""

from datetime import time, timedelta

from django.urls import reverse
from django.utils import timezone

from linli.circle.deliberate import door
from linli.circle.deliberate.actions import hours, meetings, minutes, options, resolutions, statements, talks
from linli.circle.deliberate.actions.hours import Timetable
from linli.circle.deliberate.actions.options import Sketch
from linli.circle.deliberate.actions.resolutions import Motion
from linli.circle.deliberate.choices import Weekday
from linli.ground.people.models import Post
from tests.circle.deliberate.councils import found_council, open_matter
from tests.street import Street

DAY = (timezone.localdate() + timedelta(days=20)).isoformat()
NOTICE = {"kind": "council", "title": "再议", "place": "站里", "day": DAY, "starts": "19:00", "ends": "20:00"}
VOTE = {"text": "好", "votes_for": "3", "votes_against": "0", "votes_abstain": "0", "key": "k"}


class Room:
    """Everything that the addresses of the table speak of, around this very moment."""

    def __init__(self, street: Street) -> None:
        at = timezone.now()
        self.street, self.at = street, at
        self.council = found_council(street)
        self.matter = open_matter(street, "楼下种什么好")
        by, staff = street.by("chen_jianguo"), street.by("gu_min")
        soon = self.council.notice(at + timedelta(hours=1), short_reason="等不及")
        self.called = self.council.call(at=at, notice=soon, matters=(self.matter.pk,))
        self.open = self.council.call(at=at, notice=soon, items=("灯笼", "巡逻"))
        for meeting in (self.called, self.open):
            self.council.tick(meeting, "chen_jianguo", "shen_an", "zhou_guilan", at=at)
        meetings.begin(by=by, meeting=self.open.pk, at=at)
        self.ended = self.council.call(at=at, notice=soon, items=("旧事",))
        self.council.tick(self.ended, "chen_jianguo", "shen_an", "zhou_guilan", at=at)
        meetings.begin(by=by, meeting=self.ended.pk, at=at)
        self.old_item = self.ended.items.get(title="旧事")
        motion = Motion("先试试", 3, 0, owner_body=self.council.body.pk)
        self.resolution = resolutions.resolve(
            by=by, meeting=self.ended.pk, item=self.old_item.pk, motion=motion, at=at
        )
        meetings.end(by=by, meeting=self.ended.pk, at=at)
        minutes.settle(by=by, meeting=self.ended.pk, summary="试试", at=at)
        talks.begin(by=staff, matter=self.matter.pk, at=at)
        self.statement = statements.say(by=by, matter=self.matter.pk, text="种麦冬", at=at)
        self.option = options.add(by=staff, matter=self.matter.pk, sketch=Sketch("麦冬", 100), at=at)
        table = Timetable(Weekday.TUESDAY, time(9), time(11), "站里")
        self.host = Post.objects.get(resident=street.gu_min).pk
        self.hours = hours.set_up(by=staff, area=street.community, host=self.host, timetable=table, at=at)
        self.note = hours.note(by=staff, hours=self.hours.pk, on=timezone.localdate(at), text="灯不亮", at=at)
        self.seat = self.council.body.posts.get(resident=street.shen_an)
        self.item = self.open.items.first()

    def numbers(self, name: str) -> list[object]:
        """Return what stands in an address."""
        meeting = self.ended if name in {"minutes", "minutes-print", "sign"} else self.called
        by_name = {
            "sign-in": [meeting.pk, door.code(meeting.pk, timezone.now())],
            "option": [self.matter.pk, self.option.pk],
            "option-withdraw": [self.matter.pk, self.option.pk],
            "statement-report": [self.statement.pk],
            "statement-show": [self.statement.pk],
            "statement-hide": [self.statement.pk],
            "close-resolution": [self.resolution.pk],
            "desk-unseat": [self.council.body.pk, self.seat.pk],
            "desk-notes": [self.hours.pk],
            "hours-end": [self.hours.pk],
            "note-take-in": [self.note.pk],
        }
        if name in by_name:
            return by_name[name]
        if name in {"body", "call", "desk-body", "desk-seat", "desk-ways"}:
            return [self.council.body.pk]
        if name in {"meeting", "door", "minutes", "minutes-print", "sign", "run"}:
            return [meeting.pk]
        if name in {
            "options",
            "options-print",
            "option-add",
            "talk",
            "react",
            "say",
            "talk-open",
            "talk-close",
        }:
            return [self.matter.pk]
        return [self.matter.pk] if name in {"talk-votes", "talk-comments"} else []

    def address(self, name: str) -> str:
        deed, _slash, about = name.partition("/")
        if deed.startswith("do "):
            meeting = {
                "begin": self.called,
                "move": self.called,
                "cancel": self.called,
                "publish": self.ended,
            }
            meeting |= {"settle": self.ended, "correct": self.ended, "signed": self.ended}
            chosen = meeting.get(deed[3:], self.open).pk
            if not about:
                return reverse("deliberate:do", args=[chosen, deed[3:]])
            thing = {
                "item": self.item.pk,
                "person": self.street.ye_qing.pk,
                "there": self.street.zhou_guilan.pk,
            }[about]
            return reverse("deliberate:do-about", args=[chosen, deed[3:], thing])
        return reverse(f"deliberate:{name}", args=self.numbers(name))
