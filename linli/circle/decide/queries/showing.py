"""What may be shown of a ballot, judged by civics.disclosure: a small house must not see who voted how."""

from collections import Counter

from civics.disclosure import figures, guard
from civics.voting.library import find
from civics.voting.question import Question
from civics.voting.tally import Choice
from linli.circle.decide.models import Ballot, ShownTurnout
from linli.circle.decide.queries import rolls

BLANK = "blank"


def may_show(ballot: Ballot, question: Question) -> bool:
    """Say whether the numbers of a counted ballot may be published; the result of a vote held by law always is."""
    said: Counter[str] = Counter()
    for paper in question.ballots:
        said[_word(paper.choice, paper.names)] += paper.copies
    if not ballot.is_secret or find(ballot.rules).jurisdiction != "own" or not said:
        return True
    asked = tuple(figures.Figure(word, heads=heads, area=None) for word, heads in sorted(said.items()))
    options = tuple(sorted({*said, "for", "against"}))
    voters = tuple(figures.Voter(str(number)) for number in range(said.total()))
    return guard.judge(
        figures.Question("secret_vote", "choice", voters, asked=asked, options=options)
    ).may_show


def may_show_turnout(ballot: Ballot, heads: int, shown: list[int]) -> bool:
    """Say whether "so many have voted" may be shown now, beside all that was shown before."""
    size = rolls.size(ballot.pk).votes
    if not 0 < heads < size:
        return False
    moments = [
        figures.Figure(figures.TOOK_PART, heads=number, area=None, moment=moment)
        for moment, number in enumerate([*shown, heads])
    ]
    voters = tuple(figures.Voter(str(number)) for number in range(size))
    question = figures.Question(
        "live_turnout", "participation", voters, asked=(moments[-1],), shown=tuple(moments[:-1])
    )
    return guard.judge(question).may_show


def last_turnout(ballot: int) -> ShownTurnout | None:
    """Return the turnout as it was last shown, or None."""
    return ShownTurnout.objects.filter(ballot_id=ballot).order_by("-moment").first()


def _word(choice: Choice | None, names: tuple[str, ...]) -> str:
    if choice is not None:
        return choice.name.lower()
    return f"option {names[0]}" if names else BLANK
