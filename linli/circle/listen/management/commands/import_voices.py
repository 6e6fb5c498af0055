"""Imports a file of voices into a community: contest and hotline tables, or our own template."""

import argparse
import time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from linli.circle.listen.actions import imports
from linli.circle.listen.choices import Audience, Channel, ImportStage
from linli.circle.listen.models import VoiceImport
from linli.circle.listen.queries.communities import by_name_or_code
from linli.ground.lib import clock
from linli.ground.lib.refusal import Refusal
from linli.ground.people.rules import HOUSE


class Command(BaseCommand):
    """Reads FILE, classes, masks and groups what is in it, and says what became of every row."""

    help = "Import voices from an .xlsx or .csv file."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Name the file, the community, the channel."""
        parser.add_argument("file", type=Path, help="the table: .xlsx or .csv")
        parser.add_argument("--community", help="name or code of the community (when there are several)")
        parser.add_argument("--channel", choices=Channel.values, default=Channel.HOTLINE.value)
        parser.add_argument("--staff-only", action="store_true", help="never to be shown to the public")

    def handle(self, *_: Any, **options: Any) -> None:
        """Import, and print the counts."""
        started = time.monotonic()
        try:
            batch = self._imported(options)
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        except OSError as error:
            raise CommandError(f"{options['file']}: {error.strerror}") from error
        if batch.stage == ImportStage.FAILED:
            raise CommandError(batch.trouble)
        self.stdout.write(
            f"Batch {batch.pk}: {batch.rows_seen} rows read; {batch.rows_new} new, {batch.rows_known} known before, "
            f"{batch.rows_answered} with an answer, {batch.rows_wrong} not readable; "
            f"{time.monotonic() - started:.1f} s."
        )

    def _imported(self, options: dict[str, Any]) -> VoiceImport:
        path: Path = options["file"]
        community = by_name_or_code(options["community"] or "")
        channel = Channel(options["channel"])
        audience = Audience.STAFF if options["staff_only"] else Audience.PUBLIC
        batch = imports.begin(
            by=HOUSE,
            community=community.pk,
            file_name=path.name,
            content=path.read_bytes(),
            channel=channel,
            audience=audience,
            at=clock.now(),
        )
        return imports.run(batch=batch.pk, at=clock.now())
