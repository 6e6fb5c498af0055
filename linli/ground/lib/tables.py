"""Tables of text that a spreadsheet opens in the right script, and of which it runs no cell."""

import csv
from collections.abc import Iterable, Iterator

BOM = "\ufeff"
# A cell that begins so would be run as a formula when someone opens the text in a spreadsheet.
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


def unrun(cell: object) -> object:
    """Return a cell; words that would be run as a formula stand behind an apostrophe."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA_SIGNS) else cell


def lines(rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """Yield a table line by line, its headings being the first row, so that an answer can be streamed."""
    write = csv.writer(_Echo()).writerow
    yield BOM
    for row in rows:
        yield str(write([unrun(cell) for cell in row]))


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, line: str) -> str:
        """Return the line."""
        return line
