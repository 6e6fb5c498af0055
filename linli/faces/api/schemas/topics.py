"""The shapes of topics, and of what may mean the same."""

from typing import Any

from ninja import Schema

from linli.circle.listen.queries.similar import Like
from linli.circle.listen.queries.topics import TopicRow


class TopicOut(Schema):
    """A topic: how many distinct people, how hot, how many of its voices still wait."""

    id: int
    title: str
    words: str
    places: str
    people: int
    voices: int
    waiting: int
    heat: float


class SimilarOut(Schema):
    """A public voice or a topic that may mean the same, with the words and places it shares."""

    voice: int | None
    topic: int | None
    title: str
    words: list[str]
    places: list[str]


def listed(row: TopicRow) -> dict[str, Any]:
    """Return a topic of a list."""
    topic = row.topic
    return {
        "id": topic.pk,
        "title": topic.title,
        "words": topic.words,
        "places": topic.places,
        "people": topic.people,
        "voices": topic.voices_count,
        "waiting": row.open_count,
        "heat": round(row.heat, 3),
    }


def alike(like: Like) -> dict[str, Any]:
    """Return something that may mean the same."""
    return {
        "voice": None if like.topic else like.voice.pk,
        "topic": like.topic.pk if like.topic else None,
        "title": like.topic.title if like.topic else like.voice.title,
        "words": list(like.words),
        "places": list(like.places),
    }
