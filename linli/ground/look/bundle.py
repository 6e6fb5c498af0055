"""Makes look.css and look.js out of their parts, and finds them for Django as if they were ordinary static files.

The parts (css/, js/) are no static files themselves, so that a page costs two requests and not fifty.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.checks import CheckMessage
from django.core.files.storage import FileSystemStorage

HERE = Path(__file__).resolve().parent
_IMPORT = re.compile(r'^@import "([^"]+)";\n', re.MULTILINE)


def stylesheet() -> str:
    """Return css/look.css with every import replaced by the file it names, once and in order."""
    folder = HERE / "css"
    return _IMPORT.sub(
        lambda found: (folder / found[1]).read_text("utf-8"), (folder / "look.css").read_text("utf-8")
    )


def script() -> str:
    """Return every behaviour of js/ in a scope of its own, as one module; they share nothing and import nothing."""
    behaviours = sorted((HERE / "js").glob("*.js"))
    return "".join(f"{{\n{path.read_text('utf-8')}}}\n" for path in behaviours)


MADE: dict[str, Callable[[], str]] = {"look/look.css": stylesheet, "look/look.js": script}


class MadeFiles(BaseFinder):
    """Finds the two made files; they are written anew whenever a part has changed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.storage = FileSystemStorage(location=settings.HOME / "made")

    def check(self, **_options: Any) -> list[CheckMessage]:
        """Report nothing: there is nothing to configure."""
        return []

    def find(self, path: str, find_all: bool = False) -> Any:  # noqa: FBT001, FBT002 -- Django's own signature
        """Return where the made file lies (in a list, if all are asked for), or nothing when it is not ours."""
        if path not in MADE:
            return []
        found = str(self.make(path))
        return [found] if find_all else found

    def list(self, _ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, FileSystemStorage]]:
        """Make and name both files, for collectstatic."""
        for path in MADE:
            self.make(path)
            yield path, self.storage

    def make(self, path: str) -> Path:
        """Write the file if its content has changed and return where it lies; a reader never meets half a file."""
        target, content = Path(self.storage.path(path)), MADE[path]()
        if not target.exists() or target.read_text("utf-8") != content:
            target.parent.mkdir(parents=True, exist_ok=True)
            fresh = target.with_suffix(f"{target.suffix}.fresh")
            fresh.write_text(content, "utf-8")
            fresh.replace(target)
        return target
