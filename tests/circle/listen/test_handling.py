"""Class, urgency, owner and clock of a voice on its way to an answer."""

from datetime import date, datetime, timedelta

import pytest

from linli.circle.listen.actions import clocks, handling, replies, voices
from linli.circle.listen.actions.hearing import Said
from linli.circle.listen.choices import ClassedBy, State, Urgency
from linli.circle.listen.models import Correction, Escalation, Pause, Voice
from linli.circle.listen.queries import schemes
from linli.circle.listen.refusals import (
    AlreadyPaused,
    MayNotHandle,
    NoSuchThing,
    NotPaused,
    PauseTooLong,
    ReasonMissing,
)
from linli.ground.people.actions import posts
from linli.ground.people.choices import PostKind
from linli.ground.people.models import Post
from linli.ground.people.rules import HOUSE
from tests.street import HERE, NOW, Street

LATER = NOW + timedelta(hours=3)


@pytest.fixture
def voice(street: Street) -> Voice:
    return voices.say(by=street.by("shen_an"), place=street.b3.pk, said=Said(text="路灯不亮"), at=NOW)


def class_called(street: Street, key: str) -> int:
    ways = schemes.ways(street.community.pk)
    assert ways is not None
    found = ways.class_called(key)
    assert found is not None
    return found.pk


def at_midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 23, 59, 59, tzinfo=HERE)


class TestClassing:
    def test_a_persons_word_is_kept_for_training(self, street: Street, voice: Voice) -> None:
        chosen = class_called(street, "repairs")
        found = handling.classify(by=street.by("gu_min"), voice=voice.pk, voice_class=chosen, at=LATER)

        assert (found.voice_class_id, found.classed_by) == (chosen, ClassedBy.PERSON)
        assert Correction.objects.get(voice=voice).chosen_id == chosen

    def test_sharper_urgency_counts_from_now(self, street: Street, voice: Voice) -> None:
        chosen = class_called(street, "repairs")
        found = handling.classify(
            by=street.by("gu_min"), voice=voice.pk, voice_class=chosen, urgency=Urgency.DANGER, at=LATER
        )

        assert (found.due_at, found.escalates_at) == (LATER + timedelta(hours=2), LATER + timedelta(hours=2))

    def test_milder_urgency_counts_from_when_it_was_heard(self, street: Street, voice: Voice) -> None:
        chosen = class_called(street, "repairs")
        found = handling.classify(
            by=street.by("gu_min"), voice=voice.pk, voice_class=chosen, urgency=Urgency.HARD, at=LATER
        )

        assert found.due_at == at_midnight(date(2026, 12, 11))

    def test_a_class_of_another_community_is_unknown(self, street: Street, voice: Voice) -> None:
        elsewhere = voices.say(by=street.by("gao_bo"), place=street.willow1.pk, said=Said(text="灯"), at=NOW)
        with pytest.raises(NoSuchThing):
            handling.classify(
                by=street.by("gu_min"), voice=voice.pk, voice_class=elsewhere.voice_class_id, at=LATER
            )

    def test_residents_do_not_class(self, street: Street, voice: Voice) -> None:
        with pytest.raises(MayNotHandle):
            handling.classify(
                by=street.by("shen_an"), voice=voice.pk, voice_class=class_called(street, "other"), at=LATER
            )


class TestOwner:
    def test_a_voice_goes_to_another_post(self, street: Street, voice: Voice) -> None:
        secretary = Post.objects.get(kind=PostKind.SECRETARY)
        found = handling.hand_over(by=street.by("gu_min"), voice=voice.pk, post=secretary.pk, at=LATER)

        assert found.owner == secretary

    def test_a_post_elsewhere_or_ended_takes_nothing(self, street: Street, voice: Voice) -> None:
        elsewhere = Post.objects.get(kind=PostKind.CLERK, area=street.willow)
        ended = Post.objects.get(kind=PostKind.CLERK, resident=street.xu_lei)
        for post in (elsewhere, ended):
            with pytest.raises(NoSuchThing):
                handling.hand_over(by=street.by("gu_min"), voice=voice.pk, post=post.pk, at=LATER)

    def test_the_desk_inherits_from_a_post_that_ends(self, street: Street, voice: Voice) -> None:
        assert voice.owner.resident == street.gu_min
        posts.end(by=HOUSE, post=voice.owner, at=LATER)
        ticked = clocks.tick(at=LATER + timedelta(minutes=1))
        voice.refresh_from_db()

        assert ticked.inherited == 1
        assert voice.owner.kind == PostKind.SECRETARY

    def test_a_community_without_staff_still_has_an_owner(self, street: Street) -> None:
        found = voices.say(by=street.by("gao_bo"), place=street.willow1.pk, said=Said(text="灯"), at=NOW)

        assert (found.owner.kind, found.owner.resident_id) == (PostKind.DIRECTOR, None)


class TestPausing:
    UNTIL = date(2026, 11, 27)

    def test_the_due_date_moves_by_the_working_days_it_stood_still(
        self, street: Street, voice: Voice
    ) -> None:
        by = street.by("gu_min")
        paused = handling.pause(by=by, voice=voice.pk, reason="等厂家发灯", until=self.UNTIL, at=LATER)
        assert (paused.state, paused.escalates_at) == (State.PAUSED, None)

        resumed = handling.resume(by=by, voice=voice.pk, at=datetime(2026, 11, 24, 9, tzinfo=HERE))

        assert (resumed.state, resumed.due_at) == (State.WAITING, at_midnight(date(2026, 12, 3)))
        assert resumed.escalates_at == resumed.due_at

    def test_a_pause_ends_by_itself(self, street: Street, voice: Voice) -> None:
        handling.pause(by=street.by("gu_min"), voice=voice.pk, reason="等灯", until=self.UNTIL, at=LATER)
        ticked = clocks.tick(at=datetime(2026, 11, 27, 0, 1, tzinfo=HERE))
        voice.refresh_from_db()

        assert (ticked.resumed, voice.state) == (1, State.WAITING)
        assert Pause.objects.get().ended_at == datetime(2026, 11, 27, 0, 1, tzinfo=HERE)

    def test_hours_stand_still_by_the_hour(self, street: Street) -> None:
        voice = voices.say(by=street.by("shen_an"), place=street.b3.pk, said=Said(text="整栋停水了"), at=NOW)
        by = street.by("gu_min")
        handling.pause(by=by, voice=voice.pk, reason="自来水公司抢修", until=date(2026, 11, 22), at=LATER)
        resumed = handling.resume(by=by, voice=voice.pk, at=LATER + timedelta(hours=30))

        assert resumed.due_at == NOW + timedelta(hours=54)

    def test_what_a_pause_needs(self, street: Street, voice: Voice) -> None:
        by = street.by("gu_min")
        with pytest.raises(ReasonMissing):
            handling.pause(by=by, voice=voice.pk, reason=" ", until=self.UNTIL, at=LATER)
        for until in (NOW.date(), NOW.date() + timedelta(days=90)):
            with pytest.raises(PauseTooLong):
                handling.pause(by=by, voice=voice.pk, reason="等", until=until, at=LATER)
        with pytest.raises(NotPaused):
            handling.resume(by=by, voice=voice.pk, at=LATER)
        handling.pause(by=by, voice=voice.pk, reason="等", until=self.UNTIL, at=LATER)
        with pytest.raises(AlreadyPaused):
            handling.pause(by=by, voice=voice.pk, reason="等", until=self.UNTIL, at=LATER)

    def test_a_paused_voice_can_be_answered(self, street: Street, voice: Voice) -> None:
        by = street.by("gu_min")
        handling.pause(by=by, voice=voice.pk, reason="等", until=self.UNTIL, at=LATER)
        replies.answer(by=by, voice=voice.pk, words="换好了", at=LATER)

        assert Pause.objects.filter(ended_at__isnull=True).count() == 0


class TestEscalating:
    def test_a_late_answer_goes_up_once_a_level(self, street: Street, voice: Voice) -> None:
        seen = []
        for days in range(1, 60):
            clocks.tick(at=voice.due_at + timedelta(days=days))
            seen.append(Escalation.objects.count())

        assert max(seen) == 3
        levels = list(Escalation.objects.order_by("level").values_list("level", "area__name"))
        assert levels == [(1, "槐荫里社区"), (2, "柳桥街道"), (3, "望江区")]

    def test_the_next_level_waits_five_working_days(self, street: Street, voice: Voice) -> None:
        first = datetime(2026, 12, 2, 0, 5, tzinfo=HERE)
        clocks.tick(at=first)
        voice.refresh_from_db()

        assert (voice.level, voice.escalates_at) == (1, at_midnight(date(2026, 12, 9)))

    def test_nothing_goes_up_before_it_is_late_or_after_it_is_answered(
        self, street: Street, voice: Voice
    ) -> None:
        assert clocks.tick(at=voice.due_at).escalated == 0
        replies.answer(by=street.by("gu_min"), voice=voice.pk, words="好了", at=voice.due_at)
        assert clocks.tick(at=voice.due_at + timedelta(days=9)).escalated == 0

    def test_ticking_twice_changes_nothing_more(self, street: Street, voice: Voice) -> None:
        late = voice.due_at + timedelta(minutes=1)

        assert [clocks.tick(at=late).escalated, clocks.tick(at=late).escalated] == [1, 0]
