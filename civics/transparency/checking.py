"""Checking a bundle with the standard library alone: each signature, each head recomputed, each proof."""

from dataclasses import dataclass
from itertools import pairwise

from civics.transparency import ed25519
from civics.transparency.bundle import Bundle
from civics.transparency.heads import SignedHead
from civics.transparency.proofs import consistency_holds, inclusion_holds
from civics.transparency.tree import Frontier


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that does not hold, and the line of the bundle it stands on."""

    line: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was checked, and what does not hold. `recomputed`: heads rebuilt from the entries themselves."""

    entries: int
    heads: int
    recomputed: int
    proofs: int
    findings: tuple[Finding, ...]

    @property
    def holds(self) -> bool:
        """Tell whether the bundle holds: nothing found, and at least one signed head vouches for it."""
        return not self.findings and self.heads > 0


def check(bundle: Bundle, key: bytes | None = None) -> Verdict:
    """Check everything the bundle claims; `key`, if given, is the log's key as the reader knows it.

    O(n) hashes for n entries, some milliseconds for each signature.
    """
    findings: list[Finding] = []
    if key is not None and key != bundle.key:
        findings.append(Finding(1, "The bundle names another key than the one you hold."))
    if not bundle.heads:
        findings.append(Finding(1, "The bundle holds no signed head, so nobody vouches for it."))
    findings += _signatures(bundle) + _order(bundle)
    recomputed, wrong = _roots(bundle)
    findings += wrong + _proofs(bundle)
    return Verdict(
        entries=len(bundle.leaves),
        heads=len(bundle.heads),
        recomputed=recomputed,
        proofs=len(bundle.inclusions) + len(bundle.consistencies),
        findings=tuple(sorted(findings, key=lambda finding: finding.line)),
    )


def _signatures(bundle: Bundle) -> list[Finding]:
    return [
        Finding(line, f"The head of size {signed.head.size} is not signed by the log's key.")
        for line, signed in bundle.heads
        if not ed25519.is_valid(bundle.key, signed.head.note(), signed.signature)
    ]


def _order(bundle: Bundle) -> list[Finding]:
    """Heads must grow together in size and time; two heads of one size must have one root."""
    findings = []
    ordered = sorted(bundle.heads, key=lambda item: (item[1].head.size, item[1].head.at, item[0]))
    for (_, before), (line, after) in pairwise(ordered):
        if after.head.at < before.head.at:
            findings.append(Finding(line, f"The head of size {after.head.size} is older than a shorter one."))
        if after.head.size == before.head.size and after.head.root != before.head.root:
            findings.append(Finding(line, f"Two heads of size {after.head.size} show different lists."))
    return findings


def _roots(bundle: Bundle) -> tuple[int, list[Finding]]:
    """Rebuild the head at every signed size. A bundle without entries is a receipt: nothing to rebuild."""
    if not bundle.leaves:
        wrong = [
            Finding(line, "The head of size 0 has not the root of an empty list.")
            for line, signed in bundle.heads
            if signed.head.size == 0 and signed.head.root != Frontier().root()
        ]
        return sum(signed.head.size == 0 for _, signed in bundle.heads), wrong
    findings: list[Finding] = []
    recomputed, frontier = 0, Frontier()
    for line, signed in sorted(bundle.heads, key=lambda item: item[1].head.size):
        size = signed.head.size
        if size > len(bundle.leaves):
            held = len(bundle.leaves)
            findings.append(Finding(line, f"The head covers {size} entries; the bundle holds only {held}."))
            continue
        frontier = frontier.extend(bundle.leaves[frontier.size : size]).frontier
        recomputed += 1
        if frontier.root() != signed.head.root:
            findings.append(Finding(line, f"The first {size} entries do not give the root that was signed."))
    return recomputed, findings


def _proofs(bundle: Bundle) -> list[Finding]:
    heads: dict[int, SignedHead] = {signed.head.size: signed for _, signed in bundle.heads}
    findings = []
    for claim in bundle.inclusions:
        under = heads.get(claim.size)
        if under is None:
            findings.append(
                Finding(claim.line, f"There is no signed head of size {claim.size} for this proof.")
            )
        elif not inclusion_holds(
            leaf=claim.leaf, index=claim.index, size=claim.size, proof=claim.proof, root=under.head.root
        ):
            findings.append(Finding(claim.line, f"The proof does not show entry {claim.index} in the list."))
    for step in bundle.consistencies:
        old, new = heads.get(step.old_size), heads.get(step.new_size)
        if old is None or new is None:
            findings.append(Finding(step.line, "One of the two heads of this proof is not in the bundle."))
        elif not consistency_holds(
            old_size=step.old_size,
            new_size=step.new_size,
            old_root=old.head.root,
            new_root=new.head.root,
            proof=step.proof,
        ):
            sentence = f"The proof does not show that the first {step.old_size} entries were kept."
            findings.append(Finding(step.line, sentence))
    return findings
