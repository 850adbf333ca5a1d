"""Explain a component of a model."""

from __future__ import annotations

from iotclass.app.model import named, open_model, prove_component
from iotclass.core.admissible import Admissible
from iotclass.core.explanation import explain


def explain_component(
    model: str,
    component: str,
    form: str,
    method: str | None = None,
    scenarios: tuple[str, ...] = (),
    profiles: str | None = None,
) -> str:
    """The explanation of `component` in each scenario that has it, as text or JSON."""
    opened = open_model(model, method, profiles)
    assessment = opened.assess(scenarios)
    prove_component(assessment, component)
    found = [one for one in assessment.scenarios if component in one.components]
    admissible = Admissible(opened.method)
    explanations = [explain(one, component, opened.method, admissible, opened.content) for one in found]
    if form == "json":
        from iotclass.write.explanation_json import explanations_record
        from iotclass.write.json import json_text

        return json_text(explanations_record(explanations, assessment))
    from iotclass.write.explanation_text import explanations_text

    shown = named(model, method if opened.note else None, profiles)
    return explanations_text(explanations, assessment, shown, opened.note)
