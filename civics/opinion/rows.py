"""Tables read with care: every row with its line, and one sentence for whatever is wrong with it."""

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from civics.opinion.errors import BadTable, DuplicateId, MissingColumn, NoVotes, quoted

LONGEST_HEADER = 1 << 24  # bytes


def header(path: Path) -> tuple[list[str], int]:
    """Read the column names; also how many bytes they take.

    Raises:
        BadTable: the file cannot be opened or is not UTF-8 text.
        NoVotes: it is empty.
        DuplicateId: a column stands twice.
    """
    try:
        with path.open("rb") as file:
            first = file.readline(LONGEST_HEADER)
    except (OSError, ValueError) as closed:
        reason = closed.strerror if isinstance(closed, OSError) else "not a file name"
        raise BadTable(f"The file cannot be opened: {reason}.") from closed
    try:
        names = [name.strip() for name in next(_Parsed([first.decode("utf-8-sig")]), [])]
    except UnicodeDecodeError as broken:
        raise BadTable("The file is not UTF-8 text; save it as UTF-8.", line=1) from broken
    if not any(names):
        raise NoVotes("The file is empty; its first line must name the columns.", line=1)
    twice = [name for name, times in Counter(names).items() if times > 1]
    if twice:
        raise DuplicateId(f"The column {quoted(twice[0])} stands twice.", line=1)
    return names, len(first)


def rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield every row below the header with the line it ends on; blank lines are passed over.

    Raises:
        BadTable: it is not UTF-8 text or not a table, or a row has another number of columns than the header.
    """
    names, _ = header(path)
    found = _Parsed(_text(path).splitlines(keepends=True))
    next(found)
    for row in found:
        if row and len(row) != len(names):
            raise BadTable(
                f"There are {len(row)} columns here, and {len(names)} in the header.", line=found.line
            )
        if row:
            yield found.line, row


def positions(names: Sequence[str], needed: Sequence[str]) -> dict[str, int]:
    """Say where each column stands.

    Raises:
        MissingColumn: one that is needed is not there.
    """
    for name in needed:
        if name not in names:
            raise MissingColumn(f"There is no column {quoted(name)}.", line=1)
    return {name: at for at, name in enumerate(names)}


class _Parsed(Iterator[list[str]]):
    """The rows of a CSV text; what is no CSV is said with its line."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.reader = csv.reader(lines, strict=True)

    @property
    def line(self) -> int:
        """The line the last row ended on."""
        return self.reader.line_num

    def __next__(self) -> list[str]:
        try:
            return next(self.reader)
        except csv.Error as broken:
            raise BadTable(f"This is not a table: {broken}.", line=self.line) from broken


def _text(path: Path) -> str:
    raw = path.read_bytes()
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as broken:
        line = raw.count(b"\n", 0, broken.start) + 1
        raise BadTable("The file is not UTF-8 text; save it as UTF-8.", line=line) from broken
