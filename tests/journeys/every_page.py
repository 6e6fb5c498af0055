"""Finds every page of a house by following links as each neighbour, and names the addresses that no link led to."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from django.test import Client
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve

SILENT = {"script", "style", "svg", "code", "pre"}
HEARD = ("aria-label", "title", "placeholder", "alt")


class Reader(HTMLParser):
    """What is on a page: where its links lead, the ids it has, each piece of text that is read."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: set[str] = set()
        self.ids: set[str] = set()
        self.words: list[str] = []
        self._silent = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a link, an id, words that are only heard."""
        given = dict(attrs)
        self._silent += tag in SILENT
        self.ids |= {given["id"]} if given.get("id") else set()
        if tag == "a" and given.get("href"):
            self.links.add(str(given["href"]))
        if tag == "form" and (given.get("method") or "get").lower() == "get":
            self.links.add(str(given.get("action") or ""))
        self.words += [str(given[one]) for one in HEARD if given.get(one)]

    def handle_endtag(self, tag: str) -> None:
        """Read aloud again after what is not read."""
        self._silent -= tag in SILENT

    def handle_data(self, data: str) -> None:
        """Note a piece of text."""
        if not self._silent and data.strip():
            self.words.append(data.strip())


@dataclass
class Found:
    """What following all links came upon: pages by the name of their address and person, and what led nowhere."""

    pages: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    files: set[str] = field(default_factory=set)
    dead: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)

    @property
    def names(self) -> set[str]:
        """The names of all addresses that answered."""
        return {*self.pages, *self.files}


def addresses(resolver: URLResolver | None = None, room: str = "") -> Iterator[str]:
    """Yield the names of all addresses of the house."""
    for one in (resolver or get_resolver()).url_patterns:
        if isinstance(one, URLPattern):
            yield f"{room}{one.name}"
        else:
            yield from addresses(one, f"{one.namespace}:" if one.namespace else room)


@dataclass
class Follower:
    """One person following every link they are shown, a few pages of a kind."""

    who: str
    client: Client
    found: Found
    most: int = 1
    """How many pages of a kind are opened by their own address; with a question after it, one."""
    came: dict[str, str] = field(default_factory=dict)
    seen: Counter[tuple[str, bool]] = field(default_factory=Counter)

    def follow(self, begin: tuple[str, ...]) -> None:
        """Begin at some doors and note what does not answer."""
        self.came = dict.fromkeys(begin, "the door")
        queue = list(begin)
        while queue:
            queue += self._opened(queue.pop(0))

    def _opened(self, url: str) -> list[str]:
        name = named(url)
        if name is None:
            self.found.dead.append(f"{self.who}: {url} on {self.came[url]} is no address of the house")
            return []
        kind = (name, "?" in url)
        self.seen[kind] += 1
        if self.seen[kind] > (1 if kind[1] else self.most):
            return []
        answer = self.client.get(url, follow=True)
        if answer.status_code != 200:
            self.found.dead.append(f"{self.who}: {url} on {self.came[url]} answers {answer.status_code}")
            return []
        if "html" not in answer["Content-Type"]:
            self.found.files.add(name)
            return []
        if answer.redirect_chain:
            url = answer.redirect_chain[-1][0]
            name = named(url) or name
        self.found.pages[name].setdefault(self.who, url)
        return self._read(name, url, Reader(answer.content.decode()))

    def _read(self, name: str, url: str, page: Reader) -> list[str]:
        """Note the words of the program on a page and links within it to nowhere; return where else it leads."""
        self.found.codes += [f"{name}: {one}" for one in page.words if is_code(one)]
        further = []
        for one in sorted(page.links, key=counted):
            target = urlsplit(urljoin(f"http://here{url}", one))
            if one.startswith("#") and target.fragment and target.fragment not in page.ids:
                self.found.dead.append(f"{self.who}: {one} is nowhere on {url}")
            address = target.path + (f"?{target.query}" if target.query else "")
            if target.netloc == "here" and address not in self.came:
                self.came[address] = url
                further.append(address)
        return further


def counted(url: str) -> list[tuple[int, str]]:
    """Return a link in the form that sorts as people count: the same come first, whatever numbers rows have."""
    return [(int(part), "") if part.isdecimal() else (0, part) for part in re.split(r"(\d+)", url)]


def named(url: str) -> str | None:
    """Return the name of the address a link leads to, or None."""
    try:
        return resolve(urlsplit(url).path).view_name
    except Resolver404:
        return None


def is_code(words: str) -> bool:
    """Whether a piece of text is a word of the program, not of people: state_word, some-slug, last day."""
    return bool(re.fullmatch(r"[a-z]+(?:[ _-][a-z0-9]+)*", words)) and len(words) > 2
