"""References to what does not exist: ids, links, scenarios, cycles; each at its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.command import Command
from tests.cli.marked import HEAD, places, refused, sensor
from tests.models import KINDS_LIKE_SENSOR, KINDS_LISTED

FACTS_LIKE_UPDATABLE = (
    "updatable, network_interface, has_passwords, user_accounts, user_interface, debug_port, "
    "removable_media, remote_operation, personal_data, sensitive_data, telemetry, stores_data, "
    "third_party_software, constrained, physical_access, safety_relevant, and 28 more"
)
TWO = f"{HEAD}components:\n  a: {{kind: sensor}}\n  gate: {{kind: sensor}}\n"
WIRE = "medium: wired, reach: local"
CYCLE = "expected an end to it"
ISOLATED = "expected either links or `isolated`"


def test_an_unknown_kind_is_named_with_the_nearest(iotclass: Command) -> None:
    refused(
        iotclass,
        f"{HEAD}components: {{a: {{kind: ^senzor}}, b: {{kind: ^toaster}}, c: ^{{name: C}}}}\n",
        f"no kind 'senzor'; expected one of {KINDS_LIKE_SENSOR} (did you mean 'sensor'?)",
        f"no kind 'toaster'; expected one of {KINDS_LISTED}",
        "components.c: `kind` is missing",
    )


def test_unknown_ids_inside_a_component_are_all_named(iotclass: Command) -> None:
    text = f"""{HEAD}judgements: {{hygiene: {{level: P1, evidence: [^e2]}}}}
evidence: {{e1: {{title: T, kind: test}}}}
components:
  a:
    kind: sensor
    protection: {{judgement: ^hygeine}}
    connectivity: {{judgement: ^hygiene}}
    facts: {{^updateable: yes}}
    harm: {{safety: {{level: Minor, evidence: [e1, ^e3]}}, evidence: [^e4]}}
"""

    refused(
        iotclass,
        text,
        "no evidence 'e2'; expected one of e1",
        "no shared judgement 'hygeine'; expected one of hygiene (did you mean 'hygiene'?)",
        "the judgement 'hygiene' gives 'P1', not on this scale (connectivity); "
        "expected connectivity: C1, C2, C3, C4, C5",
        f"no fact 'updateable'; expected one of {FACTS_LIKE_UPDATABLE} (did you mean 'updatable'?)",
        "no evidence 'e3'; expected one of e1",
        "no evidence 'e4'; expected one of e1",
    )


CONTROLS = {
    "of a component": sensor("controls: {^signed-update: yes}"),
    "of the organisation": f"{HEAD}controls: {{^signed-update: yes}}\ncomponents: {{a: {{kind: sensor}}}}\n",
    "required": sensor("requires: {class: A, controls: [^signed-update]}"),
    "of a scenario": f"{TWO}scenarios: {{s: {{components: {{a: {{controls: {{^signed-update: yes}}}}}}}}}}\n",
}


@pytest.mark.parametrize("marked", CONTROLS.values(), ids=CONTROLS)
def test_an_unknown_functionality_is_named_with_the_nearest(
    iotclass: Command, tmp_path: Path, marked: str
) -> None:
    text, (place,) = places(marked)
    (tmp_path / "m.yaml").write_text(text)

    ran = iotclass("assess", "m.yaml")

    assert (ran.code, ran.out, len(ran.problems)) == (2, "", 1)
    assert ran.problems[0].startswith(
        f"m.yaml:{place}: no functionality 'signed-update'; expected one of signed-updates, "
    )
    assert ran.problems[0].endswith(", and 360 more (did you mean 'signed-updates'?)")


def test_an_id_that_nothing_defines_says_so(iotclass: Command) -> None:
    refused(
        iotclass,
        sensor("protection: {judgement: ^j}"),
        "no shared judgement 'j'; expected one that the file defines (there is none)",
    )


def test_what_does_not_apply_needs_a_reason(iotclass: Command) -> None:
    said = "is said to be not applicable without a reason; expected {state: not applicable, why: …}"

    refused(
        iotclass,
        sensor("controls: {^signed-updates: not applicable, ^rate-limiting: {state: not applicable}}"),
        f"signed-updates {said}",
        f"rate-limiting {said}",
    )


def test_a_challenge_of_ones_own_needs_a_title(iotclass: Command) -> None:
    own = "expected a `title` for a challenge of your own, or one of `iotclass challenges KIND`"

    refused(
        iotclass,
        sensor("challenges: {^battery: high, ^storm: {severity: low}, rain: {title: Rain, severity: low}}"),
        f"no challenge 'battery' in the library; {own} (did you mean 'battery-use'?)",
        f"no challenge 'storm' in the library; {own}",
    )


def test_links_that_lead_to_nothing_are_named(iotclass: Command) -> None:
    refused(
        iotclass,
        f"{TWO}links:\n  - {{from: a, to: ^gat, {WIRE}}}\n  - {{id: up, from: ^cloud, to: gate, {WIRE}}}\n",
        "link 'a-gat' leads to nothing: no component 'gat'; expected one of a, gate (did you mean 'gate'?)",
        "link 'up' leads to nothing: no component 'cloud'; expected one of a, gate",
    )


def test_links_that_say_too_little_or_something_else_are_named(iotclass: Command) -> None:
    refused(
        iotclass,
        f"""{TWO}links:
  - ^{{to: a, {WIRE}}}
  - ^telemetry
  - {{from: a, to: gate, medium: ^wird, reach: ^lokal, operations: ^outside..none}}
""",
        "links[1]: `from` is missing",
        "links[2]: 'telemetry'; expected a mapping",
        "links[3].medium: 'wird'; expected a medium: wired, near, wireless, a range such as wired..near, "
        "or unknown (did you mean 'wired'?)",
        "links[3].reach: 'lokal'; expected a reach: direct, local, private, public, a range such as "
        "direct..local, or unknown (did you mean 'local'?)",
        "the range outside..none runs backwards; expected the lower level first "
        "(did you mean 'none..outside'?)",
    )


@pytest.mark.parametrize("id_", ["", "id: up, "])
@pytest.mark.parametrize("end", ["^{name}", "^[a]", "^7", "^''"])
@pytest.mark.parametrize("key", ["from", "to"])
def test_a_link_with_an_end_that_is_no_id_is_refused(
    iotclass: Command, tmp_path: Path, id_: str, end: str, key: str
) -> None:
    other = "to" if key == "from" else "from"
    text, (place,) = places(f"{TWO}links:\n  - {{{id_}{other}: a, {key}: {end}, {WIRE}}}\n")
    (tmp_path / "m.yaml").write_text(text)

    ran = iotclass("assess", "m.yaml")

    assert (ran.code, ran.out, len(ran.problems)) == (2, "", 1)
    assert ran.problems[0].startswith(f"m.yaml:{place}: links[1].{key}: ")
    assert ran.problems[0].endswith("; expected an id of letters, digits, - and _")


def test_two_links_of_one_id_are_refused(iotclass: Command) -> None:
    ends = f"from: a, to: gate, {WIRE}"

    refused(
        iotclass,
        f"""{TWO}links:
  - {{id: up, {ends}}}
  - {{id: ^up, {ends}}}
  - {{{ends}}}
  - ^{{{ends}}}
""",
        "there is a link 'up' already, on line 7; expected an `id` of its own",
        "there is a link 'a-gate' already, on line 9; expected an `id` of its own",
    )


def test_a_link_of_a_scenario_may_not_take_the_id_of_another(iotclass: Command) -> None:
    refused(
        iotclass,
        f"""{TWO}links: [{{id: up, from: a, to: gate, {WIRE}}}]
scenarios:
  s: {{links: [{{id: ^up, from: gate, to: a, {WIRE}}}]}}
""",
        "there is a link 'up' already, on line 6; expected an `id` of its own",
    )


CYCLES: dict[str, tuple[dict[str, str], str]] = {
    "on itself": ({"a": "^a"}, "a → a"),
    "of two": ({"a": "^b", "b": "a"}, "a → b → a"),
    "of three": ({"a": "^b", "b": "c", "c": "a"}, "a → b → c → a"),
    "with something in front of it": ({"a": "b", "b": "^c", "c": "b"}, "b → c → b"),
}


@pytest.mark.parametrize(("relies", "shown"), CYCLES.values(), ids=CYCLES)
def test_a_cycle_of_reliance_is_shown(iotclass: Command, relies: dict[str, str], shown: str) -> None:
    body = "".join(f"  {one}: {{kind: sensor, relies_on: [{other}]}}\n" for one, other in relies.items())

    refused(iotclass, f"{HEAD}components:\n{body}", f"a cycle of reliance: {shown}; {CYCLE}")


def test_a_cycle_that_only_a_scenario_makes_is_shown(iotclass: Command) -> None:
    refused(
        iotclass,
        f"""{HEAD}components:
  a: {{kind: sensor, relies_on: [b]}}
  b: {{kind: sensor}}
scenarios:
  fine: {{}}
  round: {{components: {{b: {{relies_on: [a]}}, a: {{relies_on: [^b]}}}}}}
""",
        f"a cycle of reliance: a → b → a; {CYCLE}",
    )


def test_a_cycle_of_a_thousand_is_shown_short(iotclass: Command, tmp_path: Path) -> None:
    body = "".join(f"  c{one}: {{kind: sensor, relies_on: [c{(one + 1) % 1000}]}}\n" for one in range(1000))
    (tmp_path / "m.yaml").write_text(f"{HEAD}components:\n{body}")

    ran = iotclass("assess", "m.yaml")

    shown = "c0 → c1 → c2 → c3 → c4 → … → c997 → c998 → c999 → c0"
    assert ran.problems == [f"m.yaml:4:34: a cycle of reliance: {shown}; {CYCLE}"]
    assert (ran.code, ran.out) == (2, "")


def test_a_reliance_on_nothing_is_named(iotclass: Command) -> None:
    refused(
        iotclass,
        f"""{HEAD}components:
  sensor: {{kind: sensor, relies_on: [^senor]}}
scenarios:
  s: {{}}
""",
        "sensor relies on 'senor', which is not in 's'; expected one of sensor (did you mean 'sensor'?)",
    )


def test_a_reliance_that_several_scenarios_inherit_is_reported_once(
    iotclass: Command, tmp_path: Path
) -> None:
    text, (place,) = places(f"{sensor('relies_on: [^cloud]')}scenarios: {{s: {{}}, t: {{}}, u: {{}}}}\n")
    (tmp_path / "m.yaml").write_text(text)

    ran = iotclass("assess", "m.yaml")

    assert (ran.code, ran.out, len(ran.problems)) == (2, "", 1)
    assert ran.problems[0].startswith(f"m.yaml:{place}: a relies on 'cloud'")


def test_an_isolated_component_with_links_is_refused(iotclass: Command) -> None:
    refused(
        iotclass,
        f"""{HEAD}components:
  a: {{kind: sensor, ^isolated: {{why: alone}}}}
  gate: {{kind: sensor}}
links: [{{from: a, to: gate, {WIRE}}}]
""",
        f"a is said to be isolated, but the link 'a-gate' leads to it; {ISOLATED}",
    )


def test_an_isolated_component_with_a_port_is_refused(iotclass: Command, tmp_path: Path) -> None:
    text = f"{HEAD}components:\n  a: {{kind: sensor, isolated: {{why: alone}}, ports: {{usb: {{{WIRE}}}}}}}\n"
    (tmp_path / "m.yaml").write_text(text)

    ran = iotclass("assess", "m.yaml")

    assert (ran.code, ran.out, len(ran.problems)) == (2, "", 1)


def test_the_organisations_controls_and_the_products_boundary_name_components(iotclass: Command) -> None:
    refused(
        iotclass,
        f"""{HEAD}product: {{boundary: [a, ^b]}}
controls: {{rate-limiting: {{state: yes, for: [^gate]}}}}
components: {{a: {{kind: sensor}}}}
""",
        "no component 'b'; expected one of a",
        "no component 'gate'; expected one of a",
    )


def test_only_an_unmet_requirement_of_a_component_can_be_accepted(iotclass: Command) -> None:
    said = "until: 2027-01-31, by: B, why: W"

    refused(
        iotclass,
        f"""{HEAD}components: {{a: {{kind: sensor}}, c: {{kind: sensor, requires: A}}}}
accepted:
  - {{requirement: ^b, {said}}}
  - {{requirement: ^a, {said}}}
  - {{requirement: c, {said}}}
  - ^{{requirement: c, until: 2027-01-31, why: W}}
""",
        "no component 'b'; expected one of a, c",
        "'a' has no requirement that could be accepted as not met; expected a component with `requires`",
        "accepted[4]: `by` is missing",
    )


def test_ids_made_of_digits_keep_their_place_in_messages(iotclass: Command) -> None:
    refused(
        iotclass,
        f"""{HEAD}components:
  1: {{kind: sensor, name: ^7}}
  2: {{kind: sensor, relies_on: [^1]}}
  3: {{kind: sensor, relies_on: ["1"]}}
""",
        "components.1.name: 7 (to be read as text it needs quotes); expected text",
        "components.2.relies_on[1]: 1 (to be read as text it needs quotes); "
        "expected an id of letters, digits, - and _",
    )


def test_keys_that_are_no_ids_are_refused(iotclass: Command) -> None:
    no_id = "is no id; expected an id of letters, digits, - and _"
    long = "a" * 201

    refused(
        iotclass,
        f"""{HEAD}components:
  ^a b: {{kind: sensor}}
  ^~: {{kind: sensor}}
  ^ä: {{kind: sensor}}
  ^{long}: {{kind: sensor}}
  true: {{kind: sensor}}
""",
        f"components: 'a b' {no_id}",
        f"components: '~' {no_id}",
        f"components: 'ä' {no_id}",
        f"components: {long!r} {no_id}",
    )


def test_an_empty_key_with_an_error_behind_it_is_refused_as_well(iotclass: Command, tmp_path: Path) -> None:
    text, (place,) = places(f"{HEAD}components:\n  ^'': {{kind: sensor, name: 7}}\n")
    (tmp_path / "m.yaml").write_text(text)

    ran = iotclass("assess", "m.yaml")

    assert (ran.code, ran.out) == (2, "")
    assert ran.problems == [f"m.yaml:{place}: an empty key; expected a word"]


def test_the_ends_of_both_links_of_one_id_are_looked_at(iotclass: Command, tmp_path: Path) -> None:
    links = "".join(f"  - {{id: l, from: a, to: {to}, medium: wired, reach: direct}}\n" for to in ("x", "y"))
    (tmp_path / "m.yaml").write_text(
        f"iotclass: 1\nsystem: S\ncomponents: {{a: {{kind: sensor}}}}\nlinks:\n{links}"
    )

    said = iotclass("check", "m.yaml").err

    for part in ("there is a link 'l' already, on line 5", "no component 'x'", "no component 'y'"):
        assert part in said
