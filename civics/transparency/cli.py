"""The command line of the log: check a bundle, or give the head over a list of entries."""

import sys
from collections.abc import Sequence

from civics import canonical, console
from civics.faults import Fault
from civics.transparency import bundle as bundles
from civics.transparency.checking import Verdict, check
from civics.transparency.tree import root

DOES_NOT_HOLD = 1


class NotAKey(Fault):
    """The key on the command line is not 32 bytes in hexadecimal."""


def run(arguments: Sequence[str]) -> int:
    """Check a bundle (`verify`) or hash a file of JSON lines (`head`); 0 holds, 1 does not, 2 unreadable."""
    asked = _parser().parse_args(arguments)
    text = console.read_text(asked.file)
    if asked.command == "head":
        return _head(text, as_json=asked.json)
    key = _key(asked.key) if asked.key is not None else None
    verdict = check(bundles.read(text.split("\n")), key)
    sys.stdout.write(_as_json(verdict) if asked.json else _as_words(verdict, key_given=key is not None))
    return 0 if verdict.holds else DOES_NOT_HOLD


def _parser() -> console.Parser:
    parser = console.Parser(prog="python -m civics.transparency", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    verify = commands.add_parser("verify", help="check a bundle of entries, heads and proofs")
    verify.add_argument("file", metavar="BUNDLE", help="JSON lines, - for standard input")
    verify.add_argument("--key", metavar="HEX", help="the log's public key as you know it from elsewhere")
    head = commands.add_parser("head", help="give the head over JSON lines, one entry a line")
    head.add_argument("file", metavar="ENTRIES", help="JSON lines, - for standard input")
    for command in (verify, head):
        command.add_argument("--json", action="store_true", help="answer in canonical JSON")
    return parser


def _key(text: str) -> bytes:
    try:
        key = bytes.fromhex(text)
    except ValueError:
        key = b""
    if len(key) != 32:
        raise NotAKey("The key must be 64 hexadecimal digits.")
    return key


def _head(text: str, *, as_json: bool) -> int:
    leaves = []
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            try:
                leaves.append(bundles.entry_leaf(canonical.loads(line)))
            except Fault as fault:
                raise fault.at_line(number) from None
    found = {"size": len(leaves), "root": root(leaves).hex()}
    words = f"{found['size']} entries, root {found['root']}\n"
    sys.stdout.write(canonical.dumps(found).decode() + "\n" if as_json else words)
    return 0


def _as_json(verdict: Verdict) -> str:
    found = [{"line": finding.line, "sentence": finding.sentence} for finding in verdict.findings]
    outcome = {
        "holds": verdict.holds,
        "entries": verdict.entries,
        "heads": verdict.heads,
        "heads_recomputed": verdict.recomputed,
        "proofs": verdict.proofs,
        "findings": found,
    }
    return canonical.dumps(outcome).decode() + "\n"


def _as_words(verdict: Verdict, *, key_given: bool) -> str:
    heads = f"{verdict.heads} signed heads ({verdict.recomputed} recomputed)"
    lines = [f"{verdict.entries} entries, {heads}, {verdict.proofs} proofs."]
    lines += [f"line {finding.line}: {finding.sentence}" for finding in verdict.findings]
    lines.append("It holds." if verdict.holds else "It does NOT hold.")
    if not key_given:
        lines.append("The key was taken from the bundle; compare it with the one posted, or pass --key.")
    return "\n".join(lines) + "\n"
