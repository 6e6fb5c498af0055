"""Heat: people first."""

from hypothesis import given
from hypothesis import strategies as st

from civics.text import Message, group, heat

DAY = 86_400.0
COUNTS = st.integers(0, 10_000)
TIMES = st.floats(0, 4e9)


def test_the_page_s_numbers_are_true() -> None:
    warm = heat(people=12, likes=30, last_at=0.0, at=30 * DAY)

    assert round(warm, 1) == 15.2


def test_half_a_life_later_half_the_heat_is_left() -> None:
    now = heat(people=10, likes=0, last_at=0.0, at=0.0)
    later = heat(people=10, likes=0, last_at=0.0, at=90 * DAY, half_life_days=90)

    assert (now, later) == (10.0, 5.0)


@given(st.integers(1, 10_000), COUNTS, TIMES, TIMES)
def test_one_more_person_always_warms(people: int, likes: int, last_at: float, at: float) -> None:
    before = heat(people=people, likes=likes, last_at=last_at, at=at)

    assert heat(people=people + 1, likes=likes, last_at=last_at, at=at) > before or before < 1e-300


@given(st.integers(1, 10_000), COUNTS, TIMES, TIMES)
def test_likes_never_cool_and_time_never_warms(people: int, likes: int, last_at: float, at: float) -> None:
    now = heat(people=people, likes=likes, last_at=last_at, at=at)

    assert heat(people=people, likes=likes + 1, last_at=last_at, at=at) >= now
    assert heat(people=people, likes=likes, last_at=last_at, at=at + DAY) <= now


def test_a_message_from_after_the_moment_counts_as_one_of_the_moment() -> None:
    assert heat(people=3, likes=0, last_at=9 * DAY, at=0.0) == 3.0


def test_one_author_repeating_warms_no_more_than_once() -> None:
    text = "幸福里3号楼电梯又停了，老人下不来"
    once = [Message(1, "a", "", text, at=5.0), Message(2, "b", "", text, at=5.0)]
    often = once + [Message(number, "a", "", text, at=5.0) for number in range(3, 40)]

    assert [topic.heat for topic in group(often, at=5.0)] == [topic.heat for topic in group(once, at=5.0)]
