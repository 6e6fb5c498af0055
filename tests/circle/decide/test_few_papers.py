"""So few papers in the box that they tell whose they are: both who count promise silence, no sub-total is shown."""

import pytest

from linli.circle.decide.actions import casting, counting, station
from linli.circle.decide.choices import FEWEST_PAPERS
from linli.circle.decide.models import Ballot, Outcome
from linli.circle.decide.queries import pages, stations
from linli.circle.decide.receipts import new
from linli.circle.decide.refusals import MayNotTell, SilenceNotPromised
from linli.ground.journal.models import Entry
from tests.circle.decide.conftest import COUNTING, VOTING, Hall

DUTY = "看到的绝不对任何人说"


def with_papers(hall: Hall, papers: int) -> Ballot:
    """A closed secret ballot: so many papers in the box, five votes from phones."""
    voters = hall.neighbours(papers + 5)
    ballot = hall.secret(scope=hall.street.community.pk)
    for number, voter in enumerate(voters[:papers]):
        line = ballot.lines.get(resident_id=voter.resident_id).pk
        entry = hall.paper(ballot, line=line, photo=hall.photo(number=number))
        station.witness(by=hall.street.by("lin_xiao"), entry=entry.pk, at=VOTING)
    for voter, choice in zip(voters[papers:], ("for", "for", "for", "against", "abstain"), strict=True):
        casting.cast(by=voter, ballot=ballot.pk, choice=choice, receipt=new(), at=VOTING)
    return hall.closed(ballot)


def counted(hall: Hall, ballot: Ballot, piles: dict[str, int], *, promises: bool) -> Outcome:
    station.count_box(by=hall.staff, ballot=ballot.pk, piles=piles, promises=promises, at=COUNTING)
    station.witness_box(by=hall.street.by("lin_xiao"), ballot=ballot.pk, promises=promises, at=COUNTING)
    return counting.settle(by=hall.staff, ballot=ballot.pk, at=COUNTING)


def test_nobody_opens_a_box_of_few_papers_without_promising_silence(hall: Hall) -> None:
    ballot = with_papers(hall, 1)
    with pytest.raises(SilenceNotPromised) as refused:
        station.count_box(by=hall.staff, ballot=ballot.pk, piles={"for": 1}, at=COUNTING)
    assert "不到5张" in str(refused.value)
    station.count_box(by=hall.staff, ballot=ballot.pk, piles={"for": 1}, promises=True, at=COUNTING)
    with pytest.raises(SilenceNotPromised):
        station.witness_box(by=hall.street.by("lin_xiao"), ballot=ballot.pk, at=COUNTING)
    station.witness_box(by=hall.street.by("lin_xiao"), ballot=ballot.pk, promises=True, at=COUNTING)

    said = Entry.objects.filter(verb__in=["box.counted", "box.witnessed"]).order_by("id")
    assert [entry.payload["promised"] for entry in said] == [True, True]


def test_what_few_papers_say_is_published_only_together_with_the_votes_from_phones(hall: Hall) -> None:
    ballot = with_papers(hall, FEWEST_PAPERS - 1)
    outcome = counted(hall, ballot, {"for": FEWEST_PAPERS - 2, "against": 1}, promises=True)

    assert (outcome.is_shown, outcome.is_bundle_public) == (True, False)
    for who in ("nobody", "shen_an", "gu_min", "lin_xiao"):
        with pytest.raises(MayNotTell):
            pages.bundle_for(hall.street.by(who), ballot.pk, COUNTING)
    page = hall.street.client("nobody").get(f"/b/{ballot.pk}/result/")
    assert "只公布和网上票合在一起的数" in page.content.decode()


def test_a_box_of_five_is_counted_and_recounted_like_any_other(hall: Hall) -> None:
    ballot = with_papers(hall, FEWEST_PAPERS)
    outcome = counted(hall, ballot, {"for": FEWEST_PAPERS - 1, "against": 1}, promises=False)

    assert outcome.is_bundle_public is True
    assert pages.bundle_for(hall.street.by("nobody"), ballot.pk, COUNTING) == outcome
    page = hall.street.client("nobody").get(f"/b/{ballot.pk}/result/")
    assert "只公布和网上票合在一起的数" not in page.content.decode()


def test_an_empty_box_asks_for_no_promise(hall: Hall) -> None:
    ballot = with_papers(hall, 0)
    assert stations.has_few_papers(ballot) is False
    assert counting.settle(by=hall.staff, ballot=ballot.pk, at=COUNTING).is_bundle_public is True


def test_both_who_count_read_their_duty_and_are_asked_to_promise(hall: Hall, at) -> None:  # type: ignore[no-untyped-def] # a fixture that sets the doors' clock
    ballot = with_papers(hall, 2)
    at(COUNTING)
    staff, second = hall.street.client("gu_min"), hall.street.client("lin_xiao")
    box = f"/desk/ballots/{ballot.pk}/box/"

    assert DUTY in staff.get(box).content.decode()
    refused = staff.post(box, {"for": "2", "against": "0", "abstain": "0", "void": "0"})
    assert (refused.status_code, "请先勾选" in refused.content.decode()) == (422, True)
    piles = {"for": "1", "against": "1", "abstain": "0", "void": "0"}
    assert staff.post(box, {**piles, "promises": "on"}).status_code == 302
    assert DUTY in second.get(f"/b/{ballot.pk}/witness/").content.decode()
    second.post(f"/b/{ballot.pk}/witness/box/", {"promises": "on"})
    assert Ballot.objects.get(pk=ballot.pk).box_witness_id == hall.street.people["lin_xiao"].pk


def test_the_station_says_while_there_is_time_that_more_papers_are_needed(hall: Hall, at) -> None:  # type: ignore[no-untyped-def] # a fixture that sets the doors' clock
    ballot = hall.secret()
    station.witness(by=hall.street.by("lin_xiao"), entry=hall.paper(ballot).pk, at=VOTING)
    at(VOTING)
    page = hall.street.client("gu_min").get(f"/desk/ballots/{ballot.pk}/station/").content.decode()
    assert "票箱里还不到5张" in page
