"""`./dev manage restore FILE`: puts a backup back and proves rows and journal."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from linli.ground.journal.keeping import home
from linli.ground.journal.keeping.proof import JournalBroken
from linli.ground.journal.keeping.stores import CannotKeep
from linli.ground.lib.clock import now


class Command(BaseCommand):
    """Put a backup back."""

    help = (
        "Put a backup back into this home; an inhabited home is backed up first and replaced with --replace."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take which backup, and whether it may replace what is here."""
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--replace", action="store_true", help="replace what is here, after a backup of it"
        )

    def handle(self, *, file: Path, replace: bool, **_: Any) -> None:
        """Put it back, bring its tables up to this version, and say what it holds."""
        if not file.is_file():
            raise CommandError(f"There is no file {file}.")
        try:
            kept, before = home.put_back(file, at=now(), replace=replace)
            call_command("migrate", verbosity=0, interactive=False)
            call_command("createcachetable", verbosity=0)
            home.prove(kept)
        except (CannotKeep, JournalBroken) as trouble:
            raise CommandError(str(trouble)) from trouble
        self.stdout.write(f"Restored {kept.path.name} and proved it: {kept}.")
        if before is not None:
            self.stdout.write(f"What was here before is kept in {before.path}.")
