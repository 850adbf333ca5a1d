"""`iotclass gap`, `plan` and `challenges`, as people and programs use them."""

from __future__ import annotations

from pathlib import Path

import pytest

from iotclass.read.content import examples
from tests.cli.command import Command

CLAIM = """iotclass: 1
system: S
components:
  a:
    kind: connected-device
    facts: {%s}
    controls:
      full-update-capability: {state: not applicable, why: It costs too much}
"""


def test_what_applies_by_the_facts_cannot_be_claimed_not_to(iotclass: Command) -> None:
    ran = iotclass("check", "-", stdin=(CLAIM % "updatable: yes").encode())
    assert ran.code == 2
    assert (
        "full-update-capability is said to be not applicable, but it applies where updatable: yes" in ran.err
    )
    assert "what is too costly is `no`" in ran.err


@pytest.mark.parametrize("facts", ["updatable: no", "updatable: unknown", "debug_port: no"])
def test_without_such_a_fact_the_claim_is_no_error(iotclass: Command, facts: str) -> None:
    assert iotclass("check", "-", stdin=(CLAIM % facts).encode()).code == 0


def test_a_gap_reasons_as_the_paper_does(iotclass: Command) -> None:
    out = iotclass("gap", "pacemaker", "phone", "--scenario", "separate").out
    assert "phone (Doctor's phone): class B, B is required: met" in out
    text = """iotclass: 1
system: S
method: fazeldehkordi-2019
components:
  a: {kind: connected-device, requires: A, connectivity: C2, protection: P1, challenges: none, harm: Minor}
"""
    out = iotclass("gap", "-", stdin=text.encode()).out
    assert "For A: protection P2, P3, P4 or P5 in effect would do, with this connectivity" in out


def test_a_gap_lists_what_lacks_by_group_up_to_what_is_needed(iotclass: Command) -> None:
    (scenario,) = iotclass(
        "gap", "smart-metering", "portal", "--scenario", "own-modems", "--format", "json"
    ).json["scenarios"]
    (portal,) = scenario["components"]
    assert (portal["class"], portal["requires"], portal["needed_protection"]) == ("E", "C", "P4")
    assert [one["level"] for one in portal["levels"]] == ["P3", "P4"]
    assert portal["levels"][-1]["class"] == "C"
    assert sum(portal["held_back_by"].values()) == len(portal["levels"][0]["lacking"])


def test_more_controls_that_make_things_worse_are_said_to(iotclass: Command) -> None:
    text = """iotclass: 1
system: S
method: fazeldehkordi-2019
components:
  a:
    kind: implant
    requires: A
    connectivity: C3
    controls: {data-authenticity: yes}
    limits: {energy: 0.02}
    challenges: {battery-use: {driven_by: energy}}
    harm: Major
"""
    out = iotclass("gap", "-", stdin=text.encode()).out
    assert "They use so much of its limits that severity rises to very high" in out


def test_a_component_that_there_is_not_is_named_with_the_nearest(iotclass: Command) -> None:
    ran = iotclass("gap", "pacemaker", "fone")
    assert (ran.code, ran.out) == (2, "")
    assert "no component 'fone'" in ran.err
    assert "did you mean 'phone'?" in ran.err


BLOCK = """# Kept: a comment at the top.
iotclass: 1
system: S   # and one at the side
method: fazeldehkordi-2019
components:
  app:
    kind: mobile-app
    requires: B
    connectivity: C2
    challenges: none
    controls: {password-authentication: yes}
    harm: Minor
"""
SCENARIOS = """scenarios:
    one:
        title: First   # deeper than usual
    planned:
        title: There already
        components: {app: {connectivity: C3}}

# A comment between.
accepted: []
"""
MODELS = {
    "without scenarios": BLOCK,
    "without a final line end": BLOCK.rstrip("\n"),
    "with scenarios that are not last": BLOCK + SCENARIOS,
    "with Windows line ends": (BLOCK + SCENARIOS).replace("\n", "\r\n"),
    "with a byte order mark": "\ufeff" + BLOCK,
    "with scenarios in braces": BLOCK + "scenarios: {one: {title: First}}\n",
    "with a comma at the end of braces": BLOCK + "scenarios: {one: {title: First},}\n",
    "with a comment in braces": BLOCK + "scenarios: {\n  one: {title: First}  # the first\n  }\n",
    "indented": "".join(f"  {line}\n" for line in BLOCK.splitlines()),
    "in braces": (
        '{"iotclass": 1, "system": "S", "method": "fazeldehkordi-2019", "components": {"app": {"kind": '
        '"mobile-app", "requires": "B", "connectivity": "C2", "challenges": "none", "harm": "Minor", '
        '"controls": {"password-authentication": "yes"}}}}\n'
    ),
}


@pytest.mark.parametrize("text", MODELS.values(), ids=MODELS)
def test_a_plan_is_written_as_a_scenario_and_all_else_stays(
    iotclass: Command, tmp_path: Path, text: str
) -> None:
    (tmp_path / "m.yaml").write_bytes(text.encode())
    asked = ("--scenario", "one") if "First" in text else ()

    ran = iotclass("plan", "m.yaml", *asked, "--write", "new.yaml")

    assert ran.code == 0
    written = (tmp_path / "new.yaml").read_bytes().decode()
    name = "planned-2" if "There already" in text else "planned"
    assert f"new.yaml: written, with the plan as the scenario {name!r}" in ran.err
    kept = text.rstrip("}\n\r") if text.startswith("{") else text.split("scenarios: {")[0].rstrip("\r\n")
    assert all(line in written for line in kept.removeprefix("\ufeff").splitlines())
    assert ("\r\n" in written) is ("\r\n" in text)
    assert iotclass("assess", "new.yaml", "--scenario", name, "--gate").code == 0
    assert iotclass("check", "new.yaml").code == 0


def test_a_plan_of_several_scenarios_is_not_written(iotclass: Command, tmp_path: Path) -> None:
    ran = iotclass("plan", "smart-metering", "--write", "new.yaml")
    assert (ran.code, ran.out, list(tmp_path.iterdir())) == (2, "", [])
    assert "one plan can be written, not several" in ran.err


def test_a_plan_does_not_replace_a_file(iotclass: Command, tmp_path: Path) -> None:
    (tmp_path / "new.yaml").write_text("mine\n")
    ran = iotclass("plan", "smart-metering", "--scenario", "own-modems", "--write", "new.yaml")
    assert ran.code == 2
    assert "is there already; nothing was written" in ran.err
    assert (tmp_path / "new.yaml").read_text() == "mine\n"


def test_a_plan_that_does_not_reach_everything_is_not_written(iotclass: Command, tmp_path: Path) -> None:
    ran = iotclass("plan", "pacemaker-limits", "--scenario", "inside", "--write", "new.yaml")
    assert (ran.code, list(tmp_path.iterdir())) == (1, [])
    assert "nothing was written, because the plan does not reach all that is required" in ran.err


def test_a_plan_without_changes_is_not_written(iotclass: Command, tmp_path: Path) -> None:
    ran = iotclass("plan", "pacemaker-limits", "--scenario", "separate", "--write", "new.yaml")
    assert (ran.code, list(tmp_path.iterdir())) == (0, [])
    assert "nothing was written, because nothing has to change" in ran.err


def test_a_model_from_standard_input_is_planned_and_written(iotclass: Command) -> None:
    ran = iotclass("plan", "-", "--write", "new.yaml", stdin=BLOCK.encode())
    assert ran.code == 0
    assert iotclass("assess", "new.yaml", "--scenario", "planned", "--gate").code == 0


def test_an_infeasible_plan_exits_with_one_and_says_what_clashes(iotclass: Command) -> None:
    ran = iotclass("plan", "pacemaker-limits", "--scenario", "inside")
    assert ran.code == 1
    assert "controller cannot have what is required; the best that it can have is D." in ran.out
    assert "0.08 mWh/day of energy for its controls" in ran.out


def test_a_budget_on_the_command_line_goes_before_the_models(iotclass: Command) -> None:
    enough = iotclass("plan", "factory-cell", "--scenario", "jump-host", "--format", "json")
    less = iotclass(
        "plan", "factory-cell", "--scenario", "jump-host", "--budget", "50000", "--format", "json"
    )
    assert (enough.code, enough.json["status"], enough.json["budget"]) == (0, "optimal", 60000)
    assert (less.code, less.json["status"], less.json["budget"]) == (1, "infeasible", 50000)
    assert less.json["cost"] <= 50000
    (clash,) = less.json["clash"]
    assert {one["kind"] for one in clash["members"]} >= {"budget", "requirement"}


def test_the_sum_of_the_changes_is_the_cost(iotclass: Command) -> None:
    for scenario in ("wifi", "docked"):
        found = iotclass("plan", "infusion-pump", "--scenario", scenario, "--format", "json").json
        assert sum(one["cost"] for one in found["changes"]) == pytest.approx(found["cost"])
        assert found["cost"] == pytest.approx(found["one_off"] + found["years"] * found["yearly"])
        assert found["bound"] == pytest.approx(found["cost"])
        assert all(one["verdict_then"] == "met" for one in found["components"] if one["requires"])


def test_fewest_changes_are_no_more_than_the_cheapest(iotclass: Command) -> None:
    cheap = iotclass("plan", "door-lock", "--scenario", "lock-decides", "--format", "json").json
    few = iotclass(
        "plan", "door-lock", "--scenario", "lock-decides", "--minimise", "changes", "--format", "json"
    ).json
    assert few["objective"] <= len(cheap["changes"])
    assert cheap["cost"] <= few["cost"]


def test_all_points_rise_in_cost_and_in_what_they_reach(iotclass: Command) -> None:
    for scenario in iotclass("plan", "door-lock", "--pareto", "--format", "json").json["scenarios"]:
        for points, key in ((scenario["by_met"], "met"), (scenario["by_class"], "class")):
            assert points
            costs = [one["cost"] for one in points]
            assert costs == sorted(set(costs))
            reached = [one[key] for one in points]
            assert reached == sorted(set(reached), reverse=key == "class")


def test_no_time_at_all_is_said(iotclass: Command) -> None:
    ran = iotclass("plan", "door-lock", "--time-limit", "0.000001")
    assert ran.code == 1
    assert "Time ran out before a plan was found" in ran.out


@pytest.mark.parametrize(
    ("said", "message"),
    [
        (("--budget", "-1"), "-1.0 is not in the range x>=0"),
        (("--budget", "much"), "'much' is not a valid float"),
        (("--minimise", "risk"), "'risk' is not one of 'cost', 'changes'"),
        (("--time-limit", "0"), "0.0 is not in the range x>0"),
        (("--pareto", "--write", "x.yaml"), "--pareto goes neither with --write nor with --minimise"),
        (("--scenario", "insid"), "did you mean 'inside'?"),
        (("--profiles", "nowhere"), "no such folder"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_wrong_use_of_plan_is_said(iotclass: Command, said: tuple[str, ...], message: str) -> None:
    ran = iotclass("plan", "pacemaker", *said)
    assert (ran.code, ran.out) == (2, "")
    assert message in ran.err


OWN_KIND = """kind: toaster
version: 1.0.0
title: Toaster
description: It toasts.
origin: ours
lives: [device, organisation, cloud]
extends: {kind: connected-device, groups: [authentication]}
groups: {heat: Heat}
criteria:
  - {id: safe-failure, level: P1, group: heat, origin: ours, step: It is switched off before it burns.}
"""


def test_kinds_of_ones_own_are_used_beside_the_built_in_ones(iotclass: Command, tmp_path: Path) -> None:
    (tmp_path / "kinds").mkdir()
    (tmp_path / "kinds" / "toaster.yaml").write_text(OWN_KIND)
    entries = "kind: toaster, requires: C, controls: {safe-failure: yes}"
    model = f"iotclass: 1\nsystem: S\ncomponents: {{t: {{{entries}}}}}\n"
    (tmp_path / "m.yaml").write_text(model)

    assert iotclass("assess", "m.yaml").code == 2
    for command in ("assess", "check", "gap", "compare"):
        assert iotclass(command, "m.yaml", "--profiles", "kinds").code == 0
    assert iotclass("profile", "show", "toaster", "--profiles", "kinds").out.startswith("toaster: Toaster\n")
    assert "Toaster: " in iotclass("challenges", "toaster", "--profiles", "kinds").out
    assert "22 profiles" in iotclass("profile", "check", "--profiles", "kinds").out
    assert iotclass("new", "mine", "--kind", "toaster", "--profiles", "kinds").code == 0


def test_a_kind_of_ones_own_cannot_take_a_built_in_name(iotclass: Command, tmp_path: Path) -> None:
    (tmp_path / "kinds").mkdir()
    (tmp_path / "kinds" / "sensor.yaml").write_text(OWN_KIND.replace("toaster", "sensor"))
    ran = iotclass("profile", "check", "--profiles", "kinds")
    assert ran.code == 2
    assert "'sensor' is the name of a built-in kind" in ran.err


def test_challenges_come_with_their_questions(iotclass: Command) -> None:
    out = iotclass("challenges", "implant").out
    assert "battery-use: Battery use\n" in out
    assert "  ? supply: What powers it?\n" in out
    assert "Or driven_by: energy, where `limits:` says how much of it there is (mWh/day)." in out


def test_challenges_of_no_kind(iotclass: Command) -> None:
    ran = iotclass("challenges", "implants")
    assert (ran.code, ran.out) == (2, "")
    assert "did you mean 'implant'?" in ran.err


BAD = {
    "an answer that there is not": (
        "battery-use: {answers: {supply: sun}}",
        "no answer to supply of battery-use 'sun'",
    ),
    "a question that there is not": (
        "battery-use: {answers: {size: mains}}",
        "no question of battery-use 'size'",
    ),
    "answers to a challenge of ones own": (
        "own: {title: T, answers: {a: b}}",
        "'own' is a challenge of your own: there are no questions to answer",
    ),
    "two at once": (
        "battery-use: {severity: low, driven_by: energy}",
        "says too little, or two things at once",
    ),
    "a measure against nothing": ("battery-use: {softened: {to: low}}", "says too little"),
    "a resource that there is not": (
        "battery-use: {driven_by: power}",
        "energy, compute, memory, bandwidth or access",
    ),
}


@pytest.mark.parametrize(("entry", "message"), BAD.values(), ids=BAD)
def test_a_bad_challenge_is_named(iotclass: Command, entry: str, message: str) -> None:
    text = f"iotclass: 1\nsystem: S\ncomponents: {{a: {{kind: sensor, challenges: {{{entry}}}}}}}\n"
    ran = iotclass("check", "-", stdin=text.encode())
    assert ran.code == 2
    assert message in ran.err
    assert "<stdin>:3:" in ran.err


WANTED = {
    "a limit below nothing": ("limits: {energy: -1}", "an amount, 0 or more"),
    "a limit in words": ("limits: {energy: much}", "an amount, or none"),
    "a resource": ("limits: {power: 1}", "unknown key 'power'"),
    "the cost of nothing": ("costs: {sined-updates: {one_off: 1}}", "did you mean 'signed-updates'?"),
    "no cost": ("costs: {signed-updates: {}}", "one_off"),
    "what may soften": ("challenges: none, allow: {soften: {rain: {to: low}}}", "has no challenge 'rain'"),
    "what is fixed": ("fixed: {control: why}", "did you mean 'controls'?"),
}


@pytest.mark.parametrize(("entry", "message"), WANTED.values(), ids=WANTED)
def test_a_bad_limit_cost_or_allowance_is_named(iotclass: Command, entry: str, message: str) -> None:
    text = f"iotclass: 1\nsystem: S\ncomponents: {{a: {{kind: sensor, {entry}}}}}\n"
    ran = iotclass("check", "-", stdin=text.encode())
    assert ran.code == 2
    assert message in ran.err


PLANNED = """iotclass: 1
system: S
components:
  app:
    kind: mobile-app
    connectivity: C3
    challenges: none
    harm: Minor
    controls: {%s}
"""


def test_what_is_planned_gives_a_column_of_its_own(iotclass: Command) -> None:
    first = iotclass("profile", "show", "mobile-app", "--format", "json").json["criteria"]
    p1 = [one["id"] for one in first if one["level"] == "P1"]
    states = ", ".join(f"{id_}: {'planned' if id_ == p1[0] else 'yes'}" for id_ in p1)
    ran = iotclass("assess", "-", stdin=(PLANNED % states).encode())
    assert "when done" in ran.out
    record = iotclass("assess", "-", "--format", "json", stdin=(PLANNED % states).encode()).json
    (one,) = record["scenarios"][0]["components"]
    assert (one["protection"], one["protection_when_done"]) == ("unprotected", "P1")


def test_the_examples_all_run_through_every_command(iotclass: Command) -> None:
    for name in examples():
        for command in ("check", "gap", "compare"):
            assert iotclass(command, name).code == 0
        assert iotclass("plan", name).code == 0


DOUBTFUL = {
    "a share of no limit": (
        "challenges: {battery-use: {driven_by: energy, why: W}}",
        "battery-use is driven by energy, of which the model states no limit",
    ),
    "a connectivity that is no lower": (
        "challenges: none, allow: {connectivity: {C4: {one_off: 1}}}",
        "the connectivity C4 that is allowed is no lower than it has",
    ),
    "a measure that softens nothing": (
        "challenges: {battery-use: {severity: low, why: W}}, allow: {soften: {battery-use: {to: high}}}",
        "softening battery-use to high is no lower than its severity",
    ),
}


@pytest.mark.parametrize(("entry", "message"), DOUBTFUL.values(), ids=DOUBTFUL)
def test_what_says_nothing_is_warned_of(iotclass: Command, entry: str, message: str) -> None:
    said = f"kind: sensor, connectivity: {{level: C3, why: W}}, harm: {{money: Minor, why: W}}, {entry}"
    ran = iotclass("check", "-", stdin=f"iotclass: 1\nsystem: S\ncomponents: {{a: {{{said}}}}}\n".encode())
    assert ran.code == 0
    assert message in ran.out
