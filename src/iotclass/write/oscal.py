"""OSCAL 1.1: what its documents have in common, as NIST's schemas ask for it.

Texts of OSCAL are marked up, names are tokens, and everything has a UUID: one that stays the same while what
it stands for has the same id in a system of the same title, so that documents of two years can be compared.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any, Final
from uuid import UUID, uuid5

from iotclass import __version__
from iotclass.core.assess import Assessment, ScenarioAssessment
from iotclass.core.clause import Document
from iotclass.core.functionality import Framework
from iotclass.core.system import System
from iotclass.write.plain import plain

Record = dict[str, Any]

VERSION: Final = "1.1.3"
"""The version of OSCAL that is written; its documents fit 1.1.2 and 1.2 too."""
NAMESPACE: Final = UUID("6f6a9d0e-2f0b-5c55-9c4e-0d6a3f1d7b52")
NS: Final = "urn:iotclass:oscal"
"""The namespace of properties that OSCAL has no name for."""
UNDATED: Final = "1970-01-01T00:00:00+00:00"
"""What stands where OSCAL wants a time and the model has no date."""
_MARKUP: Final = re.compile(r"[\\`*~^{\[\]]")
_NO_TOKEN: Final = re.compile(r"[^A-Za-z0-9._-]+")
_ENTITIES: Final = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;"}


def line(text: object) -> str:
    """A text of one line that is not marked up, and never empty."""
    return " ".join(plain(str(text)).split()) or "–"


def markup(text: object) -> str:
    """A text of one line with what would be markup escaped."""
    return _MARKUP.sub(r"\\\g<0>", line(text).translate(_ENTITIES))


def token(text: str) -> str:
    """A name made of `text` as OSCAL allows it: letters, digits, `.`, `-` and `_`, a letter or `_` first."""
    found = _NO_TOKEN.sub("-", text).strip("-.") or "_"
    return found if found[0].isalpha() or found[0] == "_" else f"_{found}"


def tokens(texts: Iterable[str]) -> dict[str, str]:
    """A name of its own for each of `texts`."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for text in texts:
        name, number = token(text), 1
        while name in taken:
            number += 1
            name = f"{token(text)}_{number}"
        taken.add(name)
        found[text] = name
    return found


def uuid(system: System, *parts: str) -> str:
    """The UUID of what `parts` name in a system."""
    return str(uuid5(NAMESPACE, json.dumps([plain(system.title), *parts])))


def time(date: str) -> str:
    """A date as a time, which OSCAL wants."""
    return f"{date}T00:00:00+00:00" if date else UNDATED


def prop(name: str, value: object, remarks: str = "") -> Record:
    """A property of ours."""
    found = {"name": name, "ns": NS, "value": line(value)}
    return {**found, "remarks": markup(remarks)} if remarks else found


def metadata(assessment: Assessment, title: str) -> Record:
    """Title, time and versions of a document, with the hashes of what it rests on."""
    system, method, framework = assessment.system, assessment.method, assessment.content.framework
    props = [
        prop("tool", f"iotclass@{__version__}"),
        prop("method", method.reference),
        prop("framework", framework.reference),
        prop("model-sha256", system.sha256),
        prop("method-sha256", method.sha256),
        prop("framework-sha256", framework.sha256),
    ]
    if not system.date:
        props.append(prop("undated", "yes", "The model has no date; the times here say nothing."))
    found: Record = {
        "title": markup(title),
        "last-modified": time(system.date),
        "version": system.sha256[:12],
        "oscal-version": VERSION,
        "props": props,
    }
    by = system.assessment.get("by")
    if by:
        party = uuid(system, "party", by)
        found["roles"] = [{"id": "assessor", "title": "Assessor"}]
        found["parties"] = [{"uuid": party, "type": "person", "name": line(by)}]
        found["responsible-parties"] = [{"role-id": "assessor", "party-uuids": [party]}]
    return found


def document_uuid(assessment: Assessment, form: str) -> str:
    """The UUID of a whole document: another one whenever what it rests on is another."""
    content = assessment.content
    scenarios = [one.scenario.id for one in assessment.scenarios]
    rests_on = [assessment.method.sha256, content.framework.sha256, content.profiles_sha256]
    return uuid(assessment.system, form, __version__, assessment.system.sha256, *rests_on, *scenarios)


def component_uuid(system: System, scenario: ScenarioAssessment, id_: str) -> str:
    """The UUID of a component, the same in all documents."""
    return uuid(system, "component", scenario.scenario.id, id_)


def component_title(assessment: Assessment, scenario: ScenarioAssessment, id_: str) -> str:
    """How a component is called: by its name, with the scenario where there are several."""
    name = scenario.components[id_].component.name or id_
    several = len(assessment.scenarios) > 1
    return markup(f"{name} ({scenario.scenario.title or scenario.scenario.id})" if several else name)


def evidence_resources(system: System, used: Iterable[str]) -> list[Record]:
    """The evidence that is cited, in the model's order."""
    cited = set(used)
    return [
        {
            "uuid": uuid(system, "evidence", id_),
            "title": markup(one.title or id_),
            "props": [
                prop("evidence-id", id_),
                *(
                    prop(name, getattr(one, name))
                    for name in ("kind", "version", "on", "location", "sha256")
                    if getattr(one, name)
                ),
            ],
        }
        for id_, one in system.evidence.items()
        if id_ in cited
    ]


def evidence_links(system: System, cited: Iterable[str]) -> list[Record]:
    """Links to the evidence of the back matter."""
    return [
        {"href": f"#{uuid(system, 'evidence', id_)}", "rel": "evidence"}
        for id_ in cited
        if id_ in system.evidence
    ]


def framework_resource(system: System, framework: Framework) -> Record:
    """The framework, whose functionalities are controls here."""
    return {
        "uuid": uuid(system, "framework", framework.id),
        "title": "Security and privacy functionalities of iotclass",
        "description": markup(f"{framework.reference}; ids of controls are those of its functionalities."),
        "props": [prop("framework", framework.reference)],
    }


def source_resource(system: System, document: Document) -> Record:
    """A document whose clauses are controls here."""
    cited = f"{document.publisher}: {document.title}, {document.edition}"
    return {
        "uuid": uuid(system, "source", document.id),
        "title": markup(document.name),
        "citation": {"text": markup(cited)},
        "props": [prop("document", document.id)],
    }


def filled(record: Mapping[str, Any]) -> Record:
    """`record` without lists that are empty, which OSCAL does not allow."""
    return {key: value for key, value in record.items() if value not in ([], None, "")}
