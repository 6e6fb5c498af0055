"""Trains the classes of a community on its own examples and corrections, and lets the better model take over."""

import argparse
import csv
import io
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from linli.circle.listen.actions import classifiers
from linli.circle.listen.queries.communities import by_name_or_code
from linli.ground.lib import clock
from linli.ground.lib.refusal import Refusal

TEXTS, TITLES = (
    ("detail", "text", "留言详情", "内容"),
    ("title", "留言主题", "主题"),
)  # han: headings of tables
LABELS = ("label", "class", "一级标签", "类别")  # han: headings of tables


class Command(BaseCommand):
    """With --starter the beginner's model of the house; else the model of one community."""

    help = "Train the classes of voices: on corrections, and on a labelled CSV file if one is given."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Name the community and the file."""
        parser.add_argument(
            "--starter", action="store_true", help="the beginner's model, from made-up examples"
        )
        parser.add_argument("--community", help="name or code of the community (when there are several)")
        parser.add_argument("--examples", type=Path, help="CSV with the columns title, detail, label")

    def handle(self, *_: Any, **options: Any) -> None:
        """Train, compare, say which model is in force."""
        if options["starter"]:
            starter = classifiers.train_starter(at=clock.now())
            self.stdout.write(
                f"The starter is in force: {starter.examples} made-up examples. It is a beginner."
            )
            return
        try:
            self._train(options)
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal

    def _train(self, options: dict[str, Any]) -> None:
        community = by_name_or_code(options["community"] or "")
        if options["examples"]:
            kept = classifiers.keep_examples(
                community=community.pk, examples=_labelled(options["examples"]), at=clock.now()
            )
            self.stdout.write(f"{kept} labelled texts kept.")
        model, comparison = classifiers.train(community=community.pk, at=clock.now())
        if comparison is not None:
            self.stdout.write(
                f"On texts held back: macro-F1 {comparison.new.macro_f1:.3f} (before: {comparison.old.macro_f1:.3f}), "
                f"accuracy {comparison.new.accuracy:.3f}: {comparison.verdict}."
            )
        state = "is in force now" if model.in_force_since else "did not take over; the earlier one stays"
        self.stdout.write(f"Version {model.version}, {model.examples} examples: {state}.")


def _labelled(path: Path) -> list[tuple[str, str]]:
    try:
        words = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise CommandError(f"{path} is not UTF-8. Save it as “CSV UTF-8” and try again.") from error
    rows = csv.DictReader(io.StringIO(words))
    names = rows.fieldnames or []
    text, label = _column(names, TEXTS), _column(names, LABELS)
    title = _column(names, TITLES)
    if not (text and label):
        raise CommandError(
            f"{path} needs a heading with the columns detail and label (and title, if there is one)."
        )
    return [
        (_whole(row.get(title, "") if title else "", row.get(text) or ""), row.get(label) or "")
        for row in rows
    ]


def _column(names: Any, known: tuple[str, ...]) -> str:
    return next((name for name in names if name.strip() in known), "")


def _whole(title: str | None, text: str) -> str:
    return f"{title.strip()}\n{text.strip()}" if title and title.strip() else text.strip()
