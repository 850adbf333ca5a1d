"""Connectivity inferred from links: the worst of a component's own ways in, and nothing of its neighbours."""

from __future__ import annotations

from itertools import product

import pytest

from tests.core.published import MEDIA, OPERATIONS, REACHES, outcome
from tests.models import METHODS, Ends, Model, components_of, ends, model_of

SAID: Model = {"protection": "P3", "challenges": "none"}


def _way(case: tuple[str, str, str]) -> Model:
    return dict(zip(("medium", "reach", "operations"), case, strict=True))


def _connectivities(model: Model, by: str | None = None) -> dict[str, Ends | None]:
    return {id_: ends(one.inputs.connectivity.level) for id_, one in components_of(model, by).items()}


CASES = list(product(MEDIA, REACHES, OPERATIONS))


@pytest.mark.parametrize("by", METHODS)
def test_every_link_gives_both_its_ends_what_the_table_says(by: str) -> None:
    assert len(CASES) == 36
    parts: dict[str, Model] = {}
    links = []
    for number, case in enumerate(CASES):
        parts |= {f"from{number}": SAID, f"to{number}": SAID}
        links.append({"from": f"from{number}", "to": f"to{number}", **_way(case)})
    expected: dict[str, Ends | None] = {}
    for number, case in enumerate(CASES):
        level = outcome("connectivity", *case)
        expected |= {f"from{number}": (level, level), f"to{number}": (level, level)}
    assert _connectivities(model_of(parts, links=links), by) == expected


def test_the_worst_of_two_ways_in_counts_whether_links_or_ports() -> None:
    pairs = list(product(CASES, repeat=2))
    assert len(pairs) == 36 * 36
    parts: dict[str, Model] = {"hub": SAID}
    links: list[Model] = []
    expected: dict[str, Ends | None] = {}
    for number, (one, other) in enumerate(pairs):
        parts[f"c{number}"] = {**SAID, "ports": {"debug": _way(one)}}
        links.append({"id": f"l{number}", "from": f"c{number}", "to": "hub", **_way(other)})
        level = max(outcome("connectivity", *one), outcome("connectivity", *other))
        expected[f"c{number}"] = (level, level)
    found = _connectivities(model_of(parts, links=links))
    assert found.pop("hub") == ("C5", "C5")
    assert found == expected


def test_operations_are_from_inside_where_a_link_does_not_say() -> None:
    links = [{"from": "a", "to": "b", "medium": "wireless", "reach": "private"}]
    assert _connectivities(model_of({"a": SAID, "b": SAID}, links=links)) == {
        "a": ("C4", "C4"),
        "b": ("C4", "C4"),
    }


def test_a_neighbours_links_do_not_count() -> None:
    links = [
        {"from": "inner", "to": "gateway", "medium": "wired", "reach": "direct"},
        {"from": "gateway", "to": "cloud", "medium": "wired", "reach": "public"},
    ]
    parts = dict.fromkeys(("inner", "gateway", "cloud"), SAID)
    assert _connectivities(model_of(parts, links=links)) == {
        "inner": ("C1", "C1"),
        "gateway": ("C5", "C5"),
        "cloud": ("C5", "C5"),
    }


def test_without_any_way_in_nothing_is_known_unless_the_model_says_isolated() -> None:
    model = model_of({"silent": SAID, "cut-off": {**SAID, "isolated": {"why": "it has no connector"}}})
    assert _connectivities(model) == {"silent": None, "cut-off": ("C1", "C1")}
    reason = components_of(model)["silent"].inputs.connectivity.note
    assert reason


def test_a_kind_may_bring_a_least_connectivity_to_what_links_give_but_not_to_a_judgement() -> None:
    port = {"debug": {"medium": "wired", "reach": "direct"}}
    parts = {
        "by-port": {"kind": "radio", **SAID, "ports": port},
        "cut-off": {"kind": "radio", **SAID, "isolated": {"why": "switched off for good"}},
        "public": {"kind": "radio", **SAID, "ports": {"net": {"medium": "wired", "reach": "public"}}},
        "judged": {"kind": "radio", **SAID, "ports": port, "connectivity": "C2"},
        "silent": {"kind": "radio", **SAID},
    }
    assert _connectivities(model_of(parts)) == {
        "by-port": ("C3", "C3"),
        "cut-off": ("C3", "C3"),
        "public": ("C5", "C5"),
        "judged": ("C2", "C2"),
        "silent": None,
    }


def test_a_judged_level_counts_and_the_difference_to_the_links_is_shown() -> None:
    port = {"net": {"medium": "wired", "reach": "public"}}
    parts: dict[str, Model] = {
        "differs": {**SAID, "connectivity": {"level": "C2", "why": "a firewall"}, "ports": port},
        "agrees": {**SAID, "connectivity": {"level": "C5", "why": "public"}, "ports": port},
    }
    found = components_of(model_of(parts))
    assert {id_: ends(one.inputs.connectivity.level) for id_, one in found.items()} == {
        "differs": ("C2", "C2"),
        "agrees": ("C5", "C5"),
    }
    assert {id_: ends(one.inferred.level) for id_, one in found.items() if one.inferred} == {
        "differs": ("C5", "C5"),
        "agrees": ("C5", "C5"),
    }
    (warning,) = found["differs"].warnings
    assert "C2" in warning.message
    assert "C5" in warning.message
    assert warning.place.line > 1
    assert found["agrees"].warnings == ()


def test_a_link_in_doubt_spans_what_its_members_give() -> None:
    links = [
        {"from": "a", "to": "b", "medium": "unknown", "reach": "direct..local", "operations": "none..inside"}
    ]
    # wired direct is C1, wireless C3; operations from outside are ruled out
    assert _connectivities(model_of({"a": SAID, "b": SAID}, links=links)) == {
        "a": ("C1", "C3"),
        "b": ("C1", "C3"),
    }
