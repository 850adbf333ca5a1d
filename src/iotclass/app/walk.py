"""The walk through the framework for a kind of component."""

from __future__ import annotations

from pathlib import Path

from iotclass.app.framework import one_of
from iotclass.core.functionality import Functionality
from iotclass.core.profile import Profile
from iotclass.core.walk import Step, behind, walk_for
from iotclass.read.content import DEFAULT_METHOD, shipped
from iotclass.write.file import write_whole
from iotclass.write.json import json_text


def _steps(kind: str, phase: str | None) -> tuple[Profile, tuple[Step, ...], tuple[Functionality, ...]]:
    content = shipped().content
    one_of("KIND", kind, content.profiles)
    if phase is not None:
        one_of(
            "--phase", phase, dict.fromkeys(one.phase for one in content.framework.functionalities.values())
        )
    profile = content.profiles[kind]
    steps = walk_for(content.framework, profile, phase)
    return profile, steps, behind(content.framework, profile, phase)


def walk(kind: str, phase: str | None, form: str) -> str:
    """What applies to a kind, area by area, with the questions to ask. Raises InvalidError."""
    profile, steps, rest = _steps(kind, phase)
    if form == "json":
        from iotclass.write.walk_json import walk_record

        return json_text(walk_record(profile, phase, steps, rest))
    from iotclass.write.walk_text import walk_text

    return walk_text(profile, phase, steps, rest, shipped().content.framework)


def write_walk(kind: str, phase: str | None, output: str) -> None:
    """Write the walk as a model file with every question to be answered. Raises InvalidError, OutputError."""
    from iotclass.write.walk_text import walk_model

    profile, steps, rest = _steps(kind, phase)
    write_whole(Path(output), walk_model(profile, steps, rest, DEFAULT_METHOD))
