"""Where the bytes lie: in a folder beside the database, under names that say nothing, never under a public address."""

from pathlib import Path, PurePosixPath

from django.conf import settings

from linli.ground.lib.chance import token

NAME_BYTES = 18


def new_name(ending: str) -> str:
    """Return an unguessable name with two levels of folders, so that no folder grows large."""
    name = token(NAME_BYTES).replace("-", "a").replace("_", "b").lower()
    return f"{name[:2]}/{name[2:4]}/{name}.{ending}"


def put(name: str, content: bytes) -> None:
    """Write a file whole or not at all: first beside its place, then moved."""
    place = where(name)
    place.parent.mkdir(parents=True, exist_ok=True)
    beside = place.with_suffix(place.suffix + ".new")
    beside.write_bytes(content)
    beside.replace(place)


def where(name: str) -> Path:
    """Return where a file lies.

    Raises:
        ValueError: the name leads out of the folder.
    """
    parts = PurePosixPath(name).parts
    if not parts or ".." in parts or PurePosixPath(name).is_absolute():
        raise ValueError(f"{name!r} leads out of the folder of files")
    return Path(settings.MEDIA_ROOT).joinpath(*parts)


def remove(name: str) -> None:
    """Remove a file; one that is gone already is no trouble."""
    if name:
        where(name).unlink(missing_ok=True)
