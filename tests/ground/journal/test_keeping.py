"""A backup is taken while the house works, proves itself when it is put back, and is refused when it is not whole."""

import os
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlencode

import psycopg
import pytest
from django.db import connection

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[3]

PRELUDE = """
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from django.conf import settings
from django.core.management import CommandError, call_command
from linli.ground.journal.actions import seals
from linli.ground.journal.keeping import proof
from linli.ground.journal.models import Entry
from linli.ground.people.actions import areas
from linli.ground.people.choices import AreaKind
from linli.ground.people.models import Area
from linli.ground.people.rules import HOUSE

at = datetime(2026, 11, 21, 4, 0, tzinfo=UTC)

def settle(name, districts):
    city = areas.found(by=HOUSE, kind=AreaKind.CITY, name=name, parent=None, at=at)
    for number in range(districts):
        areas.found(by=HOUSE, kind=AreaKind.DISTRICT, name=f"第{number}区", parent=city, at=at)
    seals.seal(at=at)
    folder = Path(settings.MEDIA_ROOT) / "voices"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.txt").write_text("路灯" * 1000, encoding="utf-8")

def count():
    files = sorted(path.name for path in Path(settings.MEDIA_ROOT).rglob("*.txt"))
    return [Area.objects.count(), *proof.prove(), *files]

def attempt(*words, **more):
    said = StringIO()
    try:
        call_command(*words, stdout=said, **more)
    except CommandError as no:
        return str(no)
    return said.getvalue()
"""


@dataclass
class Homes:
    """Several homes, each with its own database of the kind that this run is on."""

    folder: Path
    databases: list[str] = field(default_factory=list)

    def ask(self, home: str, program: str, **more: str) -> list[str]:
        """Run a program in a home and return the lines it printed."""
        done = subprocess.run(
            [sys.executable, "-m", "linli", "shell", "--no-imports", "-c", PRELUDE + program],
            cwd=ROOT,
            env=self._environment(home) | more,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.splitlines()

    def close(self) -> None:
        for name in self.databases:
            self._tell(f"DROP DATABASE IF EXISTS {connection.ops.quote_name(name)} WITH (FORCE)")

    def _environment(self, home: str) -> dict[str, str]:
        env = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        env |= {"LINLI_HOME": str(self.folder / home), "DJANGO_SETTINGS_MODULE": "tests.settings"}
        if connection.vendor == "postgresql":
            env["DATABASE_URL"] = self._url(self._database(home))
        return env

    def _database(self, home: str) -> str:
        name = f"keeping_{os.getpid()}_{self.folder.name}_{home}"
        if name not in self.databases:
            self._tell(f"CREATE DATABASE {connection.ops.quote_name(name)}")
            self.databases.append(name)
        return name

    def _tell(self, order: str) -> None:
        with psycopg.connect(self._url("postgres"), autocommit=True) as server:
            server.execute(order)

    def _url(self, name: str) -> str:
        here = connection.settings_dict
        login = quote(here["USER"], safe="") + (
            f":{quote(here['PASSWORD'], safe='')}" if here["PASSWORD"] else ""
        )
        port = {"port": here["PORT"]} if here["PORT"] else {}
        return f"postgresql://{login}@/{name}?{urlencode({'host': here['HOST'], **port})}"


@pytest.fixture(scope="module")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Homes]:
    homes = Homes(tmp_path_factory.mktemp("homes"))
    yield homes
    homes.close()


@pytest.fixture(scope="module")
def backup(homes: Homes) -> Path:
    """The backup of a home with four areas, a sealed journal and a file."""
    path = homes.folder / "backup.tar.gz"
    homes.ask(
        "here",
        f"call_command('migrate', verbosity=0)\nsettle('此城', 3)\ncall_command('backup', to=Path({str(path)!r}))",
    )
    return path


def test_a_restored_home_has_the_same_rows_files_and_journal(homes: Homes, backup: Path) -> None:
    said, after = homes.ask("there", f"print(attempt('restore', {str(backup)!r}).strip())\nprint(count())")
    before = homes.ask("here", "print(count())")

    assert "proved it" in said
    assert [after] == before
    assert after.startswith("[4, 4, ") and after.endswith("'此城.txt']")


def test_an_inhabited_home_is_replaced_only_when_told_and_kept_before(homes: Homes, backup: Path) -> None:
    program = f"""
call_command("migrate", verbosity=0)
settle("彼城", 1)
print(count())
print(attempt("restore", {str(backup)!r}))
print(count())
kept = next(word for word in attempt("restore", {str(backup)!r}, replace=True).split() if "backups" in word)
print(count())
attempt("restore", kept.rstrip("."), replace=True)
print(count())
"""
    own, refused, untouched, replaced, back = homes.ask("elsewhere", program)

    assert own.startswith("[2, 2, ")
    assert (
        refused == "This home is not empty. Nothing was changed; with --replace it is backed up and replaced."
    )
    assert untouched == own
    assert replaced.startswith("[4, 4, ")
    assert back == own


def test_a_damaged_backup_is_refused_with_a_sentence_and_changes_nothing(homes: Homes, backup: Path) -> None:
    whole, middle = backup.read_bytes(), backup.stat().st_size // 2
    damaged = {
        "cut": whole[:middle],
        "flipped": whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :],
        "alien": b"hello" * 100,
        "empty": b"",
    }
    for words, body in damaged.items():
        (homes.folder / f"{words}.tar.gz").write_bytes(body)
    program = f"""
before = count()
for words in {list(damaged)!r}:
    print(words, attempt("restore", str(Path({str(homes.folder)!r}) / f"{{words}}.tar.gz"), replace=True))
print(count() == before)
"""
    *refusals, same = homes.ask("here", program)

    assert [refusal.split()[0] for refusal in refusals] == list(damaged)
    assert [refusal for refusal in refusals if "damaged" not in refusal] == []
    assert same == "True"


def test_a_backup_whose_rows_were_changed_is_refused(homes: Homes, backup: Path) -> None:
    folder, changed = homes.folder / "unpacked", homes.folder / "changed.tar.gz"
    with tarfile.open(backup) as tar:
        tar.extractall(folder)
    body = (folder / "database").read_bytes()
    assert "此城".encode() in body
    (folder / "database").write_bytes(body.replace("此城".encode(), "他城".encode()))
    with tarfile.open(changed, "w:gz") as tar:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            tar.add(path, arcname=path.relative_to(folder).as_posix())

    (refused,) = homes.ask("here", f"print(attempt('restore', {str(changed)!r}, replace=True))")

    assert refused == "changed.tar.gz is damaged: database is not what was packed. Nothing was changed."


def test_a_backup_under_another_field_key_is_refused(homes: Homes, backup: Path) -> None:
    other = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="

    (refused,) = homes.ask(
        "here", f"print(attempt('restore', {str(backup)!r}, replace=True))", LINLI_FIELD_KEYS=other
    )

    assert refused.startswith("The backup was made under another field key")


def test_a_journal_that_was_tampered_with_is_not_backed_up(homes: Homes, backup: Path) -> None:
    program = f"""
attempt("restore", {str(backup)!r})
Entry.objects.filter(number=2).update(payload={{"kind": "city"}})
print(attempt("backup"))
Entry.objects.filter(number=2).delete()
print(attempt("backup"))
"""

    changed, missing = homes.ask("tampered", program)

    assert changed == "The 4 sealed entries give another root than their head was signed for."
    assert missing == "The newest head covers 4 entries, but 2 are here."


def test_an_upgrade_backs_up_migrates_and_keeps_the_journals_head(homes: Homes, backup: Path) -> None:
    program = f"""
attempt("restore", {str(backup)!r})
call_command("migrate", "sessions", "zero", verbosity=0)
before = count()
print(attempt("upgrade").strip())
print(count() == before)
print(attempt("showmigrations", "sessions").count("[ ]"))
print(len(list((Path(settings.HOME) / "backups").iterdir())))
"""

    backed_up, upgraded, same_head, waiting, backups = homes.ask("older", program)

    assert backed_up.startswith("Backed up to ")
    assert upgraded.startswith("Upgraded. The journal is proven: 4 entries as before.")
    assert (same_head, waiting, backups) == ("True", "0", "1")
