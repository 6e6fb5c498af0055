"""News of this room: what others may want to hear."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class PostFilled:
    """Somebody took a post."""

    post_id: int
    resident_id: int
    area_id: int


@dataclass(frozen=True, slots=True)
class PostLeft:
    """Somebody's post ended."""

    post_id: int
    resident_id: int
    area_id: int


@dataclass(frozen=True, slots=True)
class ResidentMoved:
    """A resident lives elsewhere now, or nowhere here (household None)."""

    resident_id: int
    household_id: int | None


@dataclass(frozen=True, slots=True)
class NewcomerConfirmed:
    """A newcomer is a person the register knows: what they said and did belongs to that resident now."""

    newcomer_id: int
    resident_id: int


@dataclass(frozen=True, slots=True)
class ResidentErased:
    """A person's words were dropped; whoever keeps more of them drops theirs too."""

    resident_id: int


@dataclass(frozen=True, slots=True)
class RegisterWorkWanted:
    """A register file waits to be read, written or taken back."""

    import_id: int


@dataclass(frozen=True, slots=True)
class RegisterExportWanted:
    """A workbook of the register waits to be made."""

    export_id: int


@dataclass(frozen=True, slots=True)
class RegisterImported:
    """A file was written to the register; many people may be new."""

    import_id: int
    community_id: int
    at: datetime
