"""Compare the scenarios of a model."""

from __future__ import annotations

from iotclass.app.model import named, open_model
from iotclass.core.assess import Assessment
from iotclass.core.compare import compare
from iotclass.core.preference import is_in_doubt, preferences


def compare_scenarios(
    model: str,
    form: str,
    method: str | None = None,
    scenarios: tuple[str, ...] = (),
    profiles: str | None = None,
    *,
    doubt: bool = False,
) -> str:
    """The comparison of all scenarios, or of those named in their order, as text or JSON.

    With `doubt` also how likely each is better than another, every case that is possible weighed.
    """
    opened = open_model(model, method, profiles)
    comparison = compare(_ordered(opened.assess(scenarios), scenarios))
    under_doubt = preferences(comparison.assessment) if doubt else None
    if form == "json":
        from iotclass.core.pair import ranges_of
        from iotclass.write.comparison_json import comparison_record
        from iotclass.write.json import json_text

        return json_text(comparison_record(comparison, ranges_of(comparison.assessment), under_doubt))
    from iotclass.write.comparison_text import comparison_text

    several = len(comparison.assessment.scenarios) > 1
    command = " ".join(["iotclass compare", named(model, method, profiles), *scenarios, "--doubt"])
    hint = command if several and not doubt and is_in_doubt(comparison.assessment) else ""
    return comparison_text(comparison, opened.note, under_doubt, hint)


def _ordered(assessment: Assessment, scenarios: tuple[str, ...]) -> Assessment:
    """The scenarios in the order in which they were named."""
    if not scenarios:
        return assessment
    by_id = {one.scenario.id: one for one in assessment.scenarios}
    ordered = tuple(by_id[id_] for id_ in dict.fromkeys(scenarios))
    return Assessment(assessment.system, assessment.method, assessment.content, ordered)
