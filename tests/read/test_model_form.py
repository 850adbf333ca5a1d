"""A model's head, evidence, acceptances and scenarios, read into the right values."""

from __future__ import annotations

import hashlib

import pytest

from iotclass.core.level import exactly
from iotclass.core.place import Place
from iotclass.core.scale import Protection, Severity
from iotclass.core.system import Acceptance, Component, ControlState, Evidence, Scenario
from tests.models import judged
from tests.read.given import EVERYTHING, HEAD, read


def scenario(body: str, base: str = "a: {kind: sensor}", links: str = "") -> Scenario:
    """The last scenario of a model of `base` whose scenarios are `body`."""
    scenarios = "".join(f"  {line}\n" for line in body.splitlines())
    components = "".join(f"  {line}\n" for line in base.splitlines())
    return read(f"{HEAD}components:\n{components}{links}scenarios:\n{scenarios}").scenarios[-1]


def changed(change: str, base: str = "kind: sensor") -> Component:
    """The component `a` of `base` with `change` laid over it."""
    return scenario(f"s: {{components: {{a: {change}}}}}", f"a: {{{base}}}").components["a"]


def test_everything_that_the_format_has_is_read_at_once() -> None:
    system = read(EVERYTHING)

    assert (system.title, system.method, system.date) == ("Everything", "iotclass-1", "2026-11-23")
    assert system.place == Place("m.yaml")
    assert system.sha256 == hashlib.sha256(EVERYTHING.encode()).hexdigest()
    assert [(one.id, one.title, list(one.components)) for one in system.scenarios] == [
        ("one", "First", ["controller", "phone", "gateway"]),
        ("two", "two", ["controller", "phone", "gateway"]),
    ]
    assert [[link.id for link in one.links] for one in system.scenarios] == [
        ["telemetry", "controller-phone"],
        ["controller-phone", "gateway-phone"],
    ]
    assert system.evidence == {
        "test-12": Evidence("test-12", "Bootloader test", "test", "3", "2026-10-02", "Shelf 4", "0" * 64)
    }
    assert [(one.component, one.until, one.by, one.why) for one in system.accepted] == [
        ("controller", "2027-01-31", "Ann", "Budget")
    ]
    assert system.product == {
        "maker": "Maker",
        "model": "Model",
        "version": "1.0",
        "category": "medical",
        "intended_use": "Use",
        "boundary": ("sensor", "controller"),
        "support_until": "2031-06-30",
    }
    assert system.assessment == {
        "by": "Ann",
        "role": "Assessor",
        "on": "2026-11-23",
        "status": "draft",
        "reviewed_by": "Bob",
        "valid_until": "2027-11-23",
    }


def test_the_changes_of_a_scenario_are_laid_over_its_base() -> None:
    controller = read(EVERYTHING).scenarios[0].components["controller"]

    assert (controller.name, controller.kind, controller.harm) == ("Box", "medical-controller", None)
    assert {id_: one.state for id_, one in (controller.controls or {}).items()} == {
        "rate-limiting": ControlState.YES,
        "scheduled-updates": ControlState.PARTLY,
        "two-factor-authentication": ControlState.YES,
        "strong-keys": ControlState.YES,
    }
    storm, battery, memory, _, _, snow = controller.challenges or ()
    assert [(one.id, one.title, str(judged(one).span)) for one in (storm, battery, snow)] == [
        ("storm", "Storm", "low"),
        ("battery-use", "Battery use", "very low"),
        ("snow", "Snow", "low..high"),
    ]
    assert (memory.id, memory.severity, memory.driven_by) == ("memory-use", None, "memory")
    assert {id_: one.amount for id_, one in controller.limits.items()} == {
        "compute": None,
        "memory": 32.0,
        "bandwidth": 100.0,
        "access": 2.0,
    }
    assert set(controller.costs) == {"quick-updates"}
    assert (set(controller.fixed), controller.allow) == ({"rate-limiting"}, None)
    assert [one.id for one in controller.ports] == ["card"]
    assert controller.facts == {"updatable": "no", "debug_port": "unknown", "telemetry": "no"}
    assert controller.requires is not None


def test_a_model_without_scenarios_has_the_one_called_base() -> None:
    system = read(f"{HEAD}components: {{a: {{kind: sensor}}}}\n")

    assert [(one.id, one.title, list(one.components)) for one in system.scenarios] == [("base", "S", ["a"])]
    assert (system.method, system.date, system.product, system.assessment) == ("iotclass-1", "", {}, {})


def test_a_model_can_ask_for_a_method_with_and_without_its_version() -> None:
    body = "components: {a: {kind: sensor}}\n"

    assert read(f"{HEAD}method: fazeldehkordi-2019\n{body}").method == "fazeldehkordi-2019"
    assert read(f"{HEAD}method: fazeldehkordi-2019@1.0.0\n{body}").method == "fazeldehkordi-2019"


def test_an_acceptance_keeps_its_place() -> None:
    system = read(
        f"{HEAD}components: {{a: {{kind: sensor, requires: A}}}}\n"
        "accepted: [{requirement: a, until: 2027-01-31, by: B, why: W}]\n"
    )

    assert system.accepted == (Acceptance("a", "2027-01-31", "B", "W", Place("m.yaml", 4, 12)),)


def test_a_component_can_be_accepted_that_only_a_scenario_requires_something_of() -> None:
    system = read(
        f"""{HEAD}components: {{a: {{kind: sensor}}}}
scenarios: {{s: {{components: {{a: {{requires: A}}}}}}}}
accepted: [{{requirement: a, until: 2027-01-31, by: B, why: W}}]
"""
    )

    assert [one.component for one in system.accepted] == ["a"]


def test_every_kind_of_evidence_is_read() -> None:
    kinds = ("claim", "document", "inspection", "test")
    body = "".join(f"  {kind}-1: {{title: T, kind: {kind}}}\n" for kind in kinds)

    assert read(f"{HEAD}evidence:\n{body}components: {{a: {{kind: sensor}}}}\n").evidence == {
        f"{kind}-1": Evidence(f"{kind}-1", "T", kind) for kind in kinds
    }


def test_a_judgement_is_replaced_whole() -> None:
    found = changed("{protection: P2}", "kind: sensor, protection: {level: P1, why: W, in_effect: true}")

    assert found.protection is not None
    assert found.protection.span == exactly(Protection.P2)
    assert (found.protection.why, found.protection.in_effect) == ("", False)


def test_a_requirement_is_replaced_whole() -> None:
    found = changed("{requires: B}", "kind: sensor, requires: {class: A, protection: P3, why: W}")

    assert found.requires is not None
    assert (str(found.requires.level), found.requires.protection, found.requires.why) == ("B", None, "")


def test_a_harm_is_replaced_whole() -> None:
    found = changed("{harm: {privacy: Minor}}", "kind: sensor, harm: {safety: Major, privacy: Major}")

    assert found.harm is not None
    assert [(name, str(one.span)) for name, one in found.harm.dimensions] == [("privacy", "Minor")]


def test_reliance_is_replaced_whole() -> None:
    found = scenario(
        "s: {components: {a: {relies_on: [c]}}}",
        "a: {kind: sensor, relies_on: [b]}\nb: {kind: sensor}\nc: {kind: sensor}",
    )

    assert [one.provider for one in found.components["a"].relies_on] == ["c"]


SAID = {
    "name": "N",
    "requires": "A",
    "connectivity": "C1",
    "protection": "P1",
    "impact": "Minor",
    "harm": "Minor",
    "controls": "{rate-limiting: yes}",
    "challenges": "none",
    "facts": "{updatable: yes}",
    "relies_on": "[b]",
    "isolated": "{why: W}",
    "ports": "{p: {medium: wired, reach: direct}}",
}


@pytest.mark.parametrize("key", SAID)
def test_null_removes_whatever_it_stands_for(key: str) -> None:
    base = f"a: {{kind: sensor, {key}: {SAID[key]}}}\nb: {{kind: sensor}}"

    there = scenario("s: {}", base).components["a"]
    gone = scenario(f"s: {{components: {{a: {{{key}: null}}}}}}", base).components["a"]

    assert there != gone
    assert gone == Component("a", "a", "sensor", there.place)


def test_challenges_merge_by_id_and_keep_the_title_they_had() -> None:
    base = "kind: sensor, challenges: {x: {title: X, severity: low, why: W}, y: {title: Y, severity: low}}"

    short = changed("{challenges: {x: high}}", base)
    long = changed("{challenges: {x: {severity: high, why: V}}}", base)
    spread = changed("{challenges: {x: {low: 0.5, high: 0.5}}}", base)
    renamed = changed("{challenges: {x: {title: Z, severity: high}, y: null}}", base)

    def shown(component: Component) -> list[tuple[str, str, str]]:
        return [(one.title, str(judged(one).span), judged(one).why) for one in component.challenges or ()]

    assert shown(short) == [("X", "high", ""), ("Y", "low", "")]
    assert shown(long) == [("X", "high", "V"), ("Y", "low", "")]
    assert shown(spread) == [("X", "low..high", ""), ("Y", "low", "")]
    assert shown(renamed) == [("Z", "high", "")]


def test_no_challenges_replace_and_are_replaced_by_some() -> None:
    some = "kind: sensor, challenges: {x: {title: X, severity: low}}"

    gone = changed("{challenges: none}", some)
    come = changed("{challenges: {x: {title: X, severity: high}}}", "kind: sensor, challenges: none")

    assert gone.challenges == ()
    assert gone.no_challenges_at is not None
    assert come.challenges is not None
    assert [judged(one).span for one in come.challenges] == [exactly(Severity.HIGH)]


def test_a_scenario_builds_on_another_whatever_their_order() -> None:
    system = read(
        f"""{HEAD}components: {{a: {{kind: sensor, name: zero}}}}
scenarios:
  last: {{extends: middle, components: {{a: {{requires: A}}}}}}
  middle: {{extends: first, components: {{a: {{protection: P2}}}}}}
  first: {{components: {{a: {{name: one}}}}}}
"""
    )

    assert [one.id for one in system.scenarios] == ["last", "middle", "first"]
    last, middle, first = (one.components["a"] for one in system.scenarios)
    assert [one.name for one in (last, middle, first)] == ["one", "one", "one"]
    assert [one.protection is not None for one in (last, middle, first)] == [True, True, False]
    assert [one.requires is not None for one in (last, middle, first)] == [True, False, False]


def test_a_scenario_can_extend_the_base_by_name() -> None:
    assert list(scenario("s: {extends: base}").components) == ["a"]


def test_scenarios_add_and_remove_links_and_what_they_lead_to() -> None:
    links = "links:\n  - {id: up, from: a, to: b, medium: wired, reach: local}\n"
    base = "a: {kind: sensor}\nb: {kind: sensor}"
    found = scenario(
        "s:\n"
        "  components: {b: null, c: {kind: sensor, name: New}}\n"
        "  without_links: [up]\n"
        "  links: [{id: up, from: a, to: c, medium: near, reach: direct}]",
        base,
        links,
    )

    assert list(found.components) == ["a", "c"]
    assert [(one.id, one.ends, str(one.medium.span)) for one in found.links] == [("up", ("a", "c"), "near")]


def test_what_scenarios_change_leaves_the_others_as_they_were() -> None:
    system = read(
        f"""{HEAD}components: {{a: {{kind: sensor, controls: {{rate-limiting: yes}}}}}}
scenarios:
  before: {{}}
  changed: {{components: {{a: {{controls: {{rate-limiting: no, signed-updates: yes}}}}}}}}
  after: {{}}
"""
    )

    states = [
        {id_: one.state.value for id_, one in (scenario.components["a"].controls or {}).items()}
        for scenario in system.scenarios
    ]
    assert states == [
        {"rate-limiting": "yes"},
        {"rate-limiting": "no", "signed-updates": "yes"},
        {"rate-limiting": "yes"},
    ]


def test_the_same_model_in_json_is_the_same_system() -> None:
    yaml = f"{HEAD}components:\n  a:\n    kind: sensor\n    protection: {{P1: 0.5, P2: 0.5}}\n    name: Å\n"
    json = (
        '{"iotclass": 1, "system": "S", "components":\n'
        '\n\n  {"a":\n    {"kind": "sensor", "protection": {"P1": 0.5, "P2": 5e-1}, "name": "\\u00c5"}}}'
    )

    ours, theirs = (read(text).scenarios[0].components["a"] for text in (yaml, json))

    assert (ours.id, ours.name, ours.kind) == (theirs.id, theirs.name, theirs.kind) == ("a", "Å", "sensor")
    assert ours.protection is not None
    assert theirs.protection is not None
    assert ours.protection.weights == theirs.protection.weights
