"""The map of the house is drawn from the house."""

from pathlib import Path

from linli.faces.web import house_map

MAP = Path(__file__).resolve().parents[3] / "docs" / "map.md"


def test_the_map_in_the_docs_is_up_to_date():
    assert MAP.read_text(encoding="utf-8") == house_map.draw(), "run ./dev map"


def test_the_map_names_every_room_once():
    rooms = [
        line
        for line in house_map.draw().splitlines()
        if line.startswith(("| `ground.", "| `circle.", "| `faces."))
    ]

    assert len({line.split("`")[1] for line in rooms}) >= 11
