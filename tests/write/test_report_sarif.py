"""SARIF: valid by the published schema, at the right lines, stable, and nothing that a name could do."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from sarif_pydantic import Sarif  # type: ignore[import-untyped]  # it has no types

from iotclass.app.model import open_model
from iotclass.app.sarif import sarif_of
from iotclass.core.verdict import Verdict
from iotclass.read.content import examples
from iotclass.write.columns import clean
from iotclass.write.report_sarif import LONG, RULES
from tests.cli.doubt import DOUBT, VERDICTS
from tests.write.reported import HOSTILE

PUBLISHED = Path(__file__).parent.parent / "published" / "sarif-2.1.0-rtm.5.json"
AMENDED = r"^[a-zA-Z]{2}|^[a-zA-Z]{2}-[a-zA-Z]{2}]?$", "^[a-zA-Z]{2}(-[a-zA-Z]{2})?$"
"""The one pattern that is none, and what errata 01 has instead."""
VALID = jsonschema_rs.Draft4Validator(
    json.loads(PUBLISHED.read_text("utf-8").replace(*AMENDED)), validate_formats=True
)

CONTROLS = """\
iotclass: 1
system: Controls
assessment: {on: 2026-11-23}
components:
  gateway:
    kind: gateway
    requires: {class: A, why: It opens doors}
    connectivity: C4
    controls:
      # partly there
      signed-updates: partly
    challenges: none
    harm: Moderate
"""


def _run(text: str, file: Path) -> dict[str, Any]:
    """The one run of the log on a model that is written to `file`."""
    file.write_text(text, "utf-8")
    record = json.loads(sarif_of(open_model(str(file)).assess()))
    _prove(record)
    (run,) = record["runs"]
    found: dict[str, Any] = run
    return found


def _prove(record: dict[str, Any]) -> None:
    """What the schema, the standard's text and GitHub's code scanning ask for."""
    assert [f"{list(one.instance_path)}: {one.message}" for one in VALID.iter_errors(record)] == []
    Sarif.model_validate(record)
    for run in record["runs"]:
        rules = run["tool"]["driver"]["rules"]
        assert len({one["id"] for one in rules}) == len(rules)
        for one in run["results"]:
            assert one["message"]["text"].strip()
            assert rules[one["ruleIndex"]]["id"] == one["ruleId"]
            assert len(one["locations"]) == 1
            region = one["locations"][0].get("physicalLocation", {}).get("region")
            assert region is None or region["startLine"] >= 1
        for rule in rules:
            assert len(rule["shortDescription"]["text"]) <= 1024
            assert len(rule["fullDescription"]["text"]) <= 1024
            assert len(rule.get("properties", {}).get("tags", [])) <= 10
        taxa = {one["id"] for taxonomy in run["taxonomies"] for one in taxonomy["taxa"]}
        assert taxa == {one["id"] for one in rules if one["id"] not in RULES}


@pytest.mark.parametrize("name", examples())
def test_an_example_is_valid_and_tells_each_requirement_that_does_not_hold(name: str) -> None:
    assessment = open_model(name).assess()
    record = json.loads(sarif_of(assessment))
    _prove(record)

    told = {
        one["locations"][0]["logicalLocations"][0]["fullyQualifiedName"]: one["level"]
        for one in record["runs"][0]["results"]
        if one["ruleId"] in RULES
    }
    levels = {Verdict.NOT_MET: "error", Verdict.OPEN: "warning", Verdict.NOT_ASSESSED: "warning"}
    assert told == {
        f"{scenario.scenario.id}/{one.id}": levels.get(one.verdict, "error")
        for scenario in assessment.scenarios
        for one in scenario.components.values()
        if one.verdict not in {Verdict.MET, Verdict.NO_REQUIREMENT}
    }


def test_every_verdict_is_told_as_it_is(tmp_path: Path) -> None:
    found = _run(DOUBT, tmp_path / "m.yaml")["results"]

    by_component = {
        one["locations"][0]["logicalLocations"][0]["name"]: one for one in found if one["ruleId"] in RULES
    }
    assert {id_: (one["ruleId"], one["level"]) for id_, one in by_component.items()} == {
        "open": ("requirement-open", "warning"),
        "lost": ("requirement-not-assessed", "warning"),
        "late": ("requirement-not-met", "error"),
        "bad": ("requirement-not-met", "error"),
    }
    assert set(VERDICTS) - set(by_component) == {"free", "good"}
    assert by_component["late"]["suppressions"] == [
        {
            "kind": "external",
            "status": "accepted",
            "justification": "Accepted until 2027-01-01 by Ann: Budget",
        }
    ]
    assert all("suppressions" not in by_component[id_] for id_ in ("open", "lost", "bad"))


def test_results_stand_where_the_model_says_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "models dir").mkdir()

    run = _run(CONTROLS, tmp_path / "models dir" / "m.yaml")

    places: dict[str, str] = {}
    for one in run["results"]:
        place = one["locations"][0]["physicalLocation"]
        assert place["artifactLocation"] == {
            "uri": "models%20dir/m.yaml",
            "index": 0,
            "uriBaseId": "%SRCROOT%",
        }
        line = CONTROLS.splitlines()[place["region"]["startLine"] - 1]
        places[one["ruleId"]] = line[place["region"]["startColumn"] - 1 :]
    assert places.pop("requirement-not-met").startswith("requires: {class: A")
    assert places.pop("signed-updates") == "signed-updates: partly"
    assert places
    assert set(places.values()) == {"kind: gateway"}
    (artifact,) = run["artifacts"]
    assert artifact["hashes"] == {"sha-256": hashlib.sha256(CONTROLS.encode()).hexdigest()}
    assert artifact["location"] == {"uri": "models%20dir/m.yaml", "uriBaseId": "%SRCROOT%"}
    assert run["automationDetails"] == {"id": "iotclass/models%20dir/m.yaml/"}


def test_what_lacks_is_what_the_gap_says(tmp_path: Path) -> None:
    from iotclass.core.gap import gap

    run = _run(CONTROLS, tmp_path / "m.yaml")
    opened = open_model(str(tmp_path / "m.yaml"))
    (scenario,) = opened.assess().scenarios
    found = gap(scenario.components["gateway"], opened.method, opened.content)

    lacking = [criterion.id for rung in found.rungs for criterion in rung.lacking]
    assert [one["ruleId"] for one in run["results"]] == ["requirement-not-met", *lacking]
    assert len(lacking) > 5
    assert {one["level"] for one in run["results"][1:]} == {"warning" if found.needed else "note"}


def test_a_result_keeps_its_fingerprint_wherever_its_line_moves(tmp_path: Path) -> None:
    before = _run(CONTROLS, tmp_path / "m.yaml")["results"]
    moved = CONTROLS.replace("components:", "# more\n# lines\ncomponents:").replace("It opens doors", "Doors")
    after = _run(moved, tmp_path / "m.yaml")["results"]

    def told(results: list[dict[str, Any]]) -> dict[str, Any]:
        return {one["ruleId"]: one["partialFingerprints"] for one in results}

    assert told(before) == told(after)
    assert len({json.dumps(one) for one in told(before).values()}) == len(before)
    lines = [one["locations"][0]["physicalLocation"]["region"]["startLine"] for one in (before[0], after[0])]
    assert lines[1] == lines[0] + 2


def test_results_of_different_scenarios_and_components_are_told_apart() -> None:
    results = json.loads(sarif_of(open_model("infusion-pump").assess()))["runs"][0]["results"]

    prints = [one["partialFingerprints"]["iotclass/v1"] for one in results]
    assert len(results) > 10
    assert len(set(prints)) == len(prints)


def test_a_model_from_elsewhere_has_a_whole_address_and_standard_input_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "inner").mkdir()
    (tmp_path / "m.yaml").write_text(CONTROLS)
    monkeypatch.chdir(tmp_path / "inner")

    for name in ("../m.yaml", str(tmp_path / "m.yaml")):
        record = json.loads(sarif_of(open_model(name).assess()))
        _prove(record)
        location = record["runs"][0]["artifacts"][0]["location"]
        assert location == {"uri": (tmp_path / "m.yaml").as_uri()}
    monkeypatch.chdir(tmp_path)
    record = json.loads(sarif_of(open_model("inner/../m.yaml").assess()))
    assert record["runs"][0]["artifacts"][0]["location"]["uri"] == "m.yaml"


def test_a_model_from_standard_input_is_no_file(monkeypatch: pytest.MonkeyPatch) -> None:
    import io
    import sys

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(CONTROLS.encode())))

    record = json.loads(sarif_of(open_model("-").assess()))

    _prove(record)
    (run,) = record["runs"]
    assert run["artifacts"] == []
    assert {"physicalLocation" in one["locations"][0] for one in run["results"]} == {False}
    assert run["automationDetails"] == {"id": "iotclass/"}


@pytest.mark.parametrize("word", HOSTILE, ids=range(len(HOSTILE)))
def test_names_and_reasons_are_plain_text(tmp_path: Path, word: str) -> None:
    said = word.replace("\x00", "").replace("\ufffe", "")
    part = {"kind": "sensor", "name": said, "requires": {"class": "A", "why": said}, "harm": "Major"}
    part |= {"connectivity": "C5", "protection": "P1", "challenges": "none"}
    model = {
        "iotclass": 1,
        "system": said,
        "assessment": {"on": "2026-11-23"},
        "components": {"a": part},
        "accepted": [{"requirement": "a", "until": "2027-01-01", "by": said[:60], "why": said}],
    }
    run = _run(json.dumps(model), tmp_path / "m.json")

    (one, *_) = run["results"]
    justification = one["suppressions"][0]["justification"]
    whole = clean(f"Accepted until 2027-01-01 by {said[:60]}: {said}")
    assert justification == (whole if len(whole) <= LONG else f"{whole[: LONG - 1]}…")
    assert not set(justification) & {"\u202e", "\x1b", "\n"}
    assert "](" not in one["message"]["text"]


def test_the_same_model_gives_the_same_bytes() -> None:
    assert sarif_of(open_model("pacemaker").assess()) == sarif_of(open_model("pacemaker").assess())
