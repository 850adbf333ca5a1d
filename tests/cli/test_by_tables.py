"""What other tables that agree would give, as `assess` and `explain` mark it, in text and JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from iotclass.core.scale import SecurityClass
from tests.cli.command import Command
from tests.cli.doubt import DOUBT
from tests.core.every_pair import smooth_pairs
from tests.core.table_pairs import possible
from tests.read.method_folder import own_folder

LETTERS = [str(one) for one in SecurityClass]
FIELDS = ("class_range_by_tables", "class_range_by_smooth_tables")
MODEL = """\
iotclass: 1
system: S
components:
  robust: {kind: sensor, connectivity: C4, protection: {level: P3, in_effect: true, why: W}, harm: Major}
  full: {kind: sensor, connectivity: C4, protection: {level: P5, in_effect: true, why: W}, harm: Major}
"""
"""C4 with P3 and a major impact; and P5, which gives A by what the paper says."""


def by_pairs() -> tuple[list[str], list[str]]:
    """Best and worst class of C4, P3 and Major by all pairs there are, and by those without jumps."""
    every = {letter for _, letter in possible(4, 3, 4)}
    smooth = {int(classes[3, exposures[2, 3] - 1]) for exposures, classes in smooth_pairs()}
    first, last = ([LETTERS[pick(found) - 1] for pick in (min, max)] for found in (every, smooth))
    return first, last


@pytest.fixture
def model(tmp_path: Path) -> str:
    (tmp_path / "m.yaml").write_text(MODEL)
    return "m.yaml"


def spoken(ends: list[str]) -> str:
    return "..".join(dict.fromkeys(ends))


def test_a_class_that_other_tables_change_is_marked_and_the_mark_explained(
    iotclass: Command, model: str
) -> None:
    every, smooth = by_pairs()
    lines = iotclass("assess", model).out.splitlines()

    assert lines[2] == "No component requires a class; worst class D? (robust)"
    rows = {line.split()[0]: line.split()[1] for line in lines[6:8]}
    assert rows == {"robust": "D?", "full": "A"}
    text = " ".join(" ".join(lines).split())
    assert (
        "! ? by other exposure and class tables that agree with the paper's text: "
        f"robust {spoken(every)} (without jumps {spoken(smooth)}), the worst class {spoken(every)} "
        f"({spoken(smooth)}); which cells: iotclass explain m.yaml robust "
    ) in text
    assert text.count("! ?") == 1


def test_the_ranges_stand_in_the_json_of_assess_explain_and_compare(iotclass: Command, model: str) -> None:
    every, smooth = by_pairs()
    for command in ("assess", "compare"):
        (scenario,) = iotclass(command, model, "--format", "json").json["scenarios"]
        robust, full = scenario["components"]
        assert [[one[field] for field in FIELDS] for one in (scenario, robust, full)] == [
            [every, smooth],
            [every, smooth],
            [["A", "A"], ["A", "A"]],
        ]
    (explained,) = iotclass("explain", model, "robust", "--format", "json").json["explanations"]
    assert [explained["component"][field] for field in FIELDS] == [every, smooth]


def test_an_explanation_says_what_other_tables_would_give(iotclass: Command, model: str) -> None:
    every, smooth = by_pairs()
    out = " ".join(iotclass("explain", model, "robust").out.split())
    by_tables = (
        f"it is {spoken(every)}, by those without jumps {spoken(smooth)}; the cells that matter have a `?`."
    )

    assert f"By other exposure and class tables that agree with the paper's text {by_tables}" in out
    assert "that agree with" not in iotclass("explain", model, "full").out


def test_no_class_of_the_pacemaker_is_marked(iotclass: Command) -> None:
    record = iotclass("assess", "pacemaker", "--format", "json").json
    for scenario in record["scenarios"]:
        for one in (scenario, *scenario["components"]):
            assert [one[field] for field in FIELDS] == [[one["class"]] * 2] * 2
    assert "?" not in iotclass("assess", "pacemaker").out


def test_what_was_not_assessed_has_no_range(iotclass: Command, tmp_path: Path) -> None:
    (tmp_path / "m.yaml").write_text(DOUBT)
    (scenario,) = iotclass("assess", "m.yaml", "--format", "json").json["scenarios"]
    lost = next(one for one in scenario["components"] if one["id"] == "lost")

    assert [one[field] for one in (scenario, lost) for field in FIELDS] == [None] * 4


def test_by_a_method_of_ones_own_it_is_its_statements_that_tables_agree_with(
    iotclass: Command, tmp_path: Path, model: str
) -> None:
    own_folder(tmp_path)
    for command in (("assess", model), ("explain", model, "robust")):
        out = " ".join(iotclass(*command, "--method", "./mine").out.split())
        assert "that agree with the method's statements" in out
        assert "the paper" not in out


def test_a_report_from_before_there_were_ranges_still_holds(
    iotclass: Command, tmp_path: Path, model: str
) -> None:
    report: dict[str, Any] = iotclass("assess", model, "--format", "json").json
    for one in (report["scenarios"][0], *report["scenarios"][0]["components"]):
        for field in FIELDS:
            del one[field]
    (tmp_path / "report.json").write_text(json.dumps(report))
    assert iotclass("verify", "report.json", model).code == 0

    report["scenarios"][0]["components"][0]["class_range_by_tables"] = ["A", "F"]
    (tmp_path / "report.json").write_text(json.dumps(report))
    ran = iotclass("verify", "report.json", model)
    assert ran.code == 1
    assert "class_range_by_tables: A..F → " in ran.out
