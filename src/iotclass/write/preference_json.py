"""Comparisons under doubt as JSON: the block `under_doubt` of `iotclass/comparison/1`."""

from __future__ import annotations

from typing import Any

from iotclass.core.preference import Odds, Preference, Preferences
from iotclass.core.sample import DRAWS, ERROR
from iotclass.write.preference_text import verdict


def preferences_record(found: Preferences) -> dict[str, Any]:
    """Every two scenarios, in the order compared."""
    return {
        "in_doubt": found.in_doubt,
        "draws": DRAWS if found.drawn else None,
        "error": ERROR if found.drawn else None,
        "pairs": [_pair(one) for one in found.pairs],
    }


def _pair(one: Preference) -> dict[str, Any]:
    return {
        "scenario": one.one.scenario.id,
        "than": one.other.scenario.id,
        "components": [{"component": id_, "odds": _odds(odds)} for id_, odds in one.components.items()],
        "overall": _odds(one.overall),
        "reason": one.reason,
        "dominates": one.dominates,
        "dominated": one.flipped.dominates,
        "never_worse": one.surely_as_good,
        "never_better": one.flipped.surely_as_good,
        "verdict": verdict(one),
    }


def _odds(odds: Odds | None) -> dict[str, Any] | None:
    if odds is None:
        return None
    return {
        "better": odds.better,
        "same": odds.same,
        "worse": odds.worse,
        "unlike": odds.unlike,
        "drawn": odds.drawn,
    }
