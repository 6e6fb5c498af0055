"""The newest public voice of each of some places."""

from collections.abc import Iterable

from django.db.models import OuterRef, Subquery

from linli.circle.listen.choices import Shown
from linli.circle.listen.models import Voice
from linli.ground.people.models import Area


def newest_in(places: Iterable[int]) -> list[Voice]:
    """Return for each place the newest public voice said about just it (two queries, each place from its newest on)."""
    said = Voice.objects.filter(place=OuterRef("pk"), shown=Shown.PUBLIC).order_by("-pk").values("pk")[:1]
    newest = Area.objects.filter(pk__in=list(places)).order_by().values_list(Subquery(said), flat=True)
    return list(Voice.objects.filter(pk__in=[pk for pk in newest if pk is not None]))
