"""Who answers for a matter, who stands above them, and who comes after them."""

from datetime import datetime

from django.db.models import Case, Q, When

from linli.circle.matters.choices import Duty
from linli.circle.matters.models import Matter
from linli.ground.people.choices import AreaKind, PostKind
from linli.ground.people.models import Area, Post

# Level by level: the heads of the community, then the officials of the street, then those of the district.
LEVELS: tuple[tuple[AreaKind, tuple[PostKind, ...]], ...] = (
    (AreaKind.COMMUNITY, (PostKind.SECRETARY, PostKind.DIRECTOR)),
    (AreaKind.STREET, (PostKind.STREET_OFFICIAL,)),
    (AreaKind.DISTRICT, (PostKind.DISTRICT_OFFICIAL,)),
)


def of(matter: Matter, at: datetime) -> dict[int, str]:
    """Return whom to tell that a matter is late: who holds the owner post, and the next held level above it."""
    owner = matter.owner
    told = dict.fromkeys(_above(matter, owner, at), Duty.ABOVE.value)
    is_held = Post.objects.held(at).filter(pk=owner.pk).exists()
    if is_held and owner.resident_id is not None:
        told[owner.resident_id] = Duty.OWNER.value
    return told


def heir(ended: Post, community: int, at: datetime) -> Post | None:
    """Return the post that answers for what an ended one did: who holds the same seat, else a head of the community.

    When nobody does, the same seat left empty; None when there is none.
    """
    same = Q(kind=ended.kind, area_id=ended.area_id)
    heads = Q(area_id=community, kind__in=LEVELS[0][1])
    seats = Post.objects.filter(same | heads, Q(until__isnull=True) | Q(until__gt=at), since__lte=at)
    rank = Case(When(same, resident__isnull=False, then=0), When(resident__isnull=False, then=1), default=2)
    return seats.order_by(rank, "pk").first()


def _above(matter: Matter, owner: Post, at: datetime) -> list[int]:
    around = {area.kind: area.pk for area in Area.objects.around(matter.community_id)}
    own = next((level for level, (_kind, posts) in enumerate(LEVELS) if owner.kind in posts), -1)
    for kind, posts in LEVELS[own + 1 :]:
        held = Post.objects.held(at).filter(area_id=around.get(kind, 0), kind__in=posts)
        found = list(held.order_by("id").values_list("resident_id", flat=True))
        if found:
            return found
    return []
