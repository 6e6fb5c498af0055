"""Which news reaches whom, on one page.

SAME_BREATH handlers run inside the transaction of the deed: they agree or nothing happens.
AFTERWARDS handlers are rows of the outbox, delivered at least once by `tend`, idempotent by event id.
UNHEARD names the news that nobody needs yet, so that a forgotten wire is never mistaken for a choice.
SENTENCES say each verb of the journal in plain words.
CHORES are what `tend` does by itself, each at its own pace.
"""

from datetime import timedelta

from linli.ground.journal.actions import deliveries, seals
from linli.ground.journal.chores import Task
from linli.ground.journal.news import Wires
from linli.ground.journal.sentences import Sentences
from linli.ground.people import phrases as people_phrases

SAME_BREATH: Wires = {}

AFTERWARDS: Wires = {}

UNHEARD: frozenset[type] = frozenset()

SENTENCES: Sentences = {**people_phrases.SENTENCES}

CHORES: tuple[Task, ...] = (
    Task("deliver news", timedelta(seconds=1), lambda at: deliveries.deliver_due(at=at)),
    Task("seal the journal", timedelta(seconds=5), lambda at: seals.seal(at=at)),
    Task("forget delivered news", timedelta(days=1), lambda at: deliveries.forget_done(at=at)),
)
