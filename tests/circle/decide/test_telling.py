"""What the roll is told: each fact once, the same to all; turnout only where it exposes nobody."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta

from django.test import Client

from linli.circle.decide.actions import clocks, running
from linli.circle.decide.models import ShownTurnout
from linli.circle.decide.queries import ballots
from linli.ground.messages import wording
from linli.ground.messages.models import Message
from tests.circle.decide.conftest import CLOSES, COUNTING, NOW, VOTING, Hall

HOUR = timedelta(hours=1)
Delivered = Callable[[], int]


def told() -> Counter[str]:
    return Counter(Message.objects.filter(words__startswith="ballot.").values_list("words", flat=True))


def test_the_roll_is_told_of_each_step_once(hall: Hall, delivered: Delivered) -> None:
    ballot = hall.secret()
    hall.cast(ballot, "shen_an")
    for moment in (VOTING, CLOSES - 2 * HOUR, CLOSES - HOUR, COUNTING):
        clocks.tick(at=moment)
    from linli.circle.decide.actions import counting

    counting.settle(by=hall.staff, ballot=ballot.pk, at=COUNTING)
    delivered()
    delivered()

    assert told() == {"ballot.roll": 5, "ballot.opened": 5, "ballot.closing": 5, "ballot.settled": 5}
    assert all("沈" not in wording.sentence(one) for one in Message.objects.all())


def test_who_has_voted_and_who_has_not_are_told_the_same(hall: Hall, delivered: Delivered) -> None:
    ballot = hall.secret()
    hall.cast(ballot, "shen_an")
    clocks.tick(at=CLOSES - HOUR)
    delivered()

    closing = Message.objects.filter(words="ballot.closing")
    assert {(one.link, str(one.facts)) for one in closing} == {(closing[0].link, str(closing[0].facts))}
    assert closing.count() == 5


def test_leaving_the_way_is_told_with_where_the_grounds_stand(hall: Hall, delivered: Delivered) -> None:
    ballot = hall.secret()
    running.suspend(by=hall.staff, ballot=ballot.pk, grounds="停电", at=VOTING)
    running.resume(by=hall.staff, ballot=ballot.pk, grounds="来电了", at=VOTING)
    running.cancel(by=hall.staff, ballot=ballot.pk, grounds="题目有误", at=VOTING)
    delivered()

    assert (told()["ballot.suspended"], told()["ballot.resumed"], told()["ballot.void"]) == (5, 5, 5)
    assert "题目有误" in Client().get(f"/b/{ballot.pk}/").content.decode()


def test_the_turnout_of_a_named_vote_is_shown_hourly_and_never_when_nobody_or_everybody_came(
    hall: Hall,
) -> None:
    ballot = hall.named()
    assert clocks.tick(at=VOTING) == 0  # nobody yet: who sees 0 knows of everyone
    hall.cast(ballot, "shen_an")
    assert clocks.tick(at=VOTING) == 1
    hall.cast(ballot, "ye_qing")
    assert clocks.tick(at=VOTING + HOUR / 2) == 0
    assert clocks.tick(at=VOTING + HOUR) == 1
    for who in ("zhou_guilan", "chen_jianguo", "he_zhiqiang"):
        hall.cast(ballot, who)
    assert clocks.tick(at=VOTING + 2 * HOUR) == 0

    assert list(ShownTurnout.objects.order_by("moment").values_list("moment", "heads")) == [(0, 1), (1, 2)]


def test_the_turnout_of_a_secret_vote_is_never_shown(hall: Hall) -> None:
    ballot = hall.secret()
    hall.cast(ballot, "shen_an")

    assert clocks.show_turnout(ballot=ballot.pk, at=VOTING) is False
    assert ShownTurnout.objects.count() == 0


def test_what_waits_for_a_voter_goes_when_the_vote_is_in(hall: Hall) -> None:
    ballot = hall.secret()
    voter = hall.street.shen_an.pk

    assert [one.ballot.pk for one in ballots.open_to(voter, VOTING)] == [ballot.pk]
    assert ballots.open_to(voter, NOW) == ballots.open_to(hall.street.tang_yuan.pk, VOTING) == []
    hall.cast(ballot, "shen_an")
    assert ballots.open_to(voter, VOTING) == []


def test_questions_cost_the_same_for_one_and_three(hall: Hall, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    for _number in range(3):
        ballot = hall.secret()
        with django_assert_num_queries(2):
            found = ballots.of_matter(hall.matter.pk)
            assert [len(one.options.all()) for one in found] == [2] * len(found)
        with django_assert_num_queries(1):
            assert len(ballots.open_to(hall.street.shen_an.pk, VOTING)) == len(found)
        with django_assert_num_queries(1):
            assert len(ballots.public(ballot.community_id).rows) == len(found)
