"""Scenarios that change what does not exist, extend each other in circles, or take a reserved id."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.command import Command
from tests.cli.marked import HEAD, places, refused
from tests.models import KINDS_LIKE_SENSOR

BASE = f"{HEAD}components:\n  a: {{kind: sensor}}\n  gate: {{kind: sensor}}\n"
WIRE = "medium: wired, reach: local"


def test_a_component_that_does_not_exist_cannot_be_changed(iotclass: Command) -> None:
    refused(
        iotclass,
        f"{BASE}scenarios: {{s: {{components: {{^gat: {{name: G}}, ^cloud: {{name: C}}}}}}}}\n",
        "scenario 's' changes 'gat', which does not exist (a new one needs `kind`); "
        "expected one of a, gate (did you mean 'gate'?)",
        "scenario 's' changes 'cloud', which does not exist (a new one needs `kind`); "
        "expected one of a, gate",
    )


def test_a_component_that_does_not_exist_cannot_be_removed(iotclass: Command) -> None:
    refused(
        iotclass,
        f"{BASE}scenarios: {{s: {{components: {{^cloud: null}}}}}}\n",
        "scenario 's' changes 'cloud', which does not exist (a new one needs `kind`); "
        "expected one of a, gate",
    )


def test_what_a_scenario_removed_cannot_be_changed_in_one_that_extends_it(iotclass: Command) -> None:
    refused(
        iotclass,
        f"{BASE}scenarios:\n  s: {{components: {{a: null}}}}\n"
        "  t: {extends: s, components: {^a: {name: A}}}\n",
        "scenario 't' changes 'a', which does not exist (a new one needs `kind`); expected one of gate",
    )


def test_a_link_that_does_not_exist_cannot_be_removed(iotclass: Command) -> None:
    links = f"links: [{{id: up, from: a, to: gate, {WIRE}}}]\n"

    refused(
        iotclass,
        f"{BASE}{links}scenarios:\n  s: {{without_links: [up, ^upp]}}\n"
        "  t: {extends: s, without_links: [^up]}\n",
        "scenario 's' does without the link 'upp', which does not exist; "
        "expected one that the file defines (there is none)",
        "scenario 't' does without the link 'up', which does not exist; "
        "expected one that the file defines (there is none)",
    )


def test_a_link_to_a_component_that_a_scenario_removed_leads_to_nothing(iotclass: Command) -> None:
    links = f"links: [{{id: up, from: a, to: ^gate, {WIRE}}}]\n"

    refused(
        iotclass,
        f"{BASE}{links}scenarios: {{s: {{components: {{gate: null}}}}, t: {{}}}}\n",
        "link 'up' leads to 'gate', which is not in scenario 's'; expected one of a",
    )


def test_a_scenario_cannot_extend_what_does_not_exist(iotclass: Command) -> None:
    refused(
        iotclass,
        f"{BASE}scenarios: {{inside: {{}}, t: {{^extends: insid}}, u: {{^extends: nowhere}}}}\n",
        "extends: no scenario 'insid'; expected one of inside, u (did you mean 'inside'?)",
        "extends: no scenario 'nowhere'; expected one of inside, t",
    )


CYCLES = {
    "itself": {"s": "s"},
    "two": {"s": "t", "t": "s"},
    "three": {"s": "t", "t": "u", "u": "s"},
}


@pytest.mark.parametrize("extends", CYCLES.values(), ids=CYCLES)
def test_scenarios_that_extend_each_other_in_a_cycle_are_reported_once(
    iotclass: Command, tmp_path: Path, extends: dict[str, str]
) -> None:
    body = "".join(f"  {one}: {{extends: {other}}}\n" for one, other in extends.items())
    (tmp_path / "m.yaml").write_text(f"{BASE}scenarios:\n{body}")

    ran = iotclass("assess", "m.yaml")

    assert (ran.code, ran.out, len(ran.problems)) == (2, "", 1)
    shown = re.fullmatch(
        r"m\.yaml:(7|8|9):7: scenarios extend each other in a cycle: (.*); expected an end to it",
        ran.problems[0],
    )
    assert shown is not None
    steps = shown[2].split(" → ")
    assert len(steps) == len(extends) + 1
    assert steps[1:] == [extends[step] for step in steps[:-1]]


def test_the_id_base_is_reserved(iotclass: Command) -> None:
    refused(
        iotclass,
        f"{BASE}scenarios: {{^base: {{title: T}}}}\n",
        "the scenario id 'base' is reserved; expected another id",
    )


def test_scenarios_of_no_shape_are_refused(iotclass: Command) -> None:
    refused(iotclass, f"{BASE}scenarios: ^{{}}\n", "scenarios: an empty mapping; expected at least one entry")
    refused(
        iotclass,
        f"{BASE}scenarios: {{s: ^7}}\n",
        "scenarios.s: 7; expected a mapping",
    )
    refused(iotclass, f"{BASE}scenarios: {{s: ^}}\n", "scenarios.s: nothing; expected a mapping")
    refused(iotclass, f"{BASE}scenarios: ^[s]\n", "scenarios: a list; expected a mapping")


@pytest.mark.parametrize("component", ["a", "new"])
def test_a_component_cannot_do_without_a_kind_in_a_scenario(
    iotclass: Command, tmp_path: Path, component: str
) -> None:
    text, (place,) = places(f"{BASE}scenarios: {{s: {{components: {{{component}: {{kind: ^null}}}}}}}}\n")
    (tmp_path / "m.yaml").write_text(text)

    ran = iotclass("assess", "m.yaml")

    assert (ran.code, ran.out, len(ran.problems)) == (2, "", 1)
    assert ran.problems[0].startswith(f"m.yaml:{place.split(':')[0]}:")
    assert "kind" in ran.problems[0]


def test_an_unknown_scenario_asked_for_is_named_with_the_nearest(iotclass: Command, tmp_path: Path) -> None:
    (tmp_path / "m.yaml").write_text(f"{BASE}scenarios: {{inside: {{}}, outside: {{}}}}\n")

    ran = iotclass("assess", "m.yaml", "--scenario", "insid", "--scenario", "x")

    assert ran.problems == [
        "m.yaml: no scenario 'insid'; expected one of inside, outside (did you mean 'inside'?)",
        "m.yaml: no scenario 'x'; expected one of inside, outside",
    ]
    assert (ran.code, ran.out) == (2, "")


def test_problems_inside_a_scenario_are_found_although_the_base_is_not_assessed(iotclass: Command) -> None:
    refused(
        iotclass,
        f"{BASE}scenarios: {{s: {{components: {{a: {{protection: ^P7, kind: ^sensr, ^protecton: P1}}}}}}}}\n",
        "scenarios.s.components.a.protection: 'P7'; expected a protection level: unprotected, P1, P2, P3, "
        "P4, P5, a range such as P1..P2, or unknown",
        f"no kind 'sensr'; expected one of {KINDS_LIKE_SENSOR} (did you mean 'sensor'?)",
        "scenarios.s.components.a: unknown key 'protecton'; expected one of name, kind, requires, "
        "connectivity, protection, impact, harm, controls, challenges, facts, relies_on, isolated, ports, "
        "limits, costs, allow, fixed "
        "(did you mean 'protection'?)",
    )


def test_problems_of_a_component_that_every_scenario_removes_are_found(iotclass: Command) -> None:
    refused(
        iotclass,
        f"{HEAD}components: {{a: {{kind: ^sensr}}, b: {{kind: sensor}}}}\n"
        "scenarios: {s: {components: {a: null}}}\n",
        f"no kind 'sensr'; expected one of {KINDS_LIKE_SENSOR} (did you mean 'sensor'?)",
    )
