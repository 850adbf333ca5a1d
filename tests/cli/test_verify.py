"""`iotclass verify`: whether a report still holds, what changed, and what is no report."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from iotclass import __version__
from tests.cli.command import Command
from tests.cli.doubt import DOUBT
from tests.read.method_folder import own_folder, replace

EXPECTED = "expected what assess --format json printed"
SCHEMA = "expected iotclass/assessment/1, as assess --format json prints it"


@pytest.fixture
def report(iotclass: Command, tmp_path: Path) -> Path:
    """The report of the model `m.yaml`, both in the folder of the test."""
    (tmp_path / "m.yaml").write_text(DOUBT)
    path = tmp_path / "report.json"
    path.write_text(iotclass("assess", "m.yaml", "--format", "json").out)
    return path


def test_a_report_of_what_has_not_changed_holds(iotclass: Command, report: Path) -> None:
    ran = iotclass("verify", report.name, "m.yaml")
    record = iotclass("verify", report.name, "m.yaml", "--format", "json")

    assert (ran.code, ran.err) == (0, "")
    assert ran.out == "report.json holds for m.yaml: results and reasons are as they were.\n"
    said = {"schema": "iotclass/verification/1", "holds": True, "results": [], "bases": []}
    assert {key: record.json[key] for key in said} == said


def test_a_report_of_an_example_holds_too(iotclass: Command, tmp_path: Path) -> None:
    (tmp_path / "r.json").write_text(iotclass("assess", "pacemaker", "--format", "json").out)

    assert iotclass("verify", "r.json", "pacemaker").code == 0


def test_a_report_of_one_scenario_is_verified_for_that_scenario(iotclass: Command, tmp_path: Path) -> None:
    out = iotclass("assess", "pacemaker", "--scenario", "inside", "--format", "json").out
    (tmp_path / "r.json").write_text(out)

    assert iotclass("verify", "r.json", "pacemaker").code == 0


def test_a_report_by_another_method_is_verified_by_that_method(iotclass: Command, tmp_path: Path) -> None:
    out = iotclass("assess", "pacemaker", "--method", "iotclass-1", "--format", "json").out
    (tmp_path / "r.json").write_text(out)

    assert iotclass("verify", "r.json", "pacemaker").code == 0
    assert iotclass("verify", "r.json", "pacemaker", "--method", "fazeldehkordi-2019").code == 1


def test_a_report_by_a_method_of_ones_own_is_verified_by_its_folder(
    iotclass: Command, tmp_path: Path
) -> None:
    folder = own_folder(tmp_path)
    replace(folder / "class.csv", "Catastrophic,E1,A,given,V", "Catastrophic,E1,B,ours,-")
    replace(folder / "class.csv", "Catastrophic,E2,D,given,VI", "Catastrophic,E2,E,ours,-")
    (tmp_path / "r.json").write_text(
        iotclass("assess", "pacemaker", "--method", "./mine", "--format", "json").out
    )

    assert iotclass("verify", "r.json", "pacemaker", "--method", "./mine").code == 0
    without = iotclass("verify", "r.json", "pacemaker")
    assert (without.code, without.out) == (2, "")
    assert without.err == (
        "error: r.json: made by the method 'mine@1.0.0', which is not built in; "
        "expected its folder, as --method DIR\n"
    )


def test_a_result_that_differs_is_shown_and_the_report_does_not_hold(
    iotclass: Command, report: Path, tmp_path: Path
) -> None:
    (tmp_path / "m.yaml").write_text(DOUBT.replace("protection: P5", "protection: P4"))

    ran = iotclass("verify", report.name, "m.yaml")
    record = iotclass("verify", report.name, "m.yaml", "--format", "json")

    assert (ran.code, record.code) == (1, 1)
    assert ran.out.splitlines()[0] == "Results that differ (report → now):"
    assert "  scenarios.base.components.good.designed_protection: P5 → P4" in ran.out.splitlines()
    assert ran.out.splitlines()[-1] == "report.json does not hold for m.yaml any more."
    assert record.json["holds"] is False
    assert "scenarios.base.components.good.protection: P5 → P4" in record.json["results"]
    assert [one.split(":")[0] for one in record.json["bases"]] == [
        "model_sha256",
        "scenarios.base.components.good.rests_on",
        "scenarios.base.components.good.because",
    ]


def test_a_change_of_what_it_rests_on_alone_leaves_it_standing(
    iotclass: Command, report: Path, tmp_path: Path
) -> None:
    (tmp_path / "m.yaml").write_text(f"# a remark\n{DOUBT}")
    text = report.read_text().replace(f'"iotclass@{__version__}"', '"iotclass@0.0.1"')
    report.write_text(text)

    ran = iotclass("verify", report.name, "m.yaml")

    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines()[0] == "What they rest on differs (report → now):"
    assert f"  tool: iotclass@0.0.1 → iotclass@{__version__}" in ran.out.splitlines()
    assert ran.out.splitlines()[-1] == (
        "report.json still holds for m.yaml, though what it rests on has changed."
    )


EDITS: dict[str, Any] = {
    "a better class": lambda one: one["scenarios"][0]["components"][0].update({"class": "A"}),
    "another verdict": lambda one: one["scenarios"][0]["components"][1].update(verdict="met"),
    "a requirement met more": lambda one: one["scenarios"][0].update(met=2),
    "a component lost": lambda one: one["scenarios"][0]["components"].pop(),
    "a component more": lambda one: one["scenarios"][0]["components"].append({"id": "new"}),
    "a scenario more": lambda one: one["scenarios"].append({"id": "new", "components": []}),
    "no scenario at all": lambda one: one["scenarios"].clear(),
    "a field lost": lambda one: one["scenarios"][0]["components"][0].pop("class_range"),
    "a field more": lambda one: one["scenarios"][0]["components"][0].update(note="fine"),
    "another scenario": lambda one: one["scenarios"][0].update(id="inside"),
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_an_edited_report_does_not_hold(iotclass: Command, report: Path, edit: Any) -> None:
    record = json.loads(report.read_text())
    edit(record)
    report.write_text(json.dumps(record))

    ran = iotclass("verify", report.name, "m.yaml")

    assert (ran.code, ran.err) == (1, "")
    assert ran.out.splitlines()[-1] == "report.json does not hold for m.yaml any more."


def test_a_report_of_another_model_does_not_hold(iotclass: Command, report: Path) -> None:
    ran = iotclass("verify", report.name, "pacemaker")

    assert ran.code == 1
    assert "  scenarios.base: there → nothing" in ran.out.splitlines()


NO_REPORT: dict[str, tuple[bytes, str]] = {
    "empty": (b"", f"r.json:1:1: not JSON: Expecting value; {EXPECTED}"),
    "cut off": (b'{"schema": ', f"r.json:1:12: not JSON: Expecting value; {EXPECTED}"),
    "YAML": (b"iotclass: 1\n", f"r.json:1:1: not JSON: Expecting value; {EXPECTED}"),
    "a list": (b"[]", f"r.json:1: schema None; {SCHEMA}"),
    "another object": (b"{}", f"r.json:1: schema None; {SCHEMA}"),
    "another schema": (
        b'{"schema": "iotclass/check/1"}',
        f"r.json:1: schema 'iotclass/check/1'; {SCHEMA}",
    ),
    "too deep": (b"[" * 100_000, f"r.json: nested too deep; {EXPECTED}"),
    "scenarios that are no objects": (
        b'{"schema": "iotclass/assessment/1", "scenarios": [1]}',
        "r.json:1: scenarios that are no objects; expected iotclass/assessment/1",
    ),
    "Latin-1": (b'{"schema": "\xe4"}', "r.json:1:13: byte 0xe4 is not UTF-8; expected a UTF-8 file"),
}


@pytest.mark.parametrize(("content", "message"), NO_REPORT.values(), ids=NO_REPORT)
def test_what_is_no_report_is_refused(
    iotclass: Command, tmp_path: Path, content: bytes, message: str
) -> None:
    (tmp_path / "r.json").write_bytes(content)

    ran = iotclass("verify", "r.json", "pacemaker")

    assert (ran.code, ran.out, ran.problems) == (2, "", [message])


@pytest.mark.parametrize("components", [3, [None], {"id": "x"}, None], ids=repr)
def test_a_report_whose_components_are_none_is_told_of_in_few_words(
    iotclass: Command, tmp_path: Path, components: Any
) -> None:
    record = {
        "schema": "iotclass/assessment/1",
        "scenarios": [{"id": "inside", "components": components}],
    }
    (tmp_path / "r.json").write_text(json.dumps(record))

    ran = iotclass("verify", "r.json", "pacemaker")

    assert ran.code in {1, 2}
    assert len(ran.out) + len(ran.err) < 5000


def test_the_output_of_another_command_is_no_report(iotclass: Command, tmp_path: Path) -> None:
    (tmp_path / "r.json").write_text(iotclass("compare", "pacemaker", "--format", "json").out)

    ran = iotclass("verify", "r.json", "pacemaker")

    assert (ran.code, ran.out) == (2, "")
    assert ran.problems == [f"r.json:1: schema 'iotclass/comparison/1'; {SCHEMA}"]


def test_a_report_that_is_not_there_is_said_not_to_be(iotclass: Command) -> None:
    ran = iotclass("verify", "r.json", "pacemaker")

    assert (ran.code, ran.out) == (2, "")
    assert ran.problems == ["r.json: no such file; expected a readable text file"]


def test_a_model_that_is_invalid_now_is_refused(iotclass: Command, report: Path, tmp_path: Path) -> None:
    (tmp_path / "m.yaml").write_text(DOUBT.replace("protection: P5", "protection: P6"))

    ran = iotclass("verify", report.name, "m.yaml")

    assert (ran.code, ran.out, len(ran.problems)) == (2, "", 1)


def test_a_report_can_come_from_standard_input(iotclass: Command, report: Path) -> None:
    ran = iotclass("verify", "-", "m.yaml", stdin=report.read_bytes())

    assert (ran.code, ran.err) == (0, "")


def test_report_and_model_cannot_both_come_from_standard_input(iotclass: Command, report: Path) -> None:
    ran = iotclass("verify", "-", "-", stdin=report.read_bytes())

    assert (ran.code, ran.out) == (2, "")
    assert "empty" not in ran.err


@pytest.mark.parametrize("forged", ["twice", "reasons"])
def test_a_forged_report_does_not_pass(iotclass: Command, report: Path, forged: str) -> None:
    record = json.loads(report.read_text())
    components = record["scenarios"][0]["components"]
    if forged == "twice":
        components.insert(0, {**components[0], "class": "A", "verdict": "met"})
    else:
        components[0]["because"] = []
    report.write_text(json.dumps(record))

    ran = iotclass("verify", report.name, "m.yaml")

    if forged == "twice":
        assert (ran.code, ran.out.splitlines()[-1]) == (1, "report.json does not hold for m.yaml any more.")
    else:
        assert "  scenarios.base.components.open.because: not as it is now" in ran.out.splitlines()
        assert "as they were" not in ran.out


def test_a_report_with_a_number_of_thousands_of_digits_is_refused(iotclass: Command, report: Path) -> None:
    report.write_text(f'{{"schema": {"9" * 5000}}}')

    assert iotclass("verify", report.name, "m.yaml").code == 2


def test_a_report_that_says_something_twice_or_falsified_reasons_does_not_hold(
    iotclass: Command, tmp_path: Path
) -> None:
    text = iotclass("assess", "pacemaker", "--format", "json").out
    (tmp_path / "twice.json").write_text(text.replace('"system":', '"system": "x", "system":', 1))
    (tmp_path / "false.json").write_text(text.replace('"reason": "class F', '"reason": "class B', 1))

    assert iotclass("verify", "twice.json", "pacemaker").code == 2
    assert iotclass("verify", "false.json", "pacemaker").code == 1
