"""Every voice ends in an answer, its author rates it, and a low rating opens it once more."""

from datetime import timedelta
from typing import Any

import pytest

from linli.circle.listen.actions import replies, voices
from linli.circle.listen.actions.hearing import Said
from linli.circle.listen.choices import State
from linli.circle.listen.models import Answer, Rating, Voice
from linli.circle.listen.refusals import (
    AlreadyAnswered,
    AlreadyRated,
    BodyOrNumberMissing,
    JoinsItself,
    MayNotHandle,
    NotAnsweredYet,
    NotTheAuthor,
    ReasonMissing,
    StarsOutOfRange,
    WordsMissing,
)
from tests.street import NOW, Street

LATER = NOW + timedelta(hours=3)
STILL_LATER = NOW + timedelta(days=1)


def said(street: Street, text: str = "路灯不亮", by: str = "shen_an") -> Voice:
    return voices.say(by=street.by(by), place=street.b3.pk, said=Said(text=text), at=NOW)


def ended(street: Street, voice: Voice, how: str = "answer") -> Voice:
    by = street.by("gu_min")
    match how:
        case "answer":
            return replies.answer(by=by, voice=voice.pk, words="明天换灯。", at=LATER)
        case "decline":
            return replies.decline(by=by, voice=voice.pk, reason="属于市政照明。", at=LATER)
        case "pass_on":
            return replies.pass_on(
                by=by, voice=voice.pk, body="路灯所", number="LD-7", words="已转路灯所。", at=LATER
            )
        case _:
            other = said(street, "另一盏也不亮")
            return replies.join(by=by, voice=voice.pk, other=other.pk, words="并在一起办。", at=LATER)


@pytest.mark.parametrize(
    ("how", "state"),
    [
        ("answer", State.ANSWERED),
        ("decline", State.DECLINED),
        ("pass_on", State.PASSED_ON),
        ("join", State.JOINED),
    ],
)
def test_there_are_four_ways_to_end(street: Street, how: str, state: State) -> None:
    voice = ended(street, said(street), how)

    assert (voice.state, voice.answered_at, voice.escalates_at) == (state, LATER, None)
    answer = Answer.objects.get(voice=voice)
    assert (answer.lap, answer.state, answer.by_post.kind) == (1, state, "community_staff")


@pytest.mark.parametrize("how", ["answer", "decline", "pass_on", "join"])
def test_an_answer_is_final(street: Street, how: str) -> None:
    voice = ended(street, said(street))

    with pytest.raises(AlreadyAnswered):
        ended(street, voice, how)

    assert Answer.objects.filter(voice=voice).count() == 1


@pytest.mark.parametrize(
    "who", ["shen_an", "chen_jianguo", "he_zhiqiang", "wu_dan", "zhao_qi", "luo_yongfu", "nobody"]
)
def test_only_those_who_handle_voices_answer(street: Street, who: str) -> None:
    voice = said(street)

    with pytest.raises(MayNotHandle):
        replies.answer(by=street.by(who), voice=voice.pk, words="好", at=LATER)


def test_what_an_ending_needs(street: Street) -> None:
    by, voice = street.by("gu_min"), said(street).pk
    with pytest.raises(WordsMissing):
        replies.answer(by=by, voice=voice, words=" ", at=LATER)
    with pytest.raises(ReasonMissing):
        replies.decline(by=by, voice=voice, reason="", at=LATER)
    with pytest.raises(BodyOrNumberMissing):
        replies.pass_on(by=by, voice=voice, body="路灯所", number=" ", words="已转。", at=LATER)

    assert Voice.objects.get(pk=voice).state == State.WAITING


class TestJoining:
    def test_a_chain_of_joins_leads_to_one_root(self, street: Street) -> None:
        by = street.by("gu_min")
        one, two, three = (said(street, f"第{n}盏灯不亮") for n in (1, 2, 3))
        replies.join(by=by, voice=one.pk, other=two.pk, words="并入", at=LATER)
        replies.join(by=by, voice=two.pk, other=three.pk, words="并入", at=LATER)

        assert set(Voice.objects.filter(joined_to=three).values_list("pk", flat=True)) == {one.pk, two.pk}

    def test_no_ring_can_be_made(self, street: Street) -> None:
        by = street.by("gu_min")
        one, two = said(street, "灯一"), said(street, "灯二")
        replies.join(by=by, voice=one.pk, other=two.pk, words="并入", at=LATER)

        for voice, other in ((two, one), (two, two)):
            with pytest.raises(JoinsItself):
                replies.join(by=by, voice=voice.pk, other=other.pk, words="并入", at=LATER)

    def test_the_author_rates_once_the_root_is_answered(self, street: Street) -> None:
        by = street.by("gu_min")
        one, root = said(street, "灯一"), said(street, "灯二", by="tang_yuan")
        replies.join(by=by, voice=one.pk, other=root.pk, words="并入", at=LATER)
        with pytest.raises(NotAnsweredYet):
            replies.rate(by=street.by("shen_an"), voice=one.pk, stars=5, at=LATER)
        replies.answer(by=by, voice=root.pk, words="都换了。", at=LATER)

        assert replies.rate(by=street.by("shen_an"), voice=one.pk, stars=5, at=LATER).stars == 5


class TestRating:
    def test_a_low_rating_opens_once_more_with_a_new_due_date(self, street: Street) -> None:
        voice = ended(street, said(street))
        replies.rate(by=street.by("shen_an"), voice=voice.pk, stars=2, words="还是不亮", at=STILL_LATER)
        voice.refresh_from_db()

        assert (voice.state, voice.lap, voice.answered_at) == (State.WAITING, 2, None)
        assert voice.due_at > STILL_LATER and voice.escalates_at == voice.due_at

    def test_the_second_time_a_low_rating_stays(self, street: Street) -> None:
        voice = ended(street, said(street))
        replies.rate(by=street.by("shen_an"), voice=voice.pk, stars=2, at=STILL_LATER)
        ended(street, voice)
        replies.rate(by=street.by("shen_an"), voice=voice.pk, stars=1, at=STILL_LATER)
        voice.refresh_from_db()

        assert (voice.state, voice.lap) == (State.ANSWERED, 2)
        assert list(Rating.objects.order_by("lap").values_list("lap", "stars")) == [(1, 2), (2, 1)]

    @pytest.mark.parametrize("stars", [3, 4, 5])
    def test_a_rating_on_the_line_opens_nothing(self, street: Street, stars: int) -> None:
        voice = ended(street, said(street))
        replies.rate(by=street.by("shen_an"), voice=voice.pk, stars=stars, at=STILL_LATER)

        assert Voice.objects.get(pk=voice.pk).state == State.ANSWERED

    @pytest.mark.parametrize("stars", [0, 6, -1, 2**70])
    def test_a_rating_is_one_to_five(self, street: Street, stars: int) -> None:
        voice = ended(street, said(street))
        with pytest.raises(StarsOutOfRange):
            replies.rate(by=street.by("shen_an"), voice=voice.pk, stars=stars, at=STILL_LATER)

    def test_one_rating_a_lap(self, street: Street) -> None:
        voice = ended(street, said(street))
        first = replies.rate(by=street.by("shen_an"), voice=voice.pk, stars=4, at=STILL_LATER)
        again = replies.rate(by=street.by("shen_an"), voice=voice.pk, stars=4, at=STILL_LATER)
        with pytest.raises(AlreadyRated):
            replies.rate(by=street.by("shen_an"), voice=voice.pk, stars=5, at=STILL_LATER)

        assert (again.pk, Rating.objects.count()) == (first.pk, 1)

    def test_a_double_click_on_a_low_rating_opens_once(self, street: Street) -> None:
        voice = ended(street, said(street))
        first = replies.rate(by=street.by("shen_an"), voice=voice.pk, stars=1, at=STILL_LATER)
        again = replies.rate(by=street.by("shen_an"), voice=voice.pk, stars=1, at=STILL_LATER)

        assert again.pk == first.pk
        assert Voice.objects.get(pk=voice.pk).lap == 2

    @pytest.mark.parametrize("who", ["chen_jianguo", "gu_min", "ye_qing_nobody", "tang_yuan"])
    def test_only_the_author_rates(self, street: Street, who: str) -> None:
        voice = ended(street, said(street))
        by = street.by("nobody" if who.endswith("nobody") else who)
        with pytest.raises(NotTheAuthor):
            replies.rate(by=by, voice=voice.pk, stars=5, at=STILL_LATER)

    def test_whoever_holds_the_receipt_rates_without_signing_in(self, street: Street) -> None:
        voice = voices.say_for(
            by=street.by("chen_jianguo"),
            resident=street.zhou_guilan.pk,
            consent_note="同意",
            said=Said(text="灯不亮"),
            at=NOW,
        )
        ended(street, voice)
        with pytest.raises(NotTheAuthor):
            replies.rate(by=street.by("nobody"), voice=voice.pk, stars=2, secret="guess", at=LATER)
        replies.rate(by=street.by("nobody"), voice=voice.pk, stars=2, secret=voice.secret, at=LATER)

        assert Voice.objects.get(pk=voice.pk).lap == 2

    def test_the_line_is_data_of_the_community(self, street: Street) -> None:
        voice = ended(street, said(street))
        scheme: Any = voice.voice_class.scheme
        type(scheme).objects.filter(pk=scheme.pk).update(reopen_below=5)
        from linli.circle.listen.queries import schemes

        schemes.forget(street.community.pk)
        replies.rate(by=street.by("shen_an"), voice=voice.pk, stars=4, at=STILL_LATER)

        assert Voice.objects.get(pk=voice.pk).lap == 2
