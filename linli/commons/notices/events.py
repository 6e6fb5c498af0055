"""News of notices."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NoticePosted:
    """A notice hangs on the board, for everyone to read."""

    notice_id: int


@dataclass(frozen=True, slots=True)
class NoticeWithdrawn:
    """A notice was taken down, with a reason; it stays readable."""

    notice_id: int


@dataclass(frozen=True, slots=True)
class QuestionAnswered:
    """Somebody's question under a notice has its answer."""

    question_id: int
