"""News of listening: frozen ids that later rooms, and the worker, may hear."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class VoiceHeard:
    """Somebody said something, by whatever channel; it is to be indexed and placed."""

    voice_id: int


@dataclass(frozen=True, slots=True)
class VoiceSpokenFor:
    """A helper spoke for a resident, who must hear of it without the helper."""

    voice_id: int


@dataclass(frozen=True, slots=True)
class VoiceReworded:
    """What may be read of a voice changed: written down, masked, unmasked or erased."""

    voice_id: int


@dataclass(frozen=True, slots=True)
class VoicePublished:
    """A voice became readable by all."""

    voice_id: int


@dataclass(frozen=True, slots=True)
class VoiceAnswered:
    """A voice got a final answer on this lap."""

    voice_id: int
    lap: int


@dataclass(frozen=True, slots=True)
class AnswerHolds:
    """An answer holds for this voice too, which was joined to the one it was given to; its author must hear of it."""

    voice_id: int


@dataclass(frozen=True, slots=True)
class VoiceRated:
    """The author rated the answer of this lap."""

    voice_id: int
    lap: int


@dataclass(frozen=True, slots=True)
class VoiceReopened:
    """A rating below the line opened a voice once more."""

    voice_id: int


@dataclass(frozen=True, slots=True)
class VoiceEscalated:
    """A late answer was brought before the next level up."""

    voice_id: int
    level: int


@dataclass(frozen=True, slots=True)
class VoiceHidden:
    """A public voice was taken from view."""

    voice_id: int


@dataclass(frozen=True, slots=True)
class TopicAccepted:
    """Staff confirmed a topic; a matter stands for it."""

    topic_id: int
    matter_id: int


@dataclass(frozen=True, slots=True)
class VoiceBecameMatter:
    """A matter stands for one voice."""

    voice_id: int
    matter_id: int


@dataclass(frozen=True, slots=True)
class ImportWanted:
    """A file of voices waits to be read by the worker."""

    batch_id: int


@dataclass(frozen=True, slots=True)
class UndoWanted:
    """An import is to be taken back by the worker."""

    batch_id: int


@dataclass(frozen=True, slots=True)
class ExportWanted:
    """Somebody asked for a list of voices as a workbook."""

    export_id: int
