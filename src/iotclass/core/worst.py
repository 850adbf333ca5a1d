"""A scenario as a whole under doubt: the worst class of its components, and whether all required holds.

The probability that no component is worse than a class is a product over components that share no unknown;
those that share some are multiplied as diagrams, and the unknowns summed out one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from functools import reduce
from typing import cast

from iotclass.core.dependence import Dependence
from iotclass.core.diagram import TooLargeError, averaged, times
from iotclass.core.group import Group, Vector
from iotclass.core.network import Network, Node
from iotclass.core.reliance import order
from iotclass.core.rule import as_good_as, both
from iotclass.core.sample import DRAWS, drawn
from iotclass.core.scale import SecurityClass
from iotclass.core.system import Component

SCALE = sorted(SecurityClass, key=lambda one: one.badness)


def no_worse(found: Hashable) -> Vector:
    """Per class, the best first, 1 where what was found is no worse."""
    return tuple(float(cast("SecurityClass", found).badness <= one.badness) for one in SCALE)


def one_if(holds: Hashable) -> Vector:
    """1 where something holds."""
    return (1.0,) if holds is True else (0.0,)


def shares(steps: Vector) -> dict[SecurityClass, float]:
    """The probability of each class, of those that each or a better one is the worst."""
    found = {one: step - before for one, step, before in zip(SCALE, steps, (0.0, *steps), strict=False)}
    return {one: share for one, share in found.items() if share > 0}


def product(
    nodes: Sequence[Node], figures: Callable[[Hashable], Vector], *, small: bool = True
) -> tuple[Vector, bool]:
    """The mean of the product of `figures` of what `nodes` are; and whether that is drawn, not exact.

    Not `small`: it is known already that exact treatment is too costly.
    """
    if not small:
        return _drawn(nodes, figures), True
    try:
        return Group([[node] for node in nodes]).product(nodes, figures, times, averaged), False
    except TooLargeError:
        return _drawn(nodes, figures), True


def _drawn(nodes: Sequence[Node], figures: Callable[[Hashable], Vector]) -> Vector:
    """The same by draws: `figures` are 0 or 1, and a product of them is 1 where all are."""
    found = drawn(nodes)
    size = len(figures(next(iter(found[nodes[0].number]))))
    held = [(1 << DRAWS) - 1] * size
    for node in nodes:
        for place in range(size):
            held[place] &= sum(bits for value, bits in found[node.number].items() if figures(value)[place])
    return tuple(bits.bit_count() / DRAWS for bits in held)


def multiplied(parts: Iterable[Vector]) -> Vector:
    """The product of the figures of groups that share no unknown; there is at least one."""
    return reduce(times, parts)


def demands(
    components: Mapping[str, Component], made: Mapping[str, Dependence], network: Network
) -> dict[str, Node]:
    """Per component, what of all requirements together it must fulfil by itself.

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
    found = {}
    for id_, level in bounds.items():
        if id_ in made:
            one = made[id_]
            demand = network.ruled(as_good_as(level), one.own)
            found[id_] = demand if one.demanded is None else network.ruled(both, demand, one.demanded)
    return found
