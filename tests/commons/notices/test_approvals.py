"""From the draft to the board: who may take which step, that nobody signs their own, and what is refused on the way."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from linli.commons.notices.actions import approvals, drafts, errata
from linli.commons.notices.choices import Kind, State
from linli.commons.notices.models import Notice, NoticeFile
from linli.commons.notices.refusals import (
    AnsweredAlready,
    MayNotApprove,
    MayNotPost,
    NoSuchNotice,
    NotChecked,
    NotOfThisPlace,
    NotTheirFile,
    NotTheNamedApprover,
    NotYourOwn,
    ReasonMissing,
    TitleMissing,
    TooFewDays,
    WordsMissing,
    WrongState,
)
from linli.ground.files.actions import files
from linli.ground.journal.models import Entry
from linli.ground.lib.refusal import Refusal
from tests.commons.notices.conftest import Begin, words
from tests.street import CAST, NOW, Street

LATER = NOW + timedelta(hours=1)
EVERYBODY = sorted(key for key, one in CAST.items() if one.signs_in in {"staff", "phone"})
DRAFTERS = {"gu_min", "lin_xiao", "luo_yongfu"}
SIGNERS = {"lin_xiao"}


def allowed(deed: Callable[[str], object]) -> set[str]:
    """Everyone of the cast whom a deed does not turn away as the wrong person."""
    let_in = set()
    for who in [*EVERYBODY, "nobody"]:
        try:
            deed(who)
        except (MayNotPost, MayNotApprove):
            continue
        except Refusal:
            pass
        let_in.add(who)
    return let_in


@pytest.mark.practice("V9")
def test_only_those_whose_post_says_so_draft_and_the_clerk_does_not(street: Street) -> None:
    draft = words(street)

    assert allowed(lambda who: drafts.draft(by=street.by(who), draft=draft, at=NOW)) == DRAFTERS
    assert (
        allowed(lambda who: drafts.draft(by=street.by(who, is_strong=False), draft=draft, at=NOW)) == DRAFTERS
    )


def test_property_staff_draft_in_their_compound_and_nowhere_else(street: Street) -> None:
    luo = street.by("luo_yongfu")

    assert drafts.draft(by=luo, draft=words(street), at=NOW).state == State.DRAFT
    for elsewhere in (street.community, street.willow_compound):
        with pytest.raises(MayNotPost):
            drafts.draft(by=luo, draft=words(street, area=elsewhere.pk), at=NOW)


def test_only_leaders_sign_send_back_and_take_down(street: Street, drafted: Begin, posted: Begin) -> None:
    waiting, hanging = drafted(), posted()
    approvals.check(by=street.by("gu_min"), notice=waiting.pk, all_three=True, at=NOW)

    assert allowed(lambda who: approvals.approve(by=street.by(who), notice=waiting.pk, at=NOW)) == SIGNERS
    assert (
        allowed(lambda who: approvals.send_back(by=street.by(who), notice=waiting.pk, reason="", at=NOW))
        == SIGNERS
    )
    assert (
        allowed(lambda who: approvals.withdraw(by=street.by(who), notice=hanging.pk, reason="", at=NOW))
        == SIGNERS
    )


def test_nobody_signs_what_they_wrote(street: Street, drafted: Begin) -> None:
    own = drafted(by="lin_xiao")
    approvals.check(by=street.by("gu_min"), notice=own.pk, all_three=True, at=NOW)

    with pytest.raises(NotYourOwn):
        approvals.approve(by=street.by("lin_xiao"), notice=own.pk, at=LATER)


def test_whoever_changed_the_words_last_is_the_author(street: Street, drafted: Begin) -> None:
    made = drafted()
    changed = drafts.change(
        by=street.by("lin_xiao"), notice=made.pk, draft=words(street, title="改过"), at=LATER
    )
    approvals.check(by=street.by("gu_min"), notice=made.pk, all_three=True, at=LATER)

    assert changed.title == "改过"
    with pytest.raises(NotYourOwn):
        approvals.approve(by=street.by("lin_xiao"), notice=made.pk, at=LATER)


def test_a_change_takes_the_signature_off(street: Street, drafted: Begin) -> None:
    made = drafted()
    approvals.check(by=street.by("gu_min"), notice=made.pk, all_three=True, at=NOW)
    approvals.approve(by=street.by("lin_xiao"), notice=made.pk, at=NOW)
    changed = drafts.change(by=street.by("gu_min"), notice=made.pk, draft=words(street), at=LATER)

    assert (changed.state, changed.approved_by_id, changed.checked_at) == (State.DRAFT, None, None)


def test_the_catalogue_may_name_the_approver(street: Street, drafted: Begin) -> None:
    made = drafted(approver="director")
    approvals.check(by=street.by("gu_min"), notice=made.pk, all_three=True, at=NOW)

    with pytest.raises(NotTheNamedApprover) as refused:
        approvals.approve(by=street.by("lin_xiao"), notice=made.pk, at=NOW)
    assert str(refused.value) == "按目录，这一项要由社区主任批准。"


def test_the_steps_come_in_their_order(street: Street, drafted: Begin) -> None:
    gu, lin, pk = street.by("gu_min"), street.by("lin_xiao"), drafted().pk
    for too_early in (
        lambda: approvals.approve(by=lin, notice=pk, at=NOW),
        lambda: approvals.post(by=gu, notice=pk, at=NOW),
        lambda: approvals.withdraw(by=lin, notice=pk, reason="错了", at=NOW),
        lambda: drafts.again(by=gu, notice=pk, at=NOW),
        lambda: errata.propose(by=gu, notice=pk, words="更正", at=NOW),
    ):
        with pytest.raises(WrongState):
            too_early()
    with pytest.raises(NotChecked):
        approvals.check(by=gu, notice=pk, all_three=False, at=NOW)
    approvals.check(by=gu, notice=pk, all_three=True, at=NOW)
    approvals.approve(by=lin, notice=pk, at=NOW)
    approvals.post(by=gu, notice=pk, at=LATER)
    with pytest.raises(WrongState):
        drafts.change(by=gu, notice=pk, draft=words(street, title="偷偷改"), at=LATER)

    assert Notice.objects.get(pk=pk).title == "路灯换了"


def test_what_is_sent_back_carries_the_reason_to_its_author(street: Street, drafted: Begin) -> None:
    made, lin = drafted(), street.by("lin_xiao")
    approvals.check(by=street.by("gu_min"), notice=made.pk, all_three=True, at=NOW)
    with pytest.raises(ReasonMissing):
        approvals.send_back(by=lin, notice=made.pk, reason="　", at=NOW)
    back = approvals.send_back(by=lin, notice=made.pk, reason="金额没写清", at=NOW)

    assert (back.state, back.returned) == (State.DRAFT, "金额没写清")


def test_a_form_sent_twice_is_one_draft(street: Street) -> None:
    by, draft = street.by("gu_min"), words(street)
    twice = [drafts.draft(by=by, draft=draft, key="form", at=NOW).pk for _ in range(2)]

    assert twice[0] == twice[1] and Notice.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"title": " \n"}, TitleMissing),
        ({"body": "　"}, WordsMissing),
        ({"body": "长" * 20_001}, WordsMissing),
        ({"days": 14}, TooFewDays),
        ({"days": 0, "kind": Kind.GENERAL}, TooFewDays),
        ({"days": 4000}, TooFewDays),
        ({"organization": 10**9}, NotOfThisPlace),
        ({"files": (10**9,)}, NotTheirFile),
    ],
)
def test_what_does_not_fit_is_refused_with_its_words(
    street: Street, changes: dict[str, object], refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal):
        drafts.draft(by=street.by("gu_min"), draft=words(street, **changes), at=NOW)


def test_a_passing_word_may_stand_for_a_day(street: Street, drafted: Begin) -> None:
    assert drafted(kind=Kind.GENERAL, days=1).days == 1


def test_a_body_of_another_community_cannot_be_the_author(street: Street, drafted: Begin) -> None:
    made = drafted(organization=street.manager.pk)

    assert made.organization_id == street.manager.pk


def test_files_hang_beside_a_notice_once_and_only_for_who_brought_them(street: Street) -> None:
    by = street.by("gu_min")
    content = "月份,金额\n10,600\n".encode()
    sheet = files.take_sheet(
        content=content, keeper="notices", area=street.compound.pk, by=by.account_id, at=NOW
    )
    with pytest.raises(NotTheirFile):
        drafts.draft(by=street.by("lin_xiao"), draft=words(street, files=(sheet.pk,)), at=NOW)
    made = drafts.draft(by=by, draft=words(street, files=(sheet.pk,)), at=NOW)
    with pytest.raises(NotTheirFile):
        drafts.draft(by=by, draft=words(street, files=(sheet.pk,)), at=NOW)

    assert [hung.file_id for hung in NoticeFile.objects.filter(notice=made)] == [sheet.pk]


def test_there_is_no_notice_that_is_not_there(street: Street) -> None:
    with pytest.raises(NoSuchNotice):
        approvals.check(by=street.by("gu_min"), notice=10**9, all_three=True, at=NOW)


def test_a_correction_is_shown_once_another_person_signed(street: Street, posted: Begin) -> None:
    made = posted()
    wrong = errata.propose(by=street.by("lin_xiao"), notice=made.pk, words="共800元", at=LATER)
    with pytest.raises(NotYourOwn):
        errata.approve(by=street.by("lin_xiao"), erratum=wrong.pk, at=LATER)
    right = errata.propose(by=street.by("gu_min"), notice=made.pk, words="共680元", at=LATER)
    signed = errata.approve(by=street.by("lin_xiao"), erratum=right.pk, at=LATER)
    with pytest.raises(AnsweredAlready):
        errata.approve(by=street.by("lin_xiao"), erratum=right.pk, at=LATER)

    assert signed.posted_at == LATER and len(signed.digest) == 64
    made.refresh_from_db()
    assert made.body == "三盏。\n共600元。"


def test_the_history_of_a_notice_is_public_from_its_posting_on(street: Street, posted: Begin) -> None:
    made = posted()
    history = Entry.objects.filter(object_kind="notice", object_id=made.pk).order_by("id")

    assert [(one.verb, one.is_public) for one in history] == [
        ("notice.drafted", False),
        ("notice.checked", False),
        ("notice.approved", False),
        ("notice.posted", True),
    ]


def test_another_may_change_a_draft_though_both_used_the_same_form(street: Street) -> None:
    drafts.draft(by=street.by("lin_xiao"), draft=words(street), key="路灯", at=NOW)
    theirs = drafts.draft(by=street.by("gu_min"), draft=words(street), key="路灯", at=NOW)

    changed = drafts.change(by=street.by("lin_xiao"), notice=theirs.pk, draft=words(street), at=LATER)
    assert (changed.pk, changed.drafted_by_id) == (theirs.pk, street.accounts["lin_xiao"].pk)
