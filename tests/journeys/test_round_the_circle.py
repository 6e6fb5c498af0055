"""One matter all the way round the circle, and round again: six neighbours, on phones, at desks and with one paper."""

import pytest

from linli.circle.deliberate.actions import bodies
from linli.circle.deliberate.actions.bodies import Seating, Ways
from linli.ground.messages.models import Message
from linli.ground.people.choices import BodyKind, PostKind
from tests.journeys import until_decided, until_evaluated
from tests.journeys.story import Story
from tests.journeys.until_evaluated import Works
from tests.street import FOUNDED

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

COUNCIL = ("chen_jianguo", "shen_an", "he_zhiqiang")
FIRST = Works(
    plan="先补顶棚三处裂缝，再把插座统一抬到一米五。",
    budget="18600",
    tasks=(
        ("补顶棚三处裂缝", "shed-leaking", "shed-patched"),
        ("插座统一抬到一米五", "sockets-low", "sockets-high"),
    ),
)
AGAIN = Works(
    plan="漏的那一处重新铺防水，放水试过再交。",
    budget="1200",
    tasks=(("漏的那一处重新铺防水", "shed-leaking", "shed-patched"),),
    reason="上次议定的没做到，照原来定的补做。",
)

TOLD = [
    "matter.deliberate",
    "matter.decide",
    "matter.deliver",
    "matter.disclose",
    "matter.evaluate",
    "matter.reopen",
    "matter.deliver",
    "matter.disclose",
    "matter.evaluate",
]


@pytest.fixture
def story(street, sit_down, sound, shoot, house_clock, tmp_path) -> Story:
    """The street with a council that sits since long, before anything is said."""
    by = street.by("lin_xiao", FOUNDED)
    council = bodies.found(
        by=by,
        kind=BodyKind.COUNCIL,
        name="槐荫里议事会",
        area=street.community,
        ways=Ways(notice_days=3),
        at=FOUNDED,
    )
    for key in COUNCIL:
        kind = PostKind.CONVENER if key == "chen_jianguo" else PostKind.COUNCIL_MEMBER
        seating = Seating(street.people[key], kind, is_elected=True)
        bodies.seat(by=by, body=council, seating=seating, at=FOUNDED)
    return Story(street, house_clock, sit_down, sound, shoot, tmp_path)


def test_a_leaking_shed_goes_round_the_circle_twice(story):
    until_decided.heard_through_a_helper(story)
    until_decided.grouped_into_a_matter(story)
    until_decided.compared_and_talked_over(story)
    ballot = until_decided.put_to_the_vote(story)
    until_decided.voted_on_phones(story, ballot)
    until_decided.voted_on_paper(story, ballot)
    until_decided.counted(story, ballot)
    until_evaluated.done_with_photos(story, FIRST)
    until_evaluated.made_known(story, done="三处裂缝都补了，插座抬到一米五。", cost="18600")
    until_evaluated.money_at_the_gate(story)
    assert until_evaluated.rated(story, "2").ending == "reopened"
    assert (story.row.stage, story.row.lap) == ("heard", 2)
    until_evaluated.done_with_photos(story, AGAIN)
    until_evaluated.made_known(story, done="漏的那一处重新铺了防水，放水试过。", cost="1200")
    assert until_evaluated.rated(story, "5").ending == "rated"
    assert (story.row.stage, story.row.lap) == ("evaluated", 2)

    public = story.sit_down("nobody")
    public.goto(f"/m/{story.matter}/")
    story.looked_at(public, "matter-two-laps")
    said = public.locator("main").inner_text()
    assert [words for words in ("走了两圈", "重新打开", "第2圈　评过了") if words not in said] == []
    story.clock.on(days=1)
    told = Message.objects.filter(resident=story.street.zhou_guilan, matter_id=story.matter).order_by(
        "at", "pk"
    )
    assert [one.words for one in told if one.words.startswith("matter.")] == TOLD
    assert {one.parcel.state for one in told} == {"sent"}, "each went to her own phone, past her helper"
