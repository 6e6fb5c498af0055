"""The paper station: who is on the roll, which papers wait for a witness."""

from dataclasses import dataclass

from linli.circle.decide.choices import FEWEST_PAPERS, StationState
from linli.circle.decide.models import Ballot, RollLine, StationEntry
from linli.ground.lib.text import id_in

SIZE = 20
MOST_FOUND = 12


@dataclass(frozen=True, slots=True)
class Entries:
    """Some entries of the station, and the cursor of the next page."""

    rows: tuple[StationEntry, ...]
    after: str = ""


def find_lines(ballot: int, words: str) -> list[RollLine]:
    """Return lines a clerk may mean by a number, a name or a place on the roll, at most twelve; none for nothing."""
    words = words.strip()
    lines = RollLine.objects.filter(ballot_id=ballot, is_struck=False, resident__isnull=False)
    if not words:
        return []
    if (order := id_in(words)) is not None:
        by_number = lines.filter(order=order)
        return list(by_number.select_related("resident")[:MOST_FOUND])
    named = lines.filter(resident__name__startswith=words)
    return list(named.select_related("resident").order_by("order")[:MOST_FOUND])


def line(ballot: int, pk: int) -> RollLine | None:
    """Return one line of a roll with its resident, or None."""
    return RollLine.objects.filter(ballot_id=ballot, pk=pk).select_related("resident").first()


def entries(ballot: int, *, waiting_only: bool = False, after: str = "", size: int = SIZE) -> Entries:
    """Return the entries of a station, the newest first."""
    rows = StationEntry.objects.filter(ballot_id=ballot).select_related("line", "written_by", "witness")
    if waiting_only:
        rows = rows.filter(state=StationState.WAITING)
    if (last := id_in(after)) is not None:
        rows = rows.filter(pk__lt=last)
    found = list(rows.order_by("-id")[: size + 1])
    return Entries(tuple(found[:size]), str(found[size - 1].pk) if len(found) > size else "")


def waiting(ballot: int) -> int:
    """Return how many papers wait for a witness."""
    return StationEntry.objects.filter(ballot_id=ballot, state=StationState.WAITING).count()


def scope_of_photo(photo: int) -> int | None:
    """Return the area of the ballot a photo of the station belongs to, or None while it belongs to none."""
    return StationEntry.objects.filter(photo_id=photo).values_list("ballot__scope_id", flat=True).first()


def papers_in_box(ballot: int) -> int:
    """Return how many papers of a secret ballot lie in the station's box."""
    return StationEntry.objects.filter(ballot_id=ballot, state=StationState.WITNESSED).count()


def has_few_papers(ballot: Ballot) -> bool:
    """Say whether so few papers lie in the box of a secret ballot that opening it tells whose vote says what."""
    return ballot.is_secret and 0 < papers_in_box(ballot.pk) < FEWEST_PAPERS
