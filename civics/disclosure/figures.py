"""What might be shown of a vote, and to whom it could do harm."""

from dataclasses import dataclass
from typing import Literal

from civics.faults import Fault

Protects = Literal["choice", "participation"]
PROTECTS: tuple[Protects, ...] = ("choice", "participation")
Occasion = Literal["secret_vote", "live_turnout", "statutory_result"]
OCCASIONS: tuple[Occasion, ...] = ("secret_vote", "live_turnout", "statutory_result")
TOOK_PART = "took_part"
LARGEST_AREA = 10**10


class BadVoters(Fault):
    """No voters, one named twice, or an area below nothing."""


class BadFigure(Fault):
    """A figure that cannot be: of an unknown option or group, more than there are, or saying nothing."""


class ImpossibleFigures(Fault):
    """No vote whatever gives these figures together: one of them is wrong."""


@dataclass(frozen=True, slots=True)
class Voter:
    """One voter as anyone in the house knows them: id, area in 0.01 m², the building or stairwell."""

    id: str
    area: int = 0
    group: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure on a screen: how many heads, and how much area, said `option` (or took part) in a group.

    `group` empty: everyone. `moment`: which refresh, 0, 1, 2 …; of a result always 0. `heads` or `area` None:
    not shown. `area` is rounded down to a multiple of `step` (0.01 m²): what is known is area..area+step-1.
    """

    option: str
    heads: int | None
    area: int | None
    step: int = 1
    group: str = ""
    moment: int = 0


@dataclass(frozen=True, slots=True)
class Pile:
    """What the counting room knows and nobody else: how many voters of one area and group said an option."""

    option: str
    area: int
    group: str
    heads: int


@dataclass(frozen=True, slots=True)
class Question:
    """May `asked` be shown, with `shown` already out?

    choice: `voters` are those who took part (who did is no secret in a house), each said one of `options`.
    participation: `voters` are the whole roll; figures are of TOOK_PART at one or several moments.
    `piles`: the papers as the counting room holds them; needed only where the house is too large to be tried out.
    """

    occasion: Occasion
    protects: Protects
    voters: tuple[Voter, ...]
    asked: tuple[Figure, ...]
    shown: tuple[Figure, ...] = ()
    options: tuple[str, ...] = ("for", "against")
    piles: tuple[Pile, ...] = ()

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Everything that would then be out."""
        return tuple(dict.fromkeys((*self.shown, *self.asked)))


def check(question: Question) -> None:
    """Refuse voters and figures that cannot be.

    Raises:
        BadVoters: no voters, one named twice, or an impossible area.
        BadFigure: a figure of an unknown option or group, or outside what there is.
    """
    seen: set[str] = set()
    for voter in question.voters:
        if voter.id in seen:
            raise BadVoters(f"{voter.id} is named twice.", about=("voter", voter.id))
        seen.add(voter.id)
        if not 0 <= voter.area <= LARGEST_AREA:
            raise BadVoters(
                f"The area of {voter.id} is given in 0.01 m² and not below nothing.",
                about=("voter", voter.id),
            )
    if not seen:
        raise BadVoters("There are no voters.")
    known = {TOOK_PART} if question.protects == "participation" else set(question.options)
    if len(set(question.options)) != len(question.options) or TOOK_PART in question.options:
        raise BadFigure("Each option is named once.")
    before: dict[str, int] = {}
    for figure in sorted(question.figures, key=lambda one: one.moment):
        _check_figure(figure, question, known)
        if figure.heads is not None and question.protects == "participation":
            if figure.heads < before.get(figure.group, 0):
                raise BadFigure("A later turnout cannot be below an earlier one.")
            before[figure.group] = figure.heads


def _check_figure(figure: Figure, question: Question, known: set[str]) -> None:
    inside = [voter for voter in question.voters if figure.group in ("", voter.group)]
    total = sum(voter.area for voter in inside)
    if figure.option not in known:
        raise BadFigure(f"{figure.option} is not one of {', '.join(sorted(known))}.")
    if not inside:
        raise BadFigure(f"Nobody is in the group {figure.group}.")
    if figure.heads is None and figure.area is None:
        raise BadFigure("A figure shows heads, area or both.")
    if figure.heads is not None and not 0 <= figure.heads <= len(inside):
        raise BadFigure(f"{figure.heads} heads of {len(inside)} cannot be.")
    if figure.step < 1 or figure.moment < 0 or (figure.moment and question.protects == "choice"):
        raise BadFigure("A step is at least 1; a result has the moment 0.")
    if figure.area is not None and (not 0 <= figure.area <= total or figure.area % figure.step):
        raise BadFigure(f"An area of {figure.area} of {total} rounded to {figure.step} cannot be.")
