"""`linli map`: writes docs/map.md from the house itself."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from linli.faces.web import house_map


class Command(BaseCommand):
    """Draw the map of the house."""

    help = "writes docs/map.md: rooms, news, chores, verbs"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Offer a check instead of a write."""
        parser.add_argument("--check", action="store_true", help="only say whether the map is up to date")

    def handle(self, *_args: Any, check: bool, **_options: Any) -> None:
        """Write the map, or compare it."""
        path, drawn = Path(settings.ROOT) / "docs" / "map.md", house_map.draw()
        if check:
            if not path.exists() or path.read_text(encoding="utf-8") != drawn:
                raise CommandError("docs/map.md is out of date: run ./dev map.")
            return
        path.write_text(drawn, encoding="utf-8")
        self.stdout.write(f"Wrote {path.relative_to(settings.ROOT)}.")
