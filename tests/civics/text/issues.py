"""Issues that a person found in the 4 326 real messages, written as rules over words, so that no text is copied."""

import re
from collections.abc import Callable, Iterable

from civics.text import Message, Topic

Rule = Callable[[str, str], bool]


def _has(pattern: str, text: str) -> bool:
    return re.search(pattern, text) is not None


def _tied_parking(title: str, whole: str) -> bool:
    """A railway company's staff may buy homes in one compound only together with a parking place."""
    buyers = _has("伊景园|滨河苑", whole) and _has("车位|认购|霸王|定向|购房", whole)
    return buyers or (_has("广铁|铁广", whole) and _has("车位|住宅项目", whole) and _has("购房|住宅", whole))


def _concrete_plant(title: str, whole: str) -> bool:
    """A concrete mixing plant beside one compound: dust and noise, not the compound's roads, rubbish or water."""
    elsewhere = _has("云塘路|垃圾站|公交|巴士|停车坪|违建是否|断业主家水", title)
    return "丽发" in whole and _has("搅拌|粉尘|灰尘|噪|太吵", whole) and not elsewhere


def _night_restaurants(title: str, whole: str) -> bool:
    """Restaurants and shops on the ground floor of one compound: fumes, and noise until the small hours."""
    return "魅力之城" in whole and _has("油烟|夜宵|烧烤|门店|商业门面|商铺", title)


def _loan_platform(title: str, whole: str) -> bool:
    """A failed loan platform and the police who say nothing about the case."""
    return _has("58车[贷货]", whole)


def _forced_work(title: str, whole: str) -> bool:
    """A college that sends its students to work in factories."""
    return "经济学院" in title and _has("实习|打工|工厂工作|实践", title)


ISSUES: dict[str, Rule] = {
    "tied parking": _tied_parking,
    "concrete plant": _concrete_plant,
    "night restaurants": _night_restaurants,
    "loan platform": _loan_platform,
    "forced work": _forced_work,
}


def about(issue: str, messages: Iterable[Message]) -> set[int | str]:
    """The ids of all messages about an issue."""
    rule = ISSUES[issue]
    return {one.id for one in messages if rule(_bare(one.title), _bare(one.title + one.text))}


def best_match(wanted: set[int | str], topics: Iterable[Topic]) -> tuple[float, int]:
    """The F of the topic that matches best, and its rank from 1."""
    found = []
    for rank, topic in enumerate(topics, start=1):
        members = {member.id for member in topic.members}
        found.append((2 * len(members & wanted) / (len(members) + len(wanted)), -rank))
    share, rank = max(found)
    return share, -rank


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", text)
