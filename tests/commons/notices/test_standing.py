"""How many days a notice stands, and the proof that it stood unchanged."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.commons.notices import days
from linli.commons.notices.actions import approvals, drafts, errata
from linli.commons.notices.choices import Standing, State
from linli.commons.notices.models import Notice
from linli.commons.notices.queries import notices
from linli.commons.notices.queries.notices import Filters
from linli.ground.journal.models import Entry
from tests.commons.notices.conftest import Begin, words
from tests.street import HERE, NOW, Street

EARLIEST, LATEST = datetime(2024, 1, 1), datetime(2032, 12, 31)  # noqa: DTZ001 -- Hypothesis draws naive moments
MOMENTS = st.datetimes(EARLIEST, LATEST).map(lambda when: when.replace(tzinfo=HERE))


def moment(month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=HERE)


@pytest.mark.parametrize(
    ("posted_at", "ends_at"),
    [
        (moment(11, 5), moment(11, 21)),
        (moment(11, 5, 14), moment(11, 21)),
        (moment(11, 5, 23, 59), moment(11, 21)),
        (moment(11, 6), moment(11, 22)),
        (moment(2, 14, 9), moment(3, 2)),
        (moment(12, 20, 9), datetime(2027, 1, 5, tzinfo=HERE)),
        (datetime(2028, 2, 14, 9, tzinfo=HERE), datetime(2028, 3, 1, tzinfo=HERE)),
    ],
)
def test_fifteen_full_days_begin_after_the_day_of_posting(posted_at: datetime, ends_at: datetime) -> None:
    assert days.ends(posted_at, 15) == ends_at


@given(MOMENTS, st.integers(1, 60))
def test_a_notice_stands_at_least_its_days_in_hours_and_less_than_one_more(
    posted_at: datetime, count: int
) -> None:
    stands = days.ends(posted_at, count) - posted_at

    assert timedelta(days=count) < stands <= timedelta(days=count + 1)


@given(MOMENTS, st.integers(1, 60))
def test_at_its_end_it_has_stood_all_its_days_and_a_moment_before_one_less(
    posted_at: datetime, count: int
) -> None:
    end = days.ends(posted_at, count)

    assert days.stood(posted_at, end) == count
    assert days.stood(posted_at, end - timedelta(seconds=1)) == count - 1


def test_it_stands_to_the_last_minute_and_no_longer(street: Street, posted: Begin) -> None:
    made = posted()
    assert made.ends_at is not None

    assert made.is_standing(made.ends_at - timedelta(seconds=1))
    assert not made.is_standing(made.ends_at)
    assert str(made.last_day) == "2026-12-05"
    assert made.stood_days(made.ends_at + timedelta(days=90)) == 15


def test_taken_down_and_posted_anew_its_days_begin_again(street: Street, posted: Begin) -> None:
    made, gu, lin = posted(), street.by("gu_min"), street.by("lin_xiao")
    after = NOW + timedelta(days=10)
    down = approvals.withdraw(by=lin, notice=made.pk, reason="金额抄错了", at=after)
    anew = drafts.again(by=gu, notice=made.pk, at=after)
    assert drafts.again(by=gu, notice=made.pk, at=after).pk == anew.pk
    approvals.check(by=gu, notice=anew.pk, all_three=True, at=after)
    anew = approvals.approve_and_post(by=lin, notice=anew.pk, at=after)

    assert (down.state, down.stood_days(after + timedelta(days=50))) == (State.WITHDRAWN, 9)
    assert (anew.replaces_id, anew.stood_days(after), str(anew.last_day)) == (made.pk, 0, "2026-12-15")
    shown = notices.view(made.pk, street.by("nobody"), after)
    assert shown.notice.withdrawn_reason == "金额抄错了" and shown.renewal == anew


@pytest.mark.practice("V9")
def test_the_hash_in_the_journal_proves_that_it_stood_unchanged(street: Street, posted: Begin) -> None:
    made = posted()
    later = NOW + timedelta(days=20)
    proof = notices.evidence(made.pk, later)
    entry = Entry.objects.get(object_kind="notice", object_id=made.pk, verb="notice.posted")

    assert (proof.is_unchanged, proof.stood, proof.is_standing) == (True, 15, False)
    assert entry.payload == {"days": 15, "sha256": made.digest}
    erratum = errata.propose(by=street.by("gu_min"), notice=made.pk, words="共680元", at=later)
    errata.approve(by=street.by("lin_xiao"), erratum=erratum.pk, at=later)
    assert notices.evidence(made.pk, later).is_unchanged


@pytest.mark.parametrize(
    "change",
    [{"body": "三盏。\n共6000元。"}, {"title": "路灯"}, {"tables": [{"caption": "多一张"}]}, {"days": 14}],
)
def test_any_silent_edit_breaks_the_proof(street: Street, posted: Begin, change: dict[str, object]) -> None:
    made = posted()
    Notice.objects.filter(pk=made.pk).update(**change)

    assert notices.evidence(made.pk, NOW).is_unchanged is False


def test_dates_moved_behind_our_back_break_the_proof(street: Street, posted: Begin) -> None:
    made = posted()
    Notice.objects.filter(pk=made.pk).update(posted_at=NOW - timedelta(days=5))

    assert notices.evidence(made.pk, NOW).is_unchanged is False


def test_a_hash_swapped_together_with_the_words_breaks_the_proof(street: Street, posted: Begin) -> None:
    made, other = posted(), posted(body="别的话")
    Notice.objects.filter(pk=made.pk).update(digest=other.digest)

    assert notices.evidence(made.pk, NOW).is_unchanged is False


def test_the_list_is_narrowed_by_what_stands_by_kind_place_and_words(street: Street, posted: Begin) -> None:
    old = posted(at=NOW - timedelta(days=60), title="旧的一张")
    down = posted(title="撤下的")
    approvals.withdraw(by=street.by("lin_xiao"), notice=down.pk, reason="错了", at=NOW)
    here = posted(area=street.b3.pk, title="三号楼停水", body="电话在下面")

    def found(**how: object) -> list[Notice]:
        return list(notices.page(Filters(street.community.pk, **how), at=NOW).rows)  # type: ignore[arg-type] # words of Filters

    assert found() == [here, down, old]
    assert found(standing=Standing.NOW) == [here]
    assert found(standing=Standing.ENDED) == [old]
    assert found(standing=Standing.WITHDRAWN) == [down]
    assert found(area=street.b3.pk) == [here]
    assert found(words="停水 电话") == [here]
    assert found(words="没有的字") == []
    assert notices.standing([street.b3.pk, street.compound.pk], NOW) == [here]
    assert notices.page(Filters(street.willow.pk), at=NOW).rows == ()


def test_pages_follow_one_another_without_gap_or_double(street: Street, posted: Begin) -> None:
    made = [posted(at=NOW + timedelta(minutes=number)).pk for number in range(7)]
    filters, seen, after = Filters(street.community.pk), [], ""
    for _ in range(4):
        page = notices.page(filters, after=after, size=2, at=NOW)
        seen += [one.pk for one in page.rows]
        after = page.after

    assert seen == made[::-1] and after == ""


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_one_query_however_long(
    street: Street, posted: Begin, count: int, django_assert_num_queries
) -> None:
    for _ in range(count):
        posted()
    with django_assert_num_queries(1):
        rows = notices.page(Filters(street.community.pk), at=NOW).rows
        assert [one.area.name for one in rows] == ["槐荫里"] * count


def test_notices_of_a_matter_are_found_by_its_number(street: Street, posted: Begin) -> None:
    first, _other, second = posted(matter=7), posted(matter=8), posted(matter=7)

    assert notices.of_matter(7) == [first, second]


def test_a_draft_is_for_those_who_draft_and_sign_there(street: Street) -> None:
    made = drafts.draft(by=street.by("gu_min"), draft=words(street), at=NOW)

    assert notices.view(made.pk, street.by("luo_yongfu"), NOW).notice == made
    for who in ("nobody", "shen_an", "wu_dan", "sun_yue", "he_zhiqiang"):
        with pytest.raises(notices.NoSuchNotice):
            notices.view(made.pk, street.by(who), NOW)
