"""The nouns of understanding text: a message, a topic and its members, a hit, a placement, a mask, a suggestion."""

from dataclasses import dataclass

__all__ = ["Hit", "Id", "Mask", "Member", "Message", "Placement", "Suggestion", "Topic"]

Id = int | str


@dataclass(frozen=True, slots=True)
class Message:
    """What one person said once.

    `author` is any stable sign of the person and is only ever counted. `place` is where the speaker says it is,
    in words (may stay empty: places are also found in the text). `at` is in seconds since 1970, UTC.
    """

    id: Id
    author: str
    title: str
    text: str
    place: str = ""
    likes: int = 0
    at: float = 0.0


@dataclass(frozen=True, slots=True)
class Hit:
    """A stored text that resembles the one asked about: how much (0 to 1), and by which words and places."""

    id: Id
    likeness: float
    words: tuple[str, ...]
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Member:
    """One message in a topic, with the words and places it shares with the others: the reason it is here."""

    id: Id
    likeness: float
    words: tuple[str, ...]
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Topic:
    """Messages about one thing in one place, and the numbers from which its heat comes.

    `key` is the id of its first message (smallest id), or the key that staff gave. `people` counts distinct authors.
    """

    key: Id
    members: tuple[Member, ...]
    people: int
    likes: int
    last_at: float
    heat: float
    words: tuple[str, ...]
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a message belongs: into `topic` (a key), or None when it stands alone so far.

    `near` holds the most similar messages, best first, also when none of them is near enough.
    """

    topic: Id | None
    likeness: float
    words: tuple[str, ...]
    places: tuple[str, ...]
    near: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Mask:
    """A stretch `text[start:end]` that may name or number a person: a proposal, never a decision.

    `kind` is one of phone, landline, id_number, plate, bank_card, email, wechat, qq, name, neighbour, address.
    `reason` is a sentence fragment in Chinese for the person who decides.
    """

    start: int
    end: int
    kind: str
    reason: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The two best classes for a text, and how far to trust them.

    `margin` is the distance between the two scores (0 or more). `confidence` and `confidence_second` are shares out
    of 100, measured on texts the model had not seen. `sure` says that the margin is wide enough to assign the class
    without a person. `words` are the stretches of the text that spoke most for the first class.
    """

    first: str
    second: str
    margin: float
    confidence: int
    confidence_second: int
    sure: bool
    words: tuple[str, ...]
