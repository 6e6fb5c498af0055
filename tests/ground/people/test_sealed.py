"""What is sealed is opened in few places, and each of them notes the reading."""

import re
from pathlib import Path

import linli

HOUSE = Path(linli.__file__).parent
OPENS = re.compile(r"with_sealed\(|\.defer\(None\)")

# Where and why: reading for a reason, a full export (noted when fetched), and writing over what stands.
MAY_OPEN = {
    "ground/people/actions/readings.py",
    "ground/people/exports/register.py",
    "ground/people/queries/residents.py",
    "ground/people/actions/residents.py",
    "ground/people/actions/imports/households.py",
    "ground/people/actions/imports/undoing.py",
}


def test_sealed_fields_of_residents_are_opened_only_where_it_is_noted_or_written_over():
    found = {
        path.relative_to(HOUSE).as_posix()
        for path in HOUSE.rglob("*.py")
        if OPENS.search(path.read_text(encoding="utf-8"))
    }

    assert found == MAY_OPEN


def test_no_page_shows_a_phone_or_identity_number_by_itself():
    shown = re.compile(r"\{\{[^}]*\.(phone|id_number)\b")
    pages = [path for path in HOUSE.rglob("*.html") if shown.search(path.read_text(encoding="utf-8"))]

    assert pages == []
