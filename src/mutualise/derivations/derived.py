"""A result that knows what it was made from, and so when it is out of date."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Mapping
from typing import Any, Generic, TypeVar

Result = TypeVar("Result")


@dataclasses.dataclass(frozen=True)
class Derived(Generic[Result]):
    """A result with one hash for each input: the answers, the law, the date."""

    result: Result
    inputs: Mapping[str, str]

    def is_stale(self, inputs: Mapping[str, str]) -> bool:
        """Whether any input has another hash now."""
        return dict(self.inputs) != dict(inputs)

    def changed(self, inputs: Mapping[str, str]) -> tuple[str, ...]:
        """The names of the inputs that differ now, to say why an answer moved."""
        names = dict.fromkeys([*self.inputs, *inputs])
        return tuple(name for name in names if self.inputs.get(name) != inputs.get(name))


def fingerprint(value: Any) -> str:
    """A short hash of plain values; the order of keys makes no difference."""
    text = json.dumps(_plain(value), sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: _plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value
