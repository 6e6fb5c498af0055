"""Deeds on sign-ins: knocking with a phone, proving it, being known as a resident, choosing a public name."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from linli.ground.journal.actions.entries import record
from linli.ground.lib.chance import token
from linli.ground.lib.refusal import Refusal
from linli.ground.lib.text import tidy
from linli.ground.people.actions import newcomers
from linli.ground.people.models import Account, Resident
from linli.ground.people.phones import phone_key
from linli.ground.people.queries import newcomers as waiting


class NotYourName(Refusal):
    """The chosen resident does not have this account's phone, or is taken."""

    code, status, reason = "not-your-name", 403, _("这个名字和您的手机号对不上，请到社区服务站核对。")


class PseudonymNotFit(Refusal):
    """The public name is empty, too long, or looks like a phone number."""

    code, status, reason = "pseudonym-not-fit", 422, _("公开显示的名字请写1到12个字，不要写电话号码。")


LONGEST_PSEUDONYM = 12
MOST_DIGITS = 6


@transaction.atomic
def knock(*, phone: str, at: datetime) -> Account:
    """Return the account of an E.164 number; a new one is made for a number that knocks for the first time.

    Nothing is known of the person until the code is typed in; unproven accounts are swept after a day.
    """
    account, is_new = Account.objects.get_or_create(
        phone_index=phone_key(phone),
        defaults={"login": f"p-{token(9)}", "phone": phone, "joined_at": at},
    )
    if is_new:
        account.set_unusable_password()
        account.save(update_fields=["password"])
    return account


@transaction.atomic
def prove_phone(*, account: Account, phone: str, at: datetime) -> None:
    """Note that the person behind an account holds its phone; know them as a resident when only one has this number."""
    if account.phone_index != phone_key(phone):
        return
    if not account.is_phone_verified:
        account.is_phone_verified = True
        account.save(update_fields=["is_phone_verified"])
        record("account.phone_proven", by=account.pk, thing=account, at=at)
    account.refresh_from_db(fields=["resident"])
    told = waiting.of(account.resident_id)
    if account.resident_id is None or told is not None:
        known = list(_unclaimed(account)[:2])
        if len(known) == 1 and told is not None and known[0].community_id == told.area_id:
            newcomers.settle(told, known[0], by=None, at=at)
        elif len(known) == 1 and told is None:
            _be(account, known[0], at)


@transaction.atomic
def claim(*, account: Account, resident: Resident, at: datetime) -> None:
    """Let an account be one of several residents who share its proven phone.

    Raises:
        NotYourName: the phone is not proven, not the resident's, or the resident already has an account.
    """
    account = Account.objects.select_for_update().get(pk=account.pk)
    if (
        not account.is_phone_verified
        or account.resident_id
        or not _unclaimed(account).filter(pk=resident.pk).exists()
    ):
        raise NotYourName
    _be(account, resident, at)


@transaction.atomic
def choose_pseudonym(*, account: Account, pseudonym: str, at: datetime) -> None:
    """Set the public name under which an account's words appear.

    Raises:
        PseudonymNotFit: empty, longer than twelve characters, or a long number.
    """
    chosen = tidy(pseudonym).replace("\n", " ")
    if not 0 < len(chosen) <= LONGEST_PSEUDONYM or sum(c.isdigit() for c in chosen) > MOST_DIGITS:
        raise PseudonymNotFit
    account.pseudonym = chosen
    account.save(update_fields=["pseudonym"])
    record("account.pseudonym_chosen", by=account.pk, thing=account, at=at)


@transaction.atomic
def sweep_unproven(*, before: datetime) -> int:
    """Remove accounts that knocked before a moment and never proved their phone; return how many."""
    unproven = Account.objects.filter(is_phone_verified=False, resident__isnull=True, joined_at__lt=before)
    return unproven.exclude(phone_index="").delete()[0]


@transaction.atomic
def open_for_staff(*, login: str, password: str, resident: Resident, at: datetime) -> Account:
    """Open a sign-in with login word and password for a post holder; the second factor comes at first use."""
    account = Account(login=login, resident=resident, joined_at=at, pseudonym="")
    account.set_password(password)
    account.save(force_insert=True)
    record("account.opened", by=None, thing=account, at=at)
    return account


def _unclaimed(account: Account) -> QuerySet[Resident]:
    return Resident.objects.filter(
        phone_index=account.phone_index, erased_at__isnull=True, account__isnull=True
    ).exclude(phone_index="")


def _be(account: Account, resident: Resident, at: datetime) -> None:
    account.resident = resident
    account.save(update_fields=["resident"])
    record("account.known_as_resident", by=account.pk, thing=account, at=at, resident=resident.pk)
