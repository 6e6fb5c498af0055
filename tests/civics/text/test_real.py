"""Real messages: how well classes are suggested and issues found (skipped when the data is not there)."""

from pathlib import Path

import pytest

from civics.text import Message, Topic, TopicIndex, group, one_text
from civics.text.scoring import score
from civics.text.tables import labelled_texts, messages, read_lines
from civics.text.training import fit
from tests.civics.text.issues import about, best_match

pytestmark = [pytest.mark.real, pytest.mark.slow]

HOTTEST = ("tied parking", "concrete plant", "night restaurants", "loan platform")


@pytest.fixture(scope="module")
def heard(shared: Path) -> list[Message]:
    """The 4 326 messages to the leaders of one city."""
    return messages(read_lines(str(shared / "messages/附件3.xlsx"), needed=("id", "author", "text")))


@pytest.fixture(scope="module")
def at_once(heard: list[Message]) -> tuple[Topic, ...]:
    """All of them grouped at once."""
    return group(heard, at=max(one.at for one in heard))


@pytest.fixture(scope="module")
def one_by_one(heard: list[Message]) -> TopicIndex:
    """All of them placed as they came."""
    index = TopicIndex()
    for one in sorted(heard, key=lambda one: (one.at, one.id)):
        index.add(one)
    return index


def test_the_file_is_what_it_was(heard: list[Message]) -> None:
    found = {issue: len(about(issue, heard)) for issue in (*HOTTEST, "forced work")}

    assert (len(heard), len({one.author for one in heard})) == (4326, 3332)
    assert found == {
        "tied parking": 61,
        "concrete plant": 56,
        "night restaurants": 21,
        "loan platform": 15,
        "forced work": 9,
    }


@pytest.mark.parametrize("issue", HOTTEST)
def test_the_hottest_issues_are_found_and_among_the_first_five(
    heard: list[Message], at_once: tuple[Topic, ...], issue: str
) -> None:
    share, rank = best_match(about(issue, heard), at_once)

    assert share >= 0.95
    assert rank <= 5


@pytest.mark.parametrize("issue", HOTTEST)
def test_they_are_found_as_well_one_by_one(heard: list[Message], one_by_one: TopicIndex, issue: str) -> None:
    share, rank = best_match(about(issue, heard), one_by_one.topics(at=max(one.at for one in heard), most=20))

    assert share >= 0.95
    assert rank <= 5


def test_a_smaller_issue_is_found_too(heard: list[Message], at_once: tuple[Topic, ...]) -> None:
    share, rank = best_match(about("forced work", heard), at_once)

    assert share >= 0.9
    assert rank <= 10


def test_no_topic_of_one_author_is_among_the_first_ten(
    heard: list[Message], at_once: tuple[Topic, ...], one_by_one: TopicIndex
) -> None:
    newest = max(one.at for one in heard)

    assert min(topic.people for topic in at_once[:10]) >= 7
    assert min(topic.people for topic in one_by_one.topics(at=newest, most=10)) >= 7


def test_the_one_who_wrote_ninety_two_times_forms_no_hot_topic(
    heard: list[Message], at_once: tuple[Topic, ...]
) -> None:
    his = {one.id for one in heard if one.author == "A00031618"}
    mostly_his = [
        rank
        for rank, topic in enumerate(at_once, start=1)
        if len({member.id for member in topic.members} & his) * 2 > len(topic.members)
    ]

    assert len(his) == 92
    assert min(mostly_his) > 50


def test_every_message_is_compared_with_few_others(one_by_one: TopicIndex) -> None:
    assert one_by_one.compared / len(one_by_one) < 100


def test_every_member_of_a_hot_topic_says_why_it_is_there(at_once: tuple[Topic, ...]) -> None:
    for topic in at_once[:4]:
        told = [member for member in topic.members if member.words or member.places]

        assert len(told) >= 0.95 * len(topic.members)


def test_classes_are_suggested_well_on_texts_not_seen(shared: Path) -> None:
    lines = labelled_texts(read_lines(str(shared / "messages/labelled.csv"), needed=("text", "label")))
    pairs = [(one_text(line.words("title"), line.words("text")), label) for line, label in lines]
    folds = [pairs[turn::5] for turn in range(5)]

    scores = [
        score(fit(pair for other in range(5) if other != turn for pair in folds[other]), folds[turn])
        for turn in range(5)
    ]

    assert len(pairs) == 3546
    assert sum(one.macro_f1 for one in scores) / 5 >= 0.885
    assert sum(one.accuracy_at_80 for one in scores) / 5 >= 0.96
    assert sum(one.top2 for one in scores) / 5 >= 0.98
