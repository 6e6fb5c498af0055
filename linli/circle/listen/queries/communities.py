"""Finds communities for commands."""

from django.core.cache import caches
from django.utils.translation import gettext_lazy as _

from linli.circle.listen.models import Scheme
from linli.ground.lib.refusal import Refusal
from linli.ground.people.choices import AreaKind
from linli.ground.people.models import Area
from linli.ground.people.queries import areas

_kept = caches["local"]
_SECONDS = 60


class WhichCommunity(Refusal):
    """None or several communities answer to the name."""

    code = "which_community"
    status = 422
    reason = _("请用 --community 写明社区的名字或代码。现有：%(known)s")


def holding(place: int) -> int | None:
    """Return the community that holds a place; remembered for a minute in each process."""
    found: int | None = _kept.get(f"listen:community:{place}")
    if found is None:
        area = areas.community_of(place)
        found = area.pk if area else None
        _kept.set(f"listen:community:{place}", found, _SECONDS)
    return found


def by_name_or_code(word: str) -> Area:
    """Return the community of this name or code; without a word the only one there is.

    Raises:
        WhichCommunity: none or several answer.
    """
    communities = Area.objects.filter(kind=AreaKind.COMMUNITY)
    found = communities.filter(code=word) | communities.filter(name=word) if word else communities
    rows = list(found.order_by("pk")[:2])
    if len(rows) != 1:
        names = [area.name for area in communities.order_by("pk")[:10]]
        raise WhichCommunity(known="、".join(names) or "—")  # han: the comma between names
    return rows[0]


def that_listen() -> list[Area]:
    """Return the communities that have heard something."""
    return list(Area.objects.filter(pk__in=Scheme.objects.values("community_id")).order_by("pk"))
