"""The file a backup is: manifest, database and files, packed; read back only when every part is what it was."""

import hashlib
import hmac
import json
import tarfile
import zlib
from base64 import urlsafe_b64decode
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Any

from django.conf import settings

from linli.ground.journal.keeping.stores import CannotKeep, Facts

FORMAT = 1
DATABASE, MANIFEST, FILES = "database", "manifest.json", "files"
_PIECE = 1 << 20
_DAMAGED = (tarfile.TarError, EOFError, OSError, zlib.error, KeyError, TypeError, ValueError)


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself."""

    format: int
    version: str
    made_at: str
    engine: str
    field_key: str
    rows: dict[str, int]
    journal_size: int
    journal_root: str
    digests: dict[str, str]

    @property
    def facts(self) -> Facts:
        """The facts that the database must have when it is put back."""
        return Facts(self.rows, self.journal_size, self.journal_root)


def mark_of_key(key: str) -> str:
    """Return a mark that is equal for equal keys and tells nothing about the key."""
    return hmac.new(urlsafe_b64decode(key), b"linli backup", hashlib.sha256).hexdigest()[:16]


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def files_in(folder: Path) -> dict[str, Path]:
    """Return every file below a folder by its name in the archive."""
    found = sorted(path for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else []
    return {f"{FILES}/{path.relative_to(folder).as_posix()}": path for path in found}


def pack(target: Path, manifest: Manifest, parts: dict[str, Path]) -> None:
    """Write the archive under a passing name first: a half-written one is never taken for a backup."""
    passing = target.with_suffix(".partial")
    passing.touch(mode=0o600)
    written = target.parent / f".{target.name}.manifest"
    written.write_text(json.dumps(asdict(manifest), ensure_ascii=False, indent=1), encoding="utf-8")
    with tarfile.open(passing, "w:gz", compresslevel=6) as tar:
        for name, path in {MANIFEST: written, **parts}.items():
            tar.add(path, arcname=name, recursive=False)
    written.unlink()
    passing.replace(target)


def unpack(source: Path, folder: Path) -> Manifest:
    """Unpack an archive into an empty folder and return its manifest, with every part compared to its digest.

    Raises:
        CannotKeep: the file is no backup, is damaged, or was made by a newer version or under another field key.
    """
    try:
        found = _unpacked(source, folder)
        manifest = Manifest(**json.loads((folder / MANIFEST).read_text(encoding="utf-8")))
        found.pop(MANIFEST)
    except _DAMAGED as error:
        raise CannotKeep(
            f"{source.name} is not a backup of Linli, or it is damaged. Nothing was changed; take another one."
        ) from error
    if manifest.format != FORMAT:
        raise CannotKeep(
            f"{source.name} was made by a newer Linli ({manifest.version}). Nothing was changed; upgrade first."
        )
    if found != manifest.digests:
        wrong = sorted(
            name for name in {*found, *manifest.digests} if found.get(name) != manifest.digests.get(name)
        )
        raise CannotKeep(
            f"{source.name} is damaged: {', '.join(wrong[:5])} is not what was packed. Nothing was changed."
        )
    if manifest.field_key not in {mark_of_key(key) for key in settings.FIELD_KEYS}:
        raise CannotKeep(
            "The backup was made under another field key, so phone numbers and other sealed fields would stay closed. "
            "Nothing was changed; put that key into LINLI_FIELD_KEYS (or var/keys/field) first."
        )
    return manifest


def _unpacked(source: Path, folder: Path) -> dict[str, str]:
    """Write the members out, plain files of plain names only, and return their digests."""
    found: dict[str, str] = {}
    with tarfile.open(source, "r:gz") as tar:
        for member in tar:
            name = PurePosixPath(member.name)
            body = tar.extractfile(member) if member.isreg() else None
            if (
                body is None
                or name.is_absolute()
                or ".." in name.parts
                or name.parts[0] not in {DATABASE, MANIFEST, FILES}
            ):
                raise tarfile.TarError(f"{member.name} has no place in a backup")
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("wb") as out:
                found[member.name] = _copied(body, out)
    return found


def _copied(body: IO[bytes], out: IO[bytes]) -> str:
    sum_: Any = hashlib.sha256()
    while piece := body.read(_PIECE):
        sum_.update(piece)
        out.write(piece)
    return str(sum_.hexdigest())
