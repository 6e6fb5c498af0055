"""One community as its story is told, and one matter of it while it is told."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.utils.timezone import localtime

from linli.circle.matters.models import Matter
from linli.faces.demo.neighbours import FOUNDED, Houses
from linli.ground.people.actions import accounts
from linli.ground.people.models import Area, Organization, Post, Resident
from linli.ground.people.queries.actors import actor_of
from linli.ground.people.rules import Actor


@dataclass
class Town:
    """One community: its houses, and who plays which part there, by the keys of its people."""

    houses: Houses
    area: Area
    compound: Area
    staff: str
    secretary: str
    worker: str
    council: Organization
    members: tuple[str, ...]
    raters: tuple[str, ...]
    overseers: tuple[str, ...]
    owner: Post
    """Who answers for its matters."""
    hands: Post
    """Who does the work."""
    phones: dict[int, str] = field(default_factory=dict)
    """The phones of residents who may sign in whenever they are needed."""

    def by(self, key: str, at: datetime) -> Actor:
        """Return who acts when this neighbour does."""
        return actor_of(self.houses.accounts[key], at)

    def key_of(self, resident: Resident) -> str:
        """Return under which key a resident signs in, letting them in for the first time; blank when they cannot."""
        key = f"resident {resident.pk}"
        if key not in self.houses.accounts and (phone := self.phones.get(resident.pk)):
            account = accounts.knock(phone=phone, at=FOUNDED)
            accounts.prove_phone(account=account, phone=phone, at=FOUNDED)
            self.houses.people[key], self.houses.accounts[key] = resident, account
        return key if key in self.houses.accounts else ""


@dataclass
class Scene:
    """One matter while it is told: what is told of it, its row, where it happens, and today."""

    told: dict[str, Any]
    matter: int
    town: Town
    begun: datetime
    today: datetime

    @property
    def houses(self) -> Houses:
        """Everything that stands in its community."""
        return self.town.houses

    def at(self, ago: float, hour: int = 10) -> datetime:
        """Return a moment so many days before today, at this hour on the wall, never later than today nor before the
        matter began.
        """
        moment = localtime(self.today - timedelta(days=ago)).replace(
            hour=hour, minute=0, second=0, microsecond=0
        )
        return max(min(moment, self.today), self.begun)

    def by(self, key: str, at: datetime) -> Actor:
        """Return who acts when this neighbour does."""
        return self.town.by(key, at)

    def staff(self, at: datetime) -> Actor:
        """Return the community worker."""
        return self.town.by(self.town.staff, at)

    def secretary(self, at: datetime) -> Actor:
        """Return the secretary of the community."""
        return self.town.by(self.town.secretary, at)

    @property
    def raters(self) -> tuple[str, ...]:
        """The keys of those who say in the end what they think of it."""
        return tuple(self.told.get("raters", self.town.raters))

    @property
    def row(self) -> Matter:
        """The matter as it stands."""
        return Matter.objects.select_related("scope").get(pk=self.matter)
