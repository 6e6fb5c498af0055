"""The code at the door of a meeting: signed, and good for ten minutes."""

from datetime import UTC, datetime, timedelta

from django.core.signing import BadSignature, Signer

GOOD_FOR = timedelta(minutes=10)
_signer = Signer(salt="linli.deliberate.door")


def code(meeting: int, at: datetime) -> str:
    """Return the code that lets people sign in at a meeting until ten minutes after this moment."""
    return _signer.sign(f"{meeting}-{int((at + GOOD_FOR).timestamp())}").replace(":", ".")


def is_good(meeting: int, given: str, at: datetime) -> bool:
    """Say whether a code was given out for this meeting and is not too old."""
    try:
        named, _dash, until = _signer.unsign(":".join(given.rsplit(".", 1))).partition("-")
    except BadSignature:
        return False
    return named == str(meeting) and at <= datetime.fromtimestamp(int(until), UTC)
