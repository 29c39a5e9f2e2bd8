"""docs/crypto-inventory.md names every use of cryptography in the code, found by reading it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "mutualise"
INVENTORY = (ROOT / "docs" / "crypto-inventory.md").read_text(encoding="utf-8")

MODULES = {"hashlib", "hmac", "secrets", "fido2", "ssl", "cryptography"}
FROM_DJANGO = {"django.core.signing", "django.utils.crypto", "django.contrib.auth.hashers"}
# Broken, or guessable: no use of theirs is harmless enough to have to explain it.
NEVER = {"md5", "sha1", "random", "uuid1", "uuid3", "DES", "TripleDES", "ARC4", "RC4", "ECB"}


def uses_of(tree: ast.AST) -> set[str]:
    """`hashlib.sha256`, `Ed25519PrivateKey`: what a module calls or takes from cryptography."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            if node.value.id in MODULES:
                found.add(f"{node.value.id}.{node.attr}")
        elif isinstance(node, ast.ImportFrom) and node.module:
            root = node.module.partition(".")[0]
            if root in MODULES or node.module in FROM_DJANGO:
                found.update(alias.name for alias in node.names)
    return {name for name in found if not name.startswith("Invalid")}


def in_code() -> dict[str, set[str]]:
    found = {}
    for path in SOURCE.rglob("*.py"):
        uses = uses_of(ast.parse(path.read_text(encoding="utf-8")))
        if uses:
            found[path.relative_to(SOURCE).as_posix()] = uses
    return found


def in_document() -> dict[str, set[str]]:
    rows = re.findall(r"^\| `([\w/]+\.py)` \| ([^|]+) \|", INVENTORY, flags=re.MULTILINE)
    return {path: set(re.findall(r"`([\w.]+)`", uses)) for path, uses in rows}


def test_every_use_in_the_code_is_in_the_inventory_and_no_other() -> None:
    code, document = in_code(), in_document()
    assert set(code) == set(document), "Which files use cryptography: docs/crypto-inventory.md"
    for path, uses in code.items():
        assert uses == document[path], f"What {path} uses: docs/crypto-inventory.md"


def names_in(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Import | ast.ImportFrom):
            yield from (alias.name for alias in node.names)


def test_nothing_broken_and_nothing_guessable_is_used() -> None:
    for path in SOURCE.rglob("*.py"):
        used = set(names_in(ast.parse(path.read_text(encoding="utf-8"))))
        assert not used & NEVER, (path, used & NEVER)


def test_it_is_found_when_hidden_in_an_import() -> None:
    hidden = "from hashlib import sha512 as h\nfrom cryptography.x509 import load\nimport hmac\n"
    assert uses_of(ast.parse(hidden)) == {"sha512", "load"}
    assert uses_of(ast.parse("import hmac\nhmac.new(b'')")) == {"hmac.new"}


def test_every_key_says_where_it_is_and_what_its_loss_means() -> None:
    table = INVENTORY.partition("## Keys")[2].partition("##")[0]
    rows = [
        row.strip("| ").split(" | ") for row in re.findall(r"^\|.+$", table, flags=re.MULTILINE)
    ]
    keys = rows[2:]
    assert len(keys) >= 4
    assert all(len(key) == len(rows[0]) and all(cell.strip() for cell in key) for key in keys)
