"""Resources: what functionalities cost a component and its maker, and what a used share of a limit means.

The framework gives each functionality ordinal costs (0 nothing … 3 much). What an ordinal stands for, per
kind of component, is a documented figure of the content: assumed until a model says better.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from iotclass.core.functionality import Functionality
from iotclass.core.place import Place
from iotclass.core.scale import Severity
from iotclass.core.table import Origin

ANY = "*"
"""The kind under which figures stand that hold for every kind without one of its own."""
EFFORT = "human-effort"
"""The ordinal cost that stands for money."""
SLACK = 1e-9
"""How far a sum of figures may pass a limit by rounding alone."""


@dataclass(frozen=True, slots=True)
class Resource:
    """Something of which a component has only so much: energy, compute, memory, bandwidth, access.

    `cost` is the name of the framework's ordinal cost that uses it up.
    """

    id: str
    title: str
    unit: str
    cost: str
    describes: str


@dataclass(frozen=True, slots=True)
class Amount:
    """How much of a resource (in its unit) an ordinal cost stands for, on components of a kind."""

    resource: str
    kind: str
    ordinal: int
    amount: float
    why: str
    place: Place


@dataclass(frozen=True, slots=True)
class Price:
    """How much money an ordinal of human effort stands for: once, and every year."""

    kind: str
    ordinal: int
    one_off: float
    yearly: float
    why: str
    place: Place


@dataclass(frozen=True, slots=True)
class Share:
    """The severity of a driven challenge while at most `up_to` percent of the limit are used.

    None: above the last bound.
    """

    up_to: float | None
    severity: Severity
    origin: Origin
    place: Place


@dataclass(frozen=True, slots=True)
class Resources:
    """The resources by id, what ordinal costs stand for, and the severity per share of a limit.

    Money is in `currency`; yearly cost counts for `years` years.
    """

    resources: Mapping[str, Resource]
    amounts: tuple[Amount, ...]
    prices: tuple[Price, ...]
    shares: tuple[Share, ...]
    currency: str
    years: int

    def amount(self, resource: str, kinds: Sequence[str], functionality: Functionality) -> Amount | None:
        """What `functionality` uses of `resource` on a component of `kinds`, the first known; None: none."""
        ordinal = _ordinal(functionality, self.resources[resource].cost)
        found = {one.kind: one for one in self.amounts if one.resource == resource and one.ordinal == ordinal}
        return next((found[kind] for kind in (*kinds, ANY) if kind in found), None)

    def price(self, kinds: Sequence[str], functionality: Functionality) -> Price:
        """What `functionality` costs its maker or operator on a component of `kinds`, the first known."""
        ordinal = _ordinal(functionality, EFFORT)
        found = {one.kind: one for one in self.prices if one.ordinal == ordinal}
        return next(found[kind] for kind in (*kinds, ANY) if kind in found)

    def share(self, percent: float) -> Share:
        """The row for a used share of a limit."""
        return next(one for one in self.shares if one.up_to is None or percent <= one.up_to + SLACK)

    def total(self, one_off: float, yearly: float) -> float:
        """Cost over the years that count."""
        return one_off + self.years * yearly


def _ordinal(functionality: Functionality, cost: str) -> int:
    found = functionality.costs.get(cost)
    return 0 if found is None else found.amount
