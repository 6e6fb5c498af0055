"""Records of the journal."""

from linli.ground.journal.models.chore import Chore
from linli.ground.journal.models.entry import Entry, TreeHead, TreeNode
from linli.ground.journal.models.outbox import Delivery
from linli.ground.journal.models.reading import Reading

__all__ = ["Chore", "Delivery", "Entry", "Reading", "TreeHead", "TreeNode"]
