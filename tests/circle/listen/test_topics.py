"""Topics: proposed by likeness, counted by distinct people, confirmed, changed and undone by people."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from linli.circle.listen.actions import grouping, replies, supports, topics
from linli.circle.listen.choices import MemberState, State, TopicState
from linli.circle.listen.models import Topic, TopicMembership, Voice
from linli.circle.listen.queries import similar
from linli.circle.listen.queries import topics as asked
from linli.circle.listen.refusals import (
    JoinsItself,
    MayNotHandle,
    NoSuchTopic,
    NotInTheTopic,
    StandsElsewhere,
    TopicWouldBeEmpty,
)
from linli.circle.matters.choices import Stage
from linli.ground.journal.models import Entry
from tests.circle.listen.conftest import Say
from tests.street import NOW, Street

LATER = NOW + timedelta(hours=1)
LAMPS = ("3号楼前的路灯不亮了", "3号楼前的路灯一直不亮，请来修", "3号楼前面的路灯不亮，老人摔跤")
LIFT = "2号楼的电梯又停了，困了人"
Deliver = Callable[[], int]


@pytest.fixture
def lamps(street: Street, say: Say, delivered: Deliver) -> Topic:
    for text, by in zip(LAMPS, ("shen_an", "tang_yuan", "chen_jianguo"), strict=True):
        say(text, by=by)
        delivered()
    say(LIFT)
    delivered()
    return Topic.objects.get()


def members(topic: Topic) -> list[str]:
    rows = TopicMembership.objects.filter(topic=topic, state__in=("proposed", "accepted"))
    return sorted(row.voice.number[-1] for row in rows.select_related("voice"))


class TestProposing:
    def test_voices_about_one_thing_are_proposed_as_a_topic(self, lamps: Topic) -> None:
        assert members(lamps) == ["1", "2", "3"]
        assert (lamps.state, lamps.voices_count, lamps.people) == (TopicState.PROPOSED, 3, 3)
        assert Voice.objects.get(number__endswith="4").topic is None

    def test_the_reason_is_kept(self, lamps: Topic) -> None:
        row = TopicMembership.objects.get(voice__number__endswith="3")

        assert "路灯" in row.words and row.likeness > 0

    def test_heat_counts_people_not_messages(
        self, street: Street, say: Say, delivered: Deliver, lamps: Topic
    ) -> None:
        for n in range(4):
            say(f"3号楼前的路灯不亮，第{n}次说了", at=LATER)
            delivered()
        lamps.refresh_from_db()

        assert (lamps.voices_count, lamps.people) == (7, 3)

    def test_supporters_count_once_beside_authors(self, street: Street, lamps: Topic) -> None:
        supports.join_in(by=street.by("shen_an"), topic=lamps.pk, at=LATER)
        supports.join_in(by=street.by("he_zhiqiang"), topic=lamps.pk, at=LATER)
        supports.join_in(by=street.by("he_zhiqiang"), topic=lamps.pk, at=LATER)
        lamps.refresh_from_db()

        assert lamps.people == 4

    def test_the_order_by_rank_is_the_order_by_heat_at_any_moment(self) -> None:
        cases = [(1, 0, NOW), (9, 0, NOW - timedelta(days=300)), (3, 2000, NOW - timedelta(days=30))]
        by_rank = sorted(cases, key=lambda case: grouping.rank(*case))
        for later in (timedelta(0), timedelta(days=400)):
            at = (NOW + later).timestamp()
            from civics.text import heat

            by_heat = sorted(
                cases, key=lambda c: heat(people=c[0], likes=c[1], last_at=c[2].timestamp(), at=at)
            )
            assert by_rank == by_heat

    def test_similar_open_voices_are_offered_before_sending(self, street: Street, lamps: Topic) -> None:
        topics.accept(by=street.by("gu_min"), topic=lamps.pk, at=LATER)
        likes = similar.open_topics(community=street.community.pk, text="路灯不亮了，3号楼前面")

        assert [like.topic for like in likes] == [lamps]
        assert similar.open_topics(community=street.community.pk, text="能不能办个书法班") == ()

    def test_answered_voices_are_offered_to_who_replies(self, street: Street, lamps: Topic) -> None:
        first, second = Voice.objects.order_by("pk")[:2]
        replies.answer(by=street.by("gu_min"), voice=first.pk, words="灯已换成 LED。", at=LATER)
        likes = similar.answered(second)

        assert [(like.voice.pk, like.answer) for like in likes] == [(first.pk, "灯已换成 LED。")]


class TestDeciding:
    def test_an_accepted_topic_opens_a_matter_for_its_voices(self, street: Street, lamps: Topic) -> None:
        found = topics.accept(by=street.by("gu_min"), topic=lamps.pk, title="3号楼前路灯", at=LATER)

        assert (found.state, found.title) == (TopicState.ACCEPTED, "3号楼前路灯")
        assert found.matter is not None
        assert found.matter.stage == Stage.HEARD
        assert set(Voice.objects.filter(matter=found.matter).values_list("topic_id", flat=True)) == {found.pk}
        assert set(found.memberships.values_list("state", flat=True)) == {MemberState.ACCEPTED}

    def test_a_refused_voice_is_not_proposed_again(self, street: Street, lamps: Topic) -> None:
        voice = Voice.objects.get(number__endswith="3")
        topics.refuse_member(by=street.by("gu_min"), topic=lamps.pk, voice=voice.pk, at=LATER)

        assert grouping.place(voice=voice.pk, at=LATER) is None
        assert members(lamps) == ["1", "2"]

    def test_a_voice_is_put_in_by_hand(self, street: Street, lamps: Topic) -> None:
        lift = Voice.objects.get(number__endswith="4")
        topics.add(by=street.by("gu_min"), topic=lamps.pk, voice=lift.pk, at=LATER)

        assert members(lamps) == ["1", "2", "3", "4"]

    def test_a_voice_stands_in_one_topic_only(self, street: Street, say: Say, lamps: Topic) -> None:
        by = street.by("gu_min")
        one, two = Voice.objects.filter(topic=lamps).order_by("pk")[:2]
        other = topics.split(by=by, topic=lamps.pk, voices=[one.pk], title="另一盏", at=LATER)
        with pytest.raises(StandsElsewhere):
            topics.add(by=by, topic=other.pk, voice=two.pk, at=LATER)
        elsewhere = say("路灯", by="gao_bo")
        with pytest.raises(StandsElsewhere):
            topics.add(by=by, topic=other.pk, voice=elsewhere.pk, at=LATER)

    def test_splitting(self, street: Street, lamps: Topic) -> None:
        by = street.by("gu_min")
        first = Voice.objects.get(number__endswith="1")
        made = topics.split(by=by, topic=lamps.pk, voices=[first.pk], title="东头的灯", at=LATER)
        lamps.refresh_from_db()

        assert (members(made), members(lamps)) == (["1"], ["2", "3"])
        assert (made.people, lamps.people) == (1, 2)
        everyone = list(lamps.memberships.filter(state="proposed").values_list("voice_id", flat=True))
        with pytest.raises(TopicWouldBeEmpty):
            topics.split(by=by, topic=lamps.pk, voices=everyone, title="", at=LATER)
        with pytest.raises(NotInTheTopic):
            topics.split(by=by, topic=lamps.pk, voices=[first.pk], title="", at=LATER)

    def test_merging_and_taking_the_merge_back(self, street: Street, lamps: Topic) -> None:
        by = street.by("gu_min")
        first = Voice.objects.get(number__endswith="1")
        other = topics.split(by=by, topic=lamps.pk, voices=[first.pk], title="东头的灯", at=LATER)
        topics.accept(by=by, topic=lamps.pk, at=LATER)
        supports.join_in(by=street.by("he_zhiqiang"), topic=other.pk, at=LATER)
        topics.merge(by=by, topic=other.pk, into=lamps.pk, at=LATER)
        other.refresh_from_db(), lamps.refresh_from_db()
        assert members(lamps) == ["1", "2", "3"]
        assert (other.state, other.merged_into, lamps.people) == (TopicState.MERGED, lamps, 4)

        topics.undo(by=by, topic=other.pk, at=LATER)
        other.refresh_from_db()

        assert (members(other), members(lamps)) == (["1"], ["2", "3"])
        assert other.state == TopicState.PROPOSED

    def test_undoing_lets_the_voices_stand_alone(self, street: Street, lamps: Topic) -> None:
        by = street.by("gu_min")
        matter = topics.accept(by=by, topic=lamps.pk, at=LATER).matter
        topics.undo(by=by, topic=lamps.pk, at=LATER)

        assert Voice.objects.filter(topic__isnull=False).count() == 0
        assert matter is not None
        matter.refresh_from_db()
        assert matter.stage == Stage.DECLINED
        with pytest.raises(NoSuchTopic):
            topics.undo(by=by, topic=lamps.pk, at=LATER)
        assert set(lamps.memberships.values_list("state", flat=True)) == {MemberState.UNDONE}

    def test_a_topic_is_not_merged_into_itself_or_elsewhere(self, street: Street, lamps: Topic) -> None:
        with pytest.raises(JoinsItself):
            topics.merge(by=street.by("gu_min"), topic=lamps.pk, into=lamps.pk, at=LATER)

    @pytest.mark.parametrize("who", ["shen_an", "he_zhiqiang", "zhao_qi", "wu_dan", "nobody"])
    def test_only_those_who_handle_voices_decide(self, street: Street, lamps: Topic, who: str) -> None:
        by = street.by(who)
        with pytest.raises(MayNotHandle):
            topics.accept(by=by, topic=lamps.pk, at=LATER)
        with pytest.raises(MayNotHandle):
            topics.undo(by=by, topic=lamps.pk, at=LATER)
        with pytest.raises(MayNotHandle):
            replies.answer_topic(by=by, topic=lamps.pk, words="好", at=LATER)

    def test_one_answer_for_all_that_wait(self, street: Street, lamps: Topic) -> None:
        by = street.by("gu_min")
        first = Voice.objects.get(number__endswith="1")
        replies.answer(by=by, voice=first.pk, words="先答您。", at=LATER)

        assert replies.answer_topic(by=by, topic=lamps.pk, words="全换了。", at=LATER) == 2
        assert set(Voice.objects.filter(topic=lamps).values_list("state", flat=True)) == {State.ANSWERED}

    def test_every_step_stays_in_the_journal(self, street: Street, lamps: Topic) -> None:
        by = street.by("gu_min")
        topics.accept(by=by, topic=lamps.pk, at=LATER)
        topics.undo(by=by, topic=lamps.pk, at=LATER)
        told = Entry.objects.filter(object_kind="topic", object_id=lamps.pk).order_by("id")

        assert list(told.values_list("verb", flat=True)) == [
            "topic.proposed",
            "topic.accepted",
            "topic.undone",
        ]


class TestSeeing:
    def test_the_public_sees_accepted_topics_and_public_voices(self, street: Street, lamps: Topic) -> None:
        with pytest.raises(NoSuchTopic):
            asked.page(lamps.pk, street.by("nobody"), LATER)
        topics.accept(by=street.by("gu_min"), topic=lamps.pk, at=LATER)
        seen = asked.page(lamps.pk, street.by("nobody"), LATER)

        assert (seen.members, seen.hidden_count, seen.may_handle) == ((), 3, False)
        assert len(asked.page(lamps.pk, street.by("gu_min"), LATER).members) == 3

    def test_hottest_first(self, street: Street, say: Say, delivered: Deliver, lamps: Topic) -> None:
        say(LIFT + "，快修", by="tang_yuan")
        delivered()
        rows = asked.hottest(street.community.pk, at=LATER).rows

        assert [(row.topic.people, row.open_count) for row in rows] == [(3, 3), (2, 2)]
        assert rows[0].heat > rows[1].heat
