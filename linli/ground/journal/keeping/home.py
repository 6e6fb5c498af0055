"""Keeps a home: takes a backup of it, and puts one back."""

import fcntl
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path

from django.conf import settings

import linli
from linli.ground.journal.keeping import archive, proof
from linli.ground.journal.keeping.archive import DATABASE, Manifest
from linli.ground.journal.keeping.proof import JournalBroken
from linli.ground.journal.keeping.stores import CannotKeep, store


@dataclass(frozen=True, slots=True)
class Kept:
    """A backup that was taken or put back: where it lies, and what it holds."""

    path: Path
    manifest: Manifest

    def __str__(self) -> str:
        held = self.manifest
        rows, files, root = (
            sum(held.rows.values()),
            len(held.digests) - 1,
            held.journal_root[:12] or "nothing sealed",
        )
        return (
            f"{rows} rows in {len(held.rows)} tables, {files} files, journal of {held.journal_size} ({root})"
        )


def take_proven(*, at: datetime, target: Path | None = None) -> Kept:
    """Take a backup of a home whose journal proves itself; a backup of any other would be worth nothing.

    Raises:
        CannotKeep: as in `take`.
        JournalBroken: the journal does not prove itself.
    """
    proof.prove()
    return take(at=at, target=target)


def take(*, at: datetime, target: Path | None = None) -> Kept:
    """Take a backup of the home as it is at one moment, while it goes on working; tables may be of an older version.

    Raises:
        CannotKeep: the target is there already, or the database cannot be copied.
    """
    path = target or _next_name(at)
    if path.exists():
        raise CannotKeep(f"{path} is there already; choose another name.")
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".taking-") as folder:
        copy, here = Path(folder) / DATABASE, store()
        facts = here.dump(copy)
        parts = {DATABASE: copy, **archive.files_in(Path(settings.MEDIA_ROOT))}
        manifest = Manifest(
            format=archive.FORMAT,
            version=linli.__version__,
            made_at=at.isoformat(),
            engine=here.engine,
            field_key=archive.mark_of_key(settings.FIELD_KEYS[0]),
            rows=facts.rows,
            journal_size=facts.size,
            journal_root=facts.root,
            digests={name: archive.digest_of(part) for name, part in parts.items()},
        )
        archive.pack(path, manifest, parts)
    return Kept(path, manifest)


def _next_name(at: datetime) -> Path:
    """Return a free name; two backups may fall into one second."""
    folder, name = Path(settings.HOME) / "backups", f"linli-{at:%Y%m%d-%H%M%S}"
    return next(
        path for n in count(1) if not (path := folder / f"{name}{f'-{n}' if n > 1 else ''}.tar.gz").exists()
    )


def put_back(source: Path, *, at: datetime, replace: bool) -> tuple[Kept, Kept | None]:
    """Put a backup in place of what is here; return it, and the backup taken of what was here before.

    Its tables may be of an older version: migrate them, then let `prove` hold the journal to it.

    Raises:
        CannotKeep: the backup cannot be used, somebody lives here and `replace` is not said, or Linli is running.
    """
    here = store()
    with _nobody_serves(), tempfile.TemporaryDirectory(dir=settings.HOME, prefix=".restoring-") as name:
        folder = Path(name)
        manifest = archive.unpack(source, folder)
        if manifest.engine != here.engine:
            raise CannotKeep(
                f"The backup is of {manifest.engine}, this home uses {here.engine}. Nothing was changed."
            )
        inhabited = any(here.facts().rows.values())
        if inhabited and not replace:
            raise CannotKeep(
                "This home is not empty. Nothing was changed; with --replace it is backed up and replaced."
            )
        before = take(at=at) if inhabited else None
        here.load(folder / DATABASE, manifest.facts)
        _exchange_files(folder / archive.FILES)
    (Path(settings.HOME) / "prepared.stamp").unlink(missing_ok=True)
    return Kept(source, manifest), before


def prove(kept: Kept) -> None:
    """Hold the journal that is here now to what a backup says of it.

    Raises:
        JournalBroken: it does not prove itself, or its head is another.
    """
    if proof.prove() != (kept.manifest.journal_size, kept.manifest.journal_root):
        raise JournalBroken(f"The journal's head is not the one of {kept.path.name}.")


def _exchange_files(incoming: Path) -> None:
    """Put the unpacked files where uploads are kept; those of before are in the backup taken before."""
    place = Path(settings.MEDIA_ROOT)
    if place.exists():
        shutil.rmtree(place)
    if incoming.is_dir():
        shutil.move(incoming, place)


@contextmanager
def _nobody_serves() -> Iterator[None]:
    """Hold the lock that a running `./dev` holds.

    Raises:
        CannotKeep: it is running.
    """
    with (Path(settings.HOME) / "dev.lock").open("a+", encoding="ascii") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CannotKeep(
                "Linli is running here. Stop it first (Ctrl+C where it runs), then try again."
            ) from None
        yield
