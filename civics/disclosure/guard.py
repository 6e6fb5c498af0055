"""The guard: shows figures only when nobody's paper, or nobody's coming, follows from all that is out.

Area totals of a small house unmask: with twelve flats of different size, count and area of the yes votes fix
every paper in nearly all outcomes. The guard tries out every vote that fits (exact); where the house is too large
for that it needs an argument by exchange; without one it refuses. It never judges the statutory result
of a named vote, which the law wants published.
"""

from collections import defaultdict
from dataclasses import dataclass
from typing import Literal

import numpy as np

from civics.disclosure.figures import Figure, ImpossibleFigures, Question, Voter, check
from civics.disclosure.swaps import everyone_has_a_partner
from civics.disclosure.worlds import Box, Kind, TooManyWorlds, possible

Method = Literal["statutory", "exact", "swap", "counts", "too_large"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the figures asked may be shown, by which argument, and whom they would expose (for insiders)."""

    may_show: bool
    method: Method
    exposed: tuple[str, ...]
    reason: str


def judge(question: Question) -> Verdict:
    """Judge whether figures may be shown together with those already out.

    choice: nobody of the voters may be fixed to one option. participation: at no moment may anybody be known to have
    taken part, or known not to have. On a refusal keep what is on the screen as it is: no change and
    a refusal then look alike, so that the refusal tells nothing.

    Raises:
        BadVoters, BadFigure: voters, figures or piles that cannot be.
        ImpossibleFigures: no vote gives these figures.
    """
    check(question)
    if question.occasion == "statutory_result":
        return _verdict("statutory", "The result of a named vote is published in full; the law wants it.")
    if _by_counts(question):
        return _verdict("counts", "Heads alone are shown, and every group holds voters of both kinds.")
    try:
        return _exactly(question)
    except TooManyWorlds:
        return _at_large(question)


def _exactly(question: Question) -> Verdict:
    kinds = _kinds(question)
    moments = sorted({figure.moment for figure in question.figures})
    things = list(question.options) if question.protects == "choice" else [*moments, None]
    columns = [column for figure in question.figures for column in _columns(figure)]
    low, high = (np.array([column[side] for column in columns], dtype=np.int64) for side in (0, 1))
    asked = []
    for alike in kinds:
        adds = [_adds(question, alike[0], thing) for thing in things]
        asked.append(Kind(len(alike), np.array(adds, dtype=np.int64)))
    found = possible(asked, Box(low, high))
    if not all(found):
        raise ImpossibleFigures("No vote of these voters gives these figures; one of them is wrong.")
    exposed = [
        voter.id
        for alike, done in zip(kinds, found, strict=True)
        if (len(done) == 1 if question.protects == "choice" else _known_at_some_moment(done, len(moments)))
        for voter in alike
    ]
    if exposed:
        sentence = f"{len(exposed)} of {len(question.voters)} voters would be known."
        return _refused("exact", sentence, tuple(sorted(exposed)))
    return _verdict("exact", "Every voter could have done otherwise in some vote that fits.")


def _kinds(question: Question) -> list[list[Voter]]:
    """Put together the voters whom no figure tells apart."""
    with_area = {figure.group for figure in question.figures if figure.area is not None}
    told = {figure.group for figure in question.figures}
    kinds: dict[tuple[int, str], list[Voter]] = defaultdict(list)
    for voter in question.voters:
        area = voter.area if with_area & {"", voter.group} else 0
        kinds[area, voter.group if voter.group in told else ""].append(voter)
    return list(kinds.values())


def _columns(figure: Figure) -> list[tuple[int, int]]:
    columns = []
    if figure.heads is not None:
        columns.append((figure.heads, figure.heads))
    if figure.area is not None:
        columns.append((figure.area, figure.area + figure.step - 1))
    return columns


def _adds(question: Question, voter: Voter, thing: str | int | None) -> list[int]:
    """What a voter who did this thing (said an option; took part first at a moment, or never) adds to each sum."""
    adds = []
    for figure in question.figures:
        inside = figure.group in ("", voter.group)
        did = (
            thing == figure.option if isinstance(thing, str) else thing is not None and thing <= figure.moment
        )
        if figure.heads is not None:
            adds.append(int(inside and did))
        if figure.area is not None:
            adds.append(voter.area if inside and did else 0)
    return adds


def _known_at_some_moment(done: set[int], moments: int) -> bool:
    """Tell whether at some moment all fitting worlds have the voter in, or all have the voter not yet in."""
    return any(min(done) > moment or max(done) <= moment for moment in range(moments))


def _at_large(question: Question) -> Verdict:
    if question.protects == "choice" and question.piles:
        if everyone_has_a_partner(question):
            return _verdict("swap", "Every paper could be exchanged with another without a figure changing.")
        return _refused("swap", "Some paper has no partner it could be exchanged with; show coarser figures.")
    return _refused(
        "too_large", "The house is too large to be tried out; show heads without area, or give the piles."
    )


def _by_counts(question: Question) -> bool:
    """Tell whether heads alone are shown and every group is mixed; then anyone in it could be anyone else.

    Figures of heads do not change when two voters of one group change places, so it is enough that each group (what
    the shown groups leave of the house is one) surely holds two who differ: at every moment, or in some option.
    """
    sizes: dict[str, int] = defaultdict(int)
    told = {figure.group for figure in question.figures}
    for voter in question.voters:
        sizes[voter.group if voter.group in told else ""] += 1
    boards: dict[int | str, dict[str, int]] = defaultdict(dict)
    for figure in question.figures:
        if figure.area is not None or figure.heads is None:
            return False
        key = figure.option if question.protects == "choice" else figure.moment
        boards[key][figure.group] = figure.heads
    enough = any if question.protects == "choice" else all
    return all(enough(_is_mixed(board, group, sizes) for board in boards.values()) for group in sizes)


def _is_mixed(board: dict[str, int], group: str, sizes: dict[str, int]) -> bool:
    others = set(sizes) - {"", group}
    heads = board.get(group)
    if group == "" and heads is not None:
        heads = heads - sum(board[other] for other in others) if others <= set(board) else None
    return heads is not None and 0 < heads < sizes[group]


def _verdict(method: Method, reason: str) -> Verdict:
    return Verdict(may_show=True, method=method, exposed=(), reason=reason)


def _refused(method: Method, reason: str, exposed: tuple[str, ...] = ()) -> Verdict:
    return Verdict(may_show=False, method=method, exposed=exposed, reason=reason)
