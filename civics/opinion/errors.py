"""What can be wrong with votes handed in, or with a wish about their map, each fault under its own name."""

from civics.faults import Fault


class NoVotes(Fault):
    """There is not a single vote to draw a map from."""


class UnknownVote(Fault):
    """A vote is neither agree (1), pass (0) nor disagree (-1)."""


class BadTable(Fault):
    """A file cannot be opened, is not text in UTF-8, or its lines do not have the columns its header names."""


class MissingColumn(Fault):
    """A table lacks a column it must have."""


class DuplicateId(Fault):
    """A participant, statement or column stands twice where it may stand once."""


class BadCell(Fault):
    """A cell is empty, or no number, where one is needed."""


class TwoAnswers(Fault):
    """One person voted twice on one statement, differently, and nothing says which vote came last."""


class UnevenColumns(Fault):
    """The columns of votes differ in length."""


class TooManyGroups(Fault):
    """More groups were asked for than there are different places on the map."""


class NoEarlierMap(Fault):
    """What was given as an earlier map is none."""


class BadSetting(Fault):
    """A wish is outside what a map can be drawn with."""


def quoted(text: str) -> str:
    """Quote a piece of the input for a sentence, shortened and with nothing in it that cannot be printed."""
    return repr(text if len(text) <= 40 else text[:37] + "…")
