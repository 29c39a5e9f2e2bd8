"""Every kind of event that the code records has words, and the words fit what is recorded."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from pydantic import ValidationError

import mutualise.web
from mutualise.content.record_kinds import KindOfEvent, load_kinds

WEB = Path(str(mutualise.web.__file__)).parent
# What records an event on behalf of others, and gets the kind as an argument.
RECORD = "record"


@dataclass(frozen=True)
class Recorded:
    """A place in the code that records an event. `body` is None when it is not written there."""

    kind: str
    where: str
    body: frozenset[str] | None


def recorded() -> Iterator[Recorded]:
    for path in sorted(WEB.rglob("*.py")):
        if "migrations" not in path.parts:
            yield from Module(path).recorded()


class Module:
    """The source of one module, in which a kind may be named a few lines from where it is used."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.tree = ast.parse(path.read_text(encoding="utf-8"))
        self.inside: dict[ast.AST, ast.FunctionDef] = {}
        for function in ast.walk(self.tree):
            if isinstance(function, ast.FunctionDef):
                self.inside |= dict.fromkeys(ast.walk(function), function)

    def recorded(self) -> Iterator[Recorded]:
        if self.path == WEB / "tenancy" / "events.py":
            return
        for call in self.calls(RECORD):
            for kind in self.kinds(call.args[0], call):
                where = f"{self.path.relative_to(WEB)}, line {call.lineno}"
                yield Recorded(kind, where, body_of(call))

    def calls(self, name: str) -> Iterator[ast.Call]:
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == name and node.args:
                yield node

    def kinds(self, value: ast.expr, at: ast.AST) -> Iterator[str]:
        """The kinds that an expression can be: written out, or a name that stands for them."""
        if isinstance(value, ast.Constant):
            yield str(value.value)
        elif isinstance(value, ast.IfExp):
            yield from self.kinds(value.body, at)
            yield from self.kinds(value.orelse, at)
        elif isinstance(value, ast.Name):
            found = [*self.assigned(value.id, at), *self.handed_in(value.id, at)]
            assert found, f"{self.path}: what kind of event is “{value.id}”? Write it out."
            yield from found
        else:
            raise AssertionError(f"{self.path}: write out the kind, not {ast.unparse(value)}.")

    def assigned(self, name: str, at: ast.AST) -> Iterator[str]:
        for node in ast.walk(self.inside.get(at, self.tree)):
            if isinstance(node, ast.Assign) and name in map(ast.unparse, node.targets):
                yield from self.kinds(node.value, at)
        for node in self.tree.body:
            if isinstance(node, ast.AnnAssign | ast.Assign) and node.value is not None:
                targets = [node.target] if isinstance(node, ast.AnnAssign) else node.targets
                if name in map(ast.unparse, targets):
                    yield from self.kinds(node.value, node)
            if isinstance(node, ast.ImportFrom) and name in {each.name for each in node.names}:
                source = WEB.parents[1] / Path(*str(node.module).split(".")).with_suffix(".py")
                other = Module(source)
                yield from other.assigned(name, other.tree)

    def handed_in(self, name: str, at: ast.AST) -> Iterator[str]:
        """What the callers in the same module pass for a parameter."""
        function = self.inside.get(at)
        names = [argument.arg for argument in function.args.args] if function else []
        if function and name in names:
            for call in self.calls(function.name):
                yield from self.kinds(call.args[names.index(name)], call)


def body_of(call: ast.Call) -> frozenset[str] | None:
    written = next((each.value for each in call.keywords if each.arg == "body"), None)
    if written is None:
        return frozenset()
    if isinstance(written, ast.Dict):
        return frozenset(str(key.value) for key in written.keys if isinstance(key, ast.Constant))
    return None


RECORDED = list(recorded())


def test_the_search_finds_the_ways_a_kind_is_written():
    kinds = {each.kind for each in RECORDED}
    # Written out; chosen between two; handed to a function; kept under a name elsewhere.
    assert {
        "workspace.started",
        "workspace.person_left",
        "workspace.person_removed",
        "workspace.person_invited",
        "share.opened",
    } <= kinds


def test_every_kind_that_is_recorded_has_words():
    missing = {each.kind: each.where for each in RECORDED if each.kind not in load_kinds()}
    assert not missing, f"Add words to content/record/kinds.yaml: {missing}"


def test_the_words_use_only_what_is_recorded():
    for each in RECORDED:
        kind = load_kinds().get(each.kind)
        if kind and each.body is not None:
            unknown = kind.names() - {"actor", "about"} - each.body
            assert not unknown, f"{each.where} does not record {unknown} of {each.kind}"


def test_kinds_are_dotted_and_fit_the_column():
    for kind in load_kinds():
        assert kind.count(".") == 1
        assert len(kind) <= 64


def test_no_two_kinds_have_the_same_title():
    titles = [kind.title for kind in load_kinds().values()]
    assert len(titles) == len(set(titles))


def test_a_sentence_that_names_what_is_not_read_is_refused():
    with pytest.raises(ValidationError, match="role: say under `body` how it is read"):
        KindOfEvent(id="a.b", title="A", words="{actor} gave the role of {role}")
