"""How hot a topic is: people first, likes a little, and slowly cooling."""

import math

__all__ = ["HALF_LIFE_DAYS", "heat"]

HALF_LIFE_DAYS = 365.0
LIKES_SHARE = 0.1
SECONDS_A_DAY = 86_400.0


def heat(
    *, people: int, likes: int, last_at: float, at: float, half_life_days: float = HALF_LIFE_DAYS
) -> float:
    """Weigh a topic: people × (1 + ln(1 + likes) / 10) × 2^(-days since the last message / half-life).

    `people` are distinct authors, so that one person writing a hundred times warms a topic once. 1 000 likes make a
    topic 1.7 times as hot, never more than people do. Times in seconds since 1970; a last message after `at` counts
    as one of this moment.
    """
    days = max(0.0, at - last_at) / SECONDS_A_DAY
    warmth = 1.0 + LIKES_SHARE * math.log1p(max(0, likes))
    return people * warmth * math.exp2(-days / half_life_days)
