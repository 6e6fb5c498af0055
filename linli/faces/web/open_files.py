"""Open data as files: CSV that Excel opens in Chinese, and JSON that explains its own columns."""

import csv
import json
from collections.abc import Iterable
from datetime import datetime
from typing import TextIO

from linli.faces.web.queries.open_data import Cell, Dataset
from linli.ground.lib import tables

LICENCE = "CC BY 4.0"


def write_csv(out: TextIO, dataset: Dataset, rows: Iterable[tuple[Cell, ...]]) -> int:
    """Write a table as CSV with a byte order mark; return how many rows. Words that Excel would take for a formula
    begin with an apostrophe.
    """
    out.write(tables.BOM)
    lines = csv.writer(out, lineterminator="\r\n")
    lines.writerow([name for name, _words in dataset.columns])
    number = 0
    for row in rows:
        lines.writerow([tables.unrun(cell) for cell in row])
        number += 1
    return number


def write_json(out: TextIO, dataset: Dataset, rows: Iterable[tuple[Cell, ...]], *, at: datetime) -> int:
    """Write a table as one JSON object with its columns explained; return how many rows."""
    names = [name for name, _words in dataset.columns]
    head = {
        "dataset": dataset.name,
        "title": str(dataset.title),
        "licence": LICENCE,
        "written_at": at.isoformat(),
        "columns": {name: str(words) for name, words in dataset.columns},
    }
    out.write(json.dumps(head, ensure_ascii=False)[:-1] + ', "rows": [')
    number = 0
    for row in rows:
        line = json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False)
        out.write(("," if number else "") + "\n" + line)
        number += 1
    out.write("\n]}\n")
    return number
