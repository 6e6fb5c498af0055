"""Who is acting: an account with the resident behind it and the posts in force."""

from datetime import datetime

from allauth.account.authentication import get_authentication_records
from django.http import HttpRequest

from linli.ground.lib.clock import now
from linli.ground.lib.text import masked_name
from linli.ground.people.choices import PostKind
from linli.ground.people.models import Account, Post, Resident
from linli.ground.people.rules import NOBODY, Actor, Seat

_STANDING = (
    "community_id",
    "household__home__area_id",
    "name",
    "declaration__area_id",
    "declaration__settled_at",
)


def actor_of(account: Account, at: datetime, *, is_strong: bool = True) -> Actor:
    """Return the actor behind an account, with the posts in force at a moment (two queries).

    `is_strong`: whether the session was opened with a second factor; without it most rights of posts rest.
    """
    standing = Resident.objects.filter(pk=account.resident_id or 0)
    found = list(standing.values_list(*_STANDING))
    if not found:
        return Actor(account_id=account.pk)
    community, home_area, name, declared_area, settled_at = found[0]
    is_declared = declared_area is not None and settled_at is None
    seats = Post.objects.held(at).filter(resident_id=account.resident_id or 0).values_list("kind", "area_id")
    return Actor(
        account_id=account.pk,
        resident_id=account.resident_id,
        community_id=None if is_declared else community,
        home_area_id=declared_area if is_declared else home_area or community,
        seats=tuple(Seat(PostKind(kind), area_id) for kind, area_id in seats),
        is_strong=is_strong,
        masked=masked_name(name),
        declared_in=community if is_declared else None,
    )


def acting(request: HttpRequest) -> Actor:
    """Return the actor of a request, read once; NOBODY when no one is signed in."""
    known: Actor | None = getattr(request, "_linli_actor", None)
    if known is None:
        user = request.user
        known = (
            actor_of(user, now(), is_strong=_used_second_factor(request, user))
            if isinstance(user, Account) and user.is_active
            else NOBODY
        )
        request._linli_actor = known  # type: ignore[attr-defined]  # noqa: SLF001 -- memo on the request object
    return known


def _used_second_factor(request: HttpRequest, account: Account) -> bool:
    """Say whether a code app, a passkey or a recovery code opened this session."""
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, account))
