"""A hundred clicks at once end with one voice, one rating, one support, and receipts without doubles."""

from datetime import timedelta

import pytest

from linli.circle.listen.actions import masks, replies, supports, voices
from linli.circle.listen.actions.hearing import Said
from linli.circle.listen.models import Answer, Rating, Support, Voice
from linli.circle.listen.refusals import AlreadyAnswered
from tests.circle.listen.conftest import Rush
from tests.street import NOW

LATER = NOW + timedelta(hours=1)
CLICKS = 100
pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def said(rush: Rush, key: str = "one") -> Voice:
    street = rush.street
    return voices.say(
        by=street.by("shen_an"), place=street.b3.pk, said=Said(text="路灯不亮"), key=key, at=NOW
    )


def counted(rush: Rush, count: object) -> object:
    """Count where the threads wrote."""
    return rush.do(lambda _number: count(), 1)[0]  # type: ignore[operator] # a callable


def test_a_hundred_submissions_of_one_form_are_one_voice(rush: Rush) -> None:
    by, place = rush.street.by("shen_an"), rush.street.b3.pk
    got = rush.do(
        lambda _n: voices.say(by=by, place=place, said=Said(text="路灯不亮"), key="form", at=NOW).pk, CLICKS
    )

    assert len(got) == CLICKS and len(set(got)) == 1
    assert counted(rush, Voice.objects.count) == 1


def test_a_hundred_voices_at_once_get_a_hundred_receipts_without_a_gap(rush: Rush) -> None:
    by, place = rush.street.by("shen_an"), rush.street.b3.pk
    got = rush.do(
        lambda n: voices.say(by=by, place=place, said=Said(text=f"第{n}件"), key=f"k{n}", at=NOW).number,
        CLICKS,
    )

    assert sorted(map(str, got)) == [f"1120-{n:04d}" for n in range(1, CLICKS + 1)]


def test_a_hundred_ratings_at_once_are_one_and_open_it_once(rush: Rush) -> None:
    street = rush.street
    voice = rush.do(lambda _n: said(rush).pk, 1)[0]
    rush.do(lambda _n: replies.answer(by=street.by("gu_min"), voice=voice, words="好", at=LATER), 1)
    by = street.by("shen_an")
    rush.do(lambda n: replies.rate(by=by, voice=voice, stars=1 + n % 2, at=LATER), CLICKS)

    assert counted(rush, Rating.objects.count) == 1
    assert counted(rush, lambda: Voice.objects.get(pk=voice).lap) == 2


def test_a_hundred_answers_at_once_are_one(rush: Rush) -> None:
    voice = rush.do(lambda _n: said(rush).pk, 1)[0]
    by = rush.street.by("gu_min")
    got = rush.do(lambda n: replies.answer(by=by, voice=voice, words=f"答{n}", at=LATER), CLICKS)

    assert sum(isinstance(one, AlreadyAnswered) for one in got) == CLICKS - 1
    assert counted(rush, Answer.objects.count) == 1


def test_a_hundred_supports_of_one_person_are_one(rush: Rush) -> None:
    voice = rush.do(lambda _n: said(rush).pk, 1)[0]
    rush.do(lambda _n: masks.publish(by=rush.street.by("gu_min"), voice=voice, at=LATER), 1)
    by = rush.street.by("tang_yuan")
    got = rush.do(lambda _n: supports.join_in(by=by, voice=voice, at=LATER).pk, CLICKS)

    assert len(set(got)) == 1
    assert counted(rush, Support.objects.count) == 1
    assert counted(rush, lambda: Voice.objects.get(pk=voice).supports) == 1
