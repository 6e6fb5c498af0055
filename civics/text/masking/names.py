"""Names of people: those on a list of neighbours, and those that the words before or after give away."""

import re
import tomllib
from collections.abc import Iterable
from importlib.resources import files

from civics.text.shapes import Mask

__all__ = ["find_names", "find_neighbours"]

_lists: dict[str, str] = tomllib.loads(
    files("civics.text.masking").joinpath("names.toml").read_text(encoding="utf-8")
)


def _any_of(name: str) -> str:
    """Write a list of words as alternatives, longer words first."""
    return "|".join(sorted(_lists[name].split(), key=lambda word: (-len(word), word)))


SINGLE = "".join(_lists["single"].split())
ORDINARY = frozenset(_lists["ordinary"].split())
SURNAME = rf"(?:{_any_of('double')}|[{SINGLE}])"

NEVER_IN_NAMES = (
    "的了在是说去来我你他她它把被将和与跟及也都就还又再要会能可请让使到对给为因没不很这那什么怎谁吗呢吧啊们"
)
FOLLOWS = "住家今年现已经正常天电手身男女岁号个里外上下前后多次等或但而且如每有从向于所以"
GIVEN = rf"[^\W\da-zA-Z_{NEVER_IN_NAMES}]"
NAME = rf"(?P<name>{SURNAME}{GIVEN}{{1,2}}?)"
END = rf"(?=[^\w]|[\da-zA-Z{NEVER_IN_NAMES}{FOLLOWS}]|先生|女士|$)"
LINK = r"(?:\s|:|：|,|，|是|为|叫|名叫|名字叫|本人)*"

CALLED = re.compile(rf"(?:{_any_of('calls')})\s*{NAME}{END}")
LABELLED = re.compile(rf"(?:姓\s*名|{_any_of('labels')}){LINK}{NAME}{END}")
NEXT_TO = re.compile(rf"(?:{_any_of('beside')})(?:\s|:|：|的|叫|姓名|名叫)*{NAME}{END}")
I_AM = re.compile(rf"(?:我是|本人|在下)\s*{NAME}(?=\s*(?:[,，。;；!！(（、]|$))")
ADDRESSED = re.compile(rf"(?<![主保责])(?:[小老]?{SURNAME})(?:某|{GIVEN}{{0,2}}?)(?:{_any_of('titles')})")
FAMILY = re.compile(rf"(?:{_any_of('houses')})[^\w]*(?:是|有)?[个户家]?姓(?P<name>{SURNAME})的?")

REASONS = (
    (LABELLED, "前面写着姓名"),
    (CALLED, "前面写着叫什么"),
    (NEXT_TO, "紧跟在“业主、邻居”这类词后面"),
    (I_AM, "前面写着我是谁"),
)
ROLES = re.compile(r"[生工人主民员师家户长客友者党校店区司妈爸业军兵女子姐城厂]$")


def find_neighbours(plain: str, names: Iterable[str]) -> list[Mask]:
    """Find the names on a list wherever they stand, also with spaces between the characters."""
    masks: list[Mask] = []
    for name in sorted(
        {one.strip() for one in names if len(one.strip()) > 1}, key=lambda one: (-len(one), one)
    ):
        spaced = r"\s?".join(re.escape(letter) for letter in name if not letter.isspace())
        masks.extend(
            Mask(m.start(), m.end(), "neighbour", "是名单上的邻居") for m in re.finditer(spaced, plain)
        )
    return masks


def find_names(plain: str) -> list[Mask]:
    """Find names that their surroundings give away: 我叫…, 业主…, 联系人：…, …阿姨. O(length)."""
    masks: list[Mask] = []
    for pattern, reason in REASONS:
        masks.extend(
            Mask(match.start("name"), match.end("name"), "name", reason)
            for match in pattern.finditer(plain)
            if _is_name(match["name"], strict=pattern is I_AM)
        )
    masks.extend(Mask(m.start("name"), m.end("name"), "name", "写着姓什么") for m in FAMILY.finditer(plain))
    masks.extend(
        Mask(match.start(), match.end(), "name", "像对人的称呼")
        for match in ADDRESSED.finditer(plain)
        if _is_name(match[0].lstrip("小老"), strict=False)
    )
    return masks


def _is_name(name: str, *, strict: bool) -> bool:
    if name[:2] in ORDINARY or "某" in name:
        return False
    return not (strict and ROLES.search(name))
