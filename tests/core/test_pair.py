"""The classes by every pair of tables that agrees with a method's statements, against all pairs there are."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import product

import pytest

from iotclass.core.admissible import Admissible
from iotclass.core.assess import ScenarioAssessment, assess
from iotclass.core.judgement import Judgement
from iotclass.core.level import Level, Span, spanning
from iotclass.core.method import Method
from iotclass.core.pair import Ranges, ranges_by_tables
from iotclass.core.scale import Connectivity, Exposure, Impact, Protection, SecurityClass
from iotclass.core.system import Component, Reliance
from iotclass.core.table import Case
from tests.core import every_pair
from tests.core.table_pairs import can_be, pairs, possible
from tests.models import HERE, METHODS, PAPER, SMALL, harmful, method, part, spanned, whole_system

Both = tuple[every_pair.Case, every_pair.Case]
"""What goes into the tables at the best and at the worst ends: connectivity and impact from 1, protection."""
CASES = tuple(product(range(1, 6), range(6), range(1, 6)))
LETTERS = list(SecurityClass)


def component(id_: str, both: Both, relies_on: Sequence[str] = ()) -> Component:
    """A component of which just `both` goes into the exposure and class tables."""
    c, p, i = (
        [list(scale)[end - first] for end in ends]
        for scale, first, ends in zip(
            (Connectivity, Protection, Impact), (1, 0, 1), zip(*both, strict=True), strict=True
        )
    )
    return part(
        id_,
        connectivity=spanned(*c),
        protection=Judgement(spanning(p), HERE, why="reached", in_effect=True),
        impact=spanned(*i),
        harm=harmful(Impact.INSIGNIFICANT),
        relies_on=tuple(Reliance(provider, HERE) for provider in relies_on),
    )


def scenario_of(parts: Iterable[Component], by: Method) -> ScenarioAssessment:
    content = replace(SMALL.content, methods={})
    (found,) = assess(whole_system(parts, method_id=by.id), by, content).scenarios
    return found


def ranks(span: Span[Level] | None) -> tuple[int, int] | None:
    """The ends of a span of classes, from 1."""
    return None if span is None else (span.best.rank + 1, span.worst.rank + 1)


def own(scenario: ScenarioAssessment, id_: str) -> tuple[int, int] | None:
    return ranks(scenario.components[id_].outcome.final.level if id_ else scenario.level)


def test_pairs_without_jumps_are_counted() -> None:
    """Out of P5 and of E1, which the paper fixes whole, it jumps itself: from A to D."""
    assert every_pair.count(smooth=True) == len(list(every_pair.smooth_pairs())) == 416
    assert every_pair.count() == sum(tables for tables, _, _ in pairs())


@pytest.mark.parametrize("id_", METHODS)
def test_the_class_of_each_case_ranges_over_what_some_pair_gives(id_: str) -> None:
    scenario = scenario_of((component(f"c{n}", (case, case)) for n, case in enumerate(CASES)), method(id_))
    found = ranges_by_tables(scenario, Admissible(method(id_)))
    smooth = {(c, p, i): set[int]() for c, p, i in CASES}
    for exposures, classes in every_pair.smooth_pairs():
        for c, p, i in CASES:
            exposure = int(exposures[5 - p, c - 1]) if p else 5
            smooth[c, p, i].add(int(classes[i - 1, exposure - 1]))
    for number, (c, p, i) in enumerate(CASES):
        if p:
            letters = {letter for _, letter in possible(c, p, i)}
        else:
            letters = {letter for _, _, classed in pairs() for letter in can_be(classed, i, 5)}
        one = found.components[f"c{number}"]
        assert ranks(one.by_tables) == (min(letters), max(letters))
        assert ranks(one.by_smooth) == (min(smooth[c, p, i]), max(smooth[c, p, i]))
        (letter,) = set(own(scenario, f"c{number}") or ())
        assert one.changes is (letters != {letter})


def drawn(chance: random.Random) -> tuple[dict[str, Both], dict[str, list[str]]]:
    """Two or three components, some in doubt, some that rely on others."""
    cases: dict[str, Both] = {}
    relies_on: dict[str, list[str]] = {}
    for id_ in "abc"[: chance.randint(2, 3)]:
        c, p, i = chance.choice(CASES)
        wide = chance.random() < 0.4
        worse = (min(5, c + chance.randint(0, 1)), max(0, p - chance.randint(0, 2)), min(5, i + 1))
        relies_on[id_] = [other for other in cases if chance.random() < 0.4]
        cases[id_] = ((c, p, i), worse if wide else (c, p, i))
    return cases, relies_on


def changes(scenario: ScenarioAssessment, id_: str, ends: tuple[every_pair.Ends, every_pair.Ends]) -> bool:
    """Whether the best or the worst end is not the same by every pair."""
    level = own(scenario, id_)
    assert level is not None
    return ends != ((level[0], level[0]), (level[1], level[1]))


@pytest.mark.parametrize("seed", range(12))
def test_one_pair_holds_for_all_components_at_once(seed: int) -> None:
    by = method(METHODS[seed % 2])
    cases, relies_on = drawn(random.Random(seed))  # noqa: S311  nothing secret about it
    scenario = scenario_of((component(id_, cases[id_], relies_on[id_]) for id_ in cases), by)
    found = ranges_by_tables(scenario, Admissible(by))
    every = every_pair.ranges(cases, relies_on)
    smooth = every_pair.ranges(cases, relies_on, smooth=True)
    assert set(every) == {"", *cases}
    for id_, (best, worst) in every.items():
        one = found.components[id_] if id_ else found.whole
        assert ranks(one.by_tables) == (best[0], worst[1])
        assert ranks(one.by_smooth) == (smooth[id_][0][0], smooth[id_][1][1])
        assert one.changes is changes(scenario, id_, (best, worst))


def with_outcomes(by: Method, changed: Mapping[str, Mapping[Case, Level]]) -> Method:
    """`by` with other outcomes in some cells of its tables."""
    tables = dict(by.tables)
    for name, outcomes in changed.items():
        rows = tables[name].rows
        rows = {case: replace(row, outcome=outcomes.get(case, row.outcome)) for case, row in rows.items()}
        tables[name] = replace(tables[name], rows=rows)
    return replace(by, tables=tables)


@pytest.mark.parametrize("seed", [3, 5, 8])
def test_the_pairs_without_jumps_put_into_the_method_assess_to_what_is_said_of_them(seed: int) -> None:
    by = method(PAPER)
    cases, relies_on = drawn(random.Random(seed))  # noqa: S311  nothing secret about it
    parts = [component(id_, cases[id_], relies_on[id_]) for id_ in cases]
    ends: dict[str, list[tuple[int, int] | None]] = {"": [], **{id_: [] for id_ in cases}}
    for exposures, classes in every_pair.smooth_pairs():
        exposure: dict[Case, Level] = {
            (c, p): list(Exposure)[exposures[5 - p.rank, c.rank] - 1]
            for c, p in product(Connectivity, list(Protection)[1:])
        }
        class_: dict[Case, Level] = {
            (i, e): LETTERS[classes[i.rank, e.rank] - 1] for i, e in product(Impact, Exposure)
        }
        scenario = scenario_of(parts, with_outcomes(by, {"exposure": exposure, "class": class_}))
        for id_, kept in ends.items():
            kept.append(own(scenario, id_))
    found = ranges_by_tables(scenario_of(parts, by), Admissible(by))
    for id_, each in ends.items():
        known = [level for level in each if level is not None]
        one = found.components[id_] if id_ else found.whole
        assert len(known) == 416
        assert ranks(one.by_smooth) == (min(best for best, _ in known), max(worst for _, worst in known))


def test_where_something_was_not_assessed_nothing_is_said_of_the_whole() -> None:
    by = method(PAPER)
    case = (3, 3, 4)
    known, lost = (
        component("known", (case, case)),
        replace(component("lost", (case, case)), connectivity=None),
    )
    found = ranges_by_tables(scenario_of([known, lost], by), Admissible(by))
    assert found.whole == found.components["lost"] == Ranges(None, None, changes=False)
    assert found.components["known"].changes


def test_a_case_whose_cells_are_all_fixed_needs_no_search_and_is_the_same_by_every_pair() -> None:
    for id_ in METHODS:
        admissible = Admissible(method(id_))
        for each in (admissible, admissible.smooth):
            fixed = {
                case: level
                for case in product(Connectivity, Protection, Impact)
                if (level := each.fixed(*case)) is not None
            }
            assert len(fixed) >= 25  # P5 alone gives as many
            for case, level in fixed.items():
                assert {each.class_by(pair, *case) for pair in (*each.lowest, *each.highest)} == {level}
