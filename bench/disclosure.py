"""How often the guard refuses without need, on the cases that ship: `python bench/disclosure.py`."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from civics.disclosure.cases import HOUSES, Case, result_cases
from civics.disclosure.guard import judge
from civics.disclosure.swaps import everyone_has_a_partner

STEPS = (1, 100, 1_000, 10_000)


def house_of(case: Case, size: int) -> str:
    return next(house for house in HOUSES if case.name.startswith(f"{house}, {size} "))


def exchange_against_exact(size: int) -> None:
    for step in STEPS:
        safe = needless = wrong = 0
        for case in result_cases((size,), step=step):
            verdict, partner = judge(case.question), everyone_has_a_partner(case.question)
            if verdict.method == "exact":
                safe += verdict.may_show
                needless += verdict.may_show and not partner
                wrong += partner and not verdict.may_show
        percent = round(100 * needless / safe)
        print(
            f"{size} homes, area to {step / 100:g} m²: {safe} safe, exchange refuses {percent} %, wrongly shown {wrong}"
        )


def refused_at_large(size: int) -> None:
    for step in STEPS:
        refused = dict.fromkeys(HOUSES, 0)
        cases = list(result_cases((size,), step=step))
        for case in cases:
            refused[house_of(case, size)] += not everyone_has_a_partner(case.question)
        shares = ", ".join(
            f"{house}: {round(400 * number / len(cases))} %" for house, number in refused.items()
        )
        print(f"{size} homes, area to {step / 100:g} m²: refused {shares}")


if __name__ == "__main__":
    exchange_against_exact(24)
    for homes in (50, 200, 573):
        refused_at_large(homes)
