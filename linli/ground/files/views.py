"""Hands out files to those who may see them, under headers that let a browser do nothing else with them."""

from django.http import FileResponse, HttpRequest
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from linli.ground.files import keepers, shelves
from linli.ground.files.models import FileKind, StoredFile
from linli.ground.files.queries import files
from linli.ground.files.refusals import NoSuchFile

_SHOWN_IN_PLACE = {FileKind.PHOTO, FileKind.SOUND}


@require_safe
def show(request: HttpRequest, pk: int) -> FileResponse:
    """Send a file."""
    found = _seen(request, pk)
    return _sent(found, found.path)


@require_safe
def thumbnail(request: HttpRequest, pk: int) -> FileResponse:
    """Send the small picture of a photo."""
    found = _seen(request, pk)
    if not found.thumbnail:
        raise NoSuchFile
    return _sent(found, found.thumbnail)


def _seen(request: HttpRequest, pk: int) -> StoredFile:
    found = files.get(pk)
    if found is None or not keepers.may_see(request, found):
        raise NoSuchFile
    return found


def _sent(file: StoredFile, name: str) -> FileResponse:
    place = shelves.where(name)
    if not place.is_file():
        raise NoSuchFile
    response = FileResponse(
        place.open("rb"),
        content_type=file.media_type,
        as_attachment=file.kind not in _SHOWN_IN_PLACE,
        filename=f"linli-{file.pk}{place.suffix}",
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; media-src 'self'; img-src 'self'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    patch_cache_control(response, private=True, max_age=600)
    return response
