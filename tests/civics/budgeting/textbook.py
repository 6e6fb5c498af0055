"""The rules a second time, as the papers write them: slow, in fractions, voter by voter, sharing no code.

A vote is (costs by name, budget, ballots); a ballot gives points by name. Ties go to the smallest name.
"""

from collections.abc import Callable
from fractions import Fraction

Costs = dict[str, Fraction]
Ballots = list[dict[str, Fraction]]
Worth = Callable[[str], Fraction]


def price(cost: Fraction, offers: list[tuple[Fraction, Fraction]]) -> Fraction | None:
    """The lowest rho with sum(min(money, rho × utility)) = cost; None where the money does not suffice."""
    if sum((money for money, _ in offers), Fraction(0)) < cost:
        return None
    for level in sorted({money / utility for money, utility in offers}):
        if sum((min(money, level * utility) for money, utility in offers), Fraction(0)) >= cost:
            poor = sum((money for money, utility in offers if money < level * utility), Fraction(0))
            rich = sum((utility for money, utility in offers if money >= level * utility), Fraction(0))
            return (cost - poor) / rich
    raise AssertionError("the last level takes all the money")


def equal_shares(costs: Costs, share: Fraction, ballots: Ballots, worth: Worth) -> list[str]:
    """Peters, Pierczyński, Skowron 2021, section 3: the projects in order of purchase."""
    money = [share] * len(ballots)
    bought: list[str] = []
    while True:
        prices: dict[str, Fraction] = {}
        for name in costs:
            offers = [
                (money[voter], ballot[name] * worth(name))
                for voter, ballot in enumerate(ballots)
                if ballot.get(name)
            ]
            rho = price(costs[name], offers) if name not in bought and offers else None
            if rho is not None:
                prices[name] = rho
        if not prices:
            return bought
        winner = min(prices, key=lambda name: (prices[name], name))
        for voter, ballot in enumerate(ballots):
            if ballot.get(winner):
                money[voter] -= min(money[voter], prices[winner] * ballot[winner] * worth(winner))
        bought.append(winner)


def add1(costs: Costs, budget: Fraction, ballots: Ballots, worth: Worth) -> list[str]:
    """One unit more for each voter until the outcome is exhaustive, or the next would exceed the budget."""
    share = budget / len(ballots)
    supported = {name for ballot in ballots for name, points in ballot.items() if points}
    before: list[str] = []
    while True:
        bought = equal_shares(costs, share, ballots, worth)
        spent = sum((costs[name] for name in bought), Fraction(0))
        if spent > budget:
            return before
        if all(spent + costs[name] > budget for name in supported - set(bought)):
            return bought
        before = bought
        share += 1


def greedy(costs: Costs, budget: Fraction, ballots: Ballots, worth: Worth) -> list[str]:
    """Most satisfaction per money first; what does not fit is skipped."""
    left, bought = budget, []

    def density(name: str) -> Fraction:
        return (
            sum((ballot.get(name, Fraction(0)) for ballot in ballots), Fraction(0))
            * worth(name)
            / costs[name]
        )

    for name in sorted(costs, key=lambda name: (-density(name), name)):
        if costs[name] <= left:
            left -= costs[name]
            bought.append(name)
    return bought


def phragmen(costs: Costs, budget: Fraction, ballots: Ballots) -> list[str]:
    """Virtual money at equal pace; stop when one that is next exceeds the budget."""
    loads = [Fraction(0)] * len(ballots)
    left, bought = budget, []
    waiting = {name for name in costs if costs[name] <= budget}
    backers = {name: [voter for voter, ballot in enumerate(ballots) if ballot.get(name)] for name in costs}
    while waiting:
        new = {
            name: (sum((loads[voter] for voter in backers[name]), Fraction(0)) + costs[name])
            / len(backers[name])
            for name in waiting
            if backers[name]
        }
        equals = [name for name in new if new[name] == min(new.values())] if new else sorted(waiting)
        if any(costs[name] > left for name in equals):
            return bought
        winner = min(equals)
        for voter in backers[winner]:
            loads[voter] = new[winner]
        left -= costs[winner]
        waiting.remove(winner)
        bought.append(winner)
    return bought


def by_cost(costs: Costs) -> Worth:
    return lambda name: costs[name]


def by_number(_costs: Costs) -> Worth:
    return lambda _name: Fraction(1)
