"""Keeps by which words the title of a matter is found."""

from django.db import transaction

from linli.circle.matters.models import Matter, TitleTerm
from linli.ground.lib import bigrams

A_STRETCH = 2000


def index(matter: Matter) -> None:
    """Make a new matter findable by every pair of characters, and every word, of its title."""
    TitleTerm.objects.bulk_create(_terms(matter))


@transaction.atomic
def index_again(community: int) -> int:
    """Write the index of a community anew; return how many matters are in it."""
    TitleTerm.objects.filter(community_id=community).delete()
    rows, matters = [], 0
    for matter in (
        Matter.objects.filter(community_id=community).only("title", "community_id").iterator(A_STRETCH)
    ):
        rows += _terms(matter)
        matters += 1
        if len(rows) >= A_STRETCH:
            TitleTerm.objects.bulk_create(rows)
            rows = []
    TitleTerm.objects.bulk_create(rows)
    return matters


def _terms(matter: Matter) -> list[TitleTerm]:
    return [
        TitleTerm(matter_id=matter.pk, community_id=matter.community_id, term=term)
        for term in sorted(bigrams.terms(matter.title))
    ]
