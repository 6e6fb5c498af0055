"""One text message a person: gathered, in waking hours, sent once, tried again, brought by hand without a phone."""

from datetime import time, timedelta

import pytest

from linli.ground.carriers.sms import NotSent
from linli.ground.journal.models import Entry
from linli.ground.messages.actions import bringing, parcels, reading
from linli.ground.messages.actions.parcels import MOST_ATTEMPTS, STALE
from linli.ground.messages.choices import Pace, State, Way
from linli.ground.messages.hours import Wish
from linli.ground.messages.models import Message, Parcel
from linli.ground.messages.queries import parcels as asked
from linli.ground.messages.refusals import MayNotBring, NoPhone, SettledAlready
from linli.ground.messages.wording import NoWords
from linli.ground.people.models import Resident
from tests.ground.messages.conftest import SOON, Carrier, Tell, carried
from tests.street import NOW, Street

EVENING = NOW.replace(hour=22)
MORNING = (NOW + timedelta(days=1)).replace(hour=8)


class Killed(BaseException):
    """The process ends here."""


def without_phone(*people: Resident) -> None:
    Resident.objects.filter(pk__in=[one.pk for one in people]).update(phone="", phone_index="")


def refuse() -> None:
    raise NotSent("busy 15400000123")


def die() -> None:
    raise Killed


class TestGathering:
    def test_nothing_is_sent_while_news_is_gathered(self, carrier: Carrier, told: Tell) -> None:
        told("a", "shen_an")
        carried(NOW + SOON - timedelta(seconds=1))

        assert carrier.sent == []

    def test_what_is_told_within_ten_minutes_goes_in_one_message(
        self, street: Street, carrier: Carrier, told: Tell
    ) -> None:
        told("a", "shen_an", "gao_bo")
        told("b", "shen_an", at=NOW + timedelta(minutes=9))
        carried(NOW + SOON)

        phone = str(Resident.objects.get(pk=street.shen_an.pk).phone)
        assert [facts for number, _template, facts in carrier.sent if number == phone] == [{"number": "2"}]
        assert sorted(carrier.numbers) == [1, 2]
        assert Message.objects.filter(carry_at__isnull=False).count() == 0

    def test_what_comes_later_goes_in_the_next(self, carrier: Carrier, told: Tell) -> None:
        told("a", "shen_an")
        carried(NOW + SOON)
        told("b", "shen_an", at=NOW + SOON)
        carried(NOW + SOON + SOON)

        assert carrier.numbers == [1, 1]

    def test_a_quiet_night_ends_in_one_message(self, carrier: Carrier, told: Tell) -> None:
        for number in range(5):
            told(f"n{number}", "shen_an", at=EVENING + timedelta(hours=number))
        carried(MORNING - timedelta(seconds=1))
        assert carrier.sent == []
        carried(MORNING)

        assert carrier.numbers == [5]

    def test_a_carrier_that_comes_late_does_not_wake_anybody(self, carrier: Carrier, told: Tell) -> None:
        told("a", "shen_an")
        carried(EVENING)
        assert (carrier.sent, Parcel.objects.count()) == ([], 0)
        carried(MORNING)

        assert carrier.numbers == [1]

    def test_a_packed_parcel_waits_for_the_morning_too(self, carrier: Carrier, told: Tell) -> None:
        told("a", "shen_an")
        carrier.before = refuse
        carried(NOW + SOON)
        carrier.before = None
        carried(EVENING)
        assert carrier.sent == []
        carried(MORNING)

        assert carrier.numbers == [1]

    def test_what_was_read_meanwhile_is_not_sent(self, street: Street, carrier: Carrier, told: Tell) -> None:
        told("a", "shen_an")
        reading.read(by=street.by("shen_an"), message=Message.objects.get().pk, at=NOW)
        carried(NOW + SOON)

        assert (carrier.sent, Parcel.objects.count()) == ([], 0)


class TestWishes:
    def test_who_reads_for_themselves_gets_no_text_message(
        self, street: Street, carrier: Carrier, told: Tell
    ) -> None:
        reading.choose(by=street.by("shen_an"), wish=Wish(way=Way.INBOX), at=NOW)
        told("a", "shen_an")
        carried(MORNING)

        assert (carrier.sent, Message.objects.count()) == ([], 1)

    def test_a_changed_wish_holds_for_what_waits(self, street: Street, carrier: Carrier, told: Tell) -> None:
        told("a", "shen_an", at=EVENING)
        wish = Wish(quiet_from=time(0), quiet_until=time(0))
        reading.choose(by=street.by("shen_an"), wish=wish, at=EVENING)
        carried(EVENING + SOON)
        assert carrier.numbers == [1]

        told("b", "shen_an", at=EVENING + SOON)
        reading.choose(by=street.by("shen_an"), wish=Wish(way=Way.INBOX), at=EVENING + SOON)
        carried(MORNING)
        assert carrier.numbers == [1]

    def test_once_a_day_is_one_message_in_the_morning(
        self, street: Street, carrier: Carrier, told: Tell
    ) -> None:
        reading.choose(by=street.by("shen_an"), wish=Wish(pace=Pace.DAILY), at=NOW)
        told("a", "shen_an"), told("b", "shen_an", at=NOW + timedelta(hours=5))
        carried(NOW + timedelta(hours=6))
        assert carrier.sent == []
        carried(MORNING)

        assert carrier.numbers == [2]
        assert Entry.objects.filter(verb="preference.chosen").count() == 1


class TestOnce:
    def test_two_rounds_send_once(self, carrier: Carrier, told: Tell) -> None:
        told("a", "shen_an")
        carried(NOW + SOON), carried(NOW + SOON), carried(NOW + SOON + STALE)

        assert carrier.numbers == [1]
        assert [(one.state, one.attempts) for one in Parcel.objects.all()] == [(State.SENT, 1)]

    @pytest.mark.parametrize("when", ["before", "after"])
    def test_a_process_killed_while_sending_is_never_repeated_by_itself(
        self, street: Street, carrier: Carrier, told: Tell, when: str
    ) -> None:
        told("a", "shen_an")
        setattr(carrier, when, die)
        with pytest.raises(Killed):
            carried(NOW + SOON)
        setattr(carrier, when, None)
        sent = len(carrier.sent)
        carried(NOW + SOON + STALE)
        assert Parcel.objects.get().state == State.SENDING
        carried(NOW + SOON + STALE + timedelta(seconds=1))
        carried(MORNING)

        assert len(carrier.sent) == sent
        assert Parcel.objects.get().state == State.UNSURE
        shown = asked.to_bring(street.by("gu_min"), street.community.pk, at=MORNING).rows
        assert [parcel.state for parcel in shown] == [State.UNSURE]

    def test_staff_may_let_an_unsure_one_be_sent_again(
        self, street: Street, carrier: Carrier, told: Tell
    ) -> None:
        told("a", "shen_an")
        Parcel.objects.all().delete()
        carrier.before = die
        with pytest.raises(Killed):
            carried(NOW + SOON)
        carrier.before = None
        later = NOW + SOON + STALE + timedelta(seconds=1)
        carried(later)
        bringing.send_again(by=street.by("gu_min"), parcel=Parcel.objects.get().pk, at=later)
        carried(later)

        assert carrier.numbers == [1]
        with pytest.raises(SettledAlready):
            bringing.send_again(by=street.by("gu_min"), parcel=Parcel.objects.get().pk, at=later)

    def test_an_answer_that_comes_after_all_settles_an_unsure_one(self, carrier: Carrier, told: Tell) -> None:
        told("a", "shen_an")
        carrier.after = lambda: parcels._set_aside(NOW + SOON + STALE + timedelta(seconds=1)) and None
        carried(NOW + SOON)

        assert Parcel.objects.get().state == State.SENT

    def test_what_nobody_expected_is_logged_and_counts_as_perhaps_sent(
        self, carrier: Carrier, told: Tell
    ) -> None:
        def break_down() -> None:
            raise ConnectionError

        told("a", "shen_an", "gao_bo")
        carrier.after = break_down
        assert carried(NOW + SOON).sent == 0
        carrier.after = None
        carried(NOW + SOON + STALE + timedelta(seconds=1))

        assert [one.state for one in Parcel.objects.all()] == [State.UNSURE] * 2


class TestTryingAgain:
    def test_a_refused_message_is_tried_again_with_pauses_and_given_up(
        self, carrier: Carrier, told: Tell
    ) -> None:
        told("a", "shen_an")
        carrier.before = refuse
        at, moments = NOW + SOON, []
        for _minute in range(60):
            before = Parcel.objects.values_list("attempts", flat=True).first() or 0
            carried(at)
            if Parcel.objects.get().attempts != before:
                moments.append(int((at - NOW - SOON).total_seconds() // 60))
            at += timedelta(minutes=1)

        assert moments == [0, 1, 3, 7, 15, 31]
        given_up = Parcel.objects.get()
        assert (given_up.state, given_up.attempts) == (State.FAILED, MOST_ATTEMPTS)
        assert given_up.trouble == "busy …"  # why, without the number

    def test_it_is_sent_once_the_carrier_takes_it(self, carrier: Carrier, told: Tell) -> None:
        told("a", "shen_an")
        carrier.before = refuse
        carried(NOW + SOON)
        carrier.before = None
        carried(NOW + SOON)
        assert carrier.sent == []
        carried(NOW + SOON + timedelta(minutes=1))

        assert carrier.numbers == [1]
        assert Parcel.objects.get().trouble == ""


class TestByHand:
    def test_who_has_no_phone_is_on_the_list_of_staff(
        self, street: Street, carrier: Carrier, told: Tell
    ) -> None:
        without_phone(street.zhou_guilan)
        told("a", "zhou_guilan"), told("b", "zhou_guilan")
        carried(NOW + SOON), carried(MORNING)

        assert carrier.sent == []
        row = asked.to_bring(street.by("gu_min"), street.community.pk, at=NOW).rows[0]
        letter = asked.letter(street.by("gu_min"), row.pk, NOW)
        assert (letter.name, letter.address) == ("周桂兰", "槐荫里3号楼1单元101室")
        assert letter.lines == (("“路灯”办好了。", "/m/1/"), ("“路灯”办好了。", "/m/1/"))
        assert asked.how_many_to_bring(street.community.pk) == 1

    def test_it_is_told_once_and_noted(self, street: Street, carrier: Carrier, told: Tell) -> None:
        without_phone(street.zhou_guilan)
        told("a", "zhou_guilan")
        carried(NOW + SOON)
        parcel = Parcel.objects.get().pk
        with pytest.raises(NoPhone):
            bringing.send_again(by=street.by("gu_min"), parcel=parcel, at=MORNING)
        bringing.handed(by=street.by("gu_min"), parcel=parcel, at=MORNING)
        with pytest.raises(SettledAlready):
            bringing.handed(by=street.by("lin_xiao"), parcel=parcel, at=MORNING)

        assert asked.to_bring(street.by("gu_min"), street.community.pk, at=MORNING).rows == ()
        assert Entry.objects.filter(verb="parcel.handed", object_id=parcel).count() == 1

    def test_a_phone_that_went_away_meanwhile_makes_it_a_letter(
        self, street: Street, carrier: Carrier, told: Tell
    ) -> None:
        told("a", "shen_an")
        carrier.before = refuse
        carried(NOW + SOON)
        without_phone(street.shen_an)
        carried(NOW + SOON + timedelta(minutes=1))

        assert Parcel.objects.get().state == State.BY_HAND

    @pytest.mark.parametrize(
        ("who", "may"),
        [("gu_min", True), ("lin_xiao", True), ("wu_dan", False), ("he_zhiqiang", False), ("zhao_qi", False),
         ("chen_jianguo", False), ("shen_an", False), ("sun_yue", False), ("nobody", False)],
    )  # fmt: skip
    def test_who_may_bring(self, street: Street, carrier: Carrier, told: Tell, who: str, may: bool) -> None:
        without_phone(street.zhou_guilan)
        told("a", "zhou_guilan")
        carried(NOW + SOON)
        parcel = Parcel.objects.get().pk
        deeds = (
            lambda: asked.to_bring(street.by(who), street.community.pk, at=NOW).rows,
            lambda: asked.letter(street.by(who), parcel, NOW),
            lambda: bringing.handed(by=street.by(who), parcel=parcel, at=NOW),
        )
        for deed in deeds:
            if may:
                assert deed()
            else:
                with pytest.raises(MayNotBring):
                    deed()


class TestTelling:
    def test_a_fact_is_told_once_a_person_however_often_it_comes(
        self, street: Street, carrier: Carrier, told: Tell
    ) -> None:
        assert told("a", "shen_an", "gao_bo") == 2
        assert told("a", "shen_an", "gao_bo", "zhou_guilan") == 1
        carried(NOW + SOON)
        assert told("a", "shen_an", at=MORNING) == 0
        carried(MORNING + SOON)

        assert carrier.numbers == [1, 1, 1]

    def test_erased_people_are_told_nothing(self, street: Street, carrier: Carrier, told: Tell) -> None:
        Resident.objects.filter(pk=street.shen_an.pk).update(erased_at=NOW)

        assert told("a", "shen_an", "gao_bo") == 1

    def test_what_no_room_declares_cannot_be_told(self, street: Street, told: Tell) -> None:
        with pytest.raises(NoWords):
            told("a", "shen_an", why="because")

    def test_more_people_than_a_stretch_are_all_told(
        self, street: Street, told: Tell, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("linli.ground.messages.actions.telling.A_STRETCH", 2)

        assert told("a", "shen_an", "gao_bo", "zhou_guilan", "tang_yuan", "ye_qing") == 5


def test_the_text_message_says_how_many_and_nothing_about_whom(
    street: Street, told: Tell, capsys: pytest.CaptureFixture[str]
) -> None:
    told("a", "shen_an")
    carried(NOW + SOON)
    out = capsys.readouterr().out

    assert "有 1 条新消息" in out
    assert "路灯" not in out and "沈安" not in out and "/m/1/" not in out
