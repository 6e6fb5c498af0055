"""The command line of opinion maps: a table of votes in, places, groups and what they say out."""

import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from civics import console
from civics.faults import Fault
from civics.opinion import opinion_map, outcome, reading, stability, table
from civics.opinion.errors import BadSetting, quoted
from civics.opinion.opinion_map import Settings
from civics.opinion.placing import Moderation

SEED = 1
SEEDS = 2**63
MOST_ROUNDS = 1000

Read = TypeVar("Read")


def run(arguments: Sequence[str]) -> int:
    """Draw the map of the votes in a file and write it.

    Raises:
        Fault: the file or a wish cannot stand; each by its own name.
    """
    told = _parser().parse_args(arguments)
    _check(told)
    settings = Settings(told.min_votes, told.k, told.as_polis)
    votes = _read(reading.read_votes, told.votes)
    comments = (
        _read(reading.read_comments, told.comments) if told.comments else reading.Comments({}, Moderation())
    )
    meta = _meta(told.meta, {*votes.statements, *comments.words})
    moderation = Moderation(comments.moderation.out, comments.moderation.meta | meta)
    drawn = opinion_map.draw(votes, settings=settings, moderation=moderation)
    if told.previous:
        drawn = opinion_map.carried(outcome.read_earlier(console.read_text(told.previous)), drawn)
    steady = None if told.no_bootstrap else stability.measure(drawn, seed=told.seed, rounds=told.rounds)
    lines = [outcome.as_json(drawn, steady)] if told.json else table.lines(drawn, steady, comments.words)
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()
    return 0


def _parser() -> console.Parser:
    parser = console.Parser(prog="python -m civics.opinion", description=__doc__)
    parser.add_argument("votes", type=Path, help="votes.csv or participants-votes.csv, as Polis exports them")
    parser.add_argument("--json", action="store_true", help="answer in canonical JSON")
    parser.add_argument("--comments", type=Path, help="comments.csv: the statements' words and moderation")
    parser.add_argument("--meta", default="", help="ids of statements about people, not opinions: 3,17")
    parser.add_argument(
        "--previous", help="JSON of an earlier map, to keep its letters and its left and right"
    )
    parser.add_argument("--k", type=int, help="number of groups (otherwise chosen by fit, at most 5)")
    parser.add_argument("--min-votes", type=int, default=7, help="votes from which on a person is placed (7)")
    parser.add_argument("--as-polis", action="store_true", help="count exactly as Polis does")
    parser.add_argument("--seed", type=int, default=SEED, help="published seed of the resampling (1)")
    parser.add_argument("--rounds", type=int, default=stability.ROUNDS, help="resamplings (20)")
    parser.add_argument("--no-bootstrap", action="store_true", help="do not measure stability")
    return parser


def _check(told: Namespace) -> None:
    if not 0 <= told.seed < SEEDS:
        raise BadSetting("The seed is a whole number from 0 to 2^63 - 1.")
    if not 1 <= told.rounds <= MOST_ROUNDS:
        raise BadSetting(f"The resampling takes 1 to {MOST_ROUNDS} rounds.")


def _read(reader: Callable[[Path], Read], path: Path) -> Read:
    """Read a file; a fault names it."""
    try:
        return reader(path)
    except Fault as fault:
        fault.sentence = f"{path.name}: {fault.sentence}"
        raise


def _meta(told: str, known: set[str]) -> frozenset[str]:
    names = frozenset(name.strip() for name in told.split(",") if name.strip())
    for name in sorted(names - known):
        raise BadSetting(f"There is no statement {quoted(name)} to leave off the map.")
    return names
