"""Assessments as JSON, schema `iotclass/assessment/1`.

Single fields hold the worst end where a level is in doubt; `<field>_range: [best, worst]` stands beside
them then.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import Any

from iotclass import __version__
from iotclass.core.assess import Assessment, ComponentAssessment, ScenarioAssessment
from iotclass.core.finding import Finding, Rows, rests_on
from iotclass.core.level import Level, Span
from iotclass.core.pair import Ranges, ScenarioRanges
from iotclass.core.place import Problem
from iotclass.core.system import Evidence
from iotclass.core.table import Case, Row, case_text

Record = dict[str, Any]

SCHEMA = "iotclass/assessment/1"
MANY = 3
"""On what more components than this rely, the reasons of its class stand with it alone."""


def assessment_record(assessment: Assessment, ranges: Sequence[ScenarioRanges] = ()) -> Record:
    """A whole assessment; `ranges` say per scenario, where that was asked, what other tables would give."""
    head = assessment_head(assessment, SCHEMA)
    found = zip_longest(assessment.scenarios, ranges)
    return {
        **head,
        "evidence": [exhibit_record(one) for one in assessment.system.evidence.values()],
        "scenarios": [_scenario(one, other) for one, other in found],
    }


def exhibit_record(one: Evidence) -> Record:
    """A piece of evidence; null is what the model does not say."""
    return {
        "id": one.id,
        "title": one.title,
        "kind": one.kind,
        "version": one.version or None,
        "on": one.on or None,
        "location": one.location or None,
        "sha256": one.sha256 or None,
    }


def assessment_head(assessment: Assessment, schema: str) -> Record:
    """What a record rests on: versions and hashes, and the model's own date."""
    system, method, content = assessment.system, assessment.method, assessment.content
    return {
        "schema": schema,
        "system": system.title,
        "method": method.reference,
        "framework": content.framework.reference,
        "tool": f"iotclass@{__version__}",
        "model_sha256": system.sha256,
        "method_sha256": method.sha256,
        "framework_sha256": content.framework.sha256,
        "profiles_sha256": content.profiles_sha256,
        "challenges_sha256": content.challenges_sha256,
        "model_date": system.date or None,
    }


def basis_record(assessment: Assessment) -> Record:
    """What another record rests on: the versions, hashes and date of `assessment_head` alone."""
    head = assessment_head(assessment, SCHEMA)
    return {key: value for key, value in head.items() if key not in {"schema", "system"}}


def _scenario(scenario: ScenarioAssessment, ranges: ScenarioRanges | None) -> Record:
    known: dict[int, Rows] = {}
    reliers = Counter(
        one.provider for part in scenario.components.values() for one in part.component.relies_on
    )
    elsewhere = {
        id(one.outcome.uncapped): id_ for id_, one in scenario.components.items() if reliers[id_] > MANY
    }
    return {
        "id": scenario.scenario.id,
        "title": scenario.scenario.title,
        **levels({"class": scenario.level}),
        **tables_record(ranges.whole if ranges else None),
        "worst": list(scenario.worst),
        "met": scenario.met,
        "required": scenario.required,
        "components": [
            component_record(one, known, elsewhere, ranges.components[id_] if ranges else None)
            for id_, one in scenario.components.items()
        ],
    }


def component_record(
    one: ComponentAssessment,
    known: dict[int, Rows] | None = None,
    elsewhere: Mapping[int, str] | None = None,
    ranges: Ranges | None = None,
) -> Record:
    """One component of a scenario; the reasons that stand with a component of `elsewhere` are cited."""
    outcome, inputs, component, done = one.outcome, one.inputs, one.component, one.when_done
    return {
        "id": one.id,
        "name": component.name,
        "kind": component.kind,
        **levels(
            {
                "connectivity": inputs.connectivity.level,
                "connectivity_inferred": one.inferred.level if one.inferred else None,
                "designed_protection": inputs.designed.level,
                "protection_derived": one.derived.finding.level if one.derived else None,
                "severity": inputs.severity.level,
                "protection": outcome.protection.level,
                "exposure": outcome.exposure.level,
                "impact": outcome.impact.level,
                "class": outcome.final.level,
                "class_uncapped": outcome.uncapped.level,
                "protection_when_done": done.protection.level if done else None,
                "class_when_done": done.final.level if done else None,
            }
        ),
        **tables_record(ranges),
        "floor": one.floor,
        "capped_by": one.capped_by,
        **_each("class_by_other_method", one.by_other_method),
        **_each("challenges", {id_: found.level for id_, found in one.severities.items()}),
        "requires": str(component.requires.level) if component.requires else None,
        "verdict": one.verdict.value,
        "reason": one.reason,
        "rests_on": [row_record(name, row) for name, row in rests_on(outcome.final, known)],
        "not_assessed": not_assessed(one),
        "warnings": [problem_record(warning) for warning in one.warnings],
        "because": [finding_record(outcome.final, elsewhere or {}, one.id)],
    }


def tables_record(ranges: Ranges | None) -> Record:
    """The classes by all tables that agree, and by those without jumps."""
    if ranges is None:
        return {}
    return {
        "class_range_by_tables": _ends(ranges.by_tables),
        "class_range_by_smooth_tables": _ends(ranges.by_smooth),
    }


def _ends(span: Span[Level] | None) -> list[str] | None:
    return None if span is None else [str(span.best), str(span.worst)]


def worst(span: Span[Level] | None) -> str | None:
    """The worst end of a span."""
    return None if span is None else str(span.worst)


def levels(spans: Mapping[str, Span[Level] | None]) -> Record:
    """Each level by name, and beside it its range where it is in doubt."""
    found: Record = {}
    for name, span in spans.items():
        found[name] = worst(span)
        if span is not None and not span.certain:
            found[f"{name}_range"] = [str(span.best), str(span.worst)]
    return found


def _each(name: str, spans: Mapping[str, Span[Level] | None]) -> Record:
    """Levels by id under one name, and beside them the ranges of those in doubt."""
    found: Record = {name: {id_: worst(span) for id_, span in spans.items()}}
    doubtful = {id_: span for id_, span in spans.items() if span is not None and not span.certain}
    if doubtful:
        found[f"{name}_range"] = {id_: [str(span.best), str(span.worst)] for id_, span in doubtful.items()}
    return found


def row_record(table: str, row: Row) -> Record:
    """A table's row."""
    return {
        "table": table,
        "row": row_text(table, row.case),
        "origin": row.origin.value,
        "at": str(row.place),
    }


def row_text(table: str, case: Case) -> str:
    """A case of a table, protection before connectivity as the documented schema has it."""
    return case_text(tuple(reversed(case)) if table == "exposure" else case)


def not_assessed(one: ComponentAssessment) -> list[Record]:
    """What could not be assessed, each with the reason, what others follow from first."""
    inputs, outcome = one.inputs, one.outcome
    named = {
        "connectivity": inputs.connectivity,
        "designed_protection": inputs.designed,
        "protection": outcome.protection,
        "exposure": outcome.exposure,
        "impact": outcome.impact,
        "class": outcome.final,
    }
    return [{"level": name, "why": finding.note} for name, finding in named.items() if finding.level is None]


def finding_record(finding: Finding, elsewhere: Mapping[int, str], own: str = "") -> Record:
    """A finding with all that it follows from, but for what stands with another component, which is named."""
    rows = [row for _, row in finding.rows]
    owner = elsewhere.get(id(finding))
    reasons, notes = finding.because, [finding.note]
    if owner not in {None, own}:
        reasons, notes = (), [finding.note, f"its reasons stand with {owner}"]
    return {
        "subject": finding.subject,
        **levels({"level": finding.level}),
        "rule": finding.rule,
        "how": finding.how.value,
        "at": finding.at or "; ".join(str(row.place) for row in rows),
        "origin": rows[-1].origin.value if rows else finding.origin.value if finding.origin else None,
        "rows": [row_record(name, row) for name, row in finding.rows],
        "note": "; ".join(filter(None, notes)),
        "because": [finding_record(reason, elsewhere, own) for reason in reasons],
    }


def problem_record(problem: Problem) -> Record:
    """A problem or a warning."""
    place = problem.place
    return {
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "message": problem.message,
        "expected": problem.expected,
        "nearest": problem.nearest,
    }
