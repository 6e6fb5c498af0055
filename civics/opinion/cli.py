"""The command line: `python -m civics.opinion votes.csv --json`."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from civics.opinion import opinion_map, outcome, reading, stability, table
from civics.opinion.errors import BadInput, BadSetting
from civics.opinion.opinion_map import Settings
from civics.opinion.placing import Moderation

WRONG = 2
SEED = 1


class _OneLine(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise BadSetting(message)


def main(arguments: Sequence[str] | None = None) -> int:
    """Draw the map of a file of votes and print it; 0 when drawn, 2 with one line when not."""
    try:
        text = _answer(_parser().parse_args(arguments))
    except BadInput as problem:
        print(" ".join(str(problem).split()), file=sys.stderr)
        return WRONG
    try:
        print(text)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader left; what it read was right
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = _OneLine(prog="python -m civics.opinion", description="Draw the opinion map of a conversation.")
    parser.add_argument("votes", type=Path, help="votes.csv or participants-votes.csv, as Polis exports them")
    parser.add_argument("--json", action="store_true", help="print canonical JSON instead of a table")
    parser.add_argument(
        "--comments", type=Path, help="comments.csv: words of the statements and their moderation"
    )
    parser.add_argument("--meta", default="", help="ids of statements about people, not opinions: 3,17")
    parser.add_argument("--k", type=int, help="number of groups (otherwise chosen by fit, at most 5)")
    parser.add_argument("--min-votes", type=int, default=7, help="votes from which on a person is placed (7)")
    parser.add_argument(
        "--axes", choices=("placed", "everyone"), default="placed", help="whose votes turn the axes"
    )
    parser.add_argument("--seed", type=int, default=SEED, help="published seed of the bootstrap (1)")
    parser.add_argument(
        "--rounds", type=int, default=stability.ROUNDS, help="resamplings of the bootstrap (20)"
    )
    parser.add_argument("--no-bootstrap", action="store_true", help="do not measure stability")
    return parser


def _answer(asked: argparse.Namespace) -> str:
    if not 0 <= asked.seed < 2**63:
        raise BadSetting(f"a seed is a whole number from 0 to 2^63 - 1, not {asked.seed}")
    if asked.rounds < 1:
        raise BadSetting(f"the bootstrap needs at least 1 round, not {asked.rounds}")
    settings = Settings(asked.min_votes, asked.k, asked.axes)
    votes = reading.read_votes(asked.votes)
    comments = reading.read_comments(asked.comments) if asked.comments else reading.Comments({}, Moderation())
    meta = frozenset(name.strip() for name in asked.meta.split(",") if name.strip())
    unknown = sorted(meta.difference(votes.statements, comments.words))
    if unknown:
        raise BadSetting(f"there is no statement {unknown[0]!r} to mark as meta")
    moderation = Moderation(comments.moderation.out, comments.moderation.meta | meta)
    drawn = opinion_map.draw(votes, settings=settings, moderation=moderation)
    steady = None if asked.no_bootstrap else stability.measure(drawn, seed=asked.seed, rounds=asked.rounds)
    if asked.json:
        return outcome.as_json(drawn, steady)
    return "\n".join(table.lines(drawn, steady, comments.words))
