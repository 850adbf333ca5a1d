"""What stands in several places is one unknown: by figures worked out by hand from the tables."""

from __future__ import annotations

from itertools import product
from math import prod
from typing import Any

import pytest

from iotclass.core.dependence import Builder
from iotclass.core.doubt import ScenarioDoubt, doubt
from iotclass.core.judged import less_than_sure
from iotclass.core.network import Network
from iotclass.core.scale import SecurityClass
from tests.models import OURS, PAPER, Model, assessed, model_of, yaml_of


def either() -> dict[str, float]:
    """With P2 an exposure of E3 or E5, so with a moderate harm class C or E; a new one, so no alias."""
    return {"C1": 0.5, "C5": 0.5}


def only(model: Model | bytes) -> ScenarioDoubt:
    """The doubt of the one scenario of a model."""
    (found,) = doubt(assessed(model)).scenarios
    return found


def shares(found: ScenarioDoubt) -> dict[str, float]:
    """The distribution of the worst class."""
    assert found.shares is not None
    return {str(level): share for level, share in found.shares.items()}


def of(found: ScenarioDoubt, id_: str) -> dict[str, float]:
    """The distribution of the class of a component."""
    one = found.components[id_]
    assert one is not None
    return {str(level): share for level, share in one.shares.items()}


def part(**said: Any) -> Model:
    """A component of P2 with a moderate harm."""
    return {"kind": "bare", "protection": "P2", "challenges": "none", "harm": "Moderate", **said}


def test_two_components_that_share_a_judgement_are_bad_together() -> None:
    apart = only(
        model_of({"one": part(connectivity=either()), "two": part(connectivity=either())}, method=OURS)
    )
    shared = only(
        model_of(
            {name: part(connectivity={"judgement": "net"}) for name in ("one", "two")},
            method=OURS,
            judgements={"net": {"level": either(), "why": "one network"}},
        )
    )
    for found in (apart, shared):
        assert of(found, "one") == of(found, "two") == {"C": 0.5, "E": 0.5}
    assert shares(apart) == {"C": 0.25, "E": 0.75}
    assert shares(shared) == {"C": 0.5, "E": 0.5}


def test_an_alias_of_a_component_shares_all_its_judgements() -> None:
    text = yaml_of(model_of({"one": part(connectivity=either())}, method=OURS)).decode()
    aliased = text.replace("  one:\n", "  one: &same\n") + "  two: *same\n"
    found = only(aliased.encode())
    assert of(found, "one") == of(found, "two") == {"C": 0.5, "E": 0.5}
    assert shares(found) == {"C": 0.5, "E": 0.5}


def test_one_alias_of_a_level_on_two_components_is_one_unknown_and_on_two_scales_two() -> None:
    text = yaml_of(
        model_of({"one": part(connectivity="NET"), "two": part(connectivity="ALIAS")}, method=OURS)
    )
    net = text.replace(b"NET", b"&net {C1: 0.5, C5: 0.5}").replace(b"ALIAS", b"*net")
    assert shares(only(net)) == {"C": 0.5, "E": 0.5}
    text = yaml_of(
        model_of({"one": {"kind": "bare", "connectivity": "NET", **part(protection="ALIAS")}}, method=OURS)
    )
    found = only(text.replace(b"NET", b"&all unknown").replace(b"ALIAS", b"*all"))
    both = found.components["one"]
    assert both is not None
    for matter in both.matters:  # what each flips is its own
        assert {flip.changes[0][1] for flip in matter.flips} <= set(matter.unknown.values)
    assert of(found, "one")["A"] == pytest.approx(7 / 30)  # P5, or P4 up to C2


def test_one_severity_wears_protection_down_and_sets_the_impact() -> None:
    noise = {"noise": {"title": "Noise", "severity": {"low": 0.5, "very high": 0.5}}}
    found = only(model_of({"one": {"connectivity": "C4", "protection": "P4", "challenges": noise}}))
    # low: P4 and a minor impact; very high: P2 and a catastrophic one. Two variables would also give C and D.
    assert of(found, "one") == {"A": 0.5, "F": 0.5}
    two = {
        name: {"title": name, "severity": {"low": 0.5, "very high": 0.5}, "acts_on": [name]}
        for name in ("protection", "impact")
    }
    apart = only(model_of({"one": {"connectivity": "C4", "protection": "P4", "challenges": two}}))
    assert of(apart, "one") == {"A": 0.25, "C": 0.25, "D": 0.25, "F": 0.25}


def test_scenarios_inherit_one_unknown_and_a_judgement_of_their_own_is_another() -> None:
    scenarios = {
        "first": {"title": "First"},
        "second": {"title": "Second", "components": {"one": {"protection": "P3"}}},
        "own": {"title": "Own", "components": {"one": {"connectivity": either()}}},
    }
    model = model_of({"one": part(connectivity=either())}, method=OURS, scenarios=scenarios)
    first, second, own = (found.matters[0][0] for found in doubt(assessed(model)).scenarios)
    assert first == second
    assert own.key != first.key
    assert own.values == first.values


def test_a_control_of_the_organisation_fails_everywhere_at_once() -> None:
    thing = {"kind": "thing", "connectivity": "C2", "challenges": "none", "harm": "Minor"}

    # Without a lock nothing protects: E5 and D; with it P1: E4 and C.
    def controls() -> Model:
        return {"manual": "yes", "lock": "partly"}

    apart = only(
        model_of(
            {"one": {**thing, "controls": controls()}, "two": {**thing, "controls": controls()}}, method=OURS
        )
    )
    found = only(model_of({"one": thing, "two": thing}, method=OURS, controls=controls()))
    some = only(
        model_of(
            {"one": thing, "two": {**thing, "controls": {"lock": "partly"}}},
            method=OURS,
            controls={"manual": "yes", "lock": {"state": "partly", "for": ["one"]}},
        )
    )
    assert of(found, "two") == {"C": 0.5, "D": 0.5}
    assert shares(found) == {"C": 0.5, "D": 0.5}
    assert shares(apart) == shares(some) == {"C": 0.25, "D": 0.75}
    (lock,) = (unknown for unknown, _ in found.matters)
    assert found.matters[0][1] == pytest.approx(2)  # a bit for each component
    assert lock.name == "lock"


STAGES = ("lock", "bolt", "alarm")
"""The criteria of P1, P2 and P3, beside a manual."""


@pytest.mark.parametrize(
    "said",
    ["{state: yes, sure: likely}", "{state: yes, works: 0.6}", "partly", "{state: no, sure: guess}"],
)
@pytest.mark.parametrize("apart", [False, True], ids=["an alias", "each by itself"])
def test_a_control_that_aliases_repeat_is_one_unknown_for_all_functionalities(
    said: str, *, apart: bool
) -> None:
    """By every case: of one unknown two, of three unknowns eight; and `assess` counts as many."""
    works = {"{state: yes, sure: likely}": 0.9, "{state: yes, works: 0.6}": 0.6, "partly": 0.5}.get(said, 0.3)
    thing = {"kind": "thing", "connectivity": "C4", "challenges": "none", "harm": "Moderate", "requires": "C"}
    text = yaml_of(model_of({"one": {**thing, "controls": "CONTROLS"}}, method=OURS)).decode()

    def doubted(*stated: str) -> bytes:
        listed = (f"{id_}: {one}" for id_, one in zip(STAGES, stated, strict=True))
        return text.replace("CONTROLS", f"{{manual: yes, {', '.join(listed)}}}").encode()

    wanted: dict[str, float] = {}
    for case in product((True, False), repeat=3 if apart else 1):
        stated = ["yes" if one else "no" for one in (case if apart else case * 3)]
        (only_one,) = assessed(doubted(*stated)).scenarios
        level = str(only_one.level)
        wanted[level] = wanted.get(level, 0.0) + prod(works if one else 1 - works for one in case)

    model = assessed(doubted(said, said, said) if apart else doubted(f"&all {said}", "*all", "*all"))
    (found,) = doubt(model).scenarios
    assert of(found, "one") == pytest.approx(wanted)
    builder = Builder(Network(), model.method, model.content)
    builder.scenario(model.scenarios[0])
    unknown = len(builder.network.unknowns)
    assert unknown == (3 if apart else 1)
    assert less_than_sure(model.system, model.method) == (0 if said == "partly" else unknown)


def test_a_harm_that_goes_to_a_provider_comes_back_as_a_cap() -> None:
    model = model_of(
        {
            "provider": {"connectivity": "C2", "protection": "P1", "challenges": "none", "harm": "Minor"},
            "relier": {
                **part(connectivity="C2", protection="P3", relies_on=["provider"]),
                "harm": {"Minor": 0.5, "Catastrophic": 0.5},
            },
        },
        method=OURS,
    )
    found = only(model)
    # By itself the relier is A or D (E2); its harm makes the provider (E4) C or F, and so the relier.
    assert of(found, "relier") == of(found, "provider") == {"C": 0.5, "F": 0.5}
    assert shares(found) == {"C": 0.5, "F": 0.5}


def test_a_link_in_doubt_is_one_unknown_for_both_ends() -> None:
    link = {
        "id": "wire",
        "from": "one",
        "to": "two",
        "medium": "wired",
        "reach": {"direct": 0.5, "public": 0.5},
    }
    found = only(model_of({"one": part(), "two": part()}, method=OURS, links=[link]))
    assert of(found, "one") == {"C": 0.5, "E": 0.5}
    assert shares(found) == {"C": 0.5, "E": 0.5}


def test_a_class_that_is_next_to_impossible_is_possible() -> None:
    rare = 1e-10
    one = {
        **part(connectivity={"C1": 1 - rare, "C5": rare}, protection="P2"),
        "harm": {"Minor": 1 - rare, "Catastrophic": rare},
    }
    found = only(model_of({"one": one, "two": part(connectivity="C1")}, method=OURS))
    only_one = found.components["one"]
    assert only_one is not None
    assert only_one.span.worst is SecurityClass.F
    assert found.span is not None
    assert found.span.worst is SecurityClass.F


@pytest.mark.parametrize("method", [PAPER, OURS])
def test_probabilities_of_the_whole_are_of_possible_classes_alone(method: str) -> None:
    parts = {f"c{number}": part(connectivity={"C1": 0.1, "C5": 0.9}) for number in range(30)}
    found = only(model_of(parts, method=method))
    one = found.components["c0"]
    assert one is not None
    assert found.shares is not None
    assert set(found.shares) == set(one.shares)
    best, worst = found.shares.values()
    assert best == pytest.approx(0.1**30, rel=1e-9)
    assert worst == 1.0


def test_what_is_too_rare_for_a_number_is_possible_all_the_same() -> None:
    parts = {f"c{number}": part(connectivity={"C1": 0.001, "C5": 0.999}) for number in range(120)}
    found = only(model_of(parts, method=OURS))  # all of them at C: 1e-360
    assert str(found.span) == "C..E"
    assert shares(found) == {"E": 1.0}
