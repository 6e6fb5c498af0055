"""Brings in official division codes from a CSV file: district, street, code, name."""

import csv
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from linli.ground.lib.clock import now
from linli.ground.lib.refusal import Refusal
from linli.ground.people.actions import divisions
from linli.ground.people.rules import HOUSE


class Command(BaseCommand):
    """`python -m linli import_divisions FILE.csv`: safe to repeat; tells what was new."""

    help = "导入区划代码表（CSV，四列：district, street, code, name）。可以重复导入。"

    def add_arguments(self, parser: CommandParser) -> None:
        """Take one file."""
        parser.add_argument("file", type=Path)

    def handle(self, *_args: Any, **options: Any) -> None:
        """Read the file and bring its divisions in, all or none."""
        try:
            with options["file"].open(encoding="utf-8-sig", newline="") as file:
                counts = divisions.bring_in(
                    by=HOUSE, divisions=divisions.read(csv.DictReader(file)), at=now()
                )
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"{options['file']} 读不出来，请核对文件名和编码（UTF-8）。") from error
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"新增{counts.new}，改名{counts.renamed}，原有{counts.same}。")
