"""The larger sizes: each community lives through its own half year, and everything it tells can be read."""

from collections import Counter

import pytest
from django.core.management import call_command

from linli.circle.decide.models import Ballot
from linli.circle.deliberate.models import Reaction, Resolution
from linli.circle.deliver.models import Delay
from linli.circle.evaluate.models import MatterRating, Round
from linli.circle.listen.models import Voice
from linli.circle.matters.models import Matter
from linli.commons.notices.models import Notice
from linli.faces.demo import towns
from linli.ground.journal.models import Entry
from linli.ground.people.models import Area

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.once]


@pytest.fixture
def moved_in(settings, tmp_path, monkeypatch):
    settings.HOME, settings.IS_DEMO = tmp_path, True
    monkeypatch.setitem(towns.HOUSEHOLDS, "district", 440)
    monkeypatch.setitem(towns.COMMUNITIES, "district", 2)
    call_command("demo", size="district")


def test_each_community_lives_through_its_own_half_year(moved_in, client):
    for name, lives_there in (("槐荫里社区", "槐荫东里"), ("柳浪社区", "柳浪新村")):
        community, compound = Area.objects.get(name=name), Area.objects.get(name=lives_there)
        told = Matter.objects.filter(community=community, scope__in=Area.objects.within(compound.pk))

        assert Counter(told.values_list("stage", flat=True)) == {
            "heard": 2,
            "deliberated": 3,
            "decided": 2,
            "delivered": 1,
            "disclosed": 1,
            "evaluated": 2,
            "answered": 2,
            "joined": 1,
            "declined": 1,
            "passed_on": 1,
        }
        assert told.filter(lap=2).count() == 2
        assert {ballot.state for ballot in Ballot.objects.filter(matter__in=told)} == {"settled", "open"}
        assert Resolution.objects.filter(matter__in=told, state="open").exists()
        assert Delay.objects.filter(task__project__matter__in=told).count() == 1
        assert Reaction.objects.filter(statement__matter__in=told).count() >= 9
        assert set(Round.objects.filter(matter__in=told).values_list("ending", flat=True)) >= {
            "rated",
            "reopened",
        }
        assert MatterRating.objects.filter(round__matter__in=told, round__ending="open").count() == 2
        assert {"affairs", "service", "result", "clarification", "finance"} & set(
            Notice.objects.filter(area__in=Area.objects.within(community.pk)).values_list("kind", flat=True)
        )
        for matter in told:
            steps = list(Entry.objects.filter(matter_id=matter.pk, verb__startswith="matter.").order_by("id"))
            assert [entry.at for entry in steps] == sorted(entry.at for entry in steps)
            assert client.get(f"/m/{matter.pk}/").status_code == 200
    assert Voice.objects.filter(matter__isnull=False, state="joined").count() == 2 * 2 * 11
    assert client.get("/demo/").content.decode().count("方静") == 2
    assert client.post("/demo/as/liulang/").status_code == 302
    assert client.post("/demo/as/wenchang/").status_code == 404
