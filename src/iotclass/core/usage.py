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
from iotclass.core.phrase import Numeral, Phrase, later, said, said_many, series
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
    subject, title = later("severity of {id}", challenge.id), said(challenge.title)
    limit = component.limits.get(resource.id)
    if limit is None:
        note = said(
            "{title}: the model states no limit of {resource}; write `limits: {{{resource}: …}}`",
            title=title,
            resource=resource.id,
        )
        return Finding(subject, whole(Severity), said("unknown"), at=str(challenge.place), note=note)
    if limit.amount is None:
        note = said(
            "{title}: there is no limit of {resource}, says the model", title=title, resource=resource.id
        )
        return Finding(subject, exactly(Severity.VERY_LOW), said("no limit"), at=str(limit.place), note=note)
    found = use(resource.id, component, profile, functionalities, known)
    best, last = (known.share(percent(amount, limit)) for amount in (found.least, found.most))
    return Finding(
        subject,
        Span(best.severity, last.severity),
        said("share of the limit of {resource}", resource=resource.id),
        at=str(limit.place),
        origin=Origin.OURS,
        note=said(
            "{title}: {use} ({place})",
            title=title,
            use=use_text(found, limit, resource.unit),
            place=str(last.place),
        ),
        how=How.SHARE,
    )


def percent(amount: float, limit: Limit) -> float:
    """The share of a limit that `amount` is, in percent; anything of a limit of nothing is endless."""
    if limit.amount is None or amount <= 0:
        return 0.0
    return 100 * amount / limit.amount if limit.amount else math.inf


def use_text(found: Use, limit: Limit, unit: str) -> Phrase:
    """A use against its limit, in words, with what uses most."""
    share = percent(found.most, limit)
    shown = said("more than there is")
    if share != math.inf:
        shown = said("{share} %", share=Numeral(f"{share:.0f}"))
    parts = sorted((*found.certain, *found.possible), key=lambda one: (-one.amount, one.id))
    assumed = sum(one.assumed for one in parts)
    text = said(
        "{used} of {limit} {unit} used ({share})",
        used=figure(found.most),
        limit=figure(limit.amount or 0),
        unit=said(unit),
        share=shown,
    )
    if parts:
        text = said_many(
            "{use} by {count} controls, most by {most}",
            "{use} by {count} controls, most by {most}",
            len(parts),
            use=text,
            most=series(
                ", ", (said("{id} {amount}", id=one.id, amount=figure(one.amount)) for one in parts[:3])
            ),
        )
    if assumed:
        text = said("{use}; {count} of the figures are assumed", use=text, count=assumed)
    return text


def figure(amount: float) -> Numeral:
    """A figure without digits that mean nothing."""
    return Numeral(f"{amount:,.0f}" if abs(amount) >= 1000 else f"{amount:.4g}")


def softened(finding: Finding, challenge: Challenge) -> Finding:
    """`finding` where a measure brings the severity of `challenge` down."""
    measure = challenge.softened
    if measure is None or finding.level is None:
        return finding
    best, last = (min(level, measure.to) for level in (finding.level.best, finding.level.worst))
    at, why = str(measure.spending.place), measure.spending.why
    subject = later("what softens {id}", challenge.id)
    reached = Finding(subject, exactly(measure.to), said("measure"), at=at, note=why)
    rule = said("softened to {level} at most", level=measure.to)
    return Finding(finding.about, Span(best, last), rule, (finding, reached), how=How.MILDEST)
