"""Who may open which page of a ballot: each role of the street × each address."""

import pytest
from django.urls import reverse

from linli.circle.decide.urls import urlpatterns
from tests.circle.decide.conftest import Hall

STAFF = {"gu_min", "lin_xiao"}
ROLES = ("nobody", "shen_an", "tang_yuan", "gao_bo", "chen_jianguo", "he_zhiqiang", "gu_min", "lin_xiao", "wu_dan",
         "sun_yue", "zhao_qi", "fang_ning", "weak gu_min")  # fmt: skip
ANYONE = set(ROLES)
TELLERS = STAFF | {"weak gu_min"}  # to witness needs no second factor
DENIED = {401, 403, 404}
READING = {
    "ballots": ANYONE, "ballot": ANYONE, "vote": ANYONE - {"nobody"}, "replace": ANYONE, "check": ANYONE,
    "roll": ANYONE, "paper": ANYONE, "result": ANYONE, "witness": TELLERS, "bundle": TELLERS, "desk": STAFF,
    "new": STAFF, "desk-ballot": STAFF, "edit": STAFF, "desk-roll": STAFF, "station": STAFF, "box": STAFF,
}  # fmt: skip
SENDING = {
    "roll-change",
    "objection-accept",
    "objection-refuse",
    "station-drop",
    "witness-box",
    "witness-entry",
}


def client_of(hall: Hall, role: str):  # type: ignore[no-untyped-def]
    weak, _blank, name = role.rpartition(" ")
    return hall.street.client(name, is_strong=not weak)


def is_let_in(answer) -> bool:  # type: ignore[no-untyped-def]
    if answer.status_code == 302:
        return not answer["Location"].startswith(("/in/", "/accounts/"))
    return answer.status_code not in DENIED


def test_every_page_lets_in_exactly_who_is_listed(hall: Hall) -> None:
    named = hall.named()
    hall.cast(named, "shen_an")
    hall.settled(named)
    wrong = {}
    for name, allowed in READING.items():
        args = (
            [] if name in {"ballots", "desk", "new"} else [named.pk, "what"] if name == "edit" else [named.pk]
        )
        got = {
            role
            for role in ROLES
            if is_let_in(client_of(hall, role).get(reverse(f"decide:{name}", args=args)))
        }
        if got != allowed:
            wrong[name] = {"too many": got - allowed, "too few": allowed - got}

    assert wrong == {}


@pytest.mark.parametrize("role", [role for role in ROLES if role not in STAFF])
def test_no_deed_of_the_desk_is_done_for_anyone_else(hall: Hall, role: str) -> None:
    ballot = hall.secret()
    entry = hall.paper(ballot)
    client = client_of(hall, role)
    before = (ballot.state, entry.state)
    for name in [one.name for one in urlpatterns if str(one.name).startswith("do-") or one.name in SENDING]:
        args = (
            [ballot.pk, entry.pk]
            if name in {"objection-accept", "objection-refuse", "station-drop", "witness-entry"}
            else [ballot.pk]
        )
        answer = client.post(
            reverse(f"decide:{name}", args=args), {"grounds": "理由", "reason": "理由", "words": "理由"}
        )
        assert not is_let_in(answer) or (role == "weak gu_min" and name.startswith("witness")), name
    ballot.refresh_from_db()
    entry.refresh_from_db()

    assert (ballot.state, entry.state) == before


def test_every_address_is_in_one_of_the_tables() -> None:
    names = {str(one.name) for one in urlpatterns}

    assert {name for name in names if not name.startswith("do-")} - set(READING) - SENDING == set()
