"""What many people speak about: messages put into topics one by one as they come, and moved as staff decide."""

import bisect
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from civics.text.archive import packed, unpacked
from civics.text.features import Features, features_of
from civics.text.likeness import JOINS_FROM, MOST
from civics.text.reasons import Facts, spread, topics_of
from civics.text.shapes import Hit, Id, Message, Placement, Topic
from civics.text.similar import SimilarTexts

__all__ = ["TopicIndex"]

Numbers = NDArray[np.int64]
Floats = NDArray[np.float64]

FORMAT = "topics 1"
WORTH_ASKING = 0.5
TOPICS_ASKED = 6
MEMBERS_ASKED = 24
MERGE_ASKED = 16
NEAR_SHOWN = 5


class TopicIndex:
    """All messages so far and the topic of each; a lone message is a topic under its own id.

    A message joins the topic it is most like on average, if that average reaches 1 (see `likeness`). Two topics that a
    new message joins alike become one, unless staff made or touched one of them. Cost per message does not grow.
    """

    def __init__(self, texts: SimilarTexts | None = None) -> None:
        self._texts = SimilarTexts() if texts is None else texts
        self._facts: list[Facts] = []
        self._topic: dict[int, Id] = {}
        self._members: dict[Id, list[int]] = {}
        self._settled: set[Id] = set()

    def __len__(self) -> int:
        return len(self._texts)

    def __contains__(self, key: Id) -> bool:
        return key in self._texts

    @property
    def compared(self) -> int:
        """How many pairs of messages were compared so far: a measure of cost that no clock blurs."""
        return self._texts.compared

    def place(self, message: Message) -> Placement:
        """Look where a message would belong, and remember nothing."""
        return self._placed(features_of(message.title, message.text, message.place), explain=True)[0]

    def add(self, message: Message, *, topic: Id | None = None) -> Placement:
        """Place a message and remember it there; with `topic`, staff's word goes before the likeness.

        A message already known is forgotten first. Gives what the likeness alone says, also when staff know better;
        `near` comes without words (`place` has them).
        """
        self.remove(message.id)
        features = features_of(message.title, message.text, message.place)
        placement, rivals = self._placed(features, explain=False)
        row = self._texts.keep(message.id, features)
        self._texts.hang(row, features)
        self._facts.append(Facts.of(message))
        if topic is not None:
            self._settled.add(topic)
        chosen = topic if topic is not None else placement.topic
        self._put(row, self._free_key(message.id) if chosen is None else chosen)
        if topic is None and placement.topic is not None:
            self._merge(placement.topic, rivals)
        return placement

    def move(self, key: Id, topic: Id | None) -> None:
        """Put a message into another topic as staff decided; None makes it stand alone.

        Both topics are settled from then on: they still take in new messages, but never merge by themselves.

        Raises:
            KeyError: no such message.
        """
        row = self._texts.row_of(key)
        self._settled.add(self._topic[row])
        self._take_out(row)
        self._put(row, self._free_key(key) if topic is None else topic)
        self._settled.add(self._topic[row])

    def merge(self, topic: Id, into: Id) -> None:
        """Put all messages of one topic into another as staff decided; both keys must be in use.

        Raises:
            KeyError: no such topic.
        """
        both = sorted({*self._members[topic], *self._members[into]})
        del self._members[topic]
        self._members[into] = both
        self._topic.update(dict.fromkeys(both, into))
        self._settled.add(into)

    def remove(self, key: Id) -> None:
        """Forget a message; an unknown id changes nothing."""
        if key in self._texts:
            self._take_out(self._texts.row_of(key))
            self._texts.remove(key)

    def topic_of(self, key: Id) -> Id:
        """Give the key of the topic a message is in; its own id when it stands alone.

        Raises:
            KeyError: no such message.
        """
        return self._topic[self._texts.row_of(key)]

    def members_of(self, topic: Id) -> tuple[Id, ...]:
        """Give the ids of a topic's messages, in the order they came.

        Raises:
            KeyError: no such topic.
        """
        return tuple(self._texts.id_of(row) for row in self._members[topic])

    def similar(self, title: str, text: str, place: str = "", *, k: int = NEAR_SHOWN) -> tuple[Hit, ...]:
        """Give up to `k` messages most like this one, best first: for "join it" before sending."""
        return self._texts.query(title, text, place, k=k)

    def topics(self, *, at: float, least: int = 2, most: int | None = None) -> tuple[Topic, ...]:
        """Give the topics of at least `least` messages, hottest first, up to `most` of them."""
        groups = {key: rows for key, rows in self._members.items() if len(rows) >= least}
        return topics_of(self._texts, self._facts, groups, at=at, most=most)

    def dumps(self) -> bytes:
        """Write the index as bytes (a numpy archive without pickles), to be read again in a moment."""
        head = {
            "format": FORMAT,
            "ids": self._texts.ids,
            "facts": [[one.author, one.likes, one.at, one.title] for one in self._facts],
            "topics": list(self._topic.items()),
            "settled": sorted(self._settled, key=lambda key: (isinstance(key, str), key)),
        }
        return packed(head, self._texts.parts())

    @classmethod
    def loads(cls, blob: bytes) -> "TopicIndex":
        """Read an index that `dumps` wrote; nothing in the bytes is ever run.

        Raises:
            UnreadableArchive: these bytes are not an index of this format.
        """
        head, parts = unpacked(blob, form=FORMAT)
        made = cls()
        made._texts = SimilarTexts.of(head["ids"], parts)
        made._facts = [Facts(*one) for one in head["facts"]]
        for row, topic in sorted(head["topics"]):
            made._put(row, topic)
        made._settled = set(head["settled"])
        return made

    def _placed(self, features: Features, *, explain: bool) -> tuple[Placement, list[Id]]:
        """Give the placement, and the other topics that the message would fit as well."""
        rows = self._texts.candidates(features)
        likeness = self._texts.compare(features, rows)
        near = self._texts.hits(features, rows, likeness, NEAR_SHOWN, explain=explain)
        fitting = self._fitting(features, rows, likeness.scores)
        if not fitting:
            return Placement(None, near[0].likeness if near else 0.0, (), (), near), []
        mean, key = fitting[0]
        of_it = [i for i, row in enumerate(rows.tolist()) if self._topic[row] == key]
        best = int(rows[max(of_it, key=lambda i: float(likeness.scores[i]))])
        words, places = self._texts.shared(features, best)
        return Placement(key, mean / MOST, words, places, near), [other for _, other in fitting[1:]]

    def _fitting(self, features: Features, rows: Numbers, scores: Floats) -> list[tuple[float, Id]]:
        """Give the topics that the message is like enough on average, best first."""
        best: dict[Id, float] = {}
        for row, score in zip(rows.tolist(), scores.tolist(), strict=True):
            if score >= WORTH_ASKING:
                best[self._topic[row]] = max(score, best.get(self._topic[row], 0.0))
        keys = sorted(best, key=lambda key: -best[key])[:TOPICS_ASKED]
        if not keys:
            return []
        samples = [spread(self._members[key], MEMBERS_ASKED) for key in keys]
        likeness = self._texts.compare(features, np.array([row for sample in samples for row in sample]))
        ends = np.cumsum([len(sample) for sample in samples])[:-1]
        means = [float(part.mean()) for part in np.split(likeness.scores, ends)]
        ranked = sorted(zip(means, keys, strict=True), key=lambda pair: -pair[0])
        return [(mean, key) for mean, key in ranked if mean >= JOINS_FROM]

    def _merge(self, into: Id, rivals: Iterable[Id]) -> None:
        for rival in rivals:
            if into in self._settled or rival in self._settled or rival not in self._members:
                continue
            ours = np.array(spread(self._members[into], MERGE_ASKED))
            theirs = spread(self._members[rival], MERGE_ASKED)
            means = [self._texts.compare(self._texts.features(row), ours).scores.mean() for row in theirs]
            if sum(means) / len(means) >= JOINS_FROM:
                self._topic.update(dict.fromkeys(self._members[rival], into))
                self._members[into] = sorted(self._members[into] + self._members.pop(rival))

    def _put(self, row: int, topic: Id) -> None:
        self._topic[row] = topic
        bisect.insort(self._members.setdefault(topic, []), row)

    def _take_out(self, row: int) -> None:
        topic = self._topic.pop(row)
        self._members[topic].remove(row)
        if not self._members[topic]:
            del self._members[topic]

    def _free_key(self, key: Id) -> Id:
        return key if key not in self._members else f"{key}/alone"
