"""Every page of the house, opened by whoever it is for: nothing grave for axe, nothing wide, no dead link, no code."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.urls import get_resolver, reverse
from playwright.sync_api import Page

import linli
from linli.circle.decide.models import Ballot
from linli.circle.deliver.models import Project
from linli.circle.listen.models import Voice
from linli.circle.matters.models import Matter
from linli.ground.look import untranslated
from tests.journeys.conftest import GRAVE
from tests.journeys.every_page import Follower, Found, Reader, addresses

pytestmark = [pytest.mark.journey, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

PEOPLE = (
    "shen_an",
    "gu_min",
    "wu_dan",
    "lin_xiao",
    "chen_jianguo",
    "luo_yongfu",
    "he_zhiqiang",
    "zhao_qi",
    "fang_ning",
    "tang_yuan",
    "gao_bo",
    "nobody",
)
"""Who follows the links, and in this order is asked to show a page: the owner, staff, the overseer … anyone."""

READ_TWICE = ("shen_an", "gu_min")
"""Who opens two pages of a kind; the others one, for what they alone may see."""

ELSEWHERE = {
    "look:": "the pattern book: tests/ground/look/test_pages.py",
    "api:": "no pages: tests/faces/api",
    "files:": "pictures: tests/ground/files",
    "account_confirm_login_code": "after a code was asked for: signing_in",
    "account_signup": "leads to signing in: tests/ground/people/signin",
    "mfa_": "after proving oneself again: proving_oneself",
    "decide:edit": "a draft: tests/circle/decide",
    "decide:vote": "leads back to the ballot: tests/circle/decide",
    "deliberate:desk-notes": "open hours: tests/circle/deliberate",
    "deliberate:sign-in": "while a meeting goes on: tests/circle/deliberate",
    "deliver:accept": "while works wait to be accepted: tests/circle/deliver",
    "disclose:brought": "a workbook that was brought: tests/circle/disclose",
    "deliberate:talk-": "tables of a talk that is over: tests/circle/deliberate",
    "evaluate:by-receipt": "on paper while neighbours rate: tests/circle/evaluate",
    "evaluate:appraisal": "a year's appraisal: tests/circle/evaluate",
    "evaluate:standing": "a year's appraisal: tests/circle/evaluate",
    "listen:export": "a table asked for: tests/circle/listen",
    "listen:import": "a workbook that was brought: tests/circle/listen",
    "listen:letter": "a letter to bring: tests/circle/listen",
    "listen:rate": "comes back to the voice: tests/circle/listen",
    "messages:letter": "a letter to bring: tests/ground/messages",
    "messages:message": "leads on: tests/ground/messages",
    "notices:change": "a draft: tests/commons/notices",
    "people:export": "a table asked for: tests/ground/people",
    "people:import": "a workbook that was brought: tests/ground/people",
    "web:secret-calendar": "a calendar for phones: tests/faces/web",
}
"""Addresses (by how their names begin) that no link of the demo leads to, and where they are looked at."""

NARROW = {"width": 360, "height": 780}
CONTRAST = {"runOnly": {"type": "rule", "values": ["color-contrast"]}, "resultTypes": ["violations"]}
IN_LARGE_TYPE = (
    "document.documentElement.dataset.mode = 'care'; delete document.documentElement.dataset.density"
)
HOUSE = Path(linli.__file__).parent
AS_WRITTEN = {"简体中文", "其他", "一位邻居", "议事会"}


def doors() -> dict[str, tuple[str, str]]:
    """Return pages that are told of on paper or in a message, not by a link: who opens them, and their address."""
    voice = Voice.objects.filter(author__isnull=False).earliest("pk")
    ballot, project = Ballot.objects.earliest("pk").pk, Project.objects.earliest("pk").pk
    matter = Matter.objects.earliest("pk").pk
    return {
        "account_change_password": ("gu_min", reverse("account_change_password")),
        "account_set_password": ("shen_an", reverse("account_set_password")),
        "account_inactive": ("nobody", reverse("account_inactive")),
        "account_logout": ("shen_an", reverse("account_logout")),
        "signin:declare": ("gu_min", reverse("signin:declare")),
        "decide:box": ("gu_min", reverse("decide:box", args=[ballot])),
        "decide:witness": ("gu_min", reverse("decide:witness", args=[ballot])),
        "deliberate:door": ("gu_min", reverse("deliberate:door", args=[1])),
        "deliver:task": ("luo_yongfu", reverse("deliver:task", args=[project])),
        "deliver:desk-add-task": ("gu_min", reverse("deliver:desk-add-task", args=[project])),
        "deliver:desk-start": ("gu_min", reverse("deliver:desk-start", args=[matter])),
        "disclose:result": ("gu_min", reverse("disclose:result", args=[matter])),
        "listen:receipt": ("nobody", f"/r/{voice.number}/{voice.secret}/"),
        "listen:masks": ("gu_min", reverse("listen:masks", args=[voice.pk])),
    }


@pytest.fixture
def house(settings, tmp_path, capsys, transactional_db) -> Found:
    """The demo corner, with every link in it followed by everyone."""
    settings.HOME, settings.IS_DEMO, settings.DEMO_URL = tmp_path, True, "/demo/"
    call_command("demo", size="corner")
    found = Found()
    for who in PEOPLE:
        Follower(who, signed_in(who), found, most=2 if who in READ_TWICE else 1).follow(
            ("/",) if who == "nobody" else ("/", "/in/me/")
        )
    for name, (who, url) in doors().items():
        found.pages[name].setdefault(who, url)
    return found


def signed_in(who: str) -> Client:
    client = Client()
    if who != "nobody":
        assert client.post(reverse("demo:be", args=[who])).status_code == 302
    return client


def only_takes_deeds(name: str, client: Client) -> bool:
    """Whether an address answers to being looked at that it cannot be."""
    resolver, room = get_resolver(), name.rpartition(":")[0]
    prefix, space = resolver.namespace_dict[room] if room else ("", resolver)
    ((shape, params),) = space.reverse_dict.getlist(name.rpartition(":")[2])[0][0]
    return client.get("/" + prefix + shape % dict.fromkeys(params, 1)).status_code == 405


def test_every_page_is_sound(house, browser, live_server):
    staff = signed_in("gu_min")
    forgotten = [
        name
        for name in addresses()
        if name not in house.names and not name.startswith(tuple(ELSEWHERE))
        if not only_takes_deeds(name, staff)
    ]
    walk = Walk(browser, live_server.url)
    for who, urls in by_person(house).items():
        walk.all_of(who, urls)
    faults = {
        "pages that nobody opened": forgotten,
        "links to nowhere": house.dead,
        "words of the program": sorted(set(house.codes)),
        "Chinese on English pages": left_in_chinese(house),
        **walk.faults,
    }

    assert {where: found for where, found in faults.items() if found} == {}


def by_person(house: Found) -> dict[str, list[str]]:
    """Return which pages each person shows: every kind of page once, by the first who has it."""
    shown = defaultdict(list)
    for seen in house.pages.values():
        who = next(one for one in PEOPLE if one in seen)
        shown[who].append(seen[who])
    return shown


class Walk:
    """One browser through all pages, everything on them open: in light, in dark and in large type."""

    def __init__(self, browser: Any, root: str) -> None:
        self.browser, self.root, self.axe = browser, root, Axe()
        self.faults: dict[str, list[Any]] = defaultdict(list)

    def all_of(self, who: str, urls: list[str]) -> None:
        """Walk through the pages of one person."""
        context = self.browser.new_context(
            base_url=self.root, viewport=NARROW, locale="zh-CN", color_scheme="light"
        )
        if who != "nobody":
            session = signed_in(who).cookies[settings.SESSION_COOKIE_NAME].value
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": self.root}])
        page = context.new_page()
        for url in urls:
            page.emulate_media(color_scheme="light")
            self.opened(page, url)
            page.evaluate(self.axe.axe_script)
            self.looked_at(page, "light", {"resultTypes": ["violations"]})
            page.emulate_media(color_scheme="dark")
            self.looked_at(page, "dark", CONTRAST)
            page.emulate_media(color_scheme="light")
            page.evaluate(IN_LARGE_TYPE)
            self.looked_at(page, "care", CONTRAST)
        context.close()

    def opened(self, page: Page, url: str) -> None:
        """Open a page and everything on it that folds."""
        status = page.goto(url).status
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        if status != 200:
            self.faults[url].append(status)

    def looked_at(self, page: Page, mode: str, options: dict[str, Any]) -> None:
        """Note what is grave for axe, and what is wider than the screen."""
        path = page.url.removeprefix(self.root)
        for one in page.evaluate("options => axe.run(options)", options)["violations"]:
            if one["impact"] in GRAVE:
                self.faults[path].append((mode, one["id"], [node["html"][:90] for node in one["nodes"]][:3]))
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > NARROW["width"]:
            self.faults[path].append((mode, "wide", wide))


def left_in_chinese(house: Found) -> list[str]:
    """Return the words of the house itself, not of people, that the English pages say in Chinese."""
    used = {words for _context, words in untranslated.used(HOUSE)}
    # One letter is a sign of the ring; AS_WRITTEN stands in the records of the demo, or is the name of a language.
    ours = {words for words in used if not words.isascii() and len(words) > 1} - AS_WRITTEN
    return sorted({words: f"{words} on {url}" for url, words in in_english(house) if words in ours}.values())


def in_english(house: Found) -> Iterator[tuple[str, str]]:
    """Yield every piece of text of every page in English."""
    for who, urls in by_person(house).items():
        client = signed_in(who)
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
        for url in urls:
            for words in Reader(client.get(url).content.decode()).words:
                yield url, words
