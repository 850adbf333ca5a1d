"""Ranges: a wider one never narrows what is possible; and what is possible against what `assess` spans."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from iotclass.core.assess import Assessment, assess
from iotclass.core.doubt import doubt
from iotclass.core.level import Level, Span
from iotclass.read.content import examples, shipped, vocabulary
from iotclass.read.model import read_model
from tests.core.doubtful import Doubtful, chance
from tests.core.doubtful_models import doubtful
from tests.core.generated import models
from tests.core.reference import ASCENDING
from tests.core.trial import EXACT, doubted
from tests.models import Model, assessed

few = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


def wider(made: Doubtful, name: str) -> Doubtful:
    """A model in which the level or range `name` is a range of one level more at each end."""
    old = made.chances[name]
    words = ASCENDING[old.scale]
    low, _, high = old.written.partition("..")
    first, last = words.index(low), words.index(high or low)
    written = f"{words[max(first - 1, 0)]}..{words[min(last + 1, len(words) - 1)]}"
    return replace(made, chances={**made.chances, name: chance(written, old.scale)})


def holds(outer: Span[Level], inner: Span[Level]) -> bool:
    """Whether one span holds the other."""
    return outer.best.badness <= inner.best.badness and outer.worst.badness >= inner.worst.badness


@few
@given(doubtful(driven=False), st.data())
def test_a_wider_range_never_narrows_a_result(made: Doubtful, data: st.DataObject) -> None:
    plain = [
        name
        for name, one in made.chances.items()
        if one.scale and isinstance(one.written, str) and one.written != "unknown" and not one.sure
    ]
    assume(plain)
    name = data.draw(st.sampled_from(plain))
    for narrow, wide in zip(
        doubted(made.model()).scenarios, doubted(wider(made, name).model()).scenarios, strict=True
    ):
        assert narrow.span is not None
        assert wide.span is not None
        assert holds(wide.span, narrow.span)
        for id_, one in narrow.components.items():
            other = wide.components[id_]
            assert one is not None
            assert other is not None
            assert holds(other.span, one.span)
            if one.meets_bounds is not None:
                assert other.meets_bounds is not None
                assert other.meets_bounds[0] <= one.meets_bounds[0] + EXACT
                assert other.meets_bounds[1] >= one.meets_bounds[1] - EXACT


@few
@given(models(most=4))
def test_without_confidences_what_is_possible_is_what_assess_spans(model: Model) -> None:
    (scenario,) = doubt(assessed(model)).scenarios
    for id_, one in scenario.components.items():
        span = scenario.found.components[id_].outcome.final.level
        assert (one.span if one else None) == span
    assert scenario.span == scenario.found.level


@few
@given(doubtful())
def test_without_confidences_what_is_possible_lies_within_what_assess_spans(made: Doubtful) -> None:
    unsure = [one for one in made.chances.values() if _confident(one.written) or one.sure]
    assume(not unsure)
    for scenario in doubted(made.model()).scenarios:
        for id_, one in scenario.components.items():
            span = scenario.found.components[id_].outcome.final.level
            assert one is not None
            assert isinstance(span, Span)
            assert holds(span, one.span)
            assert made.driven or one.span == span  # a control that works may also use too much


def _confident(written: Any) -> bool:
    """Whether a chance says more than which levels or states there may be."""
    said = written["state"] if isinstance(written, dict) and "state" in written else written
    opinions = said if isinstance(said, list) else [written]
    return any(isinstance(one, dict) and {"sure", "works"} & set(one) for one in opinions)


def shipped_assessment(path: Path) -> Assessment:
    """The assessment of a built-in example."""
    found = shipped()
    system = read_model(path.read_bytes(), path.name, vocabulary(found))
    return assess(system, found.content.methods[system.method], found.content)


@pytest.mark.parametrize("path", examples().values(), ids=examples())
def test_examples_are_as_sure_as_assess_says_but_for_confidences(path: Path) -> None:
    for scenario in doubt(shipped_assessment(path)).scenarios:
        for id_, one in scenario.components.items():
            found = scenario.found.components[id_]
            level = found.outcome.final.level
            said_how_sure = {
                control.id for control in (found.component.controls or {}).values() if control.sure
            }
            assert one is not None
            assert isinstance(level, Span)
            assert sum(one.shares.values()) == pytest.approx(1, abs=EXACT)
            if not one.matters:
                assert one.shares == {level.best: 1.0}
            if any(
                matter.unknown.key.endswith((" likely", " guess")) or matter.unknown.name in said_how_sure
                for matter in one.matters
            ):
                assert holds(one.span, level) or holds(level, one.span)
            else:
                assert one.span == level
