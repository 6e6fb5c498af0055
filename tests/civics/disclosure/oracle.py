"""Every vote of a small house, one after the other: what the guard must agree with."""

from collections import Counter
from collections.abc import Iterator
from itertools import product

from civics.disclosure.figures import Figure, Question, Voter

Thing = str | int | None


def did(thing: Thing, figure: Figure) -> bool:
    if isinstance(thing, str):
        return thing == figure.option
    return thing is not None and thing <= figure.moment


def fits(question: Question, world: tuple[Thing, ...]) -> bool:
    for figure in question.figures:
        inside = [
            voter
            for voter, thing in zip(question.voters, world, strict=True)
            if figure.group in ("", voter.group) and did(thing, figure)
        ]
        if figure.heads is not None and len(inside) != figure.heads:
            return False
        area = sum(voter.area for voter in inside)
        if figure.area is not None and not figure.area <= area < figure.area + figure.step:
            return False
    return True


def exposed(question: Question) -> tuple[str, ...] | None:
    """Ids of those whose choice, or whose coming at some moment, is the same in all fitting worlds; None: no world."""
    moments = sorted({figure.moment for figure in question.figures})
    things: list[Thing] = list(question.options) if question.protects == "choice" else [*moments, None]
    worlds = [world for world in product(things, repeat=len(question.voters)) if fits(question, world)]
    if not worlds:
        return None
    known = []
    for place, voter in enumerate(question.voters):
        done = {world[place] for world in worlds}
        if question.protects == "choice":
            fixed = len(done) == 1
        else:
            came = [
                {thing is not None and thing <= moment for thing in done if not isinstance(thing, str)}
                for moment in moments
            ]
            fixed = any(len(answers) == 1 for answers in came)
        if fixed:
            known.append(voter.id)
    return tuple(sorted(known))


Sums = tuple[int, ...]


def exposed_by_kinds(question: Question) -> set[tuple[int, str]]:
    """As `exposed`, for many alike: the kinds (area, group) of which all did one thing, found by sets of sums."""
    moments = sorted({figure.moment for figure in question.figures})
    things: list[Thing] = list(question.options) if question.protects == "choice" else [*moments, None]
    kinds = Counter((voter.area, voter.group) for voter in question.voters)
    target = tuple(value for figure in question.figures for value in (figure.heads or 0, figure.area or 0))
    ways = {kind: list(_ways(question, kind, number, things)) for kind, number in kinds.items()}
    known = set()
    for kind in kinds:
        others: set[Sums] = {target}
        for other in kinds:
            if other != kind:
                left = {
                    tuple(a - b for a, b in zip(rest, sums, strict=True))
                    for rest in others
                    for _, sums in ways[other]
                }
                others = {rest for rest in left if min(rest) >= 0}
        fitting = [parts for parts, sums in ways[kind] if sums in others]
        done = {place for parts in fitting for place, number in enumerate(parts) if number}
        fixed = (
            len(done) == 1
            if question.protects == "choice"
            else any(min(done) > moment or max(done) <= moment for moment in range(len(moments)))
        )
        if fixed:
            known.add(kind)
    return known


def _ways(
    question: Question, kind: tuple[int, str], number: int, things: list[Thing]
) -> Iterator[tuple[Sums, Sums]]:
    """Every way in which so many of a kind can part among the things, with what it adds to each figure."""
    for parts in product(range(number + 1), repeat=len(things)):
        if sum(parts) == number:
            sums = []
            for figure in question.figures:
                inside = figure.group in ("", kind[1])
                heads = sum(
                    many for many, thing in zip(parts, things, strict=True) if inside and did(thing, figure)
                )
                sums += [heads, heads * kind[0]]
            yield parts, tuple(sums)


def figure_of(
    voters: tuple[Voter, ...],
    world: tuple[Thing, ...],
    option: str,
    *,
    group: str,
    moment: int,
    step: int,
    heads: bool,
    area: bool,
) -> Figure:
    """The true figure of a world."""
    probe = Figure(option, None, None, group=group, moment=moment)
    inside = [
        one.area
        for one, thing in zip(voters, world, strict=True)
        if group in ("", one.group) and did(thing, probe)
    ]
    return Figure(
        option,
        len(inside) if heads else None,
        sum(inside) // step * step if area else None,
        step if area else 1,
        group,
        moment,
    )
