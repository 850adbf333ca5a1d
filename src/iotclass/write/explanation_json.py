"""Explanations as JSON, schema `iotclass/explanation/1`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from iotclass.core.assess import Assessment
from iotclass.core.change import Step
from iotclass.core.explanation import Explanation
from iotclass.write.assessment_json import assessment_head, component_record, levels, row_text

Record = dict[str, Any]


def explanations_record(explanations: Iterable[Explanation], assessment: Assessment) -> Record:
    """One component in each of its scenarios."""
    return {
        **assessment_head(assessment, "iotclass/explanation/1"),
        "explanations": [_explanation(one) for one in explanations],
    }


def _explanation(explanation: Explanation) -> Record:
    return {
        "scenario": explanation.scenario.scenario.id,
        "component": component_record(explanation.component, ranges=explanation.ranges),
        "contested": sorted(f"{table} {row_text(table, case)}" for table, case in explanation.contested),
        "changes": [
            {
                "input": change.input,
                **levels({"now": change.now}),
                "nearest": _step(change.nearest),
                "better": _step(change.better),
                "worse": _step(change.worse),
                "meets": _step(change.meets),
            }
            for change in explanation.changes
        ],
        "cliffs": [
            {"input": cliff.input, "between": [_step(cliff.low), _step(cliff.high)]}
            for cliff in explanation.cliffs
        ],
    }


def _step(step: Step | None) -> Record | None:
    if step is None:
        return None
    return {"level": str(step.level), "steps": step.steps, **levels({"class": step.outcome})}
