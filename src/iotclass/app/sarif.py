"""Unmet requirements for code scanning."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from iotclass.core.assess import Assessment
from iotclass.core.gap import gap
from iotclass.write.json import json_text
from iotclass.write.report_sarif import UNMET, sarif_record


def sarif_of(assessment: Assessment) -> str:
    """The requirements of `assessment` that do not surely hold, and what is missing for them, as SARIF."""
    gaps = {
        (scenario.scenario.id, one.id): gap(one, assessment.method, assessment.content)
        for scenario in assessment.scenarios
        for one in scenario.components.values()
        if one.verdict in UNMET
    }
    return json_text(sarif_record(assessment, gaps, _uri(assessment.system.place.file)))


def _uri(file: str) -> str | None:
    """Where a model is, from the folder in which the command runs; None where it is no file."""
    if file == "<stdin>":
        return None
    path = Path(file)
    if path.is_absolute() or ".." in path.parts:
        whole = path.resolve()
        here = Path.cwd().resolve()
        if not whole.is_relative_to(here):
            return whole.as_uri()
        path = whole.relative_to(here)
    return quote(path.as_posix())
