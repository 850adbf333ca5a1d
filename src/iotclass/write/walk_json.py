"""The walk through the framework as JSON, schema `iotclass/framework-walk/1`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from iotclass.core.functionality import Functionality
from iotclass.core.profile import Profile
from iotclass.core.walk import Step


def walk_record(
    profile: Profile, phase: str | None, steps: Sequence[Step], rest: Sequence[Functionality]
) -> dict[str, Any]:
    """The questions with what applies to the kind."""
    return {
        "schema": "iotclass/framework-walk/1",
        "kind": profile.kind,
        "phase": phase,
        "questions": [
            {
                "area": step.topic.area,
                "topic": step.topic.id,
                "question": step.topic.question,
                "functionalities": [
                    {"id": one.id, "question": one.question, "criterion": one.id in step.criteria}
                    for one in step.functionalities
                ],
            }
            for step in steps
        ],
        "organisation": [{"id": one.id, "question": one.question} for one in rest],
    }
