"""What would change a class: the nearest levels and the cliffs, against every level there is."""

from __future__ import annotations

from itertools import pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iotclass.core.change import Change, Step, changes, cliffs
from tests.core.chained import NOT_ASSESSED, SCALE_OF, Given, class_of, drawn, inputs_of, with_level
from tests.core.published import SETTINGS
from tests.core.reference import ASCENDING, BADNESS
from tests.models import METHODS, OURS, PAPER, Ends, ends, method

WORDS = {
    "connectivity": "connectivity",
    "designed": "designed protection",
    "severity": "worst severity",
    "judged_impact": "judged impact",
    "harm": "harm",
    "harm_of_reliers": "harm of what relies on it",
    "class_of_providers": "class of what it relies on",
}
"""The inputs that can vary, and what they are called."""

Known = dict[str, Given]


def _varied(known: Known, by: str) -> list[str]:
    """The inputs that are there and that the method looks at."""
    harm_counts = SETTINGS[by].impact_from == "harm" and known["judged_impact"] is None
    return [field for field in WORDS if known[field] is not None and (field != "harm" or harm_counts)]


def _outcomes(known: Known, by: str, in_effect: bool, field: str) -> dict[str, Ends]:
    """The class at each level of one input, the others as they are."""
    found = {}
    for level in ASCENDING[SCALE_OF[field]]:
        outcome = class_of(with_level(known, field, level), by, in_effect)
        assert outcome is not None
        found[level] = outcome
    return found


def _distance(level: str, now: Given) -> int:
    """How many steps a level is from the nearest of a span."""
    assert isinstance(now, tuple)
    best, last = sorted((BADNESS[now[0]], BADNESS[now[1]]))
    return min(abs(BADNESS[level] - rank) for rank in range(best, last + 1))


def _badness(span: Ends) -> tuple[int, int]:
    return BADNESS[span[1]], BADNESS[span[0]]


def _check_step(step: Step | None, able: dict[str, Ends], now: Given) -> None:
    """That a step leads to one of the nearest of the levels that are able; that there is none, if so."""
    if not able:
        assert step is None
        return
    assert step is not None
    nearest = min(_distance(level, now) for level in able)
    assert step.steps == nearest == _distance(str(step.level), now)
    assert ends(step.outcome) == able[str(step.level)]


def _check(change: Change, known: Known, by: str, in_effect: bool, field: str) -> None:
    now, class_ = known[field], class_of(known, by, in_effect)
    assert class_ is not None
    outcomes = _outcomes(known, by, in_effect, field)
    assert ends(change.now) == now
    better = {level: one for level, one in outcomes.items() if _badness(one) < _badness(class_)}
    worse = {level: one for level, one in outcomes.items() if _badness(one) > _badness(class_)}
    _check_step(change.better, better, now)
    _check_step(change.worse, worse, now)
    if change.nearest is None:
        assert set(outcomes.values()) == {class_}
    else:
        both = [step for step in (change.better, change.worse) if step is not None]
        assert change.nearest.steps == min(step.steps for step in both)
        tied = len({step.steps for step in both}) < len(both)
        assert not tied or change.nearest is change.better


@settings(max_examples=300, deadline=None)
@given(known=drawn(), by=st.sampled_from(METHODS), in_effect=st.booleans())
def test_the_nearest_levels_that_change_a_class_are_found_for_every_input(
    known: Known, by: str, in_effect: bool
) -> None:
    found = changes("box", inputs_of(known, in_effect), method(by))
    if class_of(known, by, in_effect) is None:
        assert found == ()
        return
    fields = _varied(known, by)
    assert [one.input for one in found] == [WORDS[field] for field in fields]
    for field, one in zip(fields, found, strict=True):
        _check(one, known, by, in_effect, field)
    assert len(found) >= 3


@settings(max_examples=300, deadline=None)
@given(known=drawn(), by=st.sampled_from(METHODS), in_effect=st.booleans())
def test_cliffs_are_the_neighbouring_levels_beside_where_it_stands_two_letters_apart(
    known: Known, by: str, in_effect: bool
) -> None:
    expected = []
    if class_of(known, by, in_effect) is not None:
        for field in _varied(known, by):
            outcomes = _outcomes(known, by, in_effect, field)
            for low, high in pairwise(outcomes):
                apart = abs(BADNESS[outcomes[low][1]] - BADNESS[outcomes[high][1]])
                beside = 0 in (_distance(low, known[field]), _distance(high, known[field]))
                if apart >= 2 and beside:
                    expected.append((WORDS[field], low, outcomes[low], high, outcomes[high]))
    found = [
        (one.input, str(one.low.level), ends(one.low.outcome), str(one.high.level), ends(one.high.outcome))
        for one in cliffs("box", inputs_of(known, in_effect), method(by))
    ]
    assert found == expected


def _box(connectivity: str, designed: str, severity: str, **others: str) -> Known:
    known: Known = dict.fromkeys(SCALE_OF)
    said = {"connectivity": connectivity, "designed": designed, "severity": severity, **others}
    return known | {field: (level, level) for field, level in said.items()}


def _steps(known: Known, by: str) -> dict[str, tuple[str, str]]:
    """Per input the nearest better and worse level, each with its class."""
    found = {}
    for one in changes("box", inputs_of(known, in_effect=False), method(by)):
        found[one.input] = tuple(
            "-" if step is None else f"{step.level} {step.outcome}" for step in (one.better, one.worse)
        )
    return {field: (better, worse) for field, (better, worse) in found.items()}


def test_what_would_change_the_class_of_the_doctors_phone() -> None:
    known = _box("C4", "P4", "low", kind_impact="Moderate")
    assert _steps(known, PAPER) == {
        "connectivity": ("C2 A", "C5 C"),
        "designed protection": ("P5 A", "P3 C"),
        "worst severity": ("-", "high D"),  # P4 falls to P3: E3; and the impact becomes Major
    }


def test_what_would_change_a_class_by_harm() -> None:
    known = _box("C1", "P1", "very low", harm="Catastrophic", harm_of_reliers="Minor")
    assert _steps(known, OURS) == {
        "connectivity": ("-", "-"),
        "designed protection": ("P2 E", "-"),
        "worst severity": ("-", "-"),
        "harm": ("Major E", "-"),
        "harm of what relies on it": ("-", "-"),
    }


def test_the_class_of_a_provider_is_a_floor() -> None:
    known = _box("C1", "P5", "very low", class_of_providers="C")
    assert _steps(known, PAPER) == {
        "connectivity": ("-", "-"),
        "designed protection": ("-", "-"),
        "worst severity": ("-", "very high D"),
        "class of what it relies on": ("B B", "D D"),
    }


@pytest.mark.parametrize("by", METHODS)
def test_the_cliffs_of_every_certain_case_are_those_of_the_tables(by: str) -> None:
    tried, found = 0, 0
    for case in product(ASCENDING["connectivity"], ASCENDING["protection"], ASCENDING["severity"]):
        known = _box(*case, harm="Catastrophic")
        for one in cliffs("box", inputs_of(known, in_effect=False), method(by)):
            assert abs(one.low.outcome.worst.rank - one.high.outcome.worst.rank) >= 2
            assert {str(one.low.level), str(one.high.level)} & {*case, "Catastrophic"}
            found += 1
        tried += 1
    assert tried == 150
    assert found


def test_nothing_would_change_what_could_not_be_assessed() -> None:
    known = _box("C1", "P1", "low") | {"connectivity": NOT_ASSESSED}
    assert changes("box", inputs_of(known, in_effect=False), method(PAPER)) == ()
    assert changes("box", inputs_of(_box("C1", "P1", "low"), in_effect=False), method(OURS)) == ()
