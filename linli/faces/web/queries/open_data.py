"""The rows of the open data: only what anyone may already read page by page, never who said it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from linli.circle.decide.choices import State as Voting
from linli.circle.decide.models import Outcome
from linli.circle.disclose.queries import sheets
from linli.circle.evaluate.choices import Ending
from linli.circle.evaluate.models import Round
from linli.circle.evaluate.queries import results
from linli.circle.listen.choices import Shown, State
from linli.circle.listen.models import Voice
from linli.circle.matters.choices import Stage
from linli.circle.matters.models import Matter
from linli.commons.notices.models import Notice
from linli.ground.people.choices import AreaKind
from linli.ground.people.models import Area

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


def _notices(_at: datetime) -> Iterator[tuple[Cell, ...]]:
    rows = Notice.objects.readable().select_related("community", "area", "organization").order_by("pk")
    for one in rows.iterator(_AT_ONCE):
        yield (
            one.pk,
            one.community.name,
            one.area.name,
            str(one.get_kind_display()),
            one.title,
            one.body,
            one.organization.name if one.organization else "",
            _day(one.posted_at),
            _day(one.ends_at),
            _day(one.withdrawn_at),
            one.withdrawn_reason,
            one.digest,
            one.matter_id,
        )


def _money(_at: datetime) -> Iterator[tuple[Cell, ...]]:
    for community in Area.objects.filter(kind=AreaKind.COMMUNITY):
        for line in sheets.open_data(community.pk):
            yield (community.name, *line.values())


def _results(_at: datetime) -> Iterator[tuple[Cell, ...]]:
    """Ballots that were counted, as far as their result is shown to all, and what neighbours gave once they ended."""
    yield from _ballots()
    yield from _ratings()


def _ballots() -> Iterator[tuple[Cell, ...]]:
    rows = Outcome.objects.filter(ballot__posted_at__isnull=False, ballot__state=Voting.SETTLED)
    for one in rows.select_related("ballot__community").order_by("ballot_id").iterator(_AT_ONCE):
        ballot = one.ballot
        yield (
            "ballot",
            ballot.pk,
            ballot.community.name,
            ballot.matter_id,
            ballot.question,
            str(one.get_verdict_display()),
            one.chosen if one.is_shown else "",
            None,
            "",
            _day(one.counted_at),
        )


def _ratings() -> Iterator[tuple[Cell, ...]]:
    ended = Round.objects.exclude(ending=Ending.OPEN).select_related("community", "matter").order_by("pk")
    for batch in batched(ended.iterator(_AT_ONCE), _AT_ONCE):
        for result in results.results(batch):
            found = result.round
            yield (
                "rating",
                found.pk,
                found.community.name,
                found.matter_id,
                found.matter.title,
                str(found.get_ending_display()),
                "",
                found.ratings_count,
                result.mean_words,
                _day(found.closed_at),
            )


def batched(rows: Iterator[Round], size: int) -> Iterator[list[Round]]:
    """Yield rows by the thousand, so that what belongs to them is asked for at once."""
    while batch := list(islice(rows, size)):
        yield batch


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
    Dataset(
        "notices",
        _("公示"),
        (
            ("id", _("编号，网址里也用它")),
            _COMMUNITY,
            ("area", _("贴在哪里")),
            ("kind", _("哪一类")),
            ("title", _("标题")),
            ("body", _("正文")),
            ("by", _("谁贴的（组织）")),
            ("posted_on", _("哪天贴的")),
            ("until", _("贴到哪天")),
            ("withdrawn_on", _("哪天撤下的")),
            ("withdrawn_reason", _("为什么撤下")),
            ("sha256", _("贴出时全文的指纹")),
            _MATTER,
        ),
        _notices,
    ),
    Dataset(
        "money",
        _("每月的钱"),
        (
            _COMMUNITY,
            ("area", _("哪个小区")),
            ("month", _("哪个月")),
            ("item", _("哪一项")),
            ("income_fen", _("收了多少（分）")),
            ("expense_fen", _("支了多少（分）")),
            ("units_hundredths", _("用了多少（百分之一个单位）")),
            ("note", _("说明")),
            ("notice", _("贴在哪张公示（编号）")),
        ),
        _money,
    ),
    Dataset(
        "results",
        _("投票和评分的结果"),
        (
            ("kind", _("ballot是投票，rating是评分")),
            ("id", _("编号，网址里也用它")),
            _COMMUNITY,
            _MATTER,
            ("title", _("什么事")),
            ("outcome", _("结果")),
            ("chosen", _("选中的选项（代号），不公布的空着")),
            ("ratings", _("多少人评")),
            ("mean", _("平均几分，人太少的空着")),
            ("on", _("哪天有的结果")),
        ),
        _results,
    ),
)


def dataset(name: str) -> Dataset | None:
    """Return a table of the open data by its name, or None."""
    return next((one for one in DATASETS if one.name == name), None)
