"""Masks, publishing, reports: what others may read of a voice, and who decides."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from linli.circle.listen.actions import masks, originals, reports, supports, voices
from linli.circle.listen.actions.hearing import Said
from linli.circle.listen.choices import Audience, MaskState, Shown
from linli.circle.listen.models import Hiding, MaskProposal, Report, Support, Voice
from linli.circle.listen.queries import voices as asked
from linli.circle.listen.refusals import (
    AlreadyAppealed,
    AlreadyPublic,
    AlreadyReported,
    ForStaffOnly,
    MasksNotSettled,
    MayNotHandle,
    MayNotModerate,
    MayNotReport,
    NoSuchVoice,
    NotHidden,
    NotOpenForSupport,
    NotPublic,
    NotTheAuthor,
    OutsideTheWords,
    OwnVoice,
)
from linli.ground.journal.models import Reading
from tests.street import NOW, Street

LATER = NOW + timedelta(hours=3)
SAID = Said(title="漏水", text="电话 13812345678，周桂兰家楼上漏水。")


@pytest.fixture
def voice(street: Street) -> Voice:
    return voices.say(by=street.by("shen_an"), place=street.b3.pk, said=SAID, at=NOW)


def published(street: Street, voice: Voice) -> Voice:
    everything = MaskProposal.objects.filter(voice=voice).values_list("pk", flat=True)
    masks.settle(by=street.by("gu_min"), voice=voice.pk, cover=list(everything), at=LATER)
    return masks.publish(by=street.by("gu_min"), voice=voice.pk, at=LATER)


class TestMasks:
    def test_left_and_covered_stretches_are_read_as_decided(self, street: Street, voice: Voice) -> None:
        by = street.by("gu_min")
        phone = MaskProposal.objects.get(voice=voice, kind="phone")
        name = MaskProposal.objects.get(voice=voice, kind="neighbour")
        masks.confirm(by=by, mask=phone.pk, at=LATER)
        found = masks.reject(by=by, mask=name.pk, at=LATER)

        assert found.text == "电话 ***********，周桂兰家楼上漏水。"

    def test_staff_cover_what_nothing_proposed(self, street: Street, voice: Voice) -> None:
        words = originals.open_for(by=street.by("gu_min"), voice=voice.pk, reason="遮盖", at=LATER)
        spot = words.index("楼上")
        found = masks.add(by=street.by("gu_min"), voice=voice.pk, start=spot, end=spot + 2, at=LATER)

        assert found.text.endswith("家**漏水。")

    @pytest.mark.parametrize(("start", "end"), [(-1, 2), (2, 2), (5, 4), (0, 999), (1, 4)])
    def test_a_stretch_outside_the_words_is_refused(
        self, street: Street, voice: Voice, start: int, end: int
    ) -> None:
        with pytest.raises(OutsideTheWords):
            masks.add(by=street.by("gu_min"), voice=voice.pk, start=start, end=end, at=LATER)

    def test_nothing_is_public_while_a_proposal_waits(self, street: Street, voice: Voice) -> None:
        with pytest.raises(MasksNotSettled):
            masks.publish(by=street.by("gu_min"), voice=voice.pk, at=LATER)

    def test_settled_words_are_public_under_the_pseudonym(self, street: Street, voice: Voice) -> None:
        published(street, voice)
        seen = asked.public(voice.pk, LATER)

        assert (seen.title, seen.text) == ("漏水", "电话 ***********，***家楼上漏水。")
        assert (seen.voice.signature, seen.voice.published_at) == ("一位邻居", LATER)

    def test_publishing_twice_is_refused(self, street: Street, voice: Voice) -> None:
        published(street, voice)
        with pytest.raises(AlreadyPublic):
            masks.publish(by=street.by("gu_min"), voice=voice.pk, at=LATER)

    def test_what_is_for_staff_never_becomes_public(self, street: Street) -> None:
        said = Said(text="我怕他报复", audience=Audience.STAFF)
        voice = voices.say(by=street.by("shen_an"), place=street.b3.pk, said=said, at=NOW)
        with pytest.raises(ForStaffOnly):
            masks.publish(by=street.by("gu_min"), voice=voice.pk, at=LATER)

    @pytest.mark.parametrize("who", ["shen_an", "chen_jianguo", "he_zhiqiang", "wu_dan", "zhao_qi", "nobody"])
    def test_only_those_who_handle_voices_uncover(self, street: Street, voice: Voice, who: str) -> None:
        with pytest.raises(MayNotHandle):
            masks.settle(by=street.by(who), voice=voice.pk, cover=[], at=LATER)
        with pytest.raises(MayNotHandle):
            originals.open_for(by=street.by(who), voice=voice.pk, reason="", at=LATER)

    def test_masks_of_another_voice_cannot_be_settled_here(self, street: Street, voice: Voice) -> None:
        other = voices.say(by=street.by("shen_an"), place=street.b3.pk, said=SAID, at=NOW)
        foreign = MaskProposal.objects.filter(voice=other).values_list("pk", flat=True)
        with pytest.raises(OutsideTheWords):
            masks.settle(by=street.by("gu_min"), voice=voice.pk, cover=list(foreign), at=LATER)

        assert MaskProposal.objects.filter(voice=voice).exclude(state=MaskState.PROPOSED).count() == 0

    def test_every_look_at_an_original_is_noted(self, street: Street, voice: Voice) -> None:
        originals.open_for(by=street.by("gu_min"), voice=voice.pk, reason="核对电话", at=LATER)

        row = Reading.objects.get()
        assert (row.account_id, row.object_id, row.part, row.reason) == (
            street.accounts["gu_min"].pk,
            voice.pk,
            "original",
            "核对电话",
        )


class TestReports:
    def test_from_a_report_to_a_hiding_an_appeal_and_back(self, street: Street, voice: Voice) -> None:
        published(street, voice)
        reports.report(by=street.by("tang_yuan"), voice=voice.pk, reason="说的是我家", at=LATER)
        reports.hide(by=street.by("gu_min"), voice=voice.pk, reason="先核实", at=LATER)
        assert asked.public(voice.pk, LATER).text == ""
        assert Report.objects.filter(settled_at__isnull=True).count() == 0

        reports.appeal(by=street.by("shen_an"), voice=voice.pk, words="没有点名", at=LATER)
        reports.restore(by=street.by("lin_xiao"), voice=voice.pk, verdict="核实无误", at=LATER)

        assert Voice.objects.get(pk=voice.pk).shown == Shown.PUBLIC
        assert Hiding.objects.get().verdict == "核实无误"

    def test_an_appeal_may_be_turned_down_with_a_reason(self, street: Street, voice: Voice) -> None:
        published(street, voice)
        reports.hide(by=street.by("gu_min"), voice=voice.pk, reason="骂人", at=LATER)
        reports.appeal(by=street.by("shen_an"), voice=voice.pk, words="没有骂", at=LATER)
        with pytest.raises(AlreadyAppealed):
            reports.appeal(by=street.by("shen_an"), voice=voice.pk, words="没有骂", at=LATER)
        reports.uphold(by=street.by("lin_xiao"), voice=voice.pk, verdict="确有骂人", at=LATER)

        assert Voice.objects.get(pk=voice.pk).shown == Shown.HIDDEN

    def test_who_may_do_what(self, street: Street, voice: Voice) -> None:
        with pytest.raises(MayNotReport):
            reports.report(by=street.by("tang_yuan"), voice=voice.pk, reason="不公开的", at=LATER)
        with pytest.raises(NotPublic):
            reports.hide(by=street.by("gu_min"), voice=voice.pk, reason="没公开", at=LATER)
        published(street, voice)
        with pytest.raises(MayNotReport):
            reports.report(by=street.by("nobody"), voice=voice.pk, reason="匿名", at=LATER)
        reports.report(by=street.by("tang_yuan"), voice=voice.pk, reason="一", at=LATER)
        with pytest.raises(AlreadyReported):
            reports.report(by=street.by("tang_yuan"), voice=voice.pk, reason="二", at=LATER)
        for who in ("shen_an", "wu_dan", "zhao_qi", "nobody"):
            with pytest.raises(MayNotModerate):
                reports.hide(by=street.by(who), voice=voice.pk, reason="藏", at=LATER)
        with pytest.raises(NotHidden):
            reports.appeal(by=street.by("shen_an"), voice=voice.pk, words="没藏", at=LATER)
        reports.hide(by=street.by("gu_min"), voice=voice.pk, reason="藏", at=LATER)
        with pytest.raises(NotTheAuthor):
            reports.appeal(by=street.by("tang_yuan"), voice=voice.pk, words="不是我", at=LATER)

    def test_reports_can_be_dismissed(self, street: Street, voice: Voice) -> None:
        published(street, voice)
        reports.report(by=street.by("tang_yuan"), voice=voice.pk, reason="一", at=LATER)

        assert reports.dismiss(by=street.by("gu_min"), voice=voice.pk, at=LATER) == 1
        assert Voice.objects.get(pk=voice.pk).shown == Shown.PUBLIC


class TestSupports:
    def test_me_too_counts_once(self, street: Street, voice: Voice) -> None:
        published(street, voice)
        first = supports.join_in(by=street.by("tang_yuan"), voice=voice.pk, at=LATER)
        again = supports.join_in(by=street.by("tang_yuan"), voice=voice.pk, at=LATER)

        assert (first.pk, Support.objects.count()) == (again.pk, 1)
        assert Voice.objects.get(pk=voice.pk).supports == 1

    def test_me_too_can_be_taken_back(self, street: Street, voice: Voice) -> None:
        published(street, voice)
        supports.join_in(by=street.by("tang_yuan"), voice=voice.pk, at=LATER)
        supports.leave(by=street.by("tang_yuan"), voice=voice.pk, at=LATER)
        supports.leave(by=street.by("tang_yuan"), voice=voice.pk, at=LATER)

        assert (Support.objects.count(), Voice.objects.get(pk=voice.pk).supports) == (0, 0)

    def test_the_page_of_a_voice_offers_to_join_then_to_step_back_and_leads_its_author_to_the_receipt(
        self, street: Street, voice: Voice
    ) -> None:
        published(street, voice)
        page, neighbour = reverse("listen:voice", args=[voice.pk]), street.client("tang_yuan")

        def offered(client: Client) -> list[str]:
            shown = client.get(page).content.decode()
            words = ("我也是，算上我", "不算我了", "这是您说的，去看回执")
            return [one for one in words if one in shown]

        before = offered(neighbour)
        neighbour.post(reverse("listen:join-in"), {"voice": voice.pk})
        joined = offered(neighbour)
        back = neighbour.post(reverse("listen:leave"), {"voice": voice.pk})

        assert (before, joined, offered(neighbour)) == (["我也是，算上我"], ["不算我了"], ["我也是，算上我"])
        assert (back["Location"], Support.objects.count()) == (page, 0)
        assert offered(street.client("shen_an")) == ["这是您说的，去看回执"]
        assert (offered(Client()), offered(street.client("gao_bo"))) == ([], [])

    def test_nobody_supports_what_they_may_not_read_or_have_said(self, street: Street, voice: Voice) -> None:
        with pytest.raises(NotOpenForSupport):
            supports.join_in(by=street.by("tang_yuan"), voice=voice.pk, at=LATER)
        published(street, voice)
        with pytest.raises(OwnVoice):
            supports.join_in(by=street.by("shen_an"), voice=voice.pk, at=LATER)
        with pytest.raises(NotOpenForSupport):
            supports.join_in(by=street.by("gao_bo"), voice=voice.pk, at=LATER)


class TestFollowing:
    @pytest.mark.parametrize(
        ("who", "sees"),
        [
            ("zhou_guilan", True),
            ("chen_jianguo", True),
            ("shen_an", False),
            ("gu_min", False),
            ("nobody", False),
        ],
    )
    def test_author_and_helper_follow_a_voice_and_nobody_else(
        self, street: Street, who: str, sees: bool
    ) -> None:
        voice = voices.say_for(
            by=street.by("chen_jianguo"),
            resident=street.zhou_guilan.pk,
            consent_note="同意",
            said=SAID,
            at=NOW,
        )
        from linli.ground.people.rules import Actor

        by = (
            Actor(account_id=999, resident_id=street.zhou_guilan.pk)
            if who == "zhou_guilan"
            else street.by(who)
        )
        if sees:
            assert asked.for_author(by, voice.pk, LATER).text == SAID.text
        else:
            with pytest.raises(NoSuchVoice):
                asked.for_author(by, voice.pk, LATER)

    def test_the_receipt_opens_only_with_its_secret(self, street: Street, voice: Voice) -> None:
        assert asked.by_receipt(voice.number, voice.secret, LATER).voice.pk == voice.pk
        for number, secret in (("1120-0002", voice.secret), (voice.number, ""), (voice.number, "x" * 22)):
            with pytest.raises(NoSuchVoice):
                asked.by_receipt(number, secret, LATER)

    def test_a_voice_being_checked_is_not_public(self, street: Street, voice: Voice) -> None:
        with pytest.raises(NoSuchVoice):
            asked.public(voice.pk, LATER)
