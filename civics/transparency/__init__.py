"""A list that only grows and cannot be changed unseen: hashes, proofs, signed heads, an offline check."""

from civics.transparency.heads import Head, SignedHead
from civics.transparency.proofs import (
    consistency_holds,
    consistency_nodes,
    consistency_proof,
    inclusion_holds,
    inclusion_nodes,
    inclusion_proof,
)
from civics.transparency.tree import (
    EMPTY_ROOT,
    Frontier,
    Growth,
    Node,
    Place,
    fold,
    leaf_hash,
    node_hash,
    root,
    root_places,
)

__all__ = [
    "EMPTY_ROOT",
    "Frontier",
    "Growth",
    "Head",
    "Node",
    "Place",
    "SignedHead",
    "consistency_holds",
    "consistency_nodes",
    "consistency_proof",
    "fold",
    "inclusion_holds",
    "inclusion_nodes",
    "inclusion_proof",
    "leaf_hash",
    "node_hash",
    "root",
    "root_places",
]
