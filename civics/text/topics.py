"""What many people speak about: messages grouped by likeness of words and places, one by one or all at once."""

from collections.abc import Iterable

from civics.text.heat import heat
from civics.text.shapes import Hit, Id, Member, Message, Placement, Topic
from civics.text.similar import SimilarTexts

__all__ = ["TopicIndex", "group"]

JOINS_FROM = 0.3


class TopicIndex:
    """All messages so far and the topic of each: a lone message is a topic under its own id."""

    def __init__(self) -> None:
        self._texts = SimilarTexts()
        self._messages: dict[Id, Message] = {}
        self._topic: dict[Id, Id] = {}

    def __len__(self) -> int:
        return len(self._messages)

    def place(self, message: Message) -> Placement:
        """Look where a message would belong, and remember nothing."""
        near = self.similar(message.title, message.text, message.place)
        if near and near[0].likeness >= JOINS_FROM:
            best = near[0]
            return Placement(self._topic[best.id], best.likeness, best.words, best.places, near)
        return Placement(None, 0.0, (), (), near)

    def add(self, message: Message, *, topic: Id | None = None) -> Placement:
        """Place a message and remember it there; with `topic`, staff's word goes before the likeness."""
        placement = self.place(message)
        self._texts.add(message.id, message.title, message.text, message.place)
        self._messages[message.id] = message
        self._topic[message.id] = topic if topic is not None else placement.topic or message.id
        return placement

    def move(self, key: Id, topic: Id | None) -> None:
        """Put a message into another topic as staff decided; None makes it stand alone.

        Raises:
            KeyError: no such message.
        """
        self._topic[self._messages[key].id] = key if topic is None else topic

    def remove(self, key: Id) -> None:
        """Forget a message; an unknown id changes nothing."""
        self._texts.remove(key)
        self._messages.pop(key, None)
        self._topic.pop(key, None)

    def topic_of(self, key: Id) -> Id:
        """Give the key of the topic a message is in; its own id when it stands alone.

        Raises:
            KeyError: no such message.
        """
        return self._topic[key]

    def similar(self, title: str, text: str, place: str = "", *, k: int = 5) -> tuple[Hit, ...]:
        """Give up to `k` messages most like this one, best first: for "join it" before sending."""
        return self._texts.query(title, text, place, k=k)

    def topics(self, *, at: float, least: int = 2) -> tuple[Topic, ...]:
        """Give the topics of at least `least` messages, hottest first."""
        sorted_into: dict[Id, list[Message]] = {}
        for key, topic in self._topic.items():
            sorted_into.setdefault(topic, []).append(self._messages[key])
        made = [_topic(key, ms, at) for key, ms in sorted_into.items() if len(ms) >= least]
        return tuple(sorted(made, key=lambda topic: (-topic.heat, str(topic.key))))


def _topic(key: Id, messages: list[Message], at: float) -> Topic:
    people = len({message.author for message in messages})
    likes = sum(message.likes for message in messages)
    last = max(message.at for message in messages)
    members = tuple(Member(message.id, 1.0, (), ()) for message in messages)
    warm = heat(people=people, likes=likes, last_at=last, at=at)
    return Topic(key, members, people, likes, last, warm, (), ())


def group(messages: Iterable[Message], *, at: float, least: int = 2) -> tuple[Topic, ...]:
    """Group messages at once, hottest topic first; the order in which they come changes nothing."""
    index = TopicIndex()
    for message in sorted(messages, key=lambda one: (isinstance(one.id, str), one.id)):
        index.add(message)
    return index.topics(at=at, least=least)
