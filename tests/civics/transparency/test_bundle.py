"""A published log checked at home: it holds when true, names the line when not, and never falls over."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from civics import console
from civics.faults import Fault
from civics.transparency import Frontier, Head, consistency_proof, inclusion_proof, root
from civics.transparency.bundle import (
    consistency_line,
    entry_leaf,
    entry_line,
    head_line,
    inclusion_line,
    log_line,
    read,
)
from civics.transparency.checking import check
from civics.transparency.cli import run
from civics.transparency.signing import public_key, sign_head

SECRET = bytes(range(32))
ORIGIN = "金海岸/journal"
ENTRIES = [{"verb": "voice.received", "object": number, "words": "路灯\u2028坏了"} for number in range(7)]
HASHES = [entry_leaf(entry) for entry in ENTRIES]
NODES = {node.place: node.hash for node in Frontier().extend(HASHES).nodes}


def head(size: int, at: int | None = None) -> bytes:
    return head_line(sign_head(Head(ORIGIN, size, root(HASHES[:size]), at or 1000 * size), SECRET))


def whole() -> list[bytes]:
    return [
        log_line(ORIGIN, public_key(SECRET)),
        *(entry_line(number, entry) for number, entry in enumerate(ENTRIES)),
        head(0, 1),
        head(3),
        head(7),
        inclusion_line(4, 7, ENTRIES[4], inclusion_proof(4, 7, NODES)),
        consistency_line(3, 7, consistency_proof(3, 7, NODES)),
    ]


def answered(
    lines: list[bytes], capsys: pytest.CaptureFixture[str], tmp_path: Path, *more: str
) -> tuple[int, str]:
    path = tmp_path / "bundle.jsonl"
    path.write_bytes(b"".join(lines))
    status = console.answer(run, ["verify", str(path), *more])
    shown = capsys.readouterr()
    return status, shown.out + shown.err


def test_a_true_bundle_holds(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    status, out = answered(whole(), capsys, tmp_path, "--json", "--key", public_key(SECRET).hex())

    assert json.loads(out) == {
        "entries": 7, "findings": [], "heads": 3, "heads_recomputed": 3, "holds": True, "proofs": 2,
    }  # fmt: skip
    assert status == 0


def test_a_receipt_of_one_head_and_one_proof_holds(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    receipt = [line for line in whole() if b'"index":' not in line or b'"proof":' in line]

    status, out = answered(receipt, capsys, tmp_path)

    assert out.startswith("0 entries, 3 signed heads (1 recomputed), 2 proofs.\nIt holds.\n")
    assert status == 0


@pytest.mark.parametrize(
    ("line", "old", "new", "sentence"),
    [
        (
            3,
            b'"object":2',
            b'"object":9',
            "line 10: The first 3 entries do not give the root that was signed.",
        ),
        (9, b'"at":3000', b'"at":3001', "line 10: The head of size 3 is not signed by the log's key."),
        (11, b'"object":4', b'"object":5', "line 12: The proof does not show entry 4 in the list."),
        (11, b'"size":7', b'"size":6', "line 12: There is no signed head of size 6 for this proof."),
        (12, b'"old":3', b'"old":2', "line 13: One of the two heads of this proof is not in the bundle."),
    ],
)
def test_a_change_is_found_and_its_line_named(
    line: int, old: bytes, new: bytes, sentence: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    lines = whole()
    assert old in lines[line]
    lines[line] = lines[line].replace(old, new)

    status, out = answered(lines, capsys, tmp_path)

    assert sentence in out.split("\n")
    assert status == 1


def test_heads_that_contradict_each_other_are_found(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    other = head_line(sign_head(Head(ORIGIN, 3, root(HASHES[1:4]), 3500), SECRET))
    older = head(6, 2000)

    status, out = answered([*whole(), other, older], capsys, tmp_path)

    assert "line 14: Two heads of size 3 show different lists." in out
    assert "line 15: The head of size 6 is older than a shorter one." in out
    assert status == 1


def test_a_head_longer_than_the_entries_and_a_bundle_without_head_do_not_hold(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert answered([*whole()[:7], head(7)], capsys, tmp_path)[1].split("\n")[1] == (
        "line 8: The head covers 7 entries; the bundle holds only 6."
    )
    assert answered(whole()[:8], capsys, tmp_path)[0] == 1


def test_another_key_than_the_one_held_does_not_hold(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    status, out = answered(whole(), capsys, tmp_path, "--key", "00" * 32)

    assert "line 1: The bundle names another key than the one you hold." in out
    assert status == 1


@pytest.mark.parametrize(
    ("lines", "complaint"),
    [
        ([], 'error: The file is empty; its first line must be of the kind "log".'),
        ([b"\n", b"[]\n"], "error: line 2: A line must be a JSON object."),
        ([b'{"kind":"entry"}'], 'error: line 1: The first line must be of the kind "log".'),
        (
            [whole()[0], b'{"kind":"entry","index":1,"entry":1}'],
            "error: line 2: Entry 0 must follow here, not entry 1.",
        ),
        ([whole()[0], b'{"kind":"entry","index":0}'], 'error: line 2: The field "entry" is missing.'),
        ([whole()[0], b'{"kind":"song"}'], 'error: line 2: The kind "song" is unknown here.'),
        (
            [b'{"kind":"log","version":2,"origin":"x","key":"00"}'],
            "error: line 1: This verifier reads version 1 of the bundle.",
        ),
        (
            [whole()[0], b'{"kind":"entry","index":0,"entry":1.5}'],
            "error: line 2: 1.5 is not a whole number; write amounts and areas in whole units.",
        ),
        ([whole()[0], b"\xff\xfe"], "is not UTF-8 text; save it as UTF-8."),
    ],
)  # fmt: skip
def test_a_malformed_bundle_is_one_clear_line_and_exit_2(
    lines: list[bytes], complaint: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    status, out = answered(lines, capsys, tmp_path)

    assert complaint in out
    assert out.count("\n") == 1
    assert status == 2


@pytest.mark.parametrize(
    "words", [[], ["verify"], ["verify", "/no/such/file"], ["verify", "a\0b"], ["sing"], ["head", "/"]]
)
def test_a_wrong_command_is_one_line_and_exit_2(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert console.answer(run, words) == 2
    assert capsys.readouterr().err.count("\n") == 1


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_no_mangled_bundle_falls_over_or_holds_by_chance(data: st.DataObject) -> None:
    text = bytearray(b"".join(whole()))
    at = data.draw(st.integers(0, len(text) - 1))
    text[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    try:
        verdict = check(read(text.decode(errors="replace").split("\n")), public_key(SECRET))
    except Fault as fault:
        assert fault.line is not None
    else:
        told = [json.loads(line) for line in text.decode(errors="replace").split("\n") if line.strip()]
        true = [json.loads(line) for line in whole()]
        assert not verdict.holds or all(line in true for line in told)


def test_the_head_of_a_file_of_entries_is_told(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "entries.jsonl"
    path.write_text("\n".join(json.dumps(entry, indent=None) for entry in ENTRIES))

    assert console.answer(run, ["head", str(path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"size": 7, "root": root(HASHES).hex()}


def test_the_verifier_runs_on_a_bare_python(tmp_path: Path) -> None:
    path = tmp_path / "bundle.jsonl"
    path.write_bytes(b"".join(whole()))
    house = Path(__file__).parents[3]

    start = (
        f"import runpy, sys; sys.path.insert(0, {str(house)!r}); sys.argv = ['x', 'verify', {str(path)!r}]; "
    )
    start += "runpy.run_module('civics.transparency', run_name='__main__')"
    command = [sys.executable, "-I", "-S", "-c", start]
    bare = subprocess.run(command, capture_output=True, text=True, check=False)

    assert bare.stderr == ""
    assert bare.stdout.startswith("7 entries, 3 signed heads (3 recomputed), 2 proofs.\nIt holds.\n")
    assert bare.returncode == 0
