"""Measures the log: `python bench/transparency.py [--entries N]`, medians of CPU seconds and the peak of memory."""

import argparse
import resource
import statistics
import sys
from collections.abc import Callable
from pathlib import Path
from time import process_time

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from civics.transparency import (
    Frontier,
    Head,
    consistency_proof,
    inclusion_holds,
    inclusion_nodes,
    inclusion_proof,
    leaf_hash,
    root,
)
from civics.transparency.signing import public_key, sign_head


def median(times: int, work: Callable[[], object]) -> float:
    """Median CPU seconds of some runs."""
    spent = []
    for _ in range(times):
        begin = process_time()
        work()
        spent.append(process_time() - begin)
    return statistics.median(spent)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=1_000_000)
    number = parser.parse_args().entries
    entries = [b'{"actor":1,"at":%d,"object":7,"verb":"voice.received"}' % place for place in range(number)]
    leaves = [leaf_hash(entry) for entry in entries]
    head = root(leaves)
    print(f"{number} entries")
    print(f"head from entries       {median(3, lambda: root(leaf_hash(entry) for entry in entries)):8.3f} s")
    print(f"head from leaf hashes   {median(3, lambda: root(leaves)):8.3f} s")
    print(f"append with all nodes   {median(3, lambda: Frontier().extend(leaves)):8.3f} s")
    nodes = {node.place: node.hash for node in Frontier().extend(leaves).nodes}
    index = number // 3
    proof = inclusion_proof(index, number, nodes)
    print(
        f"nodes looked up for an inclusion proof: {len(inclusion_nodes(index, number))}, steps: {len(proof)}"
    )
    make = median(
        5, lambda: [inclusion_proof(place, number, nodes) for place in range(0, number, number // 1000)]
    )
    print(f"inclusion proof         {make * 1000:8.1f} µs")

    def check() -> bool:
        return inclusion_holds(leaf=leaves[index], index=index, size=number, proof=proof, root=head)

    print(f"inclusion check         {median(5, lambda: [check() for _ in range(1000)]) * 1000:8.1f} µs")
    print(
        f"consistency proof       {median(5, lambda: consistency_proof(index, number, nodes)) * 1e6:8.1f} µs"
    )
    secret = bytes(range(32))
    signed, key = sign_head(Head("bench", number, head, 0), secret), public_key(secret)
    print(f"sign a head             {median(5, lambda: sign_head(signed.head, secret)) * 1e6:8.1f} µs")
    print(f"check it, pure Python   {median(5, lambda: signed.is_signed_by(key)) * 1e3:8.2f} ms")
    print(f"peak of memory          {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024:8d} MB")


if __name__ == "__main__":
    main()
