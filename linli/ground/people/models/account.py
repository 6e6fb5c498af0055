"""Accounts: how a person signs in. A resident may never have one."""

from collections.abc import Sequence
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from linli.ground.lib.sealed import SealedField


class AccountManager(BaseUserManager["Account"]):
    """Finds accounts by their login word."""

    def get_by_natural_key(self, username: str | None) -> "Account":
        """Return the account with this login word."""
        return self.get(login=username)


class Account(AbstractBaseUser):
    """A sign-in: phone and code for residents, login word and password with a second factor for staff.

    `pseudonym` is the public name under which words appear; `login` is unique and says nothing about the person.
    """

    login = models.CharField(max_length=40, unique=True)
    email = models.EmailField(blank=True, default="")
    phone = SealedField()
    phone_index = models.CharField(max_length=32, blank=True, default="")
    is_phone_verified = models.BooleanField(default=False)
    resident = models.OneToOneField(
        "people.Resident", null=True, on_delete=models.SET_NULL, related_name="account"
    )
    pseudonym = models.CharField(max_length=30, blank=True, default="")
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField()

    objects = AccountManager()

    standing: Sequence["Account"] = ()
    """Of whoever is signed in: itself once for each post it holds, beside where its resident lives (queries/actors)."""

    USERNAME_FIELD = "login"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["phone_index"], name="people_account_phone_once", condition=~Q(phone_index="")
            ),
        ]
        # Beside the partial constraint: SQLite cannot prove that a parameter is not empty and would read every account.
        indexes = [models.Index(fields=["phone_index"], name="people_account_by_phone")]

    def __str__(self) -> str:
        return self.pseudonym or self.login
