"""Keeps an uploaded register table sealed while an import is under way."""

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from linli.ground.lib.chance import token
from linli.ground.lib.sealed import seal_bytes, unseal_bytes


def keep(content: bytes) -> str:
    """Store a file sealed under a random name; return the name."""
    return default_storage.save(f"register/{token(18)}.sealed", ContentFile(seal_bytes(content)))


def opened(name: str) -> bytes:
    """Return the content of a stored file."""
    with default_storage.open(name) as file:
        return unseal_bytes(file.read())


def drop(name: str) -> None:
    """Remove a stored file, if there is one."""
    if name:
        default_storage.delete(name)
