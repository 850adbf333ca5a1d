"""What the class of each component depends on, as nodes of a network, read off its findings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from iotclass.core.assess import ComponentAssessment, ScenarioAssessment
from iotclass.core.content import Content
from iotclass.core.distribution import Distribution, beliefs, chances, distribution, works
from iotclass.core.finding import Finding, How
from iotclass.core.level import Level
from iotclass.core.method import Method
from iotclass.core.network import Network, Node, Rule, Source, Unknown
from iotclass.core.phrase import said
from iotclass.core.profile import Criterion
from iotclass.core.reliance import order, reliers_of
from iotclass.core.rule import (
    adding,
    as_good_as,
    both,
    capped_by,
    denied,
    either,
    is_value,
    looked_up_in,
    milder,
    outcome_of,
    reaches_level,
    severity_of,
    unasked,
    worse,
)
from iotclass.core.scale import Impact, Protection, scale_name
from iotclass.core.system import Challenge, Control, ControlState, Requirement
from iotclass.core.usage import use

YES_NO = (True, False)
OPEN = ((1.0, 0.0), (0.0, 1.0))
"""Nothing is said of the probability of two values."""


@dataclass(frozen=True, slots=True)
class Dependence:
    """The nodes of one component.

    `own` is its class by itself, `final` that with what it relies on. `demanded` says whether what is
    demanded besides a class is there, `meets` whether the requirement is met; None where nothing is required.
    """

    component: str
    own: Node
    final: Node
    demanded: Node | None
    meets: Node | None


class Builder:
    """The nodes of components into one network, scenario by scenario.

    `free`: judgements can have any level, those that are not possible with the probability 0.
    """

    def __init__(self, network: Network, method: Method, content: Content, *, free: bool = False) -> None:
        self.network, self.method, self.content, self.free = network, method, content, free
        self.looked_up: dict[str, Rule] = {name: looked_up_in(table) for name, table in method.tables.items()}

    def scenario(self, found: ScenarioAssessment) -> dict[str, Dependence]:
        """The nodes of all components of a scenario that were assessed."""
        components = found.scenario.components
        ordered, _ = order(components)
        own = self._own(found, ordered)
        made: dict[str, Dependence] = {}
        for id_ in ordered:
            if found.components[id_].outcome.final.level is not None:
                part, node = own[id_]
                caps = [made[one.provider].final for one in components[id_].relies_on]
                made[id_] = part.dependence(node, caps)
        return {id_: made[id_] for id_ in components if id_ in made}

    def _own(self, found: ScenarioAssessment, ordered: list[str]) -> dict[str, tuple[_Part, Node]]:
        """The class of each component by itself, what relies on it first, as harm goes that way.

        So unknowns are numbered along reliance, which keeps diagrams of long chains narrow.
        """
        reliers = reliers_of(found.scenario.components)
        harms: dict[str, Node] = {}
        passed: dict[str, Node] = {}
        own: dict[str, tuple[_Part, Node]] = {}
        for id_ in reversed(ordered):
            one = found.components[id_]
            if reliers[id_]:
                below = [passed[relier] for relier in reliers[id_] if relier in passed]
                passed[id_] = self.network.folded(
                    worse, [*(harms[relier] for relier in reliers[id_]), *below]
                )
            if one.outcome.final.level is not None:
                part = _Part(self, one, passed.get(id_))
                own[id_] = (part, part.own())
            if one.component.relies_on:
                harms[id_] = self._harm(one)
        return own

    def outcome(self, one: Dependence) -> Node:
        """The class of a component, and whether its requirement is met (None: nothing is required)."""
        if one.meets is None:
            return self.network.ruled(unasked, one.final)
        return self.network.ruled(outcome_of, one.final, one.meets)

    def _harm(self, one: ComponentAssessment) -> Node:
        """The harm of a component that relies on others; any, where none is judged."""
        harm = one.inputs.harm
        if harm is None:
            return self.silence(said("harm of {id}", id=one.id), str(one.component.place), Impact, one.id)
        return _Part(self, one, None).node(harm)

    def silence(self, subject: str, at: str, scale: type[Level], component: str) -> Node:
        """A level of which the model says nothing: each counts alike."""
        levels = tuple(sorted(scale, key=lambda level: level.badness))
        shares = (1 / len(levels),) * len(levels)
        left_open = tuple(_weights(((level, 1.0),), levels) for level in levels)
        return self.network.unknown(
            Unknown(
                *(Source.SILENCE, f"{at} {subject}", subject, "", component, at),
                *(levels, shares, ((1.0, left_open),)),
            )
        )


class _Part:
    """The nodes of one component; what findings do not hold is known by their identity."""

    def __init__(self, builder: Builder, one: ComponentAssessment, harm: Node | None) -> None:
        self.builder, self.network, self.method = builder, builder.network, builder.method
        self.one, self.component, self.harm = one, one.component, harm
        self.profile = builder.content.profiles[self.component.kind]
        self.known: dict[int, Node] = {}
        """The nodes of findings by identity: all of them live as long as the assessment that holds them."""

    def own(self) -> Node:
        """The class of the component by itself."""
        inputs = self.one.inputs
        if inputs.harm_of_reliers is not None and self.harm is not None:
            self.known[id(inputs.harm_of_reliers)] = self.harm
        for challenge in self.component.challenges or ():
            self._know_driven(challenge)
        self.node(inputs.severity)  # what is worn down first is numbered first: that keeps diagrams narrow
        derived = self.one.derived
        if derived is not None and self.component.protection is None:
            self.known[id(derived.finding)] = self._derived(self.node(inputs.connectivity))
        self.node(inputs.designed)
        self.node(inputs.connectivity)
        return self.node(self.one.outcome.uncapped)

    def dependence(self, own: Node, caps: Iterable[Node]) -> Dependence:
        """All nodes of the component, whose class by itself is `own`, and which relies on classes `caps`."""
        final = self.network.folded(worse, [own, *caps])
        requires = self.component.requires
        if requires is None:
            return Dependence(self.component.id, own, final, None, None)
        demanded = self._demanded(requires, self.node(self.one.outcome.protection))
        meets = self.network.ruled(both, self.network.ruled(as_good_as(requires.level), final), demanded)
        return Dependence(self.component.id, own, final, demanded, meets)

    def node(self, finding: Finding) -> Node:
        """The node of a finding: by how its level follows from its reasons."""
        node = self.known.get(id(finding))
        if node is None:
            node = self._node(finding)
            self.known[id(finding)] = node
        return node

    def _node(self, finding: Finding) -> Node:
        if finding.level is None:
            raise ValueError(f"{finding.subject} was not assessed")
        if finding.how is How.STATED:
            return self._stated(finding)
        reasons = [self.node(reason) for reason in finding.because]
        if finding.how is How.TABLE:
            return self.network.ruled(self.builder.looked_up[finding.rows[0][0]], *reasons)
        if finding.how in {How.WORST, How.MILDEST}:
            return self.network.folded(worse if finding.how is How.WORST else milder, reasons)
        raise ValueError(f"{finding.subject} follows by {finding.how.value}, which no rule here knows")

    def _stated(self, finding: Finding) -> Node:
        """What nothing gives: a judgement, or a level that the model leaves open."""
        span, judgement = finding.level, finding.judgement
        if span is None:
            raise ValueError(f"{finding.subject} was not assessed")
        if judgement is None:
            if span.certain:
                return self.network.fixed(span.best)
            return self.builder.silence(finding.subject, finding.at, type(span.best), self.component.id)
        shares = dict(distribution(judgement, self.method))
        scale = sorted(type(span.best), key=lambda level: level.badness)
        levels = scale if self.builder.free else list(shares)
        subject = finding.subject
        if judgement.variable:
            subject = said("the judgement {id}", id=judgement.variable)
        return self.network.unknown(
            Unknown(
                Source.JUDGEMENT,
                " ".join(filter(None, (judgement.key, scale_name(type(span.best)), judgement.sure))),
                subject,
                judgement.variable,
                self.component.id,
                str(judgement.place),
                tuple(levels),
                tuple(shares.get(level, 0.0) for level in levels),
                tuple(
                    (one.share, tuple(_weights(case, levels) for case in one.cases))
                    for one in beliefs(judgement, self.method)
                ),
            )
        )

    def _know_driven(self, challenge: Challenge) -> None:
        """The severity of a challenge that follows from what controls use of a limit."""
        finding = self.one.severities.get(challenge.id)
        if finding is None:
            return
        if finding.how is How.MILDEST:
            finding = finding.because[0]
        limit = self.component.limits.get(challenge.driven_by)
        if finding.how is not How.SHARE or limit is None:
            return
        content = self.builder.content
        look = content.framework.functionalities.__getitem__
        used = use(challenge.driven_by, self.component, self.profile, look, content.resources)
        doubtful = [(self._works(part.id), Fraction(part.amount)) for part in used.possible]
        total = self.network.fixed(sum((Fraction(part.amount) for part in used.certain), Fraction(0)))
        for there, amount in sorted(doubtful, key=lambda pair: pair[0].number):
            total = self.network.ruled(adding(amount), total, there)
        self.known[id(finding)] = self.network.ruled(severity_of(content.resources, limit), total)

    def _derived(self, connectivity: Node) -> Node:
        """The protection that controls give, as `protection.derive` has it, whatever the unknowns are."""
        controls = self.component.controls or {}
        weaker = self.builder.content.framework.weaker
        sure = {id_ for id_, one in controls.items() if self._chance(one) == 1.0}
        had = frozenset().union(*(weaker[id_] for id_ in sure))
        doubtful = [id_ for id_, one in controls.items() if id_ not in sure and self._chance(one) > 0.0]
        caps = []
        for criterion in self.profile.criteria:
            if criterion.id not in had:
                supply = [self._works(id_) for id_ in doubtful if criterion.id in weaker[id_]]
                lacks = self._lacks(criterion, supply, connectivity)
                caps.append(self.network.ruled(capped_by(criterion.level, self.method.below_p1), lacks))
        return self.network.folded(worse, [self.network.fixed(Protection.P5), *caps])

    def _lacks(self, criterion: Criterion, supply: list[Node], connectivity: Node) -> Node:
        """Whether a criterion counts and is not met."""
        network, facts = self.network, self.component.facts or {}
        lacks = network.fixed(value=True)
        if supply:
            lacks = network.ruled(denied, network.folded(either, supply))
        for fact, value in criterion.applies_if:
            stated = facts.get(fact)
            if stated == "unknown":
                counts = network.ruled(is_value(value), self._fact(fact))
            else:
                counts = network.fixed(stated in {None, value})
            lacks = network.ruled(both, lacks, counts)
        if criterion.applies_from is not None:
            reaches = network.ruled(reaches_level(criterion.applies_from), connectivity)
            lacks = network.ruled(both, lacks, reaches)
        control = (self.component.controls or {}).get(criterion.id)
        if control is not None and control.state is ControlState.NOT_APPLICABLE:
            lacks = network.ruled(both, lacks, network.ruled(denied, self._works(control.id)))
        return lacks

    def _chance(self, control: Control) -> float:
        """How likely it is that a control counts for criteria; a claim that none is needed does not."""
        return 0.0 if control.state is ControlState.NOT_APPLICABLE else works(control, self.method)

    def _works(self, id_: str) -> Node:
        """Whether a control works; of one that is said not to apply, whether that is right."""
        control = (self.component.controls or {})[id_]
        chance = works(control, self.method)
        if chance in {0.0, 1.0}:
            return self.network.fixed(chance == 1.0)
        claim = control.state is ControlState.NOT_APPLICABLE
        subject = said("{id} not needed", id=id_) if claim else said("{id} works", id=id_)
        return self.network.unknown(
            Unknown(
                Source.CLAIM if claim else Source.CONTROL,
                control.key,
                subject,
                id_,
                self.component.id,
                str(control.place),
                YES_NO,
                (chance, 1 - chance),
                tuple(
                    (share, ((likely, 1 - likely),) if stated else OPEN)
                    for share, likely, stated in chances(control, self.method)
                ),
            )
        )

    def _fact(self, fact: str) -> Node:
        """Whether a fact of which the model says that it is not known holds: the good answer is no."""
        place, id_ = self.component.place, self.component.id
        found = Unknown(
            *(Source.FACT, f"{place}:{place.column} {id_} {fact}", fact, fact, id_, str(place)),
            *(("no", "yes"), (0.5, 0.5), ((1.0, OPEN),)),
        )
        return self.network.unknown(found)

    def _demanded(self, requires: Requirement, protection: Node) -> Node:
        """Whether the protection and the controls that a requirement names are there."""
        network = self.network
        demands = [network.fixed(value=True)]
        if requires.protection is not None:
            demands.append(network.ruled(as_good_as(requires.protection), protection))
        weaker = self.builder.content.framework.weaker
        for id_ in requires.controls:
            supply = [
                self._works(one.id)
                for one in (self.component.controls or {}).values()
                if id_ in weaker[one.id] and self._chance(one) > 0.0
            ]
            demands.append(network.folded(either, [network.fixed(value=False), *supply]))
        return network.folded(both, demands)


def _weights(shares: Distribution, levels: Sequence[Level]) -> tuple[float, ...]:
    """The probability of each of `levels`."""
    found = dict(shares)
    return tuple(found.get(level, 0.0) for level in levels)
