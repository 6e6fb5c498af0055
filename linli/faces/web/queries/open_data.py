"""The rows of the open data: only what anyone may already read page by page, never who said it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from linli.circle.listen.choices import Shown, State
from linli.circle.listen.models import Voice
from linli.circle.matters.choices import Stage
from linli.circle.matters.models import Matter

Cell = str | int | None
Words = str | Promise
_AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class Dataset:
    """One table of the open data: its name in addresses, its title, its columns explained, its rows."""

    name: str
    title: Words
    columns: tuple[tuple[str, Words], ...]
    rows: Callable[[datetime], Iterator[tuple[Cell, ...]]]


def _day(at: datetime | None) -> str:
    return timezone.localdate(at).isoformat() if at else ""


def _matters(_at: datetime) -> Iterator[tuple[Cell, ...]]:
    rows = Matter.objects.select_related("community", "scope", "convener").order_by("pk")
    for one in rows.iterator(_AT_ONCE):
        yield (
            one.pk,
            one.community.name,
            one.scope.name,
            one.title,
            str(Stage(one.stage).label),
            one.lap,
            one.convener.name if one.convener else "",
            one.resident_need,
            one.governance_need,
            one.resident_score,
            one.governance_score,
            _day(one.opened_at),
            _day(one.due_at),
            _day(one.moved_at),
            one.joined_to_id,
            one.other_body,
            one.other_number,
        )


def _voices(_at: datetime) -> Iterator[tuple[Cell, ...]]:
    rows = Voice.objects.filter(shown=Shown.PUBLIC).select_related("community", "place", "voice_class")
    for one in rows.order_by("pk").iterator(_AT_ONCE):
        yield (
            one.pk,
            one.community.name,
            one.place.name,
            one.voice_class.name,
            one.title,
            one.text,
            str(State(one.state).label),
            one.supports,
            _day(one.said_at),
            _day(one.due_at),
            _day(one.answered_at),
            one.topic_id,
            one.matter_id,
        )


_COMMUNITY = ("community", _("哪个社区"))
_MATTER = ("matter", _("属于哪件事（编号），没有就空着"))

DATASETS: tuple[Dataset, ...] = (
    Dataset(
        "matters",
        _("大家的事"),
        (
            ("id", _("编号，网址里也用它")),
            _COMMUNITY,
            ("scope", _("关系到哪一片")),
            ("title", _("什么事")),
            ("stage", _("走到哪一步")),
            ("lap", _("第几圈；2就是重新打开过")),
            ("convener", _("谁来召集")),
            ("resident_need", _("居民要的")),
            ("governance_need", _("治理要的")),
            ("resident_score", _("居民要的做到了几分（0到10）")),
            ("governance_score", _("治理要的做到了几分（0到10）")),
            ("opened_on", _("哪天立的")),
            ("due_on", _("哪天到期")),
            ("moved_on", _("最近一次进展")),
            ("joined_to", _("并到哪件事")),
            ("other_body", _("转交给谁")),
            ("other_number", _("对方的编号")),
        ),
        _matters,
    ),
    Dataset(
        "voices",
        _("公开的话"),
        (
            ("id", _("编号，网址里也用它")),
            _COMMUNITY,
            ("place", _("说的是哪里")),
            ("class", _("哪一类")),
            ("title", _("标题")),
            ("text", _("公开的原话，个人信息已经遮住")),
            ("state", _("答复到哪一步")),
            ("supports", _("多少人说“我也是”")),
            ("said_on", _("哪天说的")),
            ("due_on", _("哪天到期")),
            ("answered_on", _("哪天答复的")),
            ("topic", _("属于哪个话题（编号）")),
            _MATTER,
        ),
        _voices,
    ),
)


def dataset(name: str) -> Dataset | None:
    """Return a table of the open data by its name, or None."""
    return next((one for one in DATASETS if one.name == name), None)
