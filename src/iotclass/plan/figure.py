"""The assumed figures that a plan rests on, and how far each may move before the plan changes.

A plan stays the cheapest over one stretch of each figure: as a price rises or falls, its cost and those of
all others move on straight lines; as an amount rises the others only lose, as it falls they only gain.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from iotclass.core.option import Option, cost, count, improved
from iotclass.core.phrase import said
from iotclass.core.place import Place
from iotclass.core.plan import Figure
from iotclass.core.resource import ANY, SLACK, Amount, Price, Resources
from iotclass.core.usage import use
from iotclass.core.verdict import Verdict
from iotclass.plan.build import Built, build
from iotclass.plan.program import Clock, OutOfTimeError
from iotclass.plan.task import Task, reassessed, retold

FAR = 100.0
"""How many times larger a figure is looked at, at most."""
PRECISION = 0.01
"""How closely the bound of an amount is found, as a share of the figure."""
CLOSE = 1e-6
"""Costs nearer than this share are the same."""
ROUNDS = 50
"""How many crossings are gone through, at most."""


def figures(
    told: Task, built: Built, minimised: str, changes: Sequence[Option], clock: Clock
) -> tuple[Figure, ...]:
    """The assumed figures under `changes`, the cheapest plan of `built`, by where they stand."""
    found: list[Figure] = []
    if minimised == "cost":
        found += (_price(told, built, price, used, changes, clock) for price, used in _prices(told, changes))
    for amount, used in _amounts(told, changes):
        found.append(_amount(told, amount, used, minimised, changes, clock))
    return tuple(sorted(found, key=lambda one: one.place))


def _prices(told: Task, changes: Sequence[Option]) -> list[tuple[Price, int]]:
    """The documented prices under what is paid for, and how often each is."""
    at = {one.place: one for one in told.content.resources.prices}
    paid = [one.place for one in changes if one.assumed and (one.one_off or one.yearly)]
    return [(at[place], used) for place, used in Counter(paid).items()]


def _price(
    told: Task, built: Built, price: Price, used: int, changes: Sequence[Option], clock: Clock
) -> Figure:
    """How far a price may move: costs of plans are lines over it, and the nearest crossing counts."""
    known = told.content.resources
    total = known.total(price.one_off, price.yearly)
    chosen = {one.key for one in changes}
    paid = {one.what for one in changes if one.shared and (one.one_off or one.yearly)}
    mine = [0.0] * len(built.program.costs)
    for column, option in built.options.items():
        mine[column] = float(option.key in chosen)
    for name, column in built.shared.items():
        mine[column] = float(name in paid)

    def weights(factor: float) -> list[float]:
        return [
            built.money.get(column, 0.0) * (factor if built.assumed.get(column) == price.place else 1.0)
            for column in range(len(mine))
        ]

    def cheapest(factor: float) -> tuple[float, ...] | None:
        return _solved(told, built, weights(factor), clock)

    try:
        far = FAR
        own = _line(mine, weights(1.0)) - _line(mine, weights(0.0))
        if told.budget is not None and used and own:
            far = min(far, 1 + (told.budget - _line(mine, weights(1.0))) / own)  # beyond it none can be paid
        falls, rises = (_crossing(mine, weights, cheapest, factor) for factor in (0.0, far))
        if rises is None and far < FAR:
            rises = far
        known_now = True
    except OutOfTimeError:
        falls, rises, known_now = None, None, False
    kind = said("any kind") if price.kind == ANY else price.kind
    return Figure(
        said("effort {ordinal} on {kind}", ordinal=price.ordinal, kind=kind),
        total,
        said("{currency} in {years} years", currency=known.currency, years=known.years),
        used,
        total * (falls or 0.0),
        None if rises is None else total * rises,
        price.place,
        said(price.why),
        known_now,
    )


def _crossing(
    mine: Sequence[float],
    weights: Callable[[float], list[float]],
    cheapest: Callable[[float], tuple[float, ...] | None],
    factor: float,
) -> float | None:
    """The crossing nearest to 1 on the way to `factor`; None where the plan stays the cheapest."""
    own = (_line(mine, weights(0.0)), _line(mine, weights(1.0)))
    reached = None
    for _ in range(ROUNDS):
        found = cheapest(factor)
        if found is None or _cost(own, factor) <= _line(found, weights(factor)) * (1 + CLOSE) + CLOSE:
            return reached
        other = (_line(found, weights(0.0)), _line(found, weights(1.0)))
        slope = (own[1] - own[0]) - (other[1] - other[0])
        if abs(slope) <= CLOSE * max(1.0, abs(own[1])):
            return reached  # lines that never cross: only rounding tells them apart
        crossing = (other[0] - own[0]) / slope
        if reached is not None and abs(crossing - reached) <= CLOSE:
            return reached
        factor = reached = crossing
    return reached


def _solved(told: Task, built: Built, weights: Sequence[float], clock: Clock) -> tuple[float, ...] | None:
    """The cheapest solution at other prices, the budget counted in them. None: there is none."""
    budget = [one for one in built.members if one.kind == "budget"]
    caps = [(weights, told.budget)] if told.budget is not None else []
    found = built.program.solve(clock, weights, budget, caps)
    if not found.optimal and not found.infeasible:
        raise OutOfTimeError
    return found.values


def _line(values: Sequence[float], weights: Sequence[float]) -> float:
    return sum(round(value) * weight for value, weight in zip(values, weights, strict=True))


def _cost(own: tuple[float, float], factor: float) -> float:
    return own[0] + factor * (own[1] - own[0])


def _amounts(told: Task, changes: Sequence[Option]) -> list[tuple[Amount, int]]:
    """The documented amounts that count against a limit with `changes` made, and how often each does."""
    known, framework = told.content.resources, told.content.framework
    scenario = improved(told.scenario.scenario, changes)
    found: Counter[Place] = Counter()
    for id_, part in told.parts.items():
        for resource in part.uses:
            component = scenario.components[id_]
            used = use(resource, component, part.profile, framework.functionalities.__getitem__, known)
            for one in (*used.certain, *used.possible):
                if one.assumed:
                    functionality = framework.functionalities[one.id]
                    amount = known.amount(resource, part.profile.lineage, functionality)
                    found += Counter([amount.place] if amount else [])
    at = {one.place: one for one in known.amounts}
    return [(at[place], used) for place, used in found.items()]


def _amount(
    told: Task, amount: Amount, used: int, minimised: str, changes: Sequence[Option], clock: Clock
) -> Figure:
    """How far an amount may move: up while the plan still holds, down while nothing cheaper does."""
    known = told.content.resources

    def scaled(factor: float) -> Resources:
        moved = replace(amount, amount=amount.amount * factor)
        return replace(known, amounts=tuple(moved if one is amount else one for one in known.amounts))

    def still_holds(factor: float) -> bool:
        clock.check()
        return _holds(told, changes, scaled(factor))

    own = cost(changes, known) if minimised == "cost" else float(count(changes))

    def still_cheapest(factor: float) -> bool:
        built = build(retold(told, scaled(factor)))
        found = built.program.solve(clock, built.objective(minimised))
        if not found.optimal and not found.infeasible:
            raise OutOfTimeError
        return found.infeasible or own <= found.objective * (1 + CLOSE) + CLOSE

    try:
        falls = 0.0 if still_cheapest(0.0) else _bisected(0.0, 1.0, still_cheapest, upper=True)
        rises = None if still_holds(FAR) else _bisected(1.0, FAR, still_holds, upper=False)
        known_now = True
    except OutOfTimeError:
        falls, rises, known_now = 0.0, None, False
    kind = said("any kind") if amount.kind == ANY else amount.kind
    return Figure(
        said("{resource} {ordinal} on {kind}", resource=amount.resource, ordinal=amount.ordinal, kind=kind),
        amount.amount,
        said(known.resources[amount.resource].unit),
        used,
        amount.amount * falls,
        None if rises is None else amount.amount * rises,
        amount.place,
        said(amount.why),
        known_now,
    )


def _bisected(low: float, high: float, holds: Callable[[float], bool], *, upper: bool) -> float:
    """The end of the stretch on which `holds`: the part from it up (`upper`), or up to it."""
    while high - low > PRECISION * max(low, PRECISION):
        middle = (low + high) / 2
        if holds(middle) is upper:
            high = middle
        else:
            low = middle
    return high if upper else low


def _holds(told: Task, changes: Sequence[Option], resources: Resources) -> bool:
    """Whether all that is demanded, and every limit, holds with `changes` made."""
    then = reassessed(told, changes, resources)
    if any(then.components[demand.component].verdict is not Verdict.MET for demand in told.demands):
        return False
    look = told.content.framework.functionalities.__getitem__
    for id_, part in told.parts.items():
        for limit in part.component.limits.values():
            before = use(limit.resource, part.component, part.profile, look, resources).most
            after = use(limit.resource, then.components[id_].component, part.profile, look, resources).most
            if limit.amount is not None and after > max(limit.amount, before) + SLACK:
                return False
    return True
