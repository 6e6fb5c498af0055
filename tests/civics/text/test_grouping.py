"""All messages grouped at once."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from civics.text import Message, group
from civics.text.grouping import SameId, average_link
from tests.civics.text.samples import DAY, SAID, said


def kinds(topics: tuple[object, ...]) -> list[list[str]]:
    """What each topic is about, by the hand-written kinds of its messages."""
    return sorted(sorted(SAID[member.id - 1][0] for member in topic.members) for topic in topics)


def test_messages_about_one_thing_in_one_place_are_one_topic() -> None:
    topics = group(said(), at=12 * DAY)

    assert kinds(topics) == [["lift", "lift", "lift"], ["parking", "parking"], ["smoke", "smoke"]]


def test_a_topic_says_why_and_how_hot_and_every_member_says_why_it_is_there() -> None:
    hottest = group(said(), at=12 * DAY)[0]

    assert (hottest.key, hottest.people, hottest.last_at) == (1, 3, 3 * DAY)
    assert "电梯" in " ".join(hottest.words)
    assert "3号楼" in " ".join(hottest.places)
    assert all("电梯" in " ".join(member.words) for member in hottest.members)


def test_the_same_text_about_another_place_is_another_topic() -> None:
    text = "小区临街门面油烟直排，熏死人了，请关闭没有烟道的饭店"
    messages = [
        Message(number, str(number), f"魅力之城小区{title}", text) for number, title in enumerate("油烟扰民")
    ]
    messages += [Message(9, "x", "润芳园小区油烟", text), Message(10, "y", "润芳园小区油烟扰民", text)]

    members = sorted([member.id for member in topic.members] for topic in group(messages, at=0.0))

    assert members == [[0, 1, 2, 3], [9, 10]]


@settings(max_examples=30, deadline=None)
@given(st.permutations(said()))
def test_the_order_of_messages_changes_nothing(shuffled: list[Message]) -> None:
    assert group(shuffled, at=12 * DAY) == group(said(), at=12 * DAY)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(1, 4), min_size=11, max_size=11))
def test_who_they_are_changes_nothing_but_how_many_they_are(authors: list[int]) -> None:
    def written(prefix: str) -> list[Message]:
        return [
            Message(one.id, f"{prefix}{author}", one.title, one.text, one.place, one.likes, one.at)
            for one, author in zip(said(), authors, strict=True)
        ]

    assert group(written("a"), at=0.0) == group(written("z-"), at=0.0)
    assert {t.key: t.members for t in group(written("a"), at=0.0)} == {
        t.key: t.members for t in group(said(), at=0.0)
    }


def test_two_messages_with_one_id_are_refused() -> None:
    with pytest.raises(SameId, match="used twice"):
        group([said()[0], said()[0]], at=0.0)


def test_nothing_said_is_no_topic() -> None:
    assert group([], at=0.0) == ()
    assert group([Message(1, "a", "", "")], at=0.0) == ()
    assert [t.key for t in group([Message(1, "a", "", "")], at=0.0, least=1)] == [1]


def test_average_link_joins_the_best_pair_first_and_stops_below_the_line() -> None:
    edges = [(0, 1, 2.0), (1, 2, 1.8), (0, 2, 0.1), (3, 4, 1.2)]

    assert average_link(6, edges, join_from=1.0, known=64) == [[0, 1], [2], [3, 4], [5]]


def test_average_link_expects_of_each_member_no_more_neighbours_than_it_can_know() -> None:
    complete = [(a, b, 1.0) for a in range(8) for b in range(a + 1, 8) if (b - a) % 8 in {1, 2, 6, 7}]

    assert average_link(8, complete, join_from=1.0, known=2) == [[0, 1, 2, 3, 4, 5, 6, 7]]


def plainly(number: int, scores: dict[tuple[int, int], float], known: int) -> list[list[int]]:
    """Average link as it is defined: every pair of groups is weighed anew before every step."""
    groups = [[row] for row in range(number)]

    def average(one: list[int], other: list[int]) -> float:
        total = sum(scores.get((min(a, b), max(a, b)), 0.0) for a in one for b in other)
        expected = min(len(one) * min(len(other), known), len(other) * min(len(one), known))
        return total / expected

    while True:
        pairs = [(-average(a, b), a, b) for i, a in enumerate(groups) for b in groups[i + 1 :]]
        best = min((pair for pair in pairs if pair[0] <= -1.0), default=None)
        if best is None:
            return groups
        _, one, other = best
        groups = sorted([sorted(one + other), *(group for group in groups if group not in (one, other))])


@given(
    scores=st.dictionaries(
        st.tuples(st.integers(0, 11), st.integers(0, 11)).filter(lambda pair: pair[0] < pair[1]),
        st.integers(1, 24).map(lambda eighths: eighths / 8),
        max_size=60,
    ),
    known=st.sampled_from([1, 2, 4, 64]),
)
def test_average_link_joins_what_its_definition_joins(
    scores: dict[tuple[int, int], float], known: int
) -> None:
    edges = [(one, other, score) for (one, other), score in scores.items()]

    assert average_link(12, edges, join_from=1.0, known=known) == plainly(12, scores, known)


def test_hundreds_who_say_the_same_words_are_one_topic() -> None:
    said_by_all = [Message(number, f"u{number % 7}", "路灯不亮", "小区路灯不亮了") for number in range(400)]

    (topic,) = group(said_by_all, at=0.0)

    assert (len(topic.members), topic.people) == (400, 7)
