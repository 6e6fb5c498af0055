"""A log in one file that anyone can check at home: JSON lines of entries, signed heads, proofs and the key.

Kinds of lines (hashes, keys and signatures in lower-case hexadecimal, times in milliseconds UTC):
    {"kind":"log","version":1,"origin":NAME,"key":KEY}                         the first line
    {"kind":"entry","index":I,"entry":VALUE}                                   from 0, in order, none left out
    {"kind":"head","size":N,"root":HASH,"at":MS,"signature":SIGNATURE}
    {"kind":"inclusion","index":I,"size":N,"entry":VALUE,"proof":[HASH,…]}     below the head of that size
    {"kind":"consistency","old":M,"new":N,"proof":[HASH,…]}                    between two heads
The leaf of an entry is the canonical JSON of VALUE. A receipt is a bundle of one head and one proof.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from civics import canonical
from civics.faults import Fault
from civics.transparency.heads import Head, SignedHead
from civics.transparency.tree import leaf_hash

VERSION = 1


class NotABundle(Fault):
    """A line that is not of any known kind, out of order, or lacks what its kind needs."""


@dataclass(frozen=True, slots=True)
class Inclusion:
    """A proof line: this leaf stands at this index below the head of this size."""

    line: int
    index: int
    size: int
    leaf: bytes
    proof: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Consistency:
    """A proof line: the head of the old size is the beginning of the head of the new size."""

    line: int
    old_size: int
    new_size: int
    proof: tuple[bytes, ...]


@dataclass(slots=True)
class Bundle:
    """Everything a bundle file says, each part with the line it stands on."""

    origin: str
    key: bytes
    leaves: list[bytes] = field(default_factory=list)
    heads: list[tuple[int, SignedHead]] = field(default_factory=list)
    inclusions: list[Inclusion] = field(default_factory=list)
    consistencies: list[Consistency] = field(default_factory=list)


def read(lines: Iterable[str]) -> Bundle:
    """Read a bundle; only its shape is judged here, whether it holds is for `checking.check`. O(bytes).

    Raises:
        NotABundle: a line is malformed, unknown, or an entry is out of order; names the line.
    """
    bundle: Bundle | None = None
    for number, text in enumerate(lines, start=1):
        if not text.strip():
            continue
        try:
            line = _Line(canonical.loads(text))
            if bundle is None:
                bundle = _open(line)
            else:
                _KINDS.get(line.kind, _unknown)(bundle, line, number)
        except Fault as fault:
            raise fault.at_line(number) from None
    if bundle is None:
        raise NotABundle('The file is empty; its first line must be of the kind "log".')
    return bundle


def log_line(origin: str, key: bytes) -> bytes:
    """Write the first line of a bundle."""
    return _written({"kind": "log", "version": VERSION, "origin": origin, "key": key.hex()})


def entry_line(index: int, entry: object) -> bytes:
    """Write the line of one entry.

    Raises:
        NotCanonical: the entry has no canonical form.
    """
    return _written({"kind": "entry", "index": index, "entry": entry})


def head_line(signed: SignedHead) -> bytes:
    """Write the line of one signed head."""
    head = signed.head
    root, signature = head.root.hex(), signed.signature.hex()
    return _written({"kind": "head", "size": head.size, "root": root, "at": head.at, "signature": signature})


def inclusion_line(index: int, size: int, entry: object, proof: Iterable[bytes]) -> bytes:
    """Write the line that proves one entry below the head of that size.

    Raises:
        NotCanonical: the entry has no canonical form.
    """
    steps = [step.hex() for step in proof]
    return _written({"kind": "inclusion", "index": index, "size": size, "entry": entry, "proof": steps})


def consistency_line(old_size: int, new_size: int, proof: Iterable[bytes]) -> bytes:
    """Write the line that proves one head the beginning of another."""
    steps = [step.hex() for step in proof]
    return _written({"kind": "consistency", "old": old_size, "new": new_size, "proof": steps})


def entry_leaf(entry: object) -> bytes:
    """Give the leaf hash of an entry: of its canonical JSON.

    Raises:
        NotCanonical: the entry has no canonical form.
    """
    return leaf_hash(canonical.dumps(entry))


class _Line:
    """One line, read field by field so that every absence is named."""

    def __init__(self, value: Any) -> None:
        if not isinstance(value, dict):
            raise NotABundle("A line must be a JSON object.")
        self.value = value
        self.kind = self.text("kind")

    def field(self, name: str) -> Any:
        """Read a field.

        Raises:
            NotABundle: it is missing.
        """
        if name not in self.value:
            raise NotABundle(f'The field "{name}" is missing.')
        return self.value[name]

    def text(self, name: str) -> str:
        """Read a field as text.

        Raises:
            NotABundle: it is missing or something else.
        """
        value = self.field(name)
        if not isinstance(value, str):
            raise NotABundle(f'The field "{name}" must be text.')
        return value

    def count(self, name: str) -> int:
        """Read a field as a whole number.

        Raises:
            NotABundle: it is missing, negative or something else.
        """
        value = self.field(name)
        if type(value) is not int or value < 0:
            raise NotABundle(f'The field "{name}" must be a whole number, not negative.')
        return value

    def octets(self, name: str, length: int) -> bytes:
        return _octets(self.text(name), name, length)

    def proof(self) -> tuple[bytes, ...]:
        """Read the steps of a proof.

        Raises:
            NotABundle: they are missing or not hashes.
        """
        steps = self.field("proof")
        if not isinstance(steps, list) or not all(isinstance(step, str) for step in steps):
            raise NotABundle('The field "proof" must be a list of hashes.')
        return tuple(_octets(step, "proof", 32) for step in steps)


def _octets(text: str, name: str, length: int) -> bytes:
    if len(text) != 2 * length or not set(text) <= set("0123456789abcdef"):
        raise NotABundle(f'The field "{name}" must be {length} bytes in lower-case hexadecimal.')
    return bytes.fromhex(text)


def _open(line: _Line) -> Bundle:
    if line.kind != "log":
        raise NotABundle('The first line must be of the kind "log".')
    if line.count("version") != VERSION:
        raise NotABundle(f"This verifier reads version {VERSION} of the bundle.")
    return Bundle(line.text("origin"), line.octets("key", 32))


def _entry(bundle: Bundle, line: _Line, _number: int) -> None:
    expected = len(bundle.leaves)
    if line.count("index") != expected:
        raise NotABundle(f"Entry {expected} must follow here, not entry {line.count('index')}.")
    bundle.leaves.append(entry_leaf(line.field("entry")))


def _head(bundle: Bundle, line: _Line, number: int) -> None:
    head = Head(bundle.origin, line.count("size"), line.octets("root", 32), line.count("at"))
    bundle.heads.append((number, SignedHead(head, line.octets("signature", 64))))


def _inclusion(bundle: Bundle, line: _Line, number: int) -> None:
    leaf = entry_leaf(line.field("entry"))
    bundle.inclusions.append(Inclusion(number, line.count("index"), line.count("size"), leaf, line.proof()))


def _consistency(bundle: Bundle, line: _Line, number: int) -> None:
    bundle.consistencies.append(Consistency(number, line.count("old"), line.count("new"), line.proof()))


def _unknown(_bundle: Bundle, line: _Line, _number: int) -> None:
    raise NotABundle(f'The kind "{line.kind[:40]}" is unknown here.')


_KINDS: dict[str, Callable[[Bundle, _Line, int], None]] = {
    "entry": _entry,
    "head": _head,
    "inclusion": _inclusion,
    "consistency": _consistency,
}


def _written(line: dict[str, Any]) -> bytes:
    return canonical.dumps(line) + b"\n"
