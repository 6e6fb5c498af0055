"""For houses too large to be tried out: two voters who could have changed places without any figure changing.

Sound and conservative. If voter i said c, some j of the same building said d, and with their papers exchanged
every shown figure still reads the same, then nobody can tell that i said c. When every paper has such a
partner the figures may be shown. O(options² · piles log piles).
"""

from collections import defaultdict

import numpy as np
from numpy.typing import NDArray

from civics.disclosure.figures import BadFigure, Figure, Pile, Question

Areas = dict[str, NDArray[np.int64]]


def everyone_has_a_partner(question: Question) -> bool:
    """Tell whether every paper could have been another's; False says only that no simple swap was found.

    Raises:
        BadFigure: the piles are not the papers of these voters, or do not give the figures.
    """
    _check_piles(question)
    groups: dict[str, list[Pile]] = defaultdict(list)
    told = {figure.group for figure in question.figures}
    for pile in question.piles:
        if pile.heads:
            groups[pile.group if pile.group in told else ""].append(pile)
    return all(_group_is_safe(group, piles, question) for group, piles in sorted(groups.items()))


def _group_is_safe(group: str, piles: list[Pile], question: Question) -> bool:
    areas: Areas = {}
    for option in question.options:
        found = {pile.area for pile in piles if pile.option == option}
        areas[option] = np.array(sorted(found), dtype=np.int64)
    return all(_option_is_safe(option, areas, group, question) for option in question.options)


def _option_is_safe(option: str, areas: Areas, group: str, question: Question) -> bool:
    mine = areas[option]
    covered = np.zeros(len(mine), dtype=np.bool_)
    for other in question.options:
        if other != option and len(areas[other]):
            low, high = _slack(option, other, group, question)
            first = np.searchsorted(areas[other], mine + low, side="left")
            last = np.searchsorted(areas[other], mine + high, side="right")
            covered |= last > first
    return bool(covered.all())


def _slack(option: str, other: str, group: str, question: Question) -> tuple[int, int]:
    """By how much the partner's area may differ: option's sums gain the difference, the other's lose it."""
    low, high = -(2**60), 2**60
    for figure in question.figures:
        if figure.area is None or figure.option not in (option, other) or figure.group not in ("", group):
            continue
        true = _true(figure, question)[1]
        under, over = figure.area - true, figure.area + figure.step - 1 - true
        if figure.option == other:
            under, over = -over, -under
        low, high = max(low, under), min(high, over)
    return low, high


def _check_piles(question: Question) -> None:
    """Refuse piles that are not the papers of these voters, or that the figures contradict."""
    voters: dict[tuple[int, str], int] = defaultdict(int)
    for voter in question.voters:
        voters[voter.area, voter.group] += 1
    for pile in question.piles:
        voters[pile.area, pile.group] -= pile.heads
        if pile.option not in question.options or pile.heads < 0:
            raise BadFigure("A pile holds at least no papers, of one of the options.")
    if any(voters.values()):
        raise BadFigure("The piles are not the papers of these voters: areas or groups differ.")
    for figure in question.figures:
        heads, area = _true(figure, question)
        if figure.heads not in (None, heads) or (
            figure.area is not None and not 0 <= area - figure.area < figure.step
        ):
            raise BadFigure(f"The piles give {heads} heads and {area} for {figure.option}, not the figure.")


def _true(figure: Figure, question: Question) -> tuple[int, int]:
    counted = [
        one for one in question.piles if one.option == figure.option and figure.group in ("", one.group)
    ]
    return sum(pile.heads for pile in counted), sum(pile.heads * pile.area for pile in counted)
