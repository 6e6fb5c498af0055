"""No path leaves a voice without receipt, owner, due date and, in the end, an answer: random walks of all deeds."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, event, given, settings
from hypothesis import strategies as st

from linli.circle.listen.actions import (
    clocks,
    grouping,
    handling,
    masks,
    originals,
    replies,
    reports,
    schemes,
    supports,
    topics,
    voices,
)
from linli.circle.listen.actions.hearing import Said
from linli.circle.listen.choices import (
    FINAL_STATES,
    LIVE_MEMBERS,
    Audience,
    Channel,
    Shown,
    State,
    Urgency,
)
from linli.circle.listen.models import (
    Answer,
    Escalation,
    MaskProposal,
    Pause,
    Rating,
    Topic,
    TopicMembership,
    Voice,
)
from linli.ground.journal.models import Entry
from linli.ground.lib.refusal import Refusal
from tests.street import NOW, Street

PEOPLE = (
    "shen_an",
    "tang_yuan",
    "chen_jianguo",
    "gu_min",
    "lin_xiao",
    "he_zhiqiang",
    "wu_dan",
    "gao_bo",
    "nobody",
)
WORDS = ("电梯又停了", "楼道停水了", "3号楼着火了", "我叫周桂兰，电话 13812345678", "路灯不亮，看不清")
Step = Callable[["Walk"], object]


class Walk:
    """One street, one clock, and dice that Hypothesis throws."""

    def __init__(self, street: Street, dice: Callable[[int], int]) -> None:
        self.street, self.dice, self.at = street, dice, NOW
        self.shown_numbers: dict[int, str] = {}

    def one_of(self, things: Any) -> Any:
        return things[self.dice(len(things))]

    def who(self) -> Any:
        return self.street.by(self.one_of(PEOPLE) if self.dice(3) == 0 else "gu_min")

    def neighbour(self) -> Any:
        return self.street.by(self.one_of(("shen_an", "tang_yuan", "chen_jianguo", "nobody")))

    def staff(self) -> Any:
        return self.street.by("gu_min")

    def voice(self) -> int:
        known = list(Voice.objects.order_by("pk").values_list("pk", flat=True))
        return self.one_of(known) if known else 0

    def topic(self) -> int:
        known = list(Topic.objects.order_by("pk").values_list("pk", flat=True))
        return self.one_of(known) if known else 0

    def said(self) -> Said:
        audience = self.one_of((Audience.PUBLIC, Audience.PUBLIC, Audience.STAFF))
        return Said(text=self.one_of(WORDS), audience=audience)


def say(w: Walk) -> object:
    return voices.say(by=w.neighbour(), place=w.street.b3.pk, said=w.said(), key=f"k{w.dice(6)}", at=w.at)


def say_for(w: Walk) -> object:
    resident = w.one_of((w.street.zhou_guilan, w.street.ye_qing))
    return voices.say_for(by=w.neighbour(), resident=resident.pk, consent_note="同意", said=w.said(), at=w.at)


def take_in(w: Walk) -> object:
    channel = w.one_of(list(Channel))
    return voices.take_in(by=w.who(), channel=channel, place=w.street.community.pk, said=w.said(), at=w.at)


def classify(w: Walk) -> object:
    ways = schemes.in_force(w.street.community.pk, w.at)
    chosen, urgency = w.one_of(ways.classes), w.one_of([None, *Urgency])
    return handling.classify(by=w.who(), voice=w.voice(), voice_class=chosen.pk, urgency=urgency, at=w.at)


def pause(w: Walk) -> object:
    until = (w.at + timedelta(days=1 + w.dice(9))).date()
    return handling.pause(by=w.who(), voice=w.voice(), reason="等材料", until=until, at=w.at)


def hide_or_restore(w: Walk) -> object:
    deed = w.one_of((reports.hide, reports.restore))
    words = "reason" if deed is reports.hide else "verdict"
    return deed(by=w.who(), voice=w.voice(), at=w.at, **{words: "核实"})


def publish(w: Walk) -> object:
    voice = w.voice()
    proposed = list(MaskProposal.objects.filter(voice=voice).values_list("pk", flat=True))
    masks.settle(by=w.staff(), voice=voice, cover=proposed[: w.dice(3)], at=w.at)
    return masks.publish(by=w.staff(), voice=voice, at=w.at)


def rate(w: Walk) -> object:
    voice = Voice.objects.filter(pk=w.voice()).first()
    secret = voice.secret if voice and w.dice(2) else ""
    return replies.rate(
        by=w.neighbour(), voice=voice.pk if voice else 0, stars=w.dice(7), secret=secret, at=w.at
    )


def regroup(w: Walk) -> object:
    by, topic, voice = w.who(), w.topic(), w.voice()
    match w.dice(7):
        case 0:
            return topics.accept(by=by, topic=topic, at=w.at)
        case 1:
            return topics.refuse_member(by=by, topic=topic, voice=voice, at=w.at)
        case 2:
            return topics.add(by=by, topic=topic, voice=voice, at=w.at)
        case 3:
            return topics.split(by=by, topic=topic, voices=[voice], title="分", at=w.at)
        case 4:
            return topics.merge(by=by, topic=topic, into=w.topic(), at=w.at)
        case 5:
            return topics.undo(by=by, topic=topic, at=w.at)
        case _:
            return replies.answer_topic(by=by, topic=topic, words="一起办好了", at=w.at)


def wait(w: Walk) -> object:
    w.at += timedelta(hours=1 + w.dice(400))
    return clocks.tick(at=w.at)


STEPS: tuple[Step, ...] = (
    say,
    say,
    say_for,
    take_in,
    classify,
    pause,
    hide_or_restore,
    publish,
    rate,
    rate,
    regroup,
    regroup,
    wait,
    lambda w: handling.resume(by=w.who(), voice=w.voice(), at=w.at),
    lambda w: handling.hand_over(
        by=w.who(), voice=w.voice(), post=w.one_of([1, 2, 3, 4, 5, 6, 7, 8, 9]), at=w.at
    ),
    lambda w: replies.answer(by=w.who(), voice=w.voice(), words="办好了", at=w.at),
    lambda w: replies.join(by=w.who(), voice=w.voice(), other=w.voice(), words="并入", at=w.at),
    lambda w: replies.decline(by=w.who(), voice=w.voice(), reason="不归社区", at=w.at),
    lambda w: replies.pass_on(by=w.who(), voice=w.voice(), body="供水", number="9", words="已转", at=w.at),
    lambda w: reports.report(by=w.neighbour(), voice=w.voice(), reason="举报", at=w.at),
    lambda w: reports.appeal(by=w.neighbour(), voice=w.voice(), words="申诉", at=w.at),
    lambda w: supports.join_in(by=w.neighbour(), voice=w.voice(), at=w.at),
    lambda w: supports.join_in(by=w.neighbour(), topic=w.topic(), at=w.at),
    lambda w: grouping.place(voice=w.voice(), at=w.at),
    lambda w: originals.forget_author(resident=w.street.tang_yuan.pk, at=w.at),
)


def check(w: Walk) -> None:
    """What is true of every voice at every moment."""
    for voice in Voice.objects.select_related("owner"):
        assert w.shown_numbers.setdefault(voice.pk, voice.number) == voice.number != ""
        assert voice.owner_id and voice.due_at and voice.secret
        answers = list(Answer.objects.filter(voice=voice).values_list("lap", flat=True))
        is_final = voice.state in FINAL_STATES
        assert answers == list(range(1, voice.lap + is_final))
        assert voice.lap == 1 or Rating.objects.filter(voice=voice, lap=1, stars__lt=3).exists()
        paused = Pause.objects.filter(voice=voice, ended_at__isnull=True).count()
        assert paused == (voice.state == State.PAUSED)
        levels = Escalation.objects.filter(voice=voice, lap=voice.lap).values_list("level", flat=True)
        assert list(levels.order_by("level")) == list(range(1, voice.level + 1))
        watched = voice.state == State.WAITING and voice.level < 3
        assert (voice.escalates_at is not None) == watched
        assert (voice.audience == Audience.STAFF) == (voice.shown == Shown.STAFF_ONLY)
        standing = TopicMembership.objects.filter(voice=voice, state__in=LIVE_MEMBERS)
        assert list(standing.values_list("topic_id", flat=True)) == [voice.topic_id] * bool(voice.topic_id)


def finish(w: Walk) -> None:
    """However the walk went, staff can bring every voice to its end."""
    for lap in (1, 2):
        for voice in list(Voice.objects.filter(state__in=(State.WAITING, State.PAUSED))):
            replies.answer(by=w.staff(), voice=voice.pk, words=f"第{lap}次答复", at=w.at)
    assert not Voice.objects.exclude(state__in=FINAL_STATES).exists()


@pytest.mark.slow
@given(st.data())
@settings(
    max_examples=25,
    phases=[
        Phase.explicit,
        Phase.reuse,
        Phase.generate,
    ],  # a walk is read as it is; shrinking one takes minutes
    deadline=None,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
    ],
)
def test_every_voice_has_all_it_needs_on_every_path(street: Street, data: st.DataObject) -> None:
    with transaction.atomic():
        schemes.adopt(community=street.community.pk, at=NOW)
        dice = data.draw(st.randoms(use_true_random=False))
        walk = Walk(street, dice.randrange)
        for number in range(data.draw(st.integers(5, 60))):
            step = walk.one_of(STEPS) if number > 2 else say
            try:
                with transaction.atomic():
                    step(walk)
                event(f"done: {step.__name__}")
            except Refusal as refusal:
                assert str(refusal)
            check(walk)
        finish(walk)
        check(walk)
        told = set(Entry.objects.filter(object_kind="voice").values_list("object_id", flat=True))
        assert told == set(Voice.objects.values_list("pk", flat=True))
        transaction.set_rollback(True)
