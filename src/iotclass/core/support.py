"""Whether a product supports what the clauses of a document ask for, by its components' facts and controls.

Support is yes only where every component of the product that bears a clause has the controls that answer
it. Nothing is claimed that the model does not say: a control that is not mentioned counts as no, and where
none of a clause's is mentioned anywhere, the clause is open.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from iotclass.core.applicability import Applies, by_fact
from iotclass.core.clause import Clause, Document, Standing, linked_at, links, standing
from iotclass.core.content import Content
from iotclass.core.evidence import BEGUN, Bearing, Condition, Evidence, Holding, Row, Support
from iotclass.core.functionality import Framework
from iotclass.core.profile import Profile
from iotclass.core.proforma import Proforma
from iotclass.core.system import Component, Control, ControlState, Scenario, System


def evidence(
    system: System, scenario: Scenario, document: Document, proforma: Proforma, content: Content
) -> Evidence:
    """What `system` says of every clause of `document` in `scenario`."""
    named = system.product.get("boundary") or ()
    boundary = tuple(id_ for id_ in scenario.components if id_ in named or not named)
    absent = tuple(id_ for id_ in named if id_ not in scenario.components)
    answers = _Answers(document, proforma, content, [scenario.components[id_] for id_ in boundary])
    rows = {clause.id: answers.row(clause) for clause in document.clauses.values()}
    rows = {id_: _with_parent(row, rows) for id_, row in rows.items()}
    return Evidence(
        document,
        proforma,
        system,
        scenario,
        boundary,
        bool(named),
        absent,
        _justified(rows, proforma),
    )


def _with_parent(row: Row, rows: Mapping[str, Row]) -> Row:
    """A clause that is answered with what it stands under has its support, open where that has none."""
    if not row.same_as:
        return row
    return replace(row, support=rows[row.same_as].support or Support.OPEN)


def _justified(rows: dict[str, Row], proforma: Proforma) -> dict[str, Row]:
    """The clause that asks for reasons cannot be supported where reasons are missing."""
    asking = rows.get(proforma.reasons_at)
    missing = sum(bool(row.unreasoned) for row in rows.values())
    if asking is not None and asking.support is Support.YES and missing:
        rows[proforma.reasons_at] = replace(asking, support=Support.NO, unjustified=missing)
    return rows


_HOMES = {"device": {"device", "gateway"}, "service": {"cloud"}, "app": {"app"}}
"""Where what bears a clause is at home. What the organisation bears holds for every component."""


def bears(clause: Clause, profile: Profile) -> bool:
    """Whether a component of the kind of `profile` bears a clause.

    What a document asks of device, service and app alike, and what it asks of the organisation, every
    component bears.
    """
    bearers = set(clause.bearer)
    if not bearers or not bearers <= set(_HOMES) or bearers == set(_HOMES):
        return True
    return any(profile.lives[0] in _HOMES[bearer] for bearer in bearers)


@dataclass
class _Answers:
    """The product's components, asked clause by clause."""

    document: Document
    proforma: Proforma
    content: Content
    components: list[Component]
    hung: dict[str, list[tuple[str, str, str, str]]] = field(default_factory=dict)

    @property
    def framework(self) -> Framework:
        return self.content.framework

    @cached_property
    def linked(self) -> dict[tuple[str, str], tuple[str, ...]]:
        """Per clause, the functionalities that name it."""
        return {at: tuple(one.id for one, _ in found) for at, found in links(self.framework).items()}

    @cached_property
    def speaking(self) -> dict[str, dict[str, list[Control]]]:
        """Per component and functionality, the controls that are it or stronger, its own first."""
        found: dict[str, dict[str, list[Control]]] = {}
        for component in self.components:
            here = found[component.id] = {}
            for control in (component.controls or {}).values():
                for id_ in self.framework.weaker[control.id]:
                    where = len(here.get(id_, ())) if id_ != control.id else 0
                    here.setdefault(id_, []).insert(where, control)
        return found

    @cached_property
    def asked_if(self) -> dict[tuple[str, str], tuple[tuple[str, str], ...]]:
        """Per kind and functionality, the facts by which the kind is asked for it."""
        kinds = {component.kind for component in self.components}
        return {
            (kind, one.id): one.applies_if for kind in kinds for one in self.content.profiles[kind].criteria
        }

    def hanging(self, clause: Clause) -> list[tuple[str, str, str, str]]:
        """What a clause hangs on: each key with its words, and the fact and the value by which it holds."""
        if clause.id not in self.hung:
            document = self.document
            conditions = [(key, document.conditions[key]) for key in clause.conditions]
            features = [(key, document.features[key]) for key in clause.features]
            self.hung[clause.id] = [
                (key, words, *document.facts.get(key, ("", ""))) for key, words in (*conditions, *features)
            ]
        return self.hung[clause.id]

    def row(self, clause: Clause) -> Row:
        """What the product says of one clause."""
        found = standing(self.document, clause)
        if found is Standing.HEADING:
            return Row(clause, found)
        if found is Standing.WITH_PARENT:
            return Row(clause, found, Support.OPEN, same_as=linked_at(self.document, clause.id))
        if found is Standing.OUT_OF_SCOPE:
            return Row(clause, found)
        bearing = [one for one in self.components if bears(clause, self.content.profiles[one.kind])]
        if found is Standing.PARTLY:
            ways: tuple[tuple[str, ...], ...] = (self.linked.get((self.document.id, clause.id), ()),)
        else:
            ways = clause.satisfied_by
        strict = any(above in self.proforma.always for above in self._above(clause))
        bearings = tuple(self._bearings(clause, ways, bearing, strict=strict))
        row = Row(
            clause,
            found,
            _whole(bearings),
            bearings,
            touched=ways[0] if found is Standing.PARTLY else (),
            refused=strict and any(map(_is_refused, bearings)),
        )
        if clause.status in self.proforma.unless_conditional and _is_inadmissible(row):
            row = replace(row, support=Support.NO, refused=True)
        if found is Standing.PARTLY and not (bearings and all(map(_is_moot, bearings))):
            row = replace(row, support=Support.OPEN)  # what only touches it settles it in no way
        return self._reasoned(_silence(row))

    def _above(self, clause: Clause) -> Iterator[str]:
        """A clause and all that it stands under."""
        yield clause.id
        while clause.parent:
            clause = self.document.clauses[clause.parent]
            yield clause.id

    def _bearings(
        self,
        clause: Clause,
        ways: tuple[tuple[str, ...], ...],
        bearing: list[Component],
        *,
        strict: bool,
    ) -> Iterator[Bearing]:
        """What each component that bears a clause says of it.

        It is asked for those functionalities that can live in what its maker makes, and for those that its
        kind is asked for. What can be had by none of them so is asked of those that run on, or talk to, what
        it can live in; else of all.
        """
        asked = {id_: self._asked(id_, bearing) for way in ways for id_ in way}
        for component in bearing:
            here = [tuple(id_ for id_ in way if component.id in asked[id_]) for way in ways]
            found = [way for way in here if way]
            if found:
                yield self._bearing(clause, found, component, strict=strict)

    def _asked(self, id_: str, bearing: list[Component]) -> set[str]:
        """The components that are asked for a functionality."""
        at, kinds = self.framework.functionalities[id_].lives, {one.kind for one in bearing}
        profiles = [self.content.profiles[kind] for kind in kinds]
        made = {one.kind for one in profiles if one.is_asked_for(id_) or not one.made.isdisjoint(at)}
        near = {one.kind for one in profiles if not set(one.lives).isdisjoint(at)}
        return {one.id for one in bearing if one.kind in (made or near or kinds)}

    def _bearing(
        self, clause: Clause, ways: list[tuple[str, ...]], component: Component, *, strict: bool
    ) -> Bearing:
        conditions = tuple(self._conditions(clause, component))
        own = bool(conditions)
        each = [tuple(self._holding(id_, component, own=own) for id_ in way) for way in ways]
        found = [(_all(holdings, strict=strict), holdings) for holdings in each]
        lost = any(outcome is Support.NO for outcome, _ in found)
        going = [one for one in found if one[0] is not Support.NOT_APPLICABLE] or found
        support, holdings = min(going, key=_furthest)
        if lost and not all(map(_may_be_had, holdings)):
            support = Support.NO  # what is open is only whether the other way applies, not whether it is gone
        met = {one.met for one in conditions}
        if Applies.NO in met:
            support = Support.NO if strict else Support.NOT_APPLICABLE
        elif Applies.OPEN in met and support is not (Support.NO if strict else Support.NOT_APPLICABLE):
            support = Support.OPEN
        spoken = any(one.control or one.moot for way in each for one in way)
        return Bearing(component.id, support, conditions, holdings, spoken=spoken)

    def _conditions(self, clause: Clause, component: Component) -> Iterator[Condition]:
        """What the clause hangs on, as the component's facts settle it."""
        facts = component.facts or {}
        for key, words, fact, value in self.hanging(clause):
            stated = facts.get(fact, "")
            met = by_fact(stated, value) if stated else Applies.OPEN
            yield Condition(key, words, fact, value, stated, met)

    def _holding(self, id_: str, component: Component, *, own: bool) -> Holding:
        """How a component has one functionality.

        Where a clause hangs on conditions of its `own`, they alone settle whether it applies: that the kind
        is not asked for the functionality then excuses nothing.
        """
        speaking = self.speaking[component.id].get(id_, [])
        for one in speaking:
            if one.state is ControlState.YES:
                return Holding(id_, Support.YES, one)
        itself = speaking[0] if speaking and speaking[0].id == id_ else None
        facts = component.facts or {}
        asked = {
            (fact, facts.get(fact, "")): by_fact(facts.get(fact), to)
            for fact, to in self.asked_if.get((component.kind, id_), ())
        }
        moot = tuple(one for one, applies in asked.items() if applies is Applies.NO)
        if moot and not own:
            return Holding(id_, Support.NOT_APPLICABLE, itself, moot)
        if itself is not None and itself.state is ControlState.NOT_APPLICABLE:
            return Holding(id_, Support.NOT_APPLICABLE if itself.why else Support.OPEN, itself)
        doubtful = next((one for one in speaking if one.state is ControlState.UNKNOWN), None)
        if doubtful is not None or (Applies.OPEN in asked.values() and not own):
            return Holding(id_, Support.OPEN, doubtful or itself)
        begun = [one for one in speaking if one.state in BEGUN]
        found = min(begun, key=lambda one: BEGUN.index(one.state), default=itself)
        return Holding(id_, Support.NO, found, () if found else moot)

    def _reasoned(self, row: Row) -> Row:
        """Where the document asks for reasons, what lacks one."""
        if row.clause.status not in self.proforma.reasons_for:
            return row
        if row.support is not Support.NO and not row.silent:
            return row
        unreasoned = tuple(
            (bearing.component, one.functionality)
            for bearing in row.bearings
            if bearing.support is Support.NO
            for one in _lacking(bearing)
            if not (one.control and one.control.why)
        )
        return replace(row, unreasoned=unreasoned)


def _lacking(bearing: Bearing) -> Iterator[Holding]:
    """What a component that does not support a clause lacks: what is not there, else all that is not sure."""
    gone = [one for one in bearing.holdings if one.support is Support.NO]
    yield from gone or (one for one in bearing.holdings if one.support is not Support.YES)


_FURTHEST = (Support.YES, Support.OPEN, Support.NOT_APPLICABLE, Support.NO)


def _furthest(way: tuple[Support, tuple[Holding, ...]]) -> tuple[int, int, int]:
    """Of several ways to answer a clause the one that goes furthest comes first."""
    support, holdings = way
    lacking = sum(one.support is not Support.YES for one in holdings)
    return _FURTHEST.index(support), lacking, sum(one.control is None for one in holdings)


def _may_be_had(held: Holding) -> bool:
    """Whether a functionality is there, or known to be neither there nor not."""
    unknown = held.control is not None and held.control.state is ControlState.UNKNOWN
    return held.support is Support.YES or (held.support is Support.OPEN and unknown)


def _all(holdings: tuple[Holding, ...], *, strict: bool) -> Support:
    """Whether a component goes a way: it has all of it that applies. What always applies must be had."""
    found = {one.support for one in holdings}
    if Support.NO in found or (strict and not all(map(_may_be_had, holdings))):
        return Support.NO
    if Support.OPEN in found:
        return Support.OPEN
    return Support.YES if Support.YES in found else Support.NOT_APPLICABLE


def _whole(bearings: tuple[Bearing, ...]) -> Support:
    """What the product says: no where one component does, yes where all to which it applies do."""
    found = {one.support for one in bearings}
    if not found or Support.OPEN in found:
        return Support.NO if Support.NO in found else Support.OPEN
    if Support.NO in found:
        return Support.NO
    return Support.YES if Support.YES in found else Support.NOT_APPLICABLE


def _is_moot(bearing: Bearing) -> bool:
    """Whether a clause does not apply to a component by what the clause itself hangs on."""
    return bearing.support is Support.NOT_APPLICABLE and any(
        one.met is Applies.NO for one in bearing.conditions
    )


def _is_inadmissible(row: Row) -> bool:
    """Whether a clause is said not to apply where all holds that it hangs on, if it hangs on anything."""
    if row.standing is Standing.PARTLY or row.support is not Support.NOT_APPLICABLE:
        return False
    return any(all(one.met is Applies.YES for one in bearing.conditions) for bearing in row.bearings)


def _is_refused(bearing: Bearing) -> bool:
    """Whether a component does not get through with what is said not to apply to it, or what facts say so."""
    said = any(
        one.support is Support.NOT_APPLICABLE
        or (one.control is not None and one.control.state is ControlState.NOT_APPLICABLE)
        for one in bearing.holdings
    )
    return bearing.support is Support.NO and (
        said or any(one.met is Applies.NO for one in bearing.conditions)
    )


def _silence(row: Row) -> Row:
    """Where no control speaks of a clause that may apply, it is open rather than refused."""
    asked = [one for one in row.bearings if one.support is not Support.NOT_APPLICABLE]
    if not asked or any(bearing.spoken for bearing in asked):
        return row
    return replace(row, support=Support.OPEN, silent=True, refused=False)
