"""Where one Linli keeps its things (LINLI_HOME, by default ./var): database, files, keys, stamps, and a lock."""

import contextlib
import fcntl
import os
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tools import environment
from tools.trouble import Trouble

KEYS = {
    "LINLI_SECRET_KEY": "secret",
    "LINLI_FIELD_KEYS": "field",
    "LINLI_INDEX_KEY": "index",
    "LINLI_JOURNAL_KEY": "journal",
}


class AlreadyRuns(Trouble):
    """Another `./dev` looks after this home; the message says which."""


@dataclass(frozen=True)
class Home:
    """The folder of one running Linli."""

    path: Path

    @classmethod
    def open(cls) -> "Home":
        """Return the home of this checkout, with its keys made when they are not there yet."""
        path = Path(os.environ.get("LINLI_HOME") or environment.ROOT / "var").expanduser().resolve()
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        home = cls(path)
        home._make_keys()
        return home

    def _make_keys(self) -> None:
        """Draw each key once; only its owner may read it."""
        folder = self.path / "keys"
        folder.mkdir(mode=0o700, exist_ok=True)
        for name in KEYS.values():
            with contextlib.suppress(FileExistsError):
                file = os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
                with os.fdopen(file, "w", encoding="ascii") as key:
                    key.write(urlsafe_b64encode(secrets.token_bytes(32)).decode() + "\n")

    def environment(self, **extra: str) -> dict[str, str]:
        """Return the environment for Linli's programs: this home, and its keys unless others are given."""
        env = environment.child_environment(LINLI_HOME=str(self.path), **extra)
        for name, file in KEYS.items():
            if not env.get(name) and not env.get(f"{name}_FILE"):
                env[f"{name}_FILE"] = str(self.path / "keys" / file)
        return env

    def has_tables(self) -> bool:
        """Tell whether the embedded database is there; of a PostgreSQL, its own commands know."""
        given = os.environ.get("DATABASE_URL") or os.environ.get("DATABASE_URL_FILE")
        return bool(given) or (self.path / "linli.sqlite3").is_file()

    @contextlib.contextmanager
    def alone(self) -> Iterator[None]:
        """Hold this home for one supervisor.

        Raises:
            AlreadyRuns: another one holds it.
        """
        with (self.path / "dev.lock").open("a+", encoding="ascii") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                lock.seek(0)
                raise AlreadyRuns(
                    f"Linli already runs from {self.path} (process {lock.read().strip() or 'unknown'}). "
                    "Stop it with Ctrl+C where it runs, or give this one its own folder: LINLI_HOME=… ./dev"
                ) from None
            lock.truncate(0)
            lock.write(f"{os.getpid()}\n")
            lock.flush()
            yield
