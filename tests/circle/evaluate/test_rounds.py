"""A round opens once a lap, and ends with a result or with the record that nobody rated; nothing closes without."""

from collections.abc import Callable
from datetime import timedelta
from fractions import Fraction

import pytest

from linli.circle.evaluate import terms
from linli.circle.evaluate.actions import calls, rounds
from linli.circle.evaluate.choices import Contact, Ending
from linli.circle.evaluate.models import Asking, MatterRating, Round
from linli.circle.evaluate.queries import results
from linli.circle.evaluate.queries import rounds as questions
from linli.circle.evaluate.refusals import RoundIsOpen
from linli.circle.evaluate.subscribers import open_round
from linli.circle.matters.actions import matters
from linli.circle.matters.actions.matters import Bringing
from linli.circle.matters.choices import Stage, Step
from linli.circle.matters.events import MatterMoved
from linli.circle.matters.models import Matter
from linli.ground.journal.models import Delivery, Entry
from linli.ground.lib.chance import uuid7
from linli.ground.messages.models import Message
from tests.circle.evaluate.conftest import CONCERNED, END, TO_DISCLOSED, Asked, matter_of, opened, walked
from tests.street import NOW, Street


def test_the_round_opens_when_the_result_is_public(street: Street, delivered: Callable[[], int]) -> None:
    matter = walked(street, matter_of(street), *TO_DISCLOSED)
    delivered()

    found = Round.objects.get()
    assert (found.matter_id, found.lap, found.asked, found.ending) == (matter.pk, 1, 6, Ending.OPEN)
    assert found.closes_at - found.opened_at == timedelta(days=14)


def test_the_round_opens_when_a_matter_was_answered(street: Street, delivered: Callable[[], int]) -> None:
    walked(street, matter_of(street), Step.ANSWER)
    delivered()

    assert Round.objects.get().ending == Ending.OPEN


def test_the_same_news_twice_opens_one_round_and_asks_once(
    street: Street, delivered: Callable[[], int]
) -> None:
    matter = walked(street, matter_of(street), *TO_DISCLOSED)
    delivered()
    event = MatterMoved(matter.pk, Step.DISCLOSE.value, Stage.DISCLOSED.value)
    for _again in range(3):
        open_round(event, uuid7())
    Delivery.objects.update(done_at=None, due_at=NOW)
    delivered()

    assert (Round.objects.count(), Asking.objects.count()) == (1, 6)
    assert Message.objects.filter(words="round.asked", resident=street.shen_an).count() == 1


def test_late_news_opens_no_round_for_a_matter_that_went_on(street: Street) -> None:
    matter = walked(street, matter_of(street), *TO_DISCLOSED)
    walked(street, matter, Step.EVALUATE)
    open_round(MatterMoved(matter.pk, Step.DISCLOSE.value, Stage.DISCLOSED.value), uuid7())

    assert list(Round.objects.values_list("ending", flat=True)) == [Ending.ABSENT]


@pytest.mark.practice("C1")
@pytest.mark.practice("C2")
def test_a_good_result_closes_the_matter_at_the_end_of_the_window(asked: Asked) -> None:
    for who, stars in zip(("shen_an", "zhou_guilan", "tang_yuan"), (5, 4, 3), strict=True):
        asked.rate(who, stars)
    assert asked.close(END - timedelta(seconds=1)).ending == Ending.OPEN

    ended = asked.close()

    assert (ended.ending, ended.ratings_count, ended.result_sum, ended.closed_at) == (
        Ending.RATED,
        3,
        12,
        END,
    )
    assert asked.now().stage == Stage.EVALUATED


EDGES = [
    ((3, 3, 3), Ending.RATED),
    ((3, 3, 2), Ending.REOPENED),
    ((5, 3, 1), Ending.RATED),
    ((5, 2, 1), Ending.REOPENED),
    ((1, 1), Ending.RATED),
    ((1,), Ending.RATED),
    ((3, 3, 3, 3, 3, 2), Ending.REOPENED),
    ((4, 3, 3, 3, 3, 2), Ending.RATED),
]


@pytest.mark.parametrize(("stars", "ending"), EDGES)
def test_below_the_line_with_enough_ratings_a_matter_opens_once_more(
    asked: Asked, stars: tuple[int, ...], ending: Ending
) -> None:
    for who, mark in zip(CONCERNED, stars, strict=False):
        asked.rate(who, mark)

    assert asked.close().ending == ending
    now = asked.now()
    expected = (Stage.HEARD, 2) if ending == Ending.REOPENED else (Stage.EVALUATED, 1)
    assert (now.stage, now.lap) == expected


def test_the_reason_of_a_reopening_says_the_exact_mean(asked: Asked) -> None:
    for who in CONCERNED[:5]:
        asked.rate(who, 3)
    asked.rate(CONCERNED[5], 2)
    asked.close()

    assert asked.now().reason == "6位邻居评了，平均2.83分，不到3分，再办一遍。"


def test_a_mean_just_below_the_line_never_reads_as_the_line() -> None:
    assert results.decimal(2999, 1000) == "2.99"
    assert (results.decimal(3, 1), results.decimal(7, 2), results.decimal(17, 6)) == ("3", "3.5", "2.83")


def test_a_second_lap_below_the_line_is_closed_and_says_so(asked: Asked) -> None:
    for who in CONCERNED[:3]:
        asked.rate(who, 1)
    asked.close()
    again = opened(asked.street, walked(asked.street, asked.now(), *TO_DISCLOSED), at=END)
    for who in CONCERNED[:3]:
        again.rate(who, 1, at=END)
    ended = again.close(END + timedelta(days=14))

    assert (ended.ending, again.now().stage, again.now().lap) == (Ending.BELOW, Stage.EVALUATED, 2)
    assert list(Round.objects.order_by("lap").values_list("lap", "ending")) == [
        (1, Ending.REOPENED),
        (2, Ending.BELOW),
    ]


def test_when_nobody_rates_the_absence_is_on_record(asked: Asked) -> None:
    row = Asking.objects.get(resident=asked.street.zhou_guilan)
    calls.record(by=asked.street.by("gu_min"), asking=row.pk, contact=Contact.DOOR_CLOSED, at=NOW)
    ended = asked.close()

    assert (ended.ending, ended.asked, ended.unreached, ended.ratings_count) == (Ending.ABSENT, 6, 1, 0)
    entry = Entry.objects.get(verb="round.absent")
    assert (entry.payload["asked"], entry.payload["unreached"], entry.is_public) == (6, 1, True)
    assert asked.now().stage == Stage.EVALUATED


def test_a_round_ends_early_an_hour_after_the_last_of_all_has_rated(asked: Asked) -> None:
    for who in CONCERNED[:5]:
        asked.rate(who)
    assert rounds.close_due(at=NOW + timedelta(hours=5)) == 0
    asked.rate(CONCERNED[5], at=NOW + timedelta(hours=6))

    assert rounds.close_due(at=NOW + timedelta(hours=6, minutes=59)) == 0
    assert rounds.close_due(at=NOW + timedelta(hours=7)) == 1
    assert rounds.close_due(at=NOW + timedelta(hours=8)) == 0
    assert asked.now().stage == Stage.EVALUATED


def test_who_did_the_works_is_not_asked(street: Street) -> None:
    from tests.circle.deliver.conftest import Works, started

    matter = walked(street, matter_of(street), Step.DECIDE)
    works = Works(street, matter, started(street, matter))
    works.task(who="tang_yuan")
    works.overseen("shen_an")
    works.task()
    from linli.circle.deliver.actions import tasks
    from linli.circle.deliver.models import Task

    for task in Task.objects.all():
        tasks.finish(by=street.by("gu_min"), task=task.pk, at=NOW)
    works.called()
    works.sign("shen_an")
    found = opened(street, walked(street, matter, Step.DISCLOSE))

    asked_people = set(Asking.objects.values_list("resident_id", flat=True))
    assert street.tang_yuan.pk not in asked_people
    assert street.luo_yongfu.pk not in asked_people
    assert street.shen_an.pk in asked_people
    assert found.round.body_id == street.committee.pk


def test_a_matter_is_not_closed_by_hand_while_neighbours_are_asked(asked: Asked) -> None:
    with pytest.raises(RoundIsOpen):
        walked(asked.street, asked.matter, Step.EVALUATE)

    assert asked.now().stage == Stage.DISCLOSED


def test_a_matter_closed_by_hand_before_anyone_could_be_asked_has_the_absence_on_record(
    street: Street,
) -> None:
    matter = walked(street, matter_of(street), *TO_DISCLOSED, Step.EVALUATE)

    assert (matter.stage, Round.objects.get().ending) == (Stage.EVALUATED, Ending.ABSENT)


def test_an_answered_matter_that_is_reopened_by_hand_ends_its_round(street: Street) -> None:
    found = opened(street, walked(street, matter_of(street), Step.ANSWER))
    walked(street, found.matter, Step.REOPEN)

    assert Round.objects.get().ending == Ending.MOVED_ON
    assert found.close().ending == Ending.MOVED_ON


PATHS = [
    (),
    (Step.ANSWER,),
    TO_DISCLOSED,
    (Step.DELIBERATE, Step.DECIDE, Step.DELIVER, Step.DISCLOSE),
    (Step.DELIVER, Step.DISCLOSE),
    (Step.DECIDE, Step.DISCLOSE),
    (Step.DELIBERATE, Step.ANSWER),
    (Step.DECIDE, Step.RECONSIDER, Step.DECIDE, Step.DISCLOSE),
    (Step.ANSWER, Step.REOPEN, *TO_DISCLOSED),
    (Step.DECLINE, Step.REOPEN, *TO_DISCLOSED),
]


@pytest.mark.practice("C1")
@pytest.mark.parametrize("path", PATHS, ids=lambda path: "-".join(path) or "none")
@pytest.mark.parametrize("stars", [(), (5,), (1, 1, 1)], ids=["nobody", "one", "bad"])
@pytest.mark.parametrize("by_hand", [False, True], ids=["asked", "by_hand"])
def test_no_matter_closes_without_evaluation_or_its_recorded_absence(
    street: Street,
    delivered: Callable[[], int],
    path: tuple[Step, ...],
    stars: tuple[int, ...],
    by_hand: bool,
) -> None:
    matter = walked(street, matter_of(street), *path)
    if not by_hand:
        delivered()
    later = NOW + timedelta(days=400)
    for found in Round.objects.filter(ending=Ending.OPEN):
        for who, mark in zip(CONCERNED, stars, strict=False):
            MatterRating.objects.create(
                round=found, resident=getattr(street, who), result=mark, reply=mark, at=later
            )
    if by_hand and matter.stage in {Stage.DISCLOSED, Stage.ANSWERED}:
        walked(street, matter, Step.EVALUATE)
    rounds.close_due(at=later)

    for one in Matter.objects.filter(stage=Stage.EVALUATED):
        ended = Round.objects.get(matter=one, lap=one.lap)
        assert ended.ending in {Ending.RATED, Ending.ABSENT, Ending.BELOW}
        assert (ended.ending == Ending.ABSENT) == (ended.ratings_count == 0)
    assert not Round.objects.filter(ending=Ending.OPEN, closes_at__lte=later).exists()


def test_terms_of_a_community_come_before_those_of_all() -> None:
    from datetime import date

    usual = terms.of_round("990101001001", date(2026, 11, 20))

    assert (usual.line, usual.least_ratings, usual.window_days) == (Fraction(3), 3, 14)
    with pytest.raises(terms.NoTerms):
        terms.of_round("990101001001", date(2019, 1, 1))


def test_open_rounds_wait_for_those_who_have_not_rated(asked: Asked) -> None:
    me = asked.street.shen_an.pk
    assert questions.waiting_for(me, NOW) == [asked.round]
    asked.rate("shen_an")

    assert questions.waiting_for(me, NOW) == []
    assert questions.waiting_for(asked.street.gao_bo.pk, NOW) == []
    assert questions.waiting_for(asked.street.tang_yuan.pk, END) == []


def test_marks_are_shown_from_the_fifth_rating_on(asked: Asked) -> None:
    for who in CONCERNED[:4]:
        asked.rate(who, 4)
    asked.close()
    few = results.of_matter(asked.matter.pk)[0]
    assert (few.spread, few.mean) == (None, None)


def test_the_spread_counts_five_first(asked: Asked) -> None:
    for who, stars in zip(CONCERNED, (5, 5, 4, 3, 1, 5), strict=True):
        asked.rate(who, stars, reply=4)
    assert results.of_matter(asked.matter.pk)[0].spread is None
    asked.close()

    ended = results.of_matter(asked.matter.pk)[0]
    assert ended.spread is not None
    assert (ended.spread.result, ended.spread.reply) == ((3, 1, 1, 0, 1), (0, 6, 0, 0, 0))
    assert ended.mean == Fraction(23, 6)


def test_the_matter_carries_what_the_house_does_not_forget(asked: Asked) -> None:
    matters.carry(
        by=asked.street.by("gu_min"),
        matter=matter_of(asked.street, title="另一件").pk,
        step=Step.ANSWER,
        bringing=Bringing(reason="已修好"),
        at=NOW,
    )

    assert Round.objects.count() == 1
