"""One call from a question to its outcome: open the box, count, decide, and say it as a document."""

from dataclasses import dataclass

from civics.voting import document
from civics.voting.counting import count_choices, count_names, open_box
from civics.voting.decision import Decision, decide
from civics.voting.election import Election, elect
from civics.voting.question import Question
from civics.voting.rulesets import RuleSet


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a ballot: the decision or the election, and the canonical document of it."""

    decision: Decision | None
    election: Election | None
    document: document.Document


def settle(
    question: Question,
    rules: RuleSet,
    *,
    mode: str | None,
    matter: str | None,
    matter_class: str | None,
    seed: str | None,
) -> Outcome:
    """Count a question under a rule set; None for mode or class where the rule set has but one. O(n log n).

    Raises:
        Fault: the roll, the papers or the question cannot stand under these rules; each by its own name.
    """
    box = open_box(question, rules)
    chosen = rules.mode(mode)
    if question.election is None:
        tally = count_choices(question, box, rules)
        decision = decide(tally, rules, mode=chosen, matter_class=rules.matter_class(matter, matter_class))
        return Outcome(decision, None, document.of_decision(question, box, decision))
    election = elect(
        count_names(question, box, rules),
        rules,
        mode=chosen,
        roll=box.total,
        asked=question.election,
        seed=seed,
        contest=question.contest,
    )
    return Outcome(None, election, document.of_election(question, box, election, seed))
