"""News of delivering: frozen ids that subscribers, and later rooms, may hear."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ProjectStarted:
    """Works on a matter began, with a plan."""

    project_id: int


@dataclass(frozen=True, slots=True)
class TaskAssigned:
    """A task got somebody who does it."""

    task_id: int


@dataclass(frozen=True, slots=True)
class TaskDelayed:
    """A date was moved, with a reason."""

    delay_id: int


@dataclass(frozen=True, slots=True)
class PhotosPaired:
    """There is a photo from before and one from after the works."""

    task_id: int


@dataclass(frozen=True, slots=True)
class AcceptanceCalled:
    """The overseers are asked to look at the works and sign."""

    acceptance_id: int


@dataclass(frozen=True, slots=True)
class AcceptanceDecided:
    """The overseers accepted the works, or sent them back with remarks."""

    acceptance_id: int
