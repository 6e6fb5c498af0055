"""Records of deciding."""

from linli.circle.decide.models.ballot import Ballot, BallotTurn, Option
from linli.circle.decide.models.outcome import Outcome, ShownTurnout
from linli.circle.decide.models.paper import CountedPaper, NamedVote, Paper
from linli.circle.decide.models.roll import Objection, RollChange, RollLine
from linli.circle.decide.models.station import Pile, StationEntry

__all__ = [
    "Ballot",
    "BallotTurn",
    "CountedPaper",
    "NamedVote",
    "Objection",
    "Option",
    "Outcome",
    "Paper",
    "Pile",
    "RollChange",
    "RollLine",
    "ShownTurnout",
    "StationEntry",
]
