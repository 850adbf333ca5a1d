"""The chain from a component's inputs to its class (paper, sections V and VI).

designed protection × severity → protection in effect (erosion); × connectivity → exposure (Table II);
impact × exposure → class (Table I); no better than what the component relies on (ours).
"""

from __future__ import annotations

from dataclasses import dataclass

from iotclass.core.finding import Finding, decide, not_assessed, worst_of
from iotclass.core.method import ImpactFrom, Method


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
    exposure = decide(f"exposure of {id_}", method.tables["exposure"], inputs.connectivity, protection)
    impact = _impact(id_, inputs, method)
    uncapped = decide(f"class of {id_}", method.tables["class"], impact, exposure)
    return Outcome(protection, exposure, impact, uncapped, cap(id_, uncapped, inputs.class_of_providers))


def _protection(id_: str, inputs: Inputs, method: Method) -> Finding:
    """What challenges leave of the designed protection; a level stated as in effect is not worn down."""
    subject = f"protection of {id_} in effect"
    if inputs.in_effect or "protection" not in method.severity_acts_on:
        rule = "stated as reached in practice" if inputs.in_effect else "challenges do not wear it down"
        return worst_of(subject, rule, inputs.designed)
    return decide(subject, method.tables["erosion"], inputs.designed, inputs.eroding or inputs.severity)


def _impact(id_: str, inputs: Inputs, method: Method) -> Finding:
    """The judged impact, or else what the method takes it from; never less than the harm of reliers."""
    subject = f"impact on {id_}"
    if inputs.judged_impact is not None:
        own = inputs.judged_impact
    elif method.impact_from is ImpactFrom.HARM:
        own = inputs.harm or not_assessed(subject, "harm", note="no harm is judged")
    else:
        raising = inputs.raising or inputs.severity
        given = decide(f"impact of challenges on {id_}", method.tables["impact"], raising)
        own = given
        if inputs.kind_impact is not None:
            own = worst_of(
                f"impact on {id_} itself", "worse of challenges and kind", given, inputs.kind_impact
            )
    if inputs.harm_of_reliers is None:
        return own
    return worst_of(subject, "at least the harm of what relies on it", own, inputs.harm_of_reliers)


def cap(id_: str, uncapped: Finding, providers: Finding | None) -> Finding:
    """The class of `id_`, no better than that of what it relies on (the cap is named first)."""
    if providers is None:
        return uncapped
    subject = f"class of {id_}, no better than what it relies on"
    return worst_of(subject, "worse of its own and the cap", providers, uncapped)
