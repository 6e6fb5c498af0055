"""Where a text speaks of: names of compounds, roads, villages, schools and shops in it, found by how they end."""

import re
import tomllib
from importlib.resources import files

__all__ = ["find_places"]

_lists: dict[str, str] = tomllib.loads(
    files("civics.text").joinpath("places.toml").read_text(encoding="utf-8")
)


def _any_of(*lists: str) -> str:
    """Write lists of words as alternatives, longer words first."""
    words = {word for name in lists for word in _lists[name].split()}
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))


LONGEST_NAME = 10

_split = re.compile(
    r"[^\u4e00-\u9fff·a-z\d]+|(?<![a-z\d])[a-z]\d*[市区县州]|西地省"
    rf"|{_any_of('boundaries')}|[{''.join(_lists['stops'].split())}]"
)
_name = re.compile(rf"[\u4e00-\u9fff·a-z\d]{{0,20}}?(?:(?:{_any_of('endings')})(?!(?<=城)[厢市区乡关管]))+")
_plain = re.compile(rf"(?:{_any_of('endings', 'generic')})+")
_realm = re.compile(
    r"^(?:[\u4e00-\u9fff]{2,3}省)?(?:[\u4e00-\u9fff]{2,3}市)?"
    r"(?:[\u4e00-\u9fff]{2,4}(?<![小社片校园厂辖城住地业发景])区|[\u4e00-\u9fff]{1,3}县)?(?=.{2})"
)
_lead = re.compile(r"^(?:[建修开去来回进出拆挖铺设因当将以按如使上下]|新建|现)(?=[\u4e00-\u9fff]{3})")


def find_places(text: str) -> list[str]:
    """List the names of places in a folded text, in order, each as often as it is written. O(length)."""
    names = []
    for stretch in _split.split(text):
        before, end = "", -1
        for match in _name.finditer(stretch):
            # 花园 alone is no name, but in 花园南路 it begins one.
            name = (before if match.start() == end else "") + match[0]
            before, end = (name if _plain.fullmatch(name) else ""), match.end()
            name = _lead.sub("", _realm.sub("", name))[-LONGEST_NAME:]
            if len(name) > 1 and not _plain.fullmatch(name):
                names.append(name)
    return names
