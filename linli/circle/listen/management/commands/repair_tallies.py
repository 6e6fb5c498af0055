"""Proves that the counts pages show equal the rows, and mends those that do not."""

from typing import Any

from django.core.management.base import BaseCommand

from linli.circle.listen.actions import tallies, terms
from linli.circle.listen.queries.communities import that_listen


class Command(BaseCommand):
    """Counts every community anew and prints each difference."""

    help = "Recount the monthly tallies and the search index's counts; print what was wrong."

    def handle(self, *_: Any, **__: Any) -> None:
        """Recount, mend, print."""
        wrong = 0
        for community in that_listen():
            for (_area, month), gaps in tallies.repair(community=community.pk).items():
                wrong += 1
                told = ", ".join(f"{name} {gap:+d}" for name, gap in gaps.items())
                self.stdout.write(f"{community.name} {month:%Y-%m}: {told}")
            changed = terms.recount(community.pk)
            wrong += bool(changed)
            if changed:
                self.stdout.write(f"{community.name}: {changed} counts of terms")
        self.stdout.write("All counts equal the rows." if not wrong else f"{wrong} differences, mended.")
