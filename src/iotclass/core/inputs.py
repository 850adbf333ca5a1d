"""What a component's class follows from, before reliance: judged levels before inferred and derived ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from iotclass.core.chain import Inputs
from iotclass.core.connectivity import brought, infer, way
from iotclass.core.content import Content
from iotclass.core.finding import Finding, judged, not_assessed, worst_of
from iotclass.core.judgement import Harm
from iotclass.core.level import exactly, whole
from iotclass.core.method import Method
from iotclass.core.phrase import later, said
from iotclass.core.place import Problem
from iotclass.core.profile import Profile
from iotclass.core.protection import Derived, derive
from iotclass.core.scale import Protection, Severity
from iotclass.core.system import ACTS_ON, Acceptance, Challenge, Component, Scenario
from iotclass.core.usage import driven, softened

WORST, UNKNOWN = said("worst challenge"), said("unknown")
NO_CHALLENGES = said("no challenges, says the model")


@dataclass(frozen=True, slots=True)
class Basis:
    """What is known of each component by itself, by id.

    `by_links` (the connectivity that links give, if any) and `derived` are there also where a judgement
    goes before them; `in_doubt` says whether controls leave any protection in doubt.
    """

    method: Method
    inputs: Mapping[str, Inputs]
    by_links: Mapping[str, Finding]
    derived: Mapping[str, Derived | None]
    in_doubt: bool


def basis(scenario: Scenario, method: Method, content: Content) -> Basis:
    """What the components of `scenario` are by themselves."""
    links: dict[str, list[Finding]] = {id_: [] for id_ in scenario.components}
    for link in scenario.links:
        found = way(link, method, later("link {id}", link.id))
        for end in dict.fromkeys(link.ends):
            links[end].append(found)
    by_links = {
        id_: infer(component, links[id_], content.profiles[component.kind], method)
        for id_, component in scenario.components.items()
    }
    return _based(scenario, method, content, by_links)


def based_on(known: Basis, scenario: Scenario, method: Method, content: Content) -> Basis:
    """As `basis`, taking over the connectivity of `known` where that has the same table of links."""
    table, other = method.tables["connectivity"], known.method.tables["connectivity"]
    if any(table[case] is not other[case] for case in table.cases()):
        return basis(scenario, method, content)
    return _based(scenario, method, content, known.by_links)


def _based(scenario: Scenario, method: Method, content: Content, by_links: Mapping[str, Finding]) -> Basis:
    inputs, derived = {}, {}
    for id_, component in scenario.components.items():
        inputs[id_], derived[id_] = by_itself(component, by_links[id_], method, content)
    return Basis(method, inputs, by_links, derived, any(map(_doubtful, derived.values())))


def _doubtful(derived: Derived | None) -> bool:
    return derived is not None and derived.finding.level is not None and not derived.finding.level.certain


def by_itself(
    component: Component, inferred: Finding, method: Method, content: Content
) -> tuple[Inputs, Derived | None]:
    """The inputs of a component by itself, and what its controls give: judged levels go before both."""
    id_, profile = component.id, content.profiles[component.kind]
    connectivity = inferred
    if component.connectivity is not None:
        connectivity = judged(later("connectivity of {id}", id_), component.connectivity)
    derived = None
    if component.controls is not None:
        subject = later("designed protection of {id}, from its controls", id_)
        derived = derive(subject, profile, component, connectivity, content.framework, method)
    severity, eroding, raising = severities(component, profile, content)
    return Inputs(
        connectivity=connectivity,
        designed=_designed(component, derived),
        in_effect=component.protection is not None and component.protection.in_effect,
        severity=severity,
        judged_impact=judged(later("impact on {id}", id_), component.impact) if component.impact else None,
        kind_impact=_of_kind(profile),
        harm=_harm(id_, component.harm),
        harm_of_reliers=None,
        class_of_providers=None,
        eroding=eroding,
        raising=raising,
    ), derived


def _of_kind(profile: Profile) -> Finding | None:
    """The impact that a kind brings, if any."""
    if profile.impact is None:
        return None
    return brought(later("impact of the kind {kind}", profile.kind), profile.impact)


def _designed(component: Component, derived: Derived | None) -> Finding:
    subject = later("designed protection of {id}", component.id)
    if component.protection is not None:
        return judged(subject, component.protection)
    if derived is not None:
        return derived.finding
    note = said("neither controls nor a judgement say how it is protected")
    return not_assessed(subject, said("no basis"), note=note)


def severities(
    component: Component, profile: Profile, content: Content
) -> tuple[Finding, Finding | None, Finding | None]:
    """The severity of the worst challenge; unknown where the model says nothing of challenges.

    Beside it the worst that acts on protection and the worst that acts on impact, where they are not all
    one.
    """
    subject = later("worst severity on {id}", component.id)
    if component.challenges is None:
        note = said("the model says nothing of challenges; write `challenges: none` if there are none")
        return Finding(subject, whole(Severity), UNKNOWN, at=str(component.place), note=note), None, None
    nothing = Finding(
        subject,
        exactly(Severity.VERY_LOW),
        NO_CHALLENGES,
        at=str(component.no_challenges_at or component.place),
    )
    found = [(one, challenge_severity(one, component, profile, content)) for one in component.challenges]

    def worst_on(what: str) -> Finding:
        acting = [finding for one, finding in found if what in one.acts_on]
        name = later("worst severity for the {what} of {id}", said(what), component.id)
        if not acting:
            return replace(nothing, about=name, rule=said("no challenge acts on {what}", what=said(what)))
        return worst_of(name, WORST, *acting)

    overall = worst_of(subject, WORST, *(finding for _, finding in found)) if found else nothing
    if all(one.acts_on == ACTS_ON for one in component.challenges):
        return overall, None, None
    return overall, worst_on("protection"), worst_on("impact")


def challenge_severity(
    challenge: Challenge, component: Component, profile: Profile, content: Content
) -> Finding:
    """The severity of one challenge: judged, or driven by what the controls use; then what softens it."""
    if challenge.severity is not None:
        finding = judged(later("severity of {id}", challenge.id), challenge.severity)
        note = title = said(challenge.title)
        if finding.note:
            note = said("{title}: {why}", title=title, why=finding.note)
        finding = replace(finding, note=note)
    else:
        look = content.framework.functionalities.__getitem__
        finding = driven(challenge, component, profile, look, content.resources)
    return softened(finding, challenge)


def _harm(id_: str, harm: Harm | None) -> Finding | None:
    """The worst harm over all dimensions."""
    if harm is None:
        return None
    found = tuple(
        judged(later("harm of {id}, {dimension}", id_, said(name)), judgement)
        for name, judgement in harm.dimensions
    )
    subject = later("harm of {id}", id_)
    if harm.dimensions[0][0] == "overall":
        return replace(found[0], about=subject)
    worst_harm = worst_of(subject, said("worst of the dimensions"), *found, at=str(harm.place))
    return replace(worst_harm, note=harm.why)


def remarks(
    component: Component,
    inferred: Finding | None,
    derived: Derived | None,
    unaccepted: Acceptance | None,
    date: str,
) -> Iterator[Problem]:
    """What a reader of the result should know: judged levels that differ, the floor, late acceptances."""
    id_ = component.id
    stated = component.connectivity
    if stated and inferred and inferred.level and stated.span != inferred.level:
        message = said(
            "connectivity of {id} is judged {judged}, its links give {given}",
            id=id_,
            judged=stated.span,
            given=inferred.level,
        )
        yield Problem(stated.place, message)
    stated = component.protection
    if derived and derived.finding.level:
        level = derived.finding.level
        if stated and stated.span != level:
            message = said(
                "protection of {id} is judged {judged}, controls say {given}",
                id=id_,
                judged=stated.span,
                given=level,
            )
            yield Problem(stated.place, message)
        elif derived.floor and not stated:
            floor = said("P1 (the floor)") if level.worst is Protection.P1 else level.worst
            message = said("{id} is not known to meet even P1 and counts as {level}", id=id_, level=floor)
            yield Problem(component.place, message)
    if unaccepted:
        id_, until = unaccepted.component, unaccepted.until
        message = said("the acceptance of {id} ended on {date}", id=id_, date=until)
        if not date:
            message = said("the acceptance of {id} cannot be dated: the model has no assessment.on", id=id_)
        yield Problem(unaccepted.place, message)
