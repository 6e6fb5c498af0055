"""CSV and JSON read so that every row still knows its line, and every complaint can name it."""

import csv
import io
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from civics.canonical import NotCanonical
from civics.faults import Fault

WIDEST_NUMBER = 18
SPACE = " \t\r\n"
UNSPEAKABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


class BadRow(Fault):
    """A row lacks a field, or a field is not what it should be."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the input with the line it stands on."""

    values: Mapping[str, Any]
    line: int

    def has(self, name: str) -> bool:
        """Tell whether the field is there and not empty."""
        return self.values.get(name) not in (None, "")

    def text(self, name: str) -> str:
        """Read a field as one line of text, or a whole number as its digits.

        Raises:
            BadRow: it is missing, empty, or something else.
        """
        value = self.values.get(name)
        if type(value) is int:
            value = str(value)
        if not isinstance(value, str) or not value.strip():
            raise BadRow(f'The field "{name}" is missing or empty.', line=self.line)
        if UNSPEAKABLE.search(value):
            raise BadRow(
                f'The field "{name}" holds a line break or a sign that cannot be printed.', line=self.line
            )
        return value.strip()

    def optional(self, name: str) -> str | None:
        """Read a field as text; None when it is missing or empty.

        Raises:
            BadRow: it is something else than text.
        """
        return self.text(name) if self.has(name) else None

    def whole(self, name: str, *, least: int = 0) -> int:
        """Read a field as a whole number.

        Raises:
            BadRow: it is missing, no whole number, or below `least`.
        """
        value = self.values.get(name)
        number = value if type(value) is int else _digits(self.text(name), 0)
        if number is None or number < least or abs(number) >= 10**WIDEST_NUMBER:
            raise BadRow(f'The field "{name}" must be a whole number, at least {least}.', line=self.line)
        return number

    def hundredths(self, name: str, *, least: int = 0) -> int:
        """Read a field with at most two places (89.37 m², 12.50 yuan) as whole hundredths, exactly.

        Raises:
            BadRow: it is missing, no such number, or below `least` hundredths.
        """
        value = self.values.get(name)
        number = value * 100 if type(value) is int else _digits(self.text(name), 2)
        if number is None or number < least or abs(number) >= 10**WIDEST_NUMBER:
            raise BadRow(f'The field "{name}" must be a number with at most two places.', line=self.line)
        return number

    def flag(self, name: str, *, default: bool) -> bool:
        """Read a field as yes or no (是/否, true/false, 1/0); `default` when it is empty.

        Raises:
            BadRow: it is neither.
        """
        value = self.values.get(name)
        if isinstance(value, bool):
            return value
        if value in (None, ""):
            return default
        word = str(value).strip().lower()
        if word not in YES | NO:
            raise BadRow(f'The field "{name}" must be yes or no (是/否).', line=self.line)
        return word in YES

    def parts(self, name: str) -> list[str]:
        """Read a field as a list of texts: a JSON list, or text parted by 、；;| signs.

        Raises:
            BadRow: it is something else.
        """
        value = self.values.get(name)
        if value in (None, ""):
            return []
        if isinstance(value, str):
            value = [part.strip() for part in value.translate(PARTING).split("|") if part.strip()]
        if not isinstance(value, list) or not all(isinstance(part, str) and part for part in value):
            raise BadRow(f'The field "{name}" must be a list of names.', line=self.line)
        if any(UNSPEAKABLE.search(part) for part in value):
            raise BadRow(f'A name in "{name}" holds a sign that cannot be printed.', line=self.line)
        return [str(part) for part in value]


YES = {"true", "yes", "y", "1", "是", "已送达", "√"}
NO = {"false", "no", "n", "0", "否", "未送达", "×"}
PARTING = str.maketrans({"、": "|", "；": "|", ";": "|", "｜": "|"})


@dataclass(frozen=True, slots=True)
class Sheet:
    """A JSON object: its plain fields as one row, and each list of objects as rows with their lines."""

    head: Row
    lists: dict[str, list[Row]] = field(default_factory=dict)

    def rows(self, name: str) -> list[Row]:
        """Give the rows of a list; none when it is missing."""
        return self.lists.get(name, [])


def read_csv(text: str, names: Mapping[str, str]) -> list[Row]:
    """Read CSV with a heading line; `names` maps every accepted heading to the field it means.

    Raises:
        BadRow: there is no heading, a heading is unknown or doubled, or a row is longer than the heading.
    """
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[Row] = []
    fields: list[str] = []
    for line, cells in _numbered(reader):
        if not any(cell.strip() for cell in cells):
            continue
        if not fields:
            fields = _heading(cells, names, line)
            continue
        if len(cells) > len(fields):
            raise BadRow(f"The row has {len(cells)} fields, the heading {len(fields)}.", line=line)
        padded = cells + [""] * (len(fields) - len(cells))
        rows.append(Row(dict(zip(fields, padded, strict=True)), line))
    if not fields:
        raise BadRow("The file is empty; its first line must be the heading.", line=1)
    return rows


def _numbered(reader: Any) -> Iterator[tuple[int, list[str]]]:
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as broken:
            raise BadRow(f"This is not CSV: {broken}.", line=line) from broken
        yield line, cells


def _heading(cells: Sequence[str], names: Mapping[str, str], line: int) -> list[str]:
    fields = []
    for cell in cells:
        heading = unicodedata.normalize("NFKC", cell).strip().lower()
        if heading not in names:
            raise BadRow(f'The heading "{heading[:30]}" is unknown; known: {", ".join(names)}.', line=line)
        fields.append(names[heading])
    if len(set(fields)) != len(fields):
        raise BadRow("Two headings mean the same field.", line=line)
    return fields


def read_json(text: str) -> Sheet:
    """Read one JSON object whose lists of objects become rows that know their lines. O(bytes).

    Raises:
        BadRow: it is not an object, not JSON, or holds a number with places; names the line.
    """
    scan = _Scanner(text)
    plain: dict[str, Any] = {}
    lists: dict[str, list[Row]] = {}
    for key in scan.keyed():
        if key in plain or key in lists:
            raise BadRow(f'The key "{key[:30]}" is named twice.', line=scan.line())
        if scan.peek() == "[":
            found = list(scan.elements())
            if all(isinstance(value, dict) for value, _ in found):
                lists[key] = [Row(value, line) for value, line in found]
            else:
                plain[key] = [value for value, _ in found]
        else:
            plain[key] = scan.value()
    return Sheet(Row(plain, 1), lists)


class _Scanner:
    """A walk through the text of one JSON object, counting lines on the way."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.counted = 0
        self.lines = 1
        self.decoder = json.JSONDecoder(
            object_pairs_hook=_without_doubles, parse_float=_no_places, parse_constant=_no_places
        )

    def line(self) -> int:
        self.lines += self.text.count("\n", self.counted, self.at)
        self.counted = self.at
        return self.lines

    def peek(self) -> str:
        while self.at < len(self.text) and self.text[self.at] in SPACE:
            self.at += 1
        return self.text[self.at] if self.at < len(self.text) else ""

    def take(self, sign: str) -> None:
        """Pass one sign.

        Raises:
            BadRow: another stands here.
        """
        if self.peek() != sign:
            raise BadRow(f'This is not JSON: a "{sign}" is missing here.', line=self.line())
        self.at += 1

    def comma(self, end: str) -> None:
        """Pass the comma between two parts, or stop before the end.

        Raises:
            BadRow: neither is here, or nothing follows the comma.
        """
        if self.peek() != end:
            self.take(",")
            if self.peek() == end:
                raise BadRow("This is not JSON: nothing follows the comma.", line=self.line())

    def value(self) -> Any:
        """Read one whole value.

        Raises:
            BadRow: it is not JSON, too deep, or a number with places.
        """
        self.peek()
        line = self.line()
        try:
            value, self.at = self.decoder.raw_decode(self.text, self.at)
        except Fault as fault:
            raise fault.at_line(line) from None
        except json.JSONDecodeError as broken:
            raise BadRow(f"This is not JSON: {broken.msg}.", line=broken.lineno) from broken
        except (ValueError, RecursionError) as broken:
            raise BadRow("This is not JSON: too deep, or a number too long.", line=line) from broken
        return value

    def keyed(self) -> Iterator[str]:
        """Walk through the keys of the one object; whoever walks reads each value.

        Raises:
            BadRow: it is no object, or something follows it.
        """
        self.take("{")
        while self.peek() != "}":
            key = self.value()
            if not isinstance(key, str):
                raise BadRow("This is not JSON: a key must be text.", line=self.line())
            self.take(":")
            yield key
            self.comma("}")
        self.take("}")
        if self.peek():
            raise BadRow("Something follows after the end of the object.", line=self.line())

    def elements(self) -> Iterator[tuple[Any, int]]:
        self.take("[")
        while self.peek() != "]":
            line = self.line()
            yield self.value(), line
            self.comma("]")
        self.take("]")


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) != len(pairs):
        raise NotCanonical("A key is named twice in one object.")
    return value


def _no_places(number: str) -> Any:
    raise BadRow(f"{number[:30]} is not a whole number; write amounts and areas in whole units.")


def _digits(text: str, places: int) -> int | None:
    """Read plain digits with at most so many places as a whole number of the smallest unit; None if not such."""
    clean = unicodedata.normalize("NFKC", text).replace(",", "").strip()
    sign = -1 if clean.startswith("-") else 1
    front, point, back = clean.removeprefix("-").partition(".")
    fits = front.isascii() and front.isdigit() and len(front) <= WIDEST_NUMBER
    if not fits or (point and not (back.isascii() and back.isdigit() and len(back) <= places)):
        return None
    return sign * int(front + back.ljust(places, "0"))
