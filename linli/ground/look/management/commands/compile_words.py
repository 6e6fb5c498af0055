"""Compiles the translations, so that Django can load them."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from linli.ground.look import catalogue


class Command(BaseCommand):
    """Write the .mo files; running it again changes nothing."""

    help = "Compile the translations (.po) to what Django loads (.mo)."
    requires_system_checks: list[str] = []

    def handle(self, **_: Any) -> None:
        """Compile every language and say which ones changed."""
        for path in catalogue.compile_all(settings.LOCALE_PATHS):
            self.stdout.write(f"Compiled {path.parent.parent.name}.")
