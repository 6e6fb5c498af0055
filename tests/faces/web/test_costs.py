"""What the busiest pages ask the database, counted: the same for one thing as for three, and as written here."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from linli.circle.matters.choices import Step
from linli.ground.journal.actions import deliveries
from linli.ground.messages.models import Message
from tests.faces.web.test_matter import opened, walked
from tests.faces.web.test_portal import heard
from tests.street import NOW

pytestmark = pytest.mark.django_db

COSTS = {
    ("nobody", "/"): 11,
    ("nobody", "/m/"): 2,
    ("nobody", "/search/?q=车棚"): 5,
    ("nobody", "/m/{matter}/"): 13,
    ("shen_an", "/m/{matter}/"): 17,
    ("shen_an", "/"): 15,
    ("shen_an", "/messages/"): 5,
    ("gu_min", "/desk/"): 11,
    ("gu_min", "/desk/voices/"): 4,
    ("gu_min", "/desk/board/"): 10,
    ("gu_min", "/desk/board/deliberated/"): 3,
    ("gu_min", "/desk/matters/{matter}/"): 6,
    ("gu_min", "/desk/people/"): 7,
}
"""Who asks for which page: how many queries it costs once the process is warm."""


@pytest.fixture
def cost(street):
    """How many queries a page costs somebody, with so many matters, words and messages about."""

    def measured(who, path, count):
        for number in range(count):
            heard(street, f"路灯{number}不亮了")
            matter = walked(street, opened(street), Step.DELIBERATE)
        while deliveries.deliver_due(at=NOW):
            pass
        Message.objects.bulk_create(
            Message(
                resident=street.shen_an,
                fact=f"told {number}",
                words="matter.deliver",
                facts={"title": matter.title},
                why="said",
                link=f"/m/{matter.pk}/",
                matter_id=matter.pk,
                at=NOW,
            )
            for number in range(count)
        )
        client, address = street.client(who), path.format(matter=matter.pk)
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    return measured


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("who", "path"), COSTS)
def test_a_page_costs_what_is_written_here(cost, who, path, count):
    assert cost(who, path, count) == COSTS[who, path]
