"""What messages do when they hear that a person was erased."""

from uuid import UUID

from linli.ground.messages.actions import forgetting
from linli.ground.people.events import ResidentErased


def forget_resident(event: ResidentErased, _event_id: UUID) -> None:
    """Drop what an erased person was told."""
    forgetting.forget_resident(resident=event.resident_id)
