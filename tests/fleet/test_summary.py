"""Where a fleet stands, against counting what the scalar engine says of each device."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from iotclass.core.fleet import CLASSES, VERDICTS, Count
from iotclass.core.scale import SecurityClass
from iotclass.core.verdict import Verdict
from iotclass.fleet.ask import classified, summary
from iotclass.fleet.duck import opened
from iotclass.fleet.engine import Limits
from iotclass.fleet.legend import legend
from iotclass.fleet.row import Row, assessed
from iotclass.fleet.source import source
from tests.fleet.asked import asking, quiet
from tests.fleet.random_fleet import MODEL, SITE, content, fleet, method, picked, stands

BY = (MODEL, "kind", "verdict")


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    """A fleet."""
    return fleet(240, 5)


def counted(rows: list[Row]) -> Count:
    """The devices of each class and verdict."""
    found = [stands(row) for row in rows]
    classes = Counter(None if level is None else SecurityClass(level) for level, _ in found)
    verdicts = Counter(Verdict(verdict) for _, verdict in found)
    return Count({one: classes[one] for one in CLASSES}, {one: verdicts[one] for one in VERDICTS})


def key(row: Row) -> tuple[str | None, ...]:
    """The group of a device."""
    model, _ = picked(row.place.line)
    return model or None, row.kind, stands(row)[1]


def test_a_summary_counts_what_the_scalar_engine_says(tmp_path: Path, rows: list[Row]) -> None:
    groups: dict[tuple[str | None, ...], list[Row]] = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row)
    held: Counter[str] = Counter()
    for row in rows:
        derived = assessed(row, method(), content()).derived
        lacking = derived.lacking if derived else ()
        first = [one for one in lacking if one.level == lacking[0].level]
        if first:
            order = legend(content()).controls
            held[min(first, key=lambda one: order.index(one.id)).group] += 1

    with asking(tmp_path, rows) as (duck, reading):
        found = summary(duck, reading, BY, 1000, "fleet", quiet)

    assert found.whole == counted(rows)
    assert {one.names: one.count for one in found.groups} == {
        names: counted(some) for names, some in groups.items()
    }
    assert {one.group: one.devices for one in found.held} == held
    assert (found.more, found.unclassified) == (0, 0)
    shares = [2.0 if one.count.share is None else one.count.share for one in found.groups]
    assert shares == sorted(shares)
    assert len(set(shares)) > 1


def test_a_classified_file_says_the_same_as_its_inventory(tmp_path: Path, rows: list[Row]) -> None:
    path = tmp_path / "classified.csv"
    with asking(tmp_path, rows) as (duck, reading):
        relation = classified(duck, reading, quiet, (SITE,))
        duck.rows(f"COPY (SELECT * FROM {relation}) TO '{path}' (FORMAT csv, HEADER)")  # noqa: S608  our own
        first = summary(duck, reading, (SITE,), 2, "fleet", quiet)
    with opened(source(str(path)), Limits(threads=1), tmp_path) as duck:
        again = summary(duck, None, ("b0",), 2, "fleet", quiet)

    assert (again.whole, again.groups, again.more, again.held) == (
        first.whole,
        first.groups,
        first.more,
        first.held,
    )
    assert first.more == 1


def test_rows_that_are_none_are_counted_apart(tmp_path: Path) -> None:
    path = tmp_path / "classified.csv"
    head = "device_id,kind,connectivity,protection,exposure,impact,class,class_best,verdict,lacking,held_by"
    lines = [
        "a,sensor,C1,P1,E1,Minor,A,A,met,0,",
        "b,sensor,C1,P1,E1,,,,not assessed,,x",
        "c,sensor,C1,P1,E1,Minor,Z,A,met,0,",
        "d,sensor,C1,P1,E1,Minor,A,A,fine,0,",
    ]
    path.write_text("\n".join([head, *lines]) + "\n")

    with opened(source(str(path)), Limits(threads=1), tmp_path) as duck:
        found = summary(duck, None, (), 30, "fleet", quiet)

    assert found.unclassified == 2
    assert (found.whole.devices, found.whole.met, found.whole.required) == (2, 1, 2)
    assert found.whole.classes[None] == 1
