"""The register's lines, drawn in one piece: as nodes of a template forty of them cost 4 ms."""

from collections.abc import Iterable

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from linli.ground.people.queries.register import Line

register = template.Library()

_LINE = (
    '<tr><td><a href="{}">{}</a></td>\n<td>{}</td>\n<td>{}</td>\n'
    '<td>{}</td><td class="end-col nums">{}</td></tr>'
)


@register.simple_tag
def home_lines(lines: Iterable[Line]) -> SafeString:
    """Return homes as lines of the register."""
    before, _one, after = reverse("people:home", args=[1]).rpartition("1")
    nobody = format_html('<span class="faint">{}</span>', _("没有人住"))
    no_owner = format_html('<span class="faint">{}</span>', _("没有登记"))

    counted: dict[int, str] = {}

    def household(line: Line) -> str:
        if line.people == 1:
            return line.head
        if line.people not in counted:
            words = ngettext("%(n)s人", "%(n)s人", line.people) % {"n": line.people}
            counted[line.people] = format_html('\u3000<span class="faint">{}</span>', words)
        return format_html("{}{}", line.head, counted[line.people])

    def cells(line: Line) -> tuple[object, ...]:
        return (
            f"{before}{line.home_id}{after}",
            line.address,
            household(line) if line.people else nobody,
            "、".join(line.owners) or no_owner,
            line.use,
            line.size or "—",
        )

    return format_html_join("", _LINE, map(cells, lines))
