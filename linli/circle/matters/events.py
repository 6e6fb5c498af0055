"""News of matters."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MatterOpened:
    """A matter begins its way round the circle."""

    matter_id: int


@dataclass(frozen=True, slots=True)
class MatterMoved:
    """A matter took a step round the circle."""

    matter_id: int
    step: str
    stage: str


@dataclass(frozen=True, slots=True)
class MatterOverdue:
    """A matter is still on its way after its due date."""

    matter_id: int
