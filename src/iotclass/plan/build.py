"""A task as a mixed-integer program: what may change as 0-1 columns, what must hold as rows.

Per component and target, one of the worst cases that still reach it (`Task.corners`) has to be attained: its
protection through criteria, its severities through measures and through what controls use, its
connectivity through what the model allows. So the program holds the method's tables, not a copy of them.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from iotclass.core.option import Option, Way
from iotclass.core.phrase import said
from iotclass.core.place import Place
from iotclass.core.plan import Member
from iotclass.core.scale import Connectivity, Protection, SecurityClass, Severity
from iotclass.core.system import WHOLE, Challenge, Limit
from iotclass.core.usage import figure
from iotclass.plan.program import Program, Terms
from iotclass.plan.task import Case, Demand, Part, Task

NEVER = 1e6
"""A share of a limit that nothing can make up for; larger figures only trouble the solver."""


@dataclass(slots=True)
class Built:
    """A program with the meaning of its columns."""

    program: Program[Member]
    options: dict[int, Option] = field(default_factory=dict)
    """The column of each change."""
    shared: dict[str, int] = field(default_factory=dict)
    """Per shared functionality, the column that carries its money."""
    money: dict[int, float] = field(default_factory=dict)
    counts: dict[int, float] = field(default_factory=dict)
    """How many changes a column is."""
    assumed: dict[int, Place] = field(default_factory=dict)
    """Where the documented price of a column stands, where its money is not the model's."""
    held: dict[str, int] = field(default_factory=dict)
    """Per demand, the column that says that it holds."""
    users: dict[str, list[int]] = field(default_factory=dict)
    """Per shared functionality, the columns of the components that would use it."""
    members: dict[Member, None] = field(default_factory=dict)
    """All that can clash."""

    def holding(self, ids: Iterable[str]) -> list[float]:
        """The coefficients that count how many of the demands `ids` hold, as something to have little of."""
        columns = {self.held[id_] for id_ in ids}
        return [-1.0 if column in columns else 0.0 for column in range(len(self.program.costs))]

    def loose(self, kept: Container[str]) -> set[Member]:
        """The requirements of all components but those `kept`."""
        return {one for one in self.members if one.kind == "requirement" and one.component not in kept}

    def objective(self, minimised: str) -> list[float]:
        """The coefficients of what is minimised: `cost`, `changes` or `names`, changes the first by name."""
        if minimised == "names":
            columns = sorted(self.options, key=lambda column: self.options[column].key)
            named = {column: 1.0 + number / (10.0 * len(columns)) for number, column in enumerate(columns)}
            return [named.get(column, 0.0) for column in range(len(self.program.costs))]
        weights = self.money if minimised == "cost" else self.counts
        return [weights.get(column, 0.0) for column in range(len(self.program.costs))]


def build(task: Task, targets: Mapping[str, SecurityClass] | None = None) -> Built:
    """The program of `task`; `targets` put other classes in the place of what is required."""
    built = Built(Program())
    builders = {id_: _PartBuilder(part, task, built) for id_, part in task.parts.items()}
    _share(built, builders)
    for demand in task.demands:
        level = (targets or {}).get(demand.component, demand.level)
        _demand(demand, level, builders, built, task)
    if task.budget is not None:
        currency = task.content.resources.currency
        own = task.system.budget
        place = own.place if own is not None and own.amount == task.budget else Place("--budget")
        member = Member(
            "",
            "budget",
            "",
            said("the budget of {amount} {currency}", amount=figure(task.budget), currency=currency),
            place,
        )
        built.members[member] = None
        built.program.at_most(list(built.money.items()), task.budget, member)
    return built


def _share(built: Built, builders: Mapping[str, _PartBuilder]) -> None:
    """What is shared is paid for by itself, or put in place by a component whose own it is."""
    for id_, users in built.users.items():
        own = [
            (builder.added[id_], -1.0)
            for builder in builders.values()
            if id_ in builder.added and builder.added[id_] not in users
        ]
        for column in users:
            built.program.at_most([(column, 1.0), (built.shared[id_], -1.0), *own], 0.0)


def requirement(demand: Demand, level: SecurityClass, task: Task) -> Member:
    """A demand as something that can clash."""
    requires = task.scenario.components[demand.component].component.requires
    place = requires.place if requires else task.system.place
    text = said("{id} requires class {level}", id=demand.component, level=level)
    if demand.protection:
        text = said("{requires}, protection {level}", requires=text, level=demand.protection)
    if demand.controls:
        text = said("{requires}, {controls}", requires=text, controls=", ".join(demand.controls))
    return Member(demand.component, "requirement", str(level), text, place)


def _demand(
    demand: Demand,
    level: SecurityClass,
    builders: Mapping[str, _PartBuilder],
    built: Built,
    task: Task,
) -> None:
    """A column that is 1 only where the demand holds; its group asks it to be 1."""
    program, member = built.program, requirement(demand, level, task)
    holds = built.held[demand.component] = program.column()
    built.members[member] = None
    program.at_least([(holds, 1.0)], 1.0, member)
    if demand.blocked:
        program.at_most([(holds, 1.0)], 0.0)
        return
    for id_ in demand.reaching:
        own = demand.protection if id_ == demand.component else None
        terms = builders[id_].reaching(level, own)
        program.at_least([*((column, 1.0) for column in terms), (holds, -1.0)], 0.0)
    for id_ in demand.controls:
        supply = builders[demand.component].supply(id_)
        if supply is not None:
            program.at_least([*supply, (holds, -1.0)], 0.0)


class _PartBuilder:
    """The columns and rows of one component."""

    def __init__(self, part: Part, task: Task, built: Built) -> None:
        self.part, self.task, self.built = part, task, built
        self.program = built.program
        self.added = {id_: self._option(one) for id_, one in part.additions.items()}
        self.softened = {id_: self._option(one) for id_, one in part.softenings.items()}
        self.lowered = {level: self._option(one) for level, one in part.lowerings.items()}
        self.relieved = {id_: self._option(one.option) for id_, one in part.relieved.items()}
        self.supplies: dict[str, Terms] = {}
        """What could be added, by each functionality that it is as good as."""
        for id_, column in self.added.items():
            for weaker in task.content.framework.weaker[id_]:
                self.supplies.setdefault(weaker, []).append((column, 1.0))
        self.protections: dict[Protection, int] = {}
        self.severities: dict[tuple[str, Severity], int | None] = {}
        self.corners: dict[tuple[SecurityClass, Protection | None], list[int]] = {}
        self.cases: dict[Case, int] = {}
        if self.lowered:
            self.program.at_most([(column, 1.0) for column in self.lowered.values()], 1.0)
        self._prerequisites()
        self._fixed()
        self._limits()

    def _option(self, option: Option) -> int:
        """The column of a change; what is shared carries its money once for all."""
        built, total = self.built, self.task.content.resources.total(option.one_off, option.yearly)
        column = self.program.column()
        built.options[column] = option
        if not option.shared:
            built.money[column], built.counts[column] = total, 1.0
            if option.assumed:
                built.assumed[column] = option.place
            return column
        if option.what not in built.shared:
            carrier = built.shared[option.what] = self.program.column()
            there = any(option.what in other.had for other in self.task.parts.values())
            paid = self.task.shared(option.what)
            total = self.task.content.resources.total(paid.one_off, paid.yearly)
            built.money[carrier] = 0.0 if there else total
            built.counts[carrier] = 1.0
            if paid.assumed and not there:
                built.assumed[carrier] = paid.place
        built.users.setdefault(option.what, []).append(column)
        return column

    def supply(self, id_: str) -> Terms | None:
        """The columns of which one has to be 1 so that the component has `id_`; None: it has it already."""
        if id_ in self.part.had:
            return None
        return self.supplies.get(id_, [])

    def _prerequisites(self) -> None:
        """What has to be there before."""
        for id_, column in self.added.items():
            for before in self.task.content.framework.functionalities[id_].after:
                supply = self.supply(before)
                if supply:
                    self.program.at_least([*supply, (column, -1.0)], 0.0)

        for id_, column in self.relieved.items():
            self.built.counts[column] = 0.0  # it follows from what is added
            for one in self.part.relieved[id_].by:
                self.program.at_least([*(self.supply(one) or []), (column, -1.0)], 0.0)

    def _fixed(self) -> None:
        """What the model forbids to change."""
        component, weaker = self.part.component, self.task.content.framework.weaker
        for name, fixed in component.fixed.items():
            columns = {
                "controls": list(self.added.values()),
                "connectivity": list(self.lowered.values()),
                "challenges": [*self.softened.values(), *self.relieved.values()],
            }.get(name)
            if columns is None:  # also what is stronger would change it
                columns = [column for id_, column in self.added.items() if name in weaker[id_]]
            if not columns:
                continue
            what = said("its {what}", what=said(name)) if name in WHOLE else name
            text = said("{id} keeps {what} as is: {why}", id=component.id, what=what, why=fixed.why)
            member = Member(component.id, "fixed", name, text, fixed.place)
            self.built.members[member] = None
            for column in columns:
                self.program.at_most([(column, 1.0)], 0.0, member)

    def _limits(self) -> None:
        """That what is added stays within what the limits leave."""
        for resource, limit in self.part.component.limits.items():
            if limit.amount is None:
                continue
            used = self.part.uses[resource].most
            terms = self._using(resource)
            scale = limit.amount or 1.0
            room = max(limit.amount - used, 0.0) / scale
            self.program.at_most(_scaled(terms, scale), room, self._member(limit))

    def _member(self, limit: Limit) -> Member:
        resource = self.task.content.resources.resources[limit.resource]
        text = said(
            "{id} has {amount} {unit} of {resource} for its controls, of which they use {used}",
            id=self.part.component.id,
            amount=figure(limit.amount or 0.0),
            unit=said(resource.unit),
            resource=limit.resource,
            used=figure(self.part.uses[limit.resource].most),
        )
        member = Member(self.part.component.id, "limit", limit.resource, text, limit.place)
        self.built.members[member] = None
        return member

    def _using(self, resource: str) -> Terms:
        """What each change uses of `resource`, beyond what is used already."""
        already = {one.id for one in (*self.part.uses[resource].certain, *self.part.uses[resource].possible)}
        found = [
            (column, self.part.additions[id_].amounts.get(resource, 0.0))
            for id_, column in self.added.items()
            if id_ not in already
        ]
        replaced = {
            one.id: one.softened.spending.amounts.get(resource, 0.0)
            for one in self.part.component.challenges or ()
            if one.softened is not None
        }
        found += [
            (column, self.part.softenings[id_].amounts.get(resource, 0.0) - replaced.get(id_, 0.0))
            for id_, column in self.softened.items()
        ]
        found += [
            (column, self.part.lowerings[level].amounts.get(resource, 0.0))
            for level, column in self.lowered.items()
        ]
        return [(column, value) for column, value in found if value]

    def reaching(self, level: SecurityClass, protection: Protection | None) -> list[int]:
        """Columns of which one is 1 only where the component reaches `level` by itself."""
        key = (level, protection)
        if key not in self.corners:
            cases = self.task.corners(self.part, level, protection)
            self.corners[key] = [self._case(case) for case in cases]
        return self.corners[key]

    def _case(self, case: Case) -> int:
        """A column that is 1 only where the component is nowhere worse than `case`."""
        if case in self.cases:
            return self.cases[case]
        column = self.cases[case] = self.program.column()
        connectivity, protection, eroding, raising = case
        if connectivity < self.part.connectivity:
            lower = [(one, 1.0) for level, one in self.lowered.items() if level <= connectivity]
            self.program.at_least([*lower, (column, -1.0)], 0.0)
        if protection > self.part.protection:
            self.program.at_least([(self._protected(protection), 1.0), (column, -1.0)], 0.0)
        for challenge in self.part.component.challenges or ():
            for what, most in (("protection", eroding), ("impact", raising)):
                if what in challenge.acts_on:
                    softer = self._soft(challenge, most)
                    if softer is not None:
                        self.program.at_least([*softer, (column, -1.0)], 0.0)
        if self.part.component.challenges is None and min(eroding, raising) < Severity.VERY_HIGH:
            self.program.at_most([(column, 1.0)], 0.0)  # nothing is known that could be softened
        return column

    def _protected(self, level: Protection) -> int:
        """A column that is 1 only where the controls meet all criteria up to `level`."""
        if level in self.protections:
            return self.protections[level]
        column = self.protections[level] = self.program.column()
        below = list(Protection)[level.rank - 1]
        if below > self.part.protection:
            self.program.at_least([(self._protected(below), 1.0), (column, -1.0)], 0.0)
        for criterion in self.part.lacking:
            if criterion.level is level or (criterion.level < level and below <= self.part.protection):
                supply = self.supply(criterion.id) or []
                moot = [(one, 1.0) for to, one in self.lowered.items() if _moot(criterion.applies_from, to)]
                self.program.at_least([*supply, *moot, (column, -1.0)], 0.0)
        return column

    def _soft(self, challenge: Challenge, most: Severity) -> Terms | None:
        """The columns of which one has to be 1 so that `challenge` is at most `most`; None: it is."""
        level = self.part.assessed.severities[challenge.id].level
        if level is not None and level.worst <= most and not challenge.driven_by:
            return None
        if challenge.softened is not None and challenge.softened.to <= most:
            return None
        terms = list(self._measures(challenge, most))
        if challenge.driven_by:
            spare = self._driven(challenge, most)
            if spare is None:
                return None
            terms.append((spare, 1.0))
        return terms

    def _measures(self, challenge: Challenge, most: Severity) -> Iterator[tuple[int, float]]:
        """The changes that bring `challenge` down to `most`."""
        option = self.part.softenings.get(challenge.id)
        if option is not None and isinstance(option.to, Severity) and option.to <= most:
            yield self.softened[challenge.id], 1.0
        relief = self.part.relieved.get(challenge.id)
        if relief is not None and isinstance(relief.option.to, Severity) and relief.option.to <= most:
            yield self.relieved[challenge.id], 1.0

    def _driven(self, challenge: Challenge, most: Severity) -> int | None:
        """A column that is 1 only where the controls use so little that severity is at most `most`."""
        resource = challenge.driven_by
        limit = self.part.component.limits.get(resource)
        known = self.task.content.resources
        bound = [one.up_to for one in known.shares if one.severity <= most][-1]
        if bound is None or (limit is not None and limit.amount is None):
            return None
        if limit is None or limit.amount is None:
            return self._never()  # no limit is stated: the severity is not known, whatever is used
        key = (resource, most)
        if key not in self.severities:
            column = self.severities[key] = self.program.column()
            scale = limit.amount or 1.0
            room = (limit.amount * bound / 100 - self.part.uses[resource].most) / scale
            terms = _scaled(self._using(resource), scale)
            slack = max(sum(max(value, 0.0) for _, value in terms) - room, 0.0)
            self.program.at_most([*terms, (column, slack)], room + slack, self._member(limit))
        return self.severities[key]

    def _never(self) -> int:
        """A column that stays 0."""
        column = self.program.column()
        self.program.at_most([(column, 1.0)], 0.0)
        return column


def _scaled(terms: Terms, scale: float) -> Terms:
    """Amounts as shares of a limit; what is so much that it can never fit counts as `NEVER`."""
    return [(column, min(value / scale, NEVER)) for column, value in terms]


def _moot(applies_from: Connectivity | None, connectivity: Connectivity) -> bool:
    return applies_from is not None and connectivity < applies_from


def chosen(built: Built, columns: Iterable[int]) -> tuple[Option, ...]:
    """The changes of `columns`, in a stable order: by component, way and name."""
    order = {Way.CONNECTIVITY: 0, Way.SOFTEN: 1, Way.ADD: 2}
    found = [built.options[column] for column in columns if column in built.options]
    return tuple(sorted(found, key=lambda one: (one.component, order[one.way], one.what)))
