"""A voice comes in with all that belongs to it, whoever brings it and by whatever channel."""

from datetime import datetime, timedelta

import pytest

from linli.circle.listen.actions import voices
from linli.circle.listen.actions.hearing import Said
from linli.circle.listen.choices import Audience, Channel, Shown, State, Urgency
from linli.circle.listen.models import MaskProposal, Voice, VoiceOriginal
from linli.circle.listen.refusals import (
    ConsentIsMissing,
    MayNotHandle,
    MayNotSpeakFor,
    NoSuchPlace,
    NothingSaid,
    NotKnownYet,
    NotSignedIn,
    TooLong,
)
from linli.ground.journal.models import Delivery, Entry
from tests.street import HERE, NOW, Street

LAMP = Said(text="3号楼前的路灯三天没亮了，晚上看不见台阶。", title="路灯不亮")


def test_a_voice_has_a_receipt_an_owner_and_a_due_date_at_once(street: Street) -> None:
    voice = voices.say(by=street.by("shen_an"), place=street.b3.pk, said=LAMP, key="k1", at=NOW)

    assert (voice.year, voice.number) == (2026, "1120-0001")
    assert voice.owner.kind == "community_staff"
    assert voice.due_at == datetime(2026, 12, 1, 23, 59, 59, tzinfo=HERE)
    assert (voice.state, voice.shown, voice.lap) == (State.WAITING, Shown.CHECKING, 1)
    assert len(voice.secret) >= 20


def test_receipt_numbers_run_on_within_a_community_and_a_day(street: Street) -> None:
    numbers = [
        voices.say(by=street.by("shen_an"), place=street.b3.pk, said=LAMP, key=f"k{n}", at=NOW).number
        for n in range(3)
    ]
    elsewhere = voices.say(by=street.by("gao_bo"), place=street.willow1.pk, said=LAMP, key="k", at=NOW)

    assert numbers == ["1120-0001", "1120-0002", "1120-0003"]
    assert elsewhere.number == "1120-0001"


def test_the_same_key_gives_the_same_voice(street: Street) -> None:
    first = voices.say(by=street.by("shen_an"), place=street.b3.pk, said=LAMP, key="once", at=NOW)
    again = voices.say(by=street.by("shen_an"), place=street.b3.pk, said=LAMP, key="once", at=NOW)
    other = voices.say(by=street.by("tang_yuan"), place=street.b3.pk, said=LAMP, key="once", at=NOW)

    assert (again.pk, Voice.objects.count()) == (first.pk, 2)
    assert other.pk != first.pk


def test_words_that_show_who_somebody_is_are_covered_until_staff_decide(street: Street) -> None:
    said = Said(text="请联系我 13812345678，楼上周桂兰家漏水。")
    voice = voices.say(by=street.by("shen_an"), place=street.b3.pk, said=said, at=NOW)

    assert "13812345678" not in voice.text and "周桂兰" not in voice.text
    assert VoiceOriginal.objects.get(voice=voice).words == "\n请联系我 13812345678，楼上周桂兰家漏水。"
    assert {mask.kind for mask in MaskProposal.objects.filter(voice=voice)} >= {"phone", "neighbour"}


def test_original_words_lie_sealed_in_the_database(street: Street) -> None:
    from django.db import connection

    voice = voices.say(by=street.by("shen_an"), place=street.b3.pk, said=LAMP, at=NOW)
    with connection.cursor() as cursor:
        cursor.execute("SELECT words FROM listen_voiceoriginal WHERE voice_id = %s", [voice.pk])
        raw = bytes(cursor.fetchone()[0])

    assert "路灯".encode() not in raw


def test_nothing_personal_gets_into_the_journal_or_the_outbox(street: Street) -> None:
    said = Said(text="我叫沈安，手机 13812345678，家里漏水。", title="漏水", place_words="2单元202")
    voices.say(by=street.by("shen_an"), place=street.b2.pk, said=said, at=NOW)

    written = str(list(Entry.objects.values())) + str(list(Delivery.objects.values()))
    assert [word for word in ("沈安", "13812345678", "漏水", "202室", "2单元") if word in written] == []


@pytest.mark.parametrize(
    ("text", "urgency", "due"),
    [
        ("楼道里着火了！", Urgency.DANGER, NOW + timedelta(hours=2)),
        ("从早上起停水了", Urgency.UTILITY, NOW + timedelta(hours=24)),
        ("想问问社区活动室几点开", Urgency.ORDINARY, datetime(2026, 12, 1, 23, 59, 59, tzinfo=HERE)),
    ],
)
def test_plain_words_of_danger_shorten_the_term(
    street: Street, text: str, urgency: Urgency, due: datetime
) -> None:
    voice = voices.say(by=street.by("shen_an"), place=street.b3.pk, said=Said(text=text), at=NOW)

    assert (voice.urgency, voice.due_at) == (urgency, due)


def test_staff_only_is_never_public(street: Street) -> None:
    said = Said(text="邻居常打孩子，我很担心。", audience=Audience.STAFF)
    voice = voices.say(by=street.by("shen_an"), place=street.b3.pk, said=said, at=NOW)

    assert voice.shown == Shown.STAFF_ONLY
    assert Entry.objects.get(verb="voice.heard").is_public is False


@pytest.mark.parametrize(
    ("who", "refusal"), [("nobody", NotSignedIn), ("qian_cheng", NotKnownYet), ("gao_bo", NoSuchPlace)]
)
def test_who_may_not_say_here(street: Street, who: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        voices.say(by=street.by(who), place=street.b3.pk, said=LAMP, at=NOW)

    assert Voice.objects.count() == 0


def test_no_words_and_too_many_words_are_refused(street: Street) -> None:
    by = street.by("shen_an")
    with pytest.raises(NothingSaid):
        voices.say(by=by, place=street.b3.pk, said=Said(text=" \n "), at=NOW)
    with pytest.raises(TooLong) as refused:
        voices.say(by=by, place=street.b3.pk, said=Said(text="字" * 10_001), at=NOW)

    assert "10001" in str(refused.value)


def test_a_district_is_no_place(street: Street) -> None:
    with pytest.raises(NoSuchPlace):
        voices.say(by=street.by("shen_an"), place=street.district.pk, said=LAMP, at=NOW)


class TestSpeakingForSomebody:
    def test_a_building_head_speaks_for_a_resident_of_their_building(self, street: Street) -> None:
        voice = voices.say_for(
            by=street.by("chen_jianguo"),
            resident=street.zhou_guilan.pk,
            consent_note="当面口头同意",
            said=LAMP,
            at=NOW,
        )

        assert voice.author == street.zhou_guilan
        assert voice.helper_id == street.accounts["chen_jianguo"].pk
        assert voice.place == street.b3s1

    @pytest.mark.parametrize(
        ("who", "resident", "allowed"),
        [
            ("chen_jianguo", "zhou_guilan", True),
            ("chen_jianguo", "shen_an", False),
            ("shen_an", "ye_qing", True),
            ("shen_an", "zhou_guilan", False),
            ("gu_min", "zhou_guilan", True),
            ("wu_dan", "zhou_guilan", True),
            ("he_zhiqiang", "shen_an", True),
            ("he_zhiqiang", "zhou_guilan", False),
            ("xu_lei", "zhou_guilan", False),
            ("sun_yue", "zhou_guilan", False),
            ("gao_bo", "zhou_guilan", False),
            ("shen_an", "shen_an", False),
        ],
    )
    def test_who_may_speak_for_whom(self, street: Street, who: str, resident: str, allowed: bool) -> None:
        def speak() -> Voice:
            return voices.say_for(
                by=street.by(who), resident=street.people[resident].pk, consent_note="同意", said=LAMP, at=NOW
            )

        if allowed:
            assert speak().author == street.people[resident]
        else:
            with pytest.raises(MayNotSpeakFor):
                speak()

    def test_consent_is_noted(self, street: Street) -> None:
        with pytest.raises(ConsentIsMissing):
            voices.say_for(
                by=street.by("chen_jianguo"),
                resident=street.zhou_guilan.pk,
                consent_note="  ",
                said=LAMP,
                at=NOW,
            )


class TestTakingIn:
    @pytest.mark.parametrize("channel", list(Channel))
    def test_every_channel_gives_a_receipt(self, street: Street, channel: Channel) -> None:
        voice = voices.take_in(by=street.by("gu_min"), channel=channel, place=street.b3.pk, said=LAMP, at=NOW)

        assert (voice.channel, voice.number, voice.author) == (channel, "1120-0001", None)

    @pytest.mark.parametrize("who", ["shen_an", "wu_dan", "he_zhiqiang", "zhao_qi", "fang_ning", "nobody"])
    def test_only_those_who_handle_voices_take_in(self, street: Street, who: str) -> None:
        with pytest.raises(MayNotHandle):
            voices.take_in(by=street.by(who), channel=Channel.PHONE, place=street.b3.pk, said=LAMP, at=NOW)

    def test_without_the_second_factor_staff_take_in_nothing(self, street: Street) -> None:
        with pytest.raises(MayNotHandle):
            voices.take_in(
                by=street.by("gu_min", is_strong=False),
                channel=Channel.PHONE,
                place=street.b3.pk,
                said=LAMP,
                at=NOW,
            )
