"""Proofs from the journal: the trail explains every state of every matter, and the journal itself holds."""

import subprocess
import sys
from collections import defaultdict
from pathlib import Path

from django.db.models import F

from civics.transparency import consistency_holds, consistency_nodes, consistency_proof
from linli.circle.evaluate.models import Round
from linli.circle.matters.choices import TRANSITIONS, Need, Stage, Step
from linli.circle.matters.models import Concern, Matter
from linli.ground.journal import queries
from linli.ground.journal.actions import seals
from linli.ground.journal.models import Delivery, Entry, TreeHead
from linli.ground.journal.sentences import sentence
from linli.ground.messages.models import Message
from tests.circle.walks.told import event_of
from tests.circle.walks.walker import Walker

STEPS = {f"matter.{step.value}": step for step in Step}
# -I -S: no site-packages, so that the check proves it needs the standard library alone.
RUN = f"""
import sys
sys.path.insert(0, {str(Path(__file__).resolve().parents[3])!r})
from civics.transparency.cli import run
sys.exit(run(["verify", sys.argv[1]]))
"""
Taken = set[tuple[Stage, Step]]


def replayed() -> tuple[dict[int, tuple[str, int, int | None]], Taken]:
    """Feed the public journal through the table of steps: where each matter must stand, and which steps were taken."""
    stands: dict[int, tuple[Stage, int, int | None]] = {}
    taken: Taken = set()
    rows = Entry.objects.filter(is_public=True, matter_id__isnull=False).order_by("id")
    for entry in rows.iterator(2000):
        assert entry.matter_id is not None
        assert sentence(entry), entry.verb
        if entry.verb == "matter.opened":
            assert entry.matter_id not in stands, "opened twice"
            stands[entry.matter_id] = (Stage.HEARD, 1, None)
        if entry.verb not in STEPS:
            continue
        step = STEPS[entry.verb]
        stage, lap, _other = stands[entry.matter_id]
        move = TRANSITIONS[stage, step]
        assert Need.FIRST_LAP not in move.needs or lap == 1, "opened again twice"
        stands[entry.matter_id] = (move.to, lap + (step == Step.REOPEN), entry.payload.get("into"))
        taken.add((stage, step))
    return {matter: (stage.value, lap, other) for matter, (stage, lap, other) in stands.items()}, taken


def the_trail_explains_every_state() -> Taken:
    """Every matter stands where the public journal says, on the lap and joined to what it says."""
    stands, taken = replayed()
    rows = {pk: rest for pk, *rest in Matter.objects.values_list("pk", "stage", "lap", "joined_to_id")}
    wrong = {pk: (rows[pk], stands.get(pk)) for pk in rows if tuple(rows[pk]) != stands.get(pk)}
    assert wrong == {}
    assert rows.keys() == stands.keys()
    return taken


def every_line_has_its_sentence() -> None:
    """Also what is not public can be read in plain words."""
    for verb in Entry.objects.order_by().values_list("verb", flat=True).distinct():
        assert sentence(Entry.objects.filter(verb=verb).order_by("-id")[0]), verb


def no_matter_is_joined_in_a_ring() -> None:
    """Whoever follows what a matter was joined to arrives at one that still goes its own way."""
    joined = dict(Matter.objects.filter(stage=Stage.JOINED).values_list("pk", "joined_to_id"))
    for first in joined:
        way = [first]
        while way[-1] in joined:
            way.append(joined[way[-1]])
            assert len(way) == len(set(way)), f"joined in a ring: {way}"


def none_is_closed_without_evaluation() -> None:
    """Every evaluated matter has a round of its lap that ended, be it with the record that nobody rated."""
    ended = Round.objects.exclude(ending="open").filter(lap=F("matter__lap")).values("matter_id")
    assert not Matter.objects.filter(stage=Stage.EVALUATED).exclude(pk__in=ended).exists()


def everyone_was_told_once(walker: Walker) -> None:
    """Over the whole walk, each fact stands once in the inbox of each who must hear of it, and in no other."""
    heard: dict[str, list[int]] = defaultdict(list)
    for fact, resident in Message.objects.values_list("fact", "resident_id").iterator():
        heard[event_of(fact)].append(resident)
    told = {event: sorted(residents) for event, residents in walker.told.items() if residents}
    assert {event: sorted(residents) for event, residents in heard.items()} == told
    assert not Delivery.objects.exclude(trouble="").exists()


def the_books_agree(walker: Walker) -> None:
    """Whom each matter concerns, why, and whether they are told, stands in the rows as in the walk's own books."""
    kept = {
        (matter, resident): (known.why.value, known.is_muted)
        for matter, rows in walker.books.rows.items()
        for resident, known in rows.items()
    }
    found = {
        (row.matter_id, row.resident_id): (row.why, row.muted_at is not None)
        for row in Concern.objects.all().iterator()
    }
    keys = kept.keys() | found.keys()
    wrong = {key: (kept.get(key), found.get(key)) for key in keys if kept.get(key) != found.get(key)}
    assert wrong == {}, f"matter and resident: the walk's books, the rows: {wrong}"


def the_journal_verifies(walker: Walker, folder: Path) -> None:
    """Everything is sealed; whoever has the file checks it offline; the oldest head is the beginning of the newest."""
    while seals.seal(at=walker.at):
        continue
    assert not Entry.objects.filter(number__isnull=True).exists()
    path = folder / "bundle.jsonl"
    path.write_bytes(b"".join(queries.whole_bundle()))
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", RUN, str(path)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    newest = TreeHead.objects.order_by("-size")[0]
    assert newest.size == Entry.objects.count()
    for old in TreeHead.objects.order_by("size"):
        nodes = queries.nodes_at(consistency_nodes(old.size, newest.size))
        assert consistency_holds(
            old_size=old.size,
            new_size=newest.size,
            old_root=bytes(old.root),
            new_root=bytes(newest.root),
            proof=consistency_proof(old.size, newest.size, nodes),
        )
