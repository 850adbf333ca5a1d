"""Methods as JSON, schemas `iotclass/method-tables/1` and `iotclass/method-difference/1`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from iotclass import __version__
from iotclass.core.assess import Assessment
from iotclass.core.difference import Difference
from iotclass.core.method import Method
from iotclass.core.scale import SCALES, scale_name
from iotclass.core.table import Row, case_text
from iotclass.write.assessment_json import basis_record, levels

Record = dict[str, Any]


def method_record(method: Method) -> Record:
    """A method: its settings, words, tables and statements."""
    return {
        "schema": "iotclass/method-tables/1",
        "method": method.reference,
        "title": method.title,
        "describes": method.describes,
        "sha256": method.sha256,
        "impact_from": method.impact_from.value,
        "below_p1": method.below_p1.value,
        "severity_acts_on": sorted(method.severity_acts_on),
        "words": {
            name: {
                str(level): {"title": method.words[level].title, "question": method.words[level].question}
                | ({"sentence": method.words[level].sentence} if method.words[level].sentence else {})
                for level in scale
            }
            for name, scale in SCALES.items()
        },
        "tables": {
            name: {
                "inputs": {scale_name(scale): direction.value for scale, direction in table.inputs},
                "outcome": scale_name(table.outcome),
                "rows": [_row(row) for row in table.rows.values()],
            }
            for name, table in method.tables.items()
        },
        "statements": [
            {"id": one.id, "section": one.section, "says": one.says, "at": str(one.place)}
            for one in method.statements
        ],
        "contradictions": [
            {"section": one.section, "says": one.says, "read_as": one.read_as}
            for one in method.contradictions
        ],
    }


def _row(row: Row) -> Record:
    return {
        "case": [str(level) for level in row.case],
        "outcome": str(row.outcome),
        "origin": row.origin.value,
        "section": row.section,
        "at": str(row.place),
    }


def _model_basis(results: Sequence[Assessment]) -> Record:
    """What the classes of a model rest on besides the methods; nothing where no model was named."""
    found = basis_record(results[0]) if results else {}
    return {key: value for key, value in found.items() if not key.startswith("method") and key != "tool"}


def difference_record(difference: Difference, results: Sequence[Assessment]) -> Record:
    """What differs between two methods, and the classes of a model by each."""
    return {
        "schema": "iotclass/method-difference/1",
        "tool": f"iotclass@{__version__}",
        "first": difference.first.reference,
        "first_sha256": difference.first.sha256,
        "second": difference.second.reference,
        "second_sha256": difference.second.sha256,
        **_model_basis(results),
        "settings": [
            {"setting": name, "first": ours, "second": theirs} for name, ours, theirs in difference.settings
        ],
        "cells": [
            {
                "table": table,
                "case": case_text(ours.case),
                "first": str(ours.outcome),
                "second": str(theirs.outcome),
            }
            for table, ours, theirs in difference.cells
        ],
        "model": [
            {
                "scenario": first.scenario.id,
                "component": id_,
                **levels({"first": one.outcome.final.level, "second": other.outcome.final.level}),
                "verdict_first": one.verdict.value,
                "verdict_second": other.verdict.value,
            }
            for first, second in paired(results)
            for id_, one, other in (
                (id_, one, second.components[id_]) for id_, one in first.components.items()
            )
        ],
    }


def paired(results: Sequence[Assessment]) -> Any:
    """The scenarios of two assessments of one model, side by side; nothing where there are none."""
    return zip(*(result.scenarios for result in results), strict=True) if results else ()
