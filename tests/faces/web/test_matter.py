"""The public page of a matter: where it stands, every step, who did it, at a fixed cost."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from linli.circle.listen.actions import masks, topics, voices
from linli.circle.listen.actions.hearing import Said
from linli.circle.listen.models import Topic
from linli.circle.matters.actions import concerns, matters
from linli.circle.matters.actions.matters import Bringing, Opening
from linli.circle.matters.choices import Step
from linli.circle.matters.models import Concern, Matter
from linli.faces.web import trail
from linli.faces.web.queries import story
from linli.ground.journal.actions import deliveries, seals
from linli.ground.journal.models import Entry
from linli.ground.people.models import Post
from tests.street import NOW, Street

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(days=3)
TITLE = "北门车棚：充电要安全，下雨不能漏"


def opened(street: Street, **more: object) -> Matter:
    owner = Post.objects.get(resident=street.gu_min, until__isnull=True)
    opening = Opening(
        scope=street.areas["compound"],
        community=street.community,
        title=TITLE,
        owner=owner,
        due_at=NOW + timedelta(days=10),
        **{"resident_need": "充电安心", "governance_need": "消除火患", **more},  # type: ignore[arg-type]
    )
    return matters.open_matter(by=street.by("gu_min"), opening=opening, at=NOW)


def walked(street: Street, matter: Matter, *steps: Step, reason: str = "") -> Matter:
    for hours, step in enumerate(steps, 1):
        matter = matters.advance(
            by=street.by("gu_min"),
            matter=matter.pk,
            step=step,
            bringing=Bringing(reason=reason),
            at=NOW + timedelta(hours=hours),
        )
    return matter


ROUND = (Step.DELIBERATE, Step.DECIDE, Step.DELIVER, Step.DISCLOSE, Step.EVALUATE)


def text(answer: object) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))  # type: ignore[attr-defined]


class TestReading:
    def test_anyone_reads_where_it_stands_who_answers_and_what_it_is_for(self, street, client):
        matter = walked(street, opened(street), Step.DELIBERATE)
        answer = client.get(f"/m/{matter.pk}/")
        said = text(answer)

        assert answer.status_code == 200
        for words in ("正在“决”", "社区工作者 顾*", "充电安心", "消除火患", "商议过了", "正在定办法"):
            assert words in said
        assert "顾敏" not in said

    def test_a_deed_of_office_is_shown_by_its_post_and_never_by_a_name(self, street, client):
        matter = opened(street)
        entry = Entry.objects.get(verb="matter.opened", matter_id=matter.pk)

        assert "社区工作者 顾*" in text(client.get(f"/m/{matter.pk}/"))
        assert f"/journal/{entry.pk}.jsonl" in client.get(f"/m/{matter.pk}/").content.decode()

    def test_people_are_counted_once_and_small_groups_stand_together(self, street, client):
        for number, name in enumerate(("shen_an", "tang_yuan", "shen_an")):
            said = Said(text="北门车棚顶棚漏水，充电插座进水。", place_words="北门车棚")
            voice = voices.say(
                by=street.by(name), place=street.compound.pk, said=said, at=NOW + timedelta(minutes=number)
            )
            masks.publish(by=street.by("gu_min"), voice=voice.pk, at=NOW)
        deliveries.deliver_due(at=LATER + timedelta(days=900), limit=999)
        topic = topics.accept(by=street.by("gu_min"), topic=Topic.objects.get().pk, at=NOW)
        said = text(client.get(f"/m/{topic.matter_id}/"))

        assert "2位邻居 说了3条" in said
        assert "其余各处" in said

    def test_an_unknown_matter_is_missing(self, street, client):
        assert client.get("/m/999/").status_code == 404
        assert client.get("/m/999/feed.atom").status_code == 404
        assert client.get("/m/999/proof.jsonl").status_code == 404

    def test_a_declined_matter_says_why(self, street, client):
        matter = walked(street, opened(street), Step.DECLINE, reason="属于市政道路，已告知路政。")

        assert "属于市政道路，已告知路政。" in text(client.get(f"/m/{matter.pk}/"))


class TestLaps:
    def test_the_ring_of_a_second_lap_leads_to_the_steps_of_that_lap(self, street, client):
        matter = walked(street, opened(street), Step.DELIBERATE, Step.DECIDE, Step.DELIVER, Step.DISCLOSE)
        matter = walked(street, matter, Step.EVALUATE, Step.REOPEN, reason="评分不到3分")
        page = client.get(f"/m/{matter.pk}/").content.decode()
        led = re.findall(r'href="#(stage-\d)"', page)

        assert led
        assert [one for one in led if page.count(f'id="{one}"') != 1] == []

    def test_a_reopened_matter_shows_both_laps_the_present_one_first(self, street, client):
        matter = walked(street, opened(street), *ROUND, Step.REOPEN, Step.DELIBERATE, reason="评分不到3分")
        said = text(client.get(f"/m/{matter.pk}/"))

        assert said.index("第二圈 11月20日到现在") < said.index("第一圈 11月20日到11月20日，没有圆满")
        assert "展开第一圈的每一步" in said

    def test_the_ring_counts_what_this_lap_has_walked(self, street):
        matter = walked(street, opened(street), Step.DELIVER, reason="物业当天就修")
        drawn = trail.ring(matter, story.milestones(matter.pk))
        again = walked(street, opened(street), *ROUND, Step.REOPEN, reason="评分不到3分")
        second = trail.ring(again, story.milestones(again.pk))

        assert (drawn.at, drawn.laps, drawn.closed, drawn.skipped) == (5, 0, False, "23")
        assert (second.at, second.laps, second.closed, second.skipped) == (2, 1, False, "")

    def test_a_matter_that_went_round_is_closed(self, street):
        matter = walked(street, opened(street), *ROUND)
        drawn = trail.ring(matter, story.milestones(matter.pk))

        assert (drawn.at, drawn.closed, drawn.skipped) == (6, True, "")

    def test_an_early_end_leaves_the_other_arcs_out(self, street):
        matter = walked(street, opened(street), Step.ANSWER, reason="路灯已修好。")
        drawn = trail.ring(matter, story.milestones(matter.pk))

        assert (drawn.at, drawn.closed) == (1, True)


class TestCost:
    def long(self, street: Street, steps: int) -> Matter:
        matter = opened(street)
        gu_min = street.accounts["gu_min"].pk
        Entry.objects.bulk_create(
            Entry(
                at=NOW + timedelta(minutes=n),
                actor_id=gu_min,
                verb="topic.accepted",
                object_kind="topic",
                object_id=n,
                matter_id=matter.pk,
                is_public=True,
                payload={},
            )
            for n in range(steps)
        )
        return matter

    @pytest.mark.parametrize("who", ["nobody", "shen_an", "gu_min"])
    def test_the_page_costs_the_same_however_long_the_story(self, street, who):
        client, costs = street.client(who), []
        client.get(f"/m/{self.long(street, 1).pk}/")
        for steps in (1, 3, 200):
            matter = self.long(street, steps)
            with CaptureQueriesContext(connection) as queries:
                answer = client.get(f"/m/{matter.pk}/")
            assert answer.status_code == 200
            costs.append(len(queries))

        assert costs[0] == costs[1] == costs[2]
        assert costs[0] <= 20

    def test_a_long_story_is_folded_and_can_be_read_whole_page_by_page(self, street, client):
        matter = self.long(street, 130)
        seen, address = set(), f"/m/{matter.pk}/?all=1"
        pages = 0
        while address:
            page = client.get(address).content.decode()
            seen |= set(re.findall(r"/journal/(\d+)\.jsonl", page))
            following = re.search(r'href="(\?all=1&amp;after=\d+)', page)
            address = f"/m/{matter.pk}/{following[1].replace('&amp;', '&')}" if following else ""
            pages += 1

        assert pages == 3
        assert len(seen) == 131
        assert "另有130步小事" in text(client.get(f"/m/{matter.pk}/"))


class TestFollowing:
    def test_a_resident_follows_is_told_why_and_mutes(self, street):
        matter, client = opened(street), street.client("shen_an")
        assert "有进展告诉我" in text(client.get(f"/m/{matter.pk}/"))

        client.post(f"/m/{matter.pk}/follow/")
        assert "因为您关注了这件事" in text(client.get(f"/m/{matter.pk}/"))
        client.post(f"/m/{matter.pk}/mute/")
        assert not Concern.objects.filter(matter=matter).exists()

    def test_whoever_spoke_is_told_no_more_but_stays_concerned(self, street):
        matter, client = opened(street), street.client("shen_an")
        concerns.concern(matter=matter.pk, residents=[street.shen_an.pk], why="said", at=NOW)
        client.post(f"/m/{matter.pk}/mute/")

        assert "您关掉了这件事的消息" in text(client.get(f"/m/{matter.pk}/"))
        assert Concern.objects.get(matter=matter).why == "said"

    @pytest.mark.parametrize(("who", "status"), [("nobody", 302), ("qian_cheng", 403), ("shen_an", 302)])
    @pytest.mark.parametrize("deed", ["follow", "mute"])
    def test_only_residents_follow_and_only_by_post(self, street, who, status, deed):
        matter, client = opened(street), street.client(who)
        answer = client.post(f"/m/{matter.pk}/{deed}/")

        assert answer.status_code == status
        assert client.get(f"/m/{matter.pk}/{deed}/").status_code in {302, 405}
        assert Concern.objects.filter(matter=matter).exists() is (who == "shen_an" and deed == "follow")


class TestProof:
    def test_every_step_has_its_proof_and_private_ones_have_none(self, street, client):
        matter = opened(street)
        seals.seal(at=LATER)
        public = Entry.objects.get(verb="matter.opened", matter_id=matter.pk)
        private = Entry.objects.filter(is_public=False).first()

        lines = b"".join(client.get(f"/journal/{public.pk}.jsonl").streaming_content).splitlines()
        assert len(lines) == 3
        assert client.get(f"/journal/{private.pk}.jsonl").status_code == 404
        whole = b"".join(client.get(f"/m/{matter.pk}/proof.jsonl").streaming_content).splitlines()
        assert len(whole) == 3
