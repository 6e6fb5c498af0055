"""`./dev manage backup`: takes a backup of the home while it goes on working."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from linli.ground.journal.keeping import home
from linli.ground.journal.keeping.proof import JournalBroken
from linli.ground.journal.keeping.stores import CannotKeep
from linli.ground.lib.clock import now


class Command(BaseCommand):
    """Take a backup."""

    help = "Take a backup of database and files into one file; keys are kept apart."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take where the backup shall lie."""
        parser.add_argument(
            "--to", type=Path, default=None, help="the file to write (default: backups/ in the home)"
        )

    def handle(self, *, to: Path | None, **_: Any) -> None:
        """Take it and say what it holds."""
        try:
            kept = home.take_proven(at=now(), target=to)
        except (CannotKeep, JournalBroken) as trouble:
            raise CommandError(str(trouble)) from trouble
        self.stdout.write(f"Backed up to {kept.path}: {kept}.")
        self.stdout.write("The keys (keys/ in the home) are not in it: keep a copy of them elsewhere.")
