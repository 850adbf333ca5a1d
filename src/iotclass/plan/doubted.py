"""Plans that count what is in doubt: all holds with a probability, or in every case that is possible."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from iotclass.core.assess import Assessment, ScenarioAssessment, assess
from iotclass.core.ends import at_best, widened
from iotclass.core.option import Option, Way
from iotclass.core.phrase import said
from iotclass.core.plan import Certainty, Plan, Status
from iotclass.core.system import Scenario
from iotclass.plan.build import Built, build, chosen
from iotclass.plan.chance import SLIGHT, Chances, stripped
from iotclass.plan.clash import clash
from iotclass.plan.hope import hopeful
from iotclass.plan.program import Clock, OutOfTimeError, Solution
from iotclass.plan.solve import CENT, PATIENCE, cheapest, drafted, priced, solution
from iotclass.plan.sure import ROUNDING, Search
from iotclass.plan.task import Task, accepted, task


def robust(
    assessment: Assessment, scenario: ScenarioAssessment, budget: float | None, minimised: str, clock: Clock
) -> Plan:
    """The plan with which all that is required holds under every value that anything in doubt may have.

    Proved twice: by assessing the scenario with all doubts as ranges, and by the probability, which is 1.
    """
    told = worst_task(assessment, scenario, budget)
    plan = cheapest(told, minimised, clock)
    chances = _chances(assessment, scenario, told)
    plan = replace(plan, certainty=_certainty(chances, plan.changes, None))
    reached = plan.certainty is not None and plan.certainty.then is not None and plan.certainty.then
    if plan.status in {Status.OPTIMAL, Status.FEASIBLE} and reached < 1 - SLIGHT:
        raise ArithmeticError(f"the plan holds with the probability {reached} only")
    return plan


def confident(
    assessment: Assessment,
    scenario: ScenarioAssessment,
    budget: float | None,
    minimised: str,
    clock: Clock,
    confidence: float,
) -> Plan:
    """The plan with which all that is required holds together with the probability `confidence`."""
    told = worst_task(assessment, scenario, budget)
    blocked = [demand for demand in told.demands if demand.blocked]
    if blocked:
        built = build(told)
        clashes = tuple(clash(told, built, demand, (), clock) for demand in blocked)
        shown = replace(told, scenario=scenario, system=assessment.system)
        plan, _ = drafted(shown, minimised, Status.INFEASIBLE, (), None, clashes)
        return replace(plan, certainty=Certainty(confidence, None, None, {}, {}))
    method, content = assessment.method, assessment.content
    best = _task(assessment, at_best(scenario.scenario, method, content), None, told.accepted)
    chances = _chances(assessment, scenario, told)
    return _Planner(assessment, scenario, told, best, chances, minimised, clock, confidence).plan()


def as_ranges(assessment: Assessment, scenario: ScenarioAssessment) -> ScenarioAssessment:
    """`scenario` assessed with all doubts as the ranges of what is possible."""
    return worst_task(assessment, scenario, None).scenario


def worst_task(assessment: Assessment, scenario: ScenarioAssessment, budget: float | None) -> Task:
    """The task where all doubts are ranges, of which a plan takes the worst."""
    wide = widened(scenario.scenario, assessment.method)
    return _task(assessment, wide, budget, accepted(scenario))


def _task(assessment: Assessment, scenario: Scenario, budget: float | None, left_out: frozenset[str]) -> Task:
    system = replace(assessment.system, scenarios=(scenario,))
    found = assess(system, assessment.method, assessment.content)
    return task(found, found.scenarios[0], budget, left_out)


def _chances(assessment: Assessment, scenario: ScenarioAssessment, told: Task) -> Chances:
    return Chances(told, assessment.system, stripped(scenario.scenario, told.accepted))


def reached(assessment: Assessment, scenario: ScenarioAssessment) -> float:
    """The probability with which all holds in a scenario that is required and not accepted as unmet."""
    return _chances(assessment, scenario, worst_task(assessment, scenario, None)).exactly(())


def _certainty(
    chances: Chances, changes: Sequence[Option], asked: float | None, most: float | None = None
) -> Certainty:
    """How sure it is that all holds, now and with `changes`."""
    now, then = chances.likely(()), chances.likely(changes)
    return Certainty(
        asked,
        min(chances.exactly(()), 1.0),
        min(chances.exactly(changes), 1.0),
        now.meets,
        then.meets,
        tuple(
            said("{id}: {subject} ({place})", id=one.component, subject=one.subject, place=one.at)
            for one in then.matters
        ),
        chances.drawn or now.drawn or then.drawn,
        most,
    )


@dataclass(slots=True)
class _Planner:
    """One plan for a probability."""

    assessment: Assessment
    scenario: ScenarioAssessment
    told: Task
    best: Task
    chances: Chances
    minimised: str
    clock: Clock
    confidence: float

    def plan(self) -> Plan:
        """The plan."""
        spare = self._spare() if self.clock.limit is not None else None
        search: Search | None = None
        try:
            search = self._search(self.confidence, self.clock)
            found = search.least(lambda: search.built.objective(self.minimised))
        except OutOfTimeError:
            if spare is None:
                return self._plan(Status.UNKNOWN, (), None)
            built, solved = spare
            late = replace(solved, bound=search.bound if search else 0.0, optimal=False)
            return self._plan(Status.FEASIBLE, _changes(built, solved), late)
        if found is None:
            return self._nearest(search.most)
        changes = self._stable(search, found)
        status = Status.FEASIBLE if self.chances.drawn else Status.OPTIMAL
        return self._plan(status, changes, found)

    def _search(self, target: float, clock: Clock) -> Search:
        return Search(hopeful(self.told, self.best), self.chances, target, clock)

    def _spare(self) -> tuple[Built, Solution] | None:
        """A plan to fall back on: one that holds in every case, else one as sure as any can be."""
        clock = Clock(self.clock.left / 2)
        built: Built | None = None
        try:
            built = build(self.told)
            found: Solution | None = solution(built, self.minimised, clock)
            if found is None or found.values is None:
                most = self._search(self.confidence, clock).most
                search = self._search(max(most, self.confidence), clock)
                built = search.built
                found = search.least(lambda: search.built.objective(self.minimised))
        except OutOfTimeError:
            return None
        if found is None or found.values is None:
            return None
        sure = self.chances.exactly(_changes(built, found))
        return (built, found) if sure >= self.confidence - ROUNDING else None

    def _stable(self, search: Search, found: Solution) -> tuple[Option, ...]:
        """Of all as good as `found` the cheapest, then the fewest changes, then the first by name.

        Where time runs out, the one that was found.
        """
        built = search.built
        first = built.objective(self.minimised)
        caps: list[tuple[Sequence[float], float]] = [(first, _total(found, first))]
        for aim in dict.fromkeys((self.minimised, "cost", "names")):
            if aim == self.minimised:
                continue
            try:
                better = search.least(partial(built.objective, aim), caps)
            except OutOfTimeError:
                break
            if better is None or any(_total(better, terms) > most + CENT for terms, most in caps):
                break  # only rounding makes it look as good
            found = better
            objective = built.objective(aim)
            caps.append((objective, _total(found, objective)))
        return _changes(built, found)

    def _nearest(self, most: float) -> Plan:
        """What comes nearest to a probability that cannot be had; `most` is what nothing goes beyond."""
        clock = Clock(min(self.clock.left, PATIENCE))
        top, proved = min(most, self.confidence), False
        changes: tuple[Option, ...] = ()
        reach = self.chances.exactly(())
        try:
            while reach < top - SLIGHT:
                # at first all that can be had at most, then anything that is more than what was found
                target = most if most < self.confidence and not changes else reach + SLIGHT
                search = self._search(target, clock)
                found = search.least(partial(_many, search.built))
                if found is None and target == most:
                    target = reach + SLIGHT
                    search = self._search(target, clock)
                    found = search.least(partial(_many, search.built))
                if found is None:
                    break
                changes = _changes(search.built, found)
                reach = self.chances.exactly(changes)
            top, proved = reach, not self.chances.drawn
            if changes:
                search = self._search(reach, clock)
                found = search.least(lambda: search.built.objective(self.minimised))
                if found is not None:
                    changes = self._stable(search, found)
        except OutOfTimeError:
            proved = False
        if proved and top <= SLIGHT:  # no case at all in which everything holds: what clashes says why
            plan = cheapest(self.told, self.minimised, self.clock)
            return replace(plan, certainty=_certainty(self.chances, plan.changes, self.confidence, top))
        return self._plan(Status.INFEASIBLE, changes, None, most=top, proved=proved)

    def _plan(
        self,
        status: Status,
        changes: tuple[Option, ...],
        found: Solution | None,
        *,
        most: float | None = None,
        proved: bool = True,
    ) -> Plan:
        """The plan of `changes`, checked by a network of the changed scenario alone."""
        shown = replace(self.told, scenario=self.scenario, system=self.assessment.system)
        plan, then = drafted(shown, self.minimised, status, changes, found, proved=proved)
        certainty = _certainty(self.chances, priced(changes, self.told), self.confidence, most)
        if status in {Status.OPTIMAL, Status.FEASIBLE}:
            again = Chances(self.told, self.assessment.system, stripped(then.scenario, self.told.accepted))
            if again.exactly(()) < self.confidence - SLIGHT:
                raise ArithmeticError(f"the plan holds with the probability {again.exactly(())} only")
        return replace(plan, certainty=certainty)


def _total(found: Solution, weights: Sequence[float]) -> float:
    """The sum of `weights` over the columns that are 1; columns that were added later count as 0."""
    return sum(round(value) * weight for value, weight in zip(found.values or (), weights, strict=False))


def _many(built: Built) -> list[float]:
    """The coefficients that count changes, as something to have much of."""
    return [-1.0 if column in built.options else 0.0 for column in range(len(built.program.costs))]


def _changes(built: Built, found: Solution) -> tuple[Option, ...]:
    """The changes of a solution; of two that soften one challenge the stronger."""
    all_ = chosen(built, [column for column in built.options if found.chosen(column)])
    least: dict[tuple[str, str], int] = {}
    for one in all_:
        if one.way is Way.SOFTEN and one.to is not None:
            place = (one.component, one.what)
            least[place] = min(least.get(place, one.to.rank), one.to.rank)
    return tuple(
        one
        for one in all_
        if one.way is not Way.SOFTEN or one.to is None or one.to.rank == least[one.component, one.what]
    )
