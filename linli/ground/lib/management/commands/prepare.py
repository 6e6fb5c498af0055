"""Makes a home ready to serve, in one process: tables, static files and, once, the demo neighbours."""

import io
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


def _is_older_than_the_code() -> bool:
    """Tell whether somebody may live in tables that a newer version is about to change.

    A first start that was cut off leaves a few tables of Django and no journal: that is no house yet.
    """
    executor = MigrationExecutor(connection)
    is_a_house = any(app == "journal" for app, _ in executor.loader.applied_migrations)
    return is_a_house and bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


class Command(BaseCommand):
    """Bring tables, static files and neighbours up to date; running it again changes nothing."""

    help = "Migrate, collect static files and let the demo neighbours in, once."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take how many neighbours move in, or none."""
        parser.add_argument("--size", default="corner", help="corner, community or district")
        parser.add_argument("--empty", action="store_true", help="let no demo neighbours in")

    def handle(self, *, size: str, empty: bool, **_: Any) -> None:
        """Do all that `./dev` needs before the first page."""
        if _is_older_than_the_code():
            self.stdout.write("A new version: backing up, then upgrading …")
            call_command("upgrade", stdout=self.stdout)
        else:
            self.stdout.write("Preparing tables …")
            call_command("migrate", verbosity=0, interactive=False)
            call_command("createcachetable", verbosity=0)
        self.stdout.write("Collecting static files …")
        call_command("collectstatic", verbosity=0, interactive=False)
        call_command("compile_words", stdout=self.stdout)
        if "retrain_classes" in get_commands():
            call_command("retrain_classes", starter=True, stdout=self.stdout)
        if not empty:
            self._let_neighbours_in(size)

    def _let_neighbours_in(self, size: str) -> None:
        """Call the demo, which moves people into an empty house only, and keep its list of who may be signed in as."""
        if "demo" not in get_commands():
            self.stdout.write("No demo neighbours in this version: the house is empty.")
            return
        call_command("demo", size=size, stdout=self.stdout)
        who = io.StringIO()
        call_command("demo", who=True, stdout=who)
        (Path(settings.HOME) / "neighbours.txt").write_text(who.getvalue(), encoding="utf-8")
