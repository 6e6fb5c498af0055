"""Facts and arrays as one piece of bytes, and back: a numpy archive without pickles, the same bytes every time."""

import io
import json
import zipfile
from typing import Any

import numpy as np
from numpy.typing import NDArray

from civics.faults import Fault

__all__ = ["UnreadableArchive", "packed", "unpacked"]

HEAD = "head"


class UnreadableArchive(Fault):
    """The bytes are not what this version wrote."""


def packed(head: dict[str, Any], parts: dict[str, NDArray[Any]], *, tight: bool = False) -> bytes:
    """Write facts (JSON) and arrays as bytes; `tight` squeezes them, which takes longer."""
    words = json.dumps(head, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    arrays: dict[str, Any] = {**parts, HEAD: np.frombuffer(words.encode(), dtype=np.uint8)}
    out = io.BytesIO()
    (np.savez_compressed if tight else np.savez)(out, **arrays)
    return out.getvalue()


def unpacked(blob: bytes, *, form: str) -> tuple[dict[str, Any], dict[str, NDArray[Any]]]:
    """Read what `packed` wrote, if its "format" is `form`; nothing in the bytes is ever run.

    Raises:
        UnreadableArchive: the bytes are damaged, are something else, or come from another version.
    """
    try:
        with np.load(io.BytesIO(blob), allow_pickle=False) as archive:
            parts = {name: archive[name] for name in archive.files}
        head: dict[str, Any] = json.loads(parts.pop(HEAD).tobytes())
    except (ValueError, KeyError, OSError, EOFError, AttributeError, TypeError, zipfile.BadZipFile) as broken:
        raise UnreadableArchive("These bytes cannot be read; make them anew.") from broken
    if head.get("format") != form:
        raise UnreadableArchive(f"These bytes are not “{form}”; make them anew with this version.")
    return head, parts
