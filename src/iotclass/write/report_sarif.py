"""Unmet requirements and what is missing for them, as SARIF 2.1.0 for code scanning (OASIS, 2023).

What a requirement falls short of stands where it is written; what is missing stands where the model says so,
or at the component. A result keeps its fingerprint wherever its line moves.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

from iotclass import __version__
from iotclass.core.assess import Assessment, ComponentAssessment
from iotclass.core.functionality import Framework, Functionality
from iotclass.core.gap import Gap
from iotclass.core.place import Place
from iotclass.core.profile import Criterion
from iotclass.core.verdict import Verdict
from iotclass.write.assessment_json import basis_record
from iotclass.write.columns import clean

Record = dict[str, Any]

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
ROOT = "%SRCROOT%"
LONG = 1000
"""From how many characters on a text is cut (GitHub shows 1,024)."""

UNMET = {
    Verdict.NOT_MET: ("requirement-not-met", "error"),
    Verdict.ACCEPTED: ("requirement-not-met", "error"),
    Verdict.OPEN: ("requirement-open", "warning"),
    Verdict.NOT_ASSESSED: ("requirement-not-assessed", "warning"),
}
"""Per verdict of a requirement that does not surely hold: the rule, and how bad that is."""

RULES = {
    "requirement-not-met": (
        "Requirement not met",
        "A component does not reach what it must.",
        "iotclass explain says why, iotclass gap what is missing, iotclass plan the cheapest way there.",
    ),
    "requirement-open": (
        "Requirement open",
        "A component may or may not reach what it must, as something is in doubt.",
        "Find out what is in doubt; iotclass doubt says what to find out first.",
    ),
    "requirement-not-assessed": (
        "Requirement not assessed",
        "The model says too little to assess a component that must reach a class.",
        "Add what is missing; iotclass explain names it.",
    ),
}
"""The rules about requirements: name, what is wrong, what to do."""

Gaps = Mapping[tuple[str, str], Gap]
"""The gaps by scenario and component."""


def sarif_record(assessment: Assessment, gaps: Gaps, uri: str | None) -> Record:
    """A log with one run; `uri` is where the model is, None where it is no file."""
    found = list(_results(assessment, gaps, uri))
    known = assessment.content.framework
    rules = list(dict.fromkeys(one["ruleId"] for one in found))
    for one in found:
        one["ruleIndex"] = rules.index(one["ruleId"])
    used = [id_ for id_ in rules if id_ not in RULES]
    run: Record = {
        "tool": {
            "driver": {
                "name": "iotclass",
                "version": __version__,
                "semanticVersion": __version__,
                "rules": [_rule(id_, known) for id_ in rules],
            }
        },
        "automationDetails": {"id": f"iotclass/{uri or ''}".rstrip("/") + "/"},
        "invocations": [{"executionSuccessful": True}],
        "originalUriBaseIds": {ROOT: {"description": {"text": "The folder in which iotclass ran."}}},
        "artifacts": _artifacts(assessment, uri),
        "columnKind": "unicodeCodePoints",
        "results": found,
        "taxonomies": [_taxonomy(known, used)] if used else [],
        "properties": basis_record(assessment),
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _results(assessment: Assessment, gaps: Gaps, uri: str | None) -> Iterator[Record]:
    for scenario in assessment.scenarios:
        for one in scenario.components.values():
            if one.verdict not in UNMET:
                continue
            id_ = scenario.scenario.id
            yield _requirement(id_, one, uri)
            found = gaps[id_, one.id]
            level = "note" if found.needed is None else "warning"  # where no protection alone would do
            for criterion in (one for rung in found.rungs for one in rung.lacking):
                yield _lacking(level, id_, one, criterion, assessment.content.framework, uri)


def _requirement(scenario: str, one: ComponentAssessment, uri: str | None) -> Record:
    rule, level = UNMET[one.verdict]
    place = one.component.requires.place if one.component.requires else one.component.place
    text = f"{_called(scenario, one)}: the requirement is {one.verdict.value}: {one.reason or 'no reason'}."
    return _result(rule, level, text, scenario, one, place, uri)


def _lacking(
    level: str,
    scenario: str,
    one: ComponentAssessment,
    criterion: Criterion,
    framework: Framework,
    uri: str | None,
) -> Record:
    """A criterion that lacks."""
    control = (one.component.controls or {}).get(criterion.id)
    functionality = framework.functionalities[criterion.id]
    state = control.state.value if control else "not there"
    text = (
        f"{_called(scenario, one)} lacks what {criterion.level} demands ({state}): {functionality.question}"
    )
    place = control.place if control else one.component.place
    return _result(criterion.id, level, text, scenario, one, place, uri)


def _called(scenario: str, one: ComponentAssessment) -> str:
    return one.id if scenario == "base" else f"{one.id} in {scenario}"


def _result(
    rule: str, level: str, text: str, scenario: str, one: ComponentAssessment, place: Place, uri: str | None
) -> Record:
    key = hashlib.sha256("\n".join((scenario, one.id, rule)).encode()).hexdigest()
    location: Record = {
        "logicalLocations": [
            {"name": one.id, "fullyQualifiedName": f"{scenario}/{one.id}", "kind": "component"}
        ]
    }
    if uri is not None:
        location["physicalLocation"] = {"artifactLocation": _location(uri), **_region(place)}
    found: Record = {
        "ruleId": rule,
        "level": level,
        "message": {"text": _text(text).replace("](", "] (")},  # which would be a link (SARIF, 3.11.6)
        "locations": [location],
        "partialFingerprints": {"iotclass/v1": key, "primaryLocationLineHash": f"{key[:16]}:1"},
    }
    if one.accepted is not None:
        accepted = one.accepted
        why = _text(f"Accepted until {accepted.until} by {accepted.by}: {accepted.why}")
        found["suppressions"] = [{"kind": "external", "status": "accepted", "justification": why}]
    return found


def _location(uri: str) -> Record:
    """Where a file is: from the folder in which the tool ran, unless it is outside of it."""
    return {"uri": uri, "index": 0} | ({} if "://" in uri else {"uriBaseId": ROOT})


def _region(place: Place) -> Record:
    if not place.line:
        return {}
    column = {"startColumn": place.column} if place.column else {}
    return {"region": {"startLine": place.line, **column}}


def _artifacts(assessment: Assessment, uri: str | None) -> list[Record]:
    if uri is None:
        return []
    location = {key: entry for key, entry in _location(uri).items() if key != "index"}
    hashes = {"sha-256": assessment.system.sha256}
    return [{"location": location, "roles": ["analysisTarget"], "hashes": hashes}]


def _rule(id_: str, framework: Framework) -> Record:
    if id_ in RULES:
        title, what, help_ = RULES[id_]
        return _described(id_, title, what, help_) | {"defaultConfiguration": {"level": _level(id_)}}
    one = framework.functionalities[id_]
    kinds = {"target": {"id": id_, "toolComponent": {"name": framework.id, "index": 0}}, "kinds": ["equal"]}
    return {
        **_described(id_, one.title, f"{one.statement} {one.why}", one.check),
        "defaultConfiguration": {"level": "warning"},
        "relationships": [kinds],
        "properties": {"tags": ["security", one.area, *one.protects][:10]},
    }


def _level(rule: str) -> str:
    return next(level for id_, level in UNMET.values() if id_ == rule)


def _described(id_: str, title: str, what: str, help_: str) -> Record:
    return {
        "id": id_,
        "name": "".join(word.capitalize() for word in id_.split("-")),
        "shortDescription": {"text": _text(title)},
        "fullDescription": {"text": _text(what)},
        "help": {"text": _text(help_)},
    }


def _taxonomy(framework: Framework, used: list[str]) -> Record:
    """The functionalities of the framework that the results are about."""
    return {
        "name": framework.id,
        "version": framework.version,
        "shortDescription": {"text": "The functionalities that standards ask for, in one vocabulary."},
        "taxa": [_taxon(framework.functionalities[id_]) for id_ in used],
    }


def _taxon(one: Functionality) -> Record:
    return {"id": one.id, "shortDescription": {"text": one.title}}


def _text(text: str) -> str:
    shown = clean(text)
    return shown if len(shown) <= LONG else f"{shown[: LONG - 1]}…"
