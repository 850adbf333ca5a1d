"""Verdicts: whether a component reaches what is required of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from iotclass.core.finding import Finding
from iotclass.core.functionality import Framework
from iotclass.core.level import Level
from iotclass.core.phrase import said
from iotclass.core.protection import HAD, having
from iotclass.core.system import Acceptance, Component, Requirement


class Verdict(Enum):
    """The verdict of one component."""

    MET = "met"
    NOT_MET = "not met"
    OPEN = "open"
    NOT_ASSESSED = "not assessed"
    NO_REQUIREMENT = "no requirement"
    ACCEPTED = "accepted"


@dataclass(frozen=True, slots=True)
class Shortfall:
    """One demand that is not met, or not for certain: a class, a protection or a control."""

    what: str
    text: str
    certain: bool


def decide_verdict(
    component: Component,
    final: Finding,
    protection: Finding,
    framework: Framework,
    accepted: Acceptance | None,
    date: str,
) -> tuple[Verdict, tuple[Shortfall, ...]]:
    """The verdict, and what falls short of the requirement.

    `final` and `protection` are the findings in which controls that are `partly` there or `unknown`
    count as no. An acceptance counts until its date has passed, by the model's own date.
    """
    requires = component.requires
    if requires is None:
        return Verdict.NO_REQUIREMENT, ()
    if final.level is None:
        return Verdict.NOT_ASSESSED, (Shortfall("class", final.note, certain=False),)
    found = _shortfalls(requires, component, final, protection, framework)
    failed = tuple(one for one in found if one.certain)
    if failed and accepted is not None and date and date <= accepted.until:
        return Verdict.ACCEPTED, failed
    if failed:
        return Verdict.NOT_MET, failed
    return (Verdict.OPEN, found) if found else (Verdict.MET, ())


def _shortfalls(
    requires: Requirement, component: Component, final: Finding, protection: Finding, framework: Framework
) -> tuple[Shortfall, ...]:
    """What fails for certain, and what may fail."""
    found: list[Shortfall] = []
    demands: list[tuple[str, Finding, Level]] = [("class", final, requires.level)]
    if requires.protection is not None:
        demands.append(("protection", protection, requires.protection))
    for what, finding, demanded in demands:
        span = finding.level
        if span is None or span.best.badness > demanded.badness:
            text = said(
                "{what} {level} instead of {demanded}",
                what=said(what),
                level=span or said("not assessed"),
                demanded=demanded,
            )
            found.append(Shortfall(what, text, certain=True))
        elif span.worst.badness > demanded.badness:
            text = said(
                "{what} {level}, {demanded} is required", what=said(what), level=span, demanded=demanded
            )
            found.append(Shortfall(what, text, certain=False))
    had = having(component.controls or {}, HAD, framework)
    found += [
        Shortfall("control", said("control {id} is required", id=id_), certain=True)
        for id_ in requires.controls
        if id_ not in had
    ]
    return tuple(found)
