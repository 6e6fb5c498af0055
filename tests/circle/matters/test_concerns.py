"""Whom a matter concerns: who said it, who stands behind it, who follows it; through topics that change."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from linli.circle.listen.actions import initiatives, masks, replies, supports, topics
from linli.circle.listen.actions import voices as heard
from linli.circle.listen.models import Topic, Voice
from linli.circle.listen.refusals import IsAMatterAlready, MayNotHandle
from linli.circle.matters.actions import concerns, matters
from linli.circle.matters.actions.initiatives import Wanted
from linli.circle.matters.actions.matters import Bringing
from linli.circle.matters.choices import Origin, Stage, Step, Why
from linli.circle.matters.models import Concern, Matter
from linli.circle.matters.queries import concerned
from linli.circle.matters.queries import matters as asked
from linli.circle.matters.refusals import NeedsMissing
from linli.ground.journal.models import Entry
from linli.ground.messages.models import Message
from tests.circle.listen.conftest import Say
from tests.circle.matters.conftest import DUE, LATER, open_one, post
from tests.street import NOW, Street

Deliver = Callable[[], int]


def topic_of(street: Street, *voices: Voice) -> Topic:
    """A topic that staff accepted, with these voices in it."""
    made = Topic.objects.create(
        community=street.community, title="路灯", last_at=NOW, made_at=NOW, voices_count=0
    )
    for voice in voices:
        topics.add(by=street.by("gu_min"), topic=made.pk, voice=voice.pk, at=NOW)
    return topics.accept(by=street.by("gu_min"), topic=made.pk, at=NOW)


def whys(matter: int | None) -> dict[str, str]:
    rows = Concern.objects.filter(matter_id=matter).select_related("resident")
    return {row.resident.name: row.why for row in rows}


def public(street: Street, voice: Voice) -> Voice:
    masks.settle(by=street.by("gu_min"), voice=voice.pk, cover=[], at=NOW)
    masks.publish(by=street.by("gu_min"), voice=voice.pk, at=NOW)
    return voice


class TestTopics:
    def test_an_accepted_topic_concerns_who_said_it_and_who_stands_behind_it(
        self, street: Street, say: Say
    ) -> None:
        one = public(street, say("路灯不亮"))
        supports.join_in(by=street.by("tang_yuan"), voice=one.pk, at=NOW)
        topic = topic_of(street, one, say("路灯又坏了", by="chen_jianguo"))

        assert whys(topic.matter_id) == {"沈安": Why.SAID, "陈建国": Why.SAID, "汤圆": Why.SUPPORTS}

    def test_a_voice_that_joins_later_and_a_later_supporter_are_concerned_too(
        self, street: Street, say: Say
    ) -> None:
        topic = topic_of(street, say("路灯不亮"))
        topics.add(by=street.by("gu_min"), topic=topic.pk, voice=say("灯", by="chen_jianguo").pk, at=NOW)
        supports.join_in(by=street.by("tang_yuan"), topic=topic.pk, at=NOW)
        supports.join_in(by=street.by("shen_an"), topic=topic.pk, at=NOW)

        assert whys(topic.matter_id) == {"沈安": Why.SAID, "陈建国": Why.SAID, "汤圆": Why.SUPPORTS}

    def test_who_takes_support_back_is_not_concerned_any_more(self, street: Street, say: Say) -> None:
        topic = topic_of(street, say("路灯不亮"))
        for who in ("tang_yuan", "shen_an"):
            supports.join_in(by=street.by(who), topic=topic.pk, at=NOW)
            supports.leave(by=street.by(who), topic=topic.pk, at=NOW)

        assert whys(topic.matter_id) == {"沈安": Why.SAID}

    def test_a_voice_that_is_split_off_takes_its_people_along(self, street: Street, say: Say) -> None:
        one, two = say("路灯不亮"), say("门铃坏了", by="chen_jianguo")
        topic = topic_of(street, one, two)
        made = topics.split(by=street.by("gu_min"), topic=topic.pk, voices=[two.pk], title="门铃", at=NOW)

        assert whys(topic.matter_id) == {"沈安": Why.SAID}
        assert whys(made.matter_id) == {"陈建国": Why.SAID}

    def test_a_voice_that_is_moved_out_takes_its_people_along_unless_they_said_more(
        self, street: Street, say: Say
    ) -> None:
        one, two, three = say("路灯不亮"), say("灯坏了", by="chen_jianguo"), say("灯", by="shen_an")
        topic = topic_of(street, one, two, three)
        for voice in (one, two):
            topics.refuse_member(by=street.by("gu_min"), topic=topic.pk, voice=voice.pk, at=NOW)

        assert whys(topic.matter_id) == {"沈安": Why.SAID}

    def test_a_merge_moves_everyone_to_the_other_matter_muted_as_they_were(
        self, street: Street, say: Say, delivered: Deliver
    ) -> None:
        one = topic_of(street, say("路灯不亮"))
        two = topic_of(street, say("灯坏了", by="chen_jianguo"))
        supports.join_in(by=street.by("tang_yuan"), topic=one.pk, at=NOW)
        was = one.matter_id or 0
        concerns.mute(by=street.by("tang_yuan"), matter=was, at=NOW)
        concerns.follow(by=street.by("gu_min"), matter=was, at=NOW)
        delivered()
        Message.objects.all().delete()
        topics.merge(by=street.by("gu_min"), topic=one.pk, into=two.pk, at=LATER)
        delivered()

        expected = {"沈安": "said", "陈建国": "said", "汤圆": "supports", "顾敏": "follows"}
        assert whys(two.matter_id) == expected
        assert set(concerned.by(two.matter_id or 0)) == {
            street.shen_an.pk, street.chen_jianguo.pk, street.gu_min.pk,
        }  # fmt: skip
        told = Message.objects.filter(matter_id=was).values_list("resident__name", "words")
        assert sorted(told) == [("沈安", "matter.join"), ("顾敏", "matter.join")]


class TestTelling:
    def test_everyone_is_told_each_step_once_and_who_muted_it_is_not(
        self, street: Street, say: Say, delivered: Deliver
    ) -> None:
        topic = topic_of(street, say("路灯不亮"), say("灯坏了", by="chen_jianguo"))
        supports.join_in(by=street.by("tang_yuan"), topic=topic.pk, at=NOW)
        concerns.mute(by=street.by("chen_jianguo"), matter=topic.matter_id or 0, at=NOW)
        for step in (Step.DELIBERATE, Step.DECIDE):
            matters.advance(by=street.by("gu_min"), matter=topic.matter_id or 0, step=step, at=LATER)
        delivered(), delivered()

        told = Message.objects.values_list("resident__name", "words", "why").order_by("resident_id", "id")
        assert sorted(told) == [
            ("汤圆", "matter.decide", "supports"),
            ("汤圆", "matter.deliberate", "supports"),
            ("沈安", "matter.decide", "said"),
            ("沈安", "matter.deliberate", "said"),
        ]

    def test_what_concerns_a_person_is_listed_latest_first(self, street: Street) -> None:
        one, two, three = (open_one(street, title) for title in ("一", "二", "三"))
        for number, matter in enumerate((two, one, three)):
            at = NOW + timedelta(hours=number)
            concerns.concern(matter=matter.pk, residents=[street.shen_an.pk], why=Why.SAID, at=at)
        first = asked.of_resident(street.shen_an.pk, size=2)
        rest = asked.of_resident(street.shen_an.pk, size=2, after=first.after)

        assert [row.matter.title for row in (*first.rows, *rest.rows)] == ["三", "一", "二"]
        assert rest.after == ""


def wanted(street: Street, **rest: object) -> Wanted:
    given = {
        "scope": street.b3.pk, "title": "换路灯", "convener": street.bodies["committee"].pk,
        "resident_need": "晚上看得见", "governance_need": "夜间安全", "owner": post(street).pk, "due_at": DUE,
    }  # fmt: skip
    return Wanted(**{**given, **rest})


class TestOneVoice:
    def test_a_voice_joined_to_one_that_became_a_matter_stands_for_it_too(
        self, street: Street, say: Say
    ) -> None:
        root, same = public(street, say("路灯不亮")), public(street, say("灯还是不亮", by="tang_yuan"))
        by = street.by("gu_min")
        made = initiatives.from_voice(by=by, voice=root.pk, wanted=wanted(street), at=LATER)

        replies.join(by=by, voice=same.pk, other=root.pk, words="一起办。", at=LATER)

        assert Voice.objects.get(pk=same.pk).matter_id == made.pk
        assert whys(made.pk) == {"沈安": Why.SAID, "汤圆": Why.SAID}

    def test_a_voice_becomes_a_matter_of_its_own(self, street: Street, say: Say) -> None:
        voice = public(street, say("路灯不亮"))
        supports.join_in(by=street.by("tang_yuan"), voice=voice.pk, at=NOW)
        made = initiatives.from_voice(by=street.by("gu_min"), voice=voice.pk, wanted=wanted(street), at=LATER)

        assert (made.origin, made.stage, made.has_needs) == (Origin.VOICE, Stage.HEARD, True)
        assert Voice.objects.get(pk=voice.pk).matter_id == made.pk
        assert whys(made.pk) == {"沈安": Why.SAID, "汤圆": Why.SUPPORTS}
        assert Entry.objects.filter(verb="voice.became_matter", matter_id=made.pk).count() == 1
        with pytest.raises(IsAMatterAlready):
            initiatives.from_voice(by=street.by("gu_min"), voice=voice.pk, wanted=wanted(street), at=LATER)

    def test_who_supports_it_later_is_concerned(self, street: Street, say: Say) -> None:
        voice = public(street, say("路灯不亮"))
        made = initiatives.from_voice(by=street.by("gu_min"), voice=voice.pk, wanted=wanted(street), at=NOW)
        supports.join_in(by=street.by("tang_yuan"), voice=voice.pk, at=LATER)

        assert whys(made.pk) == {"沈安": Why.SAID, "汤圆": Why.SUPPORTS}

    def test_it_keeps_its_own_matter_when_a_topic_takes_it_in(self, street: Street, say: Say) -> None:
        voice = say("路灯不亮")
        made = initiatives.from_voice(by=street.by("gu_min"), voice=voice.pk, wanted=wanted(street), at=NOW)
        topic = topic_of(street, voice, say("灯坏了", by="chen_jianguo"))

        kept = Voice.objects.get(pk=voice.pk)
        assert (kept.topic_id, kept.matter_id) == (topic.pk, made.pk)
        assert whys(topic.matter_id) == {"沈安": Why.SAID, "陈建国": Why.SAID}

    def test_a_voice_in_a_topic_is_that_topics_matter(self, street: Street, say: Say) -> None:
        voice = say("路灯不亮")
        topic_of(street, voice)
        with pytest.raises(IsAMatterAlready):
            initiatives.from_voice(by=street.by("gu_min"), voice=voice.pk, wanted=wanted(street), at=LATER)

    def test_both_needs_are_asked_for(self, street: Street, say: Say) -> None:
        voice = say("路灯不亮")
        with pytest.raises(NeedsMissing):
            initiatives.from_voice(
                by=street.by("gu_min"), voice=voice.pk, wanted=wanted(street, governance_need=" "), at=NOW
            )
        assert (Matter.objects.count(), Voice.objects.get(pk=voice.pk).matter_id) == (0, None)

    @pytest.mark.parametrize("who", ["wu_dan", "he_zhiqiang", "zhao_qi", "shen_an", "sun_yue", "nobody"])
    def test_only_those_who_handle_voices_make_matters_of_them(
        self, street: Street, say: Say, who: str
    ) -> None:
        voice = say("路灯不亮")
        with pytest.raises(MayNotHandle):
            initiatives.from_voice(by=street.by(who), voice=voice.pk, wanted=wanted(street), at=NOW)


def test_joining_by_hand_carries_everyone_over(street: Street) -> None:
    one, two = open_one(street, "一"), open_one(street, "二")
    concerns.concern(matter=one.pk, residents=[street.shen_an.pk], why=Why.SAID, at=NOW)
    concerns.concern(matter=two.pk, residents=[street.shen_an.pk], why=Why.FOLLOWS, at=NOW)
    matters.advance(
        by=street.by("gu_min"),
        matter=one.pk,
        step=Step.JOIN,
        bringing=Bringing(other_matter=two.pk),
        at=LATER,
    )

    assert whys(two.pk) == {"沈安": Why.SAID}


def test_said_through_a_helper_concerns_the_one_helped(street: Street) -> None:
    voice = heard.say_for(
        by=street.by("chen_jianguo"),
        resident=street.zhou_guilan.pk,
        consent_note="同意",
        said=heard.Said(text="灯不亮"),
        at=NOW,
    )
    made = initiatives.from_voice(by=street.by("gu_min"), voice=voice.pk, wanted=wanted(street), at=NOW)

    assert whys(made.pk) == {"周桂兰": Why.SAID}


@pytest.mark.parametrize(
    ("who", "may"),
    [("gu_min", True), ("lin_xiao", True), ("zhao_qi", False), ("he_zhiqiang", False), ("wu_dan", False),
     ("shen_an", False), ("nobody", False)],
)  # fmt: skip
def test_the_desk_makes_a_matter_of_a_voice(street: Street, say: Say, who: str, may: bool) -> None:
    url = f"/desk/voices/{say('路灯不亮').pk}/matter/"
    given = {
        "title": "换路灯", "resident_need": "看得见", "governance_need": "安全", "due": "2999-12-31",
        "convener": street.bodies["committee"].pk, "owner": post(street).pk,
    }  # fmt: skip
    client = street.client(who)
    assert (client.get(url).status_code == 200) is may
    refused = client.post(url, given)
    assert (refused.status_code == 422 and "年份写错了" in refused.content.decode()) is may
    client.post(url, {**given, "due": "2099-12-31"})

    assert list(Matter.objects.values_list("origin", "category")) == ([("voice", "other")] if may else [])


def test_whoever_followed_before_saying_me_too_still_follows_after_taking_it_back(street: Street) -> None:
    matter = open_one(street, "路灯")
    concerns.follow(by=street.by("shen_an"), matter=matter.pk, at=NOW)
    for why in (Why.SUPPORTS, Why.ROLL):
        concerns.concern(matter=matter.pk, residents=[street.shen_an.pk], why=why, at=NOW)

    assert whys(matter.pk) == {"沈安": Why.SUPPORTS}
    concerns.release(matter=matter.pk, residents=[street.shen_an.pk], why=[Why.SAID, Why.SUPPORTS])
    assert whys(matter.pk) == {"沈安": Why.ROLL}
    concerns.release(matter=matter.pk, residents=[street.shen_an.pk], why=[Why.ROLL])
    assert whys(matter.pk) == {"沈安": Why.FOLLOWS}
    concerns.mute(by=street.by("shen_an"), matter=matter.pk, at=NOW)
    assert whys(matter.pk) == {}
