"""`iotclass assess`: the table, the gate and its exit codes, scenarios and other methods."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.command import Command
from tests.cli.doubt import DOUBT, VERDICTS
from tests.read.method_folder import own_folder, replace

INSIDE = """\
Cardiac pacemaker · method fazeldehkordi-2019@1.0.0

Scenario inside: Security controls inside the generator
1 of 3 requirements met; worst class F (sensor)

component   class  requires  verdict  connectivity    protection  severity   exposure  impact        by iotclass-1
──────────  ─────  ────────  ───────  ──────────────  ──────────  ─────────  ────────  ────────────  ─────────────
sensor      F      C         not met  C1              P1          very high  E4        Catastrophic  F
controller  D      A         not met  C2 (links: C4)  P5 → P3     very high  E2        Catastrophic  D
phone       B      B         met      C4              P4          low        E2        Moderate      C

  ! connectivity of controller is judged C2, its links give C4 (content/examples/pacemaker.yaml:31)

"""  # noqa: E501  the table as it is printed


def model(folder: Path, text: str = DOUBT) -> str:
    """A file with a model."""
    (folder / "m.yaml").write_text(text)
    return "m.yaml"


def test_the_pacemaker_is_assessed_in_a_table(iotclass: Command) -> None:
    ran = iotclass("assess", "pacemaker", "--scenario", "inside")

    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(INSIDE)
    assert ran.out.splitlines()[-1] == (
        "Next: why sensor is not met: iotclass explain pacemaker sensor --scenario inside"
    )


def test_all_scenarios_come_in_the_order_of_the_file(iotclass: Command) -> None:
    out = iotclass("assess", "pacemaker").out

    assert [line.split(":")[0] for line in out.splitlines() if line.startswith("Scenario ")] == [
        "Scenario inside",
        "Scenario separate",
        "Scenario phone-decrypts",
    ]
    assert "0 of 3 requirements met; worst class F (sensor)" in out
    assert "  ! controller is capped by phone; its own class would be A\n" in out


def test_scenarios_asked_for_are_the_only_ones(iotclass: Command) -> None:
    ran = iotclass(
        "assess", "pacemaker", "--scenario", "separate", "--scenario", "inside", "--format", "json"
    )

    assert [one["id"] for one in ran.json["scenarios"]] == ["inside", "separate"]


def test_every_verdict_is_shown(iotclass: Command, tmp_path: Path) -> None:
    ran = iotclass("assess", model(tmp_path), "--format", "json")
    text = iotclass("assess", "m.yaml")

    (scenario,) = ran.json["scenarios"]
    assert {one["id"]: one["verdict"] for one in scenario["components"]} == VERDICTS
    assert (scenario["class"], scenario["met"], scenario["required"]) == (None, 1, 5)
    assert scenario["worst"] == ["lost"]
    assert text.out.splitlines()[2] == (
        "1 of 5 requirements met; no worst class, because not everything could be assessed (lost)"
    )


def test_an_accepted_requirement_says_until_when(iotclass: Command, tmp_path: Path) -> None:
    assert "accepted until 2027-01-01" in iotclass("assess", model(tmp_path)).out


def test_an_acceptance_that_has_ended_says_so_and_counts_for_nothing(
    iotclass: Command, tmp_path: Path
) -> None:
    ran = iotclass("assess", model(tmp_path, DOUBT.replace("on: 2026-11-23", "on: 2027-01-02")))

    assert "  ! the acceptance of late ended on 2027-01-01 (m.yaml:18)\n" in ran.out


def test_an_acceptance_in_a_model_without_a_date_cannot_be_dated(iotclass: Command, tmp_path: Path) -> None:
    ran = iotclass("assess", model(tmp_path, DOUBT.replace("assessment: {on: 2026-11-23}\n", "")))

    assert "the acceptance of late cannot be dated: the model has no assessment.on (m.yaml:17)" in ran.out


def test_what_was_not_assessed_says_why(iotclass: Command, tmp_path: Path) -> None:
    ran = iotclass("assess", model(tmp_path), "--format", "json")

    lost = next(one for one in ran.json["scenarios"][0]["components"] if one["id"] == "lost")
    assert lost["class"] is None
    assert {one["level"]: one["why"] for one in lost["not_assessed"]} == {
        "connectivity": "no links, ports or judgement say how it is connected",
        "designed_protection": "neither controls nor a judgement say how it is protected",
        "protection": "designed protection of lost not assessed",
        "exposure": "connectivity of lost, from its links and protection of lost in effect not assessed",
        "impact": "no harm is judged",
        "class": "impact on lost and exposure of lost not assessed",
    }


GATED = {
    "nothing": ((), ["open: open", "lost: not assessed", "late: accepted", "bad: not met"]),
    "open": (("--allow", "open"), ["lost: not assessed", "late: accepted", "bad: not met"]),
    "open and accepted": (("--allow", "open,accepted"), ["lost: not assessed", "bad: not met"]),
    "all that can be": (("--allow", "open, accepted,not-assessed"), ["bad: not met"]),
}


@pytest.mark.parametrize(("allow", "failed"), GATED.values(), ids=GATED)
def test_a_gate_excuses_by_name_and_nothing_else(
    iotclass: Command, tmp_path: Path, allow: tuple[str, ...], failed: list[str]
) -> None:
    ran = iotclass("assess", model(tmp_path), "--gate", *allow)

    assert ran.code == 1
    assert ran.err == "".join(f"gate: base/{one}\n" for one in failed)
    assert ran.out == iotclass("assess", "m.yaml").out


def test_a_gate_lets_through_what_is_met_or_excused(iotclass: Command, tmp_path: Path) -> None:
    text = DOUBT.replace("  bad: {kind: sensor, requires: D,", "  bad: {kind: sensor, requires: F,")

    ran = iotclass("assess", model(tmp_path, text), "--gate", "--allow", "open,accepted,not-assessed")

    assert (ran.code, ran.err) == (0, "gate: passed, 5 requirements\n")


def test_a_gate_passes_where_every_requirement_is_met(iotclass: Command) -> None:
    ran = iotclass("assess", "pacemaker", "--scenario", "separate", "--gate")

    assert (ran.code, ran.err) == (0, "gate: passed, 3 requirements\n")


def test_a_gate_names_the_scenarios_that_fail(iotclass: Command) -> None:
    ran = iotclass("assess", "pacemaker", "--gate")

    assert (ran.code, ran.err.splitlines()) == (
        1,
        [
            "gate: inside/sensor: not met",
            "gate: inside/controller: not met",
            "gate: phone-decrypts/sensor: not met",
            "gate: phone-decrypts/controller: not met",
            "gate: phone-decrypts/phone: not met",
        ],
    )


def test_a_gate_with_nothing_to_check_is_not_passed(iotclass: Command, tmp_path: Path) -> None:
    path = model(tmp_path, "iotclass: 1\nsystem: S\ncomponents: {a: {kind: sensor}}\n")

    ran = iotclass("assess", path, "--gate")

    assert (ran.code, ran.err) == (1, "gate: not passed, because no component requires a class\n")


def test_a_gate_leaves_the_json_alone(iotclass: Command) -> None:
    ran = iotclass("assess", "pacemaker", "--gate", "--format", "json")

    assert ran.code == 1
    assert ran.json == iotclass("assess", "pacemaker", "--format", "json").json


@pytest.mark.parametrize(
    ("allow", "said"),
    [
        ("not-met", "'not-met' is none of open, accepted, not-assessed"),
        ("met", "'met' is none of open, accepted, not-assessed"),
        ("open,all", "'all' is none of open, accepted, not-assessed"),
    ],
)
def test_what_cannot_be_excused_is_wrong_use(iotclass: Command, allow: str, said: str) -> None:
    ran = iotclass("assess", "pacemaker", "--gate", "--allow", allow)

    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_excuses_without_a_gate_are_wrong_use(iotclass: Command) -> None:
    ran = iotclass("assess", "pacemaker", "--allow", "open")

    assert (ran.code, ran.out, ran.err.splitlines()[-1]) == (2, "", "Error: --allow goes with --gate")


def test_another_method_is_used_and_said_to_be(iotclass: Command) -> None:
    ran = iotclass("assess", "pacemaker", "--method", "iotclass-1")

    assert ran.code == 0
    assert ran.out.splitlines()[:2] == [
        "Cardiac pacemaker · method iotclass-1@1.0.0",
        "By the method iotclass-1@1.0.0, as asked for; the model names fazeldehkordi-2019.",
    ]


def test_the_models_own_method_needs_no_word(iotclass: Command) -> None:
    ran = iotclass("assess", "pacemaker", "--method", "fazeldehkordi-2019")

    assert ran.out == iotclass("assess", "pacemaker").out


def test_a_version_of_a_method_can_be_asked_for(iotclass: Command) -> None:
    assert iotclass("assess", "pacemaker", "--method", "iotclass-1@1.0.0").code == 0
    ran = iotclass("assess", "pacemaker", "--method", "iotclass-1@2.0.0")

    assert (ran.code, ran.out) == (2, "")
    assert ran.problems == [
        (
            "--method: no method 'iotclass-1@2.0.0'; expected one of fazeldehkordi-2019@1.0.0, "
            "iotclass-1@1.0.0, or a folder such as ./my-method (did you mean 'iotclass-1@1.0.0'?)"
        )
    ]


def test_a_method_of_ones_own_is_used_by_its_folder(iotclass: Command, tmp_path: Path) -> None:
    folder = own_folder(tmp_path)
    replace(folder / "class.csv", "Minor,E1,A,given,V", "Minor,E1,B,ours,-")
    replace(folder / "class.csv", "Minor,E2,A,inferred,V", "Minor,E2,B,ours,-")
    replace(folder / "class.csv", "Moderate,E1,A,given,V", "Moderate,E1,B,ours,-")
    replace(folder / "class.csv", "Major,E1,A,given,V", "Major,E1,B,ours,-")
    replace(folder / "class.csv", "Catastrophic,E1,A,given,V", "Catastrophic,E1,B,ours,-")

    ran = iotclass("assess", "pacemaker", "--method", "./mine", "--scenario", "separate", "--format", "json")
    text = iotclass("assess", "pacemaker", "--method", "mine")

    controller = ran.json["scenarios"][0]["components"][1]
    assert ran.json["method"] == "mine@1.0.0"
    assert (controller["class"], controller["rests_on"][-1]["at"]) == ("B", "mine/class.csv:22")
    assert controller["class_by_other_method"] == {"fazeldehkordi-2019": "A", "iotclass-1": "A"}
    assert text.out.splitlines()[1] == (
        "By the method mine@1.0.0, as asked for; the model names fazeldehkordi-2019."
    )


def test_a_model_may_name_the_method_whose_folder_is_given(iotclass: Command, tmp_path: Path) -> None:
    own_folder(tmp_path)
    path = model(tmp_path, DOUBT.replace("system: Doubt", "system: Doubt\nmethod: mine"))

    alone = iotclass("assess", path)
    given = iotclass("assess", path, "--method", "./mine")

    assert (alone.code, alone.out) == (2, "")
    assert alone.problems == ["m.yaml:3:9: no method 'mine'; expected one of fazeldehkordi-2019, iotclass-1"]
    assert given.code == 0
    assert "as asked for" not in given.out


def test_a_method_that_is_no_folder_and_no_id_is_refused(iotclass: Command) -> None:
    ran = iotclass("assess", "pacemaker", "--method", "./nowhere")

    assert (ran.code, ran.out) == (2, "")
    assert ran.problems[0].startswith("nowhere: no such folder; expected a folder with method.yaml, ")


def test_a_model_can_come_from_standard_input(iotclass: Command) -> None:
    ran = iotclass("assess", "-", "--format", "json", stdin=DOUBT.encode())

    (scenario,) = ran.json["scenarios"]
    assert {one["id"]: one["verdict"] for one in scenario["components"]} == VERDICTS
    assert scenario["components"][0]["because"][0]["because"][1]["because"][0]["at"] == "<stdin>:9"


def test_a_file_goes_before_an_example_of_its_name(iotclass: Command, tmp_path: Path) -> None:
    (tmp_path / "pacemaker").write_text(DOUBT)

    assert iotclass("assess", "pacemaker").out.startswith("Doubt · method iotclass-1@1.0.0\n")


def test_a_system_without_requirements_says_so(iotclass: Command, tmp_path: Path) -> None:
    text = (
        DOUBT[: DOUBT.index("  open:")]
        + "  free: {kind: sensor, connectivity: C1, protection: P5, harm: Minor}\n"
    )

    # nobody says how severe challenges are: P5 may fall to P3, and Minor at E2 is A or B by the paper's text
    assert iotclass("assess", model(tmp_path, text)).out.splitlines()[2] == (
        "No component requires a class; worst class A? (free)"
    )


def test_a_scenario_without_components_is_refused(iotclass: Command, tmp_path: Path) -> None:
    text = (
        "iotclass: 1\nsystem: S\ncomponents: {a: {kind: sensor}}\nscenarios: {s: {components: {a: null}}}\n"
    )
    path = model(tmp_path, text)

    for command in ("assess", "compare", "check"):
        ran = iotclass(command, path)
        assert (ran.code, ran.out) == (2, "")
        assert "m.yaml:4:16: scenario 's' has no component left; expected at least one\n" in ran.err
