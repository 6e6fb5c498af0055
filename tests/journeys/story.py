"""What the scenes of one long story hand on to each other."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from linli.circle.matters.models import Matter
from linli.faces.demo import pictures
from tests.street import Street


@dataclass
class Story:
    """What the scenes hand on to each other: the street, its clock, browsers, and how a page is looked at."""

    street: Street
    clock: Any
    sit_down: Any
    sound: Any
    shoot: Any
    folder: Path
    matter: int = 0

    def photo(self, scene: str) -> str:
        """Return the path of a picture of a scene, as a camera would leave it."""
        path = self.folder / f"{scene}.jpg"
        path.write_bytes(pictures.drawn(scene))
        return str(path)

    @property
    def row(self) -> Matter:
        """The matter as it stands."""
        return Matter.objects.get(pk=self.matter)

    def looked_at(self, page: Any, name: str = "", part: str = "") -> None:
        """Check a page for faults, and keep its picture under a name, from a part of it on."""
        self.sound(page)
        if name:
            self.shoot(page, name, part)
