"""Which room decides who may see its files: hung up by the wiring, denied when no room answers."""

from collections.abc import Callable, Mapping

from django.http import HttpRequest

from linli.ground.files.models import StoredFile

MaySee = Callable[[HttpRequest, StoredFile], bool]

_hung: dict[str, MaySee] = {}


def hang(keepers: Mapping[str, MaySee]) -> None:
    """Hang up who decides; called once, when the house is loaded."""
    _hung.clear()
    _hung.update(keepers)


def may_see(request: HttpRequest, file: StoredFile) -> bool:
    """Say whether the asker may see a file: its keeper's word; nobody when the keeper is not hung up."""
    decide = _hung.get(file.keeper)
    return file.is_public or (decide is not None and decide(request, file))
