"""`./dev manage upgrade`: takes a backup, brings the tables up to this version, and proves that nothing was lost."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from linli.ground.journal.keeping import home
from linli.ground.journal.keeping.proof import JournalBroken
from linli.ground.journal.keeping.stores import CannotKeep, store
from linli.ground.lib.clock import now


class Command(BaseCommand):
    """Upgrade the home."""

    help = "Back up, migrate, and prove the journal and the rows."
    requires_system_checks: list[str] = []

    def handle(self, **_: Any) -> None:
        """Do the three steps; when the second fails, say how to go back."""
        try:
            kept = home.take(at=now())
        except CannotKeep as trouble:
            raise CommandError(str(trouble)) from trouble
        self.stdout.write(f"Backed up to {kept.path}: {kept}.")
        back = f"To go back: install the version before, then `./dev manage restore {kept.path} --replace`."
        try:
            call_command("migrate", verbosity=0, interactive=False)
            call_command("createcachetable", verbosity=0)
            home.prove(kept)
        except (DatabaseError, JournalBroken) as trouble:
            raise CommandError(f"The upgrade failed: {trouble}\n{back}") from trouble
        after = store().facts().rows
        for table, rows in kept.manifest.rows.items():
            if after.get(table, 0) < rows:
                self.stdout.write(f"{table}: {rows} rows before, {after.get(table, 0)} now.")
        self.stdout.write(f"Upgraded. The journal is proven: {kept.manifest.journal_size} entries as before.")
