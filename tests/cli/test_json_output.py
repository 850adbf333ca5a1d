"""The JSON of every command: valid by its documented schema, with the fields that the design names."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from iotclass import __version__
from iotclass.read.content import shipped
from iotclass.read.file import CONTENT, schema
from tests.cli.command import Command
from tests.cli.doubt import DESIGNS, DOUBT, LOST
from tests.read.given import EVERYTHING

BAD = "iotclass: 1\nsystem: 5\ncomponents: {a: {kind: senor, protection: P9}}\n"
FLEET = """device_id,kind,severity,impact,required,controls,site
a,sensor,low,Minor,C,"signed-updates, protected-logs",Oslo
b,gateway,unknown,Major,B,,
c,mobile-app,none,,,strong-keys,"Bergen; old"
"""
MODELS = {
    "fleet.csv": FLEET,
    "later.csv": FLEET.replace("a,sensor,low", "d,sensor,high").replace("Major", "Minor"),
    "doubt.yaml": DOUBT,
    "everything.yaml": EVERYTHING,
    "bad.yaml": BAD,
    "designs.yaml": DESIGNS,
    "lost.yaml": LOST,
}

RUNS: dict[str, tuple[str, tuple[str, ...], int]] = {
    "assess": ("assessment", ("assess", "pacemaker"), 0),
    "assess by another method": ("assessment", ("assess", "pacemaker", "--method", "iotclass-1"), 0),
    "assess in doubt": ("assessment", ("assess", "doubt.yaml"), 0),
    "assess everything": ("assessment", ("assess", "everything.yaml"), 0),
    "explain": ("explanation", ("explain", "pacemaker", "controller"), 0),
    "explain a provider": ("explanation", ("explain", "pacemaker", "phone"), 0),
    "explain in doubt": ("explanation", ("explain", "doubt.yaml", "open"), 0),
    "explain what is not assessed": ("explanation", ("explain", "doubt.yaml", "lost"), 0),
    "explain derived protection": ("explanation", ("explain", "everything.yaml", "controller"), 0),
    "compare": ("comparison", ("compare", "pacemaker"), 0),
    "compare in doubt": ("comparison", ("compare", "doubt.yaml"), 0),
    "compare everything": ("comparison", ("compare", "everything.yaml"), 0),
    "doubt": ("doubt", ("doubt", "pacemaker"), 0),
    "doubt of what is not assessed": ("doubt", ("doubt", "doubt.yaml"), 0),
    "doubt of everything": ("doubt", ("doubt", "everything.yaml"), 0),
    "compare under doubt": ("comparison", ("compare", "designs.yaml", "--doubt"), 0),
    "compare under doubt what is not assessed": ("comparison", ("compare", "lost.yaml", "--doubt"), 0),
    "compare under doubt what is certain": ("comparison", ("compare", "pacemaker", "--doubt"), 0),
    "check": ("check", ("check", "pacemaker"), 0),
    "check everything": ("check", ("check", "everything.yaml"), 0),
    "check what is invalid": ("check", ("check", "bad.yaml"), 2),
    "method check": ("check", ("method", "check", "fazeldehkordi-2019"), 0),
    "profile check": ("check", ("profile", "check"), 0),
    "method list": ("methods", ("method", "list"), 0),
    "method show, the paper's": ("method-tables", ("method", "show", "fazeldehkordi-2019"), 0),
    "method show, ours": ("method-tables", ("method", "show", "iotclass-1"), 0),
    "method diff": ("method-difference", ("method", "diff", "iotclass-1", "fazeldehkordi-2019"), 0),
    "method diff of a model": (
        "method-difference",
        ("method", "diff", "iotclass-1", "fazeldehkordi-2019", "doubt.yaml"),
        0,
    ),
    "profile list": ("profiles", ("profile", "list"), 0),
    "profile show, a sensor": ("profile-criteria", ("profile", "show", "sensor"), 0),
    "profile show, a controller": ("profile-criteria", ("profile", "show", "medical-controller"), 0),
    "profile show, an app": ("profile-criteria", ("profile", "show", "mobile-app"), 0),
    "profile show, a drone": ("profile-criteria", ("profile", "show", "drone"), 0),
    "challenges": ("challenges-of-kind", ("challenges", "implant"), 0),
    "gap": ("gap", ("gap", "pacemaker"), 0),
    "gap of one": ("gap", ("gap", "smart-metering", "meter"), 0),
    "gap in doubt": ("gap", ("gap", "doubt.yaml"), 0),
    "gap of everything": ("gap", ("gap", "everything.yaml"), 0),
    "plan": ("plan", ("plan", "smart-metering"), 0),
    "plan that is infeasible": ("plan", ("plan", "pacemaker-limits", "--scenario", "inside"), 1),
    "plan in doubt": ("plan", ("plan", "doubt.yaml"), 1),
    "plan of everything": ("plan", ("plan", "everything.yaml"), 1),
    "plan, all points": ("plan-front", ("plan", "door-lock", "--pareto"), 0),
    "framework tree": ("framework-tree", ("framework", "tree"), 0),
    "framework tree of an area": ("framework-tree", ("framework", "tree", "decommissioning"), 0),
    "framework show": ("framework", ("framework", "show", "signed-updates"), 0),
    "framework search": ("framework", ("framework", "search", "rate", "limiting"), 0),
    "framework list": ("framework", ("framework", "list"), 0),
    "framework glossary": ("framework-glossary", ("framework", "glossary"), 0),
    "framework coverage": ("framework-coverage", ("framework", "coverage"), 0),
    "framework coverage of a document": ("framework-document", ("framework", "coverage", "FDA"), 0),
    "framework map": ("framework-map", ("framework", "map", "CRA I(2)(d)", "EN-303-645"), 0),
    "framework walk": ("framework-walk", ("framework", "walk", "mobile-app"), 0),
    "framework check": ("check", ("framework", "check"), 0),
    "diff": ("diff", ("diff", "designs.yaml", "pacemaker"), 0),
    "diff in doubt, at a gate": ("diff", ("diff", "pacemaker", "doubt.yaml", "--gate"), 1),
    "diff of everything": ("diff", ("diff", "everything.yaml", "doubt.yaml"), 0),
    "diff of a saved assessment": ("diff", ("diff", "report.json", "lost.yaml"), 0),
    "evidence": (
        "evidence",
        ("evidence", "ip-camera", "--scenario", "cloud-relay", "--source", "EN 303 645"),
        0,
    ),
    "evidence for several": (
        "evidence",
        (
            "evidence",
            "ip-camera",
            "--scenario",
            "cloud-relay",
            "--source",
            "CRA",
            "--source",
            "ISO 27001",
            "--source",
            "BITAG",
        ),
        0,
    ),
    "evidence out of scope": (
        "evidence",
        ("evidence", "everything.yaml", "--scenario", "one", "--source", "EN 303 645", "--out-of-scope"),
        0,
    ),
    "evidence: documents": ("evidence-documents", ("evidence", "pacemaker"), 0),
    "example": ("examples", ("example",), 0),
    "fleet summary": ("fleet-summary", ("fleet", "summary", "fleet.csv"), 0),
    "fleet summary by groups": ("fleet-summary", ("fleet", "summary", "fleet.csv", "--by", "kind,site"), 0),
    "fleet explain": ("explanation", ("fleet", "explain", "fleet.csv", "b"), 0),
    "fleet what-if": (
        "fleet-what-if",
        (
            "fleet",
            "what-if",
            "fleet.csv",
            "--add",
            "strong-keys",
            "--set",
            "impact=Minor",
            "--where",
            "site = 'Oslo'",
        ),
        0,
    ),
    "fleet diff": ("fleet-diff", ("fleet", "diff", "fleet.csv", "later.csv"), 0),
    "verify": ("verification", ("verify", "report.json", "pacemaker"), 0),
    "verify another model": ("verification", ("verify", "report.json", "doubt.yaml"), 1),
}


@pytest.fixture
def folder(tmp_path: Path, iotclass: Command) -> Path:
    """A folder with models and a report."""
    for name, text in MODELS.items():
        (tmp_path / name).write_text(text)
    (tmp_path / "report.json").write_text(iotclass("assess", "pacemaker", "--format", "json").out)
    return tmp_path


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(("name", "args", "code"), RUNS.values(), ids=RUNS)
def test_every_output_is_valid_by_its_schema(
    iotclass: Command, name: str, args: tuple[str, ...], code: int
) -> None:
    ran = iotclass(*args, "--format", "json")

    assert ran.code == code
    assert ran.err == "" or "--gate" in args
    validator = jsonschema_rs.Draft202012Validator(schema(f"output-{name}"), validate_formats=True)
    assert [f"{list(one.instance_path)}: {one.message}" for one in validator.iter_errors(ran.json)] == []
    assert ran.json["schema"] == f"iotclass/{name}/1"
    assert ran.out.endswith("}\n")


def test_an_example_is_not_printed_as_yaml_where_json_is_asked_for(iotclass: Command) -> None:
    ran = iotclass("example", "pacemaker", "--format", "json")

    assert (ran.code, ran.out) == (2, "") or ran.json["system"] == "Cardiac pacemaker"


def test_every_schema_of_an_output_is_used() -> None:
    written = {path.name for path in (CONTENT / "schemas").glob("output-*.schema.json")}

    assert written == {f"output-{name}.schema.json" for name, _, _ in RUNS.values()}
    assert {schema(name.removesuffix(".schema.json"))["$id"] for name in written} == {
        f"iotclass/{name}/1" for name, _, _ in RUNS.values()
    }


def test_what_several_outputs_share_is_described_alike() -> None:
    seen: dict[str, Any] = {}
    compared = 0
    for path in sorted((CONTENT / "schemas").glob("output-*.schema.json")):
        for name, part in schema(path.name.removesuffix(".schema.json")).get("$defs", {}).items():
            compared += name in seen
            assert seen.setdefault(name, part) == part
    assert compared > 20


def test_the_design_names_these_fields_of_an_assessment(iotclass: Command) -> None:
    """design.md, "assess --format json"."""
    record = iotclass("assess", "pacemaker", "--format", "json").json
    content = shipped().content
    inside = record["scenarios"][0]
    controller = inside["components"][1]

    head = {key: record[key] for key in ("schema", "system", "method", "framework", "model_sha256")}
    assert head == {
        "schema": "iotclass/assessment/1",
        "system": "Cardiac pacemaker",
        "method": "fazeldehkordi-2019@1.0.0",
        "framework": f"{content.framework.id}@{content.framework.version}",
        "model_sha256": record["model_sha256"],
    }
    assert {key: inside[key] for key in ("id", "class", "met", "required")} == {
        "id": "inside",
        "class": "F",
        "met": 1,
        "required": 3,
    }
    named: dict[str, Any] = {
        "id": "controller",
        "kind": "medical-controller",
        "connectivity": "C2",
        "connectivity_inferred": "C4",
        "designed_protection": "P5",
        "severity": "very high",
        "protection": "P3",
        "exposure": "E2",
        "impact": "Catastrophic",
        "class": "D",
        "class_uncapped": "D",
        "capped_by": None,
        "class_by_other_method": {"iotclass-1": "D"},
        "requires": "A",
        "verdict": "not met",
        "not_assessed": [],
    }
    assert {key: controller[key] for key in named} == named
    rows = [{key: row[key] for key in ("table", "row", "origin")} for row in controller["rests_on"]]
    assert {"table": "exposure", "row": "P3,C2", "origin": "given"} in rows
    (because,) = controller["because"]
    assert (because["subject"], because["level"], because["origin"]) == ("class of controller", "D", "given")
    assert because["rule"]
    assert because["at"] == "content/methods/fazeldehkordi-2019/class.csv:23"
    assert len(because["because"]) == 2


def test_a_cap_is_named_beside_the_class_without_it(iotclass: Command) -> None:
    (scenario,) = iotclass("assess", "pacemaker", "--scenario", "phone-decrypts", "--format", "json").json[
        "scenarios"
    ]

    found = {
        one["id"]: (one["class"], one["class_uncapped"], one["capped_by"]) for one in scenario["components"]
    }
    assert found == {"sensor": ("F", "F", None), "controller": ("D", "A", "phone"), "phone": ("D", "D", None)}


def test_an_output_says_what_it_rests_on_and_no_clock(iotclass: Command, tmp_path: Path) -> None:
    (tmp_path / "m.yaml").write_text(DOUBT)
    content = shipped().content

    (tmp_path / "r.json").write_text(iotclass("assess", "m.yaml", "--format", "json").out)
    commands = (
        *(("assess", "m.yaml"), ("compare", "m.yaml"), ("explain", "m.yaml", "open")),
        *(("check", "m.yaml"), ("verify", "r.json", "m.yaml")),
    )
    for command in commands:
        record = iotclass(*command, "--format", "json").json
        assert record["tool"] == f"iotclass@{__version__}"
        assert record["method_sha256"] == content.methods["iotclass-1"].sha256
        assert record["framework_sha256"] == content.framework.sha256
        assert record["profiles_sha256"] == content.profiles_sha256
        assert record["model_date"] == "2026-11-23"
        assert record == iotclass(*command, "--format", "json").json


def levels(node: Any) -> Iterator[tuple[str, Any, list[str] | None]]:
    """Every single field of a record that a `_range` may stand beside."""
    if isinstance(node, dict):
        for key, entry in node.items():
            if not key.endswith("_range"):
                yield key, entry, node.get(f"{key}_range")
                yield from levels(entry)
    elif isinstance(node, list):
        for one in node:
            yield from levels(one)


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    "command", [("assess", "doubt.yaml"), ("explain", "doubt.yaml", "open")], ids=" ".join
)
def test_a_single_field_is_the_worst_end_of_the_range_beside_it(
    iotclass: Command, command: tuple[str, ...]
) -> None:
    found = [
        (key, level, span)
        for key, level, span in levels(iotclass(*command, "--format", "json").json)
        if span is not None
    ]

    assert len(found) > 15
    for key, level, span in found:
        if isinstance(level, dict):
            continue
        assert level == span[1], key
        assert span[0] != span[1], key


def test_levels_in_doubt_have_their_range_beside_them(iotclass: Command, tmp_path: Path) -> None:
    (tmp_path / "m.yaml").write_text(DOUBT)

    record = iotclass("assess", "m.yaml", "--format", "json").json["scenarios"][0]["components"][0]

    ranges = {key.removesuffix("_range"): entry for key, entry in record.items() if key.endswith("_range")}
    assert {key: entry for key, entry in ranges.items() if key != "challenges"} == {
        "connectivity": ["C1", "C3"],
        "designed_protection": ["P5", "P3"],
        "severity": ["low", "high"],
        "protection": ["P5", "P2"],
        "exposure": ["E1", "E4"],
        "impact": ["Minor", "Major"],
        "class": ["A", "E"],
        "class_uncapped": ["A", "E"],
        "class_by_other_method": {"fazeldehkordi-2019": ["A", "E"]},
    }


def test_a_challenge_in_doubt_has_its_range_beside_it(iotclass: Command, tmp_path: Path) -> None:
    (tmp_path / "m.yaml").write_text(DOUBT)

    record = iotclass("assess", "m.yaml", "--format", "json").json["scenarios"][0]["components"][0]

    assert record["challenges"] == {"x": "high"}
    assert record["challenges_range"] == {"x": ["low", "high"]}


def test_a_class_in_doubt_that_a_change_gives_has_its_range_beside_it(
    iotclass: Command, tmp_path: Path
) -> None:
    (tmp_path / "m.yaml").write_text(DOUBT)

    (record,) = iotclass("explain", "m.yaml", "open", "--format", "json").json["explanations"]

    better = next(one for one in record["changes"] if one["input"] == "connectivity")["better"]
    assert (better["level"], better["class"]) == ("C1", "D")
    assert better["class_range"] == ["A", "D"]


def test_a_schema_refuses_what_is_not_documented(iotclass: Command) -> None:
    """That the schemas say something: each field added, lost or replaced is noticed."""
    record = iotclass("assess", "pacemaker", "--format", "json").json
    accepts = jsonschema_rs.validator_for(schema("output-assessment")).is_valid
    component = record["scenarios"][0]["components"][0]

    assert accepts(record)
    for node in (record, record["scenarios"][0], component, component["because"][0]):
        text = json.dumps(node)
        for key in list(node):
            lost = node.pop(key)
            assert not accepts(record), key
            node[key] = {"odd": 1}
            assert not accepts(record), key
            node[key] = lost
        node["more"] = 1
        assert not accepts(record)
        del node["more"]
        assert json.loads(text) == node
    assert accepts(record)


def test_the_reasons_of_what_many_rely_on_stand_with_it_alone(iotclass: Command, tmp_path: Path) -> None:
    said = "kind: sensor, connectivity: C2, protection: P3, challenges: none, harm: Minor"
    parts = [f"  c{number}: {{{said}, relies_on: [hub]}}" for number in range(4)]
    text = "\n".join(["iotclass: 1", "system: S", "components:", f"  hub: {{{said}}}", *parts])
    (tmp_path / "m.yaml").write_text(text)

    (scenario,) = iotclass("assess", "m.yaml", "--format", "json").json["scenarios"]
    hub, first, *_ = scenario["components"]
    cited = first["because"][0]["because"][0]["because"][0]

    assert hub["because"][0]["because"]
    assert (cited["subject"], cited["because"]) == (hub["because"][0]["subject"], [])
    assert cited["note"] == "its reasons stand with hub"
