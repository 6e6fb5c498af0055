"""Once a year neighbours appraise bodies and posts; observers sign; twice unfit in a row has the law's consequence."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from linli.circle.evaluate.actions import appraisals
from linli.circle.evaluate.actions.appraisals import Called
from linli.circle.evaluate.choices import AppraisalState, Electorate, Finding, Mark
from linli.circle.evaluate.models import Appraisal, AppraisalMark, AppraisalSubject
from linli.circle.evaluate.queries import appraisals as questions
from linli.circle.evaluate.refusals import (
    AppraisalIsClosed,
    AppraisedAlready,
    MayNotAppraise,
    NobodyToAppraise,
    NoSuchAppraisal,
    NotAnObserver,
    NotCountedYet,
    NotInElectorate,
    TooFewObservers,
)
from linli.ground.messages.models import Message
from linli.ground.people.actions import posts
from linli.ground.people.choices import PostKind
from linli.ground.people.models import Post
from linli.ground.people.rules import HOUSE
from tests.street import CAST, NOW, Street

END = NOW + timedelta(days=15)
OBSERVERS = ("chen_jianguo", "he_zhiqiang")
DELEGATES = ("shen_an", "chen_jianguo", "he_zhiqiang", "zhou_guilan", "ye_qing", "gu_min")


def delegated(street: Street) -> None:
    """Make representatives of six neighbours."""
    for who in DELEGATES:
        posts.appoint(
            by=HOUSE,
            kind=PostKind.REPRESENTATIVE,
            area=street.community,
            resident=getattr(street, who),
            at=NOW - timedelta(days=1),
        )


def called(street: Street, **changed: object) -> Called:
    told = {
        "area": street.community.pk,
        "electorate": Electorate.RESIDENTS,
        "bodies": [street.committee.pk],
        "posts": [Post.objects.get(resident=street.luo_yongfu).pk],
        "observers": [getattr(street, who).pk for who in OBSERVERS],
        **changed,
    }
    return Called(**told)  # type: ignore[arg-type] # words of Called


def opened(street: Street, at: datetime = NOW, **changed: object) -> Appraisal:
    return appraisals.open_for(by=street.by("gu_min"), called=called(street, **changed), at=at)


def filled(appraisal: Appraisal, street: Street, marks: str, subject: int = 0) -> None:
    """Write marks of neighbours, one letter each: f, b, u."""
    words = {"f": Mark.FIT, "b": Mark.BASICALLY, "u": Mark.UNFIT}
    row = appraisal.subjects.order_by("pk")[subject]
    people = [one for one in street.people.values() if one.pk != street.luo_yongfu.pk]
    for person, letter in zip(people, marks, strict=False):
        AppraisalMark.objects.create(subject=row, resident=person, mark=words[letter], at=NOW)


def signed(street: Street, appraisal: Appraisal, at: datetime = END) -> None:
    for who in OBSERVERS:
        appraisals.sign(by=street.by(who), appraisal=appraisal.pk, words="看着清点的", at=at)


@pytest.mark.practice("D19")
def test_an_appraisal_is_marked_counted_signed_and_only_then_public(street: Street) -> None:
    found = opened(street)
    subject = found.subjects.order_by("pk")[0]
    marked = appraisals.mark(
        by=street.by("shen_an"), appraisal=found.pk, marks={subject.pk: Mark.UNFIT}, at=NOW
    )
    appraisals.mark(by=street.by("shen_an"), appraisal=found.pk, marks={subject.pk: Mark.FIT}, at=NOW)
    assert (marked, AppraisalMark.objects.get().mark) == (1, Mark.FIT)
    with pytest.raises(NotCountedYet):
        appraisals.sign(by=street.by("chen_jianguo"), appraisal=found.pk, at=NOW)

    assert appraisals.count_due(at=END - timedelta(seconds=1)) == 0
    assert appraisals.count_due(at=END) == 1
    appraisals.sign(by=street.by("chen_jianguo"), appraisal=found.pk, at=END)
    assert Appraisal.objects.get().state == AppraisalState.COUNTED
    signed(street, found)

    posted = Appraisal.objects.get()
    assert (posted.state, posted.posted_at) == (AppraisalState.POSTED, END)


@pytest.mark.parametrize(
    ("marks", "finding"),
    [
        ("", Finding.TOO_FEW),
        ("uuuu", Finding.TOO_FEW),
        ("uuuff", Finding.UNFIT),
        ("uuuffb", Finding.BASICALLY),
        ("uuuuffb", Finding.UNFIT),
        ("fffbb", Finding.FIT),
        ("fffbbu", Finding.BASICALLY),
    ],
)
def test_what_is_found_is_counted_exactly(street: Street, marks: str, finding: Finding) -> None:
    found = opened(street)
    filled(found, street, marks)
    appraisals.count_due(at=END)

    subject = found.subjects.order_by("pk")[0]
    assert (subject.finding, subject.marks_count) == (finding, len(marks))
    assert subject.in_a_row == (1 if finding == Finding.UNFIT else 0)


def years(street: Street, *findings: str) -> AppraisalSubject:
    """Hold one appraisal a year, with these marks each; return the last subject."""
    first = NOW.year - len(findings) + 1
    for number, marks in enumerate(findings):
        at = NOW.replace(year=first + number)
        found = opened(street, at=at)
        filled(found, street, marks)
        appraisals.count_due(at=at + timedelta(days=15))
        signed(street, found, at=at + timedelta(days=15))
    return AppraisalSubject.objects.filter(body=street.committee).order_by("-appraisal__year")[0]


def test_twice_unfit_in_a_row_shows_the_laws_consequence(street: Street) -> None:
    last = years(street, "uuuuu", "uuuuu")

    assert last.in_a_row == 2
    standing = questions.standing(body=street.committee.pk)
    assert "第三十七条" in standing.article
    assert [one.in_a_row for one in standing.subjects] == [2, 1]


@pytest.mark.parametrize("findings", [("uuuuu",), ("fffff", "uuuuu"), ("uuuuu", "uuuu")])
def test_without_two_in_a_row_there_is_no_consequence(street: Street, findings: tuple[str, ...]) -> None:
    years(street, *findings)

    assert questions.standing(body=street.committee.pk).article == ""
    assert questions.standing(body=street.manager.pk).subjects == ()


def test_a_fit_year_between_breaks_the_row(street: Street) -> None:
    NOW_ROW = years(street, "uuuuu", "fffff")  # noqa: N806 -- a constant of this test
    assert NOW_ROW.in_a_row == 0


def test_findings_are_not_public_before_the_observers_signed(street: Street) -> None:
    found = opened(street)
    filled(found, street, "uuuuu")
    appraisals.count_due(at=END)

    assert questions.standing(body=street.committee.pk).subjects == ()


def test_an_area_is_appraised_once_a_year(street: Street) -> None:
    opened(street)

    with pytest.raises(AppraisedAlready):
        opened(street)


@pytest.mark.parametrize("who", ["shen_an", "luo_yongfu", "wu_dan", "sun_yue", "zhao_qi", "nobody"])
def test_only_who_appraises_there_opens_one(street: Street, who: str) -> None:
    with pytest.raises(MayNotAppraise):
        appraisals.open_for(by=street.by(who), called=called(street), at=NOW)


def test_an_appraisal_names_somebody_from_here(street: Street) -> None:
    far = Post.objects.get(resident=street.sun_yue).pk

    for changed in ({"bodies": [], "posts": []}, {"posts": [far]}, {"bodies": [10**9]}):
        with pytest.raises(NobodyToAppraise):
            opened(street, **changed)


def test_observers_are_enough_neighbours_who_are_not_appraised(street: Street) -> None:
    for observers in (
        [],
        [street.shen_an.pk],
        [street.shen_an.pk, street.luo_yongfu.pk],
        [street.shen_an.pk, street.gao_bo.pk],
    ):
        with pytest.raises(TooFewObservers):
            opened(street, observers=observers)


ADULTS_AT_HOME = {"shen_an", "chen_jianguo", "he_zhiqiang"}


@pytest.mark.parametrize("who", sorted({*CAST, "nobody"} - {"zhou_guilan", "ye_qing"}))
def test_grown_up_residents_who_live_there_mark_but_not_themselves(street: Street, who: str) -> None:
    found = opened(street)
    marks = {found.subjects.order_by("pk")[0].pk: Mark.FIT}
    by = street.by(who)

    may = who in ADULTS_AT_HOME or (
        by.resident_id
        and by.community_id == street.community.pk
        and who
        not in {
            "tang_yuan",
            "luo_yongfu",
        }
    )
    if may:
        assert appraisals.mark(by=by, appraisal=found.pk, marks=marks, at=NOW) == 1
    else:
        with pytest.raises(NotInElectorate):
            appraisals.mark(by=by, appraisal=found.pk, marks=marks, at=NOW)


def test_representatives_mark_when_it_is_theirs_and_are_asked(
    street: Street, delivered: Callable[[], int]
) -> None:
    delegated(street)
    found = opened(street, electorate=Electorate.REPRESENTATIVES)
    delivered()
    marks = {found.subjects.order_by("pk")[0].pk: Mark.FIT}

    with pytest.raises(NotInElectorate):
        appraisals.mark(by=street.by("lin_xiao"), appraisal=found.pk, marks=marks, at=NOW)
    assert appraisals.mark(by=street.by("shen_an"), appraisal=found.pk, marks=marks, at=NOW) == 1
    asked = Message.objects.filter(words="appraisal.asked").values_list("resident_id", flat=True)
    assert set(asked) == {getattr(street, who).pk for who in DELEGATES}


def test_all_grown_ups_who_live_there_are_asked_but_not_those_appraised(
    street: Street, delivered: Callable[[], int]
) -> None:
    found = opened(street)
    delivered()
    asked = set(Message.objects.filter(words="appraisal.asked").values_list("resident_id", flat=True))

    assert asked == questions.asked(found, NOW)
    assert street.shen_an.pk in asked
    assert {street.tang_yuan.pk, street.luo_yongfu.pk, street.gao_bo.pk} & asked == set()


def test_marks_come_in_the_window_and_for_its_own_subjects(street: Street) -> None:
    found = opened(street)
    by, subject = street.by("shen_an"), found.subjects.order_by("pk")[0].pk

    with pytest.raises(NoSuchAppraisal):
        appraisals.mark(by=by, appraisal=found.pk, marks={10**9: Mark.FIT}, at=NOW)
    with pytest.raises(NoSuchAppraisal):
        appraisals.mark(by=by, appraisal=10**9, marks={subject: Mark.FIT}, at=NOW)
    with pytest.raises(AppraisalIsClosed):
        appraisals.mark(by=by, appraisal=found.pk, marks={subject: Mark.FIT}, at=END)


def test_only_observers_sign_and_are_asked_to(street: Street, delivered: Callable[[], int]) -> None:
    found = opened(street)
    appraisals.count_due(at=END)
    delivered()

    with pytest.raises(NotAnObserver):
        appraisals.sign(by=street.by("gu_min"), appraisal=found.pk, at=END)
    asked = Message.objects.filter(words="appraisal.to_sign").values_list("resident_id", flat=True)
    assert set(asked) == {street.chen_jianguo.pk, street.he_zhiqiang.pk}
    assert questions.waiting_for(street.by("chen_jianguo"), END) == [found]


def test_an_open_appraisal_waits_for_those_who_have_not_marked(street: Street) -> None:
    found = opened(street)
    by = street.by("shen_an")
    assert questions.waiting_for(by, NOW) == [found]
    appraisals.mark(by=by, appraisal=found.pk, marks={found.subjects.order_by("pk")[0].pk: Mark.FIT}, at=NOW)

    assert questions.waiting_for(by, NOW) == []
    assert questions.waiting_for(street.by("tang_yuan"), NOW) == []
