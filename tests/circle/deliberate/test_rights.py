"""Who may open which page of deliberation, and do which deed: every address, every role."""

import pytest
from django.db import transaction
from django.utils import timezone

from linli.circle.deliberate.urls import urlpatterns
from tests.circle.deliberate.rooms import NOTICE, VOTE, Room

ROLES = [
    "chen_jianguo",
    "shen_an",
    "tang_yuan",
    "he_zhiqiang",
    "gu_min",
    "lin_xiao",
    "wu_dan",
    "luo_yongfu",
    "gao_bo",
    "sun_yue",
    "zhao_qi",
    "fang_ning",
    "xu_lei",
    "qian_cheng",
    "nobody",
]
ANYONE = set(ROLES)
SIGNED_IN = ANYONE - {"nobody"}
STAFF = {"gu_min", "lin_xiao"}
CONVENERS = STAFF | {"chen_jianguo"}
MEMBERS = CONVENERS | {"shen_an", "he_zhiqiang"}
NEIGHBOURS = SIGNED_IN - {"gao_bo", "sun_yue", "qian_cheng"}
APPOINTERS = {"lin_xiao", "fang_ning"}
DENIED = {401, 403, 404}
GETS = {
    "body": ANYONE,
    "meeting": ANYONE,
    "options": ANYONE,
    "options-print": ANYONE,
    "talk": ANYONE,
    "hours": ANYONE,
    "sign-in": SIGNED_IN,
    "call": CONVENERS,
    "run": CONVENERS,
    "door": CONVENERS,
    "minutes": MEMBERS,
    "minutes-print": MEMBERS,
    "option-add": CONVENERS,
    "option": CONVENERS,
    "talk-votes": STAFF,
    "talk-comments": STAFF,
    "desk-bodies": STAFF,
    "desk-meetings": STAFF,
    "desk-found": APPOINTERS,
    "desk-body": CONVENERS | APPOINTERS,
    "desk-statements": STAFF,
    "desk-hours": STAFF,
    "desk-notes": STAFF,
}
POSTS: dict[str, tuple[set[str], dict[str, str]]] = {
    "call": (CONVENERS, NOTICE | {"key": "k"}),
    "sign-in": (SIGNED_IN - {"qian_cheng"}, {}),
    "do begin": (CONVENERS, {}),
    "do move": (CONVENERS, NOTICE),
    "do cancel": (CONVENERS, {"reason": "下雨"}),
    "do end": (CONVENERS, {}),
    "do add": (CONVENERS, {"title": "灯笼"}),
    "do tick/person": (CONVENERS, {}),
    "do untick/there": (CONVENERS, {}),
    "do conclude/item": (CONVENERS, {"outcome": "听了"}),
    "do put-off/item": (CONVENERS, {}),
    "do write/item": (CONVENERS, {"minutes": "说了"}),
    "do resolve/item": (CONVENERS, VOTE),
    "do signed/there": (CONVENERS, {}),
    "do correct": (CONVENERS, {"text": "更正"}),
    "do publish": (CONVENERS, {}),
    "sign": ({"chen_jianguo", "shen_an"}, {}),
    "close-resolution": (CONVENERS, {"how": "done"}),
    "option-add": (CONVENERS, {"name": "草皮"}),
    "option": (CONVENERS, {"name": "草皮"}),
    "option-withdraw": (CONVENERS, {"reason": "没货"}),
    "react": (NEIGHBOURS, {"statement": "%statement", "feeling": "1"}),
    "say": (NEIGHBOURS, {"text": "铺砖头比较省事", "key": "k"}),
    "talk-close": (CONVENERS, {}),
    "talk-open": (CONVENERS, {}),
    "statement-report": (NEIGHBOURS, {"reason": "不好听"}),
    "statement-show": (STAFF, {}),
    "statement-hide": (STAFF, {"reason": "不好听"}),
    "desk-found": (
        APPOINTERS,
        {"kind": "joint", "name": "联席会", "area": "%area", "notice_days": "3", "quorum": "1/2"},
    ),
    "desk-seat": (CONVENERS | APPOINTERS, {"who": "没有这个人", "seat": "council_member"}),
    "desk-unseat": (APPOINTERS, {}),
    "desk-ways": (APPOINTERS, {"notice_days": "5", "quorum": "2/3"}),
    "desk-hours": (
        STAFF,
        {"weekday": "2", "opens": "09:00", "closes": "10:00", "place": "站里", "host": "%host"},
    ),
    "desk-notes": (STAFF, {"on": timezone.localdate().isoformat(), "text": "灯", "key": "k"}),
    "hours-end": (STAFF, {}),
    "note-take-in": (STAFF, {}),
}
NOT_IN_THE_TABLE = {"do", "do-about", "statement-appeal"}


def test_the_tables_name_every_address() -> None:
    named = {pattern.name for pattern in urlpatterns}
    told = set(GETS) | {name for name in POSTS if not name.startswith("do ")}

    assert named - told == NOT_IN_THE_TABLE
    assert told - named == set()


def is_let_in(response: object) -> bool:
    status = response.status_code  # type: ignore[attr-defined] # a response
    to_login = status == 302 and response["Location"].startswith("/in/")  # type: ignore[index] # as above
    return status not in DENIED and not to_login


@pytest.mark.parametrize("name", sorted(GETS))
def test_who_may_open_a_page(room: Room, name: str) -> None:
    got = {role: room.street.client(role).get(room.address(name)) for role in ROLES}

    assert {role for role, response in got.items() if is_let_in(response)} == GETS[name]
    assert {response.status_code for role, response in got.items() if role in GETS[name]} == {200}


@pytest.mark.parametrize("name", sorted(POSTS))
def test_who_may_do_a_deed(room: Room, name: str) -> None:
    may, data = POSTS[name]
    known = {"%statement": room.statement.pk, "%area": room.street.community.pk, "%host": room.host}
    sent = {key: known.get(value, value) for key, value in data.items()}
    let_in = set()
    for role in ROLES:
        client = room.street.client(role)
        with transaction.atomic():
            if is_let_in(client.post(room.address(name), sent)):
                let_in.add(role)
            transaction.set_rollback(True)

    assert let_in == may


def test_staff_without_a_second_factor_stay_outside(room: Room) -> None:
    weak = room.street.client("gu_min", is_strong=False)
    for name in ("call", "run", "desk-bodies", "desk-statements", "desk-hours"):
        assert weak.get(room.address(name)).status_code == 403
