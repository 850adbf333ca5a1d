"""What a valid model leaves doubtful: warnings, which `check --strict` counts."""

from __future__ import annotations

from collections.abc import Iterator

from iotclass.core.assess import Assessment, ComponentAssessment
from iotclass.core.place import Problem
from iotclass.core.system import Component


def warnings(assessment: Assessment) -> tuple[Problem, ...]:
    """Every warning about the model of `assessment`, each once, in the order of the file."""
    found: set[Problem] = set(_unused(assessment))
    for scenario in assessment.scenarios:
        for one in scenario.components.values():
            found.update(one.warnings)
            found.update(_reasons(one.component))
            found.update(_unknowns(one.component))
            found.update(_facts(one.component, assessment))
            found.update(_requirement(one.component, assessment))
            found.update(_idle(one))
            if one.component.harm is None:
                message = f"{one.id}: no `harm` says what full control of it by an attacker would do"
                found.add(Problem(one.component.place, message, "harm: {safety: …, privacy: …, why: …}"))
    return tuple(sorted(found))


def _unused(assessment: Assessment) -> Iterator[Problem]:
    """Shared judgements that nothing uses."""
    for id_, place in assessment.system.idle:
        yield Problem(
            place, f"nothing uses the shared judgement {id_}", f"{{judgement: {id_}}} where it counts"
        )


def _facts(component: Component, assessment: Assessment) -> Iterator[Problem]:
    """Facts said to be unknown that no criterion of the kind depends on."""
    criteria = assessment.content.profiles[component.kind].criteria
    needed = {fact for one in criteria for fact, _ in one.applies_if}
    for fact, value in (component.facts or {}).items():
        if value == "unknown" and fact not in needed:
            message = (
                f"{component.id}: that {fact} is unknown changes nothing, "
                f"as no criterion of {component.kind} depends on it"
            )
            yield Problem(component.place, message)


def _reasons(component: Component) -> Iterator[Problem]:
    """Judgements without a reason."""
    judgements = {
        "connectivity": component.connectivity,
        "protection": component.protection,
        "impact": component.impact,
        **{f"severity of {one.id}": one.severity for one in component.challenges or ()},
    }
    for what, judgement in judgements.items():
        if judgement is not None and not judgement.why:
            yield Problem(
                judgement.place, f"{component.id}: the {what} is judged without a `why`", "the reason"
            )
    harm = component.harm
    if harm is not None and not harm.why and not all(one.why for _, one in harm.dimensions):
        yield Problem(harm.place, f"{component.id}: the harm is judged without a `why`", "the reason")


def _unknowns(component: Component) -> Iterator[Problem]:
    """Judgements that say nothing, and challenges of which nothing is said."""
    judgements = {
        "connectivity": component.connectivity,
        "protection": component.protection,
        "impact": component.impact,
        **{f"harm ({name})": one for name, one in (component.harm.dimensions if component.harm else ())},
    }
    for what, judgement in judgements.items():
        if judgement is not None and len(judgement.span.levels) == len(type(judgement.span.best)):
            yield Problem(
                judgement.place, f"{component.id}: the {what} is not known yet", "a level or a range"
            )
    if component.challenges is None:
        message = f"{component.id}: nothing is said of challenges, so that their severity may be any"
        yield Problem(component.place, message, "challenges: none, or what makes security hard here")


def _requirement(component: Component, assessment: Assessment) -> Iterator[Problem]:
    """A requirement weaker than what the kind recommends, without a reason."""
    recommended = assessment.content.profiles[component.kind].recommends
    requires = component.requires
    if recommended is None or (requires is not None and requires.level.badness <= recommended.level.badness):
        return
    if requires is None:
        message = (
            f"{component.id}: nothing is required; {recommended.level} is recommended: {recommended.why}"
        )
        yield Problem(
            component.place, message, f"requires: {recommended.level}, or a weaker one with its `why`"
        )
    elif not requires.why:
        message = (
            f"{component.id}: class {requires.level} is weaker than {recommended.level}, "
            f"recommended for {component.kind}: {recommended.why}"
        )
        yield Problem(requires.place, message, "the reason, as `why`")


def _idle(one: ComponentAssessment) -> Iterator[Problem]:
    """What is stated but says nothing: a share of no limit, and changes that are none."""
    component, connectivity = one.component, one.inputs.connectivity.level
    for challenge in component.challenges or ():
        driver = challenge.driven_by
        if driver and driver not in component.limits:
            message = f"{one.id}: {challenge.id} is driven by {driver}, of which the model states no limit"
            yield Problem(challenge.place, message, f"limits: {{{driver}: …}}")
    for level, spending in (component.allow.connectivity if component.allow else {}).items():
        if connectivity is not None and level.rank >= connectivity.worst.rank:
            message = f"{one.id}: the connectivity {level} that is allowed is no lower than it has"
            yield Problem(spending.place, message)
    for id_, measure in (component.allow.soften if component.allow else {}).items():
        severity = one.severities[id_].level if id_ in one.severities else None
        if severity is not None and measure.to >= severity.worst:
            message = f"{one.id}: softening {id_} to {measure.to} is no lower than its severity"
            yield Problem(measure.spending.place, message)
