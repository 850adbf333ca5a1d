"""`iotclass plan --write`: the plan as a scenario in the text of its model."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.command import Command

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
