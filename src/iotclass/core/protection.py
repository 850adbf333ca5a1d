"""Protection derived from controls: the highest level all of whose criteria, and those below, are met.

Levels are cumulative sets of criteria per kind of component (paper, sections V and VI).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from iotclass.core.finding import Finding, How, not_assessed
from iotclass.core.functionality import Framework
from iotclass.core.level import Span, exactly
from iotclass.core.method import BelowP1, Method
from iotclass.core.profile import Criterion, Profile
from iotclass.core.scale import Protection
from iotclass.core.system import Control, ControlState

MET = frozenset({ControlState.YES, ControlState.NOT_APPLICABLE})
IN_DOUBT = frozenset({ControlState.PARTLY, ControlState.UNKNOWN})


@dataclass(frozen=True, slots=True)
class Derived:
    """What controls give: the finding, and the level proven where `partly` and `unknown` count as no."""

    finding: Finding
    proven: Protection | None
    lacking: tuple[Criterion, ...] = ()
    """The criteria not met for certain, of the lowest level first."""
    floor: bool = False
    """Whether even P1's criteria are not all met."""


def derive(
    subject: str, profile: Profile, controls: Mapping[str, Control], framework: Framework, method: Method
) -> Derived:
    """The protection that `controls` give a component of the kind of `profile`.

    A control counts for its own criterion and for every weaker one on its ladder. Only `yes` and a
    justified `not applicable` meet a criterion; `partly` and `unknown` raise the best end alone.
    """
    rule = f"criteria of {profile.kind}"
    if not profile.criteria:
        note = f"the kind {profile.kind} has no criteria yet; judge its protection"
        return Derived(not_assessed(subject, rule, note=note), None)
    met = _having(controls, MET, framework)
    lacking = tuple(criterion for criterion in profile.criteria if criterion.id not in met)
    proven = best = _below(lacking)
    if any(control.state in IN_DOUBT for control in controls.values()):
        possible = _having(controls, MET | IN_DOUBT, framework)
        best = _below(tuple(criterion for criterion in lacking if criterion.id not in possible))
    finding = Finding(
        subject,
        Span(_scaled(best, method), _scaled(proven, method)),
        rule,
        because=tuple(_criterion_finding(criterion, controls) for criterion in _holding_back(lacking)),
        at=str(profile.place),
        origin=profile.origin,
        note=_note(profile, proven, lacking),
        how=How.CRITERIA,
    )
    return Derived(finding, _scaled(proven, method), lacking, floor=proven is None)


def _having(
    controls: Mapping[str, Control], states: frozenset[ControlState], framework: Framework
) -> frozenset[str]:
    """The ids that the controls in one of `states` count as having.

    What does not apply counts as met itself, but says nothing of the weaker steps of its ladder.
    """
    had: set[str] = set()
    for control in controls.values():
        if control.state in states:
            weaker = framework.weaker[control.id]
            had |= {control.id} if control.state is ControlState.NOT_APPLICABLE else weaker
    return frozenset(had)


def _below(lacking: tuple[Criterion, ...]) -> Protection | None:
    """The highest level from P1 up that none of `lacking` keeps from; None below P1."""
    lowest = min((criterion.level.rank for criterion in lacking), default=len(Protection))
    return list(Protection)[lowest - 1] if lowest > Protection.P1.rank else None


def _scaled(reached: Protection | None, method: Method) -> Protection:
    """What the method calls a component that fails P1: P1 as the floor, or unprotected."""
    if reached is not None:
        return reached
    return Protection.P1 if method.below_p1 is BelowP1.FLOOR else Protection.UNPROTECTED


def _holding_back(lacking: tuple[Criterion, ...]) -> tuple[Criterion, ...]:
    """Of the criteria that lack, those of the lowest level: what keeps the component from it."""
    lowest = min((criterion.level.rank for criterion in lacking), default=0)
    return tuple(criterion for criterion in lacking if criterion.level.rank == lowest)


def _criterion_finding(criterion: Criterion, controls: Mapping[str, Control]) -> Finding:
    """That a criterion is not met for certain, with the state that the model gives it."""
    control = controls.get(criterion.id)
    state = control.state.value if control else "not mentioned, so no"
    return Finding(
        f"criterion {criterion.id}",
        exactly(criterion.level),
        f"demanded from {criterion.level}: {state}",
        at=str(control.place) if control else str(criterion.place),
        origin=criterion.origin,
        note=control.why if control else "",
    )


def _note(profile: Profile, proven: Protection | None, lacking: tuple[Criterion, ...]) -> str:
    if not lacking:
        return f"all {len(profile.criteria)} criteria are met"
    held = _holding_back(lacking)
    groups = sorted({profile.groups[criterion.group] for criterion in held})
    reached = f"{proven} is met" if proven else "even P1 is not met"
    lacks = "criterion lacks" if len(held) == 1 else "criteria lack"
    return f"{reached}; for {held[0].level} {len(held)} {lacks} ({', '.join(groups)})"
