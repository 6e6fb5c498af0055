"""Which appraisals there are, who marks in them, and what follows for a body or a post."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils.timezone import localdate

from linli.circle.evaluate import terms
from linli.circle.evaluate.choices import AppraisalState, Electorate
from linli.circle.evaluate.models import Appraisal, AppraisalMark, AppraisalSubject
from linli.circle.evaluate.refusals import NoSuchAppraisal
from linli.circle.evaluate.rules import Ballot, may_mark
from linli.ground.lib.keyset import Order, Page, cut
from linli.ground.people.choices import FULL_AGE, PostKind
from linli.ground.people.models import Area, Organization, Post, Resident
from linli.ground.people.queries import areas, residents
from linli.ground.people.rules import Actor

NEWEST = Order("-id", id_falls=True)
NOBODY: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Seen:
    """An appraisal for its page: what may be shown, what the reader may do, and what they marked."""

    appraisal: Appraisal
    subjects: tuple[AppraisalSubject, ...]
    marks: dict[int, str]
    marked_count: int
    is_open: bool
    may_mark: bool
    must_sign: bool
    too_few: int
    in_a_row: int
    article: str

    @property
    def is_posted(self) -> bool:
        """Whether the result is public."""
        return self.appraisal.state == AppraisalState.POSTED


@dataclass(frozen=True, slots=True)
class Standing:
    """What a body's or post's page shows: its findings by year, and the law's consequence when it applies."""

    subjects: tuple[AppraisalSubject, ...]
    article: str


def get(pk: int) -> Appraisal | None:
    """Return an appraisal, or None."""
    return Appraisal.objects.select_related("area", "community").filter(pk=pk).first()


def seen(actor: Actor, appraisal: int, at: datetime) -> Seen:
    """Return an appraisal as an actor may see it; counts stay out of it until they are posted.

    Raises:
        NoSuchAppraisal: there is none.
    """
    found = get(appraisal)
    if found is None:
        raise NoSuchAppraisal
    subjects = tuple(found.subjects.select_related("body", "post__resident", "post__area").order_by("pk"))
    mine = AppraisalMark.objects.filter(subject__appraisal=found, resident_id=actor.resident_id or 0)
    marked = AppraisalMark.objects.filter(subject__appraisal=found).values("resident_id").distinct().count()
    watching = found.observers.filter(resident_id=actor.resident_id or 0, signed_at__isnull=True)
    in_force = terms.of_appraisal(found.community.code, localdate(found.opened_at))
    return Seen(
        appraisal=found,
        subjects=subjects,
        marks=dict(mine.values_list("subject_id", "mark")),
        marked_count=marked,
        is_open=found.is_open(at),
        may_mark=found.is_open(at) and may_mark(actor, ballot(found, actor, at), at),
        must_sign=found.state == AppraisalState.COUNTED and watching.exists(),
        too_few=in_force.too_few,
        in_a_row=in_force.in_a_row,
        article=in_force.article,
    )


def of_community(community: int, *, after: str = "", size: int = 20) -> Page[Appraisal]:
    """Return the appraisals of a community, newest first (one query).

    Raises:
        BadCursor: the cursor is not one of this list.
    """
    return cut(
        Appraisal.objects.filter(community_id=community).select_related("area"), NEWEST, after, size, tuple
    )


def waiting_for(actor: Actor, at: datetime) -> list[Appraisal]:
    """Return the open appraisals around the actor's home that they have not marked, and those they must sign."""
    if actor.resident_id is None or actor.community_id is None:
        return []
    marked = AppraisalMark.objects.filter(resident_id=actor.resident_id).values("subject__appraisal_id")
    near = Appraisal.objects.filter(community_id=actor.community_id).select_related("area")
    open_now = near.filter(state=AppraisalState.OPEN, closes_at__gt=at).exclude(pk__in=marked)
    to_sign = near.filter(
        state=AppraisalState.COUNTED,
        observers__resident_id=actor.resident_id,
        observers__signed_at__isnull=True,
    )
    mine = [one for one in open_now.order_by("pk")[:10] if may_mark(actor, ballot(one, actor, at), at)]
    return mine + list(to_sign.order_by("pk")[:10])


def standing(*, body: int | None = None, post: int | None = None) -> Standing:
    """Return what the posted appraisals found of a body or a post, latest first, and the consequence (one query)."""
    key = f"body-{body}" if body is not None else f"post-{post}"
    rows = AppraisalSubject.objects.filter(key=key, appraisal__state=AppraisalState.POSTED)
    found = tuple(
        rows.select_related("appraisal__community", "body", "post__resident").order_by(
            "-appraisal__year", "-pk"
        )[:10]
    )
    if not found:
        return Standing((), "")
    last = found[0].appraisal
    in_force = terms.of_appraisal(last.community.code, localdate(last.opened_at))
    return Standing(found, in_force.article if found[0].in_a_row >= in_force.in_a_row else "")


def ballot(found: Appraisal, actor: Actor, at: datetime) -> Ballot:
    """Return who marks in an appraisal, as far as it matters for one actor, and who is appraised."""
    appraised = _appraised(found, at)
    if found.electorate == Electorate.REPRESENTATIVES:
        return Ballot(representatives(found.area_id, at), appraised)
    return Ballot(frozenset({actor.resident_id or 0}) if _lives_in(found, actor, at) else NOBODY, appraised)


def asked(found: Appraisal, at: datetime) -> frozenset[int]:
    """Return the residents whom an appraisal asks: its electorate without those appraised (three queries)."""
    if found.electorate == Electorate.REPRESENTATIVES:
        people = representatives(found.area_id, at)
    else:
        people = frozenset(residents.adults_in(found.area_id, localdate(at)).values_list("pk", flat=True))
    return people - _appraised(found, at)


def representatives(area: int, at: datetime) -> frozenset[int]:
    """Return the residents' representatives of an area and of what lies in it (one query)."""
    posts = Post.objects.held(at).filter(kind=PostKind.REPRESENTATIVE, area__in=Area.objects.within(area))
    return _known(posts.values_list("resident_id", flat=True))


def holders_of(bodies: Iterable[int], posts: Iterable[int], at: datetime) -> frozenset[int]:
    """Return the residents who hold one of these posts, or any post in one of these bodies (one query)."""
    held = Post.objects.held(at).filter(Q(pk__in=list(posts)) | Q(organization_id__in=list(bodies)))
    return _known(held.values_list("resident_id", flat=True))


def _appraised(found: Appraisal, at: datetime) -> frozenset[int]:
    keys = list(found.subjects.values_list("body_id", "post_id"))
    return holders_of(_known(body for body, _post in keys), _known(post for _body, post in keys), at)


def observers(appraisal: int) -> list[int]:
    """Return the residents who observe an appraisal."""
    found = Appraisal.objects.filter(pk=appraisal).first()
    return [] if found is None else list(found.observers.values_list("resident_id", flat=True))


def to_appraise(community: int, at: datetime) -> list[tuple[str, str]]:
    """Return the bodies and held posts of a community that can be appraised, as (key, words) (two queries)."""
    within = Area.objects.within(community)
    bodies = Organization.objects.filter(area__in=within, ended_on__isnull=True).order_by("kind", "pk")
    posts = Post.objects.held(at).filter(area__in=within).select_related("resident").order_by("kind", "pk")
    return [
        *((f"body-{body.pk}", body.name) for body in bodies[:200]),
        *((f"post-{post.pk}", f"{post.get_kind_display()} {_masked(post)}") for post in posts[:300]),
    ]


def may_observe(community: int, at: datetime) -> list[tuple[str, str]]:
    """Return the neighbours whom staff may ask to observe: those who hold a post among neighbours (one query)."""
    kinds = (
        PostKind.REPRESENTATIVE,
        PostKind.GROUP_HEAD,
        PostKind.BUILDING_HEAD,
        PostKind.STAIRWELL_HEAD,
        PostKind.OVERSEER,
        PostKind.COUNCIL_MEMBER,
    )
    posts = Post.objects.held(at).filter(area__in=Area.objects.within(community), kind__in=kinds)
    rows = posts.select_related("resident").order_by("resident_id", "pk")[:300]
    return list(
        {str(post.resident_id): f"{_masked(post)}（{post.get_kind_display()}）" for post in rows}.items()
    )


def _known(ids: Iterable[int | None]) -> frozenset[int]:
    return frozenset(pk for pk in ids if pk is not None)


def _masked(post: Post) -> str:
    return post.resident.masked if post.resident else ""


def _lives_in(found: Appraisal, actor: Actor, at: datetime) -> bool:
    if actor.home_area_id is None or found.area_id not in areas.around(actor.home_area_id).around:
        return False
    person = Resident.objects.filter(pk=actor.resident_id or 0).first()
    age = person.age(localdate(at)) if person else None
    return person is not None and (age is None or age >= FULL_AGE)
