"""What can be wrong with a budget vote before it is counted, each fault under its own name."""

from civics.faults import Fault


class BadEncoding(Fault):
    """The file is not text in UTF-8."""


class BadRow(Fault):
    """A row does not have the cells that its section announces."""


class MissingSection(Fault):
    """META, PROJECTS or VOTES, or a field that counting needs, is not there."""


class DuplicateId(Fault):
    """Two rows carry the same id, so that one would silently replace the other."""


class BadAmount(Fault):
    """A cost, a budget or points that is not a number, not above zero, or too large to keep exactly."""


class UnknownProject(Fault):
    """Somebody names a project that is not on the list."""


class UnknownVoter(Fault):
    """Nobody voted under this id."""


class BadBallot(Fault):
    """A ballot that can be read in two ways, such as one project twice with points."""


class BadSeed(Fault):
    """What was published for a lot is empty, or cannot be written as UTF-8."""


class UnknownVoteType(Fault):
    """A kind of ballot that this library does not count."""


class NoVoters(Fault):
    """Nobody voted: there is no electorate to share the budget."""


class NoProjects(Fault):
    """There is nothing to decide about."""


def quoted(text: str) -> str:
    """Quote a piece of the input for a sentence, shortened and with nothing in it that cannot be printed."""
    return repr(text if len(text) <= 40 else text[:37] + "…")
