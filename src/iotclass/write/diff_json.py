"""What changed between two versions of a model as JSON, schema `iotclass/diff/1`."""

from __future__ import annotations

from typing import Any

from iotclass.core.assess import Assessment
from iotclass.core.compare import NAMES
from iotclass.core.revision import Edit, Result, Revision, Shift
from iotclass.write.assessment_json import Record, assessment_head, basis_record, levels

SCHEMA = "iotclass/diff/1"


def diff_record(revision: Revision, before: Record, after: Assessment) -> Record:
    """The head of the new version, what the old one rests on, and what differs."""
    keys = basis_record(after)
    return {
        **assessment_head(after, SCHEMA),
        "old": {key: before.get(key) for key in keys},
        "passed": not revision.failed,
        "scenarios_added": list(revision.only_new),
        "scenarios_removed": list(revision.only_old),
        "scenarios_renamed": [{"was": was, "now": now} for was, now in revision.renamed],
        "moved": [_shift(one) for one in revision.shifts],
        "changes": [_edit(one) for one in revision.meant],
        "words": [_edit(one) for one in revision.worded],
    }


def _shift(shift: Shift) -> Record:
    moved = shift.moved
    return {
        "scenario": shift.scenario,
        "component": shift.component,
        "was": _result(shift.was),
        "now": _result(shift.now),
        "worse": shift.worse,
        "better": shift.better,
        "broken": shift.broken,
        "dropped": shift.dropped,
        "causes": [one.value for one in shift.causes],
        "by": [[NAMES[field] for field in fields] for fields in moved.by] if moved else [],
        "enough": list(moved.yields) if moved else [],
    }


def _result(one: Result | None) -> dict[str, Any] | None:
    if one is None:
        return None
    requires = str(one.requires) if one.requires else None
    verdict = {"requires": requires, "verdict": one.verdict.value, "reason": one.reason}
    return {**levels({"class": one.level}), **verdict}


def _edit(one: Edit) -> Record:
    return {
        "component": one.component or None,
        "scenarios": list(one.scenarios),
        "what": one.what,
        "before": one.before,
        "after": one.after,
    }
