"""Reading a ballot from JSON or from the spreadsheet a committee already keeps, Chinese headings welcome."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar, cast

from civics.faults import Fault
from civics.table import BadRow, Row, Sheet, read_csv, read_json
from civics.voting.electorate import STATES, RegisterRow, State
from civics.voting.question import Ballot, Question, Round, Seats, Voter
from civics.voting.tally import Choice

Made = TypeVar("Made")

HEADINGS = {
    "unit": "unit", "房号": "unit", "id": "id", "编号": "id", "户号": "id", "paper": "paper", "选票号": "paper",
    "area": "area", "area_m2": "area_m2", "面积": "area_m2", "面积(m2)": "area_m2", "专有部分面积": "area_m2",
    "owners": "owners", "owner": "owners", "业主": "owners", "voter": "voter", "表决人": "voter",
    "state": "state", "状态": "state", "use": "use", "用途": "use", "choice": "choice", "意见": "choice",
    "表决意见": "choice", "served": "served", "送达": "served", "submitted": "submitted", "已投": "submitted",
    "names": "names", "选票": "names", "copies": "copies", "张数": "copies",
}  # fmt: skip
CHOICES = {
    "for": Choice.FOR, "赞同": Choice.FOR, "同意": Choice.FOR,
    "against": Choice.AGAINST, "反对": Choice.AGAINST, "不同意": Choice.AGAINST,
    "abstain": Choice.ABSTAIN, "弃权": Choice.ABSTAIN, "follow": Choice.FOLLOW, "从众": Choice.FOLLOW,
    "void": Choice.VOID, "废票": Choice.VOID, "无效": Choice.VOID, "present": Choice.PRESENT, "出席": Choice.PRESENT,
}  # fmt: skip
STATE_WORDS = {"已交付": "delivered", "未售": "unsold", "未交付": "undelivered"} | {
    state: state for state in STATES
}
USE_WORDS = {"车位": "parking", "停车位": "parking", "车库": "parking", "住宅": "dwelling", "商铺": "shop"}


@dataclass(slots=True)
class Asked:
    """What the input asks for besides the papers; the command line may say the same and then decides."""

    contest: str = ""
    rules: str | None = None
    kind: str | None = None
    jurisdiction: str = "CN"
    on: str | None = None
    mode: str | None = None
    matter: str | None = None
    matter_class: str | None = None
    seed: str | None = None
    size: int = 0
    candidates: tuple[str, ...] = ()
    seats: int | None = None
    limit: str | None = None
    round: str = "first"


@dataclass(slots=True)
class Reading:
    """A question with the lines its parts were read from, so that a later fault still finds its line."""

    question: Question
    asked: Asked
    lines: dict[tuple[str, str], int] = field(default_factory=dict)

    def place(self, fault: Fault) -> Fault:
        """Give a fault the line of the thing it is about."""
        line = self.lines.get(fault.about) if fault.about else None
        return fault if line is None else fault.at_line(line)


def from_json(text: str, told: Asked) -> Reading:
    """Read a question from a JSON object (fields: docs/algorithms/owners-vote.md, election.md).

    Raises:
        BadRow: it is not such an object; names the line.
    """
    sheet = read_json(text)
    _known(sheet)
    asked = _asked(sheet.head, told)
    lines: dict[tuple[str, str], int] = {}
    units = _read(sheet.rows("units"), _unit, lambda unit: ("unit", unit.unit), lines)
    voters = _read(sheet.rows("roll"), _voter, lambda voter: ("voter", voter.id), lines)
    secret = "papers" in sheet.lists or asked.size > 0
    named = sheet.rows("ballots")
    if secret and named:
        raise BadRow('Give "ballots" (named) or "papers" (secret), not both.', line=named[0].line)
    ballots = _read(sheet.rows("papers") or named, _paper, lambda paper: ("ballot", paper.by), lines)
    question = Question(
        contest=asked.contest,
        units=tuple(units),
        served_units=_served(sheet.rows("units")),
        voters=tuple(voters),
        size=0 if voters else asked.size,
        secret=secret,
        ballots=tuple(ballots),
        election=_seats(asked, ballots),
    )
    return Reading(question, asked, lines)


def from_csv(text: str, told: Asked) -> Reading:
    """Read a question from a spreadsheet: a row a unit, a voter, or a pile of equal papers.

    Raises:
        BadRow: a heading or a row is not as it should be; names the line.
    """
    rows = read_csv(text, HEADINGS)
    lines: dict[tuple[str, str], int] = {}
    if not rows:
        raise BadRow("There is no row below the heading.", line=1)
    keys = [name for name in ("unit", "id", "paper") if name in rows[0].values]
    if len(keys) != 1:
        raise BadRow("The heading needs one of unit (房号), id (编号) or paper (选票号).", line=1)
    key = keys[0]
    units = _read(rows, _unit, lambda unit: ("unit", unit.unit), lines) if key == "unit" else []
    voters = _read(rows, _voter, lambda voter: ("voter", voter.id), lines) if key == "id" else []
    filled = [row for row in rows if key == "paper" or row.has("choice") or row.has("names")]
    ballots = _read(filled, _paper, lambda paper: ("ballot", paper.by), lines)
    question = Question(
        contest=told.contest,
        units=tuple(units),
        served_units=_served(rows) if key == "unit" else frozenset(),
        voters=tuple(voters),
        size=told.size if key == "paper" else 0,
        secret=key == "paper",
        ballots=tuple(ballots),
        election=_seats(told, ballots),
    )
    return Reading(question, told, lines)


def _served(rows: list[Row]) -> frozenset[str]:
    return frozenset(row.text("unit") for row in rows if row.flag("served", default=False))


def _known(sheet: Sheet) -> None:
    unknown = sorted(set(sheet.lists) - {"units", "roll", "ballots", "papers", "candidates"})
    unknown += sorted(set(sheet.head.values) - HEAD_WORDS)
    if unknown:
        raise BadRow(f'The field "{unknown[0][:30]}" is unknown here.', line=1)


HEAD_WORDS = {
    "contest", "rules", "kind", "jurisdiction", "on", "mode", "matter", "class", "seed", "roll", "candidates",
    "seats", "limit", "round",
}  # fmt: skip


def _asked(head: Row, told: Asked) -> Asked:
    return Asked(
        contest=told.contest or head.optional("contest") or "",
        rules=told.rules or head.optional("rules"),
        kind=told.kind or head.optional("kind"),
        jurisdiction=head.optional("jurisdiction") or told.jurisdiction,
        on=told.on or head.optional("on"),
        mode=told.mode or head.optional("mode"),
        matter=told.matter or head.optional("matter"),
        matter_class=told.matter_class or head.optional("class"),
        seed=told.seed or head.optional("seed"),
        size=told.size or (head.whole("roll", least=1) if head.has("roll") else 0),
        candidates=told.candidates or tuple(head.parts("candidates")),
        seats=told.seats or (head.whole("seats", least=1) if head.has("seats") else None),
        limit=told.limit or head.optional("limit"),
        round=head.optional("round") or told.round,
    )


def _seats(asked: Asked, ballots: list[Ballot]) -> Seats | None:
    if not asked.candidates and asked.seats is None and not any(ballot.names for ballot in ballots):
        return None
    seats = asked.seats or 1
    limit: int | None = seats
    if asked.limit == "any":
        limit = None
    elif asked.limit is not None:
        limit = Row({"limit": asked.limit}, 1).whole("limit", least=1)
    if asked.round not in ("first", "runoff"):
        raise BadRow('The round is "first" or "runoff".', line=1)
    return Seats(asked.candidates, seats, limit, cast("Round", asked.round))


def _read(
    rows: list[Row],
    make: Callable[[Row], Made],
    key: Callable[[Made], tuple[str, str]],
    lines: dict[tuple[str, str], int],
) -> list[Made]:
    made = []
    for row in rows:
        thing = make(row)
        lines[key(thing)] = row.line
        made.append(thing)
    return made


def _area(row: Row) -> int:
    return row.whole("area") if row.has("area") else row.hundredths("area_m2")


def _unit(row: Row) -> RegisterRow:
    state = STATE_WORDS.get(row.optional("state") or "delivered")
    if state is None:
        raise BadRow(f"The state is one of {', '.join(STATES)}.", line=row.line)
    owners = row.parts("owners")
    use = row.optional("use") or "dwelling"
    return RegisterRow(
        unit=row.text("unit"),
        area=_area(row),
        owners=tuple(owners),
        voter=row.optional("voter"),
        state=cast("State", state),
        use=USE_WORDS.get(use, use),
    )


def _voter(row: Row) -> Voter:
    area = _area(row) if row.has("area") or row.has("area_m2") else 0
    served, submitted = row.flag("served", default=False), row.flag("submitted", default=False)
    return Voter(row.text("id"), area, served, submitted)


def _paper(row: Row) -> Ballot:
    by = next((row.text(name) for name in ("paper", "by", "unit", "id") if row.has(name)), None)
    if by is None:
        raise BadRow('A paper needs "by" (whose) or "paper" (its number).', line=row.line)
    choice: Choice | None = None
    if row.has("choice"):
        choice = CHOICES.get(row.text("choice").lower())
        if choice is None:
            raise BadRow(
                f'"{row.text("choice")[:20]}" is no choice; 赞同, 反对, 弃权, 从众, 废票.', line=row.line
            )
    copies = row.whole("copies", least=1) if row.has("copies") else 1
    return Ballot(by, choice, tuple(row.parts("names")), copies)
