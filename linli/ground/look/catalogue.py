"""Compiles the translations (.po) to what Django loads (.mo), because a bare machine has no GNU gettext."""

import ast
import re
import struct
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

Key = tuple[str, str]
"""A message's context (mostly empty) and its Chinese words."""


@dataclass(slots=True)
class Message:
    """One entry of a .po file."""

    context: str = ""
    words: str = ""
    plural: str = ""
    translations: list[str] = field(default_factory=list)
    doubtful: bool = False

    @property
    def key(self) -> Key:
        """What the message is found by."""
        return self.context, self.words


class BadCatalogue(ValueError):
    """A line of a .po file that means nothing; the message names file and line."""


_LINE = re.compile(r'(msgctxt|msgid_plural|msgid|msgstr(?:\[\d+\])?)?\s*(".*")$')
_PLACES = {"msgctxt": "context", "msgid": "words", "msgid_plural": "plural"}


def read(path: Path) -> list[Message]:
    """Return the messages of a .po file, in order; entries that are commented out do not count.

    Raises:
        BadCatalogue: a line that is no part of an entry, or an entry written twice.
    """
    messages: list[Message] = [Message()]
    place = "msgid"
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        if line.startswith("#,") and "fuzzy" in line:
            messages.append(Message(doubtful=True))
        elif line and not line.startswith("#"):
            found = _LINE.match(line.strip())
            if not found:
                raise BadCatalogue(f"{path.name}, line {number}: {line!r} is no part of an entry")
            place = found[1] or place
            _put(messages, place, bool(found[1]), ast.literal_eval(found[2]))
    kept = [message for message in messages if message.translations]
    if len({message.key for message in kept}) < len(kept):
        raise BadCatalogue(f"{path.name} has an entry twice: {_doubles(kept)}")
    return kept


def _put(messages: list[Message], place: str, begins: bool, words: str) -> None:  # noqa: FBT001 -- private, one caller
    """Add words to the entry they belong to; a context or words after a translation begin a new one."""
    if begins and place in {"msgctxt", "msgid"} and messages[-1].translations:
        messages.append(Message())
    entry = messages[-1]
    if place in _PLACES:
        setattr(entry, _PLACES[place], getattr(entry, _PLACES[place]) + words)
    elif begins:
        entry.translations.append(words)
    else:
        entry.translations[-1] += words


def _doubles(messages: list[Message]) -> str:
    keys = [message.key for message in messages]
    return "; ".join(sorted({words for context, words in keys if keys.count((context, words)) > 1}))


def compiled(messages: Iterable[Message]) -> bytes:
    """Return the messages in GNU gettext's binary form; untranslated and doubtful ones are left out."""
    table: dict[bytes, bytes] = {}
    for message in messages:
        if all(message.translations) and not (message.doubtful and message.words):
            name = f"{message.context}\x04{message.words}" if message.context else message.words
            name += f"\x00{message.plural}" if message.plural else ""
            table[name.encode()] = "\x00".join(message.translations).encode()
    names = sorted(table)
    start = 7 * 4 + 16 * len(names)
    pairs: list[tuple[int, int]] = []
    text = b""
    for part in (*names, *(table[name] for name in names)):
        pairs.append((len(part), start + len(text)))
        text += part + b"\x00"
    numbers = [number for pair in pairs for number in pair]
    head = struct.pack("<7I", 0x950412DE, 0, len(names), 28, 28 + 8 * len(names), 0, start)
    return head + struct.pack(f"<{len(numbers)}I", *numbers) + text


def compile_all(folders: Iterable[Path | str]) -> list[Path]:
    """Write a .mo beside every .po that is newer than it and return those written; readers never meet half a file."""
    written = []
    for folder in folders:
        for source in sorted(Path(folder).glob("*/LC_MESSAGES/*.po")):
            target = source.with_suffix(".mo")
            content = compiled(read(source))
            if not target.exists() or target.read_bytes() != content:
                fresh = target.with_suffix(".mo.fresh")
                fresh.write_bytes(content)
                fresh.replace(target)
                written.append(target)
    return written
