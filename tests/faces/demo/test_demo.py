"""The demo tells a believable half year: every way a matter can go, in the right order, and nothing else breaks."""

from collections import Counter

import pytest
from django.core.management import call_command

from linli.circle.decide.models import Ballot, StationEntry
from linli.circle.deliver.models import NotePhoto
from linli.circle.matters.models import Matter, StageCount
from linli.commons.notices.models import Notice
from linli.faces.demo import pictures
from linli.ground.journal.models import Entry

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def moved_in(settings, tmp_path, capsys):
    settings.HOME, settings.IS_DEMO = tmp_path, True
    call_command("demo", size="corner")
    return tmp_path


def test_matters_stand_everywhere_a_matter_can_stand(moved_in, client):
    stages = Counter(Matter.objects.values_list("stage", flat=True))

    assert {
        "heard",
        "deliberated",
        "evaluated",
        "passed_on",
        "declined",
        "answered",
        "joined",
    } <= stages.keys()
    assert Matter.objects.filter(lap=2).count() == 1
    assert dict(StageCount.objects.filter(matters__gt=0).values_list("stage", "matters")) == stages
    assert Counter(Ballot.objects.values_list("state", flat=True)) == {"settled": 2, "open": 1}
    assert StationEntry.objects.filter(state="witnessed").count() == 2
    assert NotePhoto.objects.count() == 6
    assert Notice.objects.filter(state="posted").count() == 6
    assert (moved_in / "open-data" / "matters.csv").exists()
    for matter in Matter.objects.all():
        steps = list(Entry.objects.filter(matter_id=matter.pk, verb__startswith="matter.").order_by("id"))
        assert [entry.at for entry in steps] == sorted(entry.at for entry in steps)
        assert client.get(f"/m/{matter.pk}/").status_code == 200


@pytest.mark.parametrize("scene", ["shed-leaking", "shed-patched", "sockets-low", "stairs-light"])
def test_photos_are_drawn_anew_and_differ(scene):
    assert pictures.drawn(scene)[:3] == b"\xff\xd8\xff"
    assert pictures.drawn("shed-leaking") != pictures.drawn("shed-patched")
