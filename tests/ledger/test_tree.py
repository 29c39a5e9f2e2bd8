"""The Merkle tree: known answers, and proofs that hold for every size and for nothing else."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mutualise.ledger.tree import (
    EMPTY_ROOT,
    GrowingTree,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    node_hash,
    root_of,
    verify_consistency,
    verify_inclusion,
)

# The leaves, roots and proofs that implementations of Certificate Transparency test themselves
# with (transparency-dev/merkle, testonly/constants.go and reference_test.go).
LEAVES = [
    bytes.fromhex(leaf)
    for leaf in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657",
                 "606162636465666768696a6b6c6d6e6f")
]  # fmt: skip
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
INCLUSION = {
    (0, 1): [],
    (0, 2): ["96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7"],
    (1, 2): ["6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"],
    (2, 3): ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"],
    (1, 5): [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
    (0, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (5, 8): [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
}
CONSISTENCY = {
    (1, 1): [],
    (1, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (2, 5): [
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
    (6, 8): [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
}
MOST = 300
MANY = [hashlib.sha256(str(number).encode()).digest() for number in range(MOST)]
sizes = st.integers(1, MOST)


def plain_root(leaves: list[bytes]) -> bytes:
    """The definition in RFC 6962, word for word."""
    if not leaves:
        return hashlib.sha256().digest()
    if len(leaves) == 1:
        return leaf_hash(leaves[0])
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    return node_hash(plain_root(leaves[:half]), plain_root(leaves[half:]))


@pytest.mark.parametrize("size", range(9))
def test_roots_are_the_known_ones(size):
    assert root_of(LEAVES[:size]).hex() == ROOTS[size]


@pytest.mark.parametrize(("index", "size"), INCLUSION)
def test_inclusion_proofs_are_the_known_ones(index, size):
    proof = inclusion_proof(LEAVES[:size], index)

    assert [node.hex() for node in proof] == INCLUSION[index, size]


@pytest.mark.parametrize(("old", "size"), CONSISTENCY)
def test_consistency_proofs_are_the_known_ones(old, size):
    proof = consistency_proof(LEAVES[:size], old)

    assert [node.hex() for node in proof] == CONSISTENCY[old, size]


def test_a_growing_tree_has_the_root_of_the_definition_at_every_size():
    tree = GrowingTree()
    assert tree.root == EMPTY_ROOT
    for size, leaf in enumerate(MANY, start=1):
        tree.add(leaf)
        assert tree.root == plain_root(MANY[:size])
        assert tree.size == size


@pytest.mark.parametrize("size", range(1, MOST + 1))
def test_proofs_hold_at_every_size(size):
    leaves, root = MANY[:size], root_of(MANY[:size])
    for place in {0, size // 3, size // 2, size - 2, size - 1} & set(range(size)):
        proof = inclusion_proof(leaves, place)
        assert verify_inclusion(leaves[place], place, size, proof, root)

        consistent = consistency_proof(leaves, place + 1)
        old_root = root_of(leaves[: place + 1])
        assert verify_consistency(place + 1, size, old_root, root, consistent)


def test_proofs_hold_at_every_place_of_small_trees():
    for size in range(1, 34):
        leaves, root = MANY[:size], root_of(MANY[:size])
        for place in range(size):
            proof = inclusion_proof(leaves, place)
            holding = [
                other
                for other in range(size)
                if verify_inclusion(leaves[place], other, size, proof, root)
            ]
            assert holding == [place]
            old_root = root_of(leaves[:place])
            consistent = consistency_proof(leaves, place)
            assert verify_consistency(place, size, old_root, root, consistent)


@given(sizes, st.data())
def test_a_tampered_inclusion_proof_fails(size, data):
    place = data.draw(st.integers(0, size - 1))
    leaves, root = MANY[:size], root_of(MANY[:size])
    proof = inclusion_proof(leaves, place)
    worse = data.draw(tampered(proof))

    assert not verify_inclusion(leaves[place], place, size, worse, root)
    assert not verify_inclusion(b"another event", place, size, proof, root)
    assert not verify_inclusion(leaves[place], place, size, proof, leaf_hash(root))
    assert not verify_inclusion(leaves[place], size, size, proof, root)
    assert not verify_inclusion(leaves[place], -1, size, proof, root)


@given(sizes, st.data())
def test_a_tampered_consistency_proof_fails(size, data):
    old = data.draw(st.integers(0, size))
    root, old_root = root_of(MANY[:size]), root_of(MANY[:old])
    proof = consistency_proof(MANY[:size], old)
    worse = data.draw(tampered(proof))

    assert verify_consistency(old, size, old_root, root, proof)
    assert not verify_consistency(old, size, old_root, root, worse)
    assert not verify_consistency(old, size, leaf_hash(old_root), root, proof)
    assert not verify_consistency(size + 1, size, root, root, proof)
    if old:
        # A tree of which one early leaf was changed is no continuation of the old one.
        rewritten = root_of([b"another event", *MANY[1:size]])
        assert not verify_consistency(old, size, old_root, rewritten, proof)


def tampered(proof: list[bytes]) -> st.SearchStrategy[list[bytes]]:
    """One hash changed, left out, doubled or put in."""
    other = st.binary(min_size=32, max_size=32)
    ways = [st.builds(lambda node: [*proof, node], other)]
    if proof:
        places = st.integers(0, len(proof) - 1)
        ways += [
            st.builds(lambda at, node: [*proof[:at], node, *proof[at + 1 :]], places, other),
            st.builds(lambda at: [*proof[:at], *proof[at + 1 :]], places),
            st.builds(lambda at: [*proof[: at + 1], *proof[at:]], places),
        ]
    return st.one_of(ways)


def test_there_is_no_proof_for_what_is_not_in_the_tree():
    with pytest.raises(IndexError, match="no leaf 3 among 3"):
        inclusion_proof(MANY[:3], 3)
    with pytest.raises(IndexError, match="3 leaves was never one of 4"):
        consistency_proof(MANY[:3], 4)
