"""Proves that the counts of the board equal the rows and the journal, and mends the counts."""

from typing import Any

from django.core.management.base import BaseCommand

from linli.circle.matters.actions import counts, terms
from linli.circle.matters.queries import proofs


class Command(BaseCommand):
    """Counts every community anew, replays the journal, prints each difference."""

    help = "Recount the board and index titles anew; print where counts, rows and journal did not agree."

    def handle(self, *_: Any, **__: Any) -> None:
        """Recount, replay, print."""
        wrong = 0
        for community in proofs.communities():
            for stage, (before, now) in sorted(counts.repair(community.pk).items()):
                wrong += 1
                self.stdout.write(f"{community.name} {stage}: counted {before}, there are {now}; mended.")
            for matter, (row, told) in proofs.against_the_journal(community.pk).items():
                wrong += 1
                self.stdout.write(
                    f"{community.name} matter {matter}: the row says {row}, the journal {told}."
                )
            terms.index_again(community.pk)
        self.stdout.write("Counts, rows and journal agree." if not wrong else f"{wrong} differences.")
