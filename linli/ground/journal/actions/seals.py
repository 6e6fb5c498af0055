"""Seals the journal: numbers committed entries, grows the tree over them, signs its head."""

from datetime import datetime

from django.conf import settings
from django.db import transaction

from civics.transparency import Head
from civics.transparency.bundle import entry_leaf
from civics.transparency.signing import sign_head
from linli.ground.journal import queries
from linli.ground.journal.keys import secret_key
from linli.ground.journal.models import Entry, TreeHead, TreeNode


@transaction.atomic
def seal(*, at: datetime, limit: int = 5000) -> int:
    """Seal up to `limit` committed entries and sign the new head; return how many.

    An entry that commits late simply gets a later number. Two sealers at once cannot both win: numbers are unique.
    """
    entries = list(Entry.objects.filter(number__isnull=True).order_by("id")[:limit])
    if not entries:
        return 0
    last = TreeHead.objects.order_by("-size").first()
    edge = queries.frontier(last.size if last else 0)
    for number, entry in enumerate(entries, start=edge.size):
        entry.number, entry.leaf = number, entry_leaf(queries.content(entry))
    grown = edge.extend(bytes(entry.leaf or b"") for entry in entries)
    Entry.objects.bulk_update(entries, ["number", "leaf"], batch_size=200)
    TreeNode.objects.bulk_create(
        [TreeNode(level=n.level, number=n.number, hash=n.hash) for n in grown.nodes if n.level],
        batch_size=1000,
    )
    head = Head(
        settings.JOURNAL_ORIGIN, grown.frontier.size, grown.frontier.root(), int(at.timestamp() * 1000)
    )
    signed = sign_head(head, secret_key())
    TreeHead.objects.create(size=head.size, root=head.root, at_ms=head.at, signature=signed.signature)
    return len(entries)
