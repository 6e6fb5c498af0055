"""Atom feeds (RFC 4287): what is new, for feed readers; every id stays the same for ever."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

from django.conf import settings

_NAMESPACE = "http://www.w3.org/2005/Atom"
_BEGUN = 2026
"""The year from which the house mints tags (RFC 4151); never changed, or every reader shows everything anew."""
MEDIA_TYPE = "application/atom+xml; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Item:
    """One piece of news: `name` is its own for ever ("entry/12"), `path` is where it leads."""

    name: str
    title: str
    at: datetime
    path: str
    author: str
    summary: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """What a feed is about: its own name, title, the page it belongs to and its own address (paths)."""

    name: str
    title: str
    path: str
    own_path: str
    author: str


def tag(name: str) -> str:
    """Return the id of a thing for feeds and calendars, which stays the same when addresses change."""
    host = urlsplit(settings.BASE_URL).hostname or "localhost"
    return f"tag:{host},{_BEGUN}:{name}"


def written(feed: Feed, items: Iterable[Item], *, at: datetime) -> bytes:
    """Return a feed, newest first; an empty one was updated at `at`."""
    news = list(items)
    root = ET.Element("feed", {"xmlns": _NAMESPACE, "xml:lang": "zh-Hans"})
    _add(root, "id", tag(feed.name))
    _add(root, "title", feed.title)
    _add(root, "updated", _moment(max((item.at for item in news), default=at)))
    _link(root, "self", feed.own_path, type="application/atom+xml")
    _link(root, "alternate", feed.path, type="text/html")
    _add(ET.SubElement(root, "author"), "name", feed.author)
    for item in news:
        entry = ET.SubElement(root, "entry")
        _add(entry, "id", tag(item.name))
        _add(entry, "title", item.title)
        _add(entry, "updated", _moment(item.at))
        _add(entry, "published", _moment(item.at))
        _link(entry, "alternate", item.path, type="text/html")
        _add(ET.SubElement(entry, "author"), "name", item.author or feed.author)
        if item.summary:
            _add(entry, "summary", item.summary)
    body: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return body


def _add(parent: ET.Element, name: str, words: str) -> None:
    ET.SubElement(parent, name).text = "".join(sign for sign in words if _is_xml(ord(sign)))


def _link(parent: ET.Element, rel: str, path: str, **more: str) -> None:
    href = settings.BASE_URL.rstrip("/") + path
    ET.SubElement(parent, "link", {"rel": rel, "href": href, **more})


def _is_xml(code: int) -> bool:
    """Say whether a character may stand in XML 1.0 at all (section 2.2)."""
    return code in {0x9, 0xA, 0xD} or 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or code >= 0x10000


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
