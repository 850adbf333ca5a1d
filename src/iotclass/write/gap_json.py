"""Gaps as JSON, schema `iotclass/gap/1`."""

from __future__ import annotations

from typing import Any

from iotclass.core.assess import Assessment
from iotclass.core.gap import Gap
from iotclass.write.assessment_json import assessment_head, levels
from iotclass.write.gap_text import Gaps

Record = dict[str, Any]


def gaps_record(gaps: Gaps, assessment: Assessment) -> Record:
    """The gaps of the components of each scenario."""
    scenarios = [
        {"id": scenario.scenario.id, "components": [_gap(one, assessment) for one in found]}
        for scenario, found in gaps
    ]
    return {**assessment_head(assessment, "iotclass/gap/1"), "scenarios": scenarios}


def _gap(gap: Gap, assessment: Assessment) -> Record:
    one, done = gap.assessed, gap.assessed.when_done
    framework, groups = assessment.content.framework, assessment.content.profiles[one.component.kind].groups
    controls = one.component.controls or {}
    return {
        "id": one.id,
        **levels(
            {
                "class": one.outcome.final.level,
                "connectivity": one.inputs.connectivity.level,
                "designed_protection": one.inputs.designed.level,
                "protection": one.outcome.protection.level,
                "impact": one.outcome.impact.level,
                "protection_when_done": done.protection.level if done else None,
                "class_when_done": done.final.level if done else None,
            }
        ),
        "requires": str(gap.required) if gap.required else None,
        "verdict": one.verdict.value,
        "capped_by": one.capped_by,
        "needed_protection": str(gap.needed) if gap.needed else None,
        "held_back_by": dict(gap.by_group),
        "levels": [
            {
                "level": str(rung.level),
                **levels({"class": rung.reached, "severity": rung.severity}),
                "worse": rung.worse,
                "lacking": [
                    {
                        "id": criterion.id,
                        "title": framework.functionalities[criterion.id].title,
                        "group": groups[criterion.group],
                        "state": controls[criterion.id].state.value if criterion.id in controls else "no",
                        "step": criterion.step,
                        "at": str(criterion.place),
                    }
                    for criterion in rung.lacking
                ],
            }
            for rung in gap.rungs
        ],
        "combinations": [
            {
                "connectivity": str(found.connectivity),
                "impact": str(found.impact),
                "protection": [str(level) for level in found.protections],
                "steps": found.steps,
            }
            for found in gap.combinations
        ],
    }
