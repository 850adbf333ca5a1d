"""Decision tables: total, monotone maps from levels to a level, each row with its origin."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from itertools import product

from iotclass.core.level import Level
from iotclass.core.place import Place, Problem
from iotclass.core.scale import scale_name

Case = tuple[Level, ...]


class Origin(Enum):
    """Where a cell comes from (method.yaml's words)."""

    GIVEN = "given"
    DERIVED = "derived"
    INFERRED = "inferred"
    OURS = "ours"
    ATTESTED = "attested"
    """Not from the paper: a clause of a document speaks for it."""


class Direction(Enum):
    """Whether an outcome rises or falls with an input."""

    RISES = "rises"
    FALLS = "falls"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: a case, its outcome, where that comes from and where it is written."""

    case: Case
    outcome: Level
    origin: Origin
    section: str
    place: Place


@dataclass(frozen=True, slots=True)
class Table:
    """A decision table: `inputs` says per scale whether the outcome rises or falls with it."""

    name: str
    inputs: tuple[tuple[type[Level], Direction], ...]
    outcome: type[Level]
    rows: Mapping[Case, Row]
    place: Place

    @property
    def scales(self) -> tuple[type[Level], ...]:
        """The scales of the inputs, in order."""
        return tuple(scale for scale, _ in self.inputs)

    def cases(self) -> Iterator[Case]:
        """Every combination of input levels, in the order of the scales."""
        return product(*self.scales)

    def __getitem__(self, case: Case) -> Level:
        """The outcome of one case."""
        return self.rows[case].outcome


def steps(table: Table, position: int) -> Iterator[tuple[Case, Case]]:
    """Every pair of cases that differ by one step of the input at `position`, lower outcome first.

    That is one step up where the outcome rises with the input, one step down where it falls.
    """
    scale, direction = table.inputs[position]
    levels = list(scale)
    for case in table.cases():
        if case[position] is not levels[-1]:
            above = levels[case[position].rank + 1]
            higher = (*case[:position], above, *case[position + 1 :])
            yield (case, higher) if direction is Direction.RISES else (higher, case)


def problems(table: Table) -> Iterator[Problem]:
    """What keeps `table` from being total, monotone and dependent on each of its inputs."""
    missing = [case for case in table.cases() if case not in table.rows]
    yield from (Problem(table.place, f"no row for {case_text(case)}") for case in missing)
    yield from wrong_steps(table)
    for position, (scale, _) in enumerate(table.inputs):
        if not missing and all(table[low] is table[high] for low, high in steps(table, position)):
            yield Problem(table.place, f"{scale_name(scale)} never changes the outcome")


def wrong_steps(table: Table) -> Iterator[Problem]:
    """Every step, between rows that are there, by which the outcome goes the wrong way."""
    for position, (scale, direction) in enumerate(table.inputs):
        for low, high in steps(table, position):
            below, above = table.rows.get(low), table.rows.get(high)
            if below is not None and above is not None and above.outcome < below.outcome:
                yield Problem(
                    above.place,
                    f"{case_text(high)} gives {above.outcome}, below {below.outcome} of line "
                    f"{below.place.line} ({case_text(low)}), but the outcome {direction.value} with "
                    f"{scale_name(scale)}",
                )


def case_text(case: Case) -> str:
    """A case as rows are cited: the levels, separated by commas."""
    return ",".join(str(level) for level in case)
