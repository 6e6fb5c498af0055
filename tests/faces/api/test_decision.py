"""Ballots by machine: what their pages show to anyone, the promises of a secret one kept, and no way to vote."""

from datetime import timedelta

import pytest
from django.test import Client

from linli.circle.decide import receipts
from linli.circle.decide.actions import casting, clocks, running
from linli.circle.decide.models import Ballot, Outcome
from linli.faces.api.urls import api
from tests.circle.decide.conftest import VOTING, Hall, hall
from tests.faces.api.calls import got, measured, names_in, page, refused, words
from tests.faces.api.conftest import SetTo

__all__ = ["hall"]

HOUR = timedelta(hours=1)


def voted(hall: Hall, said: str) -> Ballot:
    """A secret ballot of the second stairwell, where each letter is one neighbour: y, n, or - for none."""
    voters = hall.neighbours(len(said))
    ballot = hall.secret(scope=hall.street.areas["b3s2"].pk, rules="cn-residents-assembly-2026")
    for voter, letter in zip(voters, said, strict=True):
        if letter != "-":
            choice = {"y": "for", "n": "against"}[letter]
            casting.cast(by=voter, ballot=ballot.pk, choice=choice, receipt=receipts.new(), at=VOTING)
    return ballot


def test_a_ballot_says_what_is_asked_by_which_rules_until_when(hall: Hall, client: Client, at: SetTo) -> None:
    ballot = hall.secret()
    at(VOTING)
    told, shown = got(client, f"/ballots/{ballot.pk}").json(), page(client, f"/b/{ballot.pk}/")

    assert (told["question"], told["state"], told["takes_votes"]) == (ballot.question, "open", True)
    assert told["rules"] in shown and told["asks"] in shown and told["station"] in shown
    assert [one["turn"] for one in told["turns"]] == ["post", "open"]
    assert told["result"] is None


def test_a_draft_is_not_there_not_even_for_who_drafts_it(hall: Hall) -> None:
    draft = hall.draft()

    for who in ("nobody", "shen_an", "gu_min"):
        assert refused(got(hall.street.client(who), f"/ballots/{draft.pk}")) == (404, "no_such_ballot")
        assert got(hall.street.client(who), f"/matters/{hall.matter.pk}/ballots").json() == []


def test_a_secret_vote_changes_nothing_that_anyone_can_read(hall: Hall, at: SetTo) -> None:
    ballot = hall.secret()
    at(VOTING)
    paths = (f"/ballots/{ballot.pk}", f"/matters/{hall.matter.pk}/ballots")
    readers = [hall.street.client(who) for who in ("nobody", "shen_an", "gu_min")]
    before = [got(reader, path).json() for reader in readers for path in paths]
    hall.cast(ballot, "shen_an")
    hall.cast(ballot, "ye_qing", "against")
    clocks.tick(at=VOTING)

    assert [got(reader, path).json() for reader in readers for path in paths] == before
    assert before[0]["turnout"] is None


def test_the_turnout_of_a_named_vote_is_the_one_last_shown(hall: Hall, client: Client, at: SetTo) -> None:
    ballot = hall.named()
    hall.cast(ballot, "shen_an")
    clocks.tick(at=VOTING)
    hall.cast(ballot, "ye_qing")
    at(VOTING + HOUR / 2)
    answer = got(client, f"/ballots/{ballot.pk}")

    assert answer.json()["turnout"]["heads"] == 1
    assert "1位" in page(client, f"/b/{ballot.pk}/")
    assert names_in(hall.street, answer) == []


def test_a_result_has_the_numbers_of_its_page(hall: Hall, client: Client) -> None:
    ballot = voted(hall, "yyynnn--")
    hall.settled(ballot)
    told = got(client, f"/ballots/{ballot.pk}").json()["result"]
    shown = page(client, f"/b/{ballot.pk}/result/")

    assert (told["verdict"], told["is_shown"]) == ("rejected", True)
    assert {one["words"]: one["votes"] for one in told["counts"]} == {"同意": 3, "反对": 3, "参加合计": 6}
    assert [one["is_reached"] for one in told["gates"]] == [True, False]
    assert all(one["says"] in shown for one in told["gates"]) and told["readings"] in shown


def test_a_result_that_would_tell_who_voted_how_has_no_numbers(hall: Hall, client: Client) -> None:
    ballot = voted(hall, "yyy")
    hall.settled(ballot)
    Outcome.objects.update(is_shown=False, is_bundle_public=False)
    told = got(client, f"/ballots/{ballot.pk}").json()["result"]

    assert (told["verdict"], told["is_shown"], told["is_recountable"]) == ("passed", False, False)
    assert (told["gates"], told["counts"], told["readings"]) == ([], [], "")
    assert "只公布结论" in page(client, f"/b/{ballot.pk}/result/")


def test_a_void_ballot_stays_with_its_grounds(hall: Hall, client: Client) -> None:
    ballot = hall.secret()
    running.cancel(by=hall.staff, ballot=ballot.pk, grounds="题目有误", at=VOTING)
    told = got(client, f"/ballots/{ballot.pk}").json()

    assert (told["state"], told["turns"][-1]["grounds"], told["result"]) == ("void", "题目有误", None)
    assert [one["id"] for one in got(client, f"/matters/{hall.matter.pk}/ballots").json()] == [ballot.pk]


def test_no_operation_votes() -> None:
    described = api.get_openapi_schema(path_prefix="/api/v1/")
    writing = {
        (path, method)
        for path, methods in described["paths"].items()
        for method in methods
        if method != "get" and ("ballot" in path or "vote" in path)
    }

    assert writing == set()
    assert "a vote is cast on the page of its ballot or on paper" in described["info"]["description"]


@pytest.mark.parametrize(("more", "of_matter"), [(0, 3), (2, 3)])
def test_they_cost_the_same_for_one_and_for_three(
    hall: Hall, client: Client, more: int, of_matter: int
) -> None:
    ballot = hall.secret()
    for number in range(more):
        hall.secret(key=f"more{number}")

    assert measured(client, f"/matters/{hall.matter.pk}/ballots") == of_matter
    assert measured(client, f"/ballots/{ballot.pk}") == 4
    assert "secret" in words(got(client, f"/ballots/{ballot.pk}"))
