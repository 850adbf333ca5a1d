"""What a check found, as JSON, schema `iotclass/check/1`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from iotclass import __version__
from iotclass.core.assess import Assessment
from iotclass.core.place import Problem
from iotclass.write.assessment_json import basis_record, problem_record


def check_record(
    model: str, problems: Iterable[Problem], warnings: Iterable[Problem], assessment: Assessment | None = None
) -> dict[str, Any]:
    """Problems, which make a model invalid, and warnings; what they rest on where there is an assessment."""
    found = [problem_record(problem) for problem in problems]
    return {
        "schema": "iotclass/check/1",
        "tool": f"iotclass@{__version__}",
        **(basis_record(assessment) if assessment else {}),
        "model": model,
        "valid": not found,
        "problems": found,
        "warnings": [problem_record(warning) for warning in warnings],
    }
