"""One matter of the demo while it is told."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from linli.circle.matters.models import Matter
from linli.faces.demo.neighbours import Houses
from linli.ground.people.models import Organization
from linli.ground.people.queries.actors import actor_of
from linli.ground.people.rules import Actor


@dataclass
class Scene:
    """One matter while it is told: what the toml says of it, its row, the neighbours, and today."""

    told: dict[str, Any]
    matter: int
    houses: Houses
    council: Organization
    begun: datetime
    today: datetime

    def at(self, ago: float, hour: int = 10) -> datetime:
        """Return a moment so many days before today, never later than today nor before the matter began."""
        moment = (self.today - timedelta(days=ago)).replace(hour=hour, minute=0, second=0, microsecond=0)
        return max(min(moment, self.today), self.begun)

    def by(self, key: str, at: datetime) -> Actor:
        """Return who acts when this neighbour does."""
        return actor_of(self.houses.accounts[key], at)

    @property
    def row(self) -> Matter:
        """The matter as it stands."""
        return Matter.objects.select_related("scope").get(pk=self.matter)
