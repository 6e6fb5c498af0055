"""The staff's board by machine: the same rights and the same matters as on its page."""

from datetime import timedelta

import pytest

from linli.circle.matters.actions import matters, particulars
from linli.circle.matters.actions.matters import Bringing
from linli.circle.matters.choices import Stage, Step
from linli.circle.matters.models import Matter
from tests.circle.matters.conftest import DUE, open_one
from tests.faces.api.calls import got, measured, refused
from tests.faces.api.conftest import SetTo
from tests.street import CAST, NOW, Street

ROLES = [*sorted(key for key, person in CAST.items() if person.signs_in != "never"), "nobody"]
LATE = DUE + timedelta(days=1)


def board(street: Street) -> str:
    return f"/communities/{street.community.pk}/board"


def moved(street: Street, matter: Matter, step: Step, reason: str = "") -> Matter:
    bringing = Bringing(reason=reason)
    return matters.advance(by=street.by("gu_min"), matter=matter.pk, step=step, bringing=bringing, at=NOW)


@pytest.mark.parametrize("who", ROLES)
def test_who_sees_the_board_on_its_page_sees_it_here(street: Street, who: str) -> None:
    open_one(street)
    client = street.client(who)
    page = client.get("/desk/board/").status_code == 200
    columns, stage = got(client, board(street)), got(client, f"{board(street)}/heard")

    assert ((columns.status_code == 200), (stage.status_code == 200)) == (page, page)
    if not page:
        assert refused(columns)[0] == refused(stage)[0] == (401 if who == "nobody" else 403)


def test_a_weak_session_sees_no_board(street: Street) -> None:
    client = street.client("gu_min", is_strong=False)

    assert client.get("/desk/board/").status_code == 403
    assert refused(got(client, board(street))) == (403, "may_not_see_board")


def test_another_community_is_not_ones_own(street: Street) -> None:
    path = f"/communities/{street.areas['willow'].pk}/board"

    assert refused(got(street.client("gu_min"), path)) == (403, "may_not_see_board")
    assert refused(got(street.client("gu_min"), "/communities/99999/board")) == (403, "may_not_see_board")


def test_columns_say_how_many_stand_where_what_is_wanted_and_what_is_late(street: Street, at: SetTo) -> None:
    late, other = open_one(street, "路灯"), open_one(street, "长椅", due_at=DUE + timedelta(days=60))
    moved(street, open_one(street, "车棚"), Step.DELIBERATE)
    by, here = street.by("lin_xiao"), street.community.pk
    particulars.limit(by=by, community=here, stage=Stage.HEARD, most=1, at=NOW)
    at(LATE)
    told = got(street.client("gu_min"), board(street)).json()
    by_stage = {one["stage"]: one for one in told}

    assert [one["stage"] for one in told][:2] == ["heard", "deliberated"] and len(told) == 6
    heard = by_stage["heard"]
    assert (heard["count"], heard["limit"], heard["is_over"], heard["is_more"]) == (2, 1, True, False)
    assert [(one["id"], one["is_overdue"]) for one in heard["cards"]] == [(late.pk, True), (other.pk, False)]
    assert by_stage["deliberated"]["count"] == 1


def test_the_board_is_narrowed_as_on_its_page(street: Street, at: SetTo) -> None:
    open_one(street, "路灯不亮"), open_one(street, "装长椅", due_at=DUE + timedelta(days=60))
    at(LATE)
    client = street.client("gu_min")

    def titles(query: str) -> list[str]:
        return [one["title"] for one in got(client, f"{board(street)}/heard?{query}").json()["rows"]]

    assert titles("sort=newest") == ["装长椅", "路灯不亮"]
    assert (titles("overdue=true"), titles("words=长椅"), titles("category=lights")) == (
        ["路灯不亮"],
        ["装长椅"],
        ["路灯不亮", "装长椅"],
    )
    assert (titles("category=no%00ne"), titles("again=true"), titles("origin=body")) == ([], [], [])
    columns = got(client, f"{board(street)}?overdue=true").json()
    assert [(len(one["cards"]), one["count"]) for one in columns[:2]] == [(1, None), (0, None)]
    assert got(client, f"{board(street)}/nowhere").status_code == 422
    assert got(client, f"{board(street)}?sort=colour").status_code == 422


def test_ways_out_are_listed_too(street: Street) -> None:
    gone = moved(street, open_one(street, "修天桥"), Step.DECLINE, "不归社区管")
    told = got(street.client("gu_min"), f"{board(street)}/declined").json()

    assert [(one["id"], one["is_overdue"]) for one in told["rows"]] == [(gone.pk, False)]


def test_a_stage_is_paged_and_costs_the_same_for_one_and_for_more(street: Street) -> None:
    client, path = street.client("gu_min"), f"{board(street)}/heard"
    open_one(street, "第一件")
    with_one = measured(client, path), measured(client, board(street))
    for number in range(31):
        open_one(street, f"又{number}件")
    first = got(client, path)
    rest = client.get(first["Link"].removeprefix("<").partition(">")[0]).json()

    assert (len(first.json()["rows"]), len(rest["rows"]), rest["after"]) == (30, 2, "")
    assert (measured(client, path), measured(client, board(street))) == with_one == (3, 10)
