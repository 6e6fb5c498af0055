"""Takes files in: recognised by their content, cleaned, renamed at random, written before the row that names them."""

import hashlib
from datetime import datetime
from functools import partial

from django.db import transaction

from linli.ground.files import photos, sheets, shelves, sounds
from linli.ground.files.models import FileKind, StoredFile
from linli.ground.files.refusals import FileIsEmpty, FileIsTooLarge, SoundIsTooLong
from linli.ground.journal.actions import entries

MB = 1_000_000
MOST = {FileKind.PHOTO: 20 * MB, FileKind.SOUND: 10 * MB, FileKind.SHEET: 100 * MB}
LONGEST_SOUND = 300
GRACE = 5


def take_photo(*, content: bytes, keeper: str, area: int, by: int | None, at: datetime) -> StoredFile:
    """Take in a photo: upright, smaller, without the place where it was taken.

    Raises:
        FileIsEmpty, FileIsTooLarge: there is nothing, or more than 20 MB.
        NotAPhoto, TooManyPixels: it cannot be read as a picture, or only by filling the memory.
    """
    _refuse_by_size(content, FileKind.PHOTO)
    photo = photos.taken(content)
    name, small = shelves.new_name("jpg"), shelves.new_name("jpg")
    shelves.put(small, photo.thumbnail)
    return _keep(
        StoredFile(
            kind=FileKind.PHOTO,
            media_type="image/jpeg",
            path=name,
            thumbnail=small,
            width=photo.width,
            height=photo.height,
        ),
        photo.body,
        keeper=keeper,
        area=area,
        by=by,
        at=at,
    )


def take_sound(*, content: bytes, keeper: str, area: int, by: int | None, at: datetime) -> StoredFile:
    """Take in a recording as it is, of at most five minutes.

    Raises:
        FileIsEmpty, FileIsTooLarge: there is nothing, or more than 10 MB.
        NotASound: it is no recording that browsers can play.
        SoundIsTooLong: it lasts longer than five minutes.
    """
    _refuse_by_size(content, FileKind.SOUND)
    sound = sounds.heard(content)
    if sound.seconds is not None and sound.seconds > LONGEST_SOUND + GRACE:
        raise SoundIsTooLong(most=LONGEST_SOUND // 60)
    row = StoredFile(
        kind=FileKind.SOUND,
        media_type=sound.media_type,
        path=shelves.new_name(sounds.ENDINGS[sound.media_type]),
        seconds=sound.seconds,
    )
    return _keep(row, content, keeper=keeper, area=area, by=by, at=at)


def take_sheet(*, content: bytes, keeper: str, area: int, by: int | None, at: datetime) -> StoredFile:
    """Take in a workbook or a table of text as it is.

    Raises:
        FileIsEmpty, FileIsTooLarge: there is nothing, or more than 100 MB.
        NotASheet: it is neither .xlsx nor text.
    """
    _refuse_by_size(content, FileKind.SHEET)
    media_type, ending = sheets.recognised(content)
    row = StoredFile(kind=FileKind.SHEET, media_type=media_type, path=shelves.new_name(ending))
    return _keep(row, content, keeper=keeper, area=area, by=by, at=at)


@transaction.atomic
def remove(*, file: StoredFile, by: int | None, at: datetime) -> None:
    """Remove a file for good, its bytes after the row is surely gone."""
    entries.record("file.removed", by=by, thing=file, at=at, area=file.area_id, kind=file.kind)
    for name in (file.path, file.thumbnail):
        transaction.on_commit(partial(shelves.remove, name))
    file.delete()


@transaction.atomic
def _keep(
    row: StoredFile, content: bytes, *, keeper: str, area: int, by: int | None, at: datetime
) -> StoredFile:
    """Write the bytes, then the row: a file without a row can be swept away, a row without its file cannot."""
    shelves.put(row.path, content)
    row.sha256 = hashlib.sha256(content).hexdigest()
    row.size = len(content)
    row.keeper, row.area_id, row.brought_by, row.at = keeper, area, by, at
    row.save(force_insert=True)
    entries.record("file.taken", by=by, thing=row, at=at, area=area, kind=row.kind, size=row.size)
    return row


def _refuse_by_size(content: bytes, kind: FileKind) -> None:
    if not content:
        raise FileIsEmpty
    if len(content) > MOST[kind]:
        raise FileIsTooLarge(most=MOST[kind] // MB, size=-(-len(content) // MB))
