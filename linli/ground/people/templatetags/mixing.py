"""The pictures of where neighbours came from, drawn in one piece; each stands beside its words."""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from django import template
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from linli.ground.people import phrases
from linli.ground.people.queries.coverage import Door, Year
from linli.ground.people.queries.mixing import TOLD_APART, Mixed, Villages

register = template.Library()

OTHERS, UNKNOWN = TOLD_APART + 1, TOLD_APART + 2
HEIGHT, HEAD = 132, 22
_SHARE = 0.76
_MOST_NUMBERED = 12


@register.filter
def in_ten(chance: Fraction | None) -> str | Promise:
    """Return a chance as neighbours say it: 十次里有七次."""
    if chance is None:
        return phrases.NOT_COUNTED
    if chance in (0, 1):
        return phrases.ALWAYS if chance else phrases.NEVER
    times = int(chance * 10 + Fraction(1, 2))
    if times in (0, 10):
        return phrases.NEARLY_ALWAYS if times else phrases.HARDLY
    return phrases.IN_TEN[times - 1]


@register.filter
def in_words(villages: Villages) -> str:
    """Return villages with their households: 梨园村12户、公平村8户、没有登记2户."""
    said = [_told(village, count) for village, count in villages.items() if village]
    unknown = villages.get("", 0)
    return _("、").join([*said, _told(_("没有登记"), unknown)] if unknown else said)


@register.simple_tag
def village_bar(villages: Villages, told_apart: Sequence[str]) -> SafeString:
    """Return the stacked bar of a building; its words stand beside it."""
    parts = _parts(villages, told_apart)
    total, start, drawn = sum(parts.values()), 0, []
    for pattern, count in parts.items():
        drawn.append((f"{100 * start / total:.2f}", f"{100 * count / total:.2f}", pattern))
        start += count
    rects = format_html_join("", '<rect x="{}%" width="{}%" height="100%" fill="url(#village-{})"/>', drawn)
    return format_html('<svg class="villages" aria-hidden="true">{}</svg>', rects)


@register.simple_tag
def village_legend(villages: Villages, told_apart: Sequence[str]) -> SafeString:
    """Return what each pattern means, with the households of it, as a list."""
    parts = _parts(villages, told_apart)
    names = dict(enumerate(told_apart, 1))
    names |= {OTHERS: _("其他村"), UNKNOWN: _("没有登记")}
    rows = ((pattern, _told(names[pattern], count)) for pattern, count in parts.items())
    mark = '<svg class="village-mark" aria-hidden="true"><rect width="100%" height="100%" fill="url(#village-{})"/>'
    return format_html_join("", f"<li>{mark}</svg>{{}}</li>", rows)


@register.simple_tag
def building_lines(buildings: Iterable[Mixed], told_apart: Sequence[str]) -> SafeString:
    """Return buildings as lines: where, how many, the bar and its words, the chance."""
    before, _one, after = reverse("people:building", args=[1]).rpartition("1")
    nobody = format_html('<span class="faint">{}</span>', _("没有人住"))
    line = (
        '<tr><td><a href="{}">{}</a></td><td class="end-col nums" data-label="{}">{}</td>'
        '<td class="from">{}</td><td data-label="{}">{}</td></tr>'
    )
    households, chance = _("户数"), _("两户不同村")

    def cells(one: Mixed) -> tuple[object, ...]:
        drawn = (village_bar(one.villages, told_apart), in_words(one.villages))
        picture = format_html("{}<p>{}</p>", *drawn) if one.villages else nobody
        said = in_ten(one.chance) if one.villages else "—"
        return f"{before}{one.area_id}{after}", one.address, households, one.households, picture, chance, said

    return format_html_join("", line, map(cells, buildings))


@register.simple_tag
def village_years(years: Sequence[Year], told_apart: Sequence[str]) -> SafeString:
    """Return the years of a building as stacked columns: across in percent, down in pixels."""
    most = max((year.stood for year in years), default=0) or 1
    slot = 100 / len(years)
    rects, words = [], []
    for place, year in enumerate(years):
        x, foot = slot * place + slot * (1 - _SHARE) / 2, float(HEAD + HEIGHT)
        for pattern, count in _parts(year.villages, told_apart).items():
            high = HEIGHT * count / most
            foot -= high
            rects.append((f"{x:.2f}", f"{foot:.1f}", f"{slot * _SHARE:.2f}", f"{high:.1f}", pattern))
        if len(years) <= _MOST_NUMBERED or place in (0, len(years) - 1):
            middle = f"{slot * (place + 0.5):.2f}"
            words += [(middle, f"{foot - 5:.1f}", year.stood), (middle, HEAD + HEIGHT + 18, year.year)]
    return format_html(
        '<svg class="years" height="{}" aria-hidden="true">{}'
        '<line x1="0" x2="100%" y1="{}" y2="{}"/>{}</svg>',
        HEAD + HEIGHT + 26,
        format_html_join("", '<rect x="{}%" y="{}" width="{}%" height="{}" fill="url(#village-{})"/>', rects),
        HEAD + HEIGHT,
        HEAD + HEIGHT,
        format_html_join("", '<text x="{}%" y="{}" text-anchor="middle">{}</text>', words),
    )


@register.simple_tag
def doors(homes: Iterable[Door]) -> SafeString:
    """Return the homes of a floor as small squares that lead to the register: shape and words, no name."""
    before, _one, after = reverse("people:home", args=[1]).rpartition("1")
    return format_html_join(
        "",
        '<li><a class="door door-{}" href="{}" title="{}">{}<span class="sr"> {}</span></a></li>',
        (
            (
                home.reach.value,
                f"{before}{home.home_id}{after}",
                home.reach.label,
                home.number,
                home.reach.label,
            )
            for home in homes
        ),
    )


def _parts(villages: Villages, told_apart: Sequence[str]) -> dict[int, int]:
    """Return how many households each pattern stands for: the large villages, the others, those nobody knows."""
    numbers = {name: number for number, name in enumerate(told_apart, 1)} | {"": UNKNOWN}
    found: dict[int, int] = {}
    for village, count in villages.items():
        pattern = numbers.get(village, OTHERS)
        found[pattern] = found.get(pattern, 0) + count
    return dict(sorted(found.items()))


def _told(village: str, count: int) -> str:
    words = ngettext("%(village)s%(count)s户", "%(village)s%(count)s户", count)
    return words % {"village": village, "count": count}
