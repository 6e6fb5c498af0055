"""Questions about sign-ins."""

from collections.abc import Iterable

from linli.ground.people.models import Account, Resident
from linli.ground.people.phones import phone_key


def by_phone(phone: str) -> Account | None:
    """Return the account of an E.164 number."""
    return Account.objects.filter(phone_index=phone_key(phone), is_active=True).first()


def residents_it_may_be(account: Account) -> list[Resident]:
    """Return the residents without account who share an account's proven phone; empty when it is not proven."""
    if not account.is_phone_verified or not account.phone_index or account.resident_id:
        return []
    return list(
        Resident.objects.filter(
            phone_index=account.phone_index, erased_at__isnull=True, account__isnull=True
        ).order_by("id")[:20]
    )


def by_login(login: str) -> Account | None:
    """Return the account with a login word."""
    return Account.objects.filter(login=login, is_active=True).first()


def logins_among(logins: Iterable[str]) -> set[str]:
    """Return those of some login words that have an account."""
    return set(Account.objects.filter(login__in=list(logins), is_active=True).values_list("login", flat=True))
