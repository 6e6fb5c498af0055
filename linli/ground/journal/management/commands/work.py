"""`linli work`: does the tasks that pages have asked for, beginning with what a killed worker left."""

import logging
from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from linli.ground.journal.actions import leftovers
from linli.ground.lib.clock import now


class Command(BaseCommand):
    """Work."""

    help = "does the tasks that pages have asked for, until told to stop"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the worker's name: two workers at once need two names."""
        parser.add_argument("--name", default="worker")
        parser.add_argument("--once", action="store_true", help="do what is waiting, then stop")

    def handle(self, *, name: str, once: bool, **_: Any) -> None:
        """Take up what was left, then go on as the queue's own worker does."""
        if left := leftovers.take_up(worker=name, at=now()):
            self.stdout.write(f"Took up {left} that an earlier worker left.")
        logging.getLogger("django_tasks").setLevel(logging.WARNING)
        batch = ["--batch"] if once else []
        call_command("db_worker", "--worker-id", name, "--interval", "0.5", "--no-startup-delay", *batch)
