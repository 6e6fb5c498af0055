"""The inner loops of Equal Shares in certified floats: every answer is either proven right or handed back as in doubt.

The only module that imports numba. Proof obligations: `till.error` bounds how far any voter's money may be from
its exact value; a price comes with an interval that must contain the exact one; a decision stands only if the
intervals do not overlap, or if integers settle it. Anything else is IN_DOUBT, and `certified.py` decides exactly.
Money and prices of purchases are kept as two floats (value and crumb, 106 bits): with 53 bits the bound on the
error doubles with many a purchase and most late rounds of a city's vote would be in doubt.
Inside this file money is that of a merged ballot (voter's money × weight), so that one gather is enough.
"""

from collections.abc import Callable
from typing import NamedTuple, TypeVar, cast

import numba
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
F = TypeVar("F", bound=Callable[..., object])

FINISHED, IN_DOUBT, PRICED, BEYOND, OUT = 0, 1, 2, 3, 4
ALIVE = 1 << 30  # in Till.died: still has money (or was never asked)
ROUNDING = 2.0**-53
GUARD = 1e-9  # how far beyond the best price a rival is still looked at
WINDOW = 1e-11  # how near to its share a voter's money may be without being called in doubt
INTEGERS = 2.0**53
SPLIT = 2.0**27 + 1.0
TINY = 2.0**-99  # 32 times the relative error of one operation on two floats


class Poll(NamedTuple):
    """What stays the same in every run over one election."""

    start: Integers  # [m + 1]
    who: Integers  # [k] merged ballot
    mass: Integers  # [k] points × weight
    weight: Integers  # [n]
    cost: Floats  # [m] whole numbers
    support: Floats  # [m] total mass
    worth: Floats  # [m] a point's worth: the cost under cost satisfaction, else 1
    rank: Integers  # [m] place in the tie order
    spread: float  # largest points any single voter gives


class Till(NamedTuple):
    """What one run changes."""

    money: Floats  # [n] left per merged ballot
    crumb: Floats  # [n] what the float above leaves out of it
    died: Integers  # [n] the round in which the last money went, or ALIVE
    even: NDArray[np.bool_]  # [n] that last money was exactly a full share
    floor: Floats  # [m] proven lower bound of the price per point
    price: Floats  # [m] last computed price per point
    fine: Floats  # [m] what the float above leaves out of it, once certified
    slack: Floats  # [m] how far price + fine may be from the exact price, once certified
    seen: Integers  # [m] the round in which it was computed
    open: Integers  # [m] projects not bought and not yet out of reach, cheapest floor first
    bought: Integers  # [m] in order of purchase
    ceiling: Floats  # [m] per round, proven upper bound of the winner's price per satisfaction
    tied: NDArray[np.bool_]  # [m, m] round × project: was exactly as good as the winner
    size: Integers  # [2] bought, open
    error: Floats  # [1] no voter's money is further than this from its exact value


def compiled(function: F) -> F:
    """Compile at first use and keep the machine code beside the source, where that can be written."""
    try:
        return cast("F", numba.njit(cache=True, error_model="numpy", nogil=True)(function))
    except RuntimeError:  # numba found no folder it may write to: compile anew in each process
        return cast("F", numba.njit(error_model="numpy", nogil=True)(function))


@compiled
def add(one: float, crumb: float, other: float) -> tuple[float, float]:
    """Add a float to a number of two floats (Knuth's two-sum)."""
    total = one + other
    back = total - one
    rest = (one - (total - back)) + (other - back) + crumb
    high = total + rest
    return high, rest - (high - total)


@compiled
def times(one: float, crumb: float, other: float) -> tuple[float, float]:
    """Multiply a number of two floats by a float (Dekker's product)."""
    product = one * other
    split = SPLIT * one
    top = split - (split - one)
    split = SPLIT * other
    left = split - (split - other)
    rest = ((top * left - product) + top * (other - left) + (one - top) * left) + (one - top) * (other - left)
    rest += crumb * other
    high = product + rest
    return high, rest - (high - product)


@compiled
def divide(one: float, crumb: float, other: float) -> tuple[float, float]:
    """Divide a number of two floats by a float."""
    quotient = one / other
    back, fine = times(quotient, 0.0, other)
    rest = ((one - back) - fine + crumb) / other
    high = quotient + rest
    return high, rest - (high - quotient)


@compiled
def close(till: Till, project: int) -> None:
    """Take a project from the open ones, keeping their order."""
    last = till.size[1] - 1
    place = 0
    while till.open[place] != project:
        place += 1
    for back in range(place, last):
        till.open[back] = till.open[back + 1]
    till.size[1] = last


@compiled
def pay(poll: Poll, till: Till, project: int) -> None:
    """Take each supporter's share at the certified price, or all that is left."""
    price, fine = till.price[project], till.fine[project]
    now = till.size[0]
    most = 0.0
    for entry in range(poll.start[project], poll.start[project + 1]):
        ballot = poll.who[entry]
        money = till.money[ballot]
        mass = float(poll.mass[entry])
        if money > price * mass:
            share, share_fine = times(price, fine, mass)
            till.money[ballot], till.crumb[ballot] = add(money, till.crumb[ballot] - share_fine, -share)
            most = max(most, money / poll.weight[ballot])
        elif money > 0.0:
            till.money[ballot] = till.crumb[ballot] = 0.0
            till.died[ballot] = now
    till.error[0] += poll.spread * till.slack[project] + TINY * most
    till.bought[now] = project
    close(till, project)
    till.size[0] = now + 1


@compiled
def settle(poll: Poll, till: Till, project: int, limit: float) -> tuple[float, float, float]:
    """Raise a price per point, from its floor, until the supporters' money covers the cost.

    Newton's method on the sum of min(money, price × mass). However supporters are parted into poor and rich, the
    price is at least (cost - money of the poor) / mass of the rich: every step is a lower bound, and it may stop
    at the first above `limit`. Gives (price, rich, poor); rich = 0 means that all together cannot pay.
    """
    first, last = poll.start[project], poll.start[project + 1]
    price = till.floor[project]
    while True:
        poor = 0.0
        rich = 0.0
        for entry in range(first, last):
            money = till.money[poll.who[entry]]
            mass = float(poll.mass[entry])
            cannot = money < price * mass
            poor += money if cannot else 0.0
            rich += 0.0 if cannot else mass
        if rich == 0.0:
            return price, rich, poor
        step = (poll.cost[project] - poor) / rich
        if step <= price * (1.0 + 16.0 * ROUNDING) or step > limit:
            return step, rich, poor
        price = step


@compiled
def certify(poll: Poll, till: Till, project: int) -> tuple[float, float, float, bool]:
    """Bound the exact price per point: (low, high, mass paying in full, is it cost / mass exactly).

    high is infinite where some supporter's money is too near to the share to say who pays in full; otherwise
    till.price and till.fine become the price in two floats.
    """
    price, error = till.price[project], till.error[0]
    near = WINDOW * price + 2.0 * error
    first, last = poll.start[project], poll.start[project + 1]
    poor, poor_fine, weak, sure, unclear = 0.0, 0.0, 0.0, 0.0, 0.0
    for entry in range(first, last):
        ballot = poll.who[entry]
        money = till.money[ballot]
        mass = float(poll.mass[entry])
        if money > mass * (price + near):
            sure += mass
        elif money > 0.0:
            weak += mass
            poor, poor_fine = add(poor, poor_fine + till.crumb[ballot], money)
            unclear += 0.0 if money < mass * (price - near) else mass
    cost = poll.cost[project]
    if unclear > 0.0 or sure == 0.0:
        return till.floor[project], np.inf, sure, False
    rest, rest_fine = add(-poor, -poor_fine, cost)
    value, fine = divide(rest, rest_fine, sure)
    off = (weak * error + (last - first) * TINY * cost) / sure
    if abs(value - price) + error + off > near:
        return till.floor[project], np.inf, sure, False
    till.price[project], till.fine[project], till.slack[project] = value, fine, off + TINY * value
    return (value - off) * (1.0 - 4.0 * ROUNDING), (value + off) * (1.0 + 4.0 * ROUNDING), sure, weak == 0.0


@compiled
def begin(poll: Poll, till: Till, share: tuple[float, float], prefix: int) -> None:
    """Give every voter the same share (in two floats) and repeat the first `prefix` purchases in till.bought.

    Of these it must be known that they come first and that every supporter can pay in full; where that is not
    clear to floats, the rest is left to `run`.
    """
    till.size[:] = 0
    for ballot in range(len(till.money)):
        till.money[ballot], till.crumb[ballot] = times(share[0], share[1], float(poll.weight[ballot]))
        till.died[ballot] = ALIVE
    till.even[:] = False
    till.seen[:] = -1
    till.error[0] = TINY * share[0]
    for project in range(len(poll.cost)):
        if poll.support[project] > 0.0:
            till.floor[project] = poll.cost[project] / poll.support[project] * (1.0 - 4.0 * ROUNDING)
            till.open[till.size[1]] = project
            till.size[1] += 1
    for turn in range(prefix):
        project = till.bought[turn]
        till.price[project] = poll.cost[project] / poll.support[project]
        _low, high, mass, _exact = certify(poll, till, project)
        if mass != poll.support[project]:
            break
        till.tied[turn, :] = False
        till.ceiling[turn] = high / poll.worth[project] * (1.0 + 4.0 * ROUNDING)
        pay(poll, till, project)


@compiled
def sort_open(poll: Poll, till: Till) -> None:
    """Order the open projects by proven lower bound of their price per satisfaction."""
    for place in range(1, till.size[1]):
        project = till.open[place]
        bound = till.floor[project] / poll.worth[project]
        back = place
        while back > 0 and till.floor[till.open[back - 1]] / poll.worth[till.open[back - 1]] > bound:
            till.open[back] = till.open[back - 1]
            back -= 1
        till.open[back] = project


@compiled
def look(poll: Poll, till: Till, project: int, limit: float) -> int:
    """Raise one project's floor: PRICED, BEYOND (its price is above `limit`), or OUT of reach."""
    price, rich, poor = settle(poll, till, project, limit)
    entries = poll.start[project + 1] - poll.start[project]
    cost = poll.cost[project]
    off = (poll.support[project] - rich) * till.error[0] + (entries + 8.0) * ROUNDING * 2.0 * cost
    if rich == 0.0:
        return OUT if poor + off < cost else IN_DOUBT
    till.floor[project] = max(till.floor[project], (price - off / rich) * (1.0 - 4.0 * ROUNDING))
    if price > limit:
        return BEYOND
    till.price[project] = price
    till.seen[project] = till.size[0]
    return PRICED


@compiled
def scan(poll: Poll, till: Till) -> int:
    """Price open projects, cheapest bound first, until none further can win: the best one.

    -1: none can be paid; -2: in doubt whether one can be paid.
    """
    sort_open(poll, till)
    best = -1
    least = np.inf
    place = 0
    while place < till.size[1]:
        project = till.open[place]
        if till.floor[project] / poll.worth[project] > least * (1.0 + GUARD):
            break
        verdict = look(poll, till, project, least * (1.0 + 2.0 * GUARD) * poll.worth[project])
        if verdict == IN_DOUBT:
            return -2
        if verdict == OUT:
            close(till, project)
            continue
        if verdict == PRICED and till.price[project] / poll.worth[project] < least:
            best, least = project, till.price[project] / poll.worth[project]
        place += 1
    return best


@compiled
def compare(poll: Poll, project: int, mass: float, rival: int, other: float) -> int:
    """Compare two prices cost / mass by integers: -1 the rival is dearer, 0 equal, 1 cheaper; 2 too large."""
    mine = poll.cost[project] / poll.worth[project] * other
    yours = poll.cost[rival] / poll.worth[rival] * mass
    if max(mine, yours) >= INTEGERS:
        return 2
    if mine == yours:
        return 0
    return 1 if yours < mine else -1


@compiled
def choose(poll: Poll, till: Till) -> int:
    """Find the next purchase and prove it: the project, -1 nothing can be paid, -2 in doubt."""
    best = scan(poll, till)
    if best < 0:
        return best
    now = till.size[0]
    till.tied[now, :] = False
    _low, high, mass, integral = certify(poll, till, best)
    for place in range(till.size[1]):
        rival = till.open[place]
        limit = high / poll.worth[best] * (1.0 + 4.0 * ROUNDING)
        if rival == best or till.floor[rival] / poll.worth[rival] > limit:
            continue
        if till.seen[rival] != now:
            return -2
        low, top, other, exact = certify(poll, till, rival)
        if low / poll.worth[rival] > limit:
            continue
        verdict = compare(poll, best, mass, rival, other) if integral and exact else 2
        if verdict == 2:
            return -2
        if verdict == 0:
            till.tied[now, best] = till.tied[now, rival] = True
            verdict = 1 if poll.rank[rival] < poll.rank[best] else -1
        elif verdict == 1:
            till.tied[now, :] = False
        if verdict == 1:
            best, high, mass = rival, top, other
    till.ceiling[now] = high / poll.worth[best] * (1.0 + 4.0 * ROUNDING)
    return best if high < np.inf else -2


@compiled
def run(poll: Poll, till: Till) -> int:
    """Buy until nothing more can be paid (FINISHED) or a decision needs exact numbers (IN_DOUBT)."""
    while True:
        project = choose(poll, till)
        if project == -1:
            return FINISHED
        if project == -2:
            return IN_DOUBT
        pay(poll, till, project)


@compiled
def follows(poll: Poll, till: Till, bought: Integers, ceiling: Floats) -> bool:
    """Prove that larger shares (in `till`) lead to the same purchases, and so do all between.

    At every purchase the winner's price with the smaller shares (`ceiling`) must beat every rival's price with the
    larger ones: money left and affordability are monotone in the shares, so the order holds all the way between.
    """
    for turn in range(till.size[0], len(bought)):
        winner = bought[turn]
        sort_open(poll, till)
        place = 0
        while place < till.size[1]:
            rival = till.open[place]
            if till.floor[rival] / poll.worth[rival] > ceiling[turn]:
                break
            place += 1
            if rival == winner:
                continue
            verdict = look(poll, till, rival, ceiling[turn] * (1.0 + GUARD) * poll.worth[rival])
            if verdict == OUT:
                close(till, rival)
                place -= 1
            elif verdict == IN_DOUBT or not dearer(poll, till, rival, ceiling[turn]):
                return False
        if look(poll, till, winner, np.inf) != PRICED:
            return False
        if certify(poll, till, winner)[1] == np.inf:
            return False
        pay(poll, till, winner)
    return bool(scan(poll, till) == -1)


@compiled
def dearer(poll: Poll, till: Till, rival: int, limit: float) -> bool:
    """Say whether a rival's price, just computed, is proven to be above a limit."""
    if till.floor[rival] / poll.worth[rival] > limit:
        return True
    if till.seen[rival] != till.size[0]:
        return False
    till.floor[rival] = max(till.floor[rival], certify(poll, till, rival)[0] * (1.0 - 4.0 * ROUNDING))
    return bool(till.floor[rival] / poll.worth[rival] > limit)
