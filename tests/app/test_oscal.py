"""OSCAL documents: valid for a library that others wrote, complete, the same over runs, inert."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from textwrap import dedent
from typing import Any

import pytest
import yaml
from trestle.core.base_model import OscalBaseModel
from trestle.oscal.assessment_results import AssessmentResults
from trestle.oscal.component import ComponentDefinition

from iotclass.app.model import content_with, open_model, opened
from iotclass.app.oscal import oscal_of
from iotclass.core.anonymous import anonymous
from iotclass.core.assess import Assessment, assess
from iotclass.core.functionality import Framework
from iotclass.core.place import NOWHERE
from iotclass.core.system import Acceptance, Component
from iotclass.core.verdict import Verdict
from iotclass.read.content import examples, shipped
from tests.write.reported import HOSTILE

FORMS: dict[str, type[OscalBaseModel]] = {
    "oscal-results": AssessmentResults,
    "oscal-component": ComponentDefinition,
}


def _document(assessment: Assessment, form: str) -> dict[str, Any]:
    (document,) = json.loads(oscal_of(assessment, form)).values()
    found: dict[str, Any] = document
    return found


def _assessed(example: str) -> Assessment:
    return open_model(example).assess()


def _model(name: str) -> Assessment:
    """A lock with a control in every state, whose every word is `name`."""
    states = ("yes", "partly", "planned", "not applicable", "no", "unknown")
    ids = (
        *("signed-updates", "two-factor-authentication", "unique-default-passwords"),
        *("signed-data", "network-access-control", "network-segmentation"),
    )
    controls = {
        id_: {"state": state, "why": name, "evidence": ["one"]}
        for id_, state in zip(ids, states, strict=True)
    }
    component = {"name": name, "kind": "smart-lock", "requires": "A", "controls": controls}
    judged = {
        "connectivity": {"level": "C4", "why": name},
        "challenges": "none",
        "harm": {"privacy": "Minor"},
    }
    model = {
        "iotclass": 1,
        "system": name,
        "method": "fazeldehkordi-2019",
        "assessment": {"by": name, "on": "2026-11-23"},
        "evidence": {"one": {"title": name, "kind": "test"}},
        "components": {"lock": {**component, **judged}},
    }
    text = yaml.safe_dump(model, allow_unicode=False)
    return opened(text.encode(), "model.yaml", None, content_with(None)).assess()


def _values(value: object, key: str) -> Iterator[str]:
    """Every text that stands under `key`, anywhere inside."""
    if isinstance(value, dict):
        for name, part in value.items():
            if name == key and isinstance(part, str):
                yield part
            yield from _values(part, key)
    elif isinstance(value, list):
        for part in value:
            yield from _values(part, key)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("example", examples())
def test_every_example_is_valid_and_comes_back_as_it_was(example: str, form: str) -> None:
    text = oscal_of(_assessed(example), form)

    document = FORMS[form].parse_obj(next(iter(json.loads(text).values())))

    assert json.loads(document.oscal_serialize_json()) == json.loads(text)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("example", ["door-lock", "smart-metering"])
def test_whatever_is_referred_to_is_there_once(example: str, form: str) -> None:
    document = _document(_assessed(example), form)

    uuids = Counter(_values(document, "uuid"))
    hrefs = [href.removeprefix("#") for href in (*_values(document, "href"), *_values(document, "source"))]
    named = [*_values(document, "observation-uuid"), *_values(document, "risk-uuid")]
    subjects = list(_values(document, "subject-uuid"))

    assert {uuid for uuid, count in uuids.items() if count > 1} == set()
    assert hrefs
    assert {*hrefs, *named, *subjects} <= set(uuids)


@pytest.mark.parametrize("form", FORMS)
def test_runs_agree_and_a_changed_model_is_another_document_of_the_same_components(form: str) -> None:
    assessment = _assessed("door-lock")
    changed = replace(assessment, system=replace(assessment.system, sha256="0" * 64))

    first, second = _document(assessment, form), _document(changed, form)

    assert oscal_of(assessment, form) == oscal_of(_assessed("door-lock"), form)
    assert first["uuid"] != second["uuid"]
    assert set(_values(first, "uuid")) ^ set(_values(second, "uuid")) == {first["uuid"], second["uuid"]}


def test_components_have_the_same_uuids_in_both_documents() -> None:
    assessment = _assessed("pacemaker")

    results = _document(assessment, "oscal-results")["results"]
    components = _document(assessment, "oscal-component")["components"]

    found = [one["uuid"] for result in results for one in result["local-definitions"]["components"]]
    assert found == [one["uuid"] for one in components]
    assert len(set(found)) == len(found)


def test_findings_are_those_of_the_paper_for_the_pacemaker() -> None:
    (result,) = (
        one
        for one in _document(_assessed("pacemaker"), "oscal-results")["results"]
        if one["props"][0]["value"] == "inside"
    )

    found = {
        one["target"]["target-id"]: (one["target"]["status"]["state"], one["target"]["status"]["reason"])
        for one in result["findings"]
    }
    classes = {
        one["subjects"][0]["title"]: next(prop["value"] for prop in one["props"] if prop["name"] == "class")
        for one in result["observations"]
    }

    assert found == {
        "class-of-sensor": ("not-satisfied", "fail"),
        "class-of-controller": ("not-satisfied", "fail"),
        "class-of-phone": ("satisfied", "pass"),
    }
    assert classes["Heart-rate sensor"] == "F"
    assert classes["Security controller"] == "D"
    assert result["description"] == "1 of 3 requirements met; worst class F (sensor)"
    assert len(result["risks"]) == 2


@pytest.mark.parametrize("example", examples())
def test_every_requirement_is_a_finding_and_every_one_not_met_a_risk(example: str) -> None:
    assessment = _assessed(example)

    results = _document(assessment, "oscal-results")["results"]

    assert len(results) == len(assessment.scenarios)
    for result, scenario in zip(results, assessment.scenarios, strict=True):
        verdicts = Counter(one.verdict for one in scenario.components.values())
        states = Counter(one["target"]["status"]["state"] for one in result.get("findings", []))
        assert states["satisfied"] == verdicts[Verdict.MET] == scenario.met
        assert states.total() == scenario.required
        assert len(result.get("risks", [])) == scenario.required - scenario.met


def test_an_accepted_risk_says_until_when() -> None:
    assessment = _assessed("pacemaker")
    accepted = [
        (one, scenario)
        for scenario in assessment.scenarios
        for one in scenario.components.values()
        if one.verdict is Verdict.NOT_MET
    ]
    one, scenario = accepted[0]
    acceptance = Acceptance(one.id, "2027-01-31", "somebody", "It is known.", NOWHERE)
    system = replace(assessment.system, accepted=(acceptance,), assessment={"on": "2026-11-23"})
    again = assess(system, assessment.method, assessment.content, [scenario.scenario.id])

    (result,) = _document(again, "oscal-results")["results"]

    (risk,) = (risk for risk in result["risks"] if risk["status"] != "open")
    assert (risk["status"], risk["deadline"]) == ("deviation-approved", "2027-01-31T00:00:00+00:00")
    assert "accepted until 2027-01-31 by somebody: It is known." in risk["description"]


def test_states_are_said_in_the_words_of_oscal_and_what_is_not_there_is_left_out() -> None:
    (component,) = _document(_model("A lock"), "oscal-component")["components"]

    own = component["control-implementations"][0]["implemented-requirements"]

    assert {one["control-id"]: one["props"][0]["value"] for one in own} == {
        "signed-updates": "implemented",
        "two-factor-authentication": "partial",
        "unique-default-passwords": "planned",
        "signed-data": "not-applicable",
    }
    assert all(one["statements"][0]["description"] == "A lock" for one in own)
    assert all(one["statements"][0]["links"][0]["rel"] == "evidence" for one in own)


@pytest.mark.parametrize("example", ["door-lock", "smart-metering"])
def test_clauses_that_a_control_touches_are_listed_and_implemented_where_a_whole_way_is_there(
    example: str,
) -> None:
    assessment = _assessed(example)
    components = _document(assessment, "oscal-component")["components"]
    assessed = [one for scenario in assessment.scenarios for one in scenario.components.values()]
    seen = Counter[bool]()

    for written, one in zip(components, assessed, strict=True):
        found = [
            (requirement["props"][1]["value"], requirement["props"][0]["value"] == "implemented")
            for implementation in written.get("control-implementations", [])[1:]
            for requirement in implementation["implemented-requirements"]
        ]
        assert written["props"][0]["value"] == one.id
        assert found == list(_clauses(one.component, assessment.content.framework))
        seen.update(implemented for _, implemented in found)

    assert min(seen[True], seen[False]) > 10


def _clauses(component: Component, framework: Framework) -> Iterator[tuple[str, bool]]:
    """The clauses that a component's controls touch, each with whether they answer all of it."""
    states = {id_: control.state.value for id_, control in (component.controls or {}).items()}
    had = {weaker for id_, state in states.items() if state == "yes" for weaker in framework.weaker[id_]}
    touched = {
        (source.document, source.clause)
        for id_, state in states.items()
        if state not in {"no", "unknown"}
        for source in framework.functionalities[id_].sources
    }
    moot = {id_ for id_, state in states.items() if state == "not applicable"}
    told = {
        (source.document, source.clause)
        for id_, state in states.items()
        if state not in {"no", "unknown", "not applicable"}
        for source in framework.functionalities[id_].sources
    }
    for document in shipped().sources.documents.values():
        for clause in document.clauses.values():
            ways = clause.satisfied_by
            gone = bool(ways) and all(moot.issuperset(way) for way in ways)
            if (document.id, clause.id) in touched and (gone or (document.id, clause.id) in told):
                yield document.printed(clause.id), any(had.issuperset(way) for way in ways)


def test_a_clause_does_not_apply_only_where_all_that_would_answer_it_does_not() -> None:
    """`signed-code` does not apply; CRA I.2.f asks for more, which nothing is said of."""
    model = """
        iotclass: 1
        system: S
        components:
          lock:
            kind: smart-lock
            controls:
              signed-code: {state: not applicable, why: it runs none}
              minimal-collection: {state: not applicable, why: it collects nothing}
    """
    assessment = opened(dedent(model).encode(), "model.yaml", None, content_with(None)).assess()

    (component,) = _document(assessment, "oscal-component")["components"]

    (cra,) = (
        {one["props"][1]["value"]: one["props"][0]["value"] for one in found["implemented-requirements"]}
        for found in component["control-implementations"]
        if "CRA" in found["description"]
    )
    assert cra == {"I.2.g": "not-applicable"}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_names_are_valid_and_are_no_markup(text: str, form: str) -> None:
    written = oscal_of(_model(text), form)

    FORMS[form].parse_obj(next(iter(json.loads(written).values())))

    document = next(iter(json.loads(written).values()))
    texts = [one for key in ("title", "description", "remarks") for one in _values(document, key)]
    assert len(texts) > 10
    for one in texts:
        bare = re.sub(r"\\.", "", one)
        assert not re.search(r"[<>*`\[\]{]", bare)
        assert not re.search("[\x00-\x1f\u202a-\u202e]", one)


@pytest.mark.parametrize("form", FORMS)
def test_an_anonymous_document_names_nobody(form: str) -> None:
    name = "Zaphod"
    assessment = _model(name)
    bare = assess(anonymous(assessment.system, {}), assessment.method, assessment.content)

    assert name in oscal_of(assessment, form)
    assert name not in oscal_of(bare, form)
