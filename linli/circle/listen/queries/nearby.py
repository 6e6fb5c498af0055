"""The newest public voice of each of some places."""

from collections.abc import Iterable

from django.db.models import Max

from linli.circle.listen.choices import Shown
from linli.circle.listen.models import Voice


def newest_in(places: Iterable[int]) -> list[Voice]:
    """Return for each place the newest public voice said about just it (two queries)."""
    newest = Voice.objects.filter(place_id__in=list(places), shown=Shown.PUBLIC).values("place_id")
    ids = newest.annotate(last=Max("pk")).order_by().values_list("last", flat=True)
    return list(Voice.objects.filter(pk__in=list(ids)))
