"""The cases that ship: registers as houses have them, votes drawn from a published seed, the same for everyone.

After the table of leaks in the design notes: houses of 8, 12, 16 and 18 homes whose areas all differ, or come in four
types a hair's breadth apart, in four types exactly, or in four types rounded to whole square metres.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from civics.disclosure.figures import TOOK_PART, Figure, Pile, Question, Voter

SEED = "linli disclosure cases v1"
HOUSES = ("all differ", "four types, 0.3 m² apart", "four types", "four types, whole m²")
SIZES = (8, 12, 16, 18)
DRAWS = 3
VOTES = 6


class Dice:
    """Whole numbers from a seed by SHA-256 in counter mode; anyone gets the same."""

    def __init__(self, *words: object) -> None:
        self.seed = "\n".join([SEED, *(str(word) for word in words)])
        self.count = 0

    def below(self, bound: int) -> int:
        """Draw a number from 0 to below the bound; the bias of the remainder is under 2**-190."""
        self.count += 1
        digest = hashlib.sha256(f"{self.seed}\n{self.count}".encode()).digest()
        return int.from_bytes(digest) % bound


@dataclass(frozen=True, slots=True)
class Case:
    """One question with the world it was drawn from: what each voter did (an option, a moment, or never)."""

    name: str
    question: Question
    truth: tuple[str | int | None, ...]


def areas_of(house: str, size: int, draw: int) -> list[int]:
    """Draw the areas of a house in 0.01 m²: between 60 and 140 m²."""
    dice = Dice("areas", house, size, draw)
    if house == HOUSES[0]:
        areas: list[int] = []
        while len(areas) < size:
            area = 6000 + dice.below(8001)
            if area not in areas:
                areas.append(area)
        return areas
    types = [6000 + dice.below(8001) for _ in range(4)]
    near = [types[dice.below(4)] + dice.below(61) - 30 for _ in range(size)]
    if house == HOUSES[1]:
        return near
    exact = [types[place % 4] for place in range(size)]
    return exact if house == HOUSES[2] else [(area + 50) // 100 * 100 for area in near]


def result_cases(sizes: tuple[int, ...] = SIZES, *, step: int = 1) -> Iterator[Case]:
    """Give secret votes of whole houses: count and area of the yes votes are to be shown."""
    for size in sizes:
        for house in HOUSES:
            for draw in range(DRAWS):
                voters = _voters(areas_of(house, size, draw), 1)
                for vote in range(VOTES):
                    dice = Dice("votes", house, size, draw, vote)
                    truth = tuple(("for", "against")[dice.below(2)] for _ in voters)
                    figures = (_figure("for", voters, truth, step, ""),)
                    name = f"{house}, {size} homes, register {draw}, vote {vote}"
                    yield Case(name, _secret(voters, figures, truth), truth)


def subtotal_cases() -> Iterator[Case]:
    """Give secret votes shown by stairwell as well as for the house."""
    for size in (8, 12, 24):
        for house in HOUSES:
            voters = _voters(areas_of(house, size, 0), 2)
            for vote in range(5):
                dice = Dice("subtotals", house, size, vote)
                truth = tuple(("for", "against")[dice.below(2)] for _ in voters)
                figures = tuple(_figure("for", voters, truth, 1, group) for group in ("", "stairwell 1"))
                yield Case(
                    f"{house}, {size} homes by stairwell, vote {vote}", _secret(voters, figures, truth), truth
                )


def refresh_cases() -> Iterator[Case]:
    """Give live turnouts: the first refresh is out, the second is to be shown, and the two can be compared."""
    for size in (6, 8, 10, 24):
        for house in HOUSES:
            voters = _voters(areas_of(house, size, 0), 1)
            for vote in range(5):
                dice = Dice("refreshes", house, size, vote)
                truth = tuple((0, 0, 1, None)[dice.below(4)] for _ in voters)
                turnouts = [_turnout(voters, truth, moment) for moment in (0, 1)]
                question = Question("live_turnout", "participation", voters, (turnouts[1],), (turnouts[0],))
                yield Case(f"{house}, {size} homes, refresh {vote}", question, truth)


def _voters(areas: list[int], stairwells: int) -> tuple[Voter, ...]:
    return tuple(
        Voter(f"{place + 1:02}", area, f"stairwell {place % stairwells + 1}")
        for place, area in enumerate(areas)
    )


def _figure(option: str, voters: tuple[Voter, ...], truth: tuple[str, ...], step: int, group: str) -> Figure:
    chosen = [
        voter.area
        for voter, said in zip(voters, truth, strict=True)
        if said == option and group in ("", voter.group)
    ]
    return Figure(option, len(chosen), sum(chosen) // step * step, step, group)


def _turnout(voters: tuple[Voter, ...], truth: tuple[int | None, ...], moment: int) -> Figure:
    came = [
        voter.area for voter, when in zip(voters, truth, strict=True) if when is not None and when <= moment
    ]
    return Figure(TOOK_PART, len(came), sum(came), moment=moment)


def _secret(voters: tuple[Voter, ...], figures: tuple[Figure, ...], truth: tuple[str, ...]) -> Question:
    piles: dict[tuple[str, int, str], int] = {}
    for voter, said in zip(voters, truth, strict=True):
        key = (said, voter.area, voter.group)
        piles[key] = piles.get(key, 0) + 1
    sorted_piles = tuple(Pile(*key, heads) for key, heads in sorted(piles.items()))
    return Question("secret_vote", "choice", voters, figures, piles=sorted_piles)
