"""Votes made up from a seed, with the edges of the law over-represented: thresholds hit exactly, odd registers."""

from random import Random

from civics.voting.electorate import RegisterRow, State
from civics.voting.question import Ballot, Question, Seats, Voter
from civics.voting.tally import Choice

SAID = (Choice.FOR, Choice.AGAINST, Choice.ABSTAIN, Choice.FOLLOW, Choice.VOID)
NAMES = ("甲", "乙", "丙", "丁", "戊")


def owners_question(dice: Random) -> Question:
    """A small register with joint owners, several homes of one owner, a developer; often all abstain or nobody."""
    units = []
    people = [f"o{number}" for number in range(dice.randint(1, 8))]
    same_area = dice.random() < 0.4
    for number in range(dice.randint(1, 12)):
        draw = dice.random()
        owners, state, voter = (dice.choice(people),), "delivered", None
        if draw < 0.25 and len(people) > 1:
            owners = tuple(dice.sample(people, 2))
            voter = min(owners)
        elif draw < 0.4:
            owners, state = ("dev",), dice.choice(("unsold", "undelivered"))
        area = 6000 if same_area else dice.choice((6000, 8937, 9000, 12000, dice.randint(1, 20000)))
        use = "parking" if dice.random() < 0.1 and number else "dwelling"
        units.append(RegisterRow(f"u{number:02}", area, owners, voter, _state(state), use))
    counted = [unit for unit in units if unit.use != "parking"]
    return Question(
        contest="更换电梯",
        units=tuple(units),
        served_units=frozenset(unit.unit for unit in counted if dice.random() < 0.6),
        ballots=_said_by_heads(dice, counted),
    )


def _state(word: str) -> State:
    return {"unsold": "unsold", "undelivered": "undelivered"}.get(word, "delivered")  # type: ignore[return-value]  # narrowed by the keys


def _said_by_heads(dice: Random, units: list[RegisterRow]) -> tuple[Ballot, ...]:
    """One choice a head, put in at one or several of its units."""
    weights = dice.choice(
        ((3, 1, 1, 1, 1), (1, 1, 0, 0, 0), (0, 0, 1, 0, 0), (1, 0, 0, 0, 0), (1, 1, 1, 3, 0))
    )
    turnout = dice.choice((0, 0.5, 2 / 3, 0.8, 1, 1))
    said: dict[tuple[bool, tuple[str, ...]], Choice | None] = {}
    ballots = []
    for unit in units:
        head = (unit.state != "delivered", tuple(sorted(unit.owners)))
        if head not in said:
            said[head] = dice.choices(SAID, weights)[0] if dice.random() < turnout else None
            first = True
        else:
            first = dice.random() < 0.3
        choice = said[head]
        if choice is not None and first:
            ballots.append(Ballot(unit.unit, choice))
    return tuple(ballots)


def exact_question(dice: Random) -> Question:
    """Equal homes, one owner each, sized so that two thirds, half and three quarters are met, or missed by one."""
    number = 12 * dice.randint(1, 4)
    part = number * 2 // 3 + dice.choice((-1, 0, 0, 1))
    wanted = dice.choice((part // 2, part // 2 + 1, -(-part * 3 // 4), -(-part * 3 // 4) - 1))
    rest = [dice.choice((Choice.AGAINST, Choice.ABSTAIN)) for _ in range(part - wanted)]
    said = [Choice.FOR] * wanted + rest
    units = tuple(RegisterRow(f"u{place:03}", 7500, (f"o{place}",)) for place in range(number))
    ballots = tuple(Ballot(f"u{place:03}", choice) for place, choice in enumerate(said))
    return Question(
        "恰好", units, frozenset(unit.unit for unit in units if dice.random() < 0.5), ballots=ballots
    )


def assembly_question(dice: Random, *, election: bool) -> Question:
    """A roll of heads, named or secret, or a number of voters with piles of papers."""
    number = dice.choice((1, 2, 3, 6, 9, 12, 30, dice.randint(1, 40)))
    part = min(
        number,
        max(0, dice.choice((number // 2, number // 2 + 1, number * 2 // 3, number * 2 // 3 + 1, number))),
    )
    asked = _asked(dice) if election else None
    papers = [_paper(dice, f"p{place:02}", asked) for place in range(part)]
    shape = dice.choice(("named", "secret", "size"))
    if shape == "size":
        return Question("会议", size=number, secret=True, ballots=tuple(papers), election=asked)
    marked = set(dice.sample(range(number), part))
    voters = tuple(Voter(f"v{place:02}", submitted=place in marked) for place in range(number))
    if shape == "named":
        papers = [
            Ballot(f"v{at:02}", one.choice, one.names) for at, one in zip(sorted(marked), papers, strict=True)
        ]
    return Question("会议", voters=voters, secret=shape == "secret", ballots=tuple(papers), election=asked)


def _asked(dice: Random) -> Seats:
    names = NAMES[: dice.randint(2, 5)]
    seats = dice.randint(1, len(names) - 1)
    limit = dice.choice((seats, 1, None))
    return Seats(names, seats, limit, dice.choice(("first", "first", "runoff")))


def _paper(dice: Random, by: str, asked: Seats | None) -> Ballot:
    if asked is None:
        return Ballot(
            by,
            dice.choice(
                (Choice.FOR, Choice.FOR, Choice.AGAINST, Choice.ABSTAIN, Choice.VOID, Choice.PRESENT)
            ),
        )
    if dice.random() < 0.1:
        return Ballot(by, Choice.VOID)
    return Ballot(
        by, None, tuple(dice.sample(asked.candidates, dice.randint(0, min(3, len(asked.candidates)))))
    )


def owners_election(dice: Random) -> Question:
    """An owners' committee: names on papers that weigh heads and area."""
    base = owners_question(dice)
    asked = _asked(dice)
    heads = {
        (unit.state != "delivered", tuple(sorted(unit.owners))): unit.unit
        for unit in base.units
        if unit.use != "parking"
    }
    ballots = [_paper(dice, unit, asked) for unit in heads.values() if dice.random() < 0.85]
    return Question(base.contest, base.units, base.served_units, ballots=tuple(ballots), election=asked)
