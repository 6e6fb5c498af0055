"""The opinion map of a conversation: who stands near whom, which groups there are, and what they say."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from civics.opinion import axes, grouping, naming, placing, statements
from civics.opinion.axes import GRAIN, Axes
from civics.opinion.errors import BadSetting
from civics.opinion.kernels import ballots
from civics.opinion.naming import Earlier
from civics.opinion.placing import Counting, Moderation
from civics.opinion.statements import Statistics, Voice
from civics.opinion.votes import Votes

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

MOST_GROUPS = 8
FEWEST_PEOPLE = 4  # fewer placed people are too few to speak of groups
NOT_PLACED = -1


@dataclass(frozen=True, slots=True)
class Settings:
    """What a map is drawn with. `groups` None: chosen by fit, at most five."""

    least_votes: int = 7
    groups: int | None = None
    as_polis: bool = False  # see placing.counting

    def __post_init__(self) -> None:
        if self.least_votes < 1:
            raise BadSetting(f"People are placed from at least 1 vote on, not {self.least_votes}.")
        if self.groups is not None and not 2 <= self.groups <= MOST_GROUPS:
            raise BadSetting(f"A map has 2 to {MOST_GROUPS} groups, not {self.groups}.")


AS_USUAL, NOBODY_OUT = Settings(), Moderation()


@dataclass(frozen=True, slots=True)
class Group:
    """One group of the map: its letter, how many people, and the statements that speak for it."""

    name: str
    size: int
    centre: tuple[float, float]
    voices: tuple[Voice, ...]

    @property
    def too_few(self) -> bool:
        """Tell whether the group is too small to be given a voice."""
        return self.size < statements.SMALL


@dataclass(frozen=True, slots=True, eq=False)
class OpinionMap:
    """One conversation drawn: places, groups, statistics and consensus, with the numbers that show why.

    Arrays follow the canonical order of `votes`: `place` in millionths per participant (x, y), `member` the group
    number (-1 not placed), `loadings` in millionths per axis and statement.
    """

    votes: Votes
    settings: Settings
    moderation: Moderation
    axes: Axes
    counting: Counting
    place: Integers
    member: Integers
    loadings: Integers
    groups: tuple[Group, ...]
    silhouettes: Mapping[int, float]
    counts: Integers  # [group, statement, (disagree, pass, agree)], last row: people not placed
    statistics: Statistics | None
    agreed: tuple[Voice, ...]
    disagreed: tuple[Voice, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Return the letters of the groups, by group number."""
        return tuple(group.name for group in self.groups)

    def name_of_each(self) -> list[str | None]:
        """Return the letter of each participant's group, None for those not placed."""
        return [None if number < 0 else self.groups[number].name for number in self.member.tolist()]

    def as_earlier(self) -> Earlier:
        """Return what a later map needs of this one to keep its letters and its sense of direction."""
        placed = zip(self.votes.participants, self.name_of_each(), self.place.tolist(), strict=True)
        known = [(person, name, (x, y)) for person, name, (x, y) in placed if name is not None]
        return Earlier(
            {person: name for person, name, _ in known}, {person: spot for person, _, spot in known}
        )


def draw(votes: Votes, *, settings: Settings = AS_USUAL, moderation: Moderation = NOBODY_OUT) -> OpinionMap:
    """Draw the map of these votes: the same votes in any order give the same map, bit for bit.

    About 20 passes over the votes plus n log n in people (100 000 people, 4.5 million votes: about a second).

    Raises:
        TooManyGroups: settings ask for more groups than there are different places.
    """
    return _drawn(votes, settings, moderation, None)


def refresh(before: OpinionMap, votes: Votes) -> OpinionMap:
    """Draw the map after more votes, from where the last one stood; letters and sides stay.

    Places and groups are those of `draw` on the same votes: the old axes only shorten the search, and when the result
    is not certain to the last digit published, the search is done again from nothing.

    Raises:
        TooManyGroups: as `draw`.
    """
    return carried(before.as_earlier(), _drawn(votes, before.settings, before.moderation, before))


def carried(before: Earlier, after: OpinionMap) -> OpinionMap:
    """Give a map the letters of an earlier one, and its sense of left and right, up and down."""
    people = after.votes.participants
    numbers = [None if number < 0 else number for number in after.member.tolist()]
    letters = naming.carried_over(
        [before.letters.get(person) for person in people], numbers, len(after.groups)
    )
    both = [p for p, person in enumerate(people) if person in before.places and after.member[p] >= 0]
    now = [(x, y) for x, y in after.place[both].tolist()]
    sense = np.array(naming.senses([before.places[people[p]] for p in both], now), dtype=np.int64)
    groups = tuple(
        replace(
            group, name=letter, centre=(group.centre[0] * sense[0] + 0.0, group.centre[1] * sense[1] + 0.0)
        )
        for group, letter in zip(after.groups, letters, strict=True)
    )  # + 0.0: no map shows -0.0
    turned = replace(after.axes, vectors=after.axes.vectors * sense[:, None])
    loadings = after.loadings * sense[:, None]
    return replace(after, groups=groups, axes=turned, place=after.place * sense, loadings=loadings)


def _drawn(votes: Votes, settings: Settings, moderation: Moderation, before: OpinionMap | None) -> OpinionMap:
    counting = placing.counting(votes, moderation, settings.least_votes, as_polis=settings.as_polis)
    found, exact = _axes_and_places(votes, counting, before)
    place = np.where(counting.placed[:, None], placing.in_millionths(exact), 0)
    member, silhouettes = _members(place, counting.placed, settings)
    groups, width = int(member.max(initial=NOT_PLACED)) + 1, len(votes.statements)
    apart = np.where(member < 0, groups, member)
    counts = ballots.tally(votes.rows, votes.code, apart, groups + 1, 3 * width).reshape(groups + 1, width, 3)
    measured = statements.statistics(counts[:-1]) if groups else None
    agreed, disagreed = statements.consensus(counts.sum(axis=0), counting.on_map)
    return OpinionMap(
        votes=votes,
        settings=settings,
        moderation=moderation,
        axes=found,
        counting=counting,
        place=place,
        member=member,
        loadings=found.loadings(),
        groups=_groups(place, member, groups, measured, counting.on_map),
        silhouettes=silhouettes,
        counts=counts,
        statistics=measured,
        agreed=tuple(agreed),
        disagreed=tuple(disagreed),
    )


def _axes_and_places(votes: Votes, counting: Counting, before: OpinionMap | None) -> tuple[Axes, Floats]:
    if before is not None and before.axes.strength[1] > 0.0:
        start = _aligned(before, votes.statements)
        found = axes.find(votes, counting.weight, counting.on_map, start)
        exact = placing.places(votes, found, counting.cast)
        if placing.certain(exact[counting.placed], found):
            return found, exact
    found = axes.find(votes, counting.weight, counting.on_map)
    return found, placing.places(votes, found, counting.cast)


def _aligned(before: OpinionMap, names: tuple[str, ...]) -> Floats:
    """Lay the old loadings over the new statements; a new statement starts at 0."""
    old = dict(zip(before.votes.statements, before.loadings.T / GRAIN, strict=True))
    nothing = np.zeros(2)
    return np.array([old.get(name, nothing) for name in names]).T.copy()


def _members(place: Integers, placed: Flags, settings: Settings) -> tuple[Integers, dict[int, float]]:
    """Group the placed people; all in one group when they are too few, or all at one place."""
    member = np.full(placed.size, NOT_PLACED, dtype=np.int64)
    points = place[placed]
    silhouettes: dict[int, float] = {}
    if settings.groups is not None:
        wanted = grouping.group(points, settings.groups)
        silhouettes = {settings.groups: grouping.fit_of(points, wanted.label)}
        member[placed] = naming.by_size(wanted.label)
    elif len(points) >= FEWEST_PEOPLE and (points != points[0]).any():
        chosen, silhouettes = grouping.choose(points, limit=grouping.most_groups(len(points)))
        member[placed] = naming.by_size(chosen.label)
    else:
        member[placed] = 0
    return member, silhouettes


def _groups(
    place: Integers, member: Integers, groups: int, measured: Statistics | None, on_map: Flags
) -> tuple[Group, ...]:
    made = []
    for number in range(groups):
        mine = place[member == number]
        centre = mine.sum(axis=0) / (len(mine) * GRAIN)
        enough = measured is not None and groups > 1 and len(mine) >= statements.SMALL
        voices = (
            statements.representative(measured, number, on_map) if enough and measured is not None else []
        )
        made.append(
            Group(naming.LETTERS[number], len(mine), (float(centre[0]), float(centre[1])), tuple(voices))
        )
    return tuple(made)
