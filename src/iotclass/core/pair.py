"""Doubt about the tables: the classes by every pair of an exposure and a class table that agrees.

One pair holds for all components of a scenario at once; what goes into the tables is as assessed. By each
pair a class goes from that of the best ends to that of the worst ends, since tables are monotone.

A class rises with both tables, and so does the worst of several. Each pair has one of `Admissible.lowest`
nowhere above it and one of `Admissible.highest` nowhere below it. Hence the lowest and the highest of any
class, capped or not, and of the worst of all, are to be found among these few pairs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from iotclass.core.admissible import Admissible
from iotclass.core.assess import Assessment, ComponentAssessment, ScenarioAssessment
from iotclass.core.level import Level, Span
from iotclass.core.reliance import order
from iotclass.core.scale import SecurityClass

Case = tuple[Level, Level, Level]
"""Connectivity, protection in effect and impact."""
Ends = tuple[int, int]
"""The ranks of the classes at the best and at the worst ends, by one pair."""
WHOLE = ""
"""Stands for the scenario's worst class among the ids of components; no id is empty."""


class Ranges(NamedTuple):
    """What other tables would make of a class.

    `by_tables` spans the classes by every pair of tables that agrees with the method's statements,
    `by_smooth` those by pairs without jumps (`Admissible.smooth`): None where nothing was assessed or there
    is no such pair. `changes` says whether some pair gives another class, or another end of it.
    """

    by_tables: Span[Level] | None
    by_smooth: Span[Level] | None
    changes: bool


class ScenarioRanges(NamedTuple):
    """What other tables would make of a scenario's worst class, and of the class of each component."""

    whole: Ranges
    components: Mapping[str, Ranges]

    def only(self, component: str) -> ScenarioRanges:
        """The same of nothing but one component, as it is among the others."""
        found = self.components[component]
        return ScenarioRanges(found, {component: found})


Classes = Mapping[str, Ends]
"""The class of every component that was assessed, and of the whole, by one pair of tables."""


def ranges_of(assessment: Assessment) -> tuple[ScenarioRanges, ...]:
    """What the pairs of tables that agree would make of each scenario of `assessment`."""
    admissible = Admissible(assessment.method)
    return tuple(ranges_by_tables(one, admissible) for one in assessment.scenarios)


def ranges_by_tables(scenario: ScenarioAssessment, admissible: Admissible) -> ScenarioRanges:
    """What the pairs of tables that agree with the statements of the method would make of `scenario`."""
    every, smooth = _by_pairs(scenario, admissible), _by_pairs(scenario, admissible.smooth)
    components = {
        id_: _ranges(id_, one.outcome.final.level, every, smooth) for id_, one in scenario.components.items()
    }
    return ScenarioRanges(_ranges(WHOLE, scenario.level, every, smooth), components)


def _ranges(id_: str, own: Span[Level] | None, every: list[Classes], smooth: list[Classes]) -> Ranges:
    if own is None:
        return Ranges(None, None, changes=False)
    changes = any(found[id_] != (own.best.rank, own.worst.rank) for found in every)
    return Ranges(_span(id_, every), _span(id_, smooth), changes)


def _span(id_: str, found: list[Classes]) -> Span[Level] | None:
    """From the best to the worst class that pairs give."""
    if not found:
        return None
    levels = list(SecurityClass)
    return Span(levels[min(ends[id_][0] for ends in found)], levels[max(ends[id_][1] for ends in found)])


def _by_pairs(scenario: ScenarioAssessment, admissible: Admissible) -> list[Classes]:
    """The classes by each of the lowest and the highest pairs; none where there is no pair."""
    cases = {id_: found for id_, one in scenario.components.items() if (found := _cases(one)) is not None}
    used = list(dict.fromkeys(case for both in cases.values() for case in both))
    ordered = [id_ for id_ in order(scenario.scenario.components)[0] if id_ in cases]
    return [
        _by_pair(scenario, ordered, cases, dict(zip(used, ranks, strict=True)))
        for ranks in dict.fromkeys(_ranks(used, admissible))  # many pairs are alike to a scenario
    ]


def _cases(one: ComponentAssessment) -> tuple[Case, Case] | None:
    """What goes into the tables at the best and at the worst ends; None where there is no class."""
    connectivity, protection = one.inputs.connectivity.level, one.outcome.protection.level
    impact = one.outcome.impact.level
    if one.outcome.final.level is None or connectivity is None or protection is None or impact is None:
        return None
    return (
        (connectivity.best, protection.best, impact.best),
        (connectivity.worst, protection.worst, impact.worst),
    )


def _ranks(used: list[Case], admissible: Admissible) -> Iterator[tuple[int, ...]]:
    """The ranks of the classes of the cases `used`, by each of the lowest and the highest pairs."""
    fixed = [level.rank for case in used if (level := admissible.fixed(*case)) is not None]
    if len(fixed) == len(used):  # so they are by every pair, and none is searched for
        yield tuple(fixed)
        return
    for pair in (*admissible.lowest, *admissible.highest):
        yield tuple(admissible.class_by(pair, *case).rank for case in used)


def _by_pair(
    scenario: ScenarioAssessment,
    ordered: list[str],
    cases: Mapping[str, tuple[Case, Case]],
    ranks: Mapping[Case, int],
) -> Classes:
    """The classes by one pair, which gives `ranks`; none better than those of what is relied on."""
    found: dict[str, Ends] = {}
    for id_ in ordered:
        best, worst = (ranks[case] for case in cases[id_])
        for reliance in scenario.components[id_].component.relies_on:
            capped = found[reliance.provider]
            best, worst = max(best, capped[0]), max(worst, capped[1])
        found[id_] = (best, worst)
    if found:
        found[WHOLE] = (max(best for best, _ in found.values()), max(worst for _, worst in found.values()))
    return found
