"""What disclosure does by itself: writing down what is due, round by round."""

from datetime import datetime

from linli.circle.disclose.actions import duties


def raise_due(at: datetime) -> int:
    """Write down what must be made known in this period."""
    return duties.raise_due(at=at)
