"""Why messages are one topic, and how hot it is: the words and places they share, the people, the likes, the time."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from civics.text.features import features_of
from civics.text.heat import heat
from civics.text.likeness import MOST
from civics.text.shapes import Id, Member, Message, Topic
from civics.text.similar import SimilarTexts
from civics.text.wording import shared_names, shared_runs, told

__all__ = ["Facts", "spread", "topics_of"]

Pairs = NDArray[np.uint32]

ASKED = 40
SHARED_BY = 0.3
WORDS_SHOWN = 4
PLACES_SHOWN = 2
TITLE_LENGTH = 40


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a message beside its text."""

    author: str
    likes: int
    at: float
    title: str

    @classmethod
    def of(cls, message: Message) -> "Facts":
        """Take from a message what its topic will need; without a title its first words stand in."""
        title = message.title if message.title.strip() else message.text.strip()[:TITLE_LENGTH]
        return cls(message.author, message.likes, message.at, f"{message.place} {title}".strip())


def topics_of(
    texts: SimilarTexts,
    facts: Sequence[Facts],
    groups: Mapping[Id, Sequence[int]],
    *,
    at: float,
    most: int | None,
) -> tuple[Topic, ...]:
    """Write groups of rows as topics with heat and reasons, hottest first, up to `most`. O(messages in them)."""
    heats = {key: _heat(facts, rows, at) for key, rows in groups.items()}
    order = sorted(groups, key=lambda key: (-heats[key], isinstance(key, str), key))
    return tuple(_topic(texts, facts, key, groups[key], heats[key]) for key in order[:most])


def spread(rows: Sequence[int], most: int) -> list[int]:
    """Pick up to `most` rows evenly over all of them, the same way every time."""
    if len(rows) <= most:
        return list(rows)
    return [rows[i * len(rows) // most] for i in range(most)]


def _heat(facts: Sequence[Facts], rows: Sequence[int], at: float) -> float:
    return heat(
        people=len({facts[row].author for row in rows}),
        likes=sum(facts[row].likes for row in rows),
        last_at=max(facts[row].at for row in rows),
        at=at,
    )


def _topic(texts: SimilarTexts, facts: Sequence[Facts], key: Id, rows: Sequence[int], warmth: float) -> Topic:
    asked = spread(rows, ASKED)
    stored = [texts.features(row) for row in asked]
    words, places = _common([one.words for one in stored]), _common([one.places for one in stored])
    titles = {row: features_of(facts[row].title, "") for row in rows}
    runs = {row: shared_runs(titles[row], words, texts.word_weights(words)) for row in rows}
    names = {row: shared_names(titles[row].names, places) for row in rows}
    return Topic(
        key=key,
        members=tuple(
            Member(texts.id_of(row), _likeness(texts, row, asked), told(runs[row], WORDS_SHOWN), names[row])
            for row in rows
        ),
        people=len({facts[row].author for row in rows}),
        likes=sum(facts[row].likes for row in rows),
        last_at=max(facts[row].at for row in rows),
        heat=warmth,
        words=told(_summed(runs.values()), WORDS_SHOWN),
        places=tuple(name for name, _ in Counter(chain(*names.values())).most_common(PLACES_SHOWN)),
    )


def _likeness(texts: SimilarTexts, row: int, asked: Sequence[int]) -> float:
    others = np.array([other for other in asked if other != row], dtype=np.int64)
    return float(texts.compare(texts.features(row), others).scores.mean()) / MOST if len(others) else 1.0


def _summed(runs: Iterable[dict[str, float]]) -> dict[str, float]:
    total: dict[str, float] = {}
    for of_one in runs:
        for run, weight in of_one.items():
            total[run] = total.get(run, 0.0) + weight
    return total


def _common(of_each: Sequence[Pairs]) -> Pairs:
    """Give the pairs of characters that at least three in ten hold, and at least two where there are two."""
    pairs, holders = np.unique(np.concatenate(of_each), return_counts=True)
    needed = max(min(2, len(of_each)), SHARED_BY * len(of_each))
    return pairs[holders >= needed]
