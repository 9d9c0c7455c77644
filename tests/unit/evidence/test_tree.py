"""Vectors: RFC 6962 section 2.1 and the test tree of the certificate-transparency reference (eight leaves)."""

from __future__ import annotations

from hashlib import sha256

import pytest

from troth.evidence.tree import (
    EMPTY_ROOT,
    Edge,
    consistency_holds,
    consistency_proof,
    inclusion_holds,
    inclusion_proof,
    leaf_hash,
    node_hash,
    root_of,
)

# certificate-transparency, merkletree test vectors: the inputs, and the root at each size from 1 to 8.
LEAVES = [
    bytes.fromhex(text)
    for text in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
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
    (2, 3): ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"],
    (1, 5): [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}
CONSISTENCY = {
    (1, 1): [],
    (1, 8): INCLUSION[0, 8],
    (6, 8): [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 5): [
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}


def subtree(start: int, height: int) -> bytes:
    return root_of(leaf_hash(leaf) for leaf in LEAVES[start : start + (1 << height)])


def test_the_empty_tree_hashes_as_the_empty_string() -> None:
    assert sha256(b"").digest() == EMPTY_ROOT
    assert Edge().root().hex() == ROOTS[0]


def test_a_leaf_and_a_node_are_told_apart_by_their_first_byte() -> None:
    left, right = bytes(range(32)), bytes(range(32, 64))

    assert leaf_hash(b"").hex() == ROOTS[1]
    assert (
        leaf_hash(bytes(range(0x10, 0x20))).hex() == "3bfb960453ebaebf33727da7a1f4db38acc051d381b6da20d6d4e88f0eabfd7a"
    )
    assert node_hash(left, right).hex() == "1a378704c17da31e2d05b6d121c2bb2c7d76f6ee6fa8f983e596c2d034963c57"
    assert leaf_hash(left + right) != node_hash(left, right)


@pytest.mark.parametrize("size", range(9))
def test_the_root_at_each_size_is_the_reference_trees(size: int) -> None:
    edge = Edge()
    for leaf in LEAVES[:size]:
        edge.push(leaf_hash(leaf))

    assert edge.root().hex() == ROOTS[size]
    assert len(edge.nodes) == size.bit_count()


@pytest.mark.parametrize(("index", "size"), INCLUSION)
def test_an_inclusion_proof_is_the_references(index: int, size: int) -> None:
    proof = inclusion_proof(index, size, subtree)

    assert [part.hex() for part in proof] == INCLUSION[index, size]
    assert inclusion_holds(index, size, leaf_hash(LEAVES[index]), proof, bytes.fromhex(ROOTS[size]))


@pytest.mark.parametrize(("old", "new"), CONSISTENCY)
def test_a_consistency_proof_is_the_references(old: int, new: int) -> None:
    proof = consistency_proof(old, new, subtree)

    assert [part.hex() for part in proof] == CONSISTENCY[old, new]
    assert consistency_holds(old, new, bytes.fromhex(ROOTS[old]), bytes.fromhex(ROOTS[new]), proof)


def test_an_inclusion_proof_holds_for_no_other_index_leaf_root_or_path() -> None:
    proof = inclusion_proof(5, 8, subtree)
    leaf, root = leaf_hash(LEAVES[5]), bytes.fromhex(ROOTS[8])

    assert not inclusion_holds(4, 8, leaf, proof, root)
    assert not inclusion_holds(5, 16, leaf, proof, root)
    assert not inclusion_holds(8, 8, leaf, proof, root)
    assert not inclusion_holds(5, 8, leaf_hash(LEAVES[4]), proof, root)
    assert not inclusion_holds(5, 8, leaf, proof[:-1], root)
    assert not inclusion_holds(5, 8, leaf, (*proof, root), root)
    assert not inclusion_holds(5, 8, leaf, proof, bytes.fromhex(ROOTS[7]))


def test_a_consistency_proof_holds_for_no_other_trees() -> None:
    proof = consistency_proof(6, 8, subtree)
    old, new = bytes.fromhex(ROOTS[6]), bytes.fromhex(ROOTS[8])

    assert not consistency_holds(5, 8, old, new, proof)
    assert not consistency_holds(6, 8, bytes.fromhex(ROOTS[5]), new, proof)
    assert not consistency_holds(6, 8, old, bytes.fromhex(ROOTS[7]), proof)
    assert not consistency_holds(6, 8, old, new, proof[:-1])
    assert not consistency_holds(6, 8, old, new, ())
    assert not consistency_holds(8, 6, new, old, proof)
    assert not consistency_holds(8, 8, new, old, ())
    assert not consistency_holds(0, 8, old, new, ())
    assert consistency_holds(0, 8, EMPTY_ROOT, new, ())


def test_a_proof_of_what_is_not_there_is_refused() -> None:
    with pytest.raises(ValueError, match="no entry 8 in a tree of 8"):
        inclusion_proof(8, 8, subtree)
    with pytest.raises(ValueError, match="no tree of 9 within a tree of 8"):
        consistency_proof(9, 8, subtree)
