"""Yes or no: the tally under a rule set, read twice, without and with those who were served and stayed silent.

Civil Code art. 278: two thirds of area and of heads take part; more than half (special: three quarters) of
area and of heads taking part agree. Both registers decide together, each with its own numbers. O(1).
"""

from dataclasses import dataclass
from typing import Literal

from civics.voting.rulesets import Counting, MatterClass, Mode, NotInTheRules, RuleSet, TakingPart
from civics.voting.tally import Choice, Tally
from civics.voting.thresholds import Test, Threshold
from civics.voting.weights import Measure

Verdict = Literal["passed", "rejected", "no_quorum"]
Side = Literal["for", "against", "abstain", "none"]
SilentAs = Literal["not_counted", "takes_part", "joins_majority"]

# Which papers take part: each line of the law includes those before it.
TAKES_PART: dict[TakingPart, tuple[Choice, ...]] = {
    "valid_ballots": (Choice.FOR, Choice.AGAINST, Choice.ABSTAIN, Choice.FOLLOW),
    "all_ballots": (Choice.FOR, Choice.AGAINST, Choice.ABSTAIN, Choice.FOLLOW, Choice.VOID),
    "presence": (Choice.FOR, Choice.AGAINST, Choice.ABSTAIN, Choice.FOLLOW, Choice.VOID, Choice.PRESENT),
}


@dataclass(frozen=True, slots=True)
class Count:
    """One register (heads, or area in 0.01 m²) in one reading, with every number that shows why.

    `majority`: the largest of what was said expressly; `followers` join it; on a tie they join nobody.
    `in_favour` and `opposed` include the followers who joined.
    """

    measure: Measure
    roll: int
    taking_part: int
    said_for: int
    said_against: int
    said_abstain: int
    followers: int
    majority: Side
    in_favour: int
    opposed: int
    quorum: Test | None
    passing: Test

    @property
    def has_quorum(self) -> bool:
        """Tell whether enough took part."""
        return self.quorum is None or self.quorum.holds


@dataclass(frozen=True, slots=True)
class Reading:
    """The whole count under one understanding of silence."""

    silent_as: SilentAs
    counts: tuple[Count, ...]
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided. `statutory` counts papers alone; `with_silent` adds those served and silent.

    Which of the two decides is the rule set's word (`decisive`); both are always shown.
    """

    rules: RuleSet
    mode: Mode
    matter_class: MatterClass
    tally: Tally
    statutory: Reading
    with_silent: Reading
    decisive: Literal["statutory", "with_silent"]

    @property
    def verdict(self) -> Verdict:
        """Give the verdict of the reading that decides."""
        return (self.statutory if self.decisive == "statutory" else self.with_silent).verdict


def decide(tally: Tally, rules: RuleSet, *, mode: Mode, matter_class: MatterClass) -> Decision:
    """Decide a matter from its tally. O(1).

    Raises:
        NotInTheRules: papers follow the majority where the rules do not offer that.
    """
    if not rules.counting.follow_majority and tally.of(Choice.FOLLOW).heads:
        raise NotInTheRules(f"{rules.id} does not offer to follow the majority; count such papers as void.")
    says = rules.counting.non_response
    as_if: SilentAs = "joins_majority" if says == "not_counted" else says
    readings = [
        _read(tally, rules, mode, matter_class.passing, silent_as=silent) for silent in ("not_counted", as_if)
    ]
    return Decision(
        rules=rules,
        mode=mode,
        matter_class=matter_class,
        tally=tally,
        statutory=readings[0],
        with_silent=readings[1],
        decisive="statutory" if says == "not_counted" else "with_silent",
    )


def _read(tally: Tally, rules: RuleSet, mode: Mode, passing: Threshold, *, silent_as: SilentAs) -> Reading:
    counts = tuple(
        _count(tally, rules.counting, measure, mode.quorum, passing, silent_as) for measure in rules.measures
    )
    if not all(count.has_quorum for count in counts):
        return Reading(silent_as, counts, "no_quorum")
    return Reading(
        silent_as, counts, "passed" if all(count.passing.holds for count in counts) else "rejected"
    )


def _count(
    tally: Tally,
    counting: Counting,
    measure: Measure,
    quorum: Threshold | None,
    passing: Threshold,
    silent_as: SilentAs,
) -> Count:
    said = {choice: tally.of(choice).of(measure) for choice in Choice}
    silent = 0 if silent_as == "not_counted" else tally.served.of(measure)
    followers = said[Choice.FOLLOW] + (silent if silent_as == "joins_majority" else 0)
    majority = _majority(said[Choice.FOR], said[Choice.AGAINST], said[Choice.ABSTAIN])
    taking_part = silent + sum(said[choice] for choice in TAKES_PART[counting.taking_part])
    roll = tally.roll.of(measure)
    in_favour = said[Choice.FOR] + (followers if majority == "for" else 0)
    return Count(
        measure=measure,
        roll=roll,
        taking_part=taking_part,
        said_for=said[Choice.FOR],
        said_against=said[Choice.AGAINST],
        said_abstain=said[Choice.ABSTAIN],
        followers=followers,
        majority=majority,
        in_favour=in_favour,
        opposed=said[Choice.AGAINST] + (followers if majority == "against" else 0),
        quorum=quorum.test(taking_part, roll if quorum.of == "roll" else taking_part) if quorum else None,
        passing=passing.test(in_favour, roll if passing.of == "roll" else taking_part),
    )


def _majority(said_for: int, said_against: int, said_abstain: int) -> Side:
    """Name the strictly largest of what was said; a tie leads nobody, so it can carry nothing."""
    ordered: list[tuple[int, Side]] = [
        (said_for, "for"),
        (said_against, "against"),
        (said_abstain, "abstain"),
    ]
    ordered.sort(key=lambda pair: pair[0], reverse=True)
    return ordered[0][1] if ordered[0][0] > ordered[1][0] else "none"
