"""Which ballots there are, for a matter, a resident, a desk."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from civics import canonical
from linli.circle.decide.choices import State
from linli.circle.decide.models import Ballot, RollLine
from linli.ground.lib.once import written_once
from linli.ground.lib.text import id_in

SIZE = 20


@dataclass(frozen=True, slots=True)
class Waiting:
    """A ballot that waits for a resident's vote."""

    ballot: Ballot
    line: RollLine


@dataclass(frozen=True, slots=True)
class Page:
    """Some ballots, and the cursor of the next page (empty on the last)."""

    rows: tuple[Ballot, ...]
    after: str = ""


def get(ballot: int) -> Ballot | None:
    """Return one ballot with its matter, body, area and options, or None."""
    found = Ballot.objects.select_related("matter", "body", "scope", "community", "rerun_of")
    return found.prefetch_related("options").filter(pk=ballot).first()


def of_matter(matter: int) -> list[Ballot]:
    """Return the ballots of a matter that anyone may see, the oldest first, with their options (two queries)."""
    return _of_matter(matter)


@written_once
def _of_matter(matter: int) -> QuerySet[Ballot]:
    rows = Ballot.objects.filter(matter_id=matter, posted_at__isnull=False)
    return rows.select_related("body", "scope", "outcome").prefetch_related("options").order_by("id")


def open_to(resident: int, at: datetime) -> list[Waiting]:
    """Return the ballots that wait for a resident's vote, the one that closes first on top (one query)."""
    return [Waiting(line.ballot, line) for line in _lines_open_to(resident, at)]


@written_once
def _lines_open_to(resident: int, at: datetime) -> QuerySet[RollLine]:
    lines = RollLine.objects.filter(
        resident_id=resident,
        is_struck=False,
        submitted=False,
        ballot__state=State.OPEN,
        ballot__opens_at__lte=at,
        ballot__closes_at__gt=at,
    )
    return lines.select_related("ballot__matter", "ballot__scope").order_by("ballot__closes_at", "ballot_id")


def public(community: int, *, after: str = "", size: int = SIZE) -> Page:
    """Return the ballots of a community that anyone may see, the newest first."""
    rows = Ballot.objects.filter(community_id=community, posted_at__isnull=False)
    return _page(rows.select_related("body", "scope").order_by("-id"), after, size)


def for_desk(community: int, *, state: str = "", after: str = "", size: int = SIZE) -> Page:
    """Return the ballots of a community as its staff see them, drafts among them, the newest first."""
    rows = Ballot.objects.filter(community_id=community)
    if state in State.values:
        rows = rows.filter(state=state)
    return _page(rows.select_related("body", "scope").order_by("-id"), after, size)


def is_public(ballot: Ballot) -> bool:
    """Say whether anyone may see a ballot: once its roll was posted, whatever became of it."""
    return ballot.posted_at is not None


def words_hash(ballot: Ballot, options: Sequence[tuple[str, str]]) -> str:
    """Return the hash that freezes what is asked, of whom and by which rules; times are not in it."""
    return canonical.digest(
        {
            "question": ballot.question,
            "explanation": ballot.explanation,
            "kind": ballot.kind,
            "options": [list(pair) for pair in options],
            "scope": ballot.scope_id,
            "basis": ballot.basis,
            "secrecy": ballot.secrecy,
            "may_abstain": ballot.may_abstain,
            "may_change": ballot.may_change,
            "rules": [ballot.rules, ballot.rules_matter],
        }
    )


def words_now(ballot: Ballot) -> str:
    """Return the same hash of what is asked as it stands in the records now."""
    return words_hash(ballot, list(ballot.options.order_by("order").values_list("key", "words")))


def _page(rows: QuerySet[Ballot], after: str, size: int) -> Page:
    if (last := id_in(after)) is not None:
        rows = rows.filter(pk__lt=last)
    found = list(rows[: size + 1])
    return Page(tuple(found[:size]), str(found[size - 1].pk) if len(found) > size else "")
