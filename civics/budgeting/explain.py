"""Why a project was funded or missed, and what became of one voter's share, in numbers that add up."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from civics.budgeting.election import Election
from civics.budgeting.equal_shares import SharesAccount
from civics.budgeting.errors import UnknownProject, quoted
from civics.budgeting.outcome import Outcome, Purchase
from civics.budgeting.phragmen import waiting


@dataclass(frozen=True, slots=True)
class Missed:
    """Why a project was not funded: what was needed, what there was. `kind` says of what.

    supporters  money: all that its supporters had left together      left  money: what the budget had left for it
    load        Phragmén: its turn would have come at `needed`, the count ended at `there`      nobody  no supporter
    """

    kind: str
    needed: Fraction
    there: Fraction

    @property
    def short(self) -> Fraction:
        """By how much it was missed."""
        return self.needed - self.there


@dataclass(frozen=True, slots=True)
class ProjectStory:
    """One project: either its purchase (the `turn`-th, 1 first) or why it was missed. Money in the currency."""

    project: str
    cost: Fraction
    votes: Fraction
    backers: int
    turn: int | None
    purchase: Purchase | None
    missed: Missed | None


@dataclass(frozen=True, slots=True)
class Paid:
    """One project of a voter's ballot: was it funded, and what did she pay for it (None: this rule charges nobody)."""

    project: str
    points: Fraction
    funded: bool
    paid: Fraction | None


@dataclass(frozen=True, slots=True)
class VoterStory:
    """What became of one voter's share of the money."""

    share: Fraction | None
    picks: tuple[Paid, ...]
    left: Fraction | None


def project(outcome: Outcome, name: str) -> ProjectStory:
    """Tell the story of one project.

    Raises:
        UnknownProject: it is not on the list.
    """
    election = outcome.election
    if name not in election.projects:
        raise UnknownProject(f"The project {quoted(name)} is not on the list.")
    number = election.projects.index(name)
    purchases = outcome.account.purchases()
    turn = next((turn for turn, purchase in enumerate(purchases) if purchase.project == number), None)
    return ProjectStory(
        project=name,
        cost=election.money(int(election.cost[number])),
        votes=Fraction(int(election.votes[number]), election.grain),
        backers=int(election.backers()[number]),
        turn=None if turn is None else turn + 1,
        purchase=None if turn is None else purchases[turn],
        missed=_missed(outcome, number, purchases) if turn is None else None,
    )


def _missed(outcome: Outcome, number: int, purchases: Iterable[Purchase]) -> Missed:
    election = outcome.election
    cost = election.money(int(election.cost[number]))
    if isinstance(outcome.account, SharesAccount) and not outcome.account.added:
        if not election.votes[number]:
            return Missed("nobody", cost, Fraction(0))
        return Missed("supporters", cost, election.money(outcome.account.left_to(number)))
    if outcome.rule == "phragmen" and cost <= election.money(outcome.leftover):
        last = max(
            (bought.measure for bought in purchases if bought.measure is not None), default=Fraction(0)
        )
        return Missed("load", waiting(election, ties=outcome.ties).get(number, last), last)
    if outcome.rule == "greedy":
        return Missed("left", cost, election.money(_left_for(outcome, number, purchases)))
    return Missed("left", cost, election.money(outcome.leftover))


def _left_for(outcome: Outcome, number: int, purchases: Iterable[Purchase]) -> int:
    """Say what the budget had left when greedy came to a project."""
    election, ranks = outcome.election, outcome.ties.ranks(outcome.election)
    by_votes = outcome.satisfaction == "cost"

    def turn(one: int) -> tuple[Fraction, int]:
        return -Fraction(int(election.votes[one]), 1 if by_votes else int(election.cost[one])), int(
            ranks[one]
        )

    before = [
        int(election.cost[bought.project]) for bought in purchases if turn(bought.project) < turn(number)
    ]
    return election.budget - sum(before)


def voter(outcome: Outcome, ballot: Mapping[str, Fraction]) -> VoterStory:
    """Tell what became of the share of a voter who gave these points (as the election counts them).

    Raises:
        UnknownProject: the ballot names one that is not on the list.
    """
    election = outcome.election
    for name in ballot:
        if name not in election.projects:
            raise UnknownProject(f"The project {quoted(name)} is not on the list.")
    paid = _payments(outcome, {election.projects.index(name): points for name, points in ballot.items()})
    picks = tuple(
        Paid(name, points, name in outcome.names, None if paid is None else paid.get(name))
        for name, points in ballot.items()
    )
    share = None if outcome.share is None else election.money(outcome.share)
    spent = sum((one.paid for one in picks if one.paid is not None), Fraction(0))
    return VoterStory(share, picks, None if share is None else share - spent)


def _payments(outcome: Outcome, points: Mapping[int, Fraction]) -> dict[str, Fraction] | None:
    election = outcome.election
    if outcome.rule == "greedy":
        return None
    paid: dict[str, Fraction] = {}
    left, load = outcome.share or Fraction(0), Fraction(0)
    for bought in outcome.account.purchases():
        if bought.project not in points:
            continue
        name = election.projects[bought.project]
        if bought.each is not None:
            share = min(left, bought.each * points[bought.project])
            left -= share
            paid[name] = election.money(share)
        elif bought.named == "load" and bought.measure is not None:
            paid[name], load = bought.measure - load, bought.measure
    return paid


def tell_project(story: ProjectStory, election: Election) -> str:
    """Put a project's story into sentences."""
    votes = f"{amount(story.votes)} votes from {_count(story.backers, 'voter')}"
    head = f"{story.project} costs {amount(story.cost)} and has {votes}."
    if story.purchase is None:
        return f"{head}\n{_tell_missed(story)}"
    bought = story.purchase
    lines = [head]
    if bought.each is not None and bought.measure is not None:
        lines.append(f"Funded {_th(story.turn or 0)}, with {amount(bought.measure)} effective votes.")
        point = " a point" if election.most > election.grain else ""
        price = f"{amount(election.money(bought.each))}{point}"
        lines.append(f"Paid in full ({price} each): {_count(bought.in_full, 'supporter')}.")
        if bought.in_part:
            lines.append(f"Paid all they had left, which is less: {_count(bought.in_part, 'supporter')}.")
    elif bought.measure is not None:
        lines.append(f"Funded {_th(story.turn or 0)}, with a {bought.named} of {amount(bought.measure)}.")
    else:
        lines.append(f"Funded {_th(story.turn or 0)} although nobody supports it, because money was left.")
    if bought.tied:
        equal = ", ".join(sorted(election.projects[other] for other in bought.tied))
        lines.append(f"Exactly as good, and later by the tie rule: {equal}.")
    return "\n".join(lines)


def _tell_missed(story: ProjectStory) -> str:
    missed = story.missed
    assert missed is not None
    there, short = amount(missed.there), amount(missed.short)
    match missed.kind:
        case "nobody":
            return "Not funded: nobody supports it."
        case "supporters":
            return f"Not funded: its supporters have {there} left together; it is missed by {short}."
        case "load":
            return (
                f"Not funded: its turn would have come at a load of {amount(missed.needed)}; the count ended "
                f"at {there}, because a project that was next exceeds the money left."
            )
        case _:
            return f"Not funded: {there} of the budget was left for it; it is missed by {short}."


def tell_voter(story: VoterStory) -> str:
    """Put a voter's story into sentences."""
    lines = [] if story.share is None else [f"Share: {amount(story.share)}."]
    for pick in story.picks:
        fate = "funded" if pick.funded else "not funded"
        paid = f", paid {amount(pick.paid)}" if pick.paid is not None else ""
        points = f" ({pick.points} points)" if pick.points != 1 else ""
        lines.append(f"{pick.project}{points}: {fate}{paid}.")
    if not story.picks:
        lines.append("This ballot supports no project.")
    if story.left is not None:
        lines.append(f"Left: {amount(story.left)}.")
    return "\n".join(lines)


def amount(value: Fraction | int) -> str:
    """Write an exact amount: whole, with decimals where they end, else rounded with the exact fraction behind it."""
    exact = Fraction(value)
    if exact.denominator == 1:
        return str(exact.numerator)
    cents = round(exact * 100)
    rough = f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02d}"
    return rough if Fraction(cents, 100) == exact else f"{rough} ({exact})"


def _count(number: int, one: str) -> str:
    return f"{number} {one}{'' if number == 1 else 's'}"


def _th(turn: int) -> str:
    ending = "th" if turn % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(turn % 10, "th")
    return f"{turn}{ending}"
