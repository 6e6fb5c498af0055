"""Random walks of many matters through all deeds by all roles: the end is proven from the journal alone.

WALKS says how many matters (1000 for the long proof); WALKS_SEED walks the same way once more.
"""

import os
import sys
from pathlib import Path

import pytest

from linli.circle.matters.choices import TRANSITIONS
from linli.circle.matters.models import Matter
from tests.circle.walks import calls, counts, shown, trails
from tests.circle.walks.stage import set_up
from tests.circle.walks.walker import Walker
from tests.circle.walks.walking import walk
from tests.street import Street

MATTERS = int(os.environ.get("WALKS") or 30)
ENOUGH = 100
"""From so many matters on, some deed of every module must have been done."""
SEED = int(os.environ.get("WALKS_SEED") or 20261120)


def prove(walker: Walker, folder: Path) -> trails.Taken:
    """Prove what the issue of the circle asks for; return which steps were taken."""
    taken = trails.the_trail_explains_every_state()
    trails.every_line_has_its_sentence()
    trails.no_matter_is_joined_in_a_ring()
    trails.none_is_closed_without_evaluation()
    trails.everyone_was_told_once(walker)
    trails.the_books_agree(walker)
    counts.columns_equal_the_journal()
    counts.months_equal_the_journal()
    counts.topics_count_distinct_people()
    counts.supports_equal_the_journal()
    counts.ballots_stand_where_the_journal_says()
    counts.papers_equal_marks(walker)
    counts.no_secret_vote_stands_anywhere(walker)
    counts.works_equal_the_journal()
    counts.rounds_equal_the_journal()
    shown.the_board_shows_what_the_journal_says(walker)
    shown.duties_equal_the_journal()
    shown.raising_again_raises_nothing(walker)
    shown.what_is_late_is_red(walker)
    shown.sheets_total_their_lines(walker)
    trails.the_journal_verifies(walker, folder)
    return taken


@pytest.mark.slow
def test_the_trail_explains_every_state_and_nobody_is_told_twice_or_not_at_all(
    street: Street, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    walker = Walker(set_up(street), SEED)
    monkeypatch.setattr("django.utils.timezone.now", walker.now)
    done = calls.watched(monkeypatch)
    try:
        with walker.watching():
            walk(walker, MATTERS, lambda: calls.undone(done))
        taken = prove(walker, tmp_path)
    except BaseException as error:
        error.add_note(walker.where())
        raise

    sys.stdout.write(
        f"{Matter.objects.count()} matters, {sum(walker.done.values())} deeds, {sum(walker.refused.values())} refusals"
        f" of {len(walker.refused)} kinds, {len(taken)} of {len(TRANSITIONS)} steps, until {walker.at:%Y-%m-%d},"
        f" seed {SEED} walked as {walker.trace.hexdigest()[:12]}, not done: {sorted(calls.undone(done))}\n"
    )
    assert TRANSITIONS.keys() - taken == set(), walker.where()
    if MATTERS >= ENOUGH:
        assert calls.idle(done) == set(), walker.where()
    assert not calls.NEVER.keys() & done.keys(), "done after all: take it out of NEVER"
