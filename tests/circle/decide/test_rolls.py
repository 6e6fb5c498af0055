"""Rolls: who stands on them, to the day; how they are frozen, objected to and changed, and when no longer."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from linli.circle.decide.actions import rolls as deeds
from linli.circle.decide.actions import running
from linli.circle.decide.actions.rolls import Change
from linli.circle.decide.choices import Basis, Cause, ChangeKind, ObjectionState
from linli.circle.decide.models import Ballot, Objection, RollChange, RollLine
from linli.circle.decide.queries import checks, rolls
from linli.circle.decide.refusals import (
    AnsweredAlready,
    AnswerMissing,
    CannotOpen,
    Contestable,
    GroundsMissing,
    LineHasVoted,
    MayNotObject,
    NobodyOnTheRoll,
    NotEligible,
    NotOnTheRoll,
    ObjectionsClosed,
    RollNotFrozen,
    TimesWrong,
)
from linli.circle.matters.choices import Why
from linli.circle.matters.models import Concern
from linli.ground.people.actions import homes, residents
from linli.ground.people.actions.residents import Particulars
from linli.ground.people.choices import Tie
from linli.ground.people.models import Household, Resident
from linli.ground.people.rules import HOUSE
from tests.circle.decide.conftest import CLOSES, DAY, NOW, OPENS, VOTING, Hall

EARLY = NOW + DAY


def on_roll(ballot: Ballot) -> set[str]:
    """The names of those who may vote."""
    return set(
        rolls.in_force(ballot.pk).filter(resident__isnull=False).values_list("resident__name", flat=True)
    )


def born(hall: Hall, who: str, day: date) -> None:
    Resident.objects.filter(pk=hall.street.people[who].pk).update(born_on=day)


def test_the_roll_holds_those_of_full_age_who_live_in_the_area(hall: Hall) -> None:
    assert on_roll(hall.posted()) == {"周桂兰", "陈建国", "何志强", "沈安", "叶青"}
    assert on_roll(hall.posted(scope=hall.street.b3.pk)) == {"周桂兰", "陈建国"}


@pytest.mark.parametrize(("days", "stands"), [(0, True), (1, False)])
def test_eighteen_on_the_opening_day_is_of_age_and_a_day_younger_is_not(
    hall: Hall, days: int, stands: bool
) -> None:
    opening = timezone.localdate(OPENS)
    born(hall, "tang_yuan", opening.replace(year=opening.year - 18) + timedelta(days=days))

    assert ("汤圆" in on_roll(hall.posted())) is stands


def test_an_unknown_birthday_is_no_vote_and_is_counted(hall: Hall) -> None:
    Resident.objects.filter(pk=hall.street.ye_qing.pk).update(born_on=None)
    ballot = hall.draft()

    assert rolls.electorate(ballot).unknown_age == 1
    assert "叶青" not in on_roll(hall.posted())


def test_who_moved_out_or_was_erased_is_not_on_the_roll(hall: Hall) -> None:
    homes.move_out(
        by=HOUSE,
        household=Household.objects.get(pk=hall.street.zhou_guilan.household_id),
        until=NOW.date(),
        at=NOW,
    )
    residents.erase(by=HOUSE, resident=erasable(hall), at=NOW)

    assert on_roll(hall.posted()) == {"陈建国", "何志强", "沈安", "叶青"}


def erasable(hall: Hall) -> Resident:
    """Somebody without a post or a title, living in building 3."""
    home = homes.add(by=HOUSE, area=hall.street.areas["b3s2"], number="801", use="dwelling", at=NOW)
    who = Particulars(name="过客", born_on=date(1980, 1, 1))
    return homes.take_in(by=HOUSE, home=home, particulars=who, tie=Tie.HEAD, at=NOW)


def test_an_erased_voter_keeps_the_vote_and_loses_the_name_and_the_hash_stands(hall: Hall) -> None:
    who = erasable(hall)
    ballot = hall.posted()
    residents.erase(by=HOUSE, resident=who, at=NOW)
    deeds.forget(resident=who.pk)

    assert RollLine.objects.get(ballot=ballot, resident=who).masked == "*"
    assert deeds.hash_of(ballot.pk) == ballot.roll_hash


def test_a_household_has_one_vote_cast_by_its_head_or_its_only_adult(hall: Hall) -> None:
    ballot = hall.posted(basis=Basis.HOUSEHOLD)

    assert on_roll(ballot) == {"周桂兰", "陈建国", "何志强", "沈安"}
    home = hall.street.tang_yuan.household_id
    assert RollLine.objects.get(ballot=ballot, voter=f"h{home}").resident_id is None
    with pytest.raises(NotOnTheRoll):
        hall.cast(ballot, "ye_qing")


def test_a_household_without_a_voter_counts_below_the_line_and_names_one_before_the_opening(
    hall: Hall,
) -> None:
    Resident.objects.filter(pk__in=[hall.street.shen_an.pk]).update(tie=Tie.SPOUSE)
    ballot = hall.posted(basis=Basis.HOUSEHOLD)
    line = RollLine.objects.get(ballot=ballot, voter=f"h{hall.street.shen_an.household_id}")
    assert (line.resident_id, rolls.size(ballot.pk).votes, rolls.size(ballot.pk).named) == (None, 5, 3)

    named = Change(
        ChangeKind.NAMED, Cause.HOUSEHOLD, "这一户推定叶青", line=line.pk, resident=hall.street.ye_qing.pk
    )
    deeds.change(by=hall.staff, ballot=ballot.pk, change=named, at=EARLY)
    other = Change(
        ChangeKind.NAMED, Cause.HOUSEHOLD, "别家的", line=line.pk, resident=hall.street.chen_jianguo.pk
    )
    with pytest.raises(NotEligible):
        deeds.change(by=hall.staff, ballot=ballot.pk, change=other, at=EARLY)
    with pytest.raises(RollNotFrozen):
        deeds.change(by=hall.staff, ballot=ballot.pk, change=named, at=OPENS)

    line.refresh_from_db()
    assert (line.resident_id, line.masked) == (hall.street.ye_qing.pk, "叶*")


def test_posting_freezes_hashes_and_concerns_the_roll(hall: Hall) -> None:
    ballot = hall.posted()

    assert (len(ballot.roll_hash), len(ballot.words_hash), ballot.posted_at) == (64, 64, NOW)
    concerned = Concern.objects.filter(matter=hall.matter, why=Why.ROLL).values_list(
        "resident__name", flat=True
    )
    assert set(concerned) == on_roll(ballot)
    assert list(
        RollLine.objects.filter(ballot=ballot)
        .values_list("masked", "place")
        .filter(resident=hall.street.shen_an)
    ) == [("沈*", "槐荫里2号楼2单元**")]


def test_an_empty_area_or_a_late_draft_cannot_be_posted(hall: Hall) -> None:
    with pytest.raises(NobodyOnTheRoll):
        hall.posted(scope=hall.street.areas["b3s2"].pk)
    with pytest.raises(TimesWrong):
        deeds.post(by=hall.staff, ballot=hall.draft().pk, at=OPENS)


def objected(hall: Hall, ballot: Ballot, who: str = "shen_an", at: datetime = EARLY) -> Objection:
    return deeds.object_to(by=hall.actor(who), ballot=ballot.pk, words="漏了我姐姐", key=f"{who}{at}", at=at)


def test_objections_are_heard_until_the_day_the_rules_say(hall: Hall) -> None:
    ballot = hall.posted()
    until = checks.ends_at(ballot)
    assert until == NOW + 2 * DAY

    assert objected(hall, ballot).state == ObjectionState.WAITING
    assert objected(hall, ballot).pk == objected(hall, ballot).pk
    with pytest.raises(ObjectionsClosed):
        objected(hall, ballot, at=until)
    with pytest.raises(MayNotObject):
        objected(hall, ballot, "gao_bo")
    with pytest.raises(GroundsMissing):
        deeds.object_to(by=hall.actor("shen_an"), ballot=ballot.pk, words=" ", key="k", at=EARLY)


def test_an_accepted_objection_changes_the_roll_and_its_hash(hall: Hall) -> None:
    ballot = hall.posted(scope=hall.street.b3.pk)
    new = erasable(hall)
    objection = objected(hall, ballot)
    added = Change(ChangeKind.ADDED, Cause.OBJECTION, "确实漏了", resident=new.pk)
    deeds.accept(by=hall.staff, objection=objection.pk, change=added, at=EARLY)

    after = Ballot.objects.get(pk=ballot.pk)
    assert "过客" in on_roll(ballot) and after.roll_hash != ballot.roll_hash
    assert RollChange.objects.get().objection == objection
    with pytest.raises(AnsweredAlready):
        deeds.refuse(by=hall.staff, objection=objection.pk, words="不", at=EARLY)
    with pytest.raises(NotEligible):
        deeds.change(by=hall.staff, ballot=ballot.pk, change=added, at=EARLY)


def test_a_refused_objection_says_why_and_leaves_the_roll(hall: Hall) -> None:
    ballot = hall.posted()
    objection = objected(hall, ballot)

    with pytest.raises(AnswerMissing):
        deeds.refuse(by=hall.staff, objection=objection.pk, words="", at=EARLY)
    assert (
        deeds.refuse(by=hall.staff, objection=objection.pk, words="她住在别处", at=EARLY).answer
        == "她住在别处"
    )
    assert Ballot.objects.get(pk=ballot.pk).roll_hash == ballot.roll_hash


def test_a_line_is_struck_until_the_close_but_never_once_its_vote_is_in(hall: Hall) -> None:
    ballot = hall.secret()
    hall.cast(ballot, "ye_qing")
    died = Change(ChangeKind.STRUCK, Cause.DEATH, "已去世", line=hall.line(ballot, "zhou_guilan").pk)
    voted = Change(ChangeKind.STRUCK, Cause.MOVED, "搬走了", line=hall.line(ballot, "ye_qing").pk)
    late = Change(ChangeKind.STRUCK, Cause.MOVED, "搬走了", line=hall.line(ballot, "shen_an").pk)
    deeds.change(by=hall.staff, ballot=ballot.pk, change=died, at=VOTING)

    with pytest.raises(NotOnTheRoll):
        hall.cast(ballot, "zhou_guilan")
    with pytest.raises(LineHasVoted):
        deeds.change(by=hall.staff, ballot=ballot.pk, change=voted, at=VOTING)
    with pytest.raises(RollNotFrozen):
        deeds.change(by=hall.staff, ballot=ballot.pk, change=late, at=CLOSES)
    assert rolls.size(ballot.pk).votes == 4


@pytest.mark.parametrize(
    ("trouble", "codes"),
    [
        ({"station": ""}, ["station"]),
        ({"rules": "cn-residents-assembly-2026"}, ["notice", "objections"]),
        ({"basis": Basis.HOUSEHOLD}, ["unnamed"]),
    ],
)
def test_the_check_finds_what_could_overturn_a_vote(
    hall: Hall, trouble: dict[str, str], codes: list[str]
) -> None:
    ballot = hall.posted(**trouble)
    found = [one.code for one in checks.troubles(checks.before_opening(ballot, OPENS - DAY))]

    assert found == codes
    with pytest.raises(Contestable):
        running.open_ballot(by=hall.staff, ballot=ballot.pk, at=OPENS - DAY)


def test_a_clean_ballot_opens_without_an_excuse(hall: Hall) -> None:
    ballot = running.open_ballot(by=hall.staff, ballot=hall.posted().pk, override="多余", at=OPENS - DAY)

    assert (ballot.state, ballot.override) == ("open", "")


def test_the_check_sees_a_stale_roll_open_objections_and_a_quorum_out_of_reach(hall: Hall) -> None:
    ballot = hall.posted(scope=hall.street.b3.pk)
    objected(hall, ballot)
    erasable(hall)
    RollLine.objects.filter(ballot=ballot).update(resident=None)

    found = {one.code for one in checks.troubles(checks.before_opening(ballot, OPENS - DAY))}
    assert found == {"fresh", "quorum", "unnamed", "objections"}


def test_changed_words_cannot_be_excused(hall: Hall) -> None:
    ballot = hall.posted()
    Ballot.objects.filter(pk=ballot.pk).update(question="改过的题目")

    with pytest.raises(CannotOpen):
        running.open_ballot(by=hall.staff, ballot=ballot.pk, override="没关系", at=OPENS - DAY)
