"""The chain from a component's inputs to its class (paper, sections V and VI).

designed protection × severity → protection in effect (erosion); × connectivity → exposure (Table II);
impact × exposure → class (Table I); no better than what the component relies on (ours).
"""

from __future__ import annotations

from dataclasses import dataclass

from iotclass.core.finding import Finding, decide, not_assessed, worst_of
from iotclass.core.method import ImpactFrom, Method
from iotclass.core.phrase import later, said

REACHED, UNWORN = said("stated as reached in practice"), said("challenges do not wear it down")
HARM, NO_HARM = said("harm"), said("no harm is judged")
WORSE, AT_LEAST = said("worse of challenges and kind"), said("at least the harm of what relies on it")
CAPPED = said("worse of its own and the cap")


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a component's class follows from. None: the model gives no such input, and needs none.

    `severity` is that of the worst challenge. Where challenges do not all act on both, `eroding` is the
    worst that wears protection down and `raising` the worst that sets the impact.
    """

    connectivity: Finding
    designed: Finding
    in_effect: bool
    severity: Finding
    judged_impact: Finding | None
    kind_impact: Finding | None
    harm: Finding | None
    harm_of_reliers: Finding | None
    class_of_providers: Finding | None
    eroding: Finding | None = None
    raising: Finding | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """The findings of one component, each with its reasons."""

    protection: Finding
    exposure: Finding
    impact: Finding
    uncapped: Finding
    final: Finding


def classify(id_: str, inputs: Inputs, method: Method) -> Outcome:
    """The class of component `id_` and everything between."""
    protection = _protection(id_, inputs, method)
    exposure = decide(
        later("exposure of {id}", id_), method.tables["exposure"], inputs.connectivity, protection
    )
    impact = _impact(id_, inputs, method)
    uncapped = decide(later("class of {id}", id_), method.tables["class"], impact, exposure)
    return Outcome(protection, exposure, impact, uncapped, cap(id_, uncapped, inputs.class_of_providers))


def _protection(id_: str, inputs: Inputs, method: Method) -> Finding:
    """What challenges leave of the designed protection; a level stated as in effect is not worn down."""
    subject = later("protection of {id} in effect", id_)
    if inputs.in_effect or "protection" not in method.severity_acts_on:
        rule = REACHED if inputs.in_effect else UNWORN
        return worst_of(subject, rule, inputs.designed)
    return decide(subject, method.tables["erosion"], inputs.designed, inputs.eroding or inputs.severity)


def _impact(id_: str, inputs: Inputs, method: Method) -> Finding:
    """The judged impact, or else what the method takes it from; never less than the harm of reliers."""
    subject = later("impact on {id}", id_)
    if inputs.judged_impact is not None:
        own = inputs.judged_impact
    elif method.impact_from is ImpactFrom.HARM:
        own = inputs.harm or not_assessed(subject, HARM, note=NO_HARM)
    else:
        raising = inputs.raising or inputs.severity
        given = decide(later("impact of challenges on {id}", id_), method.tables["impact"], raising)
        own = given
        if inputs.kind_impact is not None:
            own = worst_of(later("impact on {id} itself", id_), WORSE, given, inputs.kind_impact)
    if inputs.harm_of_reliers is None:
        return own
    return worst_of(subject, AT_LEAST, own, inputs.harm_of_reliers)


def cap(id_: str, uncapped: Finding, providers: Finding | None) -> Finding:
    """The class of `id_`, no better than that of what it relies on (the cap is named first)."""
    if providers is None:
        return uncapped
    subject = later("class of {id}, no better than what it relies on", id_)
    return worst_of(subject, CAPPED, providers, uncapped)
