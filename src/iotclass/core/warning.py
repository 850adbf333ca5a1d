"""What a valid model leaves doubtful: warnings, which `check --strict` counts."""

from __future__ import annotations

from collections.abc import Iterator

from iotclass.core.assess import Assessment, ComponentAssessment
from iotclass.core.phrase import said
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
                message = said(
                    "{id}: no `harm` says what full control of it by an attacker would do", id=one.id
                )
                expected = said("harm: {safety: …, privacy: …, why: …}")
                found.add(Problem(one.component.place, message, expected))
    return tuple(sorted(found))


def _unused(assessment: Assessment) -> Iterator[Problem]:
    """Shared judgements that nothing uses."""
    for id_, place in assessment.system.idle:
        yield Problem(
            place,
            said("nothing uses the shared judgement {id}", id=id_),
            said("{{judgement: {id}}} where it counts", id=id_),
        )


def _facts(component: Component, assessment: Assessment) -> Iterator[Problem]:
    """Facts said to be unknown that no criterion of the kind depends on."""
    criteria = assessment.content.profiles[component.kind].criteria
    needed = {fact for one in criteria for fact, _ in one.applies_if}
    for fact, value in (component.facts or {}).items():
        if value == "unknown" and fact not in needed:
            message = said(
                "{id}: that {fact} is unknown changes nothing, as no criterion of {kind} depends on it",
                id=component.id,
                fact=fact,
                kind=component.kind,
            )
            yield Problem(component.place, message)


def _reasons(component: Component) -> Iterator[Problem]:
    """Judgements without a reason."""
    judgements = {
        said("connectivity"): component.connectivity,
        said("protection"): component.protection,
        said("impact"): component.impact,
        **{said("severity of {id}", id=one.id): one.severity for one in component.challenges or ()},
    }
    for what, judgement in judgements.items():
        if judgement is not None and not judgement.why:
            message = said("{id}: the {what} is judged without a `why`", id=component.id, what=what)
            yield Problem(judgement.place, message, said("the reason"))
    harm = component.harm
    if harm is not None and not harm.why and not all(one.why for _, one in harm.dimensions):
        message = said("{id}: the {what} is judged without a `why`", id=component.id, what=said("harm"))
        yield Problem(harm.place, message, said("the reason"))


def _unknowns(component: Component) -> Iterator[Problem]:
    """Judgements that say nothing, and challenges of which nothing is said."""
    judgements = {
        said("connectivity"): component.connectivity,
        said("protection"): component.protection,
        said("impact"): component.impact,
        **{
            said("harm ({dimension})", dimension=said(name)): one
            for name, one in (component.harm.dimensions if component.harm else ())
        },
    }
    for what, judgement in judgements.items():
        if judgement is not None and len(judgement.span.levels) == len(type(judgement.span.best)):
            message = said("{id}: the {what} is not known yet", id=component.id, what=what)
            yield Problem(judgement.place, message, said("a level or a range"))
    if component.challenges is None:
        message = said(
            "{id}: nothing is said of challenges, so that their severity may be any", id=component.id
        )
        expected = said("challenges: none, or what makes security hard here")
        yield Problem(component.place, message, expected)


def _requirement(component: Component, assessment: Assessment) -> Iterator[Problem]:
    """A requirement weaker than what the kind recommends, without a reason."""
    recommended = assessment.content.profiles[component.kind].recommends
    requires = component.requires
    if recommended is None or (requires is not None and requires.level.badness <= recommended.level.badness):
        return
    if requires is None:
        message = said(
            "{id}: nothing is required; {level} is recommended: {why}",
            id=component.id,
            level=recommended.level,
            why=said(recommended.why),
        )
        expected = said("requires: {level}, or a weaker one with its `why`", level=recommended.level)
        yield Problem(component.place, message, expected)
    elif not requires.why:
        message = said(
            "{id}: class {level} is weaker than {recommended}, recommended for {kind}: {why}",
            id=component.id,
            level=requires.level,
            recommended=recommended.level,
            kind=component.kind,
            why=said(recommended.why),
        )
        yield Problem(requires.place, message, said("the reason, as `why`"))


def _idle(one: ComponentAssessment) -> Iterator[Problem]:
    """What is stated but says nothing: a share of no limit, and changes that are none."""
    component, connectivity = one.component, one.inputs.connectivity.level
    for challenge in component.challenges or ():
        driver = challenge.driven_by
        if driver and driver not in component.limits:
            message = said(
                "{id}: {challenge} is driven by {resource}, of which the model states no limit",
                id=one.id,
                challenge=challenge.id,
                resource=driver,
            )
            yield Problem(challenge.place, message, said("limits: {{{resource}: …}}", resource=driver))
    for level, spending in (component.allow.connectivity if component.allow else {}).items():
        if connectivity is not None and level.rank >= connectivity.worst.rank:
            message = said(
                "{id}: the connectivity {level} that is allowed is no lower than it has",
                id=one.id,
                level=level,
            )
            yield Problem(spending.place, message)
    for id_, measure in (component.allow.soften if component.allow else {}).items():
        severity = one.severities[id_].level if id_ in one.severities else None
        if severity is not None and measure.to >= severity.worst:
            message = said(
                "{id}: softening {challenge} to {level} is no lower than its severity",
                id=one.id,
                challenge=id_,
                level=measure.to,
            )
            yield Problem(measure.spending.place, message)
