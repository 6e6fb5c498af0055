"""The dense list of voices and the counts above it, each drawn in one piece: a template a line cost 0.25 ms."""

from collections.abc import Iterable
from functools import lru_cache

from django import template
from django.template import Context
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from linli.circle.listen.choices import ClassedBy
from linli.circle.listen.models import Topic, Voice
from linli.circle.listen.portraits import Due
from linli.circle.listen.queries.inbox import Head, InboxRow
from linli.circle.listen.queries.topics import TopicRow
from linli.ground.look.templatetags.ui import margin, people

register = template.Library()

_LINE = (
    '<tr><td class="no"><span class="nums">{}</span><br>{}</td><td><a href="{}">{}</a><br>'
    '<span class="faint">{}</span></td><td class="class">{}<div>{}</div></td>'
    '<td class="end-col"><span class="due{}">{}</span></td></tr>'
)
_TOPIC = (
    '<li><a class="name" href="{}">{}</a><div class="heat">{}<span><b>{}</b>　{}　{}</span><span>{}</span></div>'
    '<p class="faint">{}　{}</p></li>'
)
_GAP = "\u3000"


@register.simple_tag
def voice_lines(rows: Iterable[tuple[InboxRow, Due]]) -> SafeString:
    """Return the lines of a list of voices for staff."""
    before, _one, after = reverse("listen:desk-voice", args=[1]).rpartition("1")
    ask, unsaid = _("请您定"), _("（录音）")

    def cells(row: InboxRow, due: Due) -> tuple[object, ...]:
        voice = row.voice
        address = f"{before}{voice.pk}{after}"
        return (
            voice.number,
            voice.get_channel_display(),
            address,
            row.excerpt or unsaid,
            _beside(row),
            _guessed(voice),
            _settled(voice, address, ask),
            f" due-{due.kind}" if due.kind else "",
            due.words,
        )

    return format_html_join("", _LINE, (cells(row, due) for row, due in rows))


def _beside(row: InboxRow) -> str:
    """Where it is, who said it, what it is like, and what to mind."""
    voice = row.voice
    words = [str(voice.place), voice.signature]
    if voice.topic is not None:
        words.append(_("像“%(name)s”") % {"name": voice.topic})
    if row.is_unconfirmed:
        words.append(_("本人住处未核对"))
    if row.is_reported:
        words.append(_("有人举报"))
    return _GAP.join(words)


def _guessed(voice: Voice) -> str:
    if voice.first_guess is None:
        return ""
    return margin(voice.first_guess, voice.confidence, voice.second_guess or "", voice.second_confidence)


def _settled(voice: Voice, address: str, ask: str) -> str:
    if voice.classed_by == ClassedBy.NOBODY:
        return format_html('<a class="press press-mini press-ask" href="{}#classify">{}</a>', address, ask)
    by = voice.get_classed_by_display()
    return format_html('{}<br><span class="faint">{}</span>', voice.voice_class, by)


@register.simple_tag(takes_context=True)
def topic_lines(context: Context, rows: Iterable[TopicRow]) -> SafeString:
    """Return the lines of a list of topics for staff; those who only read are led to the public pages."""
    leads = "listen:desk-topic" if "handle_voices" in context["rights"] else "listen:topic"
    before, _one, after = reverse(leads, args=[1]).rpartition("1")

    def cells(topic: Topic, waiting: int) -> tuple[object, ...]:
        return (
            f"{before}{topic.pk}{after}",
            topic,
            people(topic.people, 0, 40, small=True),
            ngettext("%(n)s位", "%(n)s位", topic.people) % {"n": topic.people},
            ngettext("%(n)s条", "%(n)s条", topic.voices_count) % {"n": topic.voices_count},
            ngettext("%(n)s条等答复", "%(n)s条等答复", waiting) % {"n": waiting},
            topic.get_state_display(),
            topic.words,
            topic.places,
        )

    return format_html_join("", _TOPIC, (cells(row.topic, row.open_count or 0) for row in rows))


@register.simple_tag(takes_context=True)
def clocks(context: Context, head: Head) -> SafeString:
    """Return the counts above the workbench, drawn once; letters lead on only for their bringers."""
    return _clocks(head, get_language() or "", brings="handle_voices" in context["rights"])


@lru_cache(maxsize=256)
def _clocks(head: Head, _language: str, *, brings: bool) -> SafeString:
    return SafeString(render_to_string("listen/desk/clocks.html", {"head": head, "brings": brings}))
