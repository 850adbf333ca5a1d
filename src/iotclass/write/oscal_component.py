"""Components as an OSCAL component definition: which clauses of which documents their controls answer.

The controls of OSCAL are the functionalities of the framework, and the clauses of every document that one of
them is linked to. What a component does not have is not written: OSCAL has no word for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from iotclass.core.assess import Assessment, ScenarioAssessment
from iotclass.core.clause import Document, Link, Sources, links
from iotclass.core.functionality import Functionality
from iotclass.core.protection import HAD, WHEN_DONE, having
from iotclass.core.system import Component, Control, ControlState
from iotclass.write.oscal import (
    Record,
    component_title,
    component_uuid,
    document_uuid,
    evidence_links,
    evidence_resources,
    filled,
    framework_resource,
    markup,
    metadata,
    prop,
    source_resource,
    tokens,
    uuid,
)

STATUS = {
    ControlState.YES: "implemented",
    ControlState.PARTLY: "partial",
    ControlState.PLANNED: "planned",
    ControlState.NOT_APPLICABLE: "not-applicable",
}
"""What OSCAL calls a state; it has no word for `no` and `unknown`."""


def oscal_component(assessment: Assessment, sources: Sources) -> Record:
    """The components of every scenario with their controls."""
    writer = _Writer(assessment, sources)
    components = [
        writer.component(scenario, one.component)
        for scenario in assessment.scenarios
        for one in scenario.components.values()
    ]
    system = assessment.system
    resources = [
        framework_resource(system, assessment.content.framework),
        *(source_resource(system, one) for one in sources.documents.values() if one.id in writer.cited),
        *evidence_resources(system, writer.evidence),
    ]
    return {
        "component-definition": {
            "uuid": document_uuid(assessment, "component-definition"),
            "metadata": metadata(assessment, f"{system.title}: components and their controls"),
            "components": components,
            "back-matter": {"resources": resources},
        }
    }


class _Writer:
    """Writes components; remembers which documents and which evidence they cite."""

    def __init__(self, assessment: Assessment, sources: Sources) -> None:
        self._assessment = assessment
        self._system = assessment.system
        self._framework = assessment.content.framework
        self._documents = sources.documents
        self._linked = links(self._framework)
        self._names = {one.id: tokens(one.clauses) for one in sources.documents.values()}
        self.cited: set[str] = set()
        self.evidence: set[str] = set()

    def component(self, scenario: ScenarioAssessment, component: Component) -> Record:
        """One component of a scenario."""
        id_ = component_uuid(self._system, scenario, component.id)
        profile = self._assessment.content.profiles[component.kind]
        said = {key: one for key, one in (component.controls or {}).items() if one.state in STATUS}
        for control in said.values():
            self.evidence.update(control.evidence)
        implementations = [self._own(id_, said), *self._sources(id_, said)] if said else []
        return filled(
            {
                "uuid": id_,
                "type": component.kind,
                "title": component_title(self._assessment, scenario, component.id),
                "description": markup(f"{profile.title}: {profile.description}"),
                "props": [
                    prop("component-id", component.id),
                    prop("scenario", scenario.scenario.id),
                    prop("kind", component.kind),
                ],
                "control-implementations": implementations,
            }
        )

    def _own(self, owner: str, said: Mapping[str, Control]) -> Record:
        """The controls as functionalities of the framework."""
        source = framework_resource(self._system, self._framework)["uuid"]
        functionalities = self._framework.functionalities
        return {
            "uuid": uuid(self._system, owner, "framework"),
            "source": f"#{source}",
            "description": "The functionalities that it has, has partly, plans, or that do not apply to it.",
            "implemented-requirements": [
                self._requirement(owner, "framework", id_, functionalities[id_].statement, [(id_, one)])
                for id_, one in said.items()
            ],
        }

    def _sources(self, owner: str, said: Mapping[str, Control]) -> Iterator[Record]:
        """Per document, the clauses that the controls are linked to."""
        for document in self._documents.values():
            found = [
                self._clause(owner, document, clause, said, answering, status)
                for clause in document.clauses
                if (answering := self._answering(document, clause, said))
                if (status := self._status(document, clause, said, [one for one, _ in answering]))
            ]
            if found:
                self.cited.add(document.id)
                yield {
                    "uuid": uuid(self._system, owner, document.id),
                    "source": f"#{uuid(self._system, 'source', document.id)}",
                    "description": markup(
                        f"Clauses of {document.name} that its controls answer, wholly or in part."
                    ),
                    "implemented-requirements": found,
                }

    def _answering(self, document: Document, clause: str, said: Mapping[str, Control]) -> list[Link]:
        """The functionalities linked to a clause that the component says something of."""
        return [link for link in self._linked.get((document.id, clause), ()) if link[0].id in said]

    def _clause(
        self,
        owner: str,
        document: Document,
        clause: str,
        said: Mapping[str, Control],
        answering: list[Link],
        status: str,
    ) -> Record:
        found = document.clauses[clause]
        how = "; ".join(f"{one.title} ({source.relation.said} it)" for one, source in answering)
        text = f"{document.name} {document.printed(clause)}, {found.title}: {how}"
        name = self._names[document.id][clause]
        controls = [(one.id, said[one.id]) for one, _ in answering]
        return self._requirement(owner, document.id, name, text, controls, status, document.printed(clause))

    def _status(
        self, document: Document, clause: str, said: Mapping[str, Control], answering: list[Functionality]
    ) -> str:
        """How far the controls answer a clause: wholly where they are all of one of its ways.

        Empty where they say nothing of it: that one of them does not apply is not that the clause does not.
        """
        ways = document.clauses[clause].satisfied_by
        for states, status in ((HAD, "implemented"), (WHEN_DONE, "planned")):
            had = having(said, states, self._framework)
            if any(had.issuperset(way) for way in ways):
                return status
        found = {said[one.id].state for one in answering}
        moot = {id_ for id_, one in said.items() if one.state is ControlState.NOT_APPLICABLE}
        if found == {ControlState.NOT_APPLICABLE}:
            return "not-applicable" if ways and all(moot.issuperset(way) for way in ways) else ""
        return "partial" if found & {ControlState.YES, ControlState.PARTLY} else "planned"

    def _requirement(
        self,
        owner: str,
        source: str,
        name: str,
        text: str,
        controls: list[tuple[str, Control]],
        status: str = "",
        clause: str = "",
    ) -> Record:
        """What one control of OSCAL is answered by, a statement for each control of the model."""
        own = status or STATUS[controls[0][1].state]
        return {
            "uuid": uuid(self._system, owner, source, name),
            "control-id": name,
            "description": markup(text),
            "props": [
                {"name": "implementation-status", "value": own},
                *([prop("clause", clause)] if clause else []),
            ],
            "statements": [
                filled(
                    {
                        "statement-id": f"{name}_{id_}",
                        "uuid": uuid(self._system, owner, source, name, id_),
                        "description": markup(control.why or self._framework.functionalities[id_].title),
                        "props": [
                            {"name": "implementation-status", "value": STATUS[control.state]},
                            prop("functionality", id_),
                            prop("state", control.state.value),
                        ],
                        "links": evidence_links(self._system, control.evidence),
                    }
                )
                for id_, control in controls
            ],
        }
