"""What the tests of delivering share: a decided matter of 3号楼, its project, and overseers who have no part in it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest

from linli.circle.deliver.actions import acceptances, boards, projects, tasks
from linli.circle.deliver.actions.projects import Outline
from linli.circle.deliver.actions.tasks import Hands, Planned
from linli.circle.deliver.choices import Verdict
from linli.circle.deliver.models import Project, Task
from linli.circle.matters.actions import concerns, matters
from linli.circle.matters.actions.matters import Bringing, Opening
from linli.circle.matters.choices import Stage, Step, Why
from linli.circle.matters.models import Matter
from linli.ground.journal.actions import deliveries
from linli.ground.people.models import Post
from linli.ground.people.rules import HOUSE
from tests.street import NOW, Street

LATER = NOW + timedelta(hours=1)
FIRST, LAST = date(2026, 11, 23), date(2026, 11, 30)
BOARD = ("shen_an", "zhou_guilan", "he_zhiqiang")


@dataclass
class Works:
    """A project on the street, with ways to make more of it."""

    street: Street
    matter: Matter
    project: Project

    def task(self, title: str = "搭雨棚", who: str = "luo_yongfu", **rest: object) -> Task:
        """Plan a task in the hands of a neighbour's post, or of the neighbour."""
        post = Post.objects.filter(resident=getattr(self.street, who)).first()
        hands = Hands(post=post.pk) if post else Hands(resident=getattr(self.street, who).pk)
        planned = Planned(title, hands, **{"plan_from": FIRST, "plan_until": LAST, **rest})  # type: ignore[arg-type] # words of Planned
        return tasks.add(by=self.street.by("gu_min"), project=self.project.pk, planned=planned, at=NOW)

    def overseen(self, *who: str) -> None:
        """Form a board and seat overseers."""
        boards.form(by=self.street.by("lin_xiao"), project=self.project.pk, name="雨棚监事会", at=NOW)
        for name in who or BOARD:
            resident = getattr(self.street, name).pk
            boards.seat(by=self.street.by("lin_xiao"), project=self.project.pk, resident=resident, at=NOW)

    def called(self) -> None:
        """Do one task and call the overseers."""
        if not self.project.tasks.exists():
            self.task()
        for task in self.project.tasks.filter(done_at=None):
            tasks.finish(by=self.street.by("luo_yongfu"), task=task.pk, at=LATER)
        acceptances.call(
            by=self.street.by("gu_min"), project=self.project.pk, meeting_at=LATER, place="车棚前", at=LATER
        )

    def sign(self, who: str, verdict: Verdict = Verdict.ACCEPTED, words: str = "", **rest: object) -> object:
        """Let an overseer sign."""
        actor = HOUSE if who == "house" else self.actor(who)
        return acceptances.sign(
            by=actor,
            project=self.project.pk,
            verdict=verdict,
            words=words,
            at=LATER,
            **rest,  # type: ignore[arg-type] # words of sign
        )

    def actor(self, who: str) -> object:
        """Return the actor of a neighbour, also of one without a sign-in."""
        from dataclasses import replace

        if who in self.street.accounts:
            return self.street.by(who)
        return replace(self.street.by("shen_an"), resident_id=getattr(self.street, who).pk)

    def stage(self) -> str:
        """Where the matter stands."""
        return Matter.objects.get(pk=self.matter.pk).stage


def matter_of(street: Street, stage: Stage = Stage.DECIDED, title: str = "车棚要挡雨") -> Matter:
    """Open a matter in 3号楼 that concerns three neighbours, and move it."""
    opening = Opening(
        scope=street.b3,
        community=street.community,
        title=title,
        owner=Post.objects.get(resident=street.gu_min),
        due_at=NOW + timedelta(days=30),
    )
    by = street.by("gu_min")
    matter = matters.open_matter(by=by, opening=opening, at=NOW)
    who = [street.zhou_guilan.pk, street.shen_an.pk, street.tang_yuan.pk]
    concerns.concern(matter=matter.pk, residents=who, why=Why.SAID, at=NOW)
    if stage == Stage.DECIDED:
        matters.advance(by=by, matter=matter.pk, step=Step.DECIDE, bringing=Bringing(reason="议过"), at=NOW)
    return Matter.objects.get(pk=matter.pk)


def started(street: Street, matter: Matter, **outline: object) -> Project:
    """Start the works on a matter, led by the residents' committee."""
    told = {"plan": "在车棚上加雨棚，两周做完。", "lead": street.committee.pk, **outline}
    return projects.start(by=street.by("gu_min"), matter=matter.pk, outline=Outline(**told), at=NOW)  # type: ignore[arg-type] # words of Outline


@pytest.fixture
def works(street: Street) -> Works:
    """A project of a decided matter, without tasks."""
    matter = matter_of(street)
    return Works(street, matter, started(street, matter))


@pytest.fixture
def delivered(street: Street) -> Callable[[], int]:
    """Deliver all waiting news, as `tend` does."""

    def deliver() -> int:
        return deliveries.deliver_due(at=datetime(2999, 1, 1, tzinfo=NOW.tzinfo), limit=10_000)

    return deliver
