"""Writes the open data into the home, each file whole before it takes its place."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TextIO, TypeVar

from django.conf import settings
from django.utils import translation

from linli.faces.web import open_files
from linli.faces.web.queries.open_data import DATASETS

Written = TypeVar("Written")


@dataclass(frozen=True, slots=True)
class Listed:
    """One written table: how many rows, and when."""

    rows: int
    written_at: str


def folder() -> Path:
    """Return where the open data lies."""
    return Path(settings.HOME) / "open-data"


def write(*, at: datetime) -> int:
    """Write every table as CSV and as JSON, and the list of them; return how many rows there are in all."""
    place = folder()
    place.mkdir(parents=True, exist_ok=True)
    listed: dict[str, Listed] = {}
    with translation.override(settings.LANGUAGE_CODE):
        for dataset in DATASETS:
            number = _replace(
                place / f"{dataset.name}.csv",
                partial(open_files.write_csv, dataset=dataset, rows=dataset.rows(at)),
            )
            _replace(
                place / f"{dataset.name}.json",
                partial(open_files.write_json, dataset=dataset, rows=dataset.rows(at), at=at),
            )
            listed[dataset.name] = Listed(number, at.isoformat())
    _replace(place / "index.json", partial(json.dump, {name: asdict(one) for name, one in listed.items()}))
    return sum(one.rows for one in listed.values())


def _replace(path: Path, fill: Callable[[TextIO], Written]) -> Written:
    """Write a file beside its place, then put it there: nobody ever reads half of one."""
    fresh = path.with_name(f".{path.name}.fresh")
    with fresh.open("w", encoding="utf-8", newline="") as out:
        number = fill(out)
    fresh.replace(path)
    return number
