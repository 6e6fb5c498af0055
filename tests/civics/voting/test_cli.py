"""The command line of voting: a committee's spreadsheet, the same bytes again, one line when it is wrong."""
# ruff: noqa: E501 - the tables of complaints are read row by row

import json
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from civics import canonical, console
from civics.faults import Fault
from civics.voting.ballots import settle
from civics.voting.cli import run
from civics.voting.library import find
from civics.voting.question import Question
from civics.voting.reading import Asked, from_csv, from_json
from tests.civics.voting.generated import assembly_question, owners_question

SHEET = """房号,面积(㎡),业主,表决人,状态,意见,送达
3-101,89.37,陈,,,赞同,是
3-102,60,李、王,王,,反对,是
3-201,120.5,陈,,,,是
3-202,70,开发商,,未售,,
3-301,75,开发商,,未交付,,
3-302,95.55,王,,,弃权,是
P-17,12,赵,,,赞同,是
"""
SHEET = SHEET.replace("P-17,12,赵,,,赞同,是\n", "")


def counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, *words: str, name: str = "votes.csv"
) -> tuple[int, str, str]:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    status = console.answer(run, [str(path), *words])
    shown = capsys.readouterr()
    return status, shown.out, shown.err


def test_a_committees_spreadsheet_is_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = counted(
        tmp_path, capsys, SHEET, "--rules", "cn-owners-2021", "--matter", "use_fund", "--json"
    )

    found = json.loads(out)["outcome"]
    assert status == 0
    assert (found["verdict"], found["roll"]["heads"], found["roll"]["area"]) == ("rejected", 4, 51042)
    assert found["roll"]["merged"] == [["3-101", ["3-101", "3-201"]], ["3-202", ["3-202", "3-301"]]]
    assert found["statutory"]["counts"]["heads"]["passing"]["missing"] == 1


def test_json_and_csv_and_any_order_of_rows_give_the_same_bytes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    head, *rows = SHEET.strip().split("\n")
    words = ("--rules", "cn-owners-2021", "--class", "ordinary", "--json")
    as_json = {
        "units": [
            {"unit": "3-302", "area": 9555, "owners": ["王"], "served": True},
            {"unit": "3-102", "area": 6000, "owners": ["王", "李"], "voter": "王", "served": True},
            {"unit": "3-101", "area": 8937, "owners": ["陈"], "served": True},
            {"unit": "3-201", "area": 12050, "owners": ["陈"], "served": True},
            {"unit": "3-301", "area": 7500, "owners": ["开发商"], "state": "undelivered"},
            {"unit": "3-202", "area": 7000, "owners": ["开发商"], "state": "unsold"},
        ],
        "ballots": [
            {"by": "3-302", "choice": "abstain"},
            {"by": "3-101", "choice": "for"},
            {"by": "3-102", "choice": "against"},
        ],
    }

    first = counted(tmp_path, capsys, SHEET, *words)
    again = counted(tmp_path, capsys, "\n".join([head, *reversed(rows)]), *words)
    other = counted(tmp_path, capsys, json.dumps(as_json), *words, name="votes.json")

    assert first == again == other


def test_a_meetings_piles_of_papers_are_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    piles = "选票号,选票,张数\n1,甲、乙,40\n2,甲、丙,30\n3,丁,20\n4,,3\n"

    status, out, _ = counted(
        tmp_path, capsys, piles, "--kind", "committee_election", "--on", "2026-06-01", "--mode", "voters",
        "--roll", "150", "--candidates", "甲、乙、丙、丁", "--seats", "2",
    )  # fmt: skip

    assert status == 0
    assert out.split("\n")[:3] == [
        "1 of 2 seats filled under cn-committee-election-2026.",
        "  turnout: 93 of 150 (more than 1/2: holds)",
        "* 甲: 70 votes; 70 of 93 (more than 1/2: holds)",
    ]
    assert out.split("\n")[-2] == "next: runoff for 1: 乙、丙"


ROLL = "编号,意见\n1,赞同\n2,反对\n3,\n"
OWNERS = ("--rules", "cn-owners-2021", "--matter", "use_fund")
MEETING = ("--rules", "cn-residents-assembly-2026", "--mode", "voters")


@pytest.mark.parametrize(
    ("text", "words", "complaint"),
    [
        (SHEET.replace("3-201,120.5", "3-101,120.5"), OWNERS, "line 4: The unit 3-101 stands in the register twice."),
        (SHEET.replace("60,李、王", "-60,李、王"), OWNERS, 'line 3: The field "area_m2" must be a number with at most two places.'),
        (SHEET.replace("60,李、王", "0,李、王"), OWNERS, "line 3: The area of 3-102 must be more than nothing and is given in 0.01 m²."),
        (SHEET.replace("60,李、王", "60.123,李、王"), OWNERS, 'line 3: The field "area_m2" must be a number with at most two places.'),
        (SHEET.replace("60,李、王", "NaN,李、王"), OWNERS, 'line 3: The field "area_m2" must be a number with at most two places.'),
        (SHEET.replace("60,李、王,王", "60,李、王,赵"), OWNERS, "line 3: The voter named for 3-102 is not one of its owners; a proxy is not an owner."),
        (SHEET.replace("60,李、王,王", "60,,王"), OWNERS, "line 3: The unit 3-102 names no owner (of an unsold or undelivered one: the developer)."),
        (SHEET.replace("120.5,陈,,,,", "120.5,陈,,,反对,"), OWNERS, "line 4: 3-101 and 3-201 are one head and cannot say two things."),
        (SHEET.replace("反对", "也许"), OWNERS, 'line 3: "也许" is no choice; 赞同, 反对, 弃权, 从众, 废票.'),
        (SHEET.replace("未售", "出租"), OWNERS, "line 5: The state is one of delivered, unsold, undelivered."),
        (SHEET.replace("是\n3-102", "也许\n3-102"), OWNERS, 'line 2: The field "served" must be yes or no (是/否).'),
        (SHEET.replace("房号", "房间"), OWNERS, 'line 1: The heading "房间" is unknown'),
        (SHEET.replace("状态", "房号"), OWNERS, "line 1: Two headings mean the same field."),
        (SHEET.replace("3-102,60", "3-102,60,7"), OWNERS, "line 3: The row has 8 fields, the heading 7."),
        ("房号\n", OWNERS, "line 1: There is no row below the heading."),
        ("意见\n赞同\n", OWNERS, "line 1: The heading needs one of"),
        ("意见,房号\n赞同\n", OWNERS, 'line 2: The field "unit" is missing or empty.'),
        ("", OWNERS, "line 1: The file is empty"),
        ('房号\n"x', OWNERS, "line 2: This is not CSV"),
        (ROLL, (), "Say --rules, or --kind with --on"),
        (SHEET, ("--rules", "cn-owners-2021"), "The class under cn-owners-2021 is one of ordinary, special, unanimous, not chosen."),
        (ROLL, OWNERS, "line 2: The area of 1 must be more than nothing"),
        (ROLL.replace("3,", "2,"), MEETING, "line 4: 2 stands on the roll twice."),
        (ROLL.replace("反对", "从众"), MEETING, "does not offer to follow the majority"),
        (ROLL, ("--rules", "cn-residents-assembly-2026"), "The mode under cn-residents-assembly-2026 is one of voters, households, not chosen."),
        ("选票号,意见,张数\n1,赞同,4\n2,反对,3\n", (*MEETING, "--roll", "6"), "There are 7 papers of 6 voters; find out why first."),
        ("选票号,意见\n1,赞同\n1,反对\n", (*MEETING, "--roll", "6"), "line 3: There are two papers of 1."),
        ("选票号,选票\n1,甲\n2,丁\n", (*MEETING[:1], "own-most-votes", "--mode", "voters", "--roll", "6", "--candidates", "甲、乙"), "line 3: The paper of 2 names 丁, who does not stand."),
        ("选票号,选票\n1,甲、甲\n", (*MEETING[:1], "own-most-votes", "--mode", "voters", "--roll", "6", "--candidates", "甲、乙"), "line 2: The paper of 1 names someone twice."),
        ("选票号,选票\n1,甲\n", (*MEETING[:1], "own-most-votes", "--mode", "voters", "--roll", "6"), "The candidates must be at least one"),
    ],
)  # fmt: skip
def test_what_cannot_be_counted_is_one_clear_line_and_exit_2(
    text: str, words: tuple[str, ...], complaint: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = counted(tmp_path, capsys, text, *words)

    assert complaint in err
    assert (status, out, err.count("\n")) == (2, "", 1)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ('{"roll": [\n{"id": "1"},\n{"id": 1.5}]}', "line 3: 1.5 is not a whole number"),
        ('{"roll": [\n{"id": "1"},\n{"id": "1"}]}', "line 3: 1 stands on the roll twice."),
        ('{"roll": [{"id": "1"}],\n"ballots": [\n{"by": "2", "choice": "for"}]}', "line 3: 2 is not on the roll."),
        ('{"roll": [{"id": "1", "submitted": true}], "papers": []}', "There are 0 papers and 1 marks on the roll"),
        ('{"roll": 3, "papers": [{"paper": "1"}]}', "The paper of 1 holds names; yes or no is asked."),
        ('{"roll": 3, "papers": [{"choice": "for"}]}', "line 1: A paper needs"),
        ('{"roll": 3,\n"songs": 1}', 'The field "songs" is unknown here.'),
        ('{"roll": 3, "roll": 4}', 'The key "roll" is named twice.'),
        ('{"roll": 3\n', 'line 2: This is not JSON: a "," is missing here.'),
        ('{"roll": 3}\nx', "line 2: Something follows after the end"),
        ('{"roll": [{"id": "1"},]}', "nothing follows the comma"),
        ("[]", 'This is not JSON: a "{" is missing here.'),
        ("{1: 2}", "a key must be text"),
        ('{"contest": "a\\nb"}', "holds a line break"),
        ('{"roll": [' + "[" * 100000, "too deep"),
        ('{"roll": []}', "The roll is empty."),
        ('{"roll": 3, "round": "third", "seats": 1}', 'The round is "first" or "runoff".'),
        ('{"roll": 3, "seats": 0}', '"seats" must be a whole number, at least 1'),
        ('{"roll": [{"id": "1"}], "ballots": [{"by": "1", "choice": "for"}], "papers": [{"paper": "1", "choice": "for"}]}',
         'Give "ballots" (named) or "papers" (secret), not both.'),
    ],
)  # fmt: skip
def test_json_that_cannot_be_counted_names_its_line(
    text: str, complaint: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = counted(tmp_path, capsys, text, *MEETING, name="votes.json")

    assert complaint in err
    assert (status, out, err.count("\n")) == (2, "", 1)


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["--sing"],
        ["x.csv", "--roll", "many"],
        ["x.csv", "--roll", "-1"],
        ["/no/such.csv"],
        ["x.csv", "--seats", "0"],
    ],
)
def test_a_wrong_command_is_one_line(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert console.answer(run, words) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_the_rule_sets_that_ship_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert console.answer(run, ["--list"]) == 0
    assert "cn-owners-2021\t2021-01-01–\t业主共同决定（民法典）" in capsys.readouterr().out


def test_a_bundle_that_cannot_be_written_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, _, err = counted(tmp_path, capsys, ROLL, *MEETING, "--bundle", "/no/such/place.json")

    assert (status, err) == (2, "error: /no/such/place.json cannot be written.\n")


def as_rows(question: Question) -> str:
    """A question written as a person would: JSON with rows in any order."""
    written: dict[str, object] = {"contest": question.contest}
    if question.units:
        written["units"] = [
            {"unit": row.unit, "area": row.area, "owners": list(row.owners), "state": row.state, "use": row.use,
             "served": row.unit in question.served_units} | ({"voter": row.voter} if row.voter else {})
            for row in question.units
        ]  # fmt: skip
    elif question.voters:
        written["roll"] = [{"id": one.id, "submitted": one.submitted} for one in question.voters]
    else:
        written["roll"] = question.size
    key, label = ("paper", "papers") if question.secret else ("by", "ballots")
    written[label] = [
        {key: one.by, "choice": one.choice.name.lower()} for one in question.ballots if one.choice is not None
    ]
    return json.dumps(written)


@settings(max_examples=100, deadline=None)
@given(st.randoms(use_true_random=False), st.booleans())
def test_the_same_question_read_back_in_any_order_gives_the_same_bytes(dice: Random, owners: bool) -> None:
    question = owners_question(dice) if owners else assembly_question(dice, election=False)
    rules = find("cn-owners-2021" if owners else "own-simple-majority")
    mode, kind = (None, "ordinary") if owners else ("voters", None)

    def told(asked: Question) -> bytes:
        try:
            return canonical.dumps(
                settle(asked, rules, mode=mode, matter=None, matter_class=kind, seed=None).document
            )
        except Fault as fault:
            return str(fault).encode()

    read = from_json(as_rows(question), Asked()).question
    units, voters, ballots = (list(part) for part in (question.units, question.voters, question.ballots))
    for part in (units, voters, ballots):
        dice.shuffle(part)
    shuffled = Question(
        question.contest,
        tuple(units),
        question.served_units,
        tuple(voters),
        question.size,
        question.secret,
        tuple(ballots),
    )

    assert told(question) == told(shuffled) == told(read)


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_no_mangled_input_falls_over(data: st.DataObject) -> None:
    dice = data.draw(st.randoms(use_true_random=False))
    base = data.draw(
        st.sampled_from(
            [SHEET, ROLL, as_rows(owners_question(dice)), as_rows(assembly_question(dice, election=False))]
        )
    )
    at = data.draw(st.integers(0, len(base)))
    cut = data.draw(st.integers(0, 4))
    text = base[:at] + data.draw(st.text(max_size=4)) + base[at + cut :]
    read = from_json if base.startswith("{") else from_csv
    for rules in ("cn-owners-2021", "own-most-votes", "cn-residents-assembly-2026"):
        try:
            reading = read(text, Asked(candidates=("甲", "乙") if rules == "own-most-votes" else ()))
            outcome = settle(
                reading.question, find(rules), mode=find(rules).modes[0].name, matter=None,
                matter_class=None if rules == "own-most-votes" else "ordinary", seed=None,
            )  # fmt: skip
            canonical.dumps(outcome.document)
        except Fault as fault:
            assert str(fault)
