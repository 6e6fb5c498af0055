"""Every command line of the voting rooms under nonsense: a status, at most one line of complaint, never a traceback."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from civics import console
from civics.disclosure.cli import run as disclosure
from civics.sharing.cli import run as sharing
from civics.transparency.cli import run as transparency
from civics.verify.recount import main as verify
from civics.voting.cli import run as voting

WORDS = {
    transparency: ["verify", "head", "--key", "00", "--json"],
    voting: ["--rules", "cn-owners-2021", "own-most-votes", "--matter", "use_fund", "--class", "special", "--roll", "3",
             "--seats", "1", "--candidates", "甲、乙", "--mode", "voters", "--seed", "x", "--json", "--round", "runoff",
             "--kind", "owners", "--on", "2026-01-01", "--jurisdiction", "CN-31", "--limit", "any"],
    sharing: ["--cost", "100.01", "--by", "equal", "--ties", "lot", "--seed", "x", "--floors", "1=0.5", "--json",
              "--purpose", "retrofit", "--relief", "fund"],
    disclosure: ["--heads", "1", "--area-m2", "60", "--option", "took_part", "--step-m2", "1", "--json"],
    verify: ["--json"],
}  # fmt: skip
FILES = [
    "房号,面积,业主,意见\n1,60,甲,赞同\n2,61,乙,反对\n",
    "编号,意见\n1,赞同\n2,\n",
    "选票号,选票,张数\n1,甲,2\n",
    '{"roll": 3, "papers": [{"paper": "1", "choice": "for"}]}',
    '{"cost": 7, "by": "equal", "payers": [{"id": "1"}, {"id": "2"}]}',
    '{"kind":"log","version":1,"origin":"x","key":"' + "00" * 32 + '"}\n',
    '{"question": {}, "document": {}, "seals": {}}',
    "",
]


@pytest.mark.parametrize(
    "run", list(WORDS), ids=["transparency", "voting", "sharing", "disclosure", "verify"]
)
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_nonsense_ends_in_a_status_and_at_most_one_line(
    run: Callable[[Sequence[str]], int],
    data: st.DataObject,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = tmp_path / data.draw(st.sampled_from(["f.csv", "f.json"]))
    text = data.draw(st.sampled_from(FILES))
    at = data.draw(st.integers(0, len(text)))
    path.write_text(
        text[:at] + data.draw(st.text(st.characters(exclude_categories=["Cs"]), max_size=3)) + text[at:],
        encoding="utf-8",
    )
    words = data.draw(
        st.lists(st.sampled_from([*WORDS[run], str(path)]) | st.text("-=0甲x.", max_size=4), max_size=7)
    )
    capsys.readouterr()

    try:
        status = (
            run(words)
            if run is verify
            else console.answer(run, [str(path), *words] if data.draw(st.booleans()) else words)
        )
    except SystemExit as asked_for_help:
        status = asked_for_help.code

    complaint = capsys.readouterr().err
    assert status in (0, 1, 2)
    assert complaint.count("\n") == (1 if status == 2 else 0)
