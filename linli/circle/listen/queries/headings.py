"""Names a topic from what its voices share, and says when they share too little to be one."""

import re
from collections.abc import Iterable

from linli.ground.lib.text import clip, half_width

LONGEST = 24
FEWEST = 2
_ENDS = re.compile(r"[，。！？；：、,!?;:\s“”（）()]+")  # han: marks that end a clause
_NUMBERED = re.compile(
    r"[0-9零一二三四五六七八九十百第]+|[号楼幢栋座层室户弄区门天年月日点时]|单元|小区|#"
)  # han: numbers, what is numbered


def heading(title: str, text: str, words: Iterable[str], places: Iterable[str]) -> str:
    """Return at most 24 characters: the clause that holds most of the shared words, with the place in front of it."""
    shared, near = [word for word in words if word], [place for place in places if place]
    clauses = [clause for part in (title, text) for clause in _ENDS.split(part) if clause]

    def held(clause: str) -> int:
        return sum(len(word) for word in {*shared, *near} if word in clause)

    best = max(clauses, key=lambda clause: (held(clause), -len(clause)), default="")
    if not held(best):
        best = "".join(shared[:2]) or best
    best = _about(best, [*near, *shared])
    where = next((place for place in near if len(place) + len(best) < LONGEST), "")
    is_placed = any(place in best for place in near)
    return clip(best if is_placed or not where else f"{where} {best}", LONGEST)


def say_enough(words: Iterable[str], places: Iterable[str]) -> bool:
    """Say whether shared words are about something: the number of a building or a day alone joins nobody."""
    where = "".join(places)
    return any(len(_NUMBERED.sub("", half_width(word))) >= FEWEST for word in words if word not in where)


def _about(clause: str, shared: list[str]) -> str:
    """Return a clause that is too long from its first shared word on."""
    if len(clause) <= LONGEST:
        return clause
    starts = [clause.index(word) for word in shared if word in clause]
    return clause[min(starts, default=0) :]
