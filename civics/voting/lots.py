"""A lot that anyone can draw again: the order of those tied follows from a seed published beforehand."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from civics.faults import Fault

TITLE = "linli lot v1"


class LotNotAllowed(Fault):
    """A seed was given where the rules ask for a new ballot."""


class BadSeed(Fault):
    """A seed or a name of two lines, which could be read two ways."""


@dataclass(frozen=True, slots=True)
class Ticket:
    """What one candidate drew; the smaller comes first."""

    candidate: str
    number: str


def draw(candidates: Iterable[str], *, seed: str, contest: str) -> tuple[Ticket, ...]:
    """Draw an order among candidates: SHA-256 over title, seed, contest and name, each on a line, ascending.

    The seed must be published before anyone can know who is tied, and be nobody's to choose (a lottery result
    of a named later day). O(k log k).

    Raises:
        BadSeed: the seed is empty, or seed, contest or a name holds a line break.
    """
    tickets = []
    for candidate in sorted(set(candidates)):
        lines = (TITLE, seed, contest, candidate)
        if not seed or any(sign in line for line in lines for sign in "\r\n"):
            raise BadSeed("The seed must be one line of text, and so must the names.")
        tickets.append(Ticket(candidate, hashlib.sha256("\n".join(lines).encode()).hexdigest()))
    return tuple(sorted(tickets, key=lambda ticket: (ticket.number, ticket.candidate)))
