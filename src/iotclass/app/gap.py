"""What the components of a model lack for the class that they must reach."""

from __future__ import annotations

from iotclass.app.model import named, open_model, prove_component
from iotclass.core.gap import gap


def find_gaps(
    model: str,
    component: str | None,
    form: str,
    method: str | None = None,
    scenarios: tuple[str, ...] = (),
    profiles: str | None = None,
) -> str:
    """The gaps of all components, or of one, in each scenario, as text or JSON. Raises InvalidError."""
    opened = open_model(model, method, profiles)
    assessment = opened.assess(scenarios)
    if component is not None:
        prove_component(assessment, component)
    gaps = [
        (
            scenario,
            [
                gap(one, opened.method, opened.content)
                for one in scenario.components.values()
                if component in {None, one.id}
            ],
        )
        for scenario in assessment.scenarios
        if component is None or component in scenario.components
    ]
    if form == "json":
        from iotclass.write.gap_json import gaps_record
        from iotclass.write.json import json_text

        return json_text(gaps_record(gaps, assessment))
    from iotclass.write.gap_text import gaps_text

    shown = named(model, method if opened.note else None, profiles)
    return gaps_text(gaps, assessment, shown, opened.note)
