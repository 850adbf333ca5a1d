"""Reliance: harm passes to the provider, its class caps what relies on it, however long the chain."""

from __future__ import annotations

import sys
import time
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iotclass.core.place import InvalidError
from iotclass.core.reliance import cycle, order
from iotclass.core.system import Component, Reliance
from iotclass.write.assessment_json import component_record
from tests.models import (
    HERE,
    METHODS,
    OURS,
    PAPER,
    Ends,
    Model,
    assessed,
    classes_of,
    components_of,
    ends,
    model_of,
    part,
    system_of,
)

LONG = 10_000
LIMIT_S = 20
"""Far above what is needed; a search that grows with the square of the chain takes minutes."""


def _said(protection: str = "P4", **more: object) -> Model:
    """C2 and no challenges: P4 gives E1, P3 E2, P2 E3, P1 E4."""
    return {"connectivity": "C2", "protection": protection, "challenges": "none", **more}


def _chain(length: int, by: str) -> bytes:
    """Each relies on the next; the first would harm most, the last is the worst protected."""
    lines = ["iotclass: 1", "system: A chain", f"method: {by}", "components:"]
    for number in range(length):
        harm = "Catastrophic" if number == 0 else "Minor"
        protection = "P2" if number == length - 1 else "P5"
        lines += [
            f"  c{number}:",
            "    kind: bare",
            "    connectivity: C2",
            f"    protection: {protection}",
            "    challenges: none",
            f"    harm: {harm}",
        ]
        lines += [f"    relies_on: [c{number + 1}]"] if number < length - 1 else []
    return "\n".join(lines).encode()


@pytest.mark.parametrize("by", METHODS)
def test_in_a_chain_of_ten_thousand_harm_reaches_the_one_end_and_the_cap_the_other(by: str) -> None:
    assert sys.getrecursionlimit() < LONG
    began = time.process_time()
    found = components_of(_chain(LONG, by))
    assert time.process_time() - began < LIMIT_S
    assert len(found) == LONG
    # the last is Catastrophic by the first, at E3: E; by itself every other one is at E1: A
    assert {ends(one.outcome.final.level) for one in found.values()} == {("E", "E")}
    impacts = [ends(one.outcome.impact.level) for one in found.values()]
    own = "Insignificant" if by == PAPER else "Catastrophic"
    assert impacts == [(own, own), *[("Catastrophic", "Catastrophic")] * (LONG - 1)]
    uncapped = [ends(one.outcome.uncapped.level) for one in found.values()]
    assert uncapped == [*[("A", "A")] * (LONG - 1), ("E", "E")]
    assert [one.capped_by for one in found.values()] == [*[f"c{LONG - 1}"] * (LONG - 1), None]
    first = component_record(found["c0"])
    assert (first["class"], first["class_uncapped"], first["capped_by"]) == ("E", "A", f"c{LONG - 1}")


def test_a_chain_of_ten_thousand_that_ends_in_nothing_known_is_not_assessed() -> None:
    text = _chain(LONG, PAPER).replace(b"    protection: P2\n", b"")
    (scenario,) = assessed(text).scenarios
    assert scenario.level is None
    assert len(scenario.worst) == LONG


def test_a_ring_of_ten_thousand_is_found() -> None:
    text = _chain(LONG, PAPER) + b"\n    relies_on: [c0]"
    with pytest.raises(InvalidError) as raised:
        system_of(text)
    (problem,) = raised.value.problems
    assert "cycle" in problem.message
    assert len(problem.message) < 1000


def test_what_relies_on_a_provider_through_others_makes_its_impact_too() -> None:
    model = model_of(
        {
            "top": _said(harm="Catastrophic", relies_on=["left", "right"]),
            "left": _said(harm="Minor", relies_on=["bottom"]),
            "right": _said(harm="Major", relies_on=["bottom"]),
            "bottom": _said("P3", harm="Minor"),
            "apart": _said("P1", harm="Moderate"),
        },
        method=OURS,
    )
    found = components_of(model)
    assert {id_: ends(one.outcome.impact.level) for id_, one in found.items()} == {
        "top": ("Catastrophic", "Catastrophic"),
        "left": ("Catastrophic", "Catastrophic"),
        "right": ("Catastrophic", "Catastrophic"),
        "bottom": ("Catastrophic", "Catastrophic"),
        "apart": ("Moderate", "Moderate"),
    }
    # bottom: Catastrophic at E2 is D, which caps all above it; apart: Moderate at E4 is D by itself
    assert {id_: ends(one.outcome.final.level) for id_, one in found.items()} == dict.fromkeys(
        ("top", "left", "right", "bottom", "apart"), ("D", "D")
    )
    assert {id_: one.capped_by for id_, one in found.items()} == {
        "top": "bottom",
        "left": "bottom",
        "right": "bottom",
        "bottom": None,
        "apart": None,
    }


def test_the_worst_of_several_providers_caps() -> None:
    model = model_of(
        {
            "relying": _said(impact="Insignificant", harm="Minor", relies_on=["good", "bad"]),
            "good": _said("P2", impact="Moderate"),
            "bad": _said("P1", impact="Moderate"),
        }
    )
    # good: Moderate at E3 is C; bad: at E4 D
    assert classes_of(model) == {"relying": ("D", "D"), "good": ("C", "C"), "bad": ("D", "D")}
    assert components_of(model)["relying"].capped_by == "bad"


def test_a_better_provider_caps_nothing() -> None:
    model = model_of(
        {
            "relying": _said("P1", harm="Minor", impact="Major", relies_on=["provider"]),
            "provider": _said("P5"),
        }
    )
    one = components_of(model)["relying"]
    assert ends(one.outcome.final.level) == ("E", "E")
    assert one.capped_by is None


def test_a_cap_may_act_on_one_end_alone() -> None:
    model = model_of(
        {
            "relying": _said(harm="Minor", impact="Minor", relies_on=["provider"]),
            "provider": _said("P1..P4", impact="Minor"),
        }
    )
    # Minor at E1 is A, at E4 C
    assert classes_of(model) == {"relying": ("A", "C"), "provider": ("A", "C")}
    assert components_of(model)["relying"].capped_by == "provider"


@pytest.mark.parametrize(
    ("protection", "final", "capped_by"),
    [
        ("P4", ("C", "E"), "doubtful"),  # A by itself: both ends are capped, the worst by the doubtful one
        ("unprotected..P4", ("C", "E"), "certain"),  # A to E by itself: only the best end is capped
        ("P1..P2", ("C", "E"), "doubtful"),  # C to D by itself: only the worst end is capped
        ("unprotected..P2", ("C", "E"), None),  # C to E by itself
        ("unprotected", ("E", "E"), None),
    ],
)
def test_a_cap_is_put_down_to_the_component_that_sets_the_worst_end_it_changes(
    protection: str, final: Ends, capped_by: str | None
) -> None:
    model = model_of(
        {
            "relying": _said(protection, impact="Moderate", harm="Minor", relies_on=["certain", "doubtful"]),
            "certain": _said("P2", impact="Moderate"),
            "doubtful": _said("unprotected..P4", impact="Moderate"),
        }
    )
    # Moderate at E1 is A, at E3 (P2) C, at E4 (P1) D, at E5 (unprotected) E
    found = components_of(model)
    assert ends(found["certain"].outcome.final.level) == ("C", "C")
    assert ends(found["doubtful"].outcome.final.level) == ("A", "E")
    assert ends(found["relying"].outcome.final.level) == final
    assert found["relying"].capped_by == capped_by


@pytest.mark.parametrize(
    ("by", "relying", "provider"),
    [
        # P3 at C2 is E2: Insignificant A; the relying one's harm may make it Catastrophic, and D
        (PAPER, ("A", "D"), ("A", "D")),
        # by ours the relying one has no impact without a harm, so it has no class either
        (OURS, None, ("B", "D")),
    ],
)
def test_without_a_judged_harm_the_impact_on_the_provider_is_unknown(
    by: str, relying: Ends | None, provider: Ends
) -> None:
    model = model_of(
        {"relying": _said(relies_on=["provider"]), "provider": _said("P3", harm="Moderate")}, method=by
    )
    assert classes_of(model) == {"relying": relying, "provider": provider}
    impact = components_of(model)["provider"].outcome.impact
    least = "Insignificant" if by == PAPER else "Moderate"
    assert ends(impact.level) == (least, "Catastrophic")


def test_what_relies_on_something_not_assessed_is_not_assessed_and_says_so() -> None:
    model = model_of(
        {
            "top": _said(harm="Minor", relies_on=["middle"]),
            "middle": _said(harm="Minor", relies_on=["bottom"]),
            "bottom": {"connectivity": "C2", "challenges": "none"},
            "apart": _said(),
        }
    )
    found = components_of(model)
    assert classes_of(model) == {"top": None, "middle": None, "bottom": None, "apart": ("A", "A")}
    cap = found["middle"].inputs.class_of_providers
    assert cap is not None
    assert "bottom" in cap.note
    assert ends(found["top"].outcome.uncapped.level) == ("A", "A")


def test_harm_passes_though_what_relies_cannot_be_assessed_itself() -> None:
    model = model_of(
        {
            "relying": {"harm": "Catastrophic", "relies_on": ["provider"]},
            "provider": _said("P3"),
        }
    )
    assert classes_of(model) == {"relying": None, "provider": ("D", "D")}


def test_a_judged_impact_is_raised_by_what_relies_on_it_too() -> None:
    model = model_of(
        {
            "relying": _said(harm="Catastrophic", relies_on=["provider"]),
            "provider": _said("P3", impact="Minor"),
        }
    )
    assert ends(components_of(model)["provider"].outcome.impact.level) == ("Catastrophic", "Catastrophic")


def test_naming_a_provider_twice_changes_nothing() -> None:
    once, twice = (
        model_of({"a": _said(harm="Major", relies_on=named), "b": _said("P2")})
        for named in (["b"], ["b", "b"])
    )
    assert classes_of(once) == classes_of(twice) == {"a": ("D", "D"), "b": ("D", "D")}


@pytest.mark.parametrize("size", [1, 2, 3, 11, 12])
def test_a_cycle_is_an_error_that_names_it(size: int) -> None:
    parts = {f"c{n}": _said(harm="Minor", relies_on=[f"c{(n + 1) % size}"]) for n in range(size)}
    with pytest.raises(InvalidError) as raised:
        system_of(model_of({**parts, "user": _said(harm="Minor", relies_on=["c0"])}))
    (problem,) = raised.value.problems
    assert problem.place.line > 1
    loop = [f"c{n}" for n in range(size)] + ["c0"]
    if size < 10:
        first = problem.message.rpartition(": ")[2].split(" → ")[0]
        turned = loop.index(first)
        expected = [*loop[turned:-1], *loop[:turned], first]
        assert problem.message == f"a cycle of reliance: {' → '.join(expected)}"
    else:
        assert "…" in problem.message


@settings(max_examples=200, deadline=None)
@given(data=st.data(), count=st.integers(1, 7))
def test_providers_come_first_and_what_is_left_over_is_on_or_behind_a_cycle(
    data: st.DataObject, count: int
) -> None:
    ids = [f"c{number}" for number in range(count)]
    parts = {id_: data.draw(st.lists(st.sampled_from(ids), unique=True, max_size=2)) for id_ in ids}
    components: dict[str, Component] = {
        id_: part(id_, relies_on=tuple(Reliance(other, HERE) for other in named))
        for id_, named in parts.items()
    }
    ordered, stuck = order(components)
    assert sorted([*ordered, *stuck]) == ids
    position = {id_: index for index, id_ in enumerate(ordered)}
    assert all(position[other] < position[id_] for id_ in ordered for other in parts[id_])
    assert set(stuck) == {id_ for id_ in ids if _reaches_a_cycle(id_, parts)}
    if stuck:
        loop = cycle(components, stuck)
        assert loop[0] == loop[-1]
        assert len(set(loop)) == len(loop) - 1
        assert all(other in parts[one] for one, other in pairwise(loop))


def _reachable(start: str, parts: dict[str, list[str]]) -> set[str]:
    """Everything that a component relies on, directly or through others."""
    found: set[str] = set()
    waiting = list(parts[start])
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += parts[one]
    return found


def _reaches_a_cycle(start: str, parts: dict[str, list[str]]) -> bool:
    return any(one in _reachable(one, parts) for one in {start} | _reachable(start, parts))


def test_no_class_is_better_than_that_of_any_provider_in_every_order_of_the_file() -> None:
    protections = ("P5", "P3", "P1", "P4")
    ids = ("a", "b", "c", "d")
    tried = 0
    for edges in combinations([(1, 0), (2, 0), (2, 1), (3, 1), (3, 2)], 3):
        parts = {
            id_: _said(protection, impact="Moderate", harm="Minor")
            | ({"relies_on": named} if (named := [ids[to] for of, to in edges if ids[of] == id_]) else {})
            for id_, protection in zip(ids, protections, strict=True)
        }
        forward = classes_of(model_of(parts))
        backward = classes_of(model_of(dict(reversed(parts.items()))))
        assert forward == backward
        for of, to in edges:
            relying, provider = forward[ids[of]], forward[ids[to]]
            assert relying is not None
            assert provider is not None
            assert relying >= provider
            tried += 1
    assert tried == 30
