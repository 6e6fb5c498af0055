"""One run of Equal Shares with given shares: compiled floats where they are proven, exact fractions where they are not."""

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
        """This function will give the purchases of the last run, in order."""
        return self.till.bought[: self.till.count[0]].tolist()  # type: ignore[no-any-return]  # numpy's tolist is Any

    def go(self, share: Fraction, start: "Start") -> None:
        """This function will run the rule with `share` for each voter, from purchases known to be made in any case."""
        self.share = share
        self.till.count[0] = len(start.bought)
        self.till.bought[: len(start.bought)] = start.bought
        kernel.begin(self.poll, self.till, start.spent, float(share), start.drift)
        books: Books | None = None
        while kernel.run(self.poll, self.till) == kernel.IN_DOUBT:
            books = books or Books(self.election, share)
            books.write(self.bought(), self.till.died)
            if not _buy_exactly(self, books):
                return


@dataclass(frozen=True, slots=True, eq=False)
class Start:
    """Purchases that every larger share makes too, and what they take from each merged ballot."""

    bought: tuple[int, ...]
    spent: kernel.Floats
    drift: float  # bounds the error of `spent` per voter


def prepare(election: Election, satisfaction: Satisfaction, ties: TieRule) -> Run:
    """This function will lay an election out for the kernel, in O(approvals)."""
    cost = election.cost.astype(np.float64)
    support = election.votes().astype(np.float64)
    worth = cost if satisfaction is Satisfaction.COST else np.ones(len(cost))
    spread = float((election.mass // election.weight[election.who]).max(initial=1))
    columns = (election.start, election.who, election.mass, election.weight)
    poll = kernel.Poll(*columns, cost, support, worth, ties.ranks(election), spread)
    return Run(election, poll, new_till(len(election.weight), len(cost)))


def new_till(ballots: int, projects: int) -> kernel.Till:
    """This function will make an empty till."""
    return kernel.Till(
        money=np.zeros(ballots),
        died=np.zeros(ballots, np.int64),
        floor=np.zeros(projects),
        price=np.zeros(projects),
        seen=np.zeros(projects, np.int64),
        open=np.zeros(projects, np.int64),
        bought=np.zeros(projects, np.int64),
        ceiling=np.zeros(projects),
        tied=np.zeros((projects, projects), np.bool_),
        count=np.zeros(2, np.int64),
        error=np.zeros(1),
    )


def fresh(run: Run) -> Start:
    """This function will start with nothing bought."""
    return Start((), np.zeros(len(run.poll.weight)), 0.0)


def _buy_exactly(run: Run, books: Books) -> bool:
    """This function will make the next purchase in fractions; False when nothing more can be paid."""
    poll, till, now = run.poll, run.till, int(run.till.count[0])
    best: tuple[Fraction, int] | None = None
    winner, equals = -1, list[int]()
    for project in sorted(till.open[: till.count[1]].tolist(), key=lambda p: till.floor[p] / poll.worth[p]):
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
    till.tied[now, equals] = len(equals) > 1
    till.ceiling[now] = float(best[0]) * (1 + 8 * kernel.ROUNDING)
    _pay_exactly(run, books, winner, best[0] * int(poll.worth[winner]))
    return True


def _near(run: Run, entries: slice, price: float) -> tuple[Integers, Integers, Integers]:
    """This function will part supporters with money into (surely less than their share, near it, surely more)."""
    who = run.election.who[entries]
    mass, money = run.election.mass[entries], run.till.money[who]
    gap = money - price * mass
    near = mass * (NEAR * price + 4 * run.till.error[0])
    alive = run.till.died[who] == kernel.ALIVE
    less, more = alive & (gap < -near), alive & (gap > near)
    return np.flatnonzero(less), np.flatnonzero(alive & ~less & ~more), np.flatnonzero(more)


def _exact_price(run: Run, books: Books, project: int) -> Fraction | None:
    entries = run.election.supporters(project)
    who, mass = run.election.who[entries], run.election.mass[entries]
    price, _bound, rich, _poor = kernel.settle(run.poll, run.till, project)
    if rich == 0:
        price = float((run.till.money[who] / mass).max())
    less, near, more = _near(run, entries, price)
    rest = int(run.election.cost[project]) - books.together(who[less])
    money, kind = books.left(who[near])
    points, weight = run.election.points(entries)[near].tolist(), run.election.weight[who[near]].tolist()
    levels: dict[tuple[Fraction, int], int] = {}
    for number, each, voters in zip(kind, points, weight, strict=True):
        levels[money[number], each] = levels.get((money[number], each), 0) + voters
    return waterline(rest, int(mass[more].sum()), [(*level, voters) for level, voters in levels.items()])


def _pay_exactly(run: Run, books: Books, project: int, price: Fraction) -> None:
    till, now = run.till, int(run.till.count[0])
    entries = run.election.supporters(project)
    who, mass = run.election.who[entries], run.election.mass[entries]
    less, near, more = _near(run, entries, float(price))
    left, kind = books.left(who[near])
    points = run.election.points(entries)[near].tolist()
    rest = [left[number] - price * each for number, each in zip(kind, points, strict=True)]
    weight = run.election.weight[who[near]].tolist()
    ended = np.concatenate((who[less], who[near[np.array([amount <= 0 for amount in rest], np.bool_)]]))
    till.money[who[more]] -= float(price) * mass[more]
    till.money[who[near]] = [float(max(amount, Fraction(0)) * voters) for amount, voters in zip(rest, weight, strict=True)]
    till.money[ended] = 0.0
    till.died[ended] = now
    till.error[0] += kernel.ROUNDING * (2 * run.poll.spread * float(price) + 4 * float(run.share))
    till.bought[now] = project
    kernel.close(till, project)
    till.count[0] = now + 1
