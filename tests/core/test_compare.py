"""Comparing scenarios: what accounts for a change of class, and which scenario to choose."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain, combinations
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from iotclass.core.assess import ComponentAssessment
from iotclass.core.compare import attribution, better_in, compare, may_meet
from tests.core.chained import SCALE_OF, Given, class_of, given_in
from tests.core.generated import models
from tests.core.reference import BADNESS
from tests.models import METHODS, OURS, Ends, Model, assessed, components_of, ends, method, model_of

SLOW = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much)

FIELDS = tuple(SCALE_OF)


def _mixed(
    one: ComponentAssessment, other: ComponentAssessment, fields: tuple[str, ...]
) -> tuple[dict[str, Given], bool]:
    """The inputs of one, but for some fields, in which they are those of the other."""
    ours, theirs = given_in(one.inputs), given_in(other.inputs)
    in_effect = (other if "designed" in fields else one).inputs.in_effect
    return {field: (theirs if field in fields else ours)[field] for field in FIELDS}, in_effect


def _accounts(
    before: ComponentAssessment, after: ComponentAssessment, by: str, fields: tuple[str, ...]
) -> bool:
    """Whether some fields alone yield the new class, or putting them back restores the old one."""
    was, now = ends(before.outcome.final.level), ends(after.outcome.final.level)
    put_back, in_effect_back = _mixed(after, before, fields)
    brought, in_effect_now = _mixed(before, after, fields)
    return class_of(put_back, by, in_effect_back) == was or class_of(brought, by, in_effect_now) == now


def _smallest(before: ComponentAssessment, after: ComponentAssessment, by: str) -> set[frozenset[str]]:
    """The smallest of all subsets of the inputs that account for the change."""
    for size in range(len(FIELDS) + 1):
        found = {
            frozenset(fields) for fields in combinations(FIELDS, size) if _accounts(before, after, by, fields)
        }
        if found:
            return found
    return set()


@settings(max_examples=200, deadline=None, suppress_health_check=SLOW)
@given(first=models(most=3), second=models(most=3), by=st.sampled_from(METHODS))
def test_a_change_of_class_is_put_down_to_the_smallest_sets_of_inputs_that_account_for_it(
    first: Model, second: Model, by: str
) -> None:
    before, after = components_of(first, by), components_of(second, by)
    moved = [
        id_
        for id_ in before
        if id_ in after and before[id_].outcome.final.level != after[id_].outcome.final.level
    ]
    assume(moved)
    for id_ in moved:
        found = attribution(before[id_], after[id_], method(by))
        assert len(set(found)) == len(found)
        assert {frozenset(fields) for fields in found} == _smallest(before[id_], after[id_], by)
        assert set(chain(*found)) <= set(FIELDS)
        assert all(found)


def _at(letter: str) -> dict[str, Any]:
    """What gives a class, or a range of classes, from A to E; nothing for one that is not assessed."""
    protection = {"A": "P5", "B": "P4", "C": "P3", "D": "P2", "E": "P1"}
    said: dict[str, Any] = {"connectivity": "C4", "impact": "Moderate", "challenges": "none"}
    if letter:
        best, _, last = letter.partition("..")
        low = protection[last] if last else protection[best]
        said["protection"] = low if low == protection[best] else f"{low}..{protection[best]}"
    return said


def _model(scenarios: Mapping[str, Mapping[str, tuple[str, str]]]) -> Model:
    """Scenarios of components, each with the class that it gets and the one that it must have."""
    ids = dict.fromkeys(id_ for components in scenarios.values() for id_ in components)
    overlays = {}
    for name, components in scenarios.items():
        changes: Model = {}
        for id_ in ids:
            if id_ not in components:
                changes[id_] = None
                continue
            letter, required = components[id_]
            changes[id_] = {**_at(letter), **({"requires": required} if required else {})}
        overlays[name] = {"components": changes}
    return model_of({id_: {} for id_ in ids}, scenarios=overlays)


def _choice(scenarios: Mapping[str, Mapping[str, tuple[str, str]]]) -> str | None:
    return compare(assessed(_model(scenarios))).choice


def test_the_scenario_that_meets_most_requirements_is_chosen_though_its_worst_class_is_worse() -> None:
    assert (
        _choice({"one": {"a": ("B", "A"), "b": ("B", "A")}, "two": {"a": ("A", "A"), "b": ("E", "A")}})
        == "two"
    )


def test_of_scenarios_that_meet_as_many_the_one_with_the_better_worst_class_is_chosen() -> None:
    assert (
        _choice({"one": {"a": ("A", "A"), "b": ("E", "A")}, "two": {"a": ("A", "A"), "b": ("D", "A")}})
        == "two"
    )


def test_of_scenarios_alike_the_one_that_dominates_is_chosen() -> None:
    assert (
        _choice({"one": {"a": ("D", ""), "b": ("B", "")}, "two": {"a": ("D", ""), "b": ("A", "")}}) == "two"
    )


def test_nothing_is_chosen_where_each_is_better_for_somebody() -> None:
    assert _choice({"one": {"a": ("D", ""), "b": ("A", "")}, "two": {"a": ("A", ""), "b": ("D", "")}}) is None


def test_nothing_is_chosen_where_all_are_the_same() -> None:
    assert _choice({"one": {"a": ("D", "")}, "two": {"a": ("D", "")}}) is None


def test_what_could_not_be_assessed_is_never_better() -> None:
    assert (
        _choice({"one": {"a": ("", "A"), "b": ("A", "A")}, "two": {"a": ("E", "A"), "b": ("A", "A")}})
        == "two"
    )


def test_a_single_scenario_is_the_choice() -> None:
    assert _choice({"one": {"a": ("D", "")}}) == "one"


LETTERS = ("A", "B", "C", "D", "E", "A..B", "B..D", "C..E", "A..E", "")

components = st.fixed_dictionaries(
    {
        id_: st.tuples(st.sampled_from(LETTERS), st.sampled_from(["", "A", "B", "C", "D"]))
        for id_ in ("a", "b")
    }
)


def _ends(letter: str) -> Ends | None:
    best, _, last = letter.partition("..")
    return (best, last or best) if letter else None


NOT_ASSESSED = 9


def _rank(scenario: Mapping[str, tuple[str, str]]) -> tuple[int, int]:
    """How good a scenario is: requirements met for certain, then the worst class; not assessed is worst."""
    spans = [(_ends(letter), required) for letter, required in scenario.values()]
    met = sum(bool(span and required and BADNESS[span[1]] <= BADNESS[required]) for span, required in spans)
    letters = [NOT_ASSESSED if span is None else BADNESS[span[1]] for span, _ in spans]
    return -met, max(letters)


def _unmet(scenario: Mapping[str, tuple[str, str]]) -> int:
    """How many requirements a scenario does not meet for certain."""
    return sum(bool(required) for _, required in scenario.values()) + _rank(scenario)[0]


def _surely_better(one: Mapping[str, tuple[str, str]], other: Mapping[str, tuple[str, str]]) -> list[str]:
    found = []
    for id_ in sorted(set(one) & set(other)):
        ours, theirs = _ends(one[id_][0]), _ends(other[id_][0])
        if ours and theirs and BADNESS[ours[1]] < BADNESS[theirs[0]]:
            found.append(id_)
    return found


@settings(max_examples=150, deadline=None)
@given(scenarios=st.lists(components, min_size=2, max_size=4))
def test_the_choice_is_the_best_by_rank_or_the_one_that_dominates_its_equals(
    scenarios: list[dict[str, tuple[str, str]]],
) -> None:
    named = {f"s{number}": one for number, one in enumerate(scenarios)}
    found = compare(assessed(_model(named)))
    best = min(map(_rank, named.values()))
    alike = {name: one for name, one in named.items() if _rank(one) == best}
    dominating = [
        name
        for name, one in alike.items()
        if best[1] < NOT_ASSESSED
        and all(
            _surely_better(one, other) and not _surely_better(other, one)
            for other_name, other in alike.items()
            if other_name != name
        )
    ]
    assert len(dominating) <= 1
    left = {name: _unmet(one) for name, one in named.items()}
    most = min(left[name] for name, one in named.items() if _rank(one)[0] == best[0])
    asks_less = any(left[name] < most for name in named)
    assert found.choice == (dominating[0] if dominating and not asks_less else None)
    first, *others = found.assessment.scenarios
    for one in others:
        ours, theirs = named[one.scenario.id], named["s0"]
        assert list(better_in(one, first)) == _surely_better(ours, theirs)
    for one in found.assessment.scenarios:
        spans = [(_ends(letter), required) for letter, required in named[one.scenario.id].values()]
        possible = sum(
            bool(span and required and BADNESS[span[0]] <= BADNESS[required]) for span, required in spans
        )
        assert may_meet(one) == possible
    assert {(one.component, one.after) for one in found.moved} == {
        (id_, name)
        for name, one in named.items()
        for id_ in one
        if name != "s0" and _ends(one[id_][0]) != _ends(named["s0"][id_][0])
    }


def _moved(change: Model, by: str = OURS) -> dict[str, set[frozenset[str]]]:
    """What changes between a base of two components, of which one relies on the other, and a change of it."""
    said = {"connectivity": "C2", "protection": "P4", "challenges": "none", "harm": "Major"}
    model = model_of(
        {"relying": {**said, "relies_on": ["provider"]}, "provider": {**said, "harm": "Minor"}},
        method=by,
        scenarios={"before": {}, "after": {"components": change}},
    )
    return {one.component: {frozenset(fields) for fields in one.by} for one in compare(assessed(model)).moved}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        # P4 → P1 at C2: E4; Major E (the harm of the relying one), and so the relying one is capped at E
        (
            {"provider": {"protection": "P1"}},
            {"provider": {frozenset({"designed"})}, "relying": {frozenset({"class_of_providers"})}},
        ),
        # both fall to E: either of the two causes would do alone
        (
            {"provider": {"protection": "P1"}, "relying": {"protection": "P1"}},
            {
                "provider": {frozenset({"designed"})},
                "relying": {frozenset({"class_of_providers"}), frozenset({"designed"})},
            },
        ),
        # C3 alone, or P3 alone, gives E2 and so C; it takes both for E3 and D
        (
            {"relying": {"connectivity": "C3", "protection": "P3"}},
            {"relying": {frozenset({"connectivity", "designed"})}},
        ),
        # nothing relies on the relying one, so its own harm is what counts for it
        ({"relying": {"harm": "Minor", "protection": "P2"}}, {"relying": {frozenset({"designed"})}}),
        # no challenge any more is said of: the severity may be any, and the protection worn down
        (
            {"relying": {"challenges": None}},
            {"relying": {frozenset({"severity"})}},
        ),
    ],
)
def test_changes_are_put_down_to_these_inputs(
    change: Model, expected: dict[str, set[frozenset[str]]]
) -> None:
    assert _moved(change) == expected


def test_components_of_one_scenario_alone_do_not_move() -> None:
    scenarios = {"one": {"a": ("A", "A")}, "two": {"a": ("B", "A"), "b": ("E", "A")}}
    moved = compare(assessed(_model(scenarios))).moved
    assert [(one.component, one.before, one.after, one.by) for one in moved] == [
        ("a", "one", "two", (("designed",),))
    ]
