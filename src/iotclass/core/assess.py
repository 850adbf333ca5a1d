"""The assessment of a system: every component of every scenario, with the reasons.

connectivity (judged or inferred) → designed protection (judged or derived) → worst severity →
protection in effect → exposure → impact → class → reliance → verdict (paper, sections V and VI; reliance
and `harm` are ours).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from iotclass.core.chain import Inputs, Outcome, classify
from iotclass.core.content import Content
from iotclass.core.finding import Finding, not_assessed
from iotclass.core.inputs import Basis, based_on, basis, remarks
from iotclass.core.judgement import Harm, Judgement
from iotclass.core.level import Level, Span, exactly, worst
from iotclass.core.method import BelowP1, Method
from iotclass.core.phrase import later, said, series
from iotclass.core.place import Problem
from iotclass.core.protection import Derived
from iotclass.core.reliance import Extreme, extreme, harm_of_reliers, order
from iotclass.core.system import Acceptance, Component, ControlState, Scenario, System
from iotclass.core.verdict import Shortfall, Verdict, decide_verdict


@dataclass(frozen=True, slots=True)
class ComponentAssessment:
    """One component's findings, its verdict, and what a reader should know beside them."""

    component: Component
    inputs: Inputs
    inferred: Finding | None
    derived: Derived | None
    outcome: Outcome
    capped_by: str | None
    verdict: Verdict
    shortfalls: tuple[Shortfall, ...]
    accepted: Acceptance | None
    doubtful_controls: bool
    """Whether controls that are partly there or unknown (no, in the verdict) widen the class."""
    other_classes: Mapping[str, Finding]
    """The class by each other method, with its reasons."""
    floor: bool
    """Whether its protection is the floor of the scale because its controls fail even that."""
    warnings: tuple[Problem, ...]
    when_done: Outcome | None = None
    """The findings once all that is planned is there; None where that changes nothing for the component."""

    @property
    def id(self) -> str:
        """The component's id."""
        return self.component.id

    @property
    def severities(self) -> dict[str, Finding]:
        """The severity of each challenge, by its id."""
        found = self.inputs.severity.because
        return {one.id: finding for one, finding in zip(self.component.challenges or (), found, strict=False)}

    @property
    def by_other_method(self) -> dict[str, Span[Level] | None]:
        """The class by each other method."""
        return {id_: found.level for id_, found in self.other_classes.items()}

    @property
    def reason(self) -> str:
        """Why the requirement is not met, or not for certain; who accepted that, until when and why."""
        text: str = series("; ", (shortfall.text for shortfall in self.shortfalls))
        if text and self.doubtful_controls:
            text = said("{reason}, what is partly there or unknown counted as no", reason=text)
        if self.accepted is not None:
            text = said(
                "{reason}; accepted until {until} by {by}: {why}",
                reason=text,
                until=self.accepted.until,
                by=self.accepted.by,
                why=self.accepted.why,
            )
        return text


@dataclass(frozen=True, slots=True)
class ScenarioAssessment:
    """One scenario: how many requirements are met, and the worst class with its components."""

    scenario: Scenario
    components: Mapping[str, ComponentAssessment]

    @property
    def met(self) -> int:
        """How many requirements are met."""
        return sum(one.verdict is Verdict.MET for one in self.components.values())

    @property
    def required(self) -> int:
        """How many requirements there are."""
        return sum(one.verdict is not Verdict.NO_REQUIREMENT for one in self.components.values())

    @property
    def level(self) -> Span[Level] | None:
        """The worst class of the components; None where one of them was not assessed."""
        spans = [one.outcome.final.level for one in self.components.values()]
        known = [span for span in spans if span is not None]
        return worst(known) if known and len(known) == len(spans) else None

    @property
    def worst(self) -> tuple[str, ...]:
        """The components that have the worst class, or that were not assessed where there are such.

        Those that surely have it where there are such, else those that may.
        """
        level = self.level
        if level is None:
            return tuple(id_ for id_, one in self.components.items() if one.outcome.final.level is None)
        spans = {id_: one.outcome.final.level for id_, one in self.components.items()}
        surely = tuple(id_ for id_, span in spans.items() if span == exactly(level.worst))
        return surely or tuple(id_ for id_, span in spans.items() if span and span.worst is level.worst)


@dataclass(frozen=True, slots=True)
class Assessment:
    """A system's assessment by a method: the scenarios in the order of the file."""

    system: System
    method: Method
    content: Content
    scenarios: tuple[ScenarioAssessment, ...]


def assess(system: System, method: Method, content: Content, scenarios: Iterable[str] = ()) -> Assessment:
    """Assess `system` by `method`: all of its scenarios, or those named."""
    wanted = set(scenarios)
    found = [one for one in system.scenarios if not wanted or one.id in wanted]
    return Assessment(
        system, method, content, tuple(_scenario(one, system, method, content) for one in found)
    )


def only(assessment: Assessment, component: str) -> Assessment:
    """`assessment` with nothing but one component, as it is among the others."""
    scenarios = tuple(
        replace(one, components={component: one.components[component]})
        for one in assessment.scenarios
        if component in one.components
    )
    return replace(assessment, scenarios=scenarios)


def _scenario(scenario: Scenario, system: System, method: Method, content: Content) -> ScenarioAssessment:
    ordered, stuck = order(scenario.components)
    if stuck:
        raise ValueError(f"a cycle of reliance: {', '.join(stuck)}")
    own = basis(scenario, method, content)
    outcomes, caps, inputs = _classified(scenario, ordered, own, method)
    proven = _proven(scenario, ordered, own, method) if own.in_doubt else outcomes
    done = _when_done(scenario, ordered, own, proven, content)
    others = {
        id_: _classified(scenario, ordered, based_on(own, scenario, other, content), other)[0]
        for id_, other in content.methods.items()
        if id_ != method.id
    }
    acceptances = {one.component: one for one in sorted(system.accepted, key=lambda one: one.until)}
    assessed: dict[str, ComponentAssessment] = {}
    for id_, component in scenario.components.items():
        acceptance = acceptances.get(id_)
        verdict, shortfalls = decide_verdict(
            component,
            proven[id_].final,
            proven[id_].protection,
            content.framework,
            acceptance,
            system.date,
        )
        by_links = own.by_links[id_] if own.by_links[id_].level else None
        late = acceptance if verdict is Verdict.NOT_MET else None
        assessed[id_] = ComponentAssessment(
            component,
            inputs[id_],
            by_links,
            own.derived[id_],
            outcomes[id_],
            _capped_by(outcomes[id_], caps.get(id_)),
            verdict,
            shortfalls,
            acceptance if verdict is Verdict.ACCEPTED else None,
            proven[id_].final.level != outcomes[id_].final.level,
            {other: found[id_].final for other, found in others.items()},
            _on_floor(component, own.derived[id_], method),
            tuple(remarks(component, by_links, own.derived[id_], late, system.date)),
            done.get(id_),
        )
    return ScenarioAssessment(scenario, assessed)


def _on_floor(component: Component, derived: Derived | None, method: Method) -> bool:
    judged = component.protection is not None
    return derived is not None and derived.floor and not judged and method.below_p1 is BelowP1.FLOOR


def _classified(
    scenario: Scenario, ordered: list[str], own: Basis, method: Method
) -> tuple[dict[str, Outcome], dict[str, Extreme], dict[str, Inputs]]:
    """Outcomes with reliance: harm to the providers first, then their classes back as caps."""
    components = scenario.components
    harms = {id_: one.harm for id_, one in own.inputs.items()}
    raised = harm_of_reliers(components, ordered, harms)
    outcomes: dict[str, Outcome] = {}
    caps: dict[str, Extreme] = {}
    inputs: dict[str, Inputs] = {}
    for id_ in ordered:
        found = own.inputs[id_]
        if id_ in raised:
            found = replace(found, harm_of_reliers=raised[id_])
        if components[id_].relies_on:
            found = replace(found, class_of_providers=_providers(id_, components[id_], outcomes, caps))
        inputs[id_] = found
        outcomes[id_] = classify(id_, found, method)
    return outcomes, caps, inputs


def _providers(
    id_: str, component: Component, outcomes: Mapping[str, Outcome], caps: dict[str, Extreme]
) -> Finding:
    """The worst class of what `id_` relies on; each end names the component whose own class sets it."""
    subject = later("class of what {id} relies on", id_)
    candidates: list[Extreme] = []
    for reliance in component.relies_on:
        provider = reliance.provider
        uncapped = outcomes[provider].uncapped
        if outcomes[provider].final.level is None:
            note = said("it relies on {id}, which is not assessed", id=provider)
            return not_assessed(subject, said("reliance"), note=note)
        candidates.append(Extreme(uncapped, provider, uncapped, provider))
        if provider in caps:
            candidates.append(caps[provider])
    found = extreme(candidates)
    if found is None:
        raise ValueError(f"{id_} relies on nothing")
    caps[id_] = found
    return found.finding(subject, at=str(component.relies_on[0].place))


def _proven(scenario: Scenario, ordered: list[str], own: Basis, method: Method) -> dict[str, Outcome]:
    """The outcomes where controls that are partly there or unknown count as no."""
    inputs = dict(own.inputs)
    for id_, derived in own.derived.items():
        if scenario.components[id_].protection is None and derived is not None and derived.proven is not None:
            finding = replace(derived.finding, level=exactly(derived.proven))
            inputs[id_] = replace(inputs[id_], designed=finding)
    return _classified(scenario, ordered, replace(own, inputs=inputs), method)[0]


def _when_done(
    scenario: Scenario, ordered: list[str], own: Basis, proven: Mapping[str, Outcome], content: Content
) -> dict[str, Outcome]:
    """The outcomes once all that is planned is there, of the components to which that makes a difference.

    `proven` are those of today.
    """
    method = own.method
    planning = {
        id_
        for id_, component in scenario.components.items()
        if any(control.state is ControlState.PLANNED for control in (component.controls or {}).values())
    }
    if not planning:
        return {}
    components = {
        id_: completed(component) if id_ in planning else component
        for id_, component in scenario.components.items()
    }
    changed = replace(scenario, components=components)
    found = _proven(changed, ordered, based_on(own, changed, method, content), method)
    return {id_: outcome for id_, outcome in found.items() if _reached(outcome) != _reached(proven[id_])}


def _reached(outcome: Outcome) -> tuple[Span[Level] | None, Span[Level] | None]:
    """The protection in effect and the class."""
    return outcome.protection.level, outcome.final.level


def completed(component: Component) -> Component:
    """`component` with all that is planned in place."""
    controls = {
        id_: replace(control, state=ControlState.YES) if control.state is ControlState.PLANNED else control
        for id_, control in (component.controls or {}).items()
    }
    return replace(component, controls=controls)


def _capped_by(outcome: Outcome, found: Extreme | None) -> str | None:
    """The component whose own class caps this one, where one does."""
    own, final = outcome.uncapped.level, outcome.final.level
    if found is None or own is None or final is None or own == final:
        return None
    return found.worst_of if own.worst is not final.worst else found.best_of


def outcome_with_harm(
    scenario: Scenario, id_: str, level: Level, method: Method, content: Content
) -> Outcome:
    """What `id_` would be if its harm were `level`, with all that this does to what it relies on."""
    component = scenario.components[id_]
    harm = Harm((("overall", Judgement(exactly(level), component.place)),), component.place)
    components = {**scenario.components, id_: replace(component, harm=harm)}
    changed = replace(scenario, components=components)
    ordered, _ = order(components)
    return _classified(changed, ordered, basis(changed, method, content), method)[0][id_]
