"""What each group says: counts, shares and tests per statement, and which statements speak for a group or for all.

Formulas: Polis (compdemocracy/polis, math/src/polismath/math/{repness,stats,conversation}.clj). For a group, A, D, S
count agree, disagree and all votes (passes among them) on a statement; "rest" means the other groups together.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

SIGNIFICANT = 1.2816  # one-sided 90 % of the normal distribution, as Polis rounds it
LISTED = 5
SMALL = 5  # fewer voices than this are said to be too few to speak for anybody


@dataclass(frozen=True, slots=True, eq=False)
class Statistics:
    """Counts and published measures, one row per group and one column per statement.

    pa = (A+1)/(S+2); pat = 2 sqrt(S+1) ((A+1)/(S+1) - 1/2); ra = pa / pa of the rest; rat = two-proportion z of the
    group against the rest with 1 added to all four counts; pd, pdt, rd, rdt the same for disagree.
    """

    agree: Integers
    disagree: Integers
    seen: Integers
    pa: Floats
    pd: Floats
    pat: Floats
    pdt: Floats
    ra: Floats
    rd: Floats
    rat: Floats
    rdt: Floats

    def common_ground(self) -> tuple[Floats, Floats]:
        """Return the group-informed consensus per statement, for agree and disagree.

        The product over all groups of pa (of pd): high only where every group, however small, mostly says the same.
        """
        return self.pa.prod(axis=0), self.pd.prod(axis=0)


@dataclass(frozen=True, slots=True)
class Voice:
    """One statement chosen for a group or for all, with the numbers that chose it.

    `side` is 'agree' or 'disagree'; `count` of `seen` people chose it. For a choice out of all people the two
    measures against the rest are 0.
    """

    statement: int
    side: str
    count: int
    seen: int
    share: float
    share_test: float
    against_rest: float
    against_rest_test: float
    best_agreed: bool = False

    @property
    def too_few(self) -> bool:
        """Tell whether fewer people answered than may stand for a group."""
        return self.seen < SMALL


def statistics(counts: Integers) -> Statistics:
    """Compute all measures from counts[group, statement, (disagree, pass, agree)]. O(counts)."""
    disagree, agree, seen = counts[:, :, 0], counts[:, :, 2], counts.sum(axis=2)
    rest_seen = seen.sum(axis=0) - seen
    sides = []
    for chosen in (agree, disagree):
        rest = chosen.sum(axis=0) - chosen
        share = (chosen + 1) / (seen + 2)
        sides.append((share, _one_share(chosen, seen), share / ((rest + 1) / (rest_seen + 2))))
    (pa, pat, ra), (pd, pdt, rd) = sides
    rat = _two_shares(agree, seen, agree.sum(axis=0) - agree, rest_seen)
    rdt = _two_shares(disagree, seen, disagree.sum(axis=0) - disagree, rest_seen)
    return Statistics(agree, disagree, seen, pa, pd, pat, pdt, ra, rd, rat, rdt)


def _one_share(chosen: Integers, seen: Integers) -> Floats:
    return 2.0 * np.sqrt(seen + 1) * ((chosen + 1) / (seen + 1) - 0.5)


def _two_shares(chosen: Integers, seen: Integers, rest: Integers, rest_seen: Integers) -> Floats:
    pooled = (chosen + rest + 2) / (seen + rest_seen + 2)
    spread = np.sqrt(pooled * (1.0 - pooled) * (1.0 / (seen + 1) + 1.0 / (rest_seen + 1)))
    difference = (chosen + 1) / (seen + 1) - (rest + 1) / (rest_seen + 1)
    return np.divide(difference, spread, out=np.zeros(spread.shape), where=spread > 0)


def representative(found: Statistics, group: int, on_map: Flags) -> list[Voice]:
    """Choose up to five statements that set a group apart, agreed ones first.

    Statements whose share and difference from the rest are both significant, by the product of the four measures; the
    best agreed statement leads. If none is significant: the best agreed, or else the one that differs most.
    """
    allowed = np.flatnonzero(on_map)
    best = _best_agreed(found, group, allowed)
    pat, pdt, rat, rdt = (measure[group] for measure in (found.pat, found.pdt, found.rat, found.rdt))
    clear = ((rat > SIGNIFICANT) & (pat > SIGNIFICANT)) | ((rdt > SIGNIFICANT) & (pdt > SIGNIFICANT))
    agree = found.ra[group] * rat * found.pa[group] * pat
    disagree = found.rd[group] * rdt * found.pd[group] * pdt
    weight = np.where(rat > rdt, agree, disagree)
    candidates = allowed[clear[allowed] & (allowed != best)]
    chosen = candidates[np.argsort(-weight[candidates], kind="stable")].tolist()
    if best is not None:
        chosen = [best, *chosen]
    elif not chosen and allowed.size:
        chosen = [int(allowed[np.argmax(np.maximum(rat, rdt)[allowed])])]
    voices = [_voice(found, group, column, best_agreed=column == best) for column in chosen[:LISTED]]
    return sorted(voices, key=lambda voice: voice.side)


def _best_agreed(found: Statistics, group: int, allowed: Integers) -> int | None:
    """Walk the statements in canonical order; each is measured against the best before it, as Polis does."""
    columns = (found.pa, found.pat, found.ra, found.rat)
    best, best_by_share, best_by_both = None, 0.0, 0.0
    best_ra = 0.0
    voted = (found.agree[group] + found.disagree[group])[allowed]
    measures = [column[group, allowed].tolist() for column in columns]
    for column, count, pa, pat, ra, rat in zip(allowed.tolist(), voted.tolist(), *measures, strict=True):
        if count == 0:
            continue
        by_share, by_both = pa * pat, ra * rat * pa * pat
        if best is None:
            better = pat > SIGNIFICANT or (ra > 1.0 and pa > 0.5)
        elif best_ra > 1.0:
            better = by_both > best_by_both
        else:
            better = by_share > best_by_share
        if better:
            best, best_ra, best_by_share, best_by_both = column, ra, by_share, by_both
    return best


def _voice(found: Statistics, group: int, column: int, *, best_agreed: bool = False) -> Voice:
    agreed = bool(found.rat[group, column] > found.rdt[group, column])
    count = found.agree if agreed else found.disagree
    measures = (
        (found.pa, found.pat, found.ra, found.rat) if agreed else (found.pd, found.pdt, found.rd, found.rdt)
    )
    share, test, against_rest, against_rest_test = (float(measure[group, column]) for measure in measures)
    return Voice(
        statement=column,
        side="agree" if agreed else "disagree",
        count=int(count[group, column]),
        seen=int(found.seen[group, column]),
        share=share,
        share_test=test,
        against_rest=against_rest,
        against_rest_test=against_rest_test,
        best_agreed=best_agreed,
    )


def consensus(everyone: Integers, on_map: Flags) -> tuple[list[Voice], list[Voice]]:
    """Choose up to five statements that most people agree with, and five that most disagree with.

    `everyone` counts (disagree, pass, agree) per statement over all who voted, placed or not. A statement qualifies
    if its share is above one half and significantly so; the order is by share x test.
    """
    found = statistics(everyone[None])
    most_agree = _most(found.agree[0], found.seen[0], found.pa[0], found.pat[0], on_map, "agree")
    most_disagree = _most(found.disagree[0], found.seen[0], found.pd[0], found.pdt[0], on_map, "disagree")
    return most_agree, most_disagree


def _most(
    count: Integers, seen: Integers, share: Floats, test: Floats, on_map: Flags, side: str
) -> list[Voice]:
    columns = np.flatnonzero(on_map & (share > 0.5) & (test > SIGNIFICANT))
    first = columns[np.argsort(-(share * test)[columns], kind="stable")][:LISTED].tolist()
    return [
        Voice(c, side, int(count[c]), int(seen[c]), float(share[c]), float(test[c]), 0.0, 0.0) for c in first
    ]


def priorities(placed: Integers, extremity: Floats, meta: Flags) -> Floats:
    """Return how much each statement wants to be shown next (Polis comment priority).

    `placed` counts (disagree, pass, agree) over placed people, `extremity` is the length of the statement's place.
    """
    seen = placed.sum(axis=1)
    agreed, passed = (placed[:, 2] + 1) / (seen + 2), (placed[:, 1] + 1) / (seen + 2)
    newness = 1.0 + 8.0 * np.exp2(-seen / 5.0)
    return np.where(meta, 7.0, (1.0 - passed) * (1.0 + extremity) * agreed * newness) ** 2
