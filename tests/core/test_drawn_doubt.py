"""Figures that are drawn where exact ones are too costly, and exact ones against a million draws."""

from __future__ import annotations

from math import sqrt

import pytest

from iotclass.core.doubt import Doubt, doubt
from iotclass.core.group import Group
from iotclass.core.sample import ERROR
from tests.core.drawing import Drawn
from tests.models import OURS, Model, assessed, model_of

DRAWS = 1_000_000


def doubtful_model() -> Model:
    """Two components that share a judgement, one relying on the other."""

    def part(**said: object) -> Model:
        severity = {"low": 0.5, "high": 0.3, "very high": 0.2}
        return {
            "connectivity": {"judgement": "net"},
            "protection": {"P1": 0.2, "P3": 0.3, "P4": 0.5},
            "challenges": {"noise": {"title": "Noise", "severity": severity}},
            "harm": {"Minor": 0.5, "Major": 0.5},
            "requires": "C",
            **said,
        }

    return model_of(
        {"hub": part(), "leaf": part(relies_on=["hub"])},
        method=OURS,
        judgements={"net": {"level": {"C1": 0.3, "C3": 0.3, "C5": 0.4}, "why": "one network"}},
    )


def found_with(limit: int, monkeypatch: pytest.MonkeyPatch) -> Doubt:
    """The doubt of the model where diagrams may have so many nodes."""
    with monkeypatch.context() as patch:
        patch.setattr(Group.__init__, "__defaults__", (limit,))
        return doubt(assessed(doubtful_model()))


def test_drawn_figures_are_within_their_error_of_the_exact_ones_and_say_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (exact,) = doubt(assessed(doubtful_model())).scenarios
    drawn = found_with(20, monkeypatch)
    (found,) = drawn.scenarios
    assert not exact.drawn
    assert found.drawn
    assert exact.shares is not None
    assert found.shares is not None
    assert exact.all_met is not None
    assert found.all_met == pytest.approx(exact.all_met, abs=ERROR)
    for level, share in exact.shares.items():
        assert found.shares.get(level, 0) == pytest.approx(share, abs=ERROR)
    for id_, one in exact.components.items():
        other = found.components[id_]
        assert one is not None
        assert other is not None
        assert other.drawn
        assert not one.drawn
        assert sum(other.shares.values()) == pytest.approx(1, abs=1e-12)
        assert other.meets == pytest.approx(one.meets, abs=ERROR)
        assert other.meets_bounds is None
        for level, share in one.shares.items():
            assert other.shares.get(level, 0) == pytest.approx(share, abs=ERROR)
        gains = {matter.unknown: matter.gain for matter in other.matters}
        for matter in one.matters:
            assert gains[matter.unknown] == pytest.approx(matter.gain, abs=0.01)
        assert other.wrong == one.wrong
    assert found_with(20, monkeypatch).scenarios == drawn.scenarios


@pytest.mark.parametrize("limit", [60, 120])
def test_what_is_not_said_to_be_drawn_is_exact(limit: int, monkeypatch: pytest.MonkeyPatch) -> None:
    (exact,) = doubt(assessed(doubtful_model())).scenarios
    (found,) = found_with(limit, monkeypatch).scenarios
    for id_, one in exact.components.items():
        other = found.components[id_]
        assert one is not None
        assert other is not None
        if other.drawn:
            assert found.drawn
        else:
            assert other == one
    if not found.drawn:
        assert found.shares == pytest.approx(exact.shares, abs=1e-12)


@pytest.mark.parametrize("name", ["pacemaker", "door-lock"])
def test_exact_figures_are_those_of_a_million_draws(name: str) -> None:
    drawn = Drawn(name)
    expected = drawn.shares(DRAWS)
    for scenario, tallies in zip(doubt(drawn.doubtful()).scenarios, expected, strict=True):
        assert scenario.shares is not None
        parts = {id_: one.shares for id_, one in scenario.components.items() if one is not None}
        for id_, levels in {"": scenario.shares, **parts}.items():
            found = {str(level): share for level, share in levels.items()}
            assert set(tallies[id_]) <= set(found)
            for level, share in found.items():
                off = 5 * sqrt(share * (1 - share) / DRAWS) + 1e-12
                assert tallies[id_].get(level, 0.0) == pytest.approx(share, abs=off)
