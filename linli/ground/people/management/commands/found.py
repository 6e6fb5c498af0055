"""`./dev manage found`: gives an empty house its first community and the people who let the others in."""

import getpass
import sys
from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from linli.ground.lib.clock import now
from linli.ground.lib.refusal import Refusal
from linli.ground.people.actions import accounts, areas, posts, residents
from linli.ground.people.actions.residents import Particulars
from linli.ground.people.choices import AreaKind, PostKind
from linli.ground.people.models import Area
from linli.ground.people.queries import accounts as known_accounts
from linli.ground.people.queries import areas as known_areas
from linli.ground.people.rules import HOUSE

LEAST_PASSWORD = 10
FIRST_POSTS = (PostKind.OPERATOR, PostKind.CLERK)


class Command(BaseCommand):
    """Found a community."""

    help = "Found a community and open the sign-in of its first keeper, who appoints everyone else."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take which community, and who."""
        parser.add_argument(
            "--community", required=True, help="its 12-digit code (see import_divisions), or its name"
        )
        parser.add_argument("--city", default="", help="the city it lies in, for a community by name")
        parser.add_argument(
            "--street", default="", help="the street or town it lies in, for a community by name"
        )
        parser.add_argument("--name", required=True, help="the keeper's name")
        parser.add_argument("--login", required=True, help="the word the keeper signs in with")

    def handle(self, *, name: str, login: str, **where: Any) -> None:
        """Do it all or nothing, and say what comes next."""
        if known_accounts.by_login(login) is not None:
            raise CommandError(f"Somebody signs in as {login} already; choose another word.")
        password, at = _asked_for_password(), now()
        try:
            with transaction.atomic():
                area = _community(where["community"], where["city"], where["street"], at)
                keeper = residents.add(by=HOUSE, community=area, particulars=Particulars(name), at=at)
                for kind in FIRST_POSTS:
                    posts.appoint(by=HOUSE, kind=kind, area=area, resident=keeper, at=at)
                accounts.open_for_staff(login=login, password=password, resident=keeper, at=at)
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(
            f"{area.name} is founded. {name} signs in at /in/staff/ as {login}, with a second factor."
        )
        self.stdout.write("Next: the register, in the browser or by ./dev manage import_register.")


def _community(named: str, city: str, street: str, at: datetime) -> Area:
    """Return the community of this code; of this name, a new one in the street and city that are named with it."""
    if named.isdigit():
        if (found := known_areas.community_by_code(named)) is None:
            raise CommandError(
                f"No community has the code {named}. Bring the codes in first: import_divisions FILE."
            )
        return found
    if not (city and street):
        raise CommandError("A community by name lies somewhere: say --city and --street too.")
    place: Area | None = None
    for kind, name in ((AreaKind.CITY, city), (AreaKind.STREET, street), (AreaKind.COMMUNITY, named)):
        place = areas.found(by=HOUSE, kind=kind, name=name, parent=place, at=at)
    assert place is not None
    return place


def _asked_for_password() -> str:
    """Return a password from whoever sits here, typed twice, or the first line of what is piped in."""
    if not sys.stdin.isatty():
        password = sys.stdin.readline().rstrip("\n")
    else:
        password = getpass.getpass("A password for the keeper: ")
        if password != getpass.getpass("The same once more: "):
            raise CommandError("The two were not the same; nothing was done.")
    if len(password) < LEAST_PASSWORD:
        raise CommandError(f"A password has at least {LEAST_PASSWORD} characters; nothing was done.")
    return password
