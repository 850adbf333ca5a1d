"""Fleets whose devices refer to components of a model, on the command line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.command import Command
from tests.cli.table import rows
from tests.fleet.meters import FLEET, MAPPING


@pytest.fixture
def fleet(tmp_path: Path, iotclass: Command) -> Command:
    """`iotclass` beside an inventory and its mapping."""
    (tmp_path / "fleet.csv").write_text(FLEET, "utf-8")
    (tmp_path / "fleet.map.yaml").write_text(MAPPING, "utf-8")
    return iotclass


def test_devices_are_what_their_components_are(fleet: Command) -> None:
    ran = fleet("fleet", "classify", "fleet.csv", "-o", "out.csv")

    assert ran.code == 0, ran.err
    assert "4 of 7 devices classified" in ran.err
    model = fleet("assess", "smart-metering", "--scenario", "mesh", "--format", "json").json
    of = {one["id"]: one for one in model["scenarios"][0]["components"]}
    first, second, third, sixth = rows("out.csv")
    names = ("kind", "connectivity", "protection", "exposure", "impact", "class")
    for row, id_ in ((first, "meter"), (second, "meter"), (third, "concentrator")):
        assert [row[name] for name in names] == [of[id_][name] for name in names]
    assert [one["verdict"] for one in (first, second, third)] == ["not met", "met", "not met"]
    assert (first["type"], first["site"], sixth["kind"]) == ("k-100", "Oslo", "sensor")
    assert rows("out.rejects.csv") == [
        {
            "row": "4",
            "column": "component",
            "value": "metre",
            "reason": "no component of the model, did you mean meter?",
        },
        {
            "row": "5",
            "column": "kind",
            "value": "gateway",
            "reason": "the component is of another kind: smart-meter",
        },
        {"row": "7", "column": "kind", "value": "", "reason": "no kind"},
    ]


def test_a_device_is_explained_by_its_model_and_its_row(fleet: Command) -> None:
    ran = fleet("fleet", "explain", "fleet.csv", "2")

    assert ran.code == 0, ran.err
    assert ran.out.startswith(
        "2 is the component meter of content/examples/smart-metering.yaml; what its row"
    )
    assert "meter (2) in scenario mesh" in ran.out
    assert "content/examples/smart-metering.yaml:25" in ran.out
    assert "Requires E: met." in ran.out


def test_packed_it_says_the_same_and_the_model_is_found_from_there(fleet: Command) -> None:
    Path("own.yaml").write_text(fleet("example", "smart-metering").out, "utf-8")
    Path("fleet.map.yaml").write_text(MAPPING.replace("smart-metering", "own.yaml"), "utf-8")
    Path("elsewhere").mkdir()

    ran = fleet("fleet", "pack", "fleet.csv", "-o", "elsewhere/packed.parquet")
    assert "6 of 7 devices packed" in ran.err, ran.err
    assert "../own.yaml" in Path("elsewhere/packed.map.yaml").read_text("utf-8")
    for given, output in (("fleet.csv", "out.csv"), ("elsewhere/packed.parquet", "again.csv")):
        ran = fleet("fleet", "classify", given, "-o", output)
        assert ran.code == 0, ran.err

    assert rows("again.csv") == rows("out.csv")
    assert len(rows("out.csv")) == 4


def test_a_summary_groups_by_components_and_a_change_is_asked_for(fleet: Command) -> None:
    found = fleet("fleet", "summary", "fleet.csv", "--by", "type", "--format", "json").json
    assert {tuple(one["names"]) for one in found["groups"]} == {
        ("k-100",),
        (" METER ",),
        ("concentrator",),
        (None,),
    }

    ran = fleet("fleet", "what-if", "fleet.csv", "--set", "required=F", "--format", "json")
    assert ran.code == 0, ran.err
    ran = fleet("fleet", "diff", "fleet.csv", "fleet.csv", "--gate")
    assert ran.code == 0, ran.err


BAD = {
    "model: smart-meterin\ncolumns: {device_id: id, component: type}": "2:8: no model 'smart-meterin'",
    "model: smart-metering\ncolumns: {device_id: id, component: type}": (
        "2:8: a model of several scenarios, and nothing says which (`scenario: …`); "
        "expected one of mesh, own-modems"
    ),
    "model: smart-metering\nscenario: mesj\ncolumns: {device_id: id, component: type}": (
        "3:11: no scenario 'mesj'; expected one of mesh, own-modems (did you mean 'mesh'?)"
    ),
    "model: smart-metering\nscenario: mesh\ncolumns: {device_id: id, kind: type}": (
        "2:8: a model, but nothing says which component of it a device is"
    ),
    "columns: {device_id: id, component: type}": "2:37: nothing says of which model",
    "scenario: mesh\ncolumns: {device_id: id, kind: kind}": "2:11: nothing says of which model",
    "model: smart-metering\nscenario: mesh\ncolumns: {device_id: id}\nvalues: {component: metter}": (
        "5:21: no component 'metter'"
    ),
    "model: case.yaml\ncolumns: {device_id: id, component: type}": (
        "2:8: the model's components A and a differ in case only"
    ),
}


@pytest.mark.parametrize(("text", "said"), BAD.items(), ids=range(len(BAD)))
def test_what_is_wrong_is_said_where_it_stands(fleet: Command, text: str, said: str) -> None:
    Path("bad.yaml").write_text(f"inventory: 1\n{text}\n", "utf-8")
    case = "iotclass: 1\nsystem: x\ncomponents:\n  A: {kind: sensor}\n  a: {kind: sensor}\n"
    Path("case.yaml").write_text(case, "utf-8")

    ran = fleet("fleet", "classify", "fleet.csv", "-o", "out.csv", "--map", "bad.yaml")

    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"error: bad.yaml:{said}")
    assert not Path("out.csv").exists()


def test_a_model_that_does_not_hold_together_is_told_by_its_own_lines(fleet: Command) -> None:
    Path("own.yaml").write_text("iotclass: 1\nsystem: x\ncomponents:\n  a: {kind: sensr}\n", "utf-8")
    mapping = "inventory: 1\nmodel: own.yaml\ncolumns: {device_id: id, component: type}\n"
    Path("fleet.map.yaml").write_text(mapping, "utf-8")

    ran = fleet("fleet", "classify", "fleet.csv", "-o", "out.csv")

    assert ran.code == 2
    assert ran.err.startswith("error: own.yaml:4:13: no kind 'sensr'")


def test_the_documented_example_is_true(tmp_path: Path, iotclass: Command) -> None:
    page = (Path(__file__).parents[2] / "docs/how-to/fleet.md").read_text("utf-8")
    section = page.partition("## Device types from a model")[2].partition("\n## ")[0]
    given, mapping, classes = re.findall(r"```(?:csv|yaml)\n(.*?)```", section, re.DOTALL)
    (tmp_path / "lamps.csv").write_text(given, "utf-8")
    (tmp_path / "lamps.map.yaml").write_text(mapping, "utf-8")

    assert iotclass("fleet", "classify", "lamps.csv", "-o", "classes.csv").code == 0

    assert sorted((tmp_path / "classes.csv").read_text("utf-8").split()) == sorted(classes.split())
    assert [row["value"] for row in rows("classes.rejects.csv")] == ["LX-8"]
