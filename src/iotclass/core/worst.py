"""A scenario as a whole under doubt: the worst class of its components, and whether all required holds.

The probability that no component is worse than a class is a product over components that share no unknown;
those that share some are multiplied as diagrams, and the unknowns summed out one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import cast

from iotclass.core.dependence import Dependence, as_good_as
from iotclass.core.diagram import TooLargeError, times
from iotclass.core.group import Figures, Group
from iotclass.core.network import Network, Node, both, groups
from iotclass.core.reliance import order
from iotclass.core.sample import DRAWS, draws
from iotclass.core.scale import SecurityClass
from iotclass.core.system import Component


def worst_shares(classes: Sequence[Node]) -> tuple[dict[SecurityClass, float], bool]:
    """The probability that each class is the worst of `classes`; and whether that is drawn, not exact."""
    scale = sorted(SecurityClass, key=lambda one: one.badness)

    def no_worse(found: Hashable) -> Figures:
        return tuple(float(cast("SecurityClass", found).badness <= one.badness) for one in scale)

    steps, drawn = product(classes, no_worse)
    shares = {one: step - before for one, step, before in zip(scale, steps, (0.0, *steps), strict=False)}
    return {one: share for one, share in shares.items() if share > 0}, drawn


def product(nodes: Sequence[Node], figures: Callable[[Hashable], Figures]) -> tuple[Figures, bool]:
    """The mean of the product of `figures` of what `nodes` are; and whether that is drawn, not exact.

    There is at least one node.
    """
    found: Figures | None = None
    drawn = False
    parts = [figures(node.value) for node in nodes if node.is_fixed]
    for together in groups(nodes):
        members = [nodes[place] for place in together]
        group = Group(members)
        try:
            parts.append(group.product(members, figures))
        except TooLargeError:
            parts.append(_drawn(members, figures))
            drawn = True
    for part in parts:
        found = part if found is None else times(found, part)
    if found is None:
        raise ValueError("nothing to multiply")
    return found, drawn


def _drawn(nodes: Sequence[Node], figures: Callable[[Hashable], Figures]) -> Figures:
    total: Figures | None = None
    known: dict[Hashable, Figures] = {}
    for _, outcomes in draws(nodes):
        row: Figures | None = None
        for outcome in outcomes:
            part = known.setdefault(outcome, figures(outcome))
            row = part if row is None else times(row, part)
        if row is not None:
            total = row if total is None else tuple(a + b for a, b in zip(total, row, strict=True))
    return tuple(one / DRAWS for one in total or ())


def all_met(
    components: Mapping[str, Component], made: Mapping[str, Dependence], network: Network
) -> tuple[float | None, bool]:
    """The probability that every requirement is met (None: there is none), and whether that is drawn.

    That a component and all that it relies on reach a class is asked of each of them by itself, so that
    long chains stay cheap.
    """
    bounds: dict[str, SecurityClass] = {}
    ordered, _ = order(components)
    for id_ in reversed(ordered):
        requires = components[id_].requires
        asked = [bounds[id_]] if id_ in bounds else []
        asked += [requires.level] if requires is not None else []
        if asked:
            bounds[id_] = min(asked, key=lambda one: one.badness)
            for reliance in components[id_].relies_on:
                known = bounds.get(reliance.provider, bounds[id_])
                bounds[reliance.provider] = min(known, bounds[id_], key=lambda one: one.badness)
    demands = []
    for id_, one in made.items():
        if id_ in bounds:
            demand = network.ruled(as_good_as(bounds[id_]), one.own)
            demands.append(demand if one.demanded is None else network.ruled(both, demand, one.demanded))
    if not demands:
        return None, False
    (found,), drawn = product(demands, _one_if)
    return found, drawn


def _one_if(holds: Hashable) -> Figures:
    return (1.0,) if holds is True else (0.0,)
