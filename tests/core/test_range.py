"""Ranges: the span of a class is exactly what the members of all doubtful levels can give."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations_with_replacement, product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from iotclass.core.level import Level
from iotclass.core.scale import Connectivity, Impact, Protection, Severity
from iotclass.core.system import Challenge, Component, Reliance
from tests.core.edited import made_wider
from tests.core.generated import models
from tests.core.reference import BADNESS, Levels, count, hull, hulls, own_class
from tests.models import (
    HERE,
    METHODS,
    Ends,
    Model,
    classes_of,
    components_of,
    ends,
    harmful,
    model_of,
    part,
    spanned,
    whole_system,
)

SLOW = (HealthCheck.too_slow, HealthCheck.data_too_large)


@settings(max_examples=150, deadline=None, suppress_health_check=SLOW)
@given(model=models(limit=200, most=5), method=st.sampled_from(METHODS))
def test_a_class_spans_exactly_what_all_combinations_of_doubtful_levels_give(
    model: Model, method: str
) -> None:
    assert count(model) <= 200
    assert classes_of(model, method) == hulls(model, method)


@settings(max_examples=250, deadline=None, suppress_health_check=SLOW)
@given(data=st.data(), model=models(), method=st.sampled_from(METHODS))
def test_knowing_less_never_narrows_a_class(data: st.DataObject, model: Model, method: str) -> None:
    before = classes_of(model, method)
    after = classes_of(data.draw(made_wider(model)), method)
    assert before.keys() == after.keys()
    narrowed = [id_ for id_, span in before.items() if not _holds(after[id_], span)]
    assert narrowed == []


def _holds(wide: Ends | None, narrow: Ends | None) -> bool:
    """Whether everything of one span is in the other; what could not be assessed still cannot be."""
    if wide is None or narrow is None:
        return wide is narrow
    return BADNESS[wide[0]] <= BADNESS[narrow[0]] and BADNESS[narrow[1]] <= BADNESS[wide[1]]


def _spans(scale: type[Level]) -> Iterator[tuple[Level, ...]]:
    """Every span of a scale, as the levels in it."""
    levels = list(scale)
    for low, high in combinations_with_replacement(range(len(levels)), 2):
        yield tuple(levels[low : high + 1])


@pytest.mark.parametrize("method", METHODS)
def test_every_range_of_connectivity_protection_and_severity_gives_its_hull(method: str) -> None:
    cases = list(product(_spans(Connectivity), _spans(Protection), _spans(Severity)))
    assert len(cases) == 15 * 21 * 15
    parts = [_lone(f"c{index}", *case) for index, case in enumerate(cases)]
    found = components_of(whole_system(parts), method)
    wrong = []
    for (connectivity, designed, severity), one in zip(cases, found.values(), strict=True):
        combined = product(map(str, connectivity), map(str, designed), map(str, severity))
        levels = [Levels(c, p, s, harm="Moderate") for c, p, s in combined]
        expected = hull([own_class(one_, method) for one_ in levels])
        if ends(one.outcome.final.level) != expected:
            wrong.append((connectivity, designed, severity))
    assert wrong == []


def _lone(
    id_: str, connectivity: tuple[Level, ...], designed: tuple[Level, ...], severity: tuple[Level, ...]
) -> Component:
    return part(
        id_,
        connectivity=spanned(*connectivity),
        protection=spanned(*designed),
        challenges=(Challenge("noise", "Noise", spanned(*severity)),),
        harm=harmful(Impact.MODERATE),
    )


@pytest.mark.parametrize("method", METHODS)
def test_every_range_of_harm_gives_its_hull_with_the_provider_and_with_what_it_caps(method: str) -> None:
    cases = list(product(_spans(Impact), _spans(Impact), list(Severity)))
    assert len(cases) == 15 * 15 * 5
    parts = []
    for index, (provider, relier, severity) in enumerate(cases):
        common = {
            "connectivity": spanned(Connectivity.C2),
            "protection": spanned(Protection.P3),
            "challenges": (Challenge("noise", "Noise", spanned(severity)),),
        }
        reliance = (Reliance(f"p{index}", HERE),)
        parts.append(part(f"p{index}", harm=harmful(*provider), **common))
        parts.append(part(f"r{index}", harm=harmful(*relier), relies_on=reliance, **common))
    found = components_of(whole_system(parts), method)
    wrong = []
    for index, (provider, relier, severity) in enumerate(cases):
        classes: list[tuple[str, str]] = []
        for own, passed in product(map(str, provider), map(str, relier)):
            provided = own_class(Levels("C2", "P3", str(severity), harm=own, harm_of_reliers=passed), method)
            relying = own_class(Levels("C2", "P3", str(severity), harm=passed), method)
            assert provided is not None
            assert relying is not None
            classes.append((provided, max(provided, relying)))
        expected = tuple(hull(list(column)) for column in zip(*classes, strict=True))
        given_ = tuple(ends(found[f"{kind}{index}"].outcome.final.level) for kind in "pr")
        if given_ != expected:
            wrong.append((provider, relier, severity))
    assert wrong == []


def test_one_unknown_severity_acts_on_impact_and_protection_at_once() -> None:
    model = model_of(
        {
            "box": {
                "connectivity": "C4",
                "protection": "P3",
                "challenges": {"noise": {"title": "Noise", "severity": "very low..very high"}},
            }
        }
    )
    # Insignificant at E3 (P3 stays) is the best; Catastrophic at E5 (P3 falls to P1) is the worst.
    assert classes_of(model) == {"box": ("A", "F")}


def test_a_shared_judgement_is_one_level_wherever_it_is_used() -> None:
    said = {"protection": {"judgement": "care"}, "challenges": "none", "harm": "Moderate"}
    model = model_of(
        {
            "near": {**said, "connectivity": "C1", "relies_on": ["far"]},
            "far": {**said, "connectivity": "C5"},
        },
        method="iotclass-1",
        judgements={"care": {"level": "P2..P4"}},
    )
    # far is Moderate at E5 (P2) or E3 (P4), so E or C; near by itself is at E3 or E1.
    assert classes_of(model) == {"near": ("C", "E"), "far": ("C", "E")}
    assert hulls(model, "iotclass-1") == {"near": ("C", "E"), "far": ("C", "E")}
    assert count(model) == 3


def test_a_distribution_spans_its_levels_of_some_weight() -> None:
    said = {"connectivity": "C1", "challenges": "none"}
    model = model_of(
        {
            "box": {**said, "protection": {"P1": 0.5, "P2": 0.5}, "impact": "Major"},
            "case": {**said, "protection": {"P1": 0, "P2": 0.5, "P5": 0.5}, "impact": "Major"},
        }
    )
    # Major at E4 is E, at E3 D, at E1 A; what has no weight does not count.
    assert classes_of(model) == {"box": ("D", "E"), "case": ("A", "D")}
