"""The circle by machine: what pages show to anyone, in pages, and nothing that could be counted too early."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from linli.circle.decide.models import Ballot
from linli.circle.matters.choices import Step
from linli.ground.journal.models import Entry
from tests.circle.decide.conftest import Hall, hall
from tests.faces.web.test_matter import TITLE, opened, walked

__all__ = ["hall"]

pytestmark = pytest.mark.django_db


def got(client, path):
    return client.get(f"/api/v1{path}")


def test_matters_come_newest_first_and_by_stage(street, client):
    first, second = opened(street), walked(street, opened(street), Step.DELIBERATE)
    here = f"/communities/{street.community.pk}/matters"

    assert {row["id"] for row in got(client, here).json()["rows"]} == {first.pk, second.pk}
    assert [row["id"] for row in got(client, f"{here}?stage=deliberated").json()["rows"]] == [second.pk]
    assert got(client, f"{here}?stage=nonsense").status_code == 422
    page = got(client, f"{here}?size=1")
    assert 'rel="next"' in page["Link"]


def test_one_matter_and_its_trail(street, client):
    matter = walked(street, opened(street), Step.DELIBERATE)
    Entry.objects.filter(verb="matter.opened").update(is_public=False)

    assert got(client, f"/matters/{matter.pk}").json()["title"] == TITLE
    assert [row["words"] for row in got(client, f"/matters/{matter.pk}/trail").json()["rows"]] == ["商议过了"]
    missing = got(client, "/matters/999/trail")
    assert (missing.status_code, missing["Content-Type"]) == (404, "application/problem+json")


def test_a_running_ballot_says_nothing_that_could_be_counted(hall: Hall, client):
    ballot = hall.secret()
    hall.cast(ballot, "shen_an")
    rows = got(client, f"/communities/{hall.street.community.pk}/ballots").json()["rows"]
    words = json.dumps(rows)

    assert [(row["state"], row["verdict"], row["chosen"]) for row in rows] == [("open", "", "")]
    assert set(rows[0]).isdisjoint({"votes", "turnout", "submitted", "heads", "count", "papers"})
    assert "shen" not in words


def test_a_draft_is_not_there(hall: Hall, client):
    hall.draft()

    assert Ballot.objects.count() == 1
    assert got(client, f"/communities/{hall.street.community.pk}/ballots").json()["rows"] == []


@pytest.mark.parametrize("what", ["meetings", "notices", "money"])
def test_the_other_lists_are_there_and_empty_at_first(street, client, what):
    assert got(client, f"/communities/{street.community.pk}/{what}").json() == []


def test_lists_cost_the_same_for_one_and_for_three(street, client):
    path = f"/communities/{street.community.pk}/matters"

    def measured():
        with CaptureQueriesContext(connection) as queries:
            got(client, path)
        return len(queries)

    opened(street)
    with_one = measured()
    opened(street), opened(street)

    assert measured() == with_one == 1


def test_evaluations_are_empty_before_anybody_was_asked(street, client):
    assert got(client, f"/matters/{opened(street).pk}/evaluations").json() == []
