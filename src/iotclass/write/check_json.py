"""What a check found, as JSON, schema `iotclass/check/1`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from iotclass.core.place import Problem
from iotclass.write.assessment_json import problem_record


def check_record(model: str, problems: Iterable[Problem], warnings: Iterable[Problem]) -> dict[str, Any]:
    """Problems, which make a model invalid, and warnings."""
    found = [problem_record(problem) for problem in problems]
    return {
        "schema": "iotclass/check/1",
        "model": model,
        "valid": not found,
        "problems": found,
        "warnings": [problem_record(warning) for warning in warnings],
    }
