"""Outcomes as canonical documents: the same input under the same rules gives the same bytes on any machine."""

from typing import Any

from civics import canonical
from civics.voting.counting import Box
from civics.voting.decision import Count, Decision, Reading
from civics.voting.election import Election, Standing
from civics.voting.question import Question
from civics.voting.rulesets import RuleSet
from civics.voting.tally import Choice
from civics.voting.thresholds import Test, Threshold
from civics.voting.weights import Weight

Document = dict[str, Any]


def of_decision(question: Question, box: Box, decision: Decision) -> Document:
    """Write a decision with both readings and every number that shows why.

    Raises:
        NotCanonical: a name has no canonical form.
    """
    outcome = {
        "verdict": decision.verdict,
        "decisive": decision.decisive,
        "mode": decision.mode.name,
        "class": decision.matter_class.name,
        "roll": _roll(box),
        "said": {choice.name.lower(): weight(decision.tally.of(choice)) for choice in Choice},
        "served_and_silent": weight(decision.tally.served),
        "statutory": _reading(decision.statutory),
        "with_silent": _reading(decision.with_silent),
    }
    return canonical.outcome_document(
        rule="decision",
        rule_set=rule_set(decision.rules),
        seed=None,
        question=question.document(),
        outcome=outcome,
    )


def of_election(question: Question, box: Box, election: Election, seed: str | None) -> Document:
    """Write an election with every candidate's votes and bar, ties, lots and what must follow.

    Raises:
        NotCanonical: a name has no canonical form.
    """
    outcome = {
        "mode": election.mode.name,
        "round": election.round,
        "seats": election.seats,
        "roll": _roll(box),
        "valid": weight(election.count.valid),
        "blank": weight(election.count.blank),
        "void": weight(election.count.void),
        "taking_part": weight(election.taking_part),
        "quorum": [_test(test) for test in election.quorum],
        "has_quorum": election.has_quorum,
        "standings": [_standing(one) for one in election.standings],
        "elected": list(election.elected),
        "tied": list(election.tied),
        "lot": [[ticket.candidate, ticket.number] for ticket in election.lot],
        "next": [
            {"kind": one.kind, "seats": one.seats, "candidates": list(one.candidates)}
            for one in election.next_rounds
        ],
    }
    return canonical.outcome_document(
        rule="election",
        rule_set=rule_set(election.rules),
        seed=seed,
        question=question.document(),
        outcome=outcome,
    )


def _standing(one: Standing) -> Document:
    return {
        "candidate": one.candidate,
        "votes": weight(one.votes),
        "bar": [_test(test) for test in one.bar],
        "clears": one.clears,
        "elected": one.elected,
    }


def rule_set(rules: RuleSet) -> Document:
    """Write what of a rule set decides: a reader recounts with these numbers and no others."""
    election = rules.election
    return {
        "id": rules.id,
        "kind": rules.kind,
        "jurisdiction": rules.jurisdiction,
        "title": rules.title,
        "from": rules.begins,
        "until": rules.until,
        "sources": list(rules.sources),
        "measures": list(rules.measures),
        "modes": {mode.name: _threshold(mode.quorum) for mode in rules.modes},
        "classes": {one.name: _threshold(one.passing) for one in rules.classes},
        "taking_part": rules.counting.taking_part,
        "non_response": rules.counting.non_response,
        "follow_majority": rules.counting.follow_majority,
        "parking_counts": rules.counting.parking_counts,
        "ties": rules.counting.ties,
        "election": None
        if election is None
        else {
            "bar": _threshold(election.bar),
            "rank_by": list(election.rank_by),
            "runoff": election.runoff,
            "runoff_bar": _threshold(election.runoff_bar),
        },
    }


def weight(value: Weight) -> Document:
    """Write heads, and area in 0.01 m²."""
    return {"heads": value.heads, "area": value.area}


def _roll(box: Box) -> Document:
    unnamed = box.electorate.unnamed if box.electorate else ()
    merged = [head for head in box.electorate.heads if len(head.units) > 1] if box.electorate else []
    return weight(box.total) | {
        "sha256": box.electorate.digest() if box.electorate else None,
        "unnamed": list(unnamed),
        "merged": [[head.id, list(head.units)] for head in merged],
    }


def _reading(reading: Reading) -> Document:
    return {
        "silent_as": reading.silent_as,
        "verdict": reading.verdict,
        "counts": {count.measure: _count(count) for count in reading.counts},
    }


def _count(count: Count) -> Document:
    return {
        "roll": count.roll,
        "taking_part": count.taking_part,
        "said_for": count.said_for,
        "said_against": count.said_against,
        "said_abstain": count.said_abstain,
        "followers": count.followers,
        "majority": count.majority,
        "in_favour": count.in_favour,
        "opposed": count.opposed,
        "quorum": _test(count.quorum) if count.quorum else None,
        "passing": _test(count.passing),
    }


def _test(test: Test) -> Document:
    return (_threshold(test.threshold) or {}) | {
        "part": test.part,
        "whole": test.whole,
        "holds": test.holds,
        "missing": test.missing,
    }


def _threshold(threshold: Threshold | None) -> Document | None:
    if threshold is None:
        return None
    return {
        "share": [threshold.numerator, threshold.denominator],
        "inclusive": threshold.inclusive,
        "of": threshold.of,
        "article": threshold.article,
    }
