"""The command line of the guard: a verdict, the same bytes again, one line when it is wrong."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from civics import canonical, console
from civics.disclosure.cli import document, run
from civics.disclosure.guard import judge
from civics.disclosure.reading import from_json
from civics.faults import Fault

VOTERS = "户号,面积(㎡),单元\n101,60,1\n102,70.11,1\n201,81.23,2\n202,95.07,2\n"
QUESTION = {
    "occasion": "secret_vote",
    "protects": "choice",
    "voters": [{"id": f"{place}", "area": area} for place, area in enumerate((6000, 6000, 7011, 7011))],
    "asked": [{"option": "for", "heads": 2, "area": 13011}],
}


def answered(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, *words: str, name: str = "voters.csv"
) -> tuple[int, str, str]:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    status = console.answer(run, [str(path), *words])
    shown = capsys.readouterr()
    return status, shown.out, shown.err


def test_a_committee_asks_whether_it_may_publish(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    area = answered(tmp_path, capsys, VOTERS, "--heads", "2", "--area-m2", "141.23")
    heads = answered(tmp_path, capsys, VOTERS, "--heads", "2")
    live = answered(tmp_path, capsys, VOTERS, "--option", "took_part", "--heads", "4")

    assert (
        area[1]
        == "NOT to be shown (exact): 4 of 4 voters would be known.\nwould be known: 101、102、201、202\n"
    )
    assert heads[1].startswith("May be shown (counts)")
    assert live[1].startswith("NOT to be shown (exact)")
    assert [area[0], heads[0], live[0]] == [0, 0, 0]


def test_the_same_question_in_another_order_gives_the_same_bytes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    turned = {**QUESTION, "voters": list(reversed(list(QUESTION["voters"])))}

    first = answered(tmp_path, capsys, json.dumps(QUESTION), "--json", name="q.json")
    again = answered(tmp_path, capsys, json.dumps(turned), "--json", name="q.json")

    assert first == again
    assert json.loads(first[1])["outcome"]["may_show"] is True


@pytest.mark.parametrize(
    ("text", "words", "complaint"),
    [
        (VOTERS, (), "A figure shows heads, area or both."),
        (VOTERS, ("--heads", "9"), "9 heads of 4 cannot be."),
        (VOTERS, ("--heads", "x"), 'line 1: The field "heads" must be a whole number'),
        (VOTERS, ("--heads", "2", "--area-m2", "60"), "No vote of these voters gives these figures"),
        (VOTERS, ("--heads", "2", "--area-m2", "60.5", "--step-m2", "1"), "rounded to 100 cannot be"),
        (VOTERS.replace("102", "101"), ("--heads", "2"), "line 3: 101 is named twice."),
        (VOTERS.replace("70.11", "NaN"), ("--heads", "2"), 'line 3: The field "area_m2" must be a number'),
        ("户号\n", ("--heads", "2"), "There are no voters."),
        (VOTERS, ("--sing",), "unrecognized arguments"),
    ],
)
def test_what_cannot_be_judged_is_one_clear_line_and_exit_2(
    text: str, words: tuple[str, ...], complaint: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = answered(tmp_path, capsys, text, *words)

    assert complaint in err
    assert (status, out, err.count("\n")) == (2, "", 1)


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"occasion": "party"}, '"occasion" is one of'),
        ({"asked": []}, 'Say in "asked"'),
        ({"songs": 1}, 'The field "songs" is unknown here.'),
        ({"piles": [{"option": "for", "heads": -1}]}, 'The field "heads" must be'),
        ({"asked": [{"option": "for"}]}, "A figure shows heads, area or both."),
    ],
)
def test_json_that_cannot_be_judged_is_one_clear_line(
    change: dict[str, object], complaint: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = answered(tmp_path, capsys, json.dumps({**QUESTION, **change}), name="q.json")

    assert complaint in err
    assert (status, out, err.count("\n")) == (2, "", 1)


def test_no_file_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert console.answer(run, []) == 2
    assert capsys.readouterr().err == "error: Name the file to judge, or --cases; see --help.\n"


@pytest.mark.slow
def test_the_cases_that_ship_are_judged_again(capsys: pytest.CaptureFixture[str]) -> None:
    assert console.answer(run, ["--cases", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["counts"] == {
        "results": 288, "results leaking": 230, "results leaking and shown": 0, "results refused needlessly": 0,
        "subtotals and refreshes": 140, "subtotals and refreshes shown": 7,
    }  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_no_mangled_question_falls_over(data: st.DataObject) -> None:
    base = json.dumps({**QUESTION, "piles": [{"option": "for", "area": 6000, "heads": 1}]})
    at = data.draw(st.integers(0, len(base)))
    text = base[:at] + data.draw(st.text(max_size=4)) + base[at + data.draw(st.integers(0, 4)) :]
    try:
        reading = from_json(text)
        canonical.dumps(document(reading.question, judge(reading.question)))
    except Fault as fault:
        assert str(fault)
