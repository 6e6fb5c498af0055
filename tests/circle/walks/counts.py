"""Proofs of counts: every counter equals the rows and the journal; no secret vote stands anywhere."""

import json
import re
from collections import Counter, defaultdict
from datetime import date

from django.utils.timezone import localdate

from linli.circle.decide import receipts
from linli.circle.decide.choices import TURNS, State, Turn
from linli.circle.decide.models import Ballot, CountedPaper, Paper, RollLine, StationEntry
from linli.circle.deliver.models import Project, Task
from linli.circle.evaluate.models import MatterRating, Round
from linli.circle.listen.actions import tallies
from linli.circle.listen.choices import LIVE_MEMBERS, LIVE_TOPICS
from linli.circle.listen.models import Support, Topic, TopicMembership, Voice, VoiceTally
from linli.circle.matters.actions import counts
from linli.circle.matters.models import Matter, StageCount
from linli.ground.journal.models import Delivery, Entry
from linli.ground.messages.models import Message
from tests.circle.walks.trails import replayed
from tests.circle.walks.voted import named_votes
from tests.circle.walks.walker import Walker

COUNTED = {
    "heard": {"voice.heard", "voice.spoken_for", "voice.taken_in"},
    "answered": {"voice.answered", "voice.joined", "voice.declined", "voice.passed_on"},
    "rated": {"voice.rated"},
    "reopened": {"voice.reopened"},
}
"""Which lines of the journal each monthly count of listening counts."""
SEALS, RECEIPTS = re.compile(r"[0-9a-f]{64}"), re.compile(r"(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}")


def columns_equal_the_journal() -> None:
    """The counts of the board are those of the journal, and `repair` finds nothing to mend."""
    stands, _taken = replayed()
    communities = dict(Matter.objects.values_list("pk", "community_id"))
    journal = Counter((communities[pk], stage) for pk, (stage, _lap, _other) in stands.items())
    kept = {(row.community_id, row.stage): row.matters for row in StageCount.objects.exclude(matters=0)}
    assert kept == dict(journal)
    assert [counts.repair(community) for community in set(communities.values())] == [{}] * len(
        set(communities.values())
    )


def months_equal_the_journal() -> None:
    """The monthly counts of listening are those of the journal, and `repair` finds nothing to mend."""
    communities = dict(Voice.objects.values_list("pk", "community_id"))
    journal: Counter[tuple[str, int, date]] = Counter()
    for entry in Entry.objects.filter(object_kind="voice").iterator():
        for name, verbs in COUNTED.items():
            month = localdate(entry.at).replace(day=1)
            journal[name, communities[entry.object_id], month] += entry.verb in verbs
    kept = {
        (name, row.community_id, row.month): getattr(row, name)
        for row in VoiceTally.objects.all()
        for name in COUNTED
    }
    assert {key: number for key, number in kept.items() if number} == {
        key: number for key, number in journal.items() if number
    }
    for community in set(communities.values()):
        assert tallies.repair(community=community) == {}


def topics_count_distinct_people() -> None:
    """Each live topic counts everyone who said it or stands behind it once."""
    backing: dict[tuple[str, int], set[str]] = defaultdict(set)
    for voice, topic, resident in Support.objects.values_list("voice_id", "topic_id", "resident_id"):
        backing[("voice", voice) if voice is not None else ("topic", topic)].add(f"r{resident}")
    said = {
        pk: f"r{author}" if author else "-" for pk, author in Voice.objects.values_list("pk", "author_id")
    }
    members: dict[int, set[int]] = defaultdict(set)
    for topic, voice in TopicMembership.objects.filter(state__in=LIVE_MEMBERS).values_list(
        "topic_id", "voice_id"
    ):
        members[topic].add(voice)
    for topic in Topic.objects.filter(state__in=LIVE_TOPICS):
        people = set(backing["topic", topic.pk])
        for voice in members[topic.pk]:
            people |= {said[voice]} | backing["voice", voice]
        assert (topic.people, topic.voices_count) == (len(people), len(members[topic.pk])), topic.pk


def supports_equal_the_journal() -> None:
    """How many stand behind a voice is what the journal says: those who joined in less those who left."""
    journal: Counter[int] = Counter()
    for verb, voice in Entry.objects.filter(verb__in=["voice.supported", "voice.unsupported"]).values_list(
        "verb", "object_id"
    ):
        journal[voice] += 1 if verb == "voice.supported" else -1
    kept = dict(Voice.objects.filter(supports__gt=0).values_list("pk", "supports"))
    assert kept == {voice: number for voice, number in journal.items() if number}


def ballots_stand_where_the_journal_says() -> None:
    """The journal leads every ballot by the table of turns to the state it is in."""
    turns = {f"ballot.{turn.value}": turn for turn in Turn}
    stands = dict.fromkeys(Ballot.objects.values_list("pk", flat=True), State.DRAFT)
    rows = Entry.objects.filter(object_kind="ballot", verb__in=turns).order_by("id")
    for verb, ballot in rows.values_list("verb", "object_id"):
        stands[ballot] = TURNS[stands[ballot], turns[verb]]
    assert {pk: state.value for pk, state in stands.items()} == dict(
        Ballot.objects.values_list("pk", "state")
    )


def papers_equal_marks(walker: Walker) -> int:
    """Every vote that was acknowledged is in once and as it was cast; of a secret ballot as many papers as marks.

    Return how many secret votes there were.
    """
    cast = 0
    for ballot in Ballot.objects.exclude(posted_at=None):
        marked = set(RollLine.objects.filter(ballot=ballot, submitted=True).values_list("pk", flat=True))
        station = StationEntry.objects.filter(ballot=ballot, state="witnessed")
        on_paper = dict(station.values_list("line_id", "choice"))
        if not ballot.is_secret:
            votes = walker.named.get(ballot.pk, {}) | on_paper
            assert named_votes(ballot.pk) == votes
            assert marked == votes.keys()
            continue
        mine = walker.secrets.get(ballot.pk, {})
        cast += len(mine)
        assert marked == mine.keys() | on_paper.keys() and not mine.keys() & on_paper.keys()
        boxes = [Paper, CountedPaper]
        found = [set(box.objects.filter(ballot=ballot).values_list("seal", "choice")) for box in boxes]
        assert found[0] | found[1] == {(vote.seal, vote.choice) for vote in mine.values()}
        assert not found[0] or ballot.closed_at is None
        for entry in Entry.objects.filter(verb="ballot.close", object_id=ballot.pk):
            assert entry.payload["papers"] == len(found[1])
            assert entry.payload["marks"] == len(found[1]) + len(on_paper)
    return cast


def no_secret_vote_stands_anywhere(walker: Walker) -> None:
    """Neither receipt nor seal nor choice of a secret vote stands in the journal, the outbox or an inbox."""
    seals = {vote.seal for votes in walker.secrets.values() for vote in votes.values()}
    codes = {receipts.read(vote.receipt) for votes in walker.secrets.values() for vote in votes.values()}
    secret = set(Ballot.objects.filter(secrecy="secret").values_list("pk", flat=True))
    entries = Entry.objects.values_list("payload", "object_kind", "object_id")
    for payload, kind, pk in entries.iterator():
        _refuse_secrets(payload, seals, codes)
        assert kind != "ballot" or pk not in secret or "choice" not in payload
    for rows in (
        Delivery.objects.values_list("body", flat=True),
        Message.objects.values_list("facts", flat=True),
    ):
        for body in rows.iterator():
            _refuse_secrets(body, seals, codes)
            assert "choice" not in body


def _refuse_secrets(body: object, seals: set[str], codes: set[str]) -> None:
    text = json.dumps(body, ensure_ascii=False)
    assert not seals & set(SEALS.findall(text))
    assert not codes & {receipts.read(code) for code in RECEIPTS.findall(text)}


def works_equal_the_journal() -> None:
    """Projects, tasks and rounds stand where the journal says."""
    moves = {
        "acceptance.called": "checking",
        "acceptance.refused": "running",
        "acceptance.passed": "done",
    }
    acceptances = dict(Project.objects.filter(acceptances__isnull=False).values_list("acceptances__pk", "pk"))
    stands = dict.fromkeys(Project.objects.values_list("pk", flat=True), "running")
    rows = Entry.objects.filter(object_kind="acceptance", verb__in=moves).order_by("id")
    for verb, acceptance in rows.values_list("verb", "object_id"):
        stands[acceptances[acceptance]] = moves[verb]
    assert stands == dict(Project.objects.values_list("pk", "state"))

    done: set[int] = set()
    ends = Entry.objects.filter(object_kind="task", verb__in=["task.done", "task.reopened"]).order_by("id")
    for verb, task in ends.values_list("verb", "object_id"):
        (done.add if verb == "task.done" else done.discard)(task)
    assert done == set(Task.objects.filter(done_at__isnull=False).values_list("pk", flat=True))


def rounds_equal_the_journal() -> None:
    """Rounds are open until the journal says how they ended, and count the ratings there are."""
    ends = {
        "round.closed": {"rated", "reopened", "below"},
        "round.absent": {"absent"},
        "round.moved_on": {"moved_on"},
    }
    said = dict(Entry.objects.filter(verb__in=ends).values_list("object_id", "verb"))
    rated = Counter(MatterRating.objects.values_list("round_id", flat=True))
    for row in Round.objects.all():
        assert row.ending in ends.get(said.get(row.pk, ""), {"open"}), row.pk
        assert row.ratings_count == rated[row.pk]
