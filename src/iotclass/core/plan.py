"""Plans: what to change so that every requirement holds, what it costs, and what is in the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from iotclass.core.change import Cliff
from iotclass.core.level import Level, Span
from iotclass.core.option import Option
from iotclass.core.place import Place
from iotclass.core.scale import SecurityClass


class Status(Enum):
    """What was proved of a plan."""

    OPTIMAL = "optimal"
    """All requirements hold, and nothing cheaper makes them hold."""
    FEASIBLE = "feasible"
    """All requirements hold; something cheaper may, down to the bound."""
    INFEASIBLE = "infeasible"
    """Not all requirements can hold."""
    UNKNOWN = "unknown"
    """Time ran out before anything was found."""


class What(Enum):
    """What can clash."""

    REQUIREMENT = "requirement"
    LIMIT = "limit"
    FIXED = "fixed"
    BUDGET = "budget"


@dataclass(frozen=True, slots=True, order=True)
class Member:
    """Something that takes part in a clash: a requirement, a limit, something fixed, the budget.

    `component` is empty for the budget; `name` is the resource of a limit, or what is fixed.
    """

    component: str
    kind: str
    name: str
    text: str
    place: Place

    @property
    def what(self) -> What:
        """What it is."""
        return What(self.kind)


@dataclass(frozen=True, slots=True)
class Clash:
    """That a requirement cannot hold: a smallest set of which nothing can be left out, and the best class.

    `best` is the best class that the component can have within the limits beside the requirements that
    hold; None where none could be found. `why` says what else is immovable.
    """

    component: str
    members: tuple[Member, ...]
    best: SecurityClass | None
    why: tuple[str, ...]
    minimal: bool = True
    """Whether there was time to prove that nothing can be left out."""
    assessed: bool = True
    """Whether the component and what it relies on could be assessed at all."""


@dataclass(frozen=True, slots=True)
class Figure:
    """An assumed figure that a plan rests on, and how far it may move before the plan changes.

    `rises_to` None: however far (within a hundredfold); `falls_to` 0: down to nothing. `known` is False
    where there was no time to find that out.
    """

    name: str
    amount: float
    unit: str
    used: int
    falls_to: float
    rises_to: float | None
    place: Place
    why: str
    known: bool = True


@dataclass(frozen=True, slots=True)
class Forecast:
    """A component now and with the plan: class and whether its requirement holds."""

    component: str
    requires: SecurityClass | None
    now: Span[Level] | None
    then: Span[Level] | None
    verdict_now: str
    verdict_then: str
    reason_then: str


@dataclass(frozen=True, slots=True)
class Certainty:
    """How likely it is that all requirements hold, now and with a plan, counting what is in doubt.

    `asked` is the probability that was asked for; None: under every value that is possible (`robust`).
    `meets_now` and `meets_then` are the probabilities per component that requires something. `open` says
    what stays in doubt with the plan, what decides most first. `drawn`: the figures are drawn, not exact.
    """

    asked: float | None
    now: float | None
    then: float | None
    meets_now: Mapping[str, float]
    meets_then: Mapping[str, float]
    open: tuple[str, ...] = ()
    drawn: bool = False
    most: float | None = None
    """Where what was asked cannot be had: the probability that nothing goes beyond."""

    @property
    def robust(self) -> bool:
        """Whether everything has to hold under every value that is possible."""
        return self.asked is None


@dataclass(frozen=True, slots=True)
class Plan:
    """The changes for one scenario, the cheapest where that was proved.

    `cost` is `one_off` and `years` times `yearly`; `objective` is what was minimised, `bound` what nothing
    can go below. `met` counts the requirements that hold with the changes made.
    """

    scenario: str
    title: str
    status: Status
    minimised: str
    changes: tuple[Option, ...]
    one_off: float
    yearly: float
    cost: float
    objective: float
    bound: float | None
    budget: float | None
    met: int
    required: int
    forecasts: tuple[Forecast, ...]
    clashes: tuple[Clash, ...]
    cliffs: tuple[tuple[str, Cliff], ...]
    figures: tuple[Figure, ...]
    notes: tuple[str, ...]
    proved: bool = True
    """Whether it was proved that no more requirements can hold, and for no less."""
    certainty: Certainty | None = None
    """How sure it is that what is required holds, where that was asked for."""


@dataclass(frozen=True, slots=True)
class Room:
    """Where in a model's text a scenario can be put.

    `at` is the offset in characters; `indent` how far the id of a scenario is indented, `margin` how far
    the keys at the top are; `flow` says that it goes into braces; `first` that it would be the first entry
    there; `section` that the file has scenarios already.
    """

    at: int
    indent: int
    margin: int
    flow: bool
    first: bool
    section: bool


@dataclass(frozen=True, slots=True)
class Point:
    """A plan that no other one beats in both cost and result: what it reaches, and at what cost."""

    cost: float
    level: SecurityClass | None
    met: int
    changes: tuple[Option, ...]
    proved: bool


@dataclass(frozen=True, slots=True)
class Front:
    """All such plans of a scenario: by its class, and by how many requirements are met."""

    scenario: str
    title: str
    by_class: tuple[Point, ...]
    by_met: tuple[Point, ...]
    required: int
    notes: tuple[str, ...] = ()
    late: bool = False
    """Whether time ran out before all were found."""
