"""Mixed-integer programs: columns, rows that belong to groups which can be left out, and their solution.

Solved by HiGHS. Bounds are proved: the gap is zero, or the time was up and the solution says so.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

import highspy
import numpy as np

G = TypeVar("G")
Terms = list[tuple[int, float]]
INFINITY = float(highspy.kHighsInf)


@dataclass(frozen=True, slots=True)
class Solution:
    """What a solver found.

    `values` is None where it found nothing; `optimal`: nothing is better; `infeasible`: there is nothing.
    """

    values: tuple[float, ...] | None
    objective: float
    bound: float
    optimal: bool
    infeasible: bool

    def total(self, terms: Sequence[float]) -> float:
        """The sum of `terms` over the columns that are 1."""
        return sum(round(value) * term for value, term in zip(self.values or (), terms, strict=True) if term)

    def chosen(self, column: int) -> bool:
        """Whether a 0-1 column is 1."""
        return self.values is not None and self.values[column] > 0.5


class OutOfTimeError(Exception):
    """The time that a computation was given is over."""


@dataclass(slots=True)
class Clock:
    """How much time a computation has left, in seconds; without a limit, endless."""

    limit: float | None
    start: float = field(default_factory=time.monotonic)

    @property
    def left(self) -> float:
        """Seconds left."""
        return INFINITY if self.limit is None else self.limit - (time.monotonic() - self.start)

    def check(self) -> None:
        """Raise OutOfTimeError where the time is over."""
        if self.left <= 0:
            raise OutOfTimeError


class Program(Generic[G]):
    """A program that is built column by column and row by row; its size is that of what it is given."""

    def __init__(self) -> None:
        self.costs: list[float] = []
        self.rows: list[tuple[float, float, G | None]] = []
        self.starts: list[int] = [0]
        self.indices: list[int] = []
        self.values: list[float] = []

    def column(self, cost: float = 0.0) -> int:
        """A new 0-1 column."""
        self.costs.append(cost)
        return len(self.costs) - 1

    def row(self, terms: Terms, lower: float, upper: float, group: G | None = None) -> None:
        """A new row: `lower` ≤ the sum of `terms` ≤ `upper`, left out with its group."""
        self.rows.append((lower, upper, group))
        self.indices += [column for column, _ in terms]
        self.values += [value for _, value in terms]
        self.starts.append(len(self.indices))

    def at_most(self, terms: Terms, upper: float, group: G | None = None) -> None:
        """A row without a lower bound."""
        self.row(terms, -INFINITY, upper, group)

    def at_least(self, terms: Terms, lower: float, group: G | None = None) -> None:
        """A row without an upper bound."""
        self.row(terms, lower, INFINITY, group)

    def solve(
        self,
        clock: Clock,
        objective: Sequence[float] | None = None,
        without: Collection[G] = (),
        caps: Sequence[tuple[Sequence[float], float]] = (),
    ) -> Solution:
        """The solution with the least `objective` (the columns' costs where none is given).

        Rows of the groups `without` are left out; each of `caps` bounds a further objective from above.
        Raises OutOfTimeError where the clock has run out already.
        """
        clock.check()
        if not self.costs:
            return Solution((), 0.0, 0.0, optimal=True, infeasible=False)
        solver = highspy.Highs()  # type: ignore[no-untyped-call]  # not annotated there
        solver.setOptionValue("output_flag", False)  # noqa: FBT003  HiGHS's signature
        solver.setOptionValue("threads", 1)  # threads of a library outlive its use, and the gain is small
        solver.setOptionValue("parallel", "off")
        solver.setOptionValue("mip_rel_gap", 0.0)
        solver.setOptionValue("mip_abs_gap", 1e-6)
        solver.setOptionValue("mip_feasibility_tolerance", 1e-9)
        solver.setOptionValue("primal_feasibility_tolerance", 1e-9)
        if clock.left < INFINITY:
            solver.setOptionValue("time_limit", max(0.01, clock.left))
        model = self._model(self.costs if objective is None else objective, without, caps)
        if solver.passModel(model) == highspy.HighsStatus.kError:
            raise ArithmeticError("the solver refuses the program: its figures are too far apart")
        solver.run()
        return _solution(solver)

    def _model(
        self,
        objective: Sequence[float],
        without: Collection[G],
        caps: Sequence[tuple[Sequence[float], float]],
    ) -> highspy.HighsLp:
        lowers = [-INFINITY if group in without else low for low, _, group in self.rows]
        uppers = [INFINITY if group in without else high for _, high, group in self.rows]
        starts, indices, values = list(self.starts), list(self.indices), list(self.values)
        for terms, most in caps:
            used = [(column, value) for column, value in enumerate(terms) if value]
            scale = max(1.0, abs(most))
            indices += [column for column, _ in used]
            values += [value / scale for _, value in used]
            starts.append(len(indices))
            lowers.append(-INFINITY)
            uppers.append(most / scale + 1e-9)
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = len(self.costs), len(lowers)
        model.col_cost_ = np.array(objective, dtype=np.float64)
        model.col_lower_ = np.zeros(len(self.costs))
        model.col_upper_ = np.ones(len(self.costs))
        model.row_lower_, model.row_upper_ = np.array(lowers), np.array(uppers)
        model.integrality_ = [highspy.HighsVarType.kInteger] * len(self.costs)
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = np.array(starts, dtype=np.int32)
        model.a_matrix_.index_ = np.array(indices, dtype=np.int32)
        model.a_matrix_.value_ = np.array(values, dtype=np.float64)
        return model


def _solution(solver: highspy.Highs) -> Solution:
    status, info = solver.getModelStatus(), solver.getInfo()
    found = info.primal_solution_status == highspy.kSolutionStatusFeasible
    values = tuple(solver.getSolution().col_value) if found else None
    optimal = status == highspy.HighsModelStatus.kOptimal
    infeasible = status == highspy.HighsModelStatus.kInfeasible
    bound = info.objective_function_value if optimal else info.mip_dual_bound
    return Solution(values, info.objective_function_value, bound, optimal, infeasible)
