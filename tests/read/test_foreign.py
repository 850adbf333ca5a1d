"""Files of other formats, given for a model: what they are is said once, and how to start a model."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from iotclass.core.place import InvalidError
from iotclass.read.file import CONTENT, yaml_file
from tests.read.given import read

START = "expected `iotclass: 1` at its top; `iotclass new NAME` starts a model"

OSCAL = {"uuid": "c4b3", "metadata": {"title": "T", "oscal-version": "1.1.2"}}
DRAGON = {"summary": {"title": "T", "id": 0}, "detail": {"contributors": [], "diagrams": []}}
THREAGILE = """\
threagile_version: 1.0.0
title: T
data_assets:
  One: &one
    id: one
  Two:
    <<: *one
    id: two
"""
TM7 = (
    '<ThreatModel xmlns="http://schemas.datacontract.org/2004/07/ThreatModeling.Model" '
    'xmlns:i="http://www.w3.org/2001/XMLSchema-instance"><Notes>a: b: c</Notes></ThreatModel>'
)
FILES: dict[str, tuple[str, str]] = {
    "open-threat-model": (
        "otmVersion: 0.1.0\nproject:\n  name: N\n  id: n\ncomponents:\n  - id: user\n    name: User\n",
        "an Open Threat Model (OTM)",
    ),
    "threat-dragon": (json.dumps(DRAGON | {"version": "2.0"}), "a model of OWASP Threat Dragon"),
    "threat-modeling-tool": (TM7, "a model of the Microsoft Threat Modeling Tool (.tm7)"),
    "threagile": (THREAGILE, "a model of Threagile"),
    "oscal-system-security-plan": (
        json.dumps({"system-security-plan": OSCAL}),
        "an OSCAL system security plan",
    ),
    "oscal-component-definition": (
        json.dumps({"component-definition": OSCAL}, indent="\t"),
        "an OSCAL component definition",
    ),
    "oscal-assessment-plan": (f"assessment-plan: {json.dumps(OSCAL)}", "an OSCAL assessment plan"),
    "oscal-assessment-results": (
        '<?xml version="1.0"?>\n<!-- a: b -->\n<assessment-results xmlns="http://csrc.nist.gov/ns/oscal/1.0"/>',
        "OSCAL assessment results",
    ),
    "oscal-plan-of-action": (
        '<o:plan-of-action-and-milestones xmlns:o="http://csrc.nist.gov/ns/oscal/1.0"/>',
        "an OSCAL plan of action and milestones",
    ),
    "cyclonedx": (
        json.dumps({"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [{"type": "library"}]}),
        "a bill of materials (CycloneDX)",
    ),
    "spdx": (json.dumps({"spdxVersion": "SPDX-2.3", "packages": []}), "a bill of materials (SPDX)"),
    "sarif": (json.dumps({"version": "2.1.0", "runs": []}), "a log of findings (SARIF)"),
    "mud": (json.dumps({"ietf-mud:mud": {"mud-version": 1}}), "a manufacturer usage description (MUD)"),
}
MORE: dict[str, tuple[str, str]] = {
    "Threat Dragon 1": (json.dumps(DRAGON), "a model of OWASP Threat Dragon"),
    "in braces": ("{otmVersion: 0.2.0}", "an Open Threat Model (OTM)"),
    "a page": ("<!DOCTYPE html>\n<html><p>a: b: c</p></html>", "XML"),
    "a word of XML": ("<x/>", "XML"),
}


def problems(text: str) -> list[str]:
    """What is wrong with a model of `text`."""
    with pytest.raises(InvalidError) as refused:
        read(text)
    return [str(one) for one in refused.value.problems]


@pytest.mark.parametrize(("text", "what"), (FILES | MORE).values(), ids=FILES | MORE)
def test_a_file_of_another_format_is_called_what_it_is(text: str, what: str) -> None:
    assert problems(text) == [f"m.yaml:1:1: this is {what}, not an iotclass model; {START}"]


def test_every_format_that_is_known_is_tried() -> None:
    known = yaml_file(CONTENT / "foreign.yaml", "foreign").mapping["formats"].mapping
    assert list(FILES) == list(known)


def test_what_iotclass_saved_is_no_model() -> None:
    text = '{"schema": "iotclass/assessment/1", "system": "S", "scenarios": []}'
    saved = "m.yaml:1:1: this is what iotclass saved as JSON, not a model"
    assert problems(text) == [f"{saved}; expected the model that it was made from"]


def test_a_mapping_without_the_version_is_one_problem() -> None:
    many = "".join(f"key{number}: {number}\n" for number in range(300))
    assert problems(f"{many}components: {{a: {{kind: sensr}}}}\n") == [
        f"m.yaml:1:1: `iotclass` is missing; {START}"
    ]


def test_a_misspelt_version_is_found() -> None:
    assert problems("system: S\niotclas: 1\n") == [
        f"m.yaml:2:1: unknown key 'iotclas'; {START} (did you mean 'iotclass'?)"
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("iotclass: 1\notmVersion: 1\n", "m.yaml:2:1: unknown key 'otmVersion'"),
        ("iotclass: 1\nsystem: [\nthreagile_version: }\n", "m.yaml:3:20: not YAML"),
        ("- otmVersion: 1\n", "m.yaml:1:1: a list; expected a mapping"),
        ("system: [\n", "m.yaml:2:1: not YAML"),
        ("[1, 2", "m.yaml:2:1: not YAML"),
        ("<<: *a\n", "m.yaml:1:1: a merge key"),
    ],
)
def test_what_is_no_other_format_is_told_as_before(text: str, said: str) -> None:
    assert any(one.startswith(said) for one in problems(text)), problems(text)
    assert not any("this is" in one for one in problems(text))


def test_the_formats_are_proved(tmp_path: Path) -> None:
    wrong = tmp_path / "foreign.yaml"
    wrong.write_text("formats:\n  otm: {title: an OTM, keys: []}\n  bom: {keys: [b], key: c}\n", "utf-8")

    with pytest.raises(InvalidError) as refused:
        yaml_file(wrong, "foreign")

    assert sorted(str(one).split(": ", 1)[1] for one in refused.value.problems) == [
        "formats.bom: `title` is missing",
        "formats.bom: unknown key 'key'; expected one of title, keys (did you mean 'keys'?)",
        "formats.otm.keys: an empty list; expected at least one item",
    ]
