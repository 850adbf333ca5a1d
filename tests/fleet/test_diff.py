"""What moved between two inventories, against comparing what the scalar engine says of each device."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import replace
from pathlib import Path

from iotclass.core.system import ControlState
from iotclass.core.verdict import Verdict
from iotclass.fleet.ask import pair, paired_moves, standing, write_moved
from iotclass.fleet.row import Row
from iotclass.fleet.source import source
from tests.fleet.asked import asking, quiet
from tests.fleet.random_fleet import changed, controls, fleet, stands, write

NO = ControlState.NO
TWICE = "d9"
"""The id of a device that another takes, in the new inventory."""


def later(rows: list[Row]) -> list[Row]:
    """The fleet some time later: some gone, some new, some changed, one whose id another took."""
    states = dict.fromkeys(controls()[:40], NO)
    kept = [
        changed(row, states, {"connectivity": "c5", "impact": "catastrophic"})
        if row.place.line % 3 == 0
        else row
        for row in rows[10:]
    ]
    new = [replace(row, id=f"new 'd; --{row.id}") for row in rows[:5]]
    return [*kept, *new, replace(rows[12], id=TWICE), replace(rows[13], id=TWICE)]


def test_a_diff_tells_what_moved(tmp_path: Path) -> None:
    old = fleet(90, 21)
    new = later(old)
    (tmp_path / "later").mkdir()
    write(tmp_path / "later/fleet.csv", new)
    was = {row.id: (row.kind, stands(row)) for row in old}
    now = {row.id: (row.kind, stands(row)) for row in new if row.id != TWICE}
    twice = was.pop(TWICE)[1]
    expected: Counter[tuple[object, ...]] = Counter()
    for id_ in {*was, *now}:
        kind = (now.get(id_) or was[id_])[0]
        expected[kind, was.get(id_, (0, None))[1], now.get(id_, (0, None))[1]] += 1

    with asking(tmp_path, old) as (duck, reading):
        assert standing(duck, reading, "earlier", quiet) == 0
        with duck.then(source(str(tmp_path / "later/fleet.csv"))) as other:
            assert standing(other, reading, "later", quiet) == 0
            assert pair(other, quiet) == (1, int(twice[1] == Verdict.MET.value))
            moves = paired_moves(other, quiet)
            write_moved(other, tmp_path / "moved.csv", quiet)

    told = {(one.kind, _said(one.was), _said(one.now)): one.devices for one in moves.parts}
    assert told == expected
    assert (moves.new, moves.gone) == (5, 9)
    failing = {"not met", "open", "not assessed"}
    both = [(was[id_][1], now[id_][1]) for id_ in was if id_ in now]
    assert moves.broken == sum(a[1] == "met" and b[1] in failing for a, b in both) > 0
    assert moves.gained == sum(b[1] == "met" and a[1] in failing for a, b in both)
    assert moves.worse == sum((a[0] or "Z") < (b[0] or "") for a, b in both) > 0
    with (tmp_path / "moved.csv").open(encoding="utf-8", newline="") as file:
        listed = {row["device_id"]: row["change"] for row in csv.DictReader(file)}
    assert listed == {
        id_: "new" if id_ not in was else "gone" if id_ not in now else "moved"
        for id_ in {*was, *now}
        if was.get(id_, (0, 0))[1] != now.get(id_, (0, 0))[1]
    }


def _said(one: object) -> tuple[str | None, str] | None:
    if one is None:
        return None
    level, verdict = one.level, one.verdict  # type: ignore[attr-defined]
    return (level.value if level else None), verdict.value
