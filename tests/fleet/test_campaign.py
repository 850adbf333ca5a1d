"""What a campaign would do, against the scalar engine on each device before and after."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from iotclass.core.fleet import Campaign, Lift
from iotclass.core.place import InvalidError
from iotclass.core.system import ControlState
from iotclass.fleet.campaign import what_if
from iotclass.fleet.row import Row
from tests.fleet.asked import asking, quiet
from tests.fleet.random_fleet import MODEL, SITE, changed, controls, fleet, picked, stands

YES, NO = ControlState.YES, ControlState.NO
OSLO = f'"{SITE}" = \'Oslo\' AND "{MODEL.replace(chr(34), chr(34) * 2)}" IS NOT NULL'


def meant(row: Row, where: str) -> bool:
    """Whether a condition means a device."""
    model, site = picked(row.place.line)
    return not where or (site == "Oslo" and bool(model))


CAMPAIGNS = {
    "controls there and gone": Campaign(
        ("protected-logs", "data-authenticity"), ("strong-keys",), where=OSLO
    ),
    "levels and facts": Campaign(
        ("anti-rollback",),
        values={"connectivity": "c2", "severity": "low", "required": "a", "debug_port": "no"},
        where=OSLO,
    ),
}


@pytest.mark.parametrize("campaign", CAMPAIGNS.values(), ids=CAMPAIGNS)
def test_a_campaign_does_what_the_scalar_engine_says(tmp_path: Path, campaign: Campaign) -> None:
    rows = fleet(120, 7)
    states = dict.fromkeys(campaign.add, YES) | dict.fromkeys(campaign.remove, NO)
    facts = {name: text for name, text in (campaign.values or {}).items() if "_" in name}
    texts = {name: text for name, text in (campaign.values or {}).items() if name not in facts}
    expected: Counter[tuple[object, ...]] = Counter()
    for row in rows:
        then = changed(row, states, texts, facts) if meant(row, campaign.where) else row
        expected[row.kind, *stands(row), *stands(then)] += 1

    with asking(tmp_path, rows) as (duck, reading):
        found = what_if(duck, reading, campaign, quiet)

    assert found.selected == sum(meant(row, campaign.where) for row in rows)
    assert {
        (one.kind, *_said(one.was), *_said(one.now)): one.devices for one in found.moves.parts
    } == expected


def _said(standing: object) -> tuple[str | None, str]:
    level, verdict = standing.level, standing.verdict  # type: ignore[attr-defined]
    return (level.value if level else None), verdict.value


def test_the_ranking_is_what_each_control_does_by_itself(tmp_path: Path) -> None:
    rows = fleet(60, 11)
    now = {row.id: stands(row) for row in rows}
    expected = []
    for id_ in controls():
        better = gained = 0
        for row in rows:
            if not meant(row, OSLO) or row.controls[id_] is YES:  # type: ignore[index]
                continue
            (was, verdict), (level, then) = now[row.id], stands(changed(row, {id_: YES}, {}))
            better += bool(level and was and level < was)
            gained += then == "met" and verdict in {"not met", "open", "not assessed"}
        if better or gained:
            expected.append(Lift(id_, better, gained))

    with asking(tmp_path, rows) as (duck, reading):
        asked = what_if(duck, reading, Campaign(where=OSLO), quiet)
    found = asked.ranked

    assert asked.moves.before == asked.moves.after
    assert asked.moves.before.devices == len(rows)
    assert len(expected) > 3
    assert set(found) == set(expected)
    assert list(found) == sorted(found, key=lambda one: (-one.better, -one.gained))


HOSTILE = {
    "two statements": "true; DROP TABLE raw",
    "a file": "EXISTS (SELECT * FROM read_csv('/etc/hostname'))",
    "a list of another query": "kind IN (SELECT 'x')",
    "a second expression": "true, false",
    "a comment": "true) --",
    "a union": "true) UNION SELECT (true",
    "no such column": "modle = 'X'",
    "no truth": "kind",
    "nothing": "",
    "a count": "count(*) > 1",
    "a window": "row_number() OVER () < 3",
    "many rows": "unnest([true, true])",
    "a parameter": "kind = $1",
    "a star": "COLUMNS(*) = 'x'",
    "an open quote": "kind = 'x",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_condition_is_one_expression_over_the_columns(tmp_path: Path, text: str) -> None:
    with (
        pytest.raises(InvalidError) as raised,
        asking(tmp_path, fleet(3, 1)) as (duck, reading),
    ):
        what_if(duck, reading, Campaign(where=text or " "), quiet)

    (problem,) = raised.value.problems
    assert problem.place.file == "--where"
    assert "\n" not in str(problem)
