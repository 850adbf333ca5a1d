"""`iotclass diff`: two versions of a model, from files, examples and saved assessments."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from iotclass.read.content import examples
from tests.cli.command import Command

OLD = """\
iotclass: 1
system: Heating
assessment: {on: 2026-11-23}
components:
  sensor: {kind: sensor, requires: B, connectivity: C1, protection: P3, challenges: none, harm: Minor}
  gateway: {kind: gateway, requires: C, connectivity: C4, protection: P4, challenges: none, harm: Moderate}
  old: {kind: sensor, requires: A, connectivity: C1, protection: P5, challenges: none, harm: Minor}
"""
NEW = """\
iotclass: 1
system: Heating
assessment: {on: 2026-11-23}
components:
  # it is out in the open now
  sensor: {kind: sensor, requires: B, connectivity: C5, protection: P2, challenges: none, harm: Minor}
  gateway:
    kind: gateway
    requires: C
    connectivity: {level: C4, why: A private network.}
    protection: P4
    challenges: none
    harm: Moderate
  camera: {kind: ip-camera, requires: A, connectivity: C5, protection: P1, challenges: none, harm: Major}
"""

TEXT = """\
Heating · method iotclass-1@1.0.0
old.yaml → new.yaml

2 requirements broke, 1 class is worse, 1 requirement is gone, 2 changes in meaning.

component  what           class  verdict
─────────  ─────────────  ─────  ─────────────
sensor     broken, worse  A → D  met → not met
camera     new, broken    F      not met
old        gone           A      met

  – sensor: because of the model: connectivity C1 → C5 with designed protection P3 → P2
  – camera: because of the model: class F instead of A

Changed in meaning:
  sensor
    ~ connectivity: C1 → C5
    ~ protection: P3 → P2

Changed in wording only:
  gateway
    ~ connectivity: nothing → A private network.
"""


@pytest.fixture
def versions(tmp_path: Path) -> Path:
    """A folder with an old and a new version."""
    (tmp_path / "old.yaml").write_text(OLD)
    (tmp_path / "new.yaml").write_text(NEW)
    return tmp_path


@pytest.mark.usefixtures("versions")
def test_what_changed_stands_with_what_matters_first(iotclass: Command) -> None:
    ran = iotclass("diff", "old.yaml", "new.yaml")

    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(TEXT)
    assert ran.out.endswith("\nNext: why sensor is not met: iotclass explain new.yaml sensor\n")


@pytest.mark.usefixtures("versions")
def test_a_gate_names_what_is_worse_and_fails(iotclass: Command) -> None:
    ran = iotclass("diff", "old.yaml", "new.yaml", "--gate")

    assert ran.code == 1
    assert ran.err.splitlines() == [
        "gate: base/sensor: met → not met, class A → D",
        "gate: base/camera: not there → not met",
    ]
    assert ran.out == iotclass("diff", "old.yaml", "new.yaml").out


@pytest.mark.usefixtures("versions")
def test_a_gate_passes_where_nothing_is_worse(iotclass: Command) -> None:
    ran = iotclass("diff", "new.yaml", "old.yaml", "--gate")

    assert (ran.code, ran.err) == (0, "gate: passed, nothing is worse\n")
    assert "1 class is better" in ran.out
    assert "1 requirement is gone" in ran.out


@pytest.mark.parametrize("name", examples())
def test_an_example_has_not_changed(iotclass: Command, name: str) -> None:
    ran = iotclass("diff", name, name, "--gate")

    assert ran.code == 0
    assert "Nothing changed: both versions mean the same and say it in the same words." in ran.out


@pytest.mark.usefixtures("versions")
def test_versions_by_two_methods_say_what_the_method_did(iotclass: Command, tmp_path: Path) -> None:
    (tmp_path / "paper.yaml").write_text(
        OLD.replace("system: Heating", "system: H\nmethod: fazeldehkordi-2019")
    )

    ran = iotclass("diff", "old.yaml", "paper.yaml")
    record = iotclass("diff", "old.yaml", "paper.yaml", "--format", "json").json
    asked = iotclass("diff", "old.yaml", "paper.yaml", "--method", "iotclass-1", "--format", "json").json

    assert (
        "The old version is assessed by iotclass-1@1.0.0, the new one by fazeldehkordi-2019@1.0.0." in ran.out
    )
    assert record["moved"]
    assert {tuple(one["causes"]) for one in record["moved"]} == {("method",)}
    assert [one["what"] for one in record["changes"]] == ["method"]
    assert asked["moved"] == []


@pytest.mark.usefixtures("versions")
def test_a_saved_assessment_is_an_old_version_too(iotclass: Command, tmp_path: Path) -> None:
    (tmp_path / "old.json").write_text(iotclass("assess", "old.yaml", "--format", "json").out)

    ran = iotclass("diff", "old.json", "new.yaml", "--gate", "--format", "json")
    whole = iotclass("diff", "old.yaml", "new.yaml", "--format", "json").json

    assert ran.code == 1
    keys = ("scenario", "component", "was", "now", "worse", "better", "broken", "dropped", "causes")
    assert [[one[key] for key in keys] for one in ran.json["moved"]] == [
        [one[key] for key in keys] for one in whole["moved"]
    ]
    assert ran.json["old"] == whole["old"]
    told = {(one["component"], one["what"], one["before"], one["after"]) for one in ran.json["changes"]}
    assert {("sensor", "connectivity", "C1", "C5"), ("sensor", "designed protection", "P3", "P2")} <= told


@pytest.mark.usefixtures("versions")
@pytest.mark.parametrize(
    ("changed", "causes"),
    [
        ({}, []),
        ({"method_sha256": "0" * 64}, ["method"]),
        ({"profiles_sha256": "0" * 64}, ["content"]),
        ({"framework_sha256": "0" * 64}, ["content"]),
        ({"challenges_sha256": "0" * 64, "tool": "iotclass@0.0.9"}, ["content", "tool"]),
        ({"model_sha256": "0" * 64, "method": "iotclass-1@0.9.0"}, ["model", "method"]),
    ],
    ids=str,
)
def test_what_can_be_behind_a_class_is_told_by_versions_and_hashes(
    iotclass: Command, tmp_path: Path, changed: dict[str, str], causes: list[str]
) -> None:
    record = iotclass("assess", "old.yaml", "--format", "json").json | changed
    record["scenarios"][0]["components"][0]["class"] = "F"
    (tmp_path / "old.json").write_text(json.dumps(record))

    (moved,) = iotclass("diff", "old.json", "old.yaml", "--format", "json").json["moved"]

    assert (moved["component"], moved["better"], moved["causes"]) == ("sensor", True, causes)


@pytest.mark.usefixtures("versions")
@pytest.mark.parametrize(
    "text",
    [
        '{"schema": "iotclass/assessment/1", "scenarios": [{"id": "base"}]}',
        '{"schema": "iotclass/assessment/1", "scenarios": [{"id": "base", "components": [{"id": "a"}]}]}',
        '{"schema": "iotclass/assessment/1", "scenarios": [{"id": "base", "components": 7}]}',
        '{"schema": "iotclass/plan/1", "scenarios": []}',
        '{"schema": "iotclass/assessment/1", "scenarios": 7}',
        '{"schema": "iotclass/assessment/1", "scenarios": [',
    ],
)
def test_what_is_no_assessment_is_named(iotclass: Command, tmp_path: Path, text: str) -> None:
    (tmp_path / "old.json").write_text(text)

    ran = iotclass("diff", "old.json", "new.yaml")

    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("error: old.json")
    assert "assess" in ran.err


@pytest.mark.usefixtures("versions")
@pytest.mark.parametrize(
    "key", ["tool", "method", "model_sha256", "method_sha256", "framework_sha256", "profiles_sha256"]
)
@pytest.mark.parametrize("entry", [None, 7, "", "@somebody [x](http://x)"])
def test_an_assessment_says_what_it_rests_on(
    iotclass: Command, tmp_path: Path, key: str, entry: object
) -> None:
    record = iotclass("assess", "old.yaml", "--format", "json").json
    if "sha256" not in key and entry:
        entry = 7
    (tmp_path / "old.json").write_text(json.dumps(record | {key: entry}))
    del record[key]
    (tmp_path / "older.json").write_text(json.dumps(record))

    for name in ("old.json", "older.json"):
        ran = iotclass("diff", name, "new.yaml", "--format", "markdown")
        assert (ran.code, ran.out) == (2, "")
        assert ran.err.startswith(f"error: {name}:1: `{key}` is not what an assessment says")


SCENARIOS = f"{OLD}scenarios: {{one: {{title: One}}, two: {{components: {{sensor: {{protection: P1}}}}}}}}\n"


def test_scenarios_that_one_version_alone_has_are_named(iotclass: Command, tmp_path: Path) -> None:
    (tmp_path / "old.yaml").write_text(SCENARIOS)
    (tmp_path / "new.yaml").write_text(SCENARIOS.replace("two:", "three:").replace("P1", "P2"))

    ran = iotclass("diff", "old.yaml", "new.yaml")
    record = iotclass("diff", "old.yaml", "new.yaml", "--format", "json").json

    assert "Scenario new: three.\nScenario not there any more: two.\n" in ran.out
    assert (record["scenarios_added"], record["scenarios_removed"]) == (["three"], ["two"])
    assert {(one["scenario"], one["was"] is None) for one in record["moved"]} == {
        ("three", True),
        ("two", False),
    }


@pytest.mark.parametrize("method", ["iotclass-1", "fazeldehkordi-2019"])
def test_a_scenario_that_is_called_otherwise_breaks_nothing(
    iotclass: Command, tmp_path: Path, method: str
) -> None:
    (tmp_path / "old.yaml").write_text(SCENARIOS)
    renamed = SCENARIOS.replace("two:", "three:").replace("components:", f"method: {method}\ncomponents:", 1)
    (tmp_path / "new.yaml").write_text(renamed)
    (tmp_path / "old.json").write_text(iotclass("assess", "old.yaml", "--format", "json").out)

    for old in ("old.yaml", "old.json") if method == "iotclass-1" else ("old.yaml",):
        ran = iotclass("diff", old, "new.yaml", "--gate")
        record = iotclass("diff", old, "new.yaml", "--format", "json").json
        assert ran.code == 0
        assert "Scenario renamed: two → three.\n" in ran.out
        assert record["scenarios_renamed"] == [{"was": "two", "now": "three"}]
        assert (record["scenarios_added"], record["scenarios_removed"]) == ([], [])
        assert not any(one["was"] is None or one["now"] is None for one in record["moved"])


def test_only_the_scenarios_asked_for_are_compared(iotclass: Command, tmp_path: Path) -> None:
    (tmp_path / "old.yaml").write_text(SCENARIOS)
    (tmp_path / "new.yaml").write_text(SCENARIOS.replace("two:", "three:").replace("P3", "P1"))

    one, two = (
        iotclass("diff", "old.yaml", "new.yaml", "--scenario", id_, "--format", "json").json
        for id_ in ("one", "two")
    )
    unknown = iotclass("diff", "old.yaml", "new.yaml", "--scenario", "tow")

    assert {each["scenario"] for each in one["moved"]} == {"one"}
    assert (two["scenarios_added"], two["scenarios_removed"]) == ([], ["two"])
    assert (unknown.code, unknown.out) == (2, "")
    message = "no scenario 'tow' in either version; expected one of one, three, two (did you mean 'two'?)"
    assert unknown.err == f"error: new.yaml: {message}\n"


def test_one_version_at_most_is_read_from_standard_input(iotclass: Command, tmp_path: Path) -> None:
    (tmp_path / "new.yaml").write_text(NEW)

    both = iotclass("diff", "-", "-", stdin=OLD.encode())
    one = iotclass("diff", "-", "new.yaml", stdin=OLD.encode())

    assert both.code == 2
    assert both.err.endswith("Error: OLD and NEW cannot both be read from standard input\n")
    assert one.code == 0
    assert "2 requirements broke" in one.out


VERDICTS = {
    "a requirement that is raised": (
        ("requires: C", "requires: A"),
        "– gateway: because of the model: requires class C → class A",
    ),
    "an acceptance that has ended": (
        ("on: 2026-11-23", "on: 2027-11-23"),
        "– sensor: because of the model: date 2026-11-23 → 2027-11-23",
    ),
    "a control that is required besides": (
        ("requires: C", "requires: {class: C, controls: [rate-limiting]}"),
        "– gateway: because of the model: requires class C → class C, control rate-limiting",
    ),
}


@pytest.mark.parametrize(("change", "reason"), VERDICTS.values(), ids=VERDICTS)
def test_a_verdict_that_differs_though_the_class_does_not_has_its_reason(
    iotclass: Command, tmp_path: Path, change: tuple[str, str], reason: str
) -> None:
    accepted = "accepted: [{requirement: sensor, until: 2027-01-01, by: Ann, why: Budget}]\n"
    text = OLD.replace("C1, protection: P3", "C5, protection: P1") + accepted
    (tmp_path / "old.yaml").write_text(text)
    (tmp_path / "new.yaml").write_text(text.replace(*change))

    ran = iotclass("diff", "old.yaml", "new.yaml", "--gate")

    assert ran.code == 1
    assert reason in " ".join(ran.out.split())
    assert "1 requirement broke" in ran.out
