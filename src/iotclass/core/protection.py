"""Protection derived from controls: the highest level all of whose criteria, and those below, are met.

Levels are cumulative sets of criteria per kind of component (paper, sections V and VI).
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import cast

from iotclass.core.applicability import Applies, applies
from iotclass.core.finding import Finding, How, not_assessed
from iotclass.core.functionality import Framework
from iotclass.core.level import Span, exactly
from iotclass.core.method import BelowP1, Method
from iotclass.core.phrase import Later, Phrase, Series, said, said_many, series
from iotclass.core.profile import Criterion, Profile
from iotclass.core.scale import Connectivity, Protection
from iotclass.core.system import Component, Control, ControlState

HAD = frozenset({ControlState.YES})
IN_DOUBT = frozenset({ControlState.PARTLY, ControlState.UNKNOWN})
WHEN_DONE = frozenset({ControlState.YES, ControlState.PLANNED})


@dataclass(frozen=True, slots=True)
class Derived:
    """What controls give: the finding, and the level proven where `partly` and `unknown` count as no."""

    finding: Finding
    proven: Protection | None
    lacking: tuple[Criterion, ...] = ()
    """The criteria not met for certain, of the lowest level first."""
    floor: bool = False
    """Whether even P1's criteria are not all met."""
    when_done: Protection | None = None
    """The level proven once all that is planned is there; None where nothing is planned."""
    moot: tuple[Criterion, ...] = ()
    """The criteria that do not count here: what the facts and the connectivity rule out."""


def derive(
    subject: str | Later,
    profile: Profile,
    component: Component,
    connectivity: Finding,
    framework: Framework,
    method: Method,
) -> Derived:
    """The protection that the controls of `component` give it, by the criteria of its kind.

    A control counts for its own criterion and for every weaker one on its ladder. Only `yes` meets a
    criterion, and only facts or the connectivity make one not apply: claimed without them, it counts as
    unknown. `partly` and `unknown` raise the best end alone.
    """
    rule, controls = _rule(profile.kind), component.controls or {}
    if not profile.criteria:
        note = said("the kind {kind} has no criteria yet; judge its protection", kind=profile.kind)
        return Derived(not_assessed(subject, rule, note=note), None)
    span = cast("Span[Connectivity] | None", connectivity.level)
    counts = {one: applies(one, component.facts or {}, span) for one in profile.criteria}
    asked = [one for one, found in counts.items() if found is not Applies.NO]
    lacking = _lacking(asked, having(controls, HAD, framework))
    proven = best = _below(lacking)
    claimed = _claimed(controls)
    in_doubt = {one.id for one, found in counts.items() if found is Applies.OPEN} | claimed
    if in_doubt or any(control.state in IN_DOUBT for control in controls.values()):
        possible = having(controls, HAD | IN_DOUBT, framework) | in_doubt
        best = _below(_lacking(lacking, possible))
    planned = any(control.state is ControlState.PLANNED for control in controls.values())
    done = _below(_lacking(lacking, having(controls, WHEN_DONE, framework))) if planned else None
    moot = tuple(one for one, found in counts.items() if found is Applies.NO)
    finding = Finding(
        subject,
        Span(_scaled(best, method), _scaled(proven, method)),
        rule,
        because=tuple(_criterion_finding(criterion, controls) for criterion in _holding_back(lacking)),
        at=str(profile.place),
        origin=profile.origin,
        note=_note(profile, proven, lacking, moot),
        how=How.CRITERIA,
    )
    return Derived(
        finding,
        _scaled(proven, method),
        lacking,
        floor=proven is None,
        when_done=_scaled(done, method) if planned else None,
        moot=moot,
    )


def having(
    controls: Mapping[str, Control], states: frozenset[ControlState], framework: Framework
) -> frozenset[str]:
    """The ids that the controls in one of `states` count as having: their own and the weaker ones."""
    had = (framework.weaker[control.id] for control in controls.values() if control.state in states)
    return frozenset().union(*had)


def _claimed(controls: Mapping[str, Control]) -> set[str]:
    """What a model says does not apply."""
    return {one.id for one in controls.values() if one.state is ControlState.NOT_APPLICABLE}


def _lacking(criteria: Iterable[Criterion], had: Container[str]) -> tuple[Criterion, ...]:
    return tuple(one for one in criteria if one.id not in had)


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
    return Finding(
        _criterion(criterion.id),
        exactly(criterion.level),
        _demanded(criterion.level, control.state if control else None),
        at=str(control.place) if control else str(criterion.place),
        origin=criterion.origin,
        note=control.why if control else "",
    )


@cache
def _rule(kind: str) -> Phrase:
    return said("criteria of {kind}", kind=kind)


@cache
def _criterion(id_: str) -> Phrase:
    return said("criterion {id}", id=id_)


@cache
def _demanded(level: Protection, state: ControlState | None) -> Phrase:
    word = said(state.value) if state else said("not mentioned, so no")
    return said("demanded from {level}: {state}", level=level, state=word)


def _note(
    profile: Profile, proven: Protection | None, lacking: tuple[Criterion, ...], moot: tuple[Criterion, ...]
) -> str:
    """What is met and what keeps the component from the next level, in words."""
    every = len(profile.criteria)
    if lacking:
        note = _lacks(profile, proven, _holding_back(lacking))
    else:
        note = said("all {count} criteria that apply are met", count=every - len(moot))
    if not moot:
        return note
    return said_many(
        "{note}; {count} of {all} criteria do not apply here",
        "{note}; {count} of {all} criteria do not apply here",
        len(moot),
        note=note,
        all=every,
    )


@cache
def _listed(groups: frozenset[str]) -> Series:
    return series(", ", map(said, sorted(groups)))


def _lacks(profile: Profile, proven: Protection | None, held: tuple[Criterion, ...]) -> Phrase:
    """What is met, and how many criteria of which groups lack for the next level."""
    return said_many(
        "{reached}; for {level} {count} criterion lacks ({groups})",
        "{reached}; for {level} {count} criteria lack ({groups})",
        len(held),
        reached=said("{level} is met", level=proven) if proven else said("even P1 is not met"),
        level=held[0].level,
        groups=_listed(frozenset(profile.groups[criterion.group] for criterion in held)),
    )
