"""Template tags and filters of the components: drawings, dates and numbers as a reader expects them."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as dataclass_field
from datetime import date, datetime
from functools import lru_cache
from typing import Any

import segno
from django import template
from django.forms import BoundField, Select
from django.forms.utils import flatatt
from django.template.context import RequestContext
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from linli.ground.look import figures, phrases, shapes
from linli.ground.look.appearance import Appearance
from linli.ground.look.masks import Mask, pieces
from linli.ground.look.navigation import Tab

register = template.Library()


@lru_cache(maxsize=2048)
def _drawn(name: str, _language: str, inputs: tuple[tuple[str, Hashable], ...]) -> SafeString:
    return mark_safe(render_to_string(f"ui/{name}.html", dict(inputs)).strip())  # noqa: S308 -- a template's own output


def _draw(name: str, **inputs: Hashable) -> SafeString:
    """Return a drawing, which depends on nothing but its inputs and the language; drawn once, then remembered."""
    return _drawn(name, get_language() or "", tuple(inputs.items()))


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """Return a line drawing of the sprite; without a label it is decoration."""
    said = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html('<svg class="icon" {}><use href="{}#{}"/></svg>', said, static("look/icons.svg"), name)


@register.simple_tag
def ring(
    at: int,
    laps: int = 0,
    *,
    closed: bool = False,
    skipped: str = "",
    core: str = "",
    sub: str = "",
    links: bool | str = True,
) -> SafeString:
    """Return the large ring; `skipped` names stages left out, as "23"; `links` names those that lead to #stage-1 …."""
    marks = shapes.states(at, closed=closed, skipped=tuple(map(int, skipped)))
    return _draw(
        "ring",
        figure=figures.ring(marks, laps),
        core=core or phrases.lap_name(laps + 1),
        sub=sub,
        links="123456" if links is True else links or "",
        laps=laps,
    )


@register.simple_tag
def ring_mini(
    at: int, laps: int = 0, *, closed: bool = False, skipped: str = "", size: str = ""
) -> SafeString:
    """Return the small ring; always beside the stage in words. size="l" is for homes."""
    marks = shapes.states(at, closed=closed, skipped=tuple(map(int, skipped)))
    return _draw(
        "ring-mini", figure=shapes.ring_mini(marks, laps), label=figures.ring_label(marks, laps), size=size
    )


@register.simple_tag
def ring_seg(stage: int) -> SafeString:
    """Return the ring with one stage lit, as the head of that stage's column."""
    marks = tuple("done" if number == stage else "open" for number in range(1, shapes.STAGES + 1))
    return _draw("ring-mini", figure=shapes.ring_mini(marks), label="", size="seg")


@register.simple_tag
def ripple(spots: Sequence[Mapping[str, object]]) -> SafeString:
    """Return what goes on near a home: each spot has words, url, scope (1 to 4) and maybe now."""
    return SafeString(render_to_string("ui/ripple.html", {"figure": figures.ripple(spots)}))


@register.simple_tag
def scope(level: int, words: str = "") -> SafeString:
    """Return the glyph for how near something is (1 stairwell … 4 community) and its word."""
    return _draw("scope", figure=figures.scope(level), words=words or str(phrases.SCOPES[level - 1]))


@register.simple_tag
def people(count: int, again: int = 0, per_row: int = 20, *, small: bool = False) -> SafeString:
    """Return one dot a person; `again` of them are ringed, because they spoke more than once."""
    return _draw("people", figure=figures.people(count, again, per_row, small=small))


@register.simple_tag
def clock(
    used: int, total: int, due: date | None = None, *, held: str = "", answered: bool = False
) -> SafeString:
    """Return the working days of a promise: `used` of `total`, today among them; `held` is why it stands still."""
    return _draw("clock", figure=figures.clock(used, total, held=held, answered=answered), due=due)


@register.simple_tag
def gauge(*shares: float, tick: float | None = None, tick_name: str = "", label: str = "") -> SafeString:
    """Return a bar of shares in percent, with a named threshold; the numbers stand in words beside it."""
    return _draw("gauge", parts=tuple(shapes.parts(shares)), tick=tick, tick_name=tick_name, label=label)


@register.simple_tag
def bar(share: float) -> SafeString:
    """Return a plain bar of so many percent; its number stands beside it."""
    return format_html('<svg aria-hidden="true"><rect width="{}%" height="100%"/></svg>', round(share, 1))


@register.simple_tag
def margin(first: object, sure: int, second: object, less: int) -> SafeString:
    """Return the suggested class and its runner-up, each with how sure the suggestion is (0 to 100)."""
    return _draw("margin", first=str(first), sure=sure, second=str(second), less=less, apart=sure - less)


@register.simple_tag
def stamp(
    word: str,
    *,
    took_part: tuple[bool, bool] = (True, True),
    agreed: tuple[bool, bool] = (True, True),
    label: str = "",
) -> SafeString:
    """Return the stamp of a result; each pair is (by heads, by area)."""
    passed = all(took_part) and all(agreed)
    return _draw(
        "stamp", halves=tuple(shapes.stamp(took_part, agreed)), word=word, passed=passed, label=label or word
    )


@register.simple_tag
@lru_cache(maxsize=256)
def qr(text: str, label: str = "") -> SafeString:
    """Return a square to scan, as an inline drawing without any style of its own."""
    code = segno.make(text, error="m", micro=False)
    drawing = code.svg_inline(
        scale=1, border=2, omitsize=True, svgclass="qr", lineclass=None, title=label or None
    )
    return mark_safe(drawing)  # noqa: S308 -- segno's own output; it escapes the title


@register.simple_tag
def masked(text: str, masks: Sequence[Mask]) -> SafeString:
    """Return a text in which each proposed mask is struck, with its kind and what will stand there."""
    return SafeString(render_to_string("ui/masked.html", {"pieces": pieces(text, masks)}))


@register.simple_tag
def display_choices(look: Appearance) -> SafeString:
    """Return the buttons that choose how pages look; the same for all who chose the same."""
    return _draw("display-choices", look=replace(look, here=""))


@register.simple_tag
def attributes(attrs: Mapping[str, object]) -> SafeString:
    """Return the attributes of a box as HTML writes them."""
    return flatatt(dict(attrs))


@register.simple_tag
def options(choices: Iterable[Mapping[str, Any]]) -> SafeString:
    """Return the options of a list to choose from (a template each made a list of forty cost 2 ms)."""
    lines = ((one["value"], flatatt(one["attrs"]) if one["attrs"] else "", one["label"]) for one in choices)
    return format_html_join("", '<option value="{}"{}>{}</option>', lines)


@register.simple_tag
def picks(pairs: Iterable[tuple[object, object]], chosen: object = "") -> SafeString:
    """Return the options of a plain list (value and words), the chosen one marked; the same list is drawn once."""
    return _picks(tuple((str(value), str(words)) for value, words in pairs), str(chosen or ""))


@lru_cache(maxsize=256)
def _picks(pairs: tuple[tuple[str, str], ...], chosen: str) -> SafeString:
    marked = mark_safe(" selected")
    lines = ((value, marked if value == chosen else "", words) for value, words in pairs)
    return format_html_join("", '<option value="{}"{}>{}</option>', lines)


@register.simple_tag
def box(field: BoundField) -> SafeString:
    """Return the box of a question; a list to choose from is drawn once for each choice, then remembered."""
    if not isinstance(field.field.widget, Select) or field.errors:
        return SafeString(field)
    asked = field.field
    choices = tuple((str(value), str(label)) for value, label in asked.widget.choices)
    seen = (
        field.html_name,
        field.auto_id,
        str(field.value()),
        asked.required,
        asked.disabled,
        asked.help_text,
    )
    return _boxed(_Boxed((get_language(), *seen, *sorted(asked.widget.attrs.items()), choices), field))


@dataclass(frozen=True, slots=True)
class _Boxed:
    """A question, known by all that its box shows."""

    key: tuple[Hashable, ...]
    field: BoundField = dataclass_field(compare=False)


@lru_cache(maxsize=256)
def _boxed(asked: _Boxed) -> SafeString:
    return SafeString(asked.field)


@register.simple_tag
def tabs(nav: Iterable[Tab], label: str) -> SafeString:
    """Return the tabs across the top of the desk; the same tabs are drawn once."""
    return _draw("tabs", nav=tuple(nav), label=label)


@register.simple_tag(takes_context=True)
def page_url(context: RequestContext, number: int, name: str = "page") -> str:
    """Return this page's address with another page number, every other choice kept."""
    return with_query(context, **{name: str(number)})


_PLACES = ("page", "after", "before")
"""Where one is in a list; any other choice starts it again."""


@register.simple_tag(takes_context=True)
def with_query(context: RequestContext, **changes: object) -> str:
    """Return this page's query string with some choices changed; None or "" takes one off; the list starts again."""
    request = context.get("request")
    if request is None:
        return ""
    query = request.GET.copy()
    for name in (*_PLACES, *changes):
        query.pop(name, None)
    for name, value in changes.items():
        if value not in (None, ""):
            query[name] = str(value)
    return f"?{query.urlencode()}"


@register.simple_tag(takes_context=True)
def without(context: RequestContext, name: str) -> str:
    """Return this page's query string with one choice taken off."""
    return with_query(context, **{name: None})


@register.filter
def day(when: date | datetime | None) -> str:
    """Return a day as one says it: 11月24日."""
    moment = _local(when)
    return "" if moment is None else _("%(month)s月%(day)s日") % _parts(moment)


@register.filter
def full_day(when: date | datetime | None) -> str:
    """Return a day with its year: 2026年11月24日."""
    moment = _local(when)
    return "" if moment is None else _("%(year)s年%(month)s月%(day)s日") % _parts(moment)


@register.filter
def weekday(when: date | datetime | None) -> str:
    """Return the weekday: 星期六."""
    moment = _local(when)
    names = (_("星期一"), _("星期二"), _("星期三"), _("星期四"), _("星期五"), _("星期六"), _("星期日"))
    return "" if moment is None else names[moment.weekday()]


@register.filter
def weekday_short(when: date | datetime | None) -> str:
    """Return the weekday in two characters: 周六."""
    moment = _local(when)
    names = (_("周一"), _("周二"), _("周三"), _("周四"), _("周五"), _("周六"), _("周日"))
    return "" if moment is None else names[moment.weekday()]


@register.filter
def moment(when: datetime | None) -> str:
    """Return a day and time: 11月24日17:00."""
    local = _local(when)
    if not isinstance(local, datetime):
        return day(local)
    return _("%(day)s%(time)s") % {"day": day(local), "time": f"{local:%H:%M}"}


@register.filter
def figure(number: float | None) -> str:
    """Return a number with a comma at each thousand: 51,284."""
    return "" if number is None else f"{number:,}"


@register.filter
def yuan(fen: int | None) -> str:
    """Return an amount of fen in yuan: 88,400元, with its fen only where there are any."""
    if fen is None:
        return ""
    sign, whole, rest = "−" if fen < 0 else "", *divmod(abs(fen), 100)
    return _("%(amount)s元") % {"amount": f"{sign}{whole:,}" + (f".{rest:02d}" if rest else "")}


_KINDS = {
    "success": "done",
    "warning": "wait",
    "error": "alarm",
    "done": "done",
    "wait": "wait",
    "alarm": "alarm",
}


@register.filter
def as_kind(word: str | None) -> str:
    """Return the kind of notice for a level of Django's messages, or the kind itself; info for all else."""
    return _KINDS.get((word or "").rpartition(" ")[2], "info")


@register.filter
def lookup(mapping: object, key: object) -> object:
    """Return what a mapping holds under a key that is itself a variable; nothing when there is no mapping."""
    return mapping.get(key, "") if isinstance(mapping, Mapping) else ""


@register.filter
def breakable(title: str) -> SafeString:
    """Return a title that may break after its punctuation (titles keep words together otherwise)."""
    escaped = str(conditional_escape(title))
    for sign in "：，；、。！？":
        escaped = escaped.replace(sign, f"{sign}<wbr>")
    return mark_safe(escaped)  # noqa: S308 -- escaped above; only <wbr> is added


def _local(when: date | datetime | None) -> date | datetime | None:
    return timezone.localtime(when) if isinstance(when, datetime) and timezone.is_aware(when) else when


def _parts(when: date) -> dict[str, object]:
    months = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    return {"year": when.year, "month": when.month, "day": when.day, "month_name": months[when.month - 1]}
