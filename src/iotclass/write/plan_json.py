"""Plans as JSON, schemas `iotclass/plan/1` and `iotclass/plan-front/1`."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from iotclass.core.assess import Assessment
from iotclass.core.option import Option
from iotclass.core.plan import Certainty, Clash, Figure, Forecast, Front, Plan, Point, Status
from iotclass.core.resource import Resources
from iotclass.write.assessment_json import assessment_head, levels

Record = dict[str, Any]


def plans_record(plans: Sequence[Plan], assessment: Assessment) -> Record:
    """The plan of the scenario that is the cheapest to bring to what is required, then those of all.

    Where none can be brought there, the first that meets most comes first.
    """
    resources = assessment.content.resources
    best = min(plans, key=lambda one: (_RANK[one.status], -one.met, one.cost))
    return {
        **assessment_head(assessment, "iotclass/plan/1"),
        "currency": resources.currency,
        "years": resources.years,
        **_plan(best, resources),
        "scenarios": [_plan(one, resources) for one in plans],
    }


_RANK = {Status.OPTIMAL: 0, Status.FEASIBLE: 0, Status.INFEASIBLE: 1, Status.UNKNOWN: 2}


def _plan(plan: Plan, resources: Resources) -> Record:
    return {
        "scenario": plan.scenario,
        "status": plan.status.value,
        "minimised": plan.minimised,
        "cost": plan.cost,
        "one_off": plan.one_off,
        "yearly": plan.yearly,
        "objective": plan.objective,
        "bound": plan.bound if plan.bound is not None and math.isfinite(plan.bound) else None,
        "budget": plan.budget,
        "met": plan.met,
        "required": plan.required,
        "changes": [_change(one, resources) for one in plan.changes],
        "components": [_forecast(one, plan.certainty) for one in plan.forecasts],
        "proved": plan.proved,
        **_certainty(plan.certainty),
        "clash": [_clash(one) for one in plan.clashes],
        "cliffs": [
            {
                "component": id_,
                "input": cliff.input,
                "low": {"level": str(cliff.low.level), **levels({"class": cliff.low.outcome})},
                "high": {"level": str(cliff.high.level), **levels({"class": cliff.high.outcome})},
            }
            for id_, cliff in plan.cliffs
        ],
        "assumed": [_figure(one) for one in plan.figures],
        "notes": list(plan.notes),
    }


def _change(change: Option, resources: Resources) -> Record:
    """One change; what is done stands under the name of its way: add, soften or connectivity."""
    return {
        "component": change.component,
        change.way.value: change.what,
        "to": str(change.to) if change.to else None,
        "cost": resources.total(change.one_off, change.yearly),
        "one_off": change.one_off,
        "yearly": change.yearly,
        "uses": dict(change.amounts),
        "shared": change.shared,
        "assumed": change.assumed,
        "why": change.why,
        "at": str(change.place),
    }


def _certainty(found: Certainty | None) -> Record:
    """How sure it is that all holds; nothing is known of that where it was not asked for."""
    return {
        "confidence": found.asked if found else None,
        "robust": found is not None and found.robust,
        "all_met_probability": found.then if found else None,
        "all_met_probability_now": found.now if found else None,
        "all_met_probability_at_most": found.most if found else None,
        "still_open": list(found.open) if found else [],
        "drawn": found is not None and found.drawn,
    }


def _forecast(one: Forecast, certainty: Certainty | None) -> Record:
    now, then = (certainty.meets_now, certainty.meets_then) if certainty else ({}, {})
    return {
        "id": one.component,
        "requires": str(one.requires) if one.requires else None,
        **levels({"class": one.now, "class_then": one.then}),
        "verdict": one.verdict_now,
        "verdict_then": one.verdict_then,
        "reason_then": one.reason_then,
        "meets_probability": then.get(one.component),
        "meets_probability_now": now.get(one.component),
    }


def _clash(clash: Clash) -> Record:
    return {
        "component": clash.component,
        "members": [
            {
                "kind": one.kind,
                "component": one.component or None,
                "name": one.name or None,
                "text": one.text,
                "at": str(one.place),
            }
            for one in clash.members
        ],
        "minimal": clash.minimal,
        "best": str(clash.best) if clash.best else None,
        "immovable": list(clash.why),
    }


def _figure(one: Figure) -> Record:
    return {
        "figure": one.name,
        "stands_for": one.why,
        "amount": one.amount,
        "unit": one.unit,
        "used": one.used,
        "known": one.known,
        "falls_to": one.falls_to if one.known else None,
        "rises_to": one.rises_to,
        "at": str(one.place),
    }


def fronts_record(fronts: Sequence[Front], assessment: Assessment) -> Record:
    """The points of each scenario that no other plan beats in both cost and result."""
    resources = assessment.content.resources
    return {
        **assessment_head(assessment, "iotclass/plan-front/1"),
        "currency": resources.currency,
        "years": resources.years,
        "scenarios": [
            {
                "scenario": one.scenario,
                "required": one.required,
                "by_class": [_point(point, resources) for point in one.by_class],
                "by_met": [_point(point, resources) for point in one.by_met],
                "notes": list(one.notes),
            }
            for one in fronts
        ],
    }


def _point(point: Point, resources: Resources) -> Record:
    return {
        "cost": point.cost,
        "class": str(point.level) if point.level else None,
        "met": point.met,
        "proved": point.proved,
        "changes": [_change(one, resources) for one in point.changes],
    }
