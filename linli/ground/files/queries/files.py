"""Finds stored files, and reads what is in them."""

from linli.ground.files import shelves
from linli.ground.files.models import StoredFile


def get(pk: int) -> StoredFile | None:
    """Return a file's row, or None."""
    return StoredFile.objects.filter(pk=pk).first()


def content(file: StoredFile) -> bytes:
    """Return what is in a file."""
    return shelves.where(file.path).read_bytes()
