"""`linli demo`: moves the demo neighbours into an empty house, once; `--who` says who they are."""

import contextlib
import io
import time
from argparse import ArgumentParser
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import transaction

from linli.faces.demo import corner, half_year, neighbours, stories, towns, visits
from linli.faces.demo.actions import inbox
from linli.faces.demo.neighbours import Houses
from linli.faces.demo.scene import Town
from linli.faces.web.actions import open_data
from linli.ground.journal.actions import deliveries, seals
from linli.ground.lib.clock import now
from linli.ground.people.queries import areas

SIZES = ("corner", "community", "district")
LETTERS = 60
"""How many letters came by the hotline in half a year, to each community of the larger sizes."""


class Command(BaseCommand):
    """Let the demo neighbours in."""

    help = "moves the demo neighbours into an empty house, once"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take how many, or only tell who."""
        parser.add_argument("--size", choices=SIZES, default="corner", help="how many neighbours move in")
        parser.add_argument("--who", action="store_true", help="only say who may be signed in as")

    def handle(self, *_args: Any, size: str, who: bool, **_options: Any) -> None:
        """Move them in, or introduce them."""
        if who:
            self._introduce()
        elif areas.chosen_community("", None) is not None:
            self.stdout.write("Somebody lives here already: nobody else moved in.")
        else:
            self._move_in(size)

    def _move_in(self, size: str) -> None:
        at, houses = now(), Houses()
        with transaction.atomic():
            neighbours.move_in(houses)
            heard = stories.tell(houses, today=at)
            visits.tell(houses, today=at)
        self.stdout.write(f"{len(houses.people)} neighbours moved in and have said {heard} things.")
        self._carry()
        town, matters = corner.tell(houses, stories.confirm_topics(houses, at=at), today=at)
        self.stdout.write(f"{matters} matters went round, some all the way.")
        self._carry()
        if size != "corner":
            self._move_in_more(town, size, at)
        with transaction.atomic():
            inbox.date_back(today=at)
        open_data.write(at=now())
        seals.seal(at=now())
        (Path(settings.HOME) / "demo").touch()

    def _move_in_more(self, corner_town: Town, size: str, at: datetime) -> None:
        """Let the communities of a larger size live through half a year, one after the other."""
        places = towns.of(size)
        for number, (place, households) in enumerate(places):
            began = time.monotonic()
            town = towns.found(corner_town, place, number, households)
            matters = half_year.tell(town, place, number, today=at)
            half_year.hear(town, place, number, LETTERS, today=at)
            self._carry()
            self.stdout.write(
                f"{number + 1}/{len(places)} {town.area.name}: {households} households moved in, "
                f"{matters} matters went round ({time.monotonic() - began:.0f} s)."
            )
            self.stdout.flush()

    def _carry(self) -> None:
        """Carry all news that is due, written at once: nobody else is in the house yet."""
        with contextlib.redirect_stdout(io.StringIO()), transaction.atomic():
            while deliveries.deliver_due(at=now()):
                pass

    def _introduce(self) -> None:
        """Print who may be signed in as; staff by login word and password, the others by one press."""
        for key, person in neighbours.cast().items():
            if person.signs_in != "never":
                self.stdout.write(f"{person.name}\t{key}\t{person.about}")
