"""What the forms offer: kinds of matters under the rules, people to put on a roll, and what the rules ask in words."""

import re
from datetime import timedelta

from django.test import Client

from linli.circle.decide.models import RollLine
from tests.circle.decide.conftest import NOW, VOTING, Hall


def test_staff_choose_what_kind_of_matter_it_is_where_the_rules_know_several(hall: Hall, at) -> None:  # type: ignore[no-untyped-def]
    at(NOW)
    desk, ballot = hall.street.client("gu_min"), hall.draft()
    address = f"/desk/ballots/{ballot.pk}/edit/whom/"
    whom = {"scope": hall.street.community.pk, "basis": "person", "secrecy": "secret"}
    page = desk.get(address).content.decode()

    kept = []
    for rules in ("cn-residents-assembly-2026", "own-simple-majority"):
        desk.post(address, {**whom, "rules": rules, "rules_matter": "charter"})
        ballot.refresh_from_db()
        kept.append((ballot.rules, ballot.rules_matter))
    unknown = desk.post(address, {**whom, "rules": "cn-residents-assembly-2026", "rules_matter": "no"})

    assert '<optgroup label="居民会议">' in page and '<option value="charter">居民自治章程</option>' in page
    assert kept == [("cn-residents-assembly-2026", "charter"), ("own-simple-majority", "other")]
    assert unknown.status_code == 422
    choose = hall.draft(kind="choose", options=("甲", "乙"))
    assert 'name="rules_matter"' not in desk.get(f"/desk/ballots/{choose.pk}/edit/whom/").content.decode()


def test_staff_find_who_is_to_be_added_by_name_or_door_and_read_no_full_name(hall: Hall, at) -> None:  # type: ignore[no-untyped-def]
    ballot = hall.posted(scope=hall.street.b3.pk)
    late = hall.neighbour(1)
    at(NOW + timedelta(hours=1))
    desk, address = hall.street.client("gu_min"), f"/desk/ballots/{ballot.pk}/roll/"

    def found(who: str) -> list[str]:
        page = desk.get(address, {"who": who}).content.decode()
        assert "邻1" not in page.replace('value="邻1"', "")
        return re.findall(r'<option value="(\d+)"', page)

    assert found("邻1") == found("901") == [str(late.resident_id)]
    assert found("999") == found("") == []
    added = desk.post(
        f"{address}change/",
        {"kind": "added", "cause": "correction", "resident": str(late.resident_id), "words": "名册漏了"},
    )
    assert added.status_code == 302, added.content.decode()
    assert RollLine.objects.filter(ballot=ballot, resident_id=late.resident_id).count() == 1


def test_the_page_says_in_one_clause_each_what_the_rules_ask(hall: Hall, at) -> None:  # type: ignore[no-untyped-def]
    ballot = hall.secret()
    at(VOTING)

    page = Client().get(f"/b/{ballot.pk}/").content.decode()

    assert "参加的要超过名册上票数的一半，同意的要超过参加票数的一半" in page
