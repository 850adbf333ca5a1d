"""One component's result with all that explains it: the tree, contested cells, what would change it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from iotclass.core.admissible import Admissible, Pair
from iotclass.core.assess import ComponentAssessment, ScenarioAssessment, outcome_with_harm
from iotclass.core.change import Change, Cliff, changes, cliffs
from iotclass.core.content import Content
from iotclass.core.finding import Finding, How, walk
from iotclass.core.level import Level, Span, worst
from iotclass.core.method import Method
from iotclass.core.pair import Ranges, ranges_by_tables
from iotclass.core.scale import Impact
from iotclass.core.table import Case, Origin

Cell = tuple[str, Case]
Outcome = Callable[[Cell], Level]


@dataclass(frozen=True, slots=True)
class Explanation:
    """A component in a scenario, explained.

    `contested` holds the table cells of which another value, in a table that agrees with the source's
    statements, would change the result; `doubt` says what all such pairs of tables would make of it.
    """

    scenario: ScenarioAssessment
    component: ComponentAssessment
    contested: frozenset[Cell]
    ranges: Ranges
    changes: tuple[Change, ...]
    cliffs: tuple[Cliff, ...]


def explain(
    scenario: ScenarioAssessment, component: str, method: Method, admissible: Admissible, content: Content
) -> Explanation:
    """Explain the class of `component` in `scenario`."""
    one = scenario.components[component]
    by_harm = _by_harm(scenario, one, method, content)
    required = one.component.requires.level if one.component.requires else None
    by_tables = ranges_by_tables(scenario, admissible).components[component]
    contested = frozenset(_contested(one.outcome.final, method, admissible))
    if by_tables.changes and not any(name in {"exposure", "class"} for name, _ in contested):
        contested |= frozenset(_contested_together(one.outcome.final, admissible))
    return Explanation(
        scenario,
        one,
        contested,
        by_tables,
        changes(component, one.inputs, method, required, by_harm),
        cliffs(component, one.inputs, method, by_harm),
    )


def _by_harm(
    scenario: ScenarioAssessment, one: ComponentAssessment, method: Method, content: Content
) -> dict[Level, Span[Level]] | None:
    """The class per level of harm, where harm passes to a provider whose class comes back as a cap."""
    if not one.component.relies_on:
        return None
    found: dict[Level, Span[Level]] = {}
    for level in Impact:
        outcome = outcome_with_harm(scenario.scenario, one.id, level, method, content).final.level
        if outcome is not None:
            found[level] = outcome
    return found


def recomputed(finding: Finding, outcome: Outcome) -> Span[Level] | None:
    """The level of `finding`, from its reasons up, with table cells as `outcome` gives them."""
    if finding.level is None or finding.how in {How.STATED, How.CRITERIA, How.SHARE, How.MILDEST}:
        return finding.level  # no table's cell has a part in it
    spans = [recomputed(reason, outcome) for reason in finding.because]
    known = [span for span in spans if span is not None]
    if finding.how is How.WORST:
        return worst(known)
    name = finding.rows[0][0]
    best = outcome((name, tuple(span.best for span in known)))
    last = outcome((name, tuple(span.worst for span in known)))
    return Span(best, last) if best.badness <= last.badness else Span(last, best)


def _contested(final: Finding, method: Method, admissible: Admissible) -> Iterator[Cell]:
    """The cells under `final` of which another admissible value changes its level."""
    cells = {(name, row.case): row for _, finding in walk(final) for name, row in finding.rows}

    def changes_by(change: dict[Cell, Level]) -> bool:
        def outcome(cell: Cell) -> Level:
            return change.get(cell) or method.tables[cell[0]][cell[1]]

        return recomputed(final, outcome) != final.level

    for (name, case), row in cells.items():
        if row.origin is not Origin.INFERRED:
            continue
        if name not in {"exposure", "class"}:
            others = admissible.outcomes(name, case) - {row.outcome}
            if any(changes_by({(name, case): other}) for other in others):
                yield name, case
    for exposed in (
        finding for _, finding in walk(final) if finding.how is How.TABLE and finding.rows[0][0] == "class"
    ):
        yield from _contested_pair(exposed, method, admissible, changes_by)


def _contested_pair(
    classed: Finding, method: Method, admissible: Admissible, changes_by: Callable[[dict[Cell, Level]], bool]
) -> Iterator[Cell]:
    """The exposure and class cells of one class finding that an admissible pair of tables would change."""
    impact, exposure = (reason.level for reason in classed.because)
    source = classed.because[1]
    if impact is None or exposure is None or source.how is not How.TABLE:
        return
    connectivity, protection = (reason.level for reason in source.because)
    if connectivity is None or protection is None:
        return
    for end in ("best", "worst"):
        case = (getattr(connectivity, end), getattr(protection, end))
        given = getattr(impact, end)
        own = method.tables["exposure"][case]
        for exposed, level in admissible.classes(case[0], case[1], given):
            cell, looked_up = ("exposure", case), ("class", (given, exposed))
            if exposed is own and changes_by({looked_up: level}):
                yield looked_up
            elif exposed is not own and changes_by({cell: exposed, looked_up: level}):
                yield cell


def _contested_together(final: Finding, admissible: Admissible) -> Iterator[Cell]:
    """The cells that change the level of `final` only together, by one pair of tables for all of them."""
    cells = {(name, row.case): row.outcome for _, finding in walk(final) for name, row in finding.rows}
    for pair in (*admissible.lowest, *admissible.highest):

        def outcome(cell: Cell, pair: Pair = pair) -> Level:
            return admissible.outcome_by(pair, *cell)

        if recomputed(final, outcome) != final.level:
            yield from (cell for cell, own in cells.items() if outcome(cell) is not own)
