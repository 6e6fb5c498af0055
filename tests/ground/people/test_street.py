"""The street itself stands as its cast says."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from linli.ground.people.choices import Right
from linli.ground.people.models import AreaWithin, Post, Resident
from linli.ground.people.queries import areas
from tests import street as cast


def test_the_street_stands_and_neighbours_act_with_the_rights_of_their_posts(street):
    assert street.by("wu_dan").areas_with(Right.KEEP_REGISTER) == {street.community.pk}
    assert street.by("chen_jianguo").areas_with(Right.SPEAK_FOR) == {street.b3.pk}
    assert street.by("shen_an").seats == ()
    assert street.by("xu_lei").seats == ()
    assert street.by("qian_cheng").resident_id is None
    assert areas.around(street.b1s1.pk).around == {
        street.areas[key].pk
        for key in ("city", "district", "street", "huaiyin", "compound", "east_block", "b1", "b1s1")
    }


def test_putting_the_street_back_takes_about_twenty_queries(db):
    cast.moved_in()
    with connection.cursor() as cursor:
        for model in reversed(cast._all_models()):
            cursor.execute(f'DELETE FROM "{model._meta.db_table}"')

    with CaptureQueriesContext(connection) as queries:
        street = cast.moved_in()

    assert len(queries) <= 25
    assert Resident.objects.get(pk=street.zhou_guilan.pk).name == "周桂兰"
    assert Post.objects.count() == 11
    assert AreaWithin.objects.filter(outer=street.city).count() == 18


@pytest.mark.parametrize("name", sorted(cast.CAST))
def test_every_neighbour_says_in_one_line_who_they_are(name):
    assert len(cast.CAST[name].about) > 8
