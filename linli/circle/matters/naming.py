"""What categories of matters are called: the room that sorts knows, and the wiring hangs it up."""

from collections.abc import Callable, Mapping

Names = Callable[[int], Mapping[str, str]]

_hung: list[Names] = []


def hang(names: Names) -> None:
    """Hang up what gives the names of a community's categories by their keys; called once, when the house is loaded."""
    _hung[:] = [names]


def categories(community: int) -> Mapping[str, str]:
    """Return the categories of a community, key → name, in their order."""
    names = next(iter(_hung), None)
    return names(community) if names is not None else {}
