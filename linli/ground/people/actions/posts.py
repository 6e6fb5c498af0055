"""Fills posts, leaves them vacant, ends them: dated, several to a person, vacancies legal."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from linli.ground.journal import news
from linli.ground.journal.actions import entries
from linli.ground.lib.refusal import Refusal
from linli.ground.people import rules
from linli.ground.people.actions.refusals import IsErased, MayNotAppoint
from linli.ground.people.choices import FULL_AGE, SEATS, PostKind
from linli.ground.people.events import PostFilled, PostLeft
from linli.ground.people.models import Area, Organization, Post, Resident
from linli.ground.people.queries import areas, residents
from linli.ground.people.rules import Actor


class MayNotAppointLeaders(Refusal):
    """Posts that lead or oversee an area are filled from above it."""

    code = "may_not_appoint_leaders"
    status = 403
    reason = _("“%(post)s”要由上级指定的系统管理员来任命。")


class NotOneself(Refusal):
    """Nobody appoints themselves."""

    code = "may_not_appoint_oneself"
    status = 403
    reason = _("不能任命自己。请另一位有任免权的人来办。")


class PostDoesNotFitThere(Refusal):
    """Such a post has its seat in another kind of area."""

    code = "post_does_not_fit"
    reason = _("“%(post)s”不设在%(area)s上。")


class IsTooYoung(Refusal):
    """Posts are for people of full age."""

    code = "too_young_for_a_post"
    reason = _("未满18周岁，不能担任岗位。")


class HeldAlready(Refusal):
    """The person holds this very post."""

    code = "post_held_already"
    reason = _("这位居民已经在这个岗位上了。")


class EndsBeforeItBegins(Refusal):
    """The last day lies before the first."""

    code = "post_ends_before_it_begins"
    status = 422
    reason = _("任期的结束要晚于开始。")


class NobodyOfThatName(Refusal):
    """The community's register has nobody of that name or phone."""

    code, status = "nobody_of_that_name", 422
    reason = _("本社区的户籍册里找不到“%(who)s”，请先登记这个人。")


class SeveralOfThatName(Refusal):
    """The name is several people's."""

    code, status = "several_of_that_name", 422
    reason = _("叫“%(who)s”的不止一位，请改写手机号。")


class IsVacant(Refusal):
    """Nobody holds the post."""

    code = "post_is_vacant"
    reason = _("这个岗位现在没有人。")


class HasEnded(Refusal):
    """The post has come to its end."""

    code = "post_has_ended"
    reason = _("这个岗位已经结束了。")


@transaction.atomic
def appoint(
    *,
    by: Actor,
    kind: PostKind,
    area: Area,
    resident: Resident,
    at: datetime,
    organization: Organization | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    is_elected: bool = False,
) -> Post:
    """Give a post to a person from now or a later moment on, in the first vacant seat or a new one.

    Raises:
        EndsBeforeItBegins: the term is empty.
        MayNotAppoint, MayNotAppointLeaders, NotOneself: the actor may not do this.
        PostDoesNotFitThere: such a post has no seat in such an area.
        IsErased, IsTooYoung, HeldAlready: the person cannot take it.
    """
    resident = Resident.objects.select_for_update(of=("self",)).get(pk=resident.pk)
    begins = since or at
    if until is not None and until <= begins:
        raise EndsBeforeItBegins
    _refuse_unless_appointer(by, kind, area, at)
    _refuse_unless_fit(by, kind, area, resident, at)
    same = Post.objects.filter(kind=kind, area=area, organization=organization)
    if same.filter(Q(until__isnull=True) | Q(until__gt=begins), resident=resident).exists():
        raise HeldAlready

    post = same.select_for_update().filter(until__isnull=True, resident__isnull=True).order_by("id").first()
    post = post or Post(kind=kind, area=area, organization=organization)
    post.resident, post.since, post.until, post.is_elected = resident, begins, until, is_elected
    post.save()
    entries.record(
        "post.filled",
        by=by.account_id,
        thing=post,
        at=at,
        area=area.pk,
        kind=kind.value,
        resident=resident.pk,
    )
    news.publish(PostFilled(post.pk, resident.pk, area.pk), at=at)
    return post


@transaction.atomic
def leave_vacant(
    *, by: Actor, kind: PostKind, area: Area, at: datetime, organization: Organization | None = None
) -> Post:
    """Set up a seat that nobody holds yet, so that the vacancy shows.

    Raises:
        MayNotAppoint, MayNotAppointLeaders, PostDoesNotFitThere: as in `appoint`.
    """
    _refuse_unless_appointer(by, kind, area, at)
    if area.kind not in SEATS[kind]:
        raise PostDoesNotFitThere(post=kind.label, area=area.get_kind_display())

    post = Post.objects.create(kind=kind, area=area, organization=organization, since=at)
    entries.record("post.opened", by=by.account_id, thing=post, at=at, area=area.pk, kind=kind.value)
    return post


@transaction.atomic
def vacate(*, by: Actor, post: Post, at: datetime) -> Post:
    """Let the holder leave; the term is closed and an empty seat stays. Return that empty seat.

    Raises:
        HasEnded: the post has ended.
        IsVacant: nobody holds it.
        MayNotAppoint, MayNotAppointLeaders: as in `appoint`.
    """
    post = _close(by, post, at, must_be_held=True)
    seat = Post.objects.create(
        kind=post.kind, area_id=post.area_id, organization_id=post.organization_id, since=at
    )
    entries.record("post.vacated", by=by.account_id, thing=post, at=at, area=post.area_id, seat=seat.pk)
    _tell_left(post, at)
    return seat


@transaction.atomic
def end(*, by: Actor, post: Post, at: datetime) -> Post:
    """Close a post, held or vacant; no seat stays.

    Raises:
        HasEnded: it has ended before.
        MayNotAppoint, MayNotAppointLeaders: as in `appoint`.
    """
    post = _close(by, post, at, must_be_held=False)
    entries.record("post.ended", by=by.account_id, thing=post, at=at, area=post.area_id)
    _tell_left(post, at)
    return post


def _close(by: Actor, post: Post, at: datetime, *, must_be_held: bool) -> Post:
    post = Post.objects.select_for_update(of=("self",)).select_related("area").get(pk=post.pk)
    if post.until is not None and post.until <= at:
        raise HasEnded
    _refuse_unless_appointer(by, PostKind(post.kind), post.area, at)
    if must_be_held and post.resident_id is None:
        raise IsVacant
    post.until = max(at, post.since)
    post.save(update_fields=["until"])
    return post


def _tell_left(post: Post, at: datetime) -> None:
    if post.resident_id is not None:
        news.publish(PostLeft(post.pk, post.resident_id, post.area_id), at=at)


def _refuse_unless_appointer(by: Actor, kind: PostKind, area: Area, at: datetime) -> None:
    place = areas.around(area.pk)
    if not rules.may_appoint(by, place, at):
        raise MayNotAppoint
    if kind in rules.FILLED_BY_OPERATORS and not rules.may_appoint_leaders(by, place, at):
        raise MayNotAppointLeaders(post=kind.label)


def _refuse_unless_fit(by: Actor, kind: PostKind, area: Area, resident: Resident, at: datetime) -> None:
    if by.resident_id == resident.pk:
        raise NotOneself
    if area.kind not in SEATS[kind]:
        raise PostDoesNotFitThere(post=kind.label, area=area.get_kind_display())
    if resident.erased_at is not None:
        raise IsErased
    age = resident.age(localdate(at))
    if age is not None and age < FULL_AGE:
        raise IsTooYoung


@transaction.atomic
def fill_by_name(
    *,
    by: Actor,
    kind: PostKind,
    area: Area,
    who: str,
    at: datetime,
    until: datetime | None = None,
    is_elected: bool = False,
) -> Post:
    """Give a post to the one resident of that name or phone in the area's community, or set it up vacant for nobody.

    Raises:
        NobodyOfThatName, SeveralOfThatName: the words do not name one person.
        MayNotAppoint and the others of `appoint` and `leave_vacant`.
    """
    if not who.strip():
        return leave_vacant(by=by, kind=kind, area=area, at=at)
    _refuse_unless_appointer(by, kind, area, at)
    community = areas.community_of(area.pk)
    found = residents.named(community.pk if community else area.pk, who)
    if not found:
        raise NobodyOfThatName(who=who.strip())
    if len(found) > 1:
        raise SeveralOfThatName(who=who.strip())
    return appoint(by=by, kind=kind, area=area, resident=found[0], at=at, until=until, is_elected=is_elected)
