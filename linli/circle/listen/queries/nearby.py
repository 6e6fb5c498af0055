"""The newest public voice of each place around a home."""

from django.db.models import OuterRef, QuerySet, Subquery

from linli.circle.listen.choices import Shown
from linli.circle.listen.models import Voice
from linli.ground.lib.once import written_once
from linli.ground.people.models import AreaWithin


def around(home: int) -> list[Voice]:
    """Return for an area and each that holds it the newest public voice said about just it (one query)."""
    return _around(home)


@written_once
def _around(home: int) -> QuerySet[Voice]:
    said = (
        Voice.objects.filter(place_id=OuterRef("outer_id"), shown=Shown.PUBLIC).order_by("-pk").values("pk")
    )
    newest = AreaWithin.objects.filter(inner_id=home).order_by().values(newest=Subquery(said[:1]))
    return Voice.objects.filter(pk__in=newest)
