"""What a plan can change, with what it costs; and a scenario with such changes made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from iotclass.core.applicability import Applies, by_fact
from iotclass.core.assess import ComponentAssessment
from iotclass.core.content import Content
from iotclass.core.functionality import Framework, Functionality
from iotclass.core.judgement import Judgement
from iotclass.core.level import exactly
from iotclass.core.phrase import said
from iotclass.core.place import Place
from iotclass.core.profile import Profile
from iotclass.core.protection import HAD, having
from iotclass.core.resource import Resources
from iotclass.core.scale import Connectivity, Severity
from iotclass.core.system import Component, Control, ControlState, Scenario, Softening, Spending
from iotclass.core.usage import is_shared, part

BECAUSE = said("as planned")
"""The reason of what a plan changes, where the model gives none."""


class Way(Enum):
    """How a component can be changed."""

    ADD = "add"
    """A control put in place."""
    SOFTEN = "soften"
    """A challenge's severity brought down."""
    CONNECTIVITY = "connectivity"
    """The connectivity brought down."""


@dataclass(frozen=True, slots=True)
class Option:
    """One change that could be made to a component.

    `what` is the id of a functionality or a challenge, or a connectivity level; `to` the level reached.
    `amounts` are what it uses of the component's resources. `shared`: the money is spent once, however
    many components it is for. `assumed` says whether the money is a documented figure, not the model's.
    """

    component: str
    way: Way
    what: str
    to: Severity | Connectivity | None
    one_off: float
    yearly: float
    amounts: Mapping[str, float]
    shared: bool
    assumed: bool
    why: str
    place: Place
    follows: bool = False
    """Whether it follows from other changes, at no cost of its own."""

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What tells it from all others of a scenario."""
        return self.component, self.way.value, self.what, str(self.place)


def count(changes: Sequence[Option]) -> int:
    """How many changes there are; what is shared counts once, and what follows from others not at all."""
    shared = {one.what for one in changes if one.shared}
    return len(shared) + sum(not one.shared and not one.follows for one in changes)


def cost(changes: Iterable[Option], known: Resources) -> float:
    """What changes cost over the years that count."""
    return sum(known.total(one.one_off, one.yearly) for one in changes)


def addition(
    functionality: Functionality, component: Component, profile: Profile, content: Content
) -> Option:
    """`functionality` put in place on `component`: by the model's cost, else by the documented figures."""
    stated, known = component.costs.get(functionality.id), content.resources
    shared = is_shared(functionality, profile, component)
    price = known.price(() if shared else profile.lineage, functionality)
    of_model = stated is not None and (stated.one_off is not None or stated.yearly is not None)
    one_off, yearly = price.one_off, price.yearly
    if stated is not None and of_model:
        one_off, yearly = stated.one_off or 0.0, stated.yearly or 0.0
    used = {
        resource: found.amount
        for resource in known.resources
        if (found := part(resource, component, profile, functionality, known)) is not None
    }
    at = stated.place if stated is not None and of_model else price.place
    why = stated.why if stated is not None else ""
    return Option(
        component.id,
        Way.ADD,
        functionality.id,
        None,
        one_off,
        yearly,
        used,
        shared,
        not of_model,
        why,
        at,
    )


def softenings(assessed: ComponentAssessment) -> Iterator[Option]:
    """The measures that the model allows against the component's challenges."""
    component = assessed.component
    for id_, measure in (component.allow.soften if component.allow else {}).items():
        level = assessed.severities[id_].level
        if level is not None and measure.to < level.worst:
            yield _spent(component.id, Way.SOFTEN, id_, measure.to, measure.spending)


def relieved(
    assessed: ComponentAssessment, profile: Profile, content: Content
) -> Iterator[tuple[Option, tuple[str, ...]]]:
    """The challenges that the library's functionalities soften by a step, with those not there yet.

    Only where the severity is judged: what a driven one needs follows from figures. And only where the
    protection follows from controls: what a judged one rests on is not known.
    """
    component, framework = assessed.component, content.framework
    if component.protection is not None or component.controls is None:
        return
    had, places = possessed(component, framework), set(profile.lives)
    for one in component.challenges or ():
        known, level = content.challenges.get(one.id), assessed.severities[one.id].level
        if known is None or one.severity is None or one.softened is not None:
            continue
        if level is None or not level.worst.rank:
            continue
        by = tuple(
            id_
            for id_ in known.softened_by
            if id_ not in had and places & set(framework.functionalities[id_].lives)
        )
        if by:
            to = list(Severity)[level.worst.rank - 1]
            why = said("a step lower with all of: {ids}", ids=", ".join(by))
            spent = _spent(component.id, Way.SOFTEN, one.id, to, Spending(0, 0, {}, why, known.place))
            yield replace(spent, follows=True), by


def lowerings(assessed: ComponentAssessment) -> Iterator[Option]:
    """The lower connectivity levels that the model allows."""
    component, level = assessed.component, assessed.inputs.connectivity.level
    for to, spending in (component.allow.connectivity if component.allow else {}).items():
        if level is not None and to.rank < level.worst.rank:
            yield _spent(component.id, Way.CONNECTIVITY, str(to), to, spending)


def _spent(component: str, way: Way, what: str, to: Severity | Connectivity, spending: Spending) -> Option:
    return Option(
        component,
        way,
        what,
        to,
        spending.one_off or 0.0,
        spending.yearly or 0.0,
        spending.amounts,
        shared=False,
        assumed=False,
        why=spending.why,
        place=spending.place,
    )


def candidates(
    assessed: ComponentAssessment, profile: Profile, framework: Framework, relieving: Iterable[str] = ()
) -> list[str]:
    """The functionalities that could bring the component's protection up, with what they need before them.

    Beside them those of `relieving`, which soften challenges. Nothing for protection where it is judged:
    what a judgement rests on is not known.
    """
    component, derived = assessed.component, assessed.derived
    demanded = component.requires.controls if component.requires else ()
    had = possessed(component, framework)
    wanted = dict.fromkeys(id_ for id_ in demanded if id_ not in had)
    if derived is not None and component.protection is None:
        wanted |= dict.fromkeys(one.id for one in derived.lacking)
    if not wanted and not relieving:
        return []
    places = set(profile.lives)
    facts = component.facts or {}
    moot = {
        one.id
        for one in (derived.moot if derived else ())
        if any(by_fact(facts.get(fact), value) is Applies.NO for fact, value in one.applies_if)
    }  # what the connectivity alone makes moot may still be needed by something else
    found = {
        id_: None
        for id_, counts_as in framework.weaker.items()
        if not counts_as.isdisjoint(wanted) and places & set(framework.functionalities[id_].lives)
    }
    found |= dict.fromkeys(relieving)
    waiting = list(found)
    while waiting:
        for before in framework.functionalities[waiting.pop()].after:
            fits = places & set(framework.functionalities[before].lives)
            if fits and before not in had and before not in found and before not in moot:
                found[before] = None
                waiting.append(before)
    return [id_ for id_ in found if id_ not in had]


def possessed(component: Component, framework: Framework) -> frozenset[str]:
    """What the controls of `component` that are there for certain count as having."""
    return having(component.controls or {}, HAD, framework)


def improved(scenario: Scenario, changes: Iterable[Option]) -> Scenario:
    """`scenario` with `changes` made."""
    components = dict(scenario.components)
    for one in changes:
        components[one.component] = _changed(components[one.component], one)
    return replace(scenario, components=components)


def _changed(component: Component, change: Option) -> Component:
    why = change.why or BECAUSE
    if change.way is Way.ADD:
        control = Control(change.what, ControlState.YES, change.place, why, works=1.0)
        return replace(component, controls={**(component.controls or {}), change.what: control})
    if isinstance(change.to, Connectivity):
        judgement = Judgement(exactly(change.to), change.place, why)
        return replace(component, connectivity=judgement)
    if not isinstance(change.to, Severity):
        raise TypeError(f"{change.what}: a challenge is softened to a severity")
    measure = Softening(change.to, Spending(change.one_off, change.yearly, change.amounts, why, change.place))
    challenges = tuple(
        replace(one, softened=measure) if one.id == change.what else one for one in component.challenges or ()
    )
    return replace(component, challenges=challenges)
