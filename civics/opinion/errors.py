"""What can be wrong with votes handed in, each said in one sentence with the line it was found on."""


class BadInput(ValueError):
    """Votes, or a wish about their map, that cannot be used as they are."""

    def __init__(self, reason: str, *, line: int | None = None, source: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line
        self.source = source

    def __str__(self) -> str:
        place = ", ".join(part for part in (self.source, f"line {self.line}" if self.line else "") if part)
        return f"{place}: {self.reason}" if place else self.reason


class NoVotes(BadInput):
    """There is not a single vote to draw a map from."""


class UnknownVote(BadInput):
    """A vote that is neither agree (1), pass (0) nor disagree (-1)."""


class UnreadableFile(BadInput):
    """A file that is missing, is not text, or is not a table."""


class MissingColumn(BadInput):
    """A table without a column it must have."""


class RepeatedName(BadInput):
    """A participant, statement or column that stands twice where it may stand once."""


class UnreadableCell(BadInput):
    """A cell that is empty or no number where one is needed."""


class TwoAnswers(BadInput):
    """One person voted twice on one statement and nothing says which vote came last."""


class TooManyGroups(BadInput):
    """More groups were asked for than there are different places on the map."""


class BadSetting(BadInput):
    """A wish outside what a map can be drawn with."""
