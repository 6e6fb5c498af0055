"""Who would have a vote, and who has one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from linli.circle.decide.choices import Basis
from linli.circle.decide.models import Ballot, RollLine
from linli.ground.lib.text import masked_name
from linli.ground.people.choices import FULL_AGE, Tie
from linli.ground.people.models import Area, Resident
from linli.ground.people.queries import areas

HIDDEN = "**"
MOST_FOUND = 12
LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Voter:
    """One vote that a roll will hold: whose it is, who casts it, and how the posted list shows them."""

    key: str
    resident: int | None
    masked: str
    place: str
    sort: str


@dataclass(frozen=True, slots=True)
class Electorate:
    """The votes of a ballot in the order of their doors, and how many adults are of unknown age."""

    voters: tuple[Voter, ...]
    unknown_age: int


def electorate(ballot: Ballot) -> Electorate:
    """Return who has a vote if the roll were made now: those of full age on the opening day who live in the area."""
    on = timezone.localdate(ballot.opens_at)
    living = list(_living(ballot.scope_id))
    places = areas.addresses({home_area for _pk, _name, _born, _tie, _house, home_area, _n, _s in living})
    if ballot.basis == Basis.PERSON:
        return _persons(living, places, on)
    return _households(living, places, on)


def is_of_age(born_on: date | None, on: date) -> bool:
    """Say whether somebody born on a day is of full age on another; nobody knows of an unknown birthday."""
    if born_on is None:
        return False
    return on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day)) >= FULL_AGE


def eligible(ballot: Ballot, resident: int) -> Resident | None:
    """Return a resident who may stand on the roll of a ballot, or None."""
    found = (
        Resident.objects.filter(
            pk=resident,
            erased_at__isnull=True,
            household__until__isnull=True,
            household__home__area__in=Area.objects.within(ballot.scope_id),
        )
        .select_related("household__home")
        .first()
    )
    if found is None or not is_of_age(found.born_on, timezone.localdate(ballot.opens_at)):
        return None
    return found


def find_people(ballot: Ballot, words: str) -> list[tuple[int, str]]:
    """Return who may stand on the roll of a ballot by a name or a door, masked, at most a dozen; none for nothing."""
    words = words.strip()[:LONGEST_NAME]
    if not words:
        return []
    named = Q(name__startswith=words) | Q(household__home__number=words)
    return _masked(ballot, named)


def people(ballot: Ballot, residents: Iterable[int]) -> list[tuple[int, str]]:
    """Return residents of a ballot's area as a form shows them, masked."""
    return _masked(ballot, Q(pk__in=list(residents)))


def _masked(ballot: Ballot, whom: Q) -> list[tuple[int, str]]:
    on = timezone.localdate(ballot.opens_at)
    rows = _living(ballot.scope_id, whom)
    found = [row for row in rows if is_of_age(row[2], on)][:MOST_FOUND]
    places = areas.addresses({row[5] for row in found})
    return [
        (row[0], f"{masked_name(row[1])}　{places.get(row[5], '')}{row[6]}") for row in found
    ]  # han: a gap


def key_of(ballot: Ballot, resident: Resident) -> str:
    """Return under which key a resident's vote stands on the roll of a ballot."""
    return f"p{resident.pk}" if ballot.basis == Basis.PERSON else f"h{resident.household_id}"


def place_of(resident: Resident) -> str:
    """Return where a resident lives as a posted list shows it, without the door."""
    home = resident.household.home if resident.household else None
    return _partly(areas.addresses([home.area_id]).get(home.area_id, "")) if home else ""


def in_force(ballot: int) -> QuerySet[RollLine]:
    """Return the lines of a roll that have a vote, in their order."""
    return RollLine.objects.filter(ballot_id=ballot, is_struck=False).order_by("order")


@dataclass(frozen=True, slots=True)
class Size:
    """How many votes a roll holds, how many of them have a voter, and how many are in."""

    votes: int
    named: int
    submitted: int


def size(ballot: int) -> Size:
    """Return how long a roll is; how many votes are in is for those who close the ballot alone."""
    counted = in_force(ballot).aggregate(
        votes=Count("pk"),
        named=Count("pk", filter=Q(resident__isnull=False)),
        submitted=Count("pk", filter=Q(submitted=True)),
    )
    return Size(**counted)


def line_of(ballot: int, resident: int | None) -> RollLine | None:
    """Return the line under which a resident votes, or None."""
    if resident is None:
        return None
    return RollLine.objects.filter(ballot_id=ballot, resident_id=resident, is_struck=False).first()


def changed_since(ballot: Ballot, _at: datetime) -> tuple[int, int]:
    """Return how many votes the register would add to a frozen roll today, and how many it would drop."""
    now = {voter.key for voter in electorate(ballot).voters}
    then = set(in_force(ballot.pk).values_list("voter", flat=True))
    return len(now - then), len(then - now)


Row = tuple[int, str, date | None, str, int, int, str, str]


def _living(scope: int, whom: Q | None = None) -> Iterable[Row]:
    rows: QuerySet[Resident, Row] = (
        Resident.objects.filter(
            whom or Q(),
            erased_at__isnull=True,
            household__until__isnull=True,
            household__home__area__in=Area.objects.within(scope),
        )
        .order_by("household__home__sort_key", "pk")
        .values_list(
            "pk",
            "name",
            "born_on",
            "tie",
            "household_id",
            "household__home__area_id",
            "household__home__number",
            "household__home__sort_key",
        )
    )
    return rows


def _persons(living: list[Row], places: dict[int, str], on: date) -> Electorate:
    voters = [
        Voter(f"p{pk}", pk, masked_name(name), _partly(places.get(area, "")), sort)
        for pk, name, born, _tie, _house, area, _number, sort in living
        if is_of_age(born, on)
    ]
    return Electorate(tuple(voters), sum(row[2] is None for row in living))


def _households(living: list[Row], places: dict[int, str], on: date) -> Electorate:
    """One vote a household, also where nobody may cast it yet: a gap in the register shrinks no denominator."""
    houses: dict[int, list[Row]] = {}
    for row in living:
        houses.setdefault(row[4], []).append(row)
    voters = []
    for house, members in houses.items():
        named = _usual_voter(members, on)
        _pk, _name, _born, _tie, _house, area, _number, sort = members[0]
        voters.append(
            Voter(
                f"h{house}",
                named[0] if named else None,
                masked_name(named[1]) if named else "",
                _partly(places.get(area, "")),
                sort,
            )
        )
    return Electorate(tuple(voters), sum(row[2] is None for row in living))


def _usual_voter(members: list[Row], on: date) -> Row | None:
    """Return who votes for a household unless it names another: its one head, or the only one of full age."""
    grown = [row for row in members if is_of_age(row[2], on)]
    heads = [row for row in grown if row[3] == Tie.HEAD]
    if len(heads) == 1:
        return heads[0]
    return grown[0] if len(grown) == 1 and all(row[2] is not None for row in members) else None


def _partly(place: str) -> str:
    """Return an address without its last step: the door is nobody's business, the building finds the line."""
    return f"{place}{HIDDEN}" if place else HIDDEN
