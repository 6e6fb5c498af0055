"""One run of Equal Shares with given shares: compiled floats where they are proven, exact fractions elsewhere."""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from civics.budgeting import kernel
from civics.budgeting.election import Election, Integers
from civics.budgeting.exact import Books, waterline
from civics.budgeting.outcome import Satisfaction
from civics.budgeting.ties import TieRule

NEAR = 1e-6  # relative; voters nearer than this to their share are compared exactly


@dataclass(slots=True)
class Run:
    """An election laid out for the kernel, with one till that is used again and again."""

    election: Election
    poll: kernel.Poll
    till: kernel.Till
    share: Fraction = Fraction(0)

    def bought(self) -> list[int]:
        """Give the purchases of the last run, in order."""
        return self.till.bought[: self.till.size[0]].tolist()  # type: ignore[no-any-return]  # numpy's tolist is Any

    def go(self, share: Fraction, prefix: list[int]) -> None:
        """Run the rule with `share` for each voter, from purchases in which all pay in full."""
        self.share = share
        self.till.bought[: len(prefix)] = prefix
        kernel.begin(self.poll, self.till, two_floats(share), len(prefix))
        books: Books | None = None
        while kernel.run(self.poll, self.till) == kernel.IN_DOUBT:
            books = books or Books(self.election, share)
            books.write(self.bought(), self.till.died)
            if not _buy_exactly(self, books):
                return


def prepare(election: Election, satisfaction: Satisfaction, ties: TieRule) -> Run:
    """Lay an election out for the kernel, in O(approvals)."""
    cost = election.cost.astype(np.float64)
    support = election.votes.astype(np.float64)
    worth = cost if satisfaction is Satisfaction.COST else np.ones(len(cost))
    columns = (election.start, election.who, election.mass, election.weight)
    poll = kernel.Poll(*columns, cost, support, worth, ties.ranks(election), float(election.most))
    return Run(election, poll, new_till(len(election.weight), len(cost)))


def new_till(ballots: int, projects: int) -> kernel.Till:
    """Make an empty till."""
    return kernel.Till(
        money=np.zeros(ballots),
        crumb=np.zeros(ballots),
        died=np.zeros(ballots, np.int64),
        even=np.zeros(ballots, np.bool_),
        floor=np.zeros(projects),
        price=np.zeros(projects),
        fine=np.zeros(projects),
        slack=np.zeros(projects),
        seen=np.zeros(projects, np.int64),
        open=np.zeros(projects, np.int64),
        bought=np.zeros(projects, np.int64),
        ceiling=np.zeros(projects),
        tied=np.zeros((projects, projects), np.bool_),
        size=np.zeros(2, np.int64),
        error=np.zeros(1),
    )


def two_floats(amount: Fraction) -> tuple[float, float]:
    """Round an amount to 106 bits: a float and what that leaves out."""
    rough = float(amount)
    return rough, float(amount - Fraction(rough))


def _buy_exactly(run: Run, books: Books) -> bool:
    """Make the next purchase in fractions; False when nothing more can be paid."""
    poll, till, now = run.poll, run.till, int(run.till.size[0])
    best: tuple[Fraction, int] | None = None
    winner, equals = -1, list[int]()
    for project in sorted(till.open[: till.size[1]].tolist(), key=lambda p: till.floor[p] / poll.worth[p]):
        if best and till.floor[project] / poll.worth[project] > float(best[0]) * (1 + kernel.GUARD):
            break
        price = _exact_price(run, books, project)
        if price is None:
            kernel.close(till, project)
            continue
        till.floor[project] = max(till.floor[project], float(price) * (1 - 4 * kernel.ROUNDING))
        key = (price / int(poll.worth[project]), int(poll.rank[project]))
        equals = [*equals, project] if best and key[0] == best[0] else equals
        if best is None or key[0] < best[0]:
            equals = [project]
        if best is None or key < best:
            best, winner = key, project
    if best is None:
        return False
    till.tied[now, :] = False
    till.tied[now, equals] = len(equals) > 1
    till.ceiling[now] = float(best[0]) * (1 + 8 * kernel.ROUNDING)
    _pay_exactly(run, books, winner, best[0] * int(poll.worth[winner]))
    return True


def _near(run: Run, entries: slice, price: float, wide: float = NEAR) -> tuple[Integers, Integers, Integers]:
    """Part supporters with money into (surely less than their share, near it, surely more)."""
    who = run.election.who[entries]
    mass, money = run.election.mass[entries], run.till.money[who]
    gap = money - price * mass
    near = mass * (wide * price + 4 * run.till.error[0])
    alive = run.till.died[who] == kernel.ALIVE
    less, more = alive & (gap < -near), alive & (gap > near)
    return np.flatnonzero(less), np.flatnonzero(alive & ~less & ~more), np.flatnonzero(more)


def _exact_price(run: Run, books: Books, project: int) -> Fraction | None:
    """Give the exact price per point, or None where the supporters cannot pay together."""
    who, mass = (column[run.election.supporters(project)] for column in (run.election.who, run.election.mass))
    price, rich, _poor = kernel.settle(run.poll, run.till, project, np.inf)
    if rich == 0:
        price = float((run.till.money[who] / mass).max())
    exact = _solve(run, books, project, _near(run, run.election.supporters(project), price))
    if exact is None or abs(float(exact) - price) < NEAR / 2 * price:
        return exact
    # The floats were too far off to say who surely pays in full: compare every supporter exactly.
    return _solve(run, books, project, _near(run, run.election.supporters(project), price, np.inf))


def _solve(
    run: Run, books: Books, project: int, parted: tuple[Integers, Integers, Integers]
) -> Fraction | None:
    less, near, more = parted
    entries = run.election.supporters(project)
    who, mass = run.election.who[entries], run.election.mass[entries]
    rest = int(run.election.cost[project]) - books.together(who[less])
    money, kind = books.left(who[near])
    points, weight = run.election.points(entries)[near].tolist(), run.election.weight[who[near]].tolist()
    levels: dict[tuple[Fraction, int], int] = {}
    for number, each, voters in zip(kind, points, weight, strict=True):
        levels[money[number], each] = levels.get((money[number], each), 0) + voters
    return waterline(rest, int(mass[more].sum()), [(*level, voters) for level, voters in levels.items()])


def _pay_exactly(run: Run, books: Books, project: int, price: Fraction) -> None:
    """Let the kernel pay, and then set those near their end to what they exactly have left."""
    poll, till, now = run.poll, run.till, int(run.till.size[0])
    entries = run.election.supporters(project)
    who = run.election.who[entries]
    _less, near, _more = _near(run, entries, float(price))
    ballots = who[near]
    left, kind = books.left(ballots)
    points, weight = run.election.points(entries)[near].tolist(), run.election.weight[ballots].tolist()
    till.price[project], till.fine[project] = two_floats(price)
    till.slack[project] = kernel.TINY * float(price)
    kernel.pay(poll, till, project)
    for ballot, number, each, voters in zip(ballots.tolist(), kind, points, weight, strict=True):
        rest = left[number] - price * each
        till.money[ballot], till.crumb[ballot] = two_floats(max(rest, Fraction(0)) * voters)
        till.died[ballot], till.even[ballot] = (kernel.ALIVE, False) if rest > 0 else (now, rest == 0)
