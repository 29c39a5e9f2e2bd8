"""The Merkle tree of RFC 6962, so that a short root stands for every event of a chain.

A leaf is the hash of one event. The proofs let someone who holds only a root see that an event is
in the tree, or that a later tree only adds to an earlier one.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Sequence
from typing import Final

# The root of a tree without leaves.
EMPTY_ROOT: Final = hashlib.sha256(b"").digest()


def leaf_hash(leaf: bytes) -> bytes:
    """What stands for a leaf. The first byte keeps a leaf from being passed off as a node."""
    return hashlib.sha256(b"\x00" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """What stands for two branches."""
    return hashlib.sha256(b"\x01" + left + right).digest()


class GrowingTree:
    """A tree that grows leaf by leaf and remembers only its whole branches: log2 of its size."""

    def __init__(self) -> None:
        self.size = 0
        self._branches: list[bytes] = []

    def add(self, leaf: bytes) -> None:
        """Put a leaf at the right-hand end."""
        node, place = leaf_hash(leaf), self.size
        while place & 1:
            node = node_hash(self._branches.pop(), node)
            place >>= 1
        self._branches.append(node)
        self.size += 1

    @property
    def root(self) -> bytes:
        """The root at the present size."""
        if not self._branches:
            return EMPTY_ROOT
        *others, node = self._branches
        for branch in reversed(others):
            node = node_hash(branch, node)
        return node


def root_of(leaves: Iterable[bytes]) -> bytes:
    """The root of a tree with these leaves."""
    tree = GrowingTree()
    for leaf in leaves:
        tree.add(leaf)
    return tree.root


def inclusion_proof(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """The hashes that lead from one leaf, counted from 0, to the root."""
    if not 0 <= index < len(leaves):
        raise IndexError(f"There is no leaf {index} among {len(leaves)}.")
    if len(leaves) == 1:
        return []
    half = _left_part(len(leaves))
    if index < half:
        return [*inclusion_proof(leaves[:half], index), root_of(leaves[half:])]
    return [*inclusion_proof(leaves[half:], index - half), root_of(leaves[:half])]


def consistency_proof(leaves: Sequence[bytes], old_size: int) -> list[bytes]:
    """The hashes that show how the tree of the first `old_size` leaves became this one."""
    if not 0 <= old_size <= len(leaves):
        raise IndexError(f"A tree of {len(leaves)} leaves was never one of {old_size}.")
    if old_size in {0, len(leaves)}:
        return []
    return _subproof(leaves, old_size, whole=True)


def verify_inclusion(
    leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes
) -> bool:
    """Whether the proof shows that the leaf stands at this place in the tree with this root."""
    if not 0 <= index < size:
        return False
    place, last, node = index, size - 1, leaf_hash(leaf)
    for sibling in proof:
        if last == 0:
            return False
        if place & 1 or place == last:
            node = node_hash(sibling, node)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            node = node_hash(node, sibling)
        place, last = place >> 1, last >> 1
    return last == 0 and hmac.compare_digest(node, root)


def verify_consistency(
    old_size: int, size: int, old_root: bytes, root: bytes, proof: Sequence[bytes]
) -> bool:
    """Whether the proof shows that the tree with `root` only adds to the one with `old_root`."""
    if old_size == size:
        return not proof and hmac.compare_digest(old_root, root)
    if old_size == 0:
        return not proof and hmac.compare_digest(old_root, EMPTY_ROOT)
    if not 0 < old_size < size or not proof:
        return False
    # The old tree is itself a branch of the new one, and its root is not told twice.
    is_branch = old_size & (old_size - 1) == 0
    path = [old_root, *proof] if is_branch else list(proof)
    place, last = old_size - 1, size - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    old_node = node = path[0]
    for sibling in path[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            old_node, node = node_hash(sibling, old_node), node_hash(sibling, node)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            node = node_hash(node, sibling)
        place, last = place >> 1, last >> 1
    same_old, same = hmac.compare_digest(old_node, old_root), hmac.compare_digest(node, root)
    return last == 0 and same_old and same


def _subproof(leaves: Sequence[bytes], old_size: int, *, whole: bool) -> list[bytes]:
    """RFC 6962's SUBPROOF; `whole` says that the old tree's root is known to the reader."""
    if old_size == len(leaves):
        return [] if whole else [root_of(leaves)]
    half = _left_part(len(leaves))
    if old_size <= half:
        return [*_subproof(leaves[:half], old_size, whole=whole), root_of(leaves[half:])]
    return [*_subproof(leaves[half:], old_size - half, whole=False), root_of(leaves[:half])]


def _left_part(size: int) -> int:
    """The largest power of two below the size."""
    return 1 << ((size - 1).bit_length() - 1)
