"""Takes an import of voices back, except those that somebody has dealt with since."""

import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from linli.circle.listen.actions import imports
from linli.ground.lib import clock
from linli.ground.lib.refusal import Refusal
from linli.ground.people.rules import HOUSE


class Command(BaseCommand):
    """Removes the voices of one import."""

    help = "Take an import of voices back."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Name the import."""
        parser.add_argument("batch", type=int, help="the number that import_voices printed")

    def handle(self, *_: Any, **options: Any) -> None:
        """Undo, and print what stayed."""
        try:
            imports.undo(by=HOUSE, batch=options["batch"], at=clock.now())
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        batch = imports.take_back(batch=options["batch"], at=clock.now())
        self.stdout.write(
            f"Batch {batch.pk} taken back: {batch.rows_new - batch.rows_kept} removed, "
            f"{batch.rows_kept} kept because somebody has dealt with them."
        )
