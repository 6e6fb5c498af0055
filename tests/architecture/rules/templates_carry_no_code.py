"""Looks live in the style sheets and behaviour in modules: a strict content policy refuses anything inline."""

import re
from collections.abc import Iterator

from tests.architecture.house import Breach, Rule, Source, example, is_template

INLINE = {
    "an inline style": re.compile(r"\sstyle\s*=", re.IGNORECASE),
    "a style element": re.compile(r"<style[\s>]", re.IGNORECASE),
    "an inline script": re.compile(
        r"<script(?![^>]*\ssrc=)(?![^>]*application/(?:ld\+)?json)[^>]*>", re.IGNORECASE
    ),
    "an event attribute": re.compile(r"\s(?:on[a-z]+|hx-on[:\w-]*)\s*=", re.IGNORECASE),
    "a javascript: address": re.compile(r"javascript:", re.IGNORECASE),
}
TAGS = re.compile(r"\{% comment %\}.*?\{% endcomment %\}|\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
PAGE = "linli/circle/listen/templates/listen/voice.html"


def find(source: Source) -> Iterator[Breach]:
    text = TAGS.sub(_blank, source.text)
    for number, line in enumerate(text.splitlines(), 1):
        yield from ((number, what) for what, pattern in INLINE.items() if pattern.search(f" {line}"))


def _blank(match: re.Match[str]) -> str:
    return "\n" * match.group().count("\n")


RULE = Rule(
    says="No inline style, script or event attribute in templates.",
    where=lambda source: is_template(source) and source.path.suffix == ".html",
    find=find,
    good=(
        example('<p class="said" data-once="yes">', PAGE),
        example('<script type="module" src="{% static "look/voice.js" %}"></script>', PAGE),
        example("{# no style= here #}", PAGE),
        example('{% include "ui/rows.html" with one=first style="wide" %}', PAGE),
        example('<button hx-post="{% url "listen:say" %}">', PAGE),
    ),
    bad=(
        example('<p style="color: red">', PAGE),
        example("<style>p {}</style>", PAGE),
        example("<script>alert(1)</script>", PAGE),
        example('<button onclick="go()">', PAGE),
        example('<button hx-on:click="go()">', PAGE),
        example('<a href="javascript:go()">', PAGE),
    ),
)
