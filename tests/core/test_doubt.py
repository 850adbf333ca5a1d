"""Probabilities of doubt against the trying of every case."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings

from iotclass.core.level import spanning
from tests.core.doubtful import Doubtful
from tests.core.doubtful_models import doubtful
from tests.core.trial import EXACT, Trial, added, assessed, doubted, outcome, same

models = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


@models
@given(doubtful())
def test_the_class_of_each_component_is_as_probable_as_all_cases_tried_make_it(made: Doubtful) -> None:
    trial = Trial(made)
    for number, scenario in enumerate(doubted(made.model()).scenarios):
        for id_, one in scenario.components.items():
            assert one is not None
            levels = added((then[number][id_][0], weight) for _, weight, then in trial.cases)
            assert same(one.shares, levels)
            assert abs(sum(one.shares.values()) - 1) <= EXACT
            assert one.span == spanning(levels)
            most = max(levels.values())
            assert set(one.likely) == {level for level, share in levels.items() if share == most}
            met = sum(weight for _, weight, then in trial.cases if then[number][id_][1])
            assert one.meets is None or one.meets == pytest.approx(float(met), abs=EXACT)
            assert (one.meets is None) == ("requires" not in made.components[id_])


@models
@given(doubtful())
def test_the_worst_class_and_all_requirements_together_are_as_probable_as_all_cases_make_them(
    made: Doubtful,
) -> None:
    trial = Trial(made)
    for number, scenario in enumerate(doubted(made.model()).scenarios):
        worst = added(
            (max((level for level, _ in then[number].values()), key=lambda one: one.badness), weight)
            for _, weight, then in trial.cases
        )
        assert scenario.shares is not None
        assert same(scenario.shares, worst)
        assert scenario.span == spanning(worst)
        assert abs(sum(scenario.shares.values()) - 1) <= EXACT
        if scenario.all_met is None:
            assert not any("requires" in said for said in made.components.values())
        else:
            every = sum(
                weight
                for _, weight, then in trial.cases
                if all(met is not False for _, met in then[number].values())
            )
            assert scenario.all_met == pytest.approx(float(every), abs=EXACT)


@settings(parent=models, max_examples=10)
@given(doubtful())
def test_a_case_put_together_here_is_the_case_read_from_a_file(made: Doubtful) -> None:
    trial = Trial(made)
    case = made.case(trial.standing)
    read = assessed(case)
    assert tuple({id_: outcome(one, id_) for id_ in one.components} for one in read.scenarios) == trial.case(
        trial.standing
    )
    for scenario in doubted(case).scenarios:  # and what is certain stays so
        for id_, one in scenario.components.items():
            assert one is not None
            (likely,) = one.likely
            assert one.shares == {likely: 1.0}
            meets = None if one.meets is None else one.meets == 1.0
            assert (likely, meets) == outcome(scenario.found, id_)
            assert one.entropy == 0
            assert not one.matters
