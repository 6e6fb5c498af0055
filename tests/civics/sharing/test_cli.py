"""The command line of sharing: a spreadsheet in, fen out, the same bytes again, one line when it is wrong."""
# ruff: noqa: E501 - the tables of complaints are read row by row

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from civics import canonical, console
from civics.faults import Fault
from civics.sharing.cli import document, run
from civics.sharing.reading import read
from civics.sharing.split import split

SHEET = "户号,楼层,面积(㎡),免缴原因,封顶(元)\n201,2,90,,\n301,3,90,,\n401,4,90.05,,\n501,5,90,低保户,\n601,6,90,,1500\n"
LIFT = ("--cost", "6000.01", "--purpose", "retrofit", "--floors", "1-2=0,3=0.7,4=0.8,5=0.9,6=1")


def answered(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, *words: str, name: str = "payers.csv"
) -> tuple[int, str, str]:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    status = console.answer(run, [str(path), *words])
    shown = capsys.readouterr()
    return status, shown.out, shown.err


def test_a_spreadsheet_is_split_to_the_fen(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = answered(tmp_path, capsys, SHEET, *LIFT)

    assert status == 0
    assert out == (
        "201\t0.00\n301\t2099.38\n401\t2400.63\n501\t0.00  exempt: 低保户\n601\t1500.00  capped\ntogether\t6000.01\n"
    )


def test_json_and_csv_and_any_order_give_the_same_bytes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    head, *rows = SHEET.strip().split("\n")
    as_json = {
        "cost": 600001, "purpose": "retrofit", "floors": {"1-2": "0", "3": "0.7", "4": "0.8", "5": "0.9", "6": 1},
        "payers": [
            {"id": "601", "floor": 6, "area": 9000, "cap": 150000},
            {"id": "501", "floor": 5, "area": 9000, "exempt": "低保户"},
            {"id": "401", "floor": 4, "area": 9005},
            {"id": "301", "floor": 3, "area": 9000},
            {"id": "201", "floor": 2, "area": 9000},
        ],
    }  # fmt: skip

    first = answered(tmp_path, capsys, SHEET, *LIFT, "--json")
    again = answered(tmp_path, capsys, "\n".join([head, *reversed(rows)]), *LIFT, "--json")
    other = answered(tmp_path, capsys, json.dumps(as_json), "--json", name="payers.json")

    assert first == again == other
    assert sum(line["amount"] for line in json.loads(first[1])["outcome"]["lines"]) == 600001


@pytest.mark.parametrize(
    ("text", "words", "complaint"),
    [
        (SHEET, ("--cost", "0"), "The cost must be more than nothing"),
        (SHEET, ("--cost", "-5"), 'line 1: The field "cost_yuan" must be'),
        (SHEET, ("--cost", "1.005"), 'line 1: The field "cost_yuan" must be'),
        (SHEET, (), 'line 1: The field "cost_yuan" is missing or empty.'),
        (SHEET, ("--cost", "5", "--by", "height"), 'line 1: "by" is one of area, equal, units, agreed.'),
        (SHEET, ("--cost", "5", "--by", "units"), "line 2: 201 has no units to split by."),
        (SHEET, ("--cost", "5", "--floors", "3=1"), "Floor coefficients are for retrofits"),
        (
            SHEET,
            ("--cost", "5", "--purpose", "retrofit", "--floors", "3=1"),
            "line 2: The floor of 201 has no coefficient",
        ),
        (SHEET, ("--cost", "5", "--purpose", "retrofit", "--floors", "3=1,3=2"), "line 2: The floor of 201"),
        (
            SHEET,
            ("--cost", "5", "--purpose", "retrofit", "--floors", "3=x"),
            'The field "coefficient" must be',
        ),
        (
            SHEET,
            ("--cost", "5", "--purpose", "retrofit", "--floors", "1-3=1,3-4=1"),
            "Floor 3 has two coefficients.",
        ),
        (SHEET, ("--cost", "5", "--ties", "lot"), "A lot needs a seed of one line"),
        (SHEET.replace("401", "301"), ("--cost", "5"), "line 4: 301 is named twice."),
        (SHEET.replace("90.05", "NaN"), ("--cost", "5"), 'line 4: The field "area_m2" must be'),
        (SHEET.replace("90.05", "-90"), ("--cost", "5"), 'line 4: The field "area_m2" must be'),
        (SHEET.replace("401", ""), ("--cost", "5"), 'line 4: The field "id" is missing or empty.'),
        ("户号\n", ("--cost", "5"), "Nobody is left to pay"),
        (SHEET, ("--sing",), "unrecognized arguments"),
    ],
)
def test_what_cannot_be_split_is_one_clear_line_and_exit_2(
    text: str, words: tuple[str, ...], complaint: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = answered(tmp_path, capsys, text, *words)

    assert complaint in err
    assert (status, out, err.count("\n")) == (2, "", 1)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (
            '{"cost": 5, "payers": [\n{"id": "a", "area": 1},\n{"id": "a", "area": 1}]}',
            "line 3: a is named twice.",
        ),
        ('{"cost": 5, "payers": [{"id": "a", "area": true}]}', 'The field "area" is missing or empty.'),
        ('{"cost": 5, "songs": [{"id": "a"}]}', 'The field "songs" is unknown here.'),
        ('{"cost": 5, "floors": [1], "payers": []}', "The floors must be coefficients"),
        ('{"cost": 5.5}', "5.5 is not a whole number"),
        ("", "This is not JSON"),
    ],
)
def test_json_that_cannot_be_split_is_one_clear_line(
    text: str, complaint: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = answered(tmp_path, capsys, text, name="payers.json")

    assert complaint in err
    assert (status, out, err.count("\n")) == (2, "", 1)


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_no_mangled_sheet_falls_over(data: st.DataObject) -> None:
    as_csv = data.draw(st.booleans())
    base = (
        SHEET
        if as_csv
        else '{"cost":77,"floors":{"2":"0.5"},"purpose":"retrofit","payers":[{"id":"a","area":3,"floor":2,"cap":9}]}'
    )
    at = data.draw(st.integers(0, len(base)))
    text = base[:at] + data.draw(st.text(max_size=4)) + base[at + data.draw(st.integers(0, 4)) :]
    try:
        reading = read(text, {"cost_yuan": "77.77"} if as_csv else {}, as_csv=as_csv)
        canonical.dumps(document(reading, split(reading.cost, reading.payers, reading.terms)))
    except Fault as fault:
        assert str(fault)
