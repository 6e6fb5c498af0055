"""The journal can be written by many, is sealed by one, and proves itself to anyone."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from civics.transparency import inclusion_holds, inclusion_nodes, inclusion_proof
from civics.transparency.bundle import entry_leaf
from linli.ground.journal import queries
from linli.ground.journal.actions import entries, seals
from linli.ground.journal.keys import public_key
from linli.ground.journal.models import Entry, TreeHead, TreeNode
from linli.ground.people.models import Area

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 21, 4, 0, 0, 123456, tzinfo=UTC)


@pytest.fixture
def area():
    return Area.objects.create(kind="community", name="槐荫里社区")


def write(area, count, public=False):
    return [
        entries.record("area.founded", by=7, thing=area, at=NOON + timedelta(seconds=n), public=public, n=n)
        for n in range(count)
    ]


def test_sealing_numbers_entries_in_order_and_signs_the_head(area):
    write(area, 5)

    assert seals.seal(at=NOON) == 5

    assert list(Entry.objects.order_by("id").values_list("number", flat=True)) == [0, 1, 2, 3, 4]
    head = queries.latest_head()
    assert head is not None
    assert head.head.size == 5
    assert head.is_signed_by(public_key())


def test_sealing_in_steps_gives_the_root_of_sealing_at_once(area):
    write(area, 13)
    for limit in (1, 4, 8):
        seals.seal(at=NOON, limit=limit)
    stepwise = queries.latest_head()

    Entry.objects.update(number=None, leaf=None)
    TreeNode.objects.all().delete()
    TreeHead.objects.all().delete()
    seals.seal(at=NOON)

    assert stepwise is not None
    assert queries.latest_head().head.root == stepwise.head.root


def test_sealing_nothing_new_writes_no_head(area):
    write(area, 1)
    seals.seal(at=NOON)

    assert seals.seal(at=NOON) == 0
    assert TreeHead.objects.count() == 1


def test_every_entry_is_proven_below_the_head_from_stored_nodes(area):
    write(area, 21)
    seals.seal(at=NOON, limit=8)
    seals.seal(at=NOON)
    head = queries.latest_head().head

    for entry in Entry.objects.all():
        nodes = queries.nodes_at(inclusion_nodes(entry.number, head.size))
        assert inclusion_holds(
            leaf=entry_leaf(queries.content(entry)),
            index=entry.number,
            size=head.size,
            proof=inclusion_proof(entry.number, head.size, nodes),
            root=head.root,
        )


def test_an_entry_changed_after_sealing_no_longer_fits(area):
    write(area, 3)
    seals.seal(at=NOON)
    entry = Entry.objects.get(number=1)

    entry.payload = {"n": 99}

    assert entry_leaf(queries.content(entry)) != bytes(entry.leaf)


def test_two_entries_with_equal_content_have_different_leaves(area):
    write(area, 1)
    write(area, 1)
    seals.seal(at=NOON)

    assert Entry.objects.values("leaf").distinct().count() == 2


def test_two_sealers_cannot_give_one_number_twice(area):
    _first, second = write(area, 2)
    seals.seal(at=NOON, limit=1)

    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.filter(pk=second.pk).update(number=0, leaf=b"x" * 32)


def test_the_bundle_is_verified_offline_by_the_standard_library_alone(area, tmp_path):
    write(area, 9, public=True)
    seals.seal(at=NOON)
    path = tmp_path / "bundle.jsonl"
    path.write_bytes(b"".join(queries.whole_bundle()))

    done = verify(path)

    assert done.returncode == 0, done.stdout + done.stderr


def test_a_bundle_with_one_changed_digit_is_refused_offline(area, tmp_path):
    write(area, 9, public=True)
    seals.seal(at=NOON)
    path = tmp_path / "bundle.jsonl"
    path.write_bytes(b"".join(queries.whole_bundle()).replace(b'"n":4', b'"n":5'))

    assert verify(path).returncode != 0


def test_a_bundle_of_one_entry_carries_its_proof(area, tmp_path):
    write(area, 9, public=True)
    seals.seal(at=NOON)
    path = tmp_path / "bundle.jsonl"
    path.write_bytes(b"".join(queries.bundle(Entry.objects.filter(number=3))))

    assert verify(path).returncode == 0


def verify(path):
    return subprocess.run(
        [sys.executable, "-I", "-S", "-c", RUN, str(path)], capture_output=True, text=True, check=False
    )


# -I -S: no site-packages, so that the check proves it needs the standard library alone.
RUN = f"""
import sys
sys.path.insert(0, {str(__import__("pathlib").Path(__file__).resolve().parents[3])!r})
from civics.transparency.cli import run
sys.exit(run(["verify", sys.argv[1]]))
"""
