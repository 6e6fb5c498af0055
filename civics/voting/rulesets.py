"""Which rules hold where and when: dated data with article numbers, never a number in code."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeVar

from civics.faults import Fault
from civics.voting.thresholds import Threshold
from civics.voting.weights import Measure

TakingPart = Literal["valid_ballots", "all_ballots", "presence"]
NonResponse = Literal["not_counted", "takes_part", "joins_majority"]
Ties = Literal["new_ballot", "lot"]
Runoff = Literal["none", "open_seats_and_one"]

Found = TypeVar("Found")


class NoSuchRuleSet(Fault):
    """No rule set of that name, or none of that kind in force there on that day."""


class NotInTheRules(Fault):
    """The rule set does not know this mode, class or matter, or holds no election."""


@dataclass(frozen=True, slots=True)
class Mode:
    """Who votes (owners, voters, households, representatives) and how many of them must take part."""

    name: str
    quorum: Threshold | None


@dataclass(frozen=True, slots=True)
class MatterClass:
    """How much agreement a kind of matter needs."""

    name: str
    passing: Threshold


@dataclass(frozen=True, slots=True)
class Matter:
    """One matter the rules name, the class it falls under, and the article."""

    code: str
    class_name: str
    title: str
    article: str


@dataclass(frozen=True, slots=True)
class Counting:
    """What counts: which papers take part, what silence means, whether to follow is a choice, how ties end."""

    taking_part: TakingPart
    non_response: NonResponse
    follow_majority: bool
    parking_counts: bool
    ties: Ties


@dataclass(frozen=True, slots=True)
class ElectionRules:
    """How seats are filled: the bar to clear, what ranks, and whether a second round follows."""

    bar: Threshold | None
    rank_by: tuple[Measure, ...]
    more_candidates_than_seats: bool
    runoff: Runoff
    runoff_bar: Threshold | None


@dataclass(frozen=True, slots=True)
class Provision:
    """A number of the procedure that other rooms need: days of notice, share of initiators."""

    name: str
    value: int | bool
    article: str


@dataclass(frozen=True, slots=True)
class RuleSet:
    """One dated set of rules. Dates are ISO text, both inclusive; `until` empty: still in force."""

    id: str
    kind: str
    jurisdiction: str
    title: str
    begins: str
    until: str
    sources: tuple[str, ...]
    note: str
    measures: tuple[Measure, ...]
    modes: tuple[Mode, ...]
    classes: tuple[MatterClass, ...]
    matters: tuple[Matter, ...]
    counting: Counting
    election: ElectionRules | None
    procedure: tuple[Provision, ...]

    def is_in_force(self, on: str) -> bool:
        """Tell whether the rules hold on a day (ISO text)."""
        return self.begins <= on and (not self.until or on <= self.until)

    def mode(self, name: str | None) -> Mode:
        """Find a mode; without a name, the only one.

        Raises:
            NotInTheRules: there is no such mode, or several to choose from.
        """
        if name is None and len(self.modes) == 1:
            return self.modes[0]
        return _named("mode", name, {mode.name: mode for mode in self.modes}, self.id)

    def matter_class(self, matter: str | None, class_name: str | None) -> MatterClass:
        """Find the class a matter falls under, or the class itself; without either, the only class.

        Raises:
            NotInTheRules: unknown, several to choose from, or matter and class contradict each other.
        """
        if matter is not None:
            found = _named(
                "matter", matter, {known.code: known for known in self.matters}, self.id
            ).class_name
            if class_name not in (None, found):
                raise NotInTheRules(f"{matter} is {found} under {self.id}, not {class_name}.")
            class_name = found
        if class_name is None and len(self.classes) == 1:
            return self.classes[0]
        return _named("class", class_name, {known.name: known for known in self.classes}, self.id)

    def elections(self) -> ElectionRules:
        """Give the rules for filling seats.

        Raises:
            NotInTheRules: the rule set holds no election.
        """
        if self.election is None:
            raise NotInTheRules(f"{self.id} holds no election.")
        return self.election


def _named(what: str, name: str | None, known: Mapping[str, Found], rules: str) -> Found:
    if name is None or name not in known:
        asked = "not chosen" if name is None else f"not {name}"
        raise NotInTheRules(f"The {what} under {rules} is one of {', '.join(known) or 'none'}, {asked}.")
    return known[name]
