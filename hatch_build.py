"""The build's hook: compiles the content to plain data before it is packed."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Writes src/iotclass/content/compiled.json and what it keeps aside."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002  the hook's signature
        """Compile, from the sources beside this file."""
        sys.path.insert(0, str(Path(self.root) / "src"))
        from iotclass.read.content import write_compiled

        write_compiled()
