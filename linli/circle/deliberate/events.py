"""News of deliberation."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MeetingCalled:
    """A meeting is to be held; members and those concerned by its matters are told."""

    meeting_id: int


@dataclass(frozen=True, slots=True)
class MeetingChanged:
    """A meeting is held at another time or place."""

    meeting_id: int


@dataclass(frozen=True, slots=True)
class MeetingCancelled:
    """A meeting is not held."""

    meeting_id: int


@dataclass(frozen=True, slots=True)
class MinutesSettled:
    """Minutes wait for the signatures of those who were there."""

    meeting_id: int


@dataclass(frozen=True, slots=True)
class MinutesPublished:
    """Everybody may read what a meeting came to."""

    meeting_id: int


@dataclass(frozen=True, slots=True)
class ResolutionAdopted:
    """A body resolved something."""

    resolution_id: int


@dataclass(frozen=True, slots=True)
class ResolutionClosed:
    """A resolution was carried out, or dropped."""

    resolution_id: int
    state: str


@dataclass(frozen=True, slots=True)
class TalkOpened:
    """Those concerned by a matter are asked what they think."""

    matter_id: int


@dataclass(frozen=True, slots=True)
class TalkClosed:
    """No more statements are taken about a matter."""

    matter_id: int


@dataclass(frozen=True, slots=True)
class StatementHidden:
    """A statement was taken from view; its author is told why."""

    statement_id: int
