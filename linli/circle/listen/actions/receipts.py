"""Gives out receipt numbers: month and day, then a running number of the community, without gaps or doubles."""

from datetime import date

from django.db import connection

_NEXT = """
INSERT INTO listen_receiptcounter (community_id, day, last) VALUES (%s, %s, %s)
ON CONFLICT (community_id, day) DO UPDATE SET last = listen_receiptcounter.last + excluded.last RETURNING last
"""


def numbers(community: int, day: date, many: int = 1) -> list[str]:
    """Take the next receipt numbers of a community on a day: one statement, so that two writers never get the same."""
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [community, day, many])
        last: int = cursor.fetchone()[0]
    return [f"{day:%m%d}-{number:04d}" for number in range(last - many + 1, last + 1)]
