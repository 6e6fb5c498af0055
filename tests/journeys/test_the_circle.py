"""A matter on its way round the circle, in a real browser: followed by anyone, on phones and at the desk."""

from datetime import timedelta

import pytest
from django.utils import timezone

from linli.circle.matters.actions import matters
from linli.circle.matters.actions.matters import Bringing, Opening
from linli.circle.matters.choices import Step
from linli.circle.matters.models import Concern
from linli.ground.people.models import Post

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

ROUND = (
    Step.DELIBERATE,
    Step.DECIDE,
    Step.DELIVER,
    Step.DISCLOSE,
    Step.EVALUATE,
    Step.REOPEN,
    Step.DELIBERATE,
)


def reopened(street):
    began = timezone.now() - timedelta(days=20)
    opening = Opening(
        scope=street.areas["compound"],
        community=street.community,
        title="北门车棚：充电要安全，下雨不能漏",
        owner=Post.objects.get(resident=street.gu_min, until__isnull=True),
        due_at=began + timedelta(days=30),
        resident_need="充电安心",
        governance_need="消除火患",
    )
    matter = matters.open_matter(by=street.by("gu_min"), opening=opening, at=began)
    for days, step in enumerate(ROUND, 1):
        matters.carry(
            by=street.by("gu_min"),
            matter=matter.pk,
            step=step,
            bringing=Bringing(reason="评分不到3分"),
            at=began + timedelta(days=days),
        )
    return matter


def test_a_neighbour_follows_a_reopened_matter_and_unfolds_its_first_lap(street, sit_down, sound, shoot):
    matter = reopened(street)
    page = sit_down("shen_an")
    page.goto("/")
    page.get_by_role("link", name=matter.title).first.click()
    page.get_by_role("button", name="有进展告诉我").click()
    page.get_by_text("为什么给我发消息？").click()
    page.get_by_text("展开第一圈的每一步").click()
    sound(page)
    shoot(page, "matter-phone")

    assert page.get_by_text("因为您关注了这件事").is_visible()
    assert page.get_by_text("重新打开", exact=True).is_visible()
    assert Concern.objects.filter(matter=matter, resident=street.shen_an).exists()


def test_a_visitor_and_staff_find_the_matter_without_faults(street, sit_down, sound, shoot):
    matter = reopened(street)
    for who, desk, path in (
        ("nobody", False, "/"),
        ("gu_min", True, "/desk/"),
        ("gu_min", True, f"/m/{matter.pk}/"),
    ):
        page = sit_down(who, desk=desk)
        page.goto(path)
        sound(page)
        shoot(page, f"circle-{who}-{'desk' if desk else 'phone'}")
        assert page.get_by_role("heading", level=1).count() == 1
