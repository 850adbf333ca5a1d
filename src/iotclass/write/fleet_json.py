"""Fleets as JSON: `iotclass/fleet-summary/1`, `iotclass/fleet-what-if/1`, `iotclass/fleet-diff/1`."""

from __future__ import annotations

from typing import Any

from iotclass import __version__
from iotclass.core.fleet import CLASSES, VERDICTS, Class, Count, FleetDiff, FleetSummary, Moves, WhatIf

Record = dict[str, Any]
NONE = "not assessed"
"""The key of devices without a class."""


def summary_record(summary: FleetSummary) -> Record:
    """Where a fleet stands."""
    return {
        **_head("fleet-summary"),
        "inventory": summary.inventory,
        "method": summary.method or None,
        "unclassified": summary.unclassified,
        **_count(summary.whole),
        "by": list(summary.by),
        "groups": [{"names": list(one.names), **_count(one.count)} for one in summary.groups],
        "more_groups": summary.more,
        "held_by": [{"group": one.group, "devices": one.devices} for one in summary.held],
    }


def what_if_record(found: WhatIf) -> Record:
    """What a campaign would do, and what each single control would."""
    campaign = found.campaign
    return {
        **_head("fleet-what-if"),
        "inventory": found.inventory,
        "method": found.method,
        "unclassified": found.unclassified,
        "where": campaign.where or None,
        "add": list(campaign.add),
        "remove": list(campaign.remove),
        "set": dict(campaign.values or {}),
        "selected": found.selected,
        **_moves(found.moves),
        "ranked": [
            {"control": one.control, "better": one.better, "gained": one.gained} for one in found.ranked
        ],
    }


def diff_record(found: FleetDiff) -> Record:
    """What moved between two inventories."""
    return {
        **_head("fleet-diff"),
        "old": found.old,
        "new": found.new,
        "unclassified": dict(zip(("old", "new"), found.unclassified, strict=True)),
        "ambiguous_ids": found.ambiguous,
        "passed": found.passed,
        "unsure": found.unsure,
        "devices_new": found.moves.new,
        "devices_gone": found.moves.gone,
        **_moves(found.moves),
        "kinds": [{"kind": kind, **_figures(found.moves.of(kind))} for kind in found.moves.kinds],
    }


def _head(schema: str) -> Record:
    return {"schema": f"iotclass/{schema}/1", "tool": f"iotclass@{__version__}"}


def _class(one: Class) -> str:
    return NONE if one is None else str(one)


def _count(count: Count) -> Record:
    return {
        "devices": count.devices,
        "required": count.required,
        "met": count.met,
        "classes": {_class(one): count.classes.get(one, 0) for one in CLASSES},
        "verdicts": {one.value: count.verdicts.get(one, 0) for one in VERDICTS},
    }


def _figures(moves: Moves) -> Record:
    return {
        "devices": {"before": moves.before.devices, "after": moves.after.devices},
        "met": {"before": moves.before.met, "after": moves.after.met},
        "better": moves.better,
        "worse": moves.worse,
        "gained": moves.gained,
        "broken": moves.broken,
        "new": moves.new,
        "gone": moves.gone,
    }


def _moves(moves: Moves) -> Record:
    return {
        "before": _count(moves.before),
        "after": _count(moves.after),
        "better": moves.better,
        "worse": moves.worse,
        "gained": moves.gained,
        "broken": moves.broken,
        "classes_moved": [
            {"was": _class(was), "now": _class(now), "devices": devices}
            for (was, now), devices in moves.pairs
        ],
    }
