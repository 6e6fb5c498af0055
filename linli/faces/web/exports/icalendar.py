"""Calendars (RFC 5545): meetings and dates of ballots for the calendar of a phone; a UID never changes."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from urllib.parse import urlsplit

from django.conf import settings

from linli.faces.web.happenings import Happening

MEDIA_TYPE = "text/calendar; charset=utf-8"
_OCTETS = 75
_PRODUCT = "-//Linli//Linli 1//ZH"


def written(title: str, happenings: Iterable[Happening]) -> bytes:
    """Return a calendar of happenings."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{_PRODUCT}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(title)}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
        *(line for one in happenings for line in _event(one)),
        "END:VCALENDAR",
    ]
    return b"".join(folded(line) for line in lines)


def escaped(words: str) -> str:
    """Return a text value with backslashes, semicolons, commas and line ends escaped, and no other control signs."""
    plain = words.replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(sign for sign in plain if sign in "\n\t" or (ord(sign) >= 0x20 and ord(sign) != 0x7F))
    for sign, instead in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        kept = kept.replace(sign, instead)
    return kept


def folded(line: str) -> bytes:
    """Return one content line, folded so that no line has more than 75 octets and no character is torn apart."""
    parts: list[bytes] = []
    part = b""
    for sign in line:
        octets = sign.encode()
        if len(part) + len(octets) > (_OCTETS if not parts else _OCTETS - 1):
            parts.append(part)
            part = b""
        part += octets
    parts.append(part)
    return b"\r\n ".join(parts) + b"\r\n"


def _event(one: Happening) -> Iterator[str]:
    host = urlsplit(settings.BASE_URL).hostname or "localhost"
    yield "BEGIN:VEVENT"
    yield f"UID:{one.name}@{host}"
    yield f"DTSTAMP:{_moment(one.changed_at)}"
    yield f"LAST-MODIFIED:{_moment(one.changed_at)}"
    yield f"SEQUENCE:{one.changes}"
    yield f"DTSTART:{_moment(one.since)}"
    yield f"DTEND:{_moment(max(one.until, one.since))}"
    yield f"SUMMARY:{escaped(one.title)}"
    if one.place:
        yield f"LOCATION:{escaped(one.place)}"
    if one.words:
        yield f"DESCRIPTION:{escaped(one.words)}"
    yield f"URL:{settings.BASE_URL.rstrip('/')}{one.path}"
    yield f"STATUS:{'CANCELLED' if one.is_off else 'CONFIRMED'}"
    yield "END:VEVENT"


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
