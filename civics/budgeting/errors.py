"""What can be wrong with a budget vote before it is counted, each fault under its own name."""


class BadInput(ValueError):
    """The input cannot be counted; the sentence says what to do, `line` says where (1 is the first line)."""

    def __init__(self, sentence: str, line: int | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.line = line

    def __str__(self) -> str:
        return self.sentence if self.line is None else f"line {self.line}: {self.sentence}"


class BadEncoding(BadInput):
    """The file is not text in UTF-8."""


class BadRow(BadInput):
    """A row does not have the columns that its section announces."""


class MissingSection(BadInput):
    """META, PROJECTS or VOTES, or a field that counting needs, is not there."""


class DuplicateId(BadInput):
    """Two rows carry the same id, so that one would silently replace the other."""


class BadAmount(BadInput):
    """A cost, a budget or points that is not a number, not above zero, or too large to keep exactly."""


class UnknownProject(BadInput):
    """A ballot names a project that is not on the list."""


class BadBallot(BadInput):
    """A ballot that can be read in two ways, such as one project twice with points."""


class UnknownVoteType(BadInput):
    """A kind of ballot that this library does not count."""


class NoVoters(BadInput):
    """Nobody voted: there is no electorate to share the budget."""


class NoProjects(BadInput):
    """There is nothing to decide about."""


class NotThere(BadInput):
    """The voter or project asked about is not part of this vote."""
