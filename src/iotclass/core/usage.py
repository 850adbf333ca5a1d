"""How much of a component's limits its controls use, and the severity that follows (ours).

The paper's security controller has more controls than its battery bears: what a design asks of a small
device decides what is left of it (section VI, Table III). Here that follows from figures.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from iotclass.core.finding import Finding, How
from iotclass.core.level import Span, exactly, whole
from iotclass.core.scale import Severity
from iotclass.core.system import Challenge, Component, Control, ControlState, Limit
from iotclass.core.table import Origin

if TYPE_CHECKING:
    from iotclass.core.functionality import Functionality
    from iotclass.core.profile import Profile
    from iotclass.core.resource import Resources

CERTAIN = frozenset({ControlState.YES})
POSSIBLE = frozenset({ControlState.YES, ControlState.PARTLY, ControlState.UNKNOWN})
"""The states of controls that may use something already."""


@dataclass(frozen=True, slots=True)
class Part:
    """What one control, or a measure that softens a challenge, uses of a resource."""

    id: str
    amount: float
    assumed: bool


@dataclass(frozen=True, slots=True)
class Use:
    """What a component's controls use of one resource, for certain and at most."""

    resource: str
    certain: tuple[Part, ...]
    possible: tuple[Part, ...]
    """Those in doubt: partly there, or unknown."""

    @property
    def least(self) -> float:
        """What is used for certain."""
        return math.fsum(part.amount for part in self.certain)

    @property
    def most(self) -> float:
        """What is used at most."""
        return math.fsum(part.amount for part in (*self.certain, *self.possible))


def is_shared(functionality: Functionality, profile: Profile, component: Component | None = None) -> bool:
    """Whether `functionality` is one thing for all components: a process of the organisation, a back-end.

    A model's costs can say otherwise. What is shared uses nothing of a component's own resources.
    """
    if component is not None:
        stated = component.costs.get(functionality.id)
        if stated is not None and stated.shared is not None:
            return stated.shared
    return profile.own.isdisjoint(functionality.lives)


def part(
    resource: str, component: Component, profile: Profile, functionality: Functionality, known: Resources
) -> Part | None:
    """What `functionality` uses of `resource` on `component`: the model's figure, else the assumed one."""
    stated = component.costs.get(functionality.id)
    if stated is not None and resource in stated.amounts:
        return Part(functionality.id, stated.amounts[resource], assumed=False)
    if is_shared(functionality, profile, component):
        return None
    found = known.amount(resource, profile.lineage, functionality)
    return Part(functionality.id, found.amount, assumed=True) if found and found.amount else None


Look = Callable[[str], "Functionality"]


def use(
    resource: str, component: Component, profile: Profile, functionalities: Look, known: Resources
) -> Use:
    """What the controls of `component` use of `resource`, and the measures that soften its challenges."""

    def of(controls: Iterable[Control], states: frozenset[ControlState]) -> Iterator[Part]:
        for control in controls:
            if control.state in states:
                found = part(resource, component, profile, functionalities(control.id), known)
                if found is not None:
                    yield found

    controls = tuple((component.controls or {}).values())
    measures = tuple(
        Part(one.id, one.softened.spending.amounts[resource], assumed=False)
        for one in component.challenges or ()
        if one.softened is not None and resource in one.softened.spending.amounts
    )
    return Use(resource, (*of(controls, CERTAIN), *measures), tuple(of(controls, POSSIBLE - CERTAIN)))


def driven(
    challenge: Challenge, component: Component, profile: Profile, functionalities: Look, known: Resources
) -> Finding:
    """The severity of a challenge that is driven by a resource: by the share of its limit that is used."""
    resource = known.resources[challenge.driven_by]
    subject = f"severity of {challenge.id}"
    limit = component.limits.get(resource.id)
    if limit is None:
        advice = f"write `limits: {{{resource.id}: …}}`"
        note = f"{challenge.title}: the model states no limit of {resource.id}; {advice}"
        return Finding(subject, whole(Severity), "unknown", at=str(challenge.place), note=note)
    if limit.amount is None:
        note = f"{challenge.title}: there is no limit of {resource.id}, says the model"
        return Finding(subject, exactly(Severity.VERY_LOW), "no limit", at=str(limit.place), note=note)
    found = use(resource.id, component, profile, functionalities, known)
    best, last = (known.share(percent(amount, limit)) for amount in (found.least, found.most))
    return Finding(
        subject,
        Span(best.severity, last.severity),
        f"share of the limit of {resource.id}",
        at=str(limit.place),
        origin=Origin.OURS,
        note=f"{challenge.title}: {use_text(found, limit, resource.unit)} ({last.place})",
        how=How.SHARE,
    )


def percent(amount: float, limit: Limit) -> float:
    """The share of a limit that `amount` is, in percent; anything of a limit of nothing is endless."""
    if limit.amount is None or amount <= 0:
        return 0.0
    return 100 * amount / limit.amount if limit.amount else math.inf


def use_text(found: Use, limit: Limit, unit: str) -> str:
    """A use against its limit, in words, with what uses most."""
    share = percent(found.most, limit)
    shown = "more than there is" if share == math.inf else f"{share:.0f} %"
    parts = sorted((*found.certain, *found.possible), key=lambda one: (-one.amount, one.id))
    most = ", ".join(f"{one.id} {figure(one.amount)}" for one in parts[:3])
    assumed = sum(one.assumed for one in parts)
    text = f"{figure(found.most)} of {figure(limit.amount or 0)} {unit} used ({shown})"
    text += f" by {len(parts)} controls, most by {most}" if parts else ""
    return text + (f"; {assumed} of the figures are assumed" if assumed else "")


def figure(amount: float) -> str:
    """A figure without digits that mean nothing."""
    return f"{amount:,.0f}" if abs(amount) >= 1000 else f"{amount:.4g}"


def softened(finding: Finding, challenge: Challenge) -> Finding:
    """`finding` where a measure brings the severity of `challenge` down."""
    measure = challenge.softened
    if measure is None or finding.level is None:
        return finding
    best, last = (min(level, measure.to) for level in (finding.level.best, finding.level.worst))
    at, why = str(measure.spending.place), measure.spending.why
    reached = Finding(f"what softens {challenge.id}", exactly(measure.to), "measure", at=at, note=why)
    rule = f"softened to {measure.to} at most"
    return Finding(finding.subject, Span(best, last), rule, (finding, reached), how=How.MILDEST)
