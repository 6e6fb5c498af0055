"""The doors of a house: the tabs of residents and of staff, what opens each, and what a resident finds under 我的."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from linli.ground.look.navigation import Tab
from linli.ground.people.choices import Right
from linli.ground.people.rules import Actor

DESK = "/desk/"
_ANYONE: frozenset[Right] = frozenset()


@dataclass(frozen=True, slots=True)
class Door:
    """One tab: where it leads, its word and drawing, which rights open it, which other addresses are behind it."""

    name: str
    label: str | Promise
    icon: str = ""
    rights: frozenset[Right] = _ANYONE
    behind: tuple[str, ...] = ()
    is_say: bool = False
    is_for_care: bool = True

    def opens_to(self, actor: Actor) -> bool:
        """Whether one of the actor's posts opens it."""
        return not self.rights or any(actor.areas_with(right) for right in self.rights)

    def stands_before(self, path: str) -> int:
        """How much of a path this door explains: the longest of the addresses behind it that begin the path."""
        url = reverse(self.name)
        addresses = [url] if url != "/" else []
        fitting = [one for one in (*addresses, *self.behind) if path.startswith(one)]
        return max(map(len, fitting), default=int(path == url))


_HEARS = frozenset({Right.READ_VOICES})
_MOVES = frozenset({Right.MOVE_MATTERS})

RESIDENT: tuple[Door, ...] = (
    Door("web:home", _("首页"), "home"),
    Door("web:matters", _("大家的事"), "ring", is_for_care=False),
    Door("listen:say", _("说一句"), is_say=True),
    Door("listen:topics", _("大家说"), "voice", is_for_care=False),
    Door(
        "signin:me", _("我的"), "person", behind=("/mine/", "/messages/", "/me/", "/my-works/", "/calendar/")
    ),
)
STAFF: tuple[Door, ...] = (
    Door("web:desk", _("今天"), rights=_HEARS),
    Door(
        "listen:inbox",
        _("来信"),
        rights=_HEARS,
        behind=("/desk/letters/", "/desk/messages/", "/desk/visits/"),
    ),
    Door("listen:desk-topics", _("话题"), rights=_HEARS),
    Door(
        "matters:board",
        _("看板"),
        rights=_MOVES | _HEARS | {Right.READ_FIGURES},
        behind=("/desk/matters/",),
    ),
    Door(
        "deliberate:desk-meetings",
        _("会议"),
        rights=_MOVES,
        behind=("/desk/bodies/", "/desk/statements/", "/desk/hours/"),
    ),
    Door("decide:desk", _("投票"), rights=frozenset({Right.RUN_BALLOTS})),
    Door("deliver:desk-list", _("办理"), rights=_MOVES),
    Door(
        "disclose:calendar",
        _("公开"),
        rights=frozenset({Right.POST_NOTICES, Right.APPROVE_NOTICES}),
        behind=("/desk/notices/",),
    ),
    Door(
        "evaluate:figures",
        _("评议"),
        rights=frozenset({Right.APPRAISE}),
        behind=("/desk/calls/", "/desk/rounds/", "/desk/appraisals/"),
    ),
    Door("listen:desk-figures", _("报表"), rights=_HEARS),
    Door("people:register", _("户籍"), rights=frozenset({Right.READ_REGISTER})),
)

MINE: tuple[tuple[str, str | Promise, str | Promise], ...] = (
    ("listen:mine", _("我说过的"), _("后来怎样了，谁在办")),
    ("messages:index", _("消息"), _("有了进展，都在这里告诉您")),
    ("decide:ballots", _("投票"), _("等您投的、有结果的")),
    ("deliver:mine", _("我的任务"), _("派给我的活")),
    ("web:my-calendar", _("日历"), _("会议、投票、公示的日子，放进手机")),
    ("people:my-readings", _("谁看过我的资料"), _("什么时候、为什么")),
)
"""What a resident finds under 我的: address, word, what is there."""


def tabs(path: str, actor: Actor) -> list[Tab]:
    """Return the tabs that open to an actor at a path; the one that explains most of the path is current."""
    is_desk = path.startswith(DESK)
    open_ones = [door for door in (STAFF if is_desk else RESIDENT) if not is_desk or door.opens_to(actor)]
    weights = [door.stands_before(path) for door in open_ones]
    most = max(weights, default=0)
    return [
        Tab(
            reverse(door.name),
            str(door.label),
            door.icon,
            current=bool(most) and weight == most,
            say=door.is_say,
            care=door.is_for_care,
        )
        for door, weight in zip(open_ones, weights, strict=True)
    ]


def open_to(actor: Actor) -> frozenset[str]:
    """Return the names of the staff's doors that an actor's posts open."""
    return frozenset(door.name for door in STAFF if door.opens_to(actor))


def rights(actor: Actor) -> frozenset[str]:
    """Return the rights that an actor's posts grant somewhere, so that a page offers nothing that would be refused."""
    return frozenset(right.value for right in Right if actor.areas_with(right))


def home_url(actor: Actor) -> str:
    """Return where an actor's day at the desk begins: behind the first door that opens to them."""
    return next((reverse(door.name) for door in STAFF if door.opens_to(actor)), "/")


def mine(actor: Actor) -> list[tuple[str, str | Promise, str | Promise]]:
    """Return what an actor finds under 我的: address, word, note; tasks and a desk only for those with a post."""
    if actor.resident_id is None:
        return []
    shown = [one for one in MINE if actor.seats or one[0] != "deliver:mine"]
    desk = [(home_url(actor), _("工作台"), _("岗位上的事"))] if open_to(actor) else []
    return desk + [(reverse(name), word, note) for name, word, note in shown]
