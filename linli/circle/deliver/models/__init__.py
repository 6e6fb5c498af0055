"""Records of delivering."""

from linli.circle.deliver.models.acceptance import Acceptance, Signature
from linli.circle.deliver.models.project import Project, ProjectPart
from linli.circle.deliver.models.task import Delay, Note, NotePhoto, Task

__all__ = ["Acceptance", "Delay", "Note", "NotePhoto", "Project", "ProjectPart", "Signature", "Task"]
