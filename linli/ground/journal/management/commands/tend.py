"""`linli tend`: does the chores of the house until it is told to stop."""

import signal
import threading
from argparse import ArgumentParser
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand
from django.db import close_old_connections

from linli.ground.journal.actions import rounds
from linli.ground.lib.clock import now


class Command(BaseCommand):
    """Tend the house: clocks, outbox, seals, retention."""

    help = "does the chores of the house (clocks, outbox, seals, retention) until told to stop"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Offer a single round, for tests and cron."""
        parser.add_argument("--once", action="store_true", help="one round, then stop")

    def handle(self, *_args: Any, once: bool, **_options: Any) -> None:
        """Do rounds, a second apart; a signal ends it between two rounds."""
        stop = threading.Event()

        def asked(_number: int, _frame: FrameType | None) -> None:
            stop.set()

        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGTERM, asked)
            signal.signal(signal.SIGINT, asked)
        while True:
            close_old_connections()
            rounds.do_due(at=now())
            if once or stop.wait(1):
                return
