"""Which scenario is better under doubt, against the trying of every case, and by hand."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from iotclass.core.assess import ScenarioAssessment
from iotclass.core.compare import asks_less, rank
from iotclass.core.preference import LIMIT, Odds, Preference, is_in_doubt, preferences
from iotclass.core.sample import ERROR
from iotclass.core.tally import STEPS
from tests.core.designs import Doubtful, compared, outcome, tried
from tests.models import Model, assessed, model_of

EXACT = 1e-12


def _signs(one: ScenarioAssessment, other: ScenarioAssessment) -> dict[str, str]:
    """Per component that both have, and for the whole, which is better in a case without doubt."""
    found = {}
    for id_ in one.components.keys() & other.components.keys():
        ours, theirs = outcome(one, id_)[0].badness, outcome(other, id_)[0].badness
        found[id_] = "better" if ours < theirs else "worse" if ours > theirs else "same"
    whole = "better" if rank(one) < rank(other) else "worse" if rank(one) > rank(other) else "same"
    found[""] = "unlike" if asks_less((one, other)) else whole
    return found


def _is(odds: Odds | None, expected: dict[str, float]) -> bool:
    assert odds is not None
    assert not odds.drawn
    return all(
        abs(getattr(odds, key) - expected.get(key, 0.0)) <= EXACT
        and (getattr(odds, key) > 0) == (key in expected)
        for key in ("better", "same", "worse", "unlike")
    )


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(compared())
def test_every_probability_is_that_of_all_cases_tried(made: Doubtful) -> None:
    found = preferences(assessed(made.model()))
    expected: dict[tuple[int, int], dict[str, dict[str, float]]] = defaultdict(
        lambda: defaultdict(lambda: defaultdict(float))
    )
    for _, weight, case in tried(made):
        for pair in combinations(range(len(case.scenarios)), 2):
            for id_, sign in _signs(*(case.scenarios[number] for number in pair)).items():
                expected[pair][id_][sign] += weight
    assert len(found.pairs) == len(expected)
    for one, whole in zip(found.pairs, expected.values(), strict=True):
        assert _is(one.overall, whole.pop(""))
        assert one.components.keys() == whole.keys()
        assert all(_is(one.components[id_], shares) for id_, shares in whole.items())
        signs = [sign for shares in whole.values() for sign in shares]
        assert one.dominates is ("better" in signs and "worse" not in signs)
        assert one.flipped.dominates is ("worse" in signs and "better" not in signs)
        _proved(one)


def _proved(one: Preference) -> None:
    """What is said of the whole for certain holds by its odds."""
    assert one.overall is not None
    assert one.surely_as_good is (one.overall.worse == one.overall.unlike == 0)
    assert one.flipped.surely_as_good is (one.overall.better == one.overall.unlike == 0)
    assert one.flipped.flipped == one


SAID = {"connectivity": "C4", "impact": "Moderate", "challenges": "none"}
"""With this the protections P5 to P1 give the classes A to E, by the paper's tables."""


def _compared(components: Model, other: Model, limit: int = LIMIT, **sections: Any) -> Preference:
    """A scenario of `components` compared with another one that changes them."""
    scenarios = {"one": {"title": "One"}, "other": {"components": other}}
    filled = {id_: {**SAID, **part} for id_, part in components.items()}
    (pair,) = preferences(assessed(model_of(filled, scenarios=scenarios, **sections)), limit).pairs
    return pair


def test_a_judgement_that_both_inherit_is_one_and_not_two() -> None:
    # Moderate, P3: B at C1 (E2), D at C5 (E4). P4: A at C1 (E1), C at C5 (E3).
    # So P4 is better wherever it is. Were there two connectivities, P3 at C1 would beat P4 at C5: 1/2 * 1/2.
    unsure = {"C1": 0.5, "C5": 0.5}
    inherited = _compared({"a": {"connectivity": unsure, "protection": "P3"}}, {"a": {"protection": "P4"}})
    twice = _compared(
        {"a": {"connectivity": unsure, "protection": "P3"}},
        {"a": {"protection": "P4", "connectivity": dict(unsure)}},
    )

    assert inherited.components["a"] == inherited.overall == Odds(0.0, 0.0, 1.0)
    assert (inherited.dominates, inherited.flipped.dominates) == (False, True)
    assert (inherited.surely_as_good, inherited.flipped.surely_as_good) == (False, True)
    assert twice.components["a"] == twice.overall == Odds(0.25, 0.0, 0.75)
    assert (twice.dominates, twice.flipped.dominates) == (False, False)
    assert (twice.surely_as_good, twice.flipped.surely_as_good) == (False, False)


def test_a_shared_judgement_is_one_in_different_components_of_two_scenarios() -> None:
    # One of two is P5, so A; the other is x: A with 0.9, C with 0.1. Which of them is x makes no
    # difference to the whole. Were there two of x, one scenario would be better with 0.9 * 0.1.
    shared: Model = {"judgements": {"x": {"level": {"P5": 0.9, "P3": 0.1}, "why": "W"}}}
    demand = {"requires": "A"}
    x, own = {"protection": {"judgement": "x"}}, {"protection": {"P5": 0.9, "P3": 0.1}}
    sure = {"protection": "P5"}
    found = _compared({"a": {**x, **demand}, "b": {**sure, **demand}}, {"a": sure, "b": x}, **shared)
    apart = _compared({"a": {**x, **demand}, "b": {**sure, **demand}}, {"a": sure, "b": own}, **shared)

    assert found.overall == Odds(0.0, 1.0, 0.0)
    assert found.components == {"a": Odds(0.0, 0.9, 0.1), "b": Odds(0.1, 0.9, 0.0)}
    assert (found.dominates, found.flipped.dominates, found.surely_as_good) == (False, False, True)
    assert apart.overall is not None
    assert (apart.overall.better, apart.overall.worse) == pytest.approx((0.09, 0.09))
    assert apart.components == found.components


def test_requirements_met_count_before_the_worst_class() -> None:
    # One meets a surely and b not; the other may meet both, and has E as its worst class if not.
    components = {
        "a": {"protection": "P5", "requires": "A"},
        "b": {"protection": "P3", "requires": "A"},
        "c": {"protection": "P4"},
    }
    found = _compared(components, {"b": {"protection": {"P5": 0.3, "P3": 0.7}}, "c": {"protection": "P1"}})

    assert found.overall is not None
    assert (found.overall.better, found.overall.worse) == pytest.approx((0.7, 0.3))
    assert found.components["c"] == Odds(1.0, 0.0, 0.0)


def test_what_is_accepted_is_not_met() -> None:
    sections: Model = {
        "assessment": {"on": "2026-11-23"},
        "accepted": [{"requirement": "a", "until": "2027-01-01", "by": "Ann", "why": "Budget"}],
    }
    unsure = {"protection": {"P5": 0.4, "P1": 0.6}}
    found = _compared({"a": {"protection": "P5", "requires": "A"}}, {"a": unsure}, **sections)

    assert found.overall is not None
    assert (found.overall.better, found.overall.same) == pytest.approx((0.6, 0.4))


def test_who_meets_less_because_less_is_required_is_neither_better_nor_worse() -> None:
    # The one meets a, and b with 0.5, of two; the other, which requires a alone, meets it.
    # 2 of 2 is better; 1 of 2 is as many as 1 of 1, with the worse worst class.
    components = {
        "a": {"protection": "P5", "requires": "A"},
        "b": {"protection": {"P5": 0.5, "P3": 0.5}, "requires": "A"},
    }
    found = _compared(components, {"b": {"requires": None, "protection": "P5"}})
    # Were c required of the one and never met, 2 of 3 would leave one unmet, 1 of 1 none.
    more = _compared(
        {**components, "c": {"protection": "P1", "requires": "A"}},
        {"b": {"requires": None, "protection": "P5"}, "c": {"requires": None}},
    )

    assert found.overall == Odds(0.5, 0.0, 0.5)
    assert more.overall == Odds(0.0, 0.5, 0.0, 0.5)
    assert (more.surely_as_good, more.flipped.surely_as_good) == (False, False)


def test_a_component_that_is_not_assessed_leaves_no_whole() -> None:
    found = _compared({"a": {"protection": "P5"}, "b": {}}, {"a": {"protection": {"P5": 0.5, "P3": 0.5}}})

    assert found.components == {"a": Odds(0.5, 0.5, 0.0), "b": None}
    assert (found.overall, found.reason) == (None, "b is not assessed in 'one'")
    assert (found.dominates, found.flipped.dominates) == (None, False)
    assert (found.surely_as_good, found.flipped.surely_as_good) == (None, None)


def test_what_only_one_scenario_has_counts_for_that_one() -> None:
    doubt = {"protection": {"P5": 0.2, "P1": 0.8}, "requires": "A"}
    found = _compared({"a": {"protection": "P5"}, "b": doubt}, {"b": None})

    assert found.components == {"a": Odds(0.0, 1.0, 0.0)}
    # one of one met, or E as the worst class
    assert found.overall is not None
    assert (found.overall.better, found.overall.worse) == pytest.approx((0.2, 0.8))
    assert (found.dominates, found.flipped.dominates) == (False, False)


def test_what_is_certain_is_certain() -> None:
    certain = model_of({"a": {**SAID, "protection": "P4"}}, scenarios=_overlays(2))
    unsure = model_of({"a": {**SAID, "protection": "P4..P5"}}, scenarios=_overlays(2))

    assert not preferences(assessed(certain)).in_doubt
    assert (is_in_doubt(assessed(certain)), is_in_doubt(assessed(unsure))) == (False, True)
    (pair,) = preferences(assessed(certain)).pairs
    assert (pair.overall, pair.components) == (Odds(0.0, 1.0, 0.0), {"a": Odds(0.0, 1.0, 0.0)})


def _overlays(count: int) -> Model:
    return {f"s{number}": {"title": f"S{number}"} for number in range(count)}


@pytest.mark.parametrize(("count", "pairs"), [(1, 0), (2, 1), (6, 15), (7, 6)])
def test_few_scenarios_are_compared_each_with_each_many_each_with_the_first(count: int, pairs: int) -> None:
    found = preferences(assessed(model_of({"a": {**SAID, "protection": "P4"}}, scenarios=_overlays(count))))

    assert len(found.pairs) == pairs
    assert count < 7 or {one.one.scenario.id for one in found.pairs} == {"s0"}


LARGE: Model = {
    id_: {
        "connectivity": {"C1": 0.2, "C3": 0.3, "C5": 0.5},
        "protection": {"P2": 0.3, "P3": 0.3, "P4": 0.4},
        "requires": "C",
        "challenges": {"noise": {"title": "Noise", "severity": {"judgement": "x"}}},
    }
    for id_ in ("a", "b", "c")
}
SHARED: Model = {"judgements": {"x": {"level": {"low": 0.6, "high": 0.4}, "why": "W"}}}
CHANGED: Model = {
    "a": {"protection": "P3"},
    "b": {"protection": {"P3": 0.5, "P5": 0.5}},
    "c": {"requires": "A"},
}


@pytest.mark.parametrize("limit", [1, 40])
def test_what_is_too_large_is_drawn_within_the_stated_error(limit: int) -> None:
    exact, drawn = _compared(LARGE, CHANGED, **SHARED), _compared(LARGE, CHANGED, limit, **SHARED)

    assert exact.overall is not None
    assert not exact.overall.drawn
    _near(drawn.overall, exact.overall)
    assert drawn.components["c"] == Odds(0.0, 1.0, 0.0), "the same in both needs no diagram"
    if limit == 1:
        _near(drawn.components["a"], exact.components["a"])
        assert (drawn.surely_as_good, drawn.flipped.surely_as_good) == (False, False)


def test_what_takes_too_many_steps_is_drawn_within_the_stated_error() -> None:
    apart = {id_: {**part, "challenges": "none"} for id_, part in LARGE.items()}
    model = model_of(
        {id_: {**SAID, **part} for id_, part in apart.items()},
        scenarios={"one": {"title": "One"}, "other": {"components": CHANGED}},
    )
    ((exact,), (drawn,)) = (preferences(assessed(model), steps=steps).pairs for steps in (STEPS, 10))

    assert exact.overall is not None
    _near(drawn.overall, exact.overall)
    assert drawn.components == exact.components


def _near(drawn: Odds | None, exact: Odds | None) -> None:
    assert drawn is not None
    assert exact is not None
    assert drawn.drawn
    for key in ("better", "same", "worse", "unlike"):
        assert getattr(drawn, key) == pytest.approx(getattr(exact, key), abs=ERROR)


def test_what_is_drawn_is_never_said_for_certain() -> None:
    # b is never worse in the other, but that is not known of draws
    found = _compared(
        {"a": {"connectivity": {"C1": 0.5, "C5": 0.5}, "protection": "P3"}}, {"a": {"protection": "P4"}}, 1
    )

    assert found.components["a"] == Odds(0.0, 0.0, 1.0, drawn=True)
    assert (found.dominates, found.flipped.dominates) == (False, None)
    assert (found.surely_as_good, found.flipped.surely_as_good) == (False, None)
