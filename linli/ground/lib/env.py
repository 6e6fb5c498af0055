"""Reads settings from the environment, from secret files and from nowhere else."""

import os
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

KNOWN: set[str] = set()


class BadSetting(Exception):
    """A setting cannot be used as it stands; the message says which and what to do."""


def _raw(name: str) -> str | None:
    KNOWN.update({name, f"{name}_FILE"})
    if file := os.environ.get(f"{name}_FILE"):
        try:
            return Path(file).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise BadSetting(f"{name}_FILE names {file}, which cannot be read: {error.strerror}.") from error
    return os.environ.get(name)


def text(name: str, default: str = "") -> str:
    """Return the setting as text, or its default when unset."""
    value = _raw(name)
    return default if value is None else value


def words(name: str, default: str = "") -> list[str]:
    """Return a comma-separated setting as a list without blanks."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def flag(name: str, *, default: bool) -> bool:
    """Return yes or no.

    Raises:
        BadSetting: the value is neither yes nor no.
    """
    value = _raw(name)
    if value is None or value == "":
        return default
    if value.lower() in {"1", "true", "yes", "on"}:
        return True
    if value.lower() in {"0", "false", "no", "off"}:
        return False
    raise BadSetting(f"{name} is {value!r}; write yes or no.")


def number(name: str, default: int) -> int:
    """Return a whole number.

    Raises:
        BadSetting: the value is not a whole number.
    """
    value = _raw(name)
    if value is None or value == "":
        return default
    try:
        return int(value)
    except ValueError as error:
        raise BadSetting(f"{name} is {value!r}; write a whole number.") from error


def folder(name: str, default: Path) -> Path:
    """Return a folder, made when it is not there yet."""
    path = Path(text(name) or default).expanduser().resolve()
    path.mkdir(parents=True, exist_ok=True)
    return path


def unknown() -> list[str]:
    """Return the LINLI_ settings in the environment that nothing has asked for: typing errors, most likely."""
    return sorted(name for name in os.environ if name.startswith("LINLI_") and name not in KNOWN)


def database(url: str, sqlite_file: Path) -> dict[str, object]:
    """Return Django's description of the database: SQLite in a file, or PostgreSQL by its URL.

    Raises:
        BadSetting: the URL names another kind of database.
    """
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(sqlite_file),
            "OPTIONS": {
                # Writers queue at BEGIN instead of failing half-way; FULL because ballots and money live here.
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
                "PRAGMA temp_store=MEMORY; PRAGMA cache_size=-32000; PRAGMA mmap_size=268435456;",
            },
        }
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise BadSetting(
            "DATABASE_URL must begin with postgresql:// (leave it unset for the embedded SQLite)."
        )
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", None) or unquote(parts.hostname or ""),
        "PORT": str(parts.port or query.pop("port", "")),
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"pool": True, **query},
    }
