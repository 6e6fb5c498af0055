"""How ballots of every kind become points, and how each fault in them is named."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from civics.budgeting import errors
from civics.budgeting.election import Election
from civics.budgeting.pabulib import Table, parse
from civics.budgeting.reading import Reading, ballot_of, election
from civics.faults import Fault

Ballots = dict[tuple[tuple[str, Fraction], ...], int]


def file(kind: str, columns: str, *rows: str) -> str:
    projects = "project_id;cost\np;10\nq;20\nr;30"
    return "\n".join(
        [f"META\nkey;value\nbudget;60\nvote_type;{kind}\nPROJECTS\n{projects}\nVOTES", columns, *rows, ""]
    )


def read(text: str, reading: Reading = Reading.POINTS) -> Election:
    return election(parse(text.encode()), reading=reading)


def ballots(vote: Election) -> Ballots:
    return dict(zip(vote.ballots(), vote.weight.tolist(), strict=True))


APPROVAL = file("approval", "voter_id;vote", "1;p,q", "2;q,p", "3;r", "4;")
CHOICE = file("choose-1", "voter_id;vote", "1;p", "2;p", "3;r")
CUMULATIVE = file("cumulative", "voter_id;vote;points", "1;p,q;2,1", "2;q,p;1,2", "3;r;3", "4;p,q;1,2")
SCORING = file("scoring", "voter_id;vote;points", "1;p,q;2.5,1", "2;r;0", "3;r;1")
ORDINAL = file("ordinal", "voter_id;vote", "1;p,q,r", "2;r,q", "3;r,q")


@pytest.mark.parametrize(
    ("text", "counted", "voters"),
    [
        (APPROVAL, {(("p", 1), ("q", 1)): 2, (("r", 1),): 1}, 4),
        (CHOICE, {(("p", 1),): 2, (("r", 1),): 1}, 3),
        (CUMULATIVE, {(("p", 2), ("q", 1)): 2, (("r", 3),): 1, (("p", 1), ("q", 2)): 1}, 4),
        (SCORING, {(("p", Fraction(5, 2)), ("q", 1)): 1, (("r", 1),): 1}, 3),
        (ORDINAL, {(("p", 3), ("q", 2), ("r", 1)): 1, (("q", 1), ("r", 2)): 2}, 3),
    ],
    ids=["approval", "choose-1", "cumulative", "scoring", "ordinal"],
)
def test_each_kind_of_ballot_has_its_points(text: str, counted: Ballots, voters: int) -> None:
    vote = read(text)

    assert (ballots(vote), vote.voters) == (counted, voters)


def test_half_points_are_counted_in_halves() -> None:
    assert (read(SCORING).grain, read(SCORING).votes.tolist()) == (2, [5, 2, 2])


@pytest.mark.parametrize("text", [CUMULATIVE, ORDINAL])
def test_points_and_ranks_can_be_read_as_approvals(text: str) -> None:
    approved = read(text, Reading.APPROVALS)

    assert {points for ballot in ballots(approved) for _, points in ballot} == {1}
    assert approved.backers().tolist() == read(text).backers().tolist()


def numbered(*rows: str) -> str:
    projects = "project_id;cost\n7;10\n12;20\n0;30"
    text = file("approval", "voter_id;vote", *rows)
    return text.replace("project_id;cost\np;10\nq;20\nr;30", projects)


@pytest.mark.parametrize(
    "vote", ["07", "+7", "-7", "7.0", "1e0", "７", "99", "012", "9" * 30, "7x", "0x7", "007,12"]
)
def test_a_number_that_is_not_written_as_on_the_list_is_unknown(vote: str) -> None:
    with pytest.raises(errors.UnknownProject) as refusal:
        read(numbered("1;7,12", "2;12,0", f"3;{vote}"))
    assert refusal.value.line == 14


def test_projects_with_numbers_for_names_are_found_by_number() -> None:
    vote = read(numbered("1;7,12", "2;12,7", "3;0,12,7", "4; 0 "))

    assert ballots(vote) == {
        (("12", 1), ("7", 1)): 2,
        (("0", 1), ("12", 1), ("7", 1)): 1,
        (("0", 1),): 1,
    }


@pytest.mark.parametrize(
    ("clean", "odd"),
    [
        (APPROVAL, APPROVAL.replace("1;p,q", "1; p , q,")),
        (APPROVAL, APPROVAL.replace("1;p,q", "1;p,q,p")),
        (APPROVAL, APPROVAL.replace("4;", "4;None")),
        (CUMULATIVE, CUMULATIVE.replace("2,1", " 2, 1.0")),
        (CUMULATIVE, CUMULATIVE.replace("2,1", "2e0,１")),
        (APPROVAL, APPROVAL.replace("p;10", " p ;10.00").replace("60", "60,0")),
        (APPROVAL, APPROVAL.replace("approval", " Approval ")),
    ],
)
def test_small_oddities_change_nothing(clean: str, odd: str) -> None:
    assert read(odd).document() == read(clean).document()


def test_the_order_of_lines_changes_nothing() -> None:
    rows = APPROVAL.split("voter_id;vote\n")[1].splitlines()
    turned = file("approval", "voter_id;vote", *reversed(rows)).replace(
        "p;10\nq;20\nr;30", "r;30\np;10\nq;20"
    )

    assert read(turned).document() == read(APPROVAL).document()


@pytest.mark.parametrize(
    ("text", "fault", "line"),
    [
        (APPROVAL.replace("q;20", "p;20"), errors.DuplicateId, 8),
        (APPROVAL.replace("3;r", "2;r"), errors.DuplicateId, 14),
        (APPROVAL.replace("q;20", "q;0"), errors.BadAmount, 8),
        (APPROVAL.replace("q;20", "q;-20"), errors.BadAmount, 8),
        (APPROVAL.replace("q;20", "q;NaN"), errors.BadAmount, 8),
        (APPROVAL.replace("q;20", "q;inf"), errors.BadAmount, 8),
        (APPROVAL.replace("q;20", "q;"), errors.BadAmount, 8),
        (APPROVAL.replace("q;20", "q;1,000"), errors.BadAmount, 8),
        (APPROVAL.replace("q;20", "q;1e16"), errors.BadAmount, 8),
        (APPROVAL.replace("q;20", ";20"), errors.BadRow, 8),
        (APPROVAL.replace("q;20", "q,r;20"), errors.BadRow, 8),
        (APPROVAL.replace("budget;60", "budget;0"), errors.BadAmount, 3),
        (APPROVAL.replace("budget;60", "budget;NaN"), errors.BadAmount, 3),
        (APPROVAL.replace("budget;60", "money;60"), errors.MissingSection, None),
        (APPROVAL.replace("vote_type;", "kind;"), errors.MissingSection, None),
        (APPROVAL.replace("approval", "telepathy"), errors.UnknownVoteType, 4),
        (APPROVAL.replace("3;r", "3;x"), errors.UnknownProject, 14),
        (APPROVAL.replace("3;r", ";r"), errors.BadRow, 14),
        (APPROVAL.replace("voter_id;vote", "voter;vote"), errors.MissingSection, 11),
        (APPROVAL.replace("voter_id;vote", "voter_id;choice"), errors.MissingSection, 11),
        (APPROVAL.replace("project_id;cost", "project_id;price"), errors.MissingSection, 6),
        (file("approval", "voter_id;vote"), errors.NoVoters, 11),
        (APPROVAL.replace("p;10\nq;20\nr;30\n", ""), errors.NoProjects, 6),
        (CHOICE.replace("3;r", "3;r,p"), errors.BadBallot, 14),
        (CUMULATIVE.replace("3;r;3", "3;r;3,1"), errors.BadBallot, 14),
        (CUMULATIVE.replace("3;r;3", "3;r;-3"), errors.BadBallot, 14),
        (CUMULATIVE.replace("3;r;3", "3;r,r;2,1"), errors.BadBallot, 14),
        (CUMULATIVE.replace("3;r;3", "3;r;NaN"), errors.BadAmount, 14),
        (CUMULATIVE.replace("3;r;3", "3;r;"), errors.BadBallot, 14),
        (CUMULATIVE.replace("3;r;3", "3;x;3"), errors.UnknownProject, 14),
        (ORDINAL.replace("2;r,q", "2;r,q,r"), errors.BadBallot, 13),
        (SCORING.replace("vote_type;scoring", "vote_type;scoring\ndefault_score;1"), errors.UnknownVoteType, 5),
        (CUMULATIVE.replace("3;r;3", f"3;r;{10**15}"), errors.BadAmount, None),
    ],
)  # fmt: skip
def test_each_fault_has_a_name_and_a_line(text: str, fault: type[Fault], line: int | None) -> None:
    with pytest.raises(fault) as refusal:
        read(text)

    assert (type(refusal.value), refusal.value.line) == (fault, line)
    assert refusal.value.sentence.endswith(".")


def test_a_sheet_that_was_never_a_file_has_faults_without_lines() -> None:
    votes = Table(("voter_id", "vote"), (("1", "2"), ("p", "x")))
    sheet = replace(parse(APPROVAL.encode()), votes=votes)

    with pytest.raises(errors.UnknownProject) as refusal:
        election(sheet, reading=Reading.POINTS)
    assert refusal.value.line is None


def test_one_voters_ballot_can_be_looked_up() -> None:
    sheet = parse(ORDINAL.encode())

    assert ballot_of(sheet, "2", reading=Reading.POINTS) == {"r": Fraction(2), "q": Fraction(1)}
    assert ballot_of(sheet, "2", reading=Reading.APPROVALS) == {"r": Fraction(1), "q": Fraction(1)}
    with pytest.raises(errors.UnknownVoter):
        ballot_of(sheet, "nobody", reading=Reading.POINTS)


@pytest.mark.real
def test_ranks_add_up_to_the_scores_that_cities_published(shared: Path) -> None:
    different = []
    for path in sorted((shared / "pabulib").glob("*.pb")):
        sheet = parse(path.read_bytes())
        published = sheet.projects.column("score")
        if sheet.meta["vote_type"] == "ordinal" and published:
            vote = election(sheet, reading=Reading.POINTS)
            different += [path.name] if vote.votes.tolist() != list(map(int, published)) else []

    assert different == []


@pytest.mark.real
def test_votes_add_up_to_the_votes_that_cities_published(shared: Path) -> None:
    def differs(path: Path, of: Callable[[Election], list[int]]) -> bool:
        sheet = parse(path.read_bytes())
        return of(election(sheet, reading=Reading.POINTS)) != [
            int(cell) for cell in sheet.projects.needed("votes")
        ]

    files = sorted((shared / "pabulib").glob("*.pb"))

    assert [path.name for path in files if differs(path, lambda vote: vote.backers().tolist())] == []
