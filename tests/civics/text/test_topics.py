"""Messages placed one by one, and moved by staff."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from civics.text import Message, TopicIndex, group
from civics.text.archive import UnreadableArchive
from tests.civics.text.samples import DAY, SAID, said


def filled() -> TopicIndex:
    """An index of the eleven messages."""
    index = TopicIndex()
    for message in said():
        index.add(message)
    return index


def test_one_by_one_gives_the_same_topics_as_all_at_once() -> None:
    online = {tuple(member.id for member in topic.members) for topic in filled().topics(at=12 * DAY)}

    assert online == {tuple(member.id for member in topic.members) for topic in group(said(), at=12 * DAY)}


def test_a_new_message_is_told_its_topic_and_why_and_nothing_is_remembered() -> None:
    index = filled()

    placement = index.place(Message(99, "new", "", "幸福里3号楼电梯又坏了，什么时候修"))

    assert (placement.topic, 99 in index, len(index)) == (1, False, 11)
    assert "电梯" in " ".join(placement.words)
    assert "3号楼" in " ".join(placement.places)
    assert {hit.id for hit in placement.near} >= {1, 2, 3}


def test_a_message_like_no_other_stands_alone_under_its_own_id() -> None:
    index = filled()

    placement = index.add(Message(50, "x", "", "想借活动室排练合唱"))

    assert (placement.topic, index.topic_of(50)) == (None, 50)


def test_staff_s_word_goes_before_the_likeness() -> None:
    index = filled()

    index.add(Message(50, "x", "", "幸福里3号楼电梯又坏了"), topic="garden")
    index.move(2, "garden")
    index.move(3, None)

    assert index.members_of("garden") == (2, 50)
    assert (index.topic_of(3), index.members_of(1)) == (3, (1,))


def test_a_topic_that_lost_its_first_message_keeps_its_name() -> None:
    index = filled()

    index.move(1, None)

    assert (index.topic_of(1), index.members_of(1)) == ("1/alone", (2, 3))


def test_topics_merged_by_staff_are_one() -> None:
    index = filled()

    index.merge(5, into=1)

    assert index.members_of(1) == (1, 2, 3, 5, 6)
    with pytest.raises(KeyError):
        index.members_of(5)


def test_merging_a_topic_that_is_not_there_changes_nothing() -> None:
    index = filled()

    with pytest.raises(KeyError):
        index.merge("nowhere", into=1)

    assert index.members_of(1) == (1, 2, 3)


def test_a_forgotten_message_is_in_no_topic_and_may_come_back() -> None:
    index = filled()

    index.remove(1)
    index.remove(777)
    index.add(said()[0])

    assert index.topic_of(1) == 1
    assert sorted(index.members_of(1)) == [1, 2, 3]


def test_topics_that_a_message_ties_together_become_one_unless_staff_settled_them() -> None:
    left = [Message(n, str(n), "", f"魅力之城小区夜宵摊油烟大，烧烤烟熏人{n}") for n in (1, 2)]
    right = [Message(n, str(n), "", f"魅力之城小区凌晨还在营业，划拳吵闹睡不着{n}") for n in (3, 4)]
    bridges = [
        Message(n, str(n), "", f"魅力之城小区夜宵摊凌晨还在营业，烧烤油烟熏人，划拳吵闹睡不着{n}")
        for n in (5, 6)
    ]

    free, settled = TopicIndex(), TopicIndex()
    for message in (*left, *right):
        free.add(message)
        settled.add(message, topic="smoke" if message in left else "shouting")
    assert len(free.topics(at=0.0)) == 2
    for message in bridges:
        free.add(message)
        settled.add(message)

    assert [len(topic.members) for topic in free.topics(at=0.0)] == [6]
    assert {topic.key for topic in settled.topics(at=0.0)} == {"smoke", "shouting"}


@settings(max_examples=15, deadline=None)
@given(st.lists(st.sampled_from(range(11)), unique=True), st.lists(st.integers(1, 11), max_size=4))
def test_written_and_read_again_an_index_answers_the_same(chosen: list[int], removed: list[int]) -> None:
    index = TopicIndex()
    for spot in chosen:
        index.add(said()[spot])
    for key in removed:
        index.remove(key)

    again = TopicIndex.loads(index.dumps())

    assert again.dumps() == index.dumps()
    assert again.topics(at=12 * DAY, least=1) == index.topics(at=12 * DAY, least=1)
    assert [again.add(message) for message in said()] == [index.add(message) for message in said()]


@pytest.mark.parametrize("blob", [b"", b"PK\x03\x04", b"\x80\x04.", TopicIndex().dumps()[:-9]])
def test_other_bytes_are_refused_in_words(blob: bytes) -> None:
    with pytest.raises(UnreadableArchive, match="anew"):
        TopicIndex.loads(blob)


def test_the_cost_of_placing_does_not_grow_with_what_is_there() -> None:
    index = TopicIndex()
    spent = []
    for number in range(450):
        before = index.compared
        index.add(Message(number, str(number), "", f"{number % 45}号楼的电梯坏了，第{number}次报修没人来"))
        spent.append(index.compared - before)

    assert sum(spent[300:]) <= 2 * sum(spent[150:300])
    assert max(spent) <= 64 + 6 * 24 + 5 * 16 * 16


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80), st.text(max_size=200), st.text(max_size=20))
def test_whatever_is_said_is_placed(title: str, text: str, place: str) -> None:
    index = filled()

    index.add(Message("new", "x", title, text, place))

    assert "new" in index.members_of(index.topic_of("new"))


def test_a_place_of_blanks_is_no_place() -> None:
    assert filled().place(Message(99, "x", "", SAID[0][1], " ")) == filled().place(
        Message(99, "x", "", SAID[0][1])
    )
