"""Assessments for programs that speak OSCAL."""

from __future__ import annotations

from iotclass.core.assess import Assessment
from iotclass.write.json import json_text


def oscal_of(assessment: Assessment, form: str) -> str:
    """An assessment as the OSCAL document `form`: `oscal-results`, or `oscal-component` for its controls."""
    if form == "oscal-results":
        from iotclass.write.oscal_results import oscal_results

        return json_text(oscal_results(assessment))
    from iotclass.read.content import shipped
    from iotclass.write.oscal_component import oscal_component

    return json_text(oscal_component(assessment, shipped().sources))
