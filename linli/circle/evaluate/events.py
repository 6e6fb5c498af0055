"""News of evaluation: frozen ids that subscribers, and later rooms, may hear."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RoundOpened:
    """Those concerned are asked what they think of it."""

    round_id: int


@dataclass(frozen=True, slots=True)
class MatterRated:
    """Somebody rated a matter, or changed their rating."""

    round_id: int
    resident_id: int


@dataclass(frozen=True, slots=True)
class RoundClosed:
    """A round ended: with a result, or with the record that nobody rated."""

    round_id: int


@dataclass(frozen=True, slots=True)
class AppraisalOpened:
    """A yearly appraisal began."""

    appraisal_id: int


@dataclass(frozen=True, slots=True)
class AppraisalPosted:
    """The observers signed, and the result of an appraisal is public."""

    appraisal_id: int


@dataclass(frozen=True, slots=True)
class AppraisalCounted:
    """The marks of an appraisal were counted; its observers are asked to sign."""

    appraisal_id: int
