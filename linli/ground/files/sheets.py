"""Recognises tables by their content: workbooks and text."""

import io
import zipfile

from linli.ground.files.refusals import NotASheet

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv"
_HEAD = 4096
_MOST_UNPACKED = 1_000_000_000


def recognised(content: bytes) -> tuple[str, str]:
    """Return the media type and ending of a table.

    Raises:
        NotASheet: it is neither a workbook nor text.
    """
    if content.startswith(b"PK"):
        _refuse_unless_workbook(content)
        return XLSX, "xlsx"
    if b"\x00" in content[:_HEAD]:
        raise NotASheet
    for encoding in ("utf-8", "gb18030"):
        try:
            content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return CSV, "csv"
    raise NotASheet


def _refuse_unless_workbook(content: bytes) -> None:
    """Refuse what is no workbook, or would unpack into more than a gigabyte."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
    except zipfile.BadZipFile as broken:
        raise NotASheet from broken
    if not any(part.filename.startswith("xl/") for part in parts):
        raise NotASheet
    if sum(part.file_size for part in parts) > _MOST_UNPACKED:
        raise NotASheet
