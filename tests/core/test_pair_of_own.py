"""The classes by every pair of tables by methods of one's own, against every way to fill their open cells."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product

from iotclass.core.admissible import Admissible
from iotclass.core.explanation import explain
from iotclass.core.level import Level
from iotclass.core.method import Method
from iotclass.core.pair import ranges_by_tables
from iotclass.core.place import Place
from iotclass.core.scale import Connectivity, Exposure, Impact, Protection, SecurityClass
from iotclass.core.statement import Cells, Reaches, Statement, violations
from iotclass.core.table import Case, Direction, Origin, Row, Table
from tests.core.every_pair import Ends
from tests.core.test_pair import Both, component, drawn, own, ranks, scenario_of, with_outcomes
from tests.models import PAPER, SMALL, method

Outcomes = dict[Case, Level]
Pair = tuple[Outcomes, Outcomes]
HERE = Place("mine/statements.yaml", 1)
NAMES = ("exposure", "class")


def _random(chance: random.Random) -> Method:
    """A method of random tables with a few open cells, and statements most of which hold in it."""
    by = method(PAPER)
    tables = dict(by.tables)
    for name in NAMES:
        filled = _filled(tables[name], chance)
        cases = list(filled)
        at = chance.randrange(len(cases))
        free = {cases[at % len(cases)], cases[(at + 1) % len(cases)], chance.choice(cases)}
        rows = {
            case: Row(case, level, Origin.INFERRED if case in free else Origin.GIVEN, "-", HERE)
            for case, level in filled.items()
        }
        tables[name] = replace(tables[name], rows=rows)
    return replace(by, id="mine", tables=tables, statements=tuple(_statements(tables, chance)))


def _filled(table: Table, chance: random.Random) -> Outcomes:
    """A monotone table: even, and so without jumps, or each cell at least what the cells below it are."""
    levels = list(table.outcome)
    rising = [list(scale) if way is Direction.RISES else list(scale)[::-1] for scale, way in table.inputs]
    even, slopes = chance.random() < 0.6, (chance.uniform(0.2, 0.9), chance.uniform(0.2, 0.9))
    found: dict[tuple[int, int], int] = {}
    for x, y in product(*(range(len(scale)) for scale in rising)):
        least = max(found.get((x - 1, y), 0), found.get((x, y - 1), 0)) + (chance.random() < 0.3)
        found[x, y] = min(len(levels) - 1, int(x * slopes[0] + y * slopes[1]) if even else least)
    return {(rising[0][x], rising[1][y]): levels[rank] for (x, y), rank in found.items()}


def _statements(tables: dict[str, Table], chance: random.Random) -> Iterator[Statement]:
    """What the tables may be said to be, of which not all has to hold."""
    lines: tuple[tuple[str, Level], ...] = (("exposure", Protection.P5), ("class", Exposure.E1))
    for name, line in lines:
        levels = {level for case, row in tables[name].rows.items() if line in case for level in [row.outcome]}
        if len(levels) == 1 and chance.random() < 0.7:
            yield Cells(name, "-", "", name, (line,), levels.pop(), HERE)
    for number in range(chance.randint(1, 3)):
        connectivity, impact = chance.choice(list(Connectivity)), chance.choice([None, *Impact])
        said = Reaches(f"r{number}", "-", "", connectivity, impact, SecurityClass.A, (), (), HERE)
        level = chance.choice(list(SecurityClass)[:4])
        chosen = chance.sample(list(Protection), 3)
        held = {
            protection: not list(violations(replace(said, level=level, at=(protection,)), tables))
            for protection in chosen
        }
        true = chance.random() < 0.8
        at = tuple(protection for protection, reached in held.items() if reached is true)
        yield replace(said, level=level, at=at, not_at=tuple(set(chosen) - set(at)))


def _fillings(table: Table, lines: Sequence[tuple[Level, ...]], *, smooth: bool) -> Iterator[Outcomes]:
    """Every way to fill the open cells so that the table is monotone, and without jumps if need be."""
    free = [case for case, row in table.rows.items() if row.origin is Origin.INFERRED]
    given = {case: row.outcome for case, row in table.rows.items()}
    scales = [list(scale) for scale in table.scales]
    for levels in product(table.outcome, repeat=len(free)):
        found = {**given, **dict(zip(free, levels, strict=True))}
        right = True
        for case, position in product(found, range(2)):
            scale, at = scales[position], case[position].rank
            if at + 1 == len(scale):
                continue
            other = (*case[:position], scale[at + 1], *case[position + 1 :])
            step = found[other].rank - found[case].rank
            step = step if table.inputs[position][1] is Direction.RISES else -step
            out = any((set(line) <= set(case)) is not (set(line) <= set(other)) for line in lines)
            right &= step >= 0 and (step <= 1 or out or not smooth)
        if right:
            yield found


def _pairs(by: Method, *, smooth: bool) -> list[Pair]:
    """Every pair of tables that agrees with the statements."""
    lines = [one.where for one in by.statements if isinstance(one, Cells) and len(one.where) == 1]
    exposures, classes = (list(_fillings(by.tables[name], lines, smooth=smooth)) for name in NAMES)
    found = []
    for pair in product(exposures, classes):
        tables = {
            name: replace(
                by.tables[name],
                rows={
                    case: replace(by.tables[name].rows[case], outcome=level) for case, level in cells.items()
                },
            )
            for name, cells in zip(NAMES, pair, strict=True)
        }
        if not any(True for one in by.statements for _ in violations(one, tables)):
            found.append(pair)
    return found


def _ends(pair: Pair, cases: dict[str, Both], relies_on: dict[str, list[str]]) -> dict[str, Ends]:
    """The classes by one pair, at the best and at the worst ends; that of the whole under no name."""
    c, p, i = list(Connectivity), list(Protection), list(Impact)
    found: dict[str, tuple[int, int]] = {}
    for id_, both in cases.items():
        ranked = [pair[1][i[z - 1], pair[0][c[x - 1], p[y]]].rank + 1 for x, y, z in both]
        each = [(ranked[0], ranked[1]), *(found[provider] for provider in relies_on[id_])]
        found[id_] = (max(best for best, _ in each), max(worst for _, worst in each))
    return {**found, "": (max(best for best, _ in found.values()), max(worst for _, worst in found.values()))}


def _over(found: list[dict[str, Ends]], id_: str) -> Ends | None:
    if not found:
        return None
    return min(ends[id_][0] for ends in found), max(ends[id_][1] for ends in found)


def test_the_ranges_are_those_of_every_way_to_fill_the_open_cells() -> None:
    counts: list[tuple[int, int]] = []
    for seed in range(40):
        chance = random.Random(seed)  # noqa: S311  nothing secret about it
        by = _random(chance)
        every, smooth = _pairs(by, smooth=False), _pairs(by, smooth=True)
        counts.append((len(every), len(smooth)))
        for _ in range(4):
            cases, relies_on = drawn(chance)
            scenario = scenario_of((component(id_, cases[id_], relies_on[id_]) for id_ in cases), by)
            found = [_ends(pair, cases, relies_on) for pair in every]
            calm = [_ends(pair, cases, relies_on) for pair in smooth]
            ranges = ranges_by_tables(scenario, Admissible(by))
            for id_ in ("", *cases):
                one = ranges.components[id_] if id_ else ranges.whole
                assert ranks(one.by_tables) == _over(found, id_)
                assert ranks(one.by_smooth) == _over(calm, id_)
                assert one.changes is any(ends[id_] != own(scenario, id_) for ends in found)
    # methods with many pairs, with fewer that do not jump, and with none
    assert sum(every > 1 for every, _ in counts) > 20
    assert sum(every > smooth > 0 for every, smooth in counts) > 5
    assert sum(every == 0 for every, _ in counts) > 2
    assert sum(every > 0 == smooth for every, smooth in counts) > 5


def _open(by: Method, free: set[Case]) -> Method:
    """A method of one's own in which only the cells `free` of the two tables are open."""
    tables = dict(by.tables)
    for name in NAMES:
        rows = {
            case: replace(row, origin=Origin.INFERRED if case in free else Origin.GIVEN)
            for case, row in tables[name].rows.items()
        }
        tables[name] = replace(tables[name], rows=rows)
    return replace(by, id="mine", tables=tables)


def test_what_a_pair_gives_to_one_component_it_may_deny_another() -> None:
    """At C1 with P4, Moderate gives B: either by exposure E1, of which that is worse, or by E2, which is."""
    worse = [*product((Impact.MODERATE, Impact.MAJOR, Impact.CATASTROPHIC), [Exposure.E1])]
    worse += [*product((Impact.INSIGNIFICANT, Impact.MINOR), [Exposure.E2])]
    worse += [(Impact.INSIGNIFICANT, Exposure.E3)]
    changed: dict[str, dict[Case, Level]] = {
        "exposure": {(Connectivity.C2, Protection.P4): Exposure.E2},
        "class": dict.fromkeys(worse, SecurityClass.B),
    }
    by = with_outcomes(method(PAPER), changed)
    free: set[Case] = {
        (Connectivity.C1, Protection.P4),
        (Impact.MODERATE, Exposure.E1),
        (Impact.MODERATE, Exposure.E2),
    }
    said = Reaches(
        "b", "-", "", Connectivity.C1, Impact.MODERATE, SecurityClass.B, (Protection.P4,), (), HERE
    )
    mine = replace(_open(by, free), statements=(said,))
    parts = [component("full", ((1, 5, 3), (1, 5, 3))), component("slight", ((1, 4, 1), (1, 4, 1)))]

    found = ranges_by_tables(scenario_of(parts, mine), Admissible(mine))

    assert {id_: ranks(one.by_tables) for id_, one in found.components.items()} == {
        "full": (1, 2),
        "slight": (1, 2),
    }
    assert (ranks(found.whole.by_tables), found.whole.changes) == ((2, 2), False)


def test_cells_that_change_a_result_only_together_are_contested() -> None:
    """Two components at E5, F both, one relying on the other: E only where both cells are E."""
    free: set[Case] = {(impact, Exposure.E5) for impact in (Impact.MODERATE, Impact.MAJOR)}
    changed: dict[str, dict[Case, Level]] = {"class": {(Impact.MODERATE, Exposure.E5): SecurityClass.F}}
    mine = replace(_open(with_outcomes(method(PAPER), changed), free), statements=())
    hub = component("hub", ((5, 1, 3), (5, 1, 3)))
    scenario = scenario_of([hub, component("leaf", ((5, 1, 4), (5, 1, 4)), ["hub"])], mine)

    found = explain(scenario, "leaf", mine, Admissible(mine), SMALL.content)

    assert ranks(found.ranges.by_tables) == (5, 6)
    assert found.contested == {("class", case) for case in free}
