"""Assessments as OSCAL results: one per scenario, with a finding per requirement and a risk where it fails.

An observation holds the levels of a component; its finding says whether it has the class that it must have.
What fails, is open or could not be assessed is a risk, with what the controls lack first as recommendations.
"""

from __future__ import annotations

import click

from iotclass.core.assess import Assessment, ComponentAssessment, ScenarioAssessment
from iotclass.core.verdict import Verdict
from iotclass.write.assessment_text import summary
from iotclass.write.oscal import (
    Record,
    component_uuid,
    document_uuid,
    evidence_resources,
    filled,
    framework_resource,
    markup,
    metadata,
    prop,
    time,
    token,
    uuid,
)

REASONS = {Verdict.MET: "pass", Verdict.NOT_MET: "fail"}
"""Why a finding is what it is, in OSCAL's words; `other` for all else."""


def oscal_results(assessment: Assessment) -> Record:
    """The results of every scenario."""
    system, method = assessment.system, assessment.method
    plan = uuid(system, "plan", method.id)
    resources = [
        {
            "uuid": plan,
            "title": markup(f"Assessment by {method.title}"),
            "description": markup(f"{method.reference}: {method.describes}"),
            "props": [prop("method", method.reference)],
        },
        framework_resource(system, assessment.content.framework),
        *evidence_resources(
            system,
            {
                id_
                for scenario in assessment.scenarios
                for one in scenario.components.values()
                for id_ in _evidence(one)
            },
        ),
    ]
    return {
        "assessment-results": {
            "uuid": document_uuid(assessment, "assessment-results"),
            "metadata": metadata(assessment, f"{system.title}: security classes"),
            "import-ap": {"href": f"#{plan}"},
            "results": [_result(assessment, one) for one in assessment.scenarios],
            "back-matter": {"resources": resources},
        }
    }


def _result(assessment: Assessment, scenario: ScenarioAssessment) -> Record:
    system, components = assessment.system, scenario.components
    title = scenario.scenario.title or scenario.scenario.id
    return filled(
        {
            "uuid": uuid(system, "result", scenario.scenario.id),
            "title": markup(title),
            "description": markup(click.unstyle(summary(scenario))),
            "start": time(system.date),
            "props": [
                prop("scenario", scenario.scenario.id),
                prop("class", scenario.level or "not assessed"),
                prop("requirements-met", scenario.met),
                prop("requirements", scenario.required),
            ],
            "local-definitions": filled(
                {"components": [_component(assessment, scenario, one) for one in components.values()]}
            ),
            "reviewed-controls": {"control-selections": [_reviewed(assessment, scenario)]},
            "observations": [_observation(assessment, scenario, one) for one in components.values()],
            "risks": [
                _risk(assessment, scenario, one) for one in components.values() if _is_risk(one.verdict)
            ],
            "findings": [
                _finding(assessment, scenario, one)
                for one in components.values()
                if one.verdict is not Verdict.NO_REQUIREMENT
            ],
        }
    )


def _component(assessment: Assessment, scenario: ScenarioAssessment, one: ComponentAssessment) -> Record:
    profile = assessment.content.profiles[one.component.kind]
    return {
        "uuid": component_uuid(assessment.system, scenario, one.id),
        "type": one.component.kind,
        "title": _title(one),
        "description": markup(f"{profile.title}: {profile.description}"),
        "props": [prop("component-id", one.id)],
        "status": {"state": "other", "remarks": "The model does not say whether it is in operation."},
    }


def _reviewed(assessment: Assessment, scenario: ScenarioAssessment) -> Record:
    """The functionalities that were looked at: those that the kinds are asked for, and those named."""
    profiles, asked = assessment.content.profiles, set[str]()
    for one in scenario.components.values():
        asked |= {criterion.id for criterion in profiles[one.component.kind].criteria}
        asked |= set(one.component.controls or {})
    known = [id_ for id_ in assessment.content.framework.functionalities if id_ in asked]
    chosen: Record = {"include-controls": [{"control-id": id_} for id_ in known]}
    return {
        "description": "Functionalities that the kinds of component are asked for, or that the model names.",
        **(chosen if known else {"include-all": {}}),
    }


def _title(one: ComponentAssessment) -> str:
    return markup(one.component.name or one.id)


def _observation(assessment: Assessment, scenario: ScenarioAssessment, one: ComponentAssessment) -> Record:
    system, outcome, inputs = assessment.system, one.outcome, one.inputs
    levels = {
        "connectivity": inputs.connectivity,
        "designed-protection": inputs.designed,
        "severity": inputs.severity,
        "protection": outcome.protection,
        "exposure": outcome.exposure,
        "impact": outcome.impact,
        "class": outcome.final,
    }
    said = ", ".join(
        f"{name.replace('-', ' ')} {finding.level or 'not assessed'}" for name, finding in levels.items()
    )
    return filled(
        {
            "uuid": uuid(system, "observation", scenario.scenario.id, one.id),
            "title": f"Levels of {_title(one)}",
            "description": markup(said),
            "props": [
                prop(name, finding.level or "not assessed", finding.note) for name, finding in levels.items()
            ],
            "methods": ["EXAMINE"],
            "types": ["finding"],
            "subjects": [
                {
                    "subject-uuid": component_uuid(system, scenario, one.id),
                    "type": "component",
                    "title": _title(one),
                }
            ],
            "relevant-evidence": [
                {
                    "href": f"#{uuid(system, 'evidence', id_)}",
                    "description": markup(system.evidence[id_].title or id_),
                }
                for id_ in _evidence(one)
                if id_ in system.evidence
            ],
            "collected": time(system.date),
        }
    )


def _evidence(one: ComponentAssessment) -> list[str]:
    """The evidence that a component's controls and judgements cite, each once."""
    part = one.component
    judged = [part.connectivity, part.protection, part.impact]
    judged += [judgement for _, judgement in (part.harm.dimensions if part.harm else ())]
    judged += [challenge.severity for challenge in part.challenges or ()]
    cited = [id_ for control in (part.controls or {}).values() for id_ in control.evidence]
    cited += [id_ for judgement in judged if judgement for id_ in judgement.evidence]
    return list(dict.fromkeys(cited))


def _finding(assessment: Assessment, scenario: ScenarioAssessment, one: ComponentAssessment) -> Record:
    system, key = assessment.system, (scenario.scenario.id, one.id)
    title, required = _title(one), _required(one)
    satisfied = one.verdict is Verdict.MET
    status = {
        "state": "satisfied" if satisfied else "not-satisfied",
        "reason": REASONS.get(one.verdict, "other"),
        "remarks": markup(f"{one.verdict.value}: {one.reason}" if one.reason else one.verdict.value),
    }
    risks = [{"risk-uuid": uuid(system, "risk", *key)}] if _is_risk(one.verdict) else []
    return filled(
        {
            "uuid": uuid(system, "finding", *key),
            "title": f"{title}: {one.verdict.value}",
            "description": markup(
                f"{required} is required; class {one.outcome.final.level or 'not assessed'} is reached."
            ),
            "props": [prop("verdict", one.verdict.value)],
            "target": {
                "type": "objective-id",
                "target-id": token(f"class-of-{one.id}"),
                "title": f"{title}: {markup(required)}",
                "status": status,
            },
            "related-observations": [{"observation-uuid": uuid(system, "observation", *key)}],
            "related-risks": risks,
        }
    )


def _required(one: ComponentAssessment) -> str:
    """What a component must reach, in words."""
    requires = one.component.requires
    if requires is None:
        return "nothing"
    parts = [f"class {requires.level}"]
    if requires.protection is not None:
        parts.append(f"protection {requires.protection}")
    return ", ".join([*parts, *(f"control {id_}" for id_ in requires.controls)])


def _is_risk(verdict: Verdict) -> bool:
    return verdict not in {Verdict.MET, Verdict.NO_REQUIREMENT}


def _risk(assessment: Assessment, scenario: ScenarioAssessment, one: ComponentAssessment) -> Record:
    system, key = assessment.system, (scenario.scenario.id, one.id)
    level, accepted = one.outcome.final.level, one.accepted
    means = assessment.method.words[level.worst].sentence if level else "The class could not be assessed."
    return filled(
        {
            "uuid": uuid(system, "risk", *key),
            "title": f"{_title(one)}: {one.verdict.value}",
            "description": markup(one.reason or one.outcome.final.note or one.verdict.value),
            "statement": markup(means),
            "status": "deviation-approved" if accepted else "open",
            "deadline": time(accepted.until) if accepted else None,
            "remediations": _remedies(assessment, scenario, one),
            "related-observations": [{"observation-uuid": uuid(system, "observation", *key)}],
        }
    )


def _remedies(assessment: Assessment, scenario: ScenarioAssessment, one: ComponentAssessment) -> list[Record]:
    """What the controls lack for the next level of protection, where protection follows from controls."""
    lacking = one.derived.lacking if one.derived and one.component.protection is None else ()
    lowest = min((criterion.level.rank for criterion in lacking), default=0)
    functionalities = assessment.content.framework.functionalities
    return [
        {
            "uuid": uuid(assessment.system, "remedy", scenario.scenario.id, one.id, criterion.id),
            "lifecycle": "recommendation",
            "title": markup(functionalities[criterion.id].title),
            "description": markup(functionalities[criterion.id].statement),
            "props": [
                prop("functionality", criterion.id),
                prop("protection-level", criterion.level),
            ],
        }
        for criterion in lacking
        if criterion.level.rank == lowest
    ]
