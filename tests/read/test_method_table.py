"""The tables of a method's folder: total, monotone, dependent on each input, whatever the order of rows."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from iotclass.core.difference import differences
from iotclass.core.scale import SCALES
from iotclass.core.table import Direction
from iotclass.read.content import shipped
from iotclass.read.method import TABLES, read_method
from tests.read.method_folder import own_folder, problems, replace

ORIGINS = "expected one of given, derived, inferred, ours"

CELLS: dict[str, tuple[str, str, str, list[str]]] = {
    "an unknown level": (
        "impact.csv",
        "low,Minor,given,VI",
        "low,Minr,given,VI",
        [
            (
                "impact.csv:3: 'Minr'; expected one of Insignificant, Minor, Moderate, Major, Catastrophic "
                "(did you mean 'Minor'?)"
            )
        ],
    ),
    "a level of another scale": (
        "exposure.csv",
        "C1,P1,E4,given,VI",
        "C1,low,E4,given,VI",
        ["exposure.csv:7: 'low'; expected one of unprotected, P1, P2, P3, P4, P5"],
    ),
    "an unknown origin": (
        "impact.csv",
        "low,Minor,given,VI",
        "low,Minor,taken,VI",
        [f"impact.csv:3: 'taken'; {ORIGINS}"],
    ),
    "an unknown level and origin": (
        "impact.csv",
        "low,Minor,given,VI",
        "lo,Minor,giv,VI",
        [
            f"impact.csv:3: 'giv'; {ORIGINS} (did you mean 'given'?)",
            (
                "impact.csv:3: 'lo'; expected one of very low, low, medium, high, very high "
                "(did you mean 'low'?)"
            ),
        ],
    ),
    "too few cells": (
        "impact.csv",
        "low,Minor,given,VI",
        "low,Minor,given",
        ["impact.csv:3: 3 cells; expected 4"],
    ),
    "too many cells": (
        "impact.csv",
        "low,Minor,given,VI",
        "low,Minor,given,VI,x",
        ["impact.csv:3: 5 cells; expected 4"],
    ),
    "a case that is there twice": (
        "impact.csv",
        "low,Minor,given,VI",
        "low,Minor,given,VI\nlow,Major,ours,-",
        ["impact.csv:4: the case low is there already, on line 3; expected each case once"],
    ),
    "a case of two inputs that is there twice": (
        "class.csv",
        "Minor,E2,A,inferred,V",
        "Minor,E1,A,inferred,V",
        ["class.csv:8: the case Minor,E1 is there already, on line 7; expected each case once"],
    ),
    "a missing row": (
        "erosion.csv",
        "P2,low,P2,inferred,VI\n",
        "",
        ["erosion.csv: no row for P2,low"],
    ),
    "an outcome that falls where it must rise": (
        "impact.csv",
        "high,Major,inferred,VI",
        "high,Minor,inferred,VI",
        [
            (
                "impact.csv:5: high gives Minor, below Moderate of line 4 (medium), "
                "but the outcome rises with severity"
            )
        ],
    ),
    "an outcome that rises where it must fall": (
        "erosion.csv",
        "P4,high,P3,inferred,VI",
        "P4,high,P5,inferred,VI",
        [
            (
                "erosion.csv:24: P4,medium gives P4, below P5 of line 25 (P4,high), "
                "but the outcome falls with severity"
            ),
            (
                "erosion.csv:30: P5,high gives P4, below P5 of line 25 (P4,high), "
                "but the outcome rises with protection"
            ),
        ],
    ),
    "other columns": (
        "impact.csv",
        "severity,impact,origin,section",
        "severity,impact,origin",
        ["impact.csv:1: columns severity,impact,origin; expected severity,impact,origin,section"],
    ),
    "columns in another order": (
        "impact.csv",
        "severity,impact,origin,section",
        "impact,severity,origin,section",
        ["impact.csv:1: columns impact,severity,origin,section; expected severity,impact,origin,section"],
    ),
    "an open quote": (
        "impact.csv",
        "very high,Catastrophic,given,VI",
        'very high,Catastrophic,given,"VI',
        ["impact.csv:6: not CSV: unexpected end of data"],
    ),
}


@pytest.mark.parametrize(("name", "old", "new", "expected"), CELLS.values(), ids=CELLS)
def test_a_flaw_in_a_table_is_named_with_its_line(
    tmp_path: Path, name: str, old: str, new: str, expected: list[str]
) -> None:
    folder = own_folder(tmp_path)
    replace(folder / name, f"{old}\n" if old.count("\n") == 0 else old, f"{new}\n" if new else "")

    assert problems(folder) == expected


@pytest.mark.parametrize("name", TABLES)
def test_an_empty_table_is_refused(tmp_path: Path, name: str) -> None:
    folder = own_folder(tmp_path)
    header = (folder / f"{name}.csv").read_text().splitlines()[0]
    (folder / f"{name}.csv").write_text("")

    assert problems(folder) == [f"{name}.csv:1: columns ; expected {header}"]


@pytest.mark.parametrize("name", TABLES)
def test_a_table_that_has_no_rows_lacks_each_of_them(tmp_path: Path, name: str) -> None:
    folder = own_folder(tmp_path)
    lines = (folder / f"{name}.csv").read_text().splitlines()
    (folder / f"{name}.csv").write_text(f"{lines[0]}\n")

    found = problems(folder)

    assert len(found) == len(lines) - 1
    assert all(one.startswith(f"{name}.csv: no row for ") for one in found)


@pytest.mark.parametrize("name", TABLES)
def test_the_order_of_rows_does_not_matter(tmp_path: Path, name: str) -> None:
    folder = own_folder(tmp_path)
    header, *rows = (folder / f"{name}.csv").read_text().splitlines()
    before = read_method(folder)
    random.Random(7).shuffle(rows)  # noqa: S311  an order, not a secret
    (folder / f"{name}.csv").write_text("\n".join([header, *rows, ""]))

    after = read_method(folder)

    assert differences(before, after).cells == ()
    assert [row.place.line for row in after.tables[name].rows.values()] == list(range(2, len(rows) + 2))
    assert list(after.tables[name].cases()) == list(before.tables[name].cases())


def test_an_input_that_never_matters_is_named(tmp_path: Path) -> None:
    folder = own_folder(tmp_path)
    lines = (folder / "erosion.csv").read_text().splitlines()
    rows = [line.split(",") for line in lines[1:]]
    flat = [",".join([row[0], row[1], row[0], *row[3:]]) for row in rows]
    (folder / "erosion.csv").write_text("\n".join([lines[0], *flat, ""]))

    assert problems(folder) == ["erosion.csv: severity never changes the outcome"]


def test_a_table_of_one_outcome_depends_on_nothing(tmp_path: Path) -> None:
    folder = own_folder(tmp_path)
    text = (folder / "impact.csv").read_text()
    for impact in ("Insignificant", "Moderate", "Major", "Catastrophic"):
        text = text.replace(f",{impact},", ",Minor,")
    (folder / "impact.csv").write_text(text)

    assert "impact.csv: severity never changes the outcome" in problems(folder)


def test_an_input_declared_in_the_other_direction_contradicts_the_rows(tmp_path: Path) -> None:
    folder = own_folder(tmp_path)
    replace(folder / "method.yaml", "inputs: {severity: rises}", "inputs: {severity: falls}")

    declared, *rows = problems(folder)[::-1]
    assert declared.startswith("method.yaml:")
    assert "impact falls with severity" in declared
    assert rows[::-1] == [
        f"impact.csv:{line}: {level} gives {now}, below {was} of line {line + 1} ({above}), "
        "but the outcome falls with severity"
        for line, level, now, above, was in (
            (2, "very low", "Insignificant", "low", "Minor"),
            (3, "low", "Minor", "medium", "Moderate"),
            (4, "medium", "Moderate", "high", "Major"),
            (5, "high", "Major", "very high", "Catastrophic"),
        )
    ]


def test_directions_are_those_that_the_file_declares() -> None:
    exposure = shipped().content.methods["iotclass-1"].tables["exposure"]

    assert exposure.inputs == (
        (SCALES["connectivity"], Direction.RISES),
        (SCALES["protection"], Direction.FALLS),
    )
