"""Doubt against the trying of every case."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from iotclass.core.doubt import doubt
from iotclass.core.network import Source, Unknown
from iotclass.core.scale import SecurityClass
from tests.core.doubtful import Doubtful, doubtful, outcome, shares, tried
from tests.models import assessed

EXACT = 1e-12


def same(found: Mapping[Any, float], expected: Mapping[Any, float]) -> bool:
    """Whether two distributions are the same."""
    keys = {*shares(found), *shares(expected)}
    return all(abs(found.get(key, 0.0) - expected.get(key, 0.0)) <= EXACT for key in keys)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(doubtful())
def test_every_probability_is_that_of_all_cases_tried(made: Doubtful) -> None:
    cases = tried(made)
    found = doubt(assessed(made.model()))
    for number, scenario in enumerate(found.scenarios):
        worst: dict[Any, float] = defaultdict(float)
        every = 0.0
        per_component: dict[str, dict[Any, float]] = {id_: defaultdict(float) for id_ in made.components}
        per_value: dict[tuple[str, str, str], float] = defaultdict(float)
        for values, weight, case in cases:
            then = case.scenarios[number]
            outcomes = {id_: outcome(then, id_) for id_ in made.components}
            worst[max((level for level, _ in outcomes.values()), key=lambda one: one.badness)] += weight
            every += weight * all(met is not False for _, met in outcomes.values())
            for id_, result in outcomes.items():
                per_component[id_][result] += weight
                for name, value in values.items():
                    per_value[id_, name, value] += weight * (result[1] is True)
        assert scenario.shares is not None
        assert same(scenario.shares, worst)
        if scenario.all_met is None:
            assert all(part.get("requires") is None for part in made.components.values())
        else:
            assert scenario.all_met == pytest.approx(every, abs=EXACT)
        for id_, one in scenario.components.items():
            assert one is not None
            assert abs(sum(one.shares.values()) - 1) <= EXACT
            levels: dict[SecurityClass, float] = defaultdict(float)
            for (level, _), weight in per_component[id_].items():
                levels[level] += weight
            assert same(one.shares, levels)
            met = sum(weight for (_, meets), weight in per_component[id_].items() if meets)
            assert one.meets is None or one.meets == pytest.approx(met, abs=EXACT)
            possible = [level for level, weight in levels.items() if weight > 0]
            assert one.span.best is min(possible, key=lambda level: level.badness)
            assert one.span.worst is max(possible, key=lambda level: level.badness)
            for matter in one.matters:
                name = _name(matter.unknown, scenario.found.scenario.id, next(iter(made.components)))
                assert name in made.chances
                if one.meets is None:
                    continue
                for value, weight, share in zip(
                    matter.unknown.values, matter.unknown.weights, matter.influence.meets_if, strict=True
                ):
                    word = {True: "yes", False: "no"}.get(value) if isinstance(value, bool) else str(value)
                    assert share * weight == pytest.approx(per_value[id_, name, str(word)], abs=EXACT)


def _name(unknown: Unknown, scenario: str, first: str) -> str:
    """The name that the generator of models gives to what an unknown is about."""
    if unknown.source is Source.CONTROL:
        return f"{unknown.component} {unknown.name}"
    if unknown.name:
        return unknown.name
    what, _, where = unknown.subject.partition(" of ")
    if what == "severity":
        return f"{unknown.component} {where}"
    if (scenario, where, what) == ("changed", first, "connectivity"):
        return "changed connectivity"
    return f"{where} {what.removeprefix('designed ')}"
