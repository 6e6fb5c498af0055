"""Opens .xlsx, .xls and .csv files as rows of cells, or says in one sentence why it cannot."""

import csv
import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetVisibleEnum

from linli.ground.lib.refusal import Refusal
from linli.ground.people.sheets.cells import Cell

LARGEST_FILE = 50_000_000
LARGEST_UNPACKED = 800_000_000
EXTENSIONS = (".xlsx", ".xls", ".csv")

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PROTECTED = "EncryptedPackage".encode("utf-16-le")
_ENCODINGS = ("utf-8-sig", "gb18030")
_DELIMITERS = (",", "\t", ";", "，")


class FileIsEmpty(Refusal):
    """There is nothing in the file."""

    code, status = "file_empty", 422
    reason = _("这个文件是空的。请选填好的表格再上传。")


class FileIsTooLarge(Refusal):
    """The file is larger than what one import takes."""

    code, status = "file_too_large", 413
    reason = _("文件超过50MB。请按楼栋拆成几份，分几次导入。")


class NotATable(Refusal):
    """The file's name ends in something else than a table."""

    code, status = "not_a_table", 422
    reason = _("只认得.xlsx、.xls和.csv文件。请在Excel里“另存为”其中一种，再上传。")


class IsNotWhatItSays(Refusal):
    """The content is of another kind than the name says."""

    code, status = "file_not_what_it_says", 422
    reason = _("文件的内容和扩展名对不上（例如把网页改名成了表格）。请用Excel打开，“另存为.xlsx”，再上传。")


class IsProtected(Refusal):
    """The workbook opens with a password only."""

    code, status = "file_protected", 422
    reason = _("这个表格加了密码。请在Excel里去掉密码，另存后再上传。")


class IsBroken(Refusal):
    """The workbook is damaged."""

    code, status = "file_broken", 422
    reason = _("这个文件坏了，打不开。请在Excel里打开原表，“另存为.xlsx”，再上传。")


class EncodingIsUnknown(Refusal):
    """The text is neither UTF-8 nor a Chinese national encoding."""

    code, status = "encoding_unknown", 422
    reason = _("看不懂这个CSV文件的编码。请在Excel里“另存为.xlsx”，再上传。")


class QuotesDoNotPair(Refusal):
    """A quotation mark in the CSV has no partner."""

    code, status = "quotes_do_not_pair", 422
    reason = _("第%(line)s行的引号没有成对。请改好，或在Excel里“另存为.xlsx”，再上传。")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its name, its rows with their line numbers as Excel shows them, its merged ranges from 0."""

    name: str
    rows: Iterator[tuple[int, list[Cell]]]
    merged: list[tuple[tuple[int, int], tuple[int, int]]] = field(default_factory=list)
    total: int = 0


def refuse_unfit(file_name: str, size: int) -> None:
    """Refuse a file by its name and size, before it is read.

    Raises:
        NotATable, FileIsEmpty, FileIsTooLarge: as they say.
    """
    if not file_name.lower().endswith(EXTENSIONS):
        raise NotATable
    if size == 0:
        raise FileIsEmpty
    if size > LARGEST_FILE:
        raise FileIsTooLarge


def opened(file_name: str, content: bytes) -> Iterator[Sheet]:
    """Yield the visible sheets of a file, one after the other.

    Raises:
        NotATable, FileIsEmpty, FileIsTooLarge, IsNotWhatItSays, IsProtected, IsBroken, EncodingIsUnknown: as they say.
    """
    refuse_unfit(file_name, len(content))
    ending = file_name.lower().rsplit(".", 1)[1]
    if ending == "csv":
        yield _text_sheet(content)
        return
    if content.startswith(_OLE):
        if _PROTECTED in content:
            raise IsProtected
        if ending != "xls":
            raise IsNotWhatItSays
    elif not content.startswith(_ZIP) or ending != "xlsx":
        raise IsNotWhatItSays
    else:
        _refuse_broken_zip(content)
    yield from _workbook_sheets(content)


def _refuse_broken_zip(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            if sum(part.file_size for part in parts.infolist()) > LARGEST_UNPACKED:
                raise FileIsTooLarge
            if any(part.flag_bits & 1 for part in parts.infolist()):
                raise IsProtected
            if parts.testzip() is not None:
                raise IsBroken
            if "[Content_Types].xml" not in parts.namelist():
                raise IsNotWhatItSays
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as error:
        raise IsBroken from error


def _workbook_sheets(content: bytes) -> Iterator[Sheet]:
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        visible = [about.name for about in book.sheets_metadata if about.visible == SheetVisibleEnum.Visible]
        for name in visible:
            sheet = book.get_sheet_by_name(name)
            yield Sheet(name, _numbered(sheet), _merged(sheet), sheet.total_height)
    except PasswordError as error:
        raise IsProtected from error
    except CalamineError as error:
        raise IsBroken from error


def _numbered(sheet: CalamineSheet) -> Iterator[tuple[int, list[Cell]]]:
    return enumerate(sheet.iter_rows(), start=1)


def _merged(sheet: CalamineSheet) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Return merged ranges with columns counted from the first used one, as `iter_rows` does."""
    left = sheet.start[1] if sheet.start else 0
    return [((top, a - left), (bottom, b - left)) for (top, a), (bottom, b) in sheet.merged_cell_ranges or []]


def _text_sheet(content: bytes) -> Sheet:
    if content.startswith((_ZIP, _OLE)):
        raise IsNotWhatItSays
    words = _decoded(content)
    if words.lstrip()[:1] == "<":
        raise IsNotWhatItSays
    if not words.strip():
        raise FileIsEmpty
    first = next(line for line in words.splitlines() if line.strip())
    delimiter = max(_DELIMITERS, key=first.count)
    return Sheet("CSV", _text_rows(words, delimiter), total=words.count("\n"))


def _text_rows(words: str, delimiter: str) -> Iterator[tuple[int, list[Cell]]]:
    reader = csv.reader(io.StringIO(words, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            yield line, list(cells)
            line = reader.line_num + 1
    except csv.Error as error:
        raise QuotesDoNotPair(line=line) from error


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = _ENCODINGS
    for encoding in encodings:
        try:
            words = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in words:
            return words
    raise EncodingIsUnknown
