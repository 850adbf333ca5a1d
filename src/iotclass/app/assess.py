"""Assess a model."""

from __future__ import annotations

from dataclasses import dataclass

from iotclass.app.model import named, open_model
from iotclass.core.assess import Assessment
from iotclass.core.pair import ranges_of
from iotclass.core.verdict import Verdict

FAILING = (Verdict.NOT_MET, Verdict.OPEN, Verdict.NOT_ASSESSED, Verdict.ACCEPTED)
"""The verdicts that a gate fails on; all but `not met` can be excused by name."""


@dataclass(frozen=True, slots=True)
class Gate:
    """What a gate says: which components fail it, as `scenario/component: verdict`."""

    failed: tuple[str, ...]
    checked: int


def assess_model(
    model: str,
    form: str,
    method: str | None = None,
    scenarios: tuple[str, ...] = (),
    allow: tuple[str, ...] = (),
    profiles: str | None = None,
) -> tuple[str, Gate]:
    """The assessment of `model` as text or JSON, and what a gate that excuses `allow` says of it."""
    opened = open_model(model, method, profiles)
    assessment = opened.assess(scenarios)
    if form == "json":
        from iotclass.write.assessment_json import assessment_record
        from iotclass.write.json import json_text

        text = json_text(assessment_record(assessment, ranges_of(assessment)))
    else:
        from iotclass.write.assessment_text import assessment_text

        asked = named(model, method if opened.note else None, profiles)
        text = assessment_text(assessment, ranges_of(assessment), asked, opened.note)
    return text, gate(assessment, allow)


def gate(assessment: Assessment, allow: tuple[str, ...]) -> Gate:
    """The requirements that fail, but for verdicts excused by name."""
    failed = tuple(
        f"{scenario.scenario.id}/{one.id}: {one.verdict.value}"
        for scenario in assessment.scenarios
        for one in scenario.components.values()
        if one.verdict in FAILING and one.verdict.value not in allow
    )
    return Gate(failed, sum(scenario.required for scenario in assessment.scenarios))
