"""The head of a log as a note to be signed: which log, how long, which root, at what moment."""

from dataclasses import dataclass

from civics.faults import Fault
from civics.transparency import ed25519

NOTE_TITLE = "linli tree head v1"


class NotAHead(Fault):
    """A head that no log can have: a negative size, a root of the wrong length, or a name of two lines."""


@dataclass(frozen=True, slots=True)
class Head:
    """What a log says of itself at one moment. `at`: milliseconds since 1970-01-01 UTC, as in RFC 6962."""

    origin: str
    size: int
    root: bytes
    at: int

    def __post_init__(self) -> None:
        if not self.origin or not self.origin.isprintable():
            raise NotAHead("A log is named by one line of printable text.")
        if self.size < 0 or self.at < 0:
            raise NotAHead("The size and the time of a head are not negative.")
        if len(self.root) != 32:
            raise NotAHead("A root is a hash of 32 bytes.")

    def note(self) -> bytes:
        """Write the canonical bytes that are signed: five lines of text, each ended by a newline."""
        return f"{NOTE_TITLE}\n{self.origin}\n{self.size}\n{self.root.hex()}\n{self.at}\n".encode()


@dataclass(frozen=True, slots=True)
class SignedHead:
    """A head with the Ed25519 signature of the log's key over its note: the log can no longer deny it."""

    head: Head
    signature: bytes

    def is_signed_by(self, public_key: bytes) -> bool:
        """Tell whether the signature is by that key, with the standard library alone (some milliseconds)."""
        return ed25519.is_valid(public_key, self.head.note(), self.signature)
