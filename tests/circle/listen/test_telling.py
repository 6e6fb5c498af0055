"""Residents hear what became of their words, past any helper; recordings are written down; people can be forgotten."""

import io
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from types import ModuleType

import pytest
from PIL import Image

from linli.circle.listen.actions import letters, masks, originals, replies, voices
from linli.circle.listen.actions.hearing import Said
from linli.circle.listen.choices import Audience, Channel, Shown, Urgency
from linli.circle.listen.models import NoticeLetter, Voice, VoiceOriginal, VoicePhoto, VoiceTerm
from linli.circle.listen.queries import attachments
from linli.circle.listen.queries import letters as asked
from linli.circle.listen.refusals import MayNotHandle, NoSuchThing, NothingSaid, NothingToWrite, StillToWrite
from linli.ground.carriers.sms import NotSent
from linli.ground.files.actions import files
from linli.ground.files.models import StoredFile
from linli.ground.journal.models import Delivery
from linli.ground.people.actions import residents
from linli.ground.people.models import Resident
from linli.ground.people.rules import HOUSE
from tests.circle.listen.conftest import Say
from tests.ground.files.test_files import speech
from tests.street import NOW, Street

LATER = NOW + timedelta(hours=1)
Deliver = Callable[[], int]


@dataclass
class Carrier:
    """A carrier of the port that keeps what it takes, and refuses one number."""

    sent: list[tuple[str, str]] = field(default_factory=list)
    refuses: str = ""

    def send(self, phone: str, template: str, _facts: dict[str, str]) -> None:
        if phone == self.refuses:
            raise NotSent("busy")
        self.sent.append((phone, template))


@pytest.fixture
def carrier(settings: object, monkeypatch: pytest.MonkeyPatch) -> Carrier:
    made, module = Carrier(), ModuleType("refusing")
    module.send = made.send
    monkeypatch.setitem(sys.modules, "linli.ground.carriers.refusing", module)
    settings.SMS_CARRIER = "refusing"
    return made


def spoken_for(street: Street) -> Voice:
    return voices.say_for(
        by=street.by("chen_jianguo"),
        resident=street.zhou_guilan.pk,
        consent_note="当面口头同意",
        said=Said(text="灯不亮"),
        at=NOW,
    )


def without_phone(resident: Resident) -> None:
    Resident.objects.filter(pk=resident.pk).update(phone="", phone_index="")


def photo(street: Street, who: str = "shen_an") -> StoredFile:
    out = io.BytesIO()
    Image.new("RGB", (20, 20), "red").save(out, "JPEG")
    account = street.accounts[who].pk
    return files.take_photo(
        content=out.getvalue(), keeper="listen", area=street.community.pk, by=account, at=NOW
    )


class TestLetters:
    def test_a_resident_with_a_phone_hears_of_the_helper_by_text_message(
        self, street: Street, delivered: Deliver, capsys: pytest.CaptureFixture[str]
    ) -> None:
        spoken_for(street)
        delivered()

        assert "回执号 2026/1120-0001" in capsys.readouterr().out
        assert NoticeLetter.objects.count() == 0

    def test_without_a_phone_a_letter_waits_for_staff(self, street: Street, delivered: Deliver) -> None:
        without_phone(street.zhou_guilan)
        voice = spoken_for(street)
        delivered()
        letter = asked.waiting(street.by("gu_min"), street.community.pk, LATER)[0]
        words = asked.letter(street.by("gu_min"), letter.pk, LATER)

        assert (words.resident, words.address, words.letter.voice) == (
            "周桂兰",
            "槐荫里3号楼1单元101室",
            voice,
        )
        letters.delivered(by=street.by("gu_min"), letter=letter.pk, at=LATER)
        assert asked.waiting(street.by("gu_min"), street.community.pk, LATER) == []

    def test_the_answer_comes_by_letter_too_and_only_once(self, street: Street, delivered: Deliver) -> None:
        without_phone(street.zhou_guilan)
        voice = spoken_for(street)
        replies.answer(by=street.by("gu_min"), voice=voice.pk, words="换好了", at=LATER)
        delivered(), delivered()
        letters.tell_author(voice=voice.pk, about=letters.ANSWERED, at=LATER)
        about = NoticeLetter.objects.order_by("id").values_list("about", flat=True)

        assert list(about) == ["spoken_for", "answered"]
        words = asked.letter(street.by("gu_min"), NoticeLetter.objects.get(about="answered").pk, LATER)
        assert words.answer is not None and words.answer.words == "换好了"

    def test_the_helper_never_gets_the_letter(self, street: Street, delivered: Deliver) -> None:
        without_phone(street.zhou_guilan)
        voices.say_for(
            by=street.by("gu_min"),
            resident=street.zhou_guilan.pk,
            consent_note="同意",
            said=Said(text="灯"),
            at=NOW,
        )
        delivered()
        letter = NoticeLetter.objects.get()
        with pytest.raises(MayNotHandle):
            asked.letter(street.by("gu_min"), letter.pk, LATER)
        with pytest.raises(MayNotHandle):
            letters.delivered(by=street.by("gu_min"), letter=letter.pk, at=LATER)
        letters.delivered(by=street.by("lin_xiao"), letter=letter.pk, at=LATER)

    @pytest.mark.parametrize("who", ["shen_an", "chen_jianguo", "wu_dan", "he_zhiqiang", "nobody"])
    def test_letters_are_for_those_who_handle_voices(
        self, street: Street, delivered: Deliver, who: str
    ) -> None:
        without_phone(street.zhou_guilan)
        spoken_for(street)
        delivered()
        with pytest.raises(MayNotHandle):
            asked.waiting(street.by(who), street.community.pk, LATER)
        with pytest.raises(MayNotHandle):
            asked.letter(street.by(who), NoticeLetter.objects.get().pk, LATER)

    def test_a_joined_voice_hears_of_the_roots_answer(
        self, street: Street, say: Say, delivered: Deliver
    ) -> None:
        without_phone(street.zhou_guilan)
        one, root = spoken_for(street), say("灯不亮")
        replies.join(by=street.by("gu_min"), voice=one.pk, other=root.pk, words="并入", at=LATER)
        delivered()
        NoticeLetter.objects.all().delete()
        replies.answer(by=street.by("gu_min"), voice=root.pk, words="换好了", at=LATER)
        delivered(), delivered()

        assert NoticeLetter.objects.get().voice == one

    def test_a_refused_message_to_one_of_them_sends_the_others_none_twice(
        self, street: Street, say: Say, delivered: Deliver, carrier: Carrier
    ) -> None:
        one, root = spoken_for(street), say("灯不亮")
        replies.join(by=street.by("gu_min"), voice=one.pk, other=root.pk, words="并入", at=LATER)
        delivered(), delivered()
        replies.answer(by=street.by("gu_min"), voice=root.pk, words="换好了", at=LATER)
        carrier.refuses = str(Resident.objects.get(pk=street.zhou_guilan.pk).phone)
        del carrier.sent[:]
        delivered(), delivered(), delivered()

        assert [phone for phone, _template in carrier.sent] == [str(root.author.phone)]
        carrier.refuses = ""
        Delivery.objects.filter(done_at__isnull=True).update(due_at=NOW)
        delivered()
        assert len(carrier.sent) == 2


class TestRecordings:
    def recorded(self, street: Street) -> Voice:
        sound = files.take_sound(
            content=speech(2),
            keeper="listen",
            area=street.community.pk,
            by=street.accounts["shen_an"].pk,
            at=NOW,
        )
        return voices.say(by=street.by("shen_an"), place=street.b3.pk, said=Said(sound=sound.pk), at=NOW)

    def test_a_recording_alone_is_a_voice_with_receipt_and_due_date(self, street: Street) -> None:
        voice = self.recorded(street)

        assert (voice.number, voice.needs_writing, voice.text) == ("1120-0001", True, "")
        with pytest.raises(StillToWrite):
            masks.publish(by=street.by("gu_min"), voice=voice.pk, at=LATER)

    def test_staff_write_it_down_and_everything_follows_the_words(
        self, street: Street, delivered: Deliver
    ) -> None:
        voice = self.recorded(street)
        written = voices.write_down(
            by=street.by("gu_min"), voice=voice.pk, text="楼上周桂兰家漏电了，打 13812345678", at=LATER
        )
        delivered()

        assert (written.urgency, written.due_at) == (Urgency.DANGER, LATER + timedelta(hours=2))
        assert "13812345678" not in written.text and written.masks.count() == 2
        assert VoiceTerm.objects.filter(term="漏电", voice_id=voice.pk).exists()
        with pytest.raises(NothingToWrite):
            voices.write_down(by=street.by("gu_min"), voice=voice.pk, text="再写", at=LATER)

    def test_only_staff_write_down_and_not_nothing(self, street: Street) -> None:
        voice = self.recorded(street)
        with pytest.raises(MayNotHandle):
            voices.write_down(by=street.by("shen_an"), voice=voice.pk, text="我自己写", at=LATER)
        with pytest.raises(NothingSaid):
            voices.write_down(by=street.by("gu_min"), voice=voice.pk, text=" ", at=LATER)


class TestPhotos:
    def test_a_photo_is_seen_by_all_only_once_staff_cleared_it(self, street: Street) -> None:
        file = photo(street)
        voice = voices.say(
            by=street.by("shen_an"), place=street.b3.pk, said=Said(text="灯", photos=(file.pk,)), at=NOW
        )
        nobody = street.by("nobody")
        assert not attachments.may_see(nobody, file, LATER)
        row = VoicePhoto.objects.get()
        masks.publish(by=street.by("gu_min"), voice=voice.pk, photos=[row.pk], at=LATER)

        assert attachments.may_see(nobody, file, LATER)

    @pytest.mark.parametrize(
        ("who", "sees"),
        [
            ("shen_an", True),
            ("gu_min", True),
            ("he_zhiqiang", False),
            ("tang_yuan", False),
            ("wu_dan", False),
        ],
    )
    def test_before_that_author_and_staff_see_it(self, street: Street, who: str, sees: bool) -> None:
        file = photo(street)
        voices.say(
            by=street.by("shen_an"), place=street.b3.pk, said=Said(text="灯", photos=(file.pk,)), at=NOW
        )

        assert attachments.may_see(street.by(who), file, LATER) is sees

    def test_foreign_and_used_files_are_refused(self, street: Street) -> None:
        mine, foreign = photo(street), photo(street, "tang_yuan")
        by, place = street.by("shen_an"), street.b3.pk
        with pytest.raises(NoSuchThing):
            voices.say(by=by, place=place, said=Said(text="灯", photos=(foreign.pk,)), at=NOW)
        voices.say(by=by, place=place, said=Said(text="灯", photos=(mine.pk,)), at=NOW)
        with pytest.raises(NoSuchThing):
            voices.say(by=by, place=place, said=Said(text="灯", photos=(mine.pk,)), at=NOW)

        assert Voice.objects.count() == 1

    def test_what_nobody_sent_is_swept_away_after_a_day(self, street: Street) -> None:
        sent, unsent = photo(street), photo(street)
        voices.say(
            by=street.by("shen_an"), place=street.b3.pk, said=Said(text="灯", photos=(sent.pk,)), at=NOW
        )

        assert originals.sweep(at=NOW + timedelta(hours=23)) == 0
        assert originals.sweep(at=NOW + timedelta(hours=25)) == 1
        assert list(StoredFile.objects.all()) == [sent]
        assert unsent.pk != sent.pk


class TestForgetting:
    def test_an_erased_person_leaves_receipts_and_answers_but_no_words(
        self, street: Street, say: Say, delivered: Deliver
    ) -> None:
        file = photo(street, "tang_yuan")
        voice = say("我叫汤圆，住1号楼", by="tang_yuan", title="漏水", photos=(file.pk,))
        delivered()
        replies.answer(by=street.by("gu_min"), voice=voice.pk, words="修好了", at=LATER)
        residents.erase(by=HOUSE, resident=street.tang_yuan, at=LATER)
        delivered()
        voice.refresh_from_db()

        assert (voice.title, voice.text, voice.author) == ("", "（应本人要求，内容已删除）", None)
        assert (voice.number, voice.answers.count()) == ("1120-0001", 1)
        assert VoiceOriginal.objects.count() == VoiceTerm.objects.count() == StoredFile.objects.count() == 0
        assert (voice.audience, voice.shown) == (Audience.STAFF, Shown.STAFF_ONLY)

    def test_a_helper_is_forgotten_from_what_they_spoke(self, street: Street) -> None:
        voice = spoken_for(street)
        originals.forget_author(resident=street.zhou_guilan.pk, at=LATER)
        voice.refresh_from_db()

        assert (voice.helper, voice.consent_note) == (None, "")


def test_staff_name_the_resident_whose_call_they_take(street: Street) -> None:
    voice = voices.take_in(
        by=street.by("gu_min"),
        channel=Channel.PHONE,
        place=street.b3.pk,
        resident=street.zhou_guilan.pk,
        said=Said(text="灯不亮"),
        at=NOW,
    )

    assert (voice.author, voice.signature) == (street.zhou_guilan, "一位邻居")
