"""Comparisons as JSON, schema `iotclass/comparison/1`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from iotclass.core.advice import advice
from iotclass.core.compare import NAMES, Comparison, may_meet
from iotclass.core.pair import ScenarioRanges
from iotclass.core.preference import Preferences
from iotclass.write.assessment_json import assessment_record, levels
from iotclass.write.preference_json import preferences_record


def comparison_record(
    comparison: Comparison, ranges: Sequence[ScenarioRanges], under_doubt: Preferences | None = None
) -> dict[str, Any]:
    """The scenarios, what moved each class, which to choose; what other tables would give; under doubt."""
    found = assessment_record(comparison.assessment, ranges)
    for record, scenario in zip(found["scenarios"], comparison.assessment.scenarios, strict=True):
        record["may_meet"] = may_meet(scenario)
    return {
        **found,
        "schema": "iotclass/comparison/1",
        "moved": [
            {
                "component": moved.component,
                "before": moved.before,
                "after": moved.after,
                **levels({"was": moved.was, "now": moved.now}),
                "by": [[NAMES[field] for field in fields] for fields in moved.by],
                "enough": list(moved.yields),
            }
            for moved in comparison.moved
        ],
        "choice": comparison.choice,
        "advice": " ".join(advice(comparison, typed=True)),
        **({} if under_doubt is None else {"under_doubt": preferences_record(under_doubt)}),
    }
