"""The hash of what was posted: anyone who holds the sheet, its files and its dates can work it out again."""

from datetime import UTC, datetime, timedelta
from typing import Any

from civics import canonical
from linli.commons.notices.models import Erratum, Notice

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def content(notice: Notice) -> dict[str, Any]:
    """Return all that a posting commits to: words, tables, files, place, author and dates."""
    assert notice.posted_at is not None and notice.ends_at is not None
    files = notice.files.select_related("file").order_by("order", "id")
    return {
        "area": notice.area_id,
        "author": notice.organization_id,
        "body": notice.body,
        "days": notice.days,
        "ends_at": _micro(notice.ends_at),
        "files": [[one.file.sha256, one.caption] for one in files],
        "kind": notice.kind,
        "link": notice.link,
        "matter": notice.matter_id,
        "notice": notice.pk,
        "posted_at": _micro(notice.posted_at),
        "tables": notice.tables,
        "title": notice.title,
    }


def digest(notice: Notice) -> str:
    """Return the SHA-256 of what was posted, in hexadecimal."""
    return canonical.digest(content(notice))


def digest_of_erratum(erratum: Erratum) -> str:
    """Return the SHA-256 of a correction and of the posting it belongs to."""
    assert erratum.posted_at is not None
    return canonical.digest(
        {
            "notice": erratum.notice_id,
            "of": erratum.notice.digest,
            "posted_at": _micro(erratum.posted_at),
            "words": erratum.words,
        }
    )


def _micro(moment: datetime) -> int:
    return (moment - _EPOCH) // timedelta(microseconds=1)
