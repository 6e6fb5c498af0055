"""Who is acting: an account with the resident behind it and the posts in force."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from allauth.account.authentication import get_authentication_records
from django.db.models import F, FilteredRelation, Q, QuerySet
from django.http import HttpRequest

from linli.ground.lib.clock import now
from linli.ground.lib.once import written_once
from linli.ground.lib.text import masked_name
from linli.ground.people.choices import PostKind
from linli.ground.people.models import Account
from linli.ground.people.rules import NOBODY, Actor, Seat

_LIVES = {
    "lives_in": F("resident__community_id"),
    "home_area": F("resident__household__home__area_id"),
    "full_name": F("resident__name"),
    "declared_area": F("resident__declaration__area_id"),
    "settled_at": F("resident__declaration__settled_at"),
}
_HOLDS = {
    "post": F("held__pk"),
    "post_kind": F("held__kind"),
    "post_area": F("held__area_id"),
    "post_body": F("held__organization_id"),
}


def signed_in(account: int, at: datetime) -> Account | None:
    """Return an account that brings along where its resident lives and the posts in force at a moment (one query)."""
    found = _standing(account, at)
    if not found:
        return None
    found[0].standing = found
    return found[0]


def actor_of(account: Account, at: datetime, *, is_strong: bool = True) -> Actor:
    """Return the actor behind an account, with the posts in force at a moment (one query).

    `is_strong`: whether the session was opened with a second factor; without it most rights of posts rest.
    """
    return _actor(_standing(account.pk, at), account, is_strong=is_strong)


def _actor(standing: Sequence[Any], account: Account, *, is_strong: bool) -> Actor:
    if account.resident_id is None or not standing:
        return Actor(account_id=account.pk)
    first = standing[0]
    is_declared = first.declared_area is not None and first.settled_at is None
    held = (one for one in standing if one.post is not None)
    return Actor(
        account_id=account.pk,
        resident_id=account.resident_id,
        community_id=None if is_declared else first.lives_in,
        home_area_id=first.declared_area if is_declared else first.home_area or first.lives_in,
        seats=tuple(Seat(PostKind(one.post_kind), one.post_area, one.post, one.post_body) for one in held),
        is_strong=is_strong,
        masked=masked_name(first.full_name),
        declared_in=first.lives_in if is_declared else None,
    )


@written_once
def _standing(account: int, at: datetime) -> QuerySet[Account]:
    """An account with where its resident lives, by the register or their own word; one row for each post they hold."""
    since, until = Q(resident__posts__since__lte=at), Q(resident__posts__until__gt=at)
    in_force = since & (Q(resident__posts__until__isnull=True) | until)
    rows = Account.objects.filter(pk=account).annotate(
        held=FilteredRelation("resident__posts", condition=in_force)
    )
    return rows.annotate(**_LIVES, **_HOLDS).order_by("held__pk")


def acting(request: HttpRequest) -> Actor:
    """Return the actor of a request, read once; NOBODY when no one is signed in."""
    known: Actor | None = getattr(request, "_linli_actor", None)
    if known is None:
        user = request.user
        if isinstance(user, Account) and user.is_active:
            standing = user.standing or _standing(user.pk, now())
            known = _actor(standing, user, is_strong=_used_second_factor(request, user))
        else:
            known = NOBODY
        request._linli_actor = known  # type: ignore[attr-defined]  # noqa: SLF001 -- memo on the request object
    return known


def _used_second_factor(request: HttpRequest, account: Account) -> bool:
    """Say whether a code app, a passkey or a recovery code opened this session."""
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, account))
