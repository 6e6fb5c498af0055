"""Imports a register table for one community: reads, tells what would change, and with --write writes it."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from linli.ground.lib.clock import now
from linli.ground.lib.refusal import Refusal
from linli.ground.people.actions.imports import stages
from linli.ground.people.actions.imports.reading import Reading
from linli.ground.people.actions.imports.work import Work
from linli.ground.people.actions.imports.writing import Writing
from linli.ground.people.exports import faulty
from linli.ground.people.models import RegisterImport
from linli.ground.people.queries import areas, imports
from linli.ground.people.rules import HOUSE


class Command(BaseCommand):
    """`python -m linli import_register FILE --community CODE [--write]`."""

    help = "导入户籍册（.xlsx、.xls、.csv）。先读一遍并说出会改什么；加 --write 才写入。"

    def add_arguments(self, parser: CommandParser) -> None:
        """Take a file and the official code of its community."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--community", required=True, help="社区的12位区划代码")
        parser.add_argument("--write", action="store_true", help="读完就写入")
        parser.add_argument("--fill-merged", action="store_true", help="按合并范围补齐合并单元格")
        parser.add_argument("--faulty", type=Path, help="把有问题的行写到这个.xlsx文件")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Read, report, and write when asked to."""
        try:
            self._import(options)
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        except OSError as error:
            raise CommandError(f"{options['file']} 读不出来，请核对文件名。") from error

    def _import(self, options: dict[str, Any]) -> None:
        path: Path = options["file"]
        community = areas.community_by_code(options["community"])
        if community is None:
            raise CommandError(
                f"没有代码为 {options['community']} 的社区。请先用 import_divisions 导入区划代码。"
            )
        batch = stages.bring(
            by=HOUSE, community=community, file_name=path.name, content=path.read_bytes(), at=now()
        )
        self._work(Reading(batch.pk, at=now()), batch)
        if options["fill_merged"] and batch.counts.get("merged"):
            stages.read_again(by=HOUSE, batch=batch, fills_merged=True, at=now())
            self._work(Reading(batch.pk, at=now()), batch)
        self._tell(batch)
        if options["faulty"] and batch.counts.get("faulty"):
            options["faulty"].write_bytes(faulty.workbook(batch))
            self.stdout.write(f"有问题的行写到了 {options['faulty']}，改好后可以单独再导入。")
        if options["write"]:
            stages.confirm(by=HOUSE, batch=batch, at=now())
            self._work(Writing(batch.pk, at=now()), batch)
            self.stdout.write("已写入。")
        else:
            stages.drop(by=HOUSE, batch=batch, at=now())
            self.stdout.write("只是看看，什么也没有写。加 --write 才写入。")

    def _work(self, work: Work, batch: RegisterImport) -> None:
        while work.step(at=now()):
            pass
        batch.refresh_from_db()
        if batch.stage == RegisterImport.Stage.FAILED:
            raise CommandError(batch.trouble)

    def _tell(self, batch: RegisterImport) -> None:
        for line in imports.told(batch):
            self.stdout.write(line)
