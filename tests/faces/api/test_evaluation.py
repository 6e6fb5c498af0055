"""Evaluation by machine: marks only where they show nobody, findings only once they are posted."""

import pytest
from django.test import Client

from linli.circle.evaluate.actions import appraisals
from tests.circle.evaluate.conftest import CONCERNED, Asked, asked
from tests.circle.evaluate.test_appraisals import END, filled, opened, signed, years
from tests.faces.api.calls import got, measured, names_in, page, refused, words
from tests.faces.api.conftest import SetTo
from tests.street import NOW, Street

__all__ = ["asked"]


def rated(asked: Asked, people: int) -> Asked:
    for who in CONCERNED[:people]:
        asked.rate(who, 4, 3, words="邻居的心里话")
    asked.close()
    return asked


class TestRounds:
    def test_an_open_round_tells_how_many_and_nothing_of_what(self, asked: Asked, client: Client) -> None:
        for who in CONCERNED[:5]:
            asked.rate(who, 1, 1, words="心里话")
        answer = got(client, f"/rounds/{asked.round.pk}")
        told = answer.json()

        assert (told["ending"], told["ratings"], told["mean"], told["spread"]) == ("open", 5, "", [])
        assert "心里话" not in words(answer)

    def test_marks_are_there_from_the_fifth_on(self, asked: Asked, client: Client) -> None:
        told = got(client, f"/rounds/{rated(asked, 5).round.pk}").json()

        assert (told["ending"], told["mean"], told["unreached"]) == ("rated", "4", None)
        assert told["spread"] == [
            {"stars": 5, "result": 0, "reply": 0},
            {"stars": 4, "result": 5, "reply": 0},
            {"stars": 3, "result": 0, "reply": 5},
            {"stars": 2, "result": 0, "reply": 0},
            {"stars": 1, "result": 0, "reply": 0},
        ]

    def test_fewer_than_five_show_neither_mean_nor_marks(self, asked: Asked, client: Client) -> None:
        path = f"/rounds/{rated(asked, 4).round.pk}"
        answer = got(client, path)

        assert (answer.json()["ratings"], answer.json()["mean"], answer.json()["spread"]) == (4, "", [])
        assert "不分档公布" in page(client, f"/rated/{asked.round.pk}/")
        assert names_in(asked.street, answer) == []

    def test_the_matter_names_its_rounds(self, asked: Asked, client: Client) -> None:
        listed = got(client, f"/matters/{asked.matter.pk}/evaluations").json()

        assert [one["round"] for one in listed] == [asked.round.pk]
        assert refused(got(client, "/rounds/99999")) == (404, "no_such_round")
        assert measured(client, f"/rounds/{asked.round.pk}") == 1


class TestAppraisals:
    def test_counts_and_findings_are_there_once_posted(
        self, street: Street, client: Client, at: SetTo
    ) -> None:
        at(NOW)
        found = opened(street)
        filled(found, street, "fffbb")
        path = f"/appraisals/{found.pk}"
        while_open = got(client, path).json()
        appraisals.count_due(at=END)
        counted = got(client, path).json()
        signed(street, found)
        answer = got(client, path)
        told, shown = answer.json(), page(client, f"/appraisals/{found.pk}/")

        for early in (while_open, counted):
            assert [(one["fit"], one["finding"]) for one in early["subjects"]] == [(None, ""), (None, "")]
        assert (while_open["state"], counted["state"], told["state"]) == ("open", "counted", "posted")
        first, second = told["subjects"]
        assert (first["body"], first["post"], second["body"]) == (street.committee.pk, None, None)
        assert (first["fit"], first["basically"], first["unfit"], first["finding"]) == (3, 2, 0, "fit")
        assert (second["fit"], second["finding"]) == (None, "too_few")
        assert first["name"] in shown and second["name"] in shown
        assert names_in(street, answer) == []

    @pytest.mark.parametrize("who", ["chen_jianguo", "gu_min"])
    def test_observers_and_staff_read_no_more_here_than_anyone(
        self, street: Street, client: Client, who: str
    ) -> None:
        found = opened(street)
        filled(found, street, "fffbb")
        appraisals.count_due(at=END)

        path = f"/appraisals/{found.pk}"
        assert got(street.client(who), path).json() == got(client, path).json()

    def test_twice_unfit_is_told_with_the_law(self, street: Street, client: Client) -> None:
        years(street, "uuuuu", "uuuuu")
        told = got(client, f"/bodies/{street.committee.pk}/appraisals").json()
        listed = got(client, f"/communities/{street.community.pk}/appraisals?size=1")

        assert (told["name"], "第三十七条" in told["article"]) == (street.committee.name, True)
        assert [(one["year"], one["finding"]) for one in told["years"]] == [(2026, "unfit"), (2025, "unfit")]
        assert [one["year"] for one in listed.json()["rows"]] == [2026] and listed.has_header("Link")

    def test_before_anything_was_posted_nothing_is_found(self, street: Street, client: Client) -> None:
        found = opened(street)
        post = found.subjects.get(post__isnull=False).post_id

        for path in (f"/bodies/{street.committee.pk}/appraisals", f"/posts/{post}/appraisals"):
            assert refused(got(client, path)) == (404, "no_such_appraisal")
        assert refused(got(client, "/appraisals/99999")) == (404, "no_such_appraisal")

    def test_the_holder_of_a_post_stands_masked(self, street: Street, client: Client) -> None:
        found = opened(street)
        appraisals.count_due(at=END)
        signed(street, found)
        post = found.subjects.get(post__isnull=False).post_id
        answer = got(client, f"/posts/{post}/appraisals")

        assert answer.json()["name"].endswith("罗*") and names_in(street, answer) == []

    def test_they_cost_the_same_for_one_year_and_for_three(self, street: Street, client: Client) -> None:
        lists = f"/communities/{street.community.pk}/appraisals", f"/bodies/{street.committee.pk}/appraisals"
        years(street, "fffff")
        with_one = [measured(client, path) for path in lists]
        opened(street, at=NOW.replace(year=2027)), opened(street, at=NOW.replace(year=2028))

        assert [measured(client, path) for path in lists] == with_one == [1, 1]
