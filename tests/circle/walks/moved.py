"""Deeds upon matters: begun by a body, moved along the table and past it, handed over, followed, muted, scored."""

from collections.abc import Callable
from datetime import timedelta

from linli.circle.matters.actions import concerns, initiatives, matters, particulars
from linli.circle.matters.actions.matters import Bringing, Opening
from linli.circle.matters.choices import TRANSITIONS, Stage, Step
from tests.circle.walks import news
from tests.circle.walks.heard import wanted
from tests.circle.walks.stage import MOVERS, NEIGHBOURS
from tests.circle.walks.walker import Life, Walker

ROUND = (Step.DELIBERATE, Step.DECIDE, Step.DELIVER, Step.DISCLOSE, Step.EVALUATE)
OUT = (Step.ANSWER, Step.JOIN, Step.DECLINE, Step.PASS_ON)
ENDS = frozenset({Stage.JOINED})


def begin(walker: Walker, life: Life) -> None:
    """Open a matter as a body asks for it, or as staff write it down."""
    by, at, street = walker.by(*MOVERS, "house"), walker.at, walker.stage.street
    if walker.chance(0.5):
        key = life.theme if walker.chance(0.2) else ""
        made = walker.do(initiatives.begin, by=by, wanted=wanted(walker, life.theme), key=key, at=at)
    else:
        opening = Opening(
            scope=street.areas[walker.rng.choice(("huaiyin", "b3", "b3s2"))],
            community=street.community,
            title=walker.words(life.theme),
            owner=walker.stage.post("gu_min"),
            due_at=at + timedelta(days=walker.rng.choice((1, 20, 60))),
        )
        made = walker.do(matters.open_matter, by=by, opening=opening, at=at)
    if made is not None:
        life.matter = made.pk
        for name in walker.rng.sample(NEIGHBOURS, walker.rng.randint(0, 4)):
            _follow(walker, life, name)


def move(walker: Walker, life: Life) -> None:
    """Take a step by hand: one that no matter took yet, or a legal one towards what the life wishes, or any."""
    legal = [step for (stage, step) in TRANSITIONS if stage == life.stage]
    usual = [step for step in legal if step in (ROUND if life.wish == "round" else OUT)]
    new = untrodden(walker, life)
    if new and walker.chance(0.6):
        step = walker.rng.choice(new)
    elif usual and walker.chance(0.7):
        step = walker.rng.choice(usual[:1] if life.wish == "round" else usual)
    else:
        step = walker.rng.choice(legal if legal and walker.chance(0.7) else [*Step])
    bringing, seen = (
        _bringing(walker, life),
        walker.rng.choice(("", "", f"{life.lap}-{life.stage}", "1-heard")),
    )
    made = walker.do(
        matters.advance,
        by=walker.by(*MOVERS),
        matter=walker.one_of([life.matter]),
        step=step,
        bringing=bringing,
        seen=seen,
        at=walker.at,
    )
    if made is None:
        return
    walker.taken.add((life.stage, step.value))
    if step == Step.JOIN:
        assert bringing.other_matter is not None
        walker.books.carry_over(made.pk, bringing.other_matter, walker.at)


def untrodden(walker: Walker, life: Life) -> list[Step]:
    """Return the legal steps from where a life stands that no matter has taken by hand yet."""
    return [
        step for (stage, step) in TRANSITIONS if stage == life.stage and (stage, step) not in walker.taken
    ]


def _bringing(walker: Walker, life: Life) -> Bringing:
    known = [other.matter for other in walker.lives[-30:] if other.matter]
    return Bringing(
        reason=walker.words("办得成"),
        other_matter=walker.one_of(known) if walker.chance(0.95) else life.matter,
        other_body=walker.words("路灯所"),
        other_number=walker.words("LD-7"),
    )


def follow(walker: Walker, life: Life) -> None:
    """Follow a matter, or hear no more of it."""
    if walker.chance(0.6):
        _follow(walker, life, walker.neighbour())
        return
    by = walker.by(*NEIGHBOURS)
    if walker.do(concerns.mute, by=by, matter=life.matter, at=walker.at) and by.resident_id is not None:
        walker.books.mute(life.matter, by.resident_id)


def _follow(walker: Walker, life: Life, name: str) -> None:
    by, matter = walker.by(name), walker.one_of([life.matter])
    made = walker.do(concerns.follow, by=by, matter=matter, at=walker.at)
    if made is not None and by.resident_id is not None:
        walker.books.follow(matter, by.resident_id, walker.at)


def mind(walker: Walker, life: Life) -> None:
    """Hand a matter over, name who leads it, set another date, state and score its needs, limit a column."""
    by, at, stage = walker.by(*MOVERS), walker.at, walker.stage
    deeds: tuple[tuple[Callable[..., object], dict[str, object]], ...] = (
        (
            particulars.hand_over,
            {"owner": stage.post(walker.rng.choice(("gu_min", "lin_xiao", "zhao_qi"))).pk},
        ),
        (particulars.name_convener, {"convener": stage.bodies[walker.rng.choice(("council", "manager"))].pk}),
        (particulars.change_due, {"due_at": at + timedelta(days=walker.rng.choice((-1, 3, 30)))}),
        (
            particulars.state_needs,
            {"resident_need": walker.words("走得安心"), "governance_need": walker.words("少一处隐患")},
        ),
    )
    if walker.chance(0.05):
        most, column = walker.rng.choice((None, 3, 10)), walker.rng.choice([*Stage])
        community = stage.street.community.pk
        walker.do(particulars.limit, by=by, community=community, stage=column, most=most, at=at)
        return
    deed, more = walker.rng.choice(deeds)
    walker.do(deed, by=by, matter=walker.one_of([life.matter]), at=at, **more)


def is_over(life: Life) -> bool:
    """Say whether nothing more can come of a life's matter."""
    return life.matter != 0 and life.stage in ENDS


def lead(walker: Walker, stage: str, step: Step) -> None:
    """Lead a matter of its own to where a step can be taken by hand, and take it: news waits until it is there."""
    by, at = walker.stage.by("lin_xiao", walker.at), walker.at
    matter, other = opened(walker), opened(walker)
    bringing = Bringing(reason="时间紧", other_matter=other, other_body="路灯所", other_number="LD-7")
    for here, taken in (*_way_to(stage), (stage, step)):
        walker.must(matters.advance, by=by, matter=matter, step=taken, bringing=bringing, at=at)
        walker.taken.add((here, taken.value))
    if step == Step.JOIN:
        walker.books.carry_over(matter, other, at)
    news.deliver(walker)


def opened(walker: Walker, title: str = "楼道灯不亮") -> int:
    """Open a matter for a play."""
    street = walker.stage.street
    opening = Opening(
        scope=street.community,
        community=street.community,
        title=title,
        owner=walker.stage.post("gu_min"),
        due_at=walker.at + timedelta(days=40),
    )
    by = walker.stage.by("lin_xiao", walker.at)
    return int(walker.must(matters.open_matter, by=by, opening=opening, at=walker.at).pk)


def _way_to(stage: str) -> list[tuple[str, Step]]:
    """Return the shortest way from the beginning to a stage: where one stands, and the step one takes there."""
    ways: dict[str, list[tuple[str, Step]]] = {Stage.HEARD.value: []}
    for here in (waiting := [Stage.HEARD.value]):
        for (start, step), move in TRANSITIONS.items():
            if start == here and move.to.value not in ways:
                ways[move.to.value] = [*ways[here], (here, step)]
                waiting.append(move.to.value)
    return ways[stage]
