"""`iotclass fleet diff` over inventories of every kind; what is wrong with one is told of that one."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import duckdb
import pytest

from tests.cli.command import Command

COLUMNS = "(id TEXT, kind TEXT, connectivity TEXT, protection TEXT, severity TEXT, required TEXT)"
OLD = "('1', 'sensor', 'C1', 'P5', 'low', 'A'), ('2', 'sensor', 'C1', 'P5', 'low', 'A')"
NEW = OLD.replace("'2', 'sensor', 'C1', 'P5'", "'2', 'sensor', 'C5', 'P1'") + ", ('3', '', '', '', '', '')"


@pytest.fixture
def tables(iotclass: Command) -> Command:
    """`iotclass` beside the same fleets in databases of two kinds, and as a file."""
    lite = sqlite3.connect("fleet.db")
    with duckdb.connect("fleet.duckdb") as duck:
        for name, rows in (("old", OLD), ("new", NEW)):
            for base in (lite, duck):
                base.execute(f"CREATE TABLE {name} {COLUMNS}")
                base.execute(f"INSERT INTO {name} VALUES {rows}")  # noqa: S608  our own
        duck.execute("COPY new TO 'new.parquet'")
    lite.commit()
    lite.close()
    return iotclass


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("fleet.db#old", "fleet.duckdb#new"),
        ("fleet.duckdb#old", "fleet.db#new"),
        ("fleet.duckdb#old", "new.parquet"),
    ],
)
def test_two_databases_are_compared(tables: Command, old: str, new: str) -> None:
    found = tables("fleet", "diff", old, new, "--format", "json", "--list", "moved.csv").json

    assert (found["old"], found["new"]) == (old, new)
    # C1 with P5 is E1, low is Minor: A; C5 with P1 is E5: D, and A is required
    assert Path("moved.csv").read_text("utf-8").splitlines()[1:] == ["2,sensor,moved,A,D,met,not met"]
    assert found["unclassified"] == {"old": 0, "new": 1}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "fleet.db#old",
            "bad.parquet",
            "error: bad.parquet: File 'bad.parquet' too small to be a Parquet file",
        ),
        (
            "bad.parquet",
            "fleet.db#old",
            "error: bad.parquet: File 'bad.parquet' too small to be a Parquet file",
        ),
        ("fleet.db#old", "fleet.duckdb#nwe", "error: fleet.duckdb#nwe: no table 'nwe'; expected one of #new"),
        ("fleet.db#old", "none.csv", "error: none.csv: nothing says which column holds the devices' ids"),
        ("fleet.db#old", "cut.csv.gz", "error: cut.csv.gz: "),
    ],
)
def test_what_is_wrong_is_told_of_the_inventory_that_it_is_wrong_with(
    tables: Command, old: str, new: str, said: str
) -> None:
    Path("bad.parquet").write_bytes(b"no")
    Path("none.csv").write_text("a,b\n1,2\n", "utf-8")
    Path("cut.csv.gz").write_bytes(b"\x1f\x8b\x08\0\0\0\0\0\0\0cut")

    ran = tables("fleet", "diff", old, new)

    assert (ran.code, ran.out) == (2, "")
    assert ran.problems[-1].startswith(said.removeprefix("error: "))
    assert len({line.split(":")[1] for line in ran.err.splitlines()}) == 1


@pytest.mark.parametrize(
    "command",
    [
        ("summary", "fleet.duckdb#new"),
        ("what-if", "fleet.duckdb#new", "--add", "signed-updates"),
        ("diff", "fleet.duckdb#old", "fleet.duckdb#new"),
        ("diff", "fleet.duckdb#old", "fleet.duckdb#new", "--format", "markdown"),
    ],
)
def test_who_leaves_rows_out_says_what_tells_why(tables: Command, command: tuple[str, ...]) -> None:
    said = " ".join(tables("fleet", *command).out.split())

    why = said.split("this tells why: ")[1].strip("` ").split()
    assert why[:6] == ["iotclass", "fleet", "classify", "'fleet.duckdb#new'", "-o", "FILE"]
    tables("fleet", "classify", "fleet.duckdb#new", "-o", "classified.csv")
    assert Path("classified.rejects.csv").read_text("utf-8") == 'row,column,value,reason\n3,kind,"",no kind\n'


HEAD = "device_id,kind,connectivity,protection,severity,required\n"
MET = "{id},sensor,C1,P5,low,A\n"
"""A device that is of class A, as required of it."""


@pytest.mark.parametrize(
    ("later", "unsure"),
    [
        ("S2,senosr,C1,P5,low,A\n", 1),
        ("S2,sensor\n", 1),
        (MET.format(id="S2") * 2, 1),
        ("S3,senosr,C1,P5,low,A\n" + MET.format(id="S2"), 0),
        ("", 0),
    ],
    ids=["rejected", "no row", "on two rows", "another one is rejected", "gone"],
)
def test_what_cannot_be_compared_does_not_pass(iotclass: Command, later: str, unsure: int) -> None:
    """A device that met its requirement is not fine because its new row says nothing."""
    Path("old.csv").write_text(HEAD + MET.format(id="S1") + MET.format(id="S2"), "utf-8")
    Path("new.csv").write_text(HEAD + MET.format(id="S1") + later, "utf-8")

    ran = iotclass("fleet", "diff", "old.csv", "new.csv", "--gate", "--format", "json")

    assert (ran.json["unsure"], ran.json["passed"]) == (unsure, not unsure)
    why = "new rows that could not be classified, or ids of several rows, may be these"
    said = f"{unsure} devices met their requirement and cannot be compared: {why}"
    passed = "passed, every device that met its requirement still does"
    assert (ran.code, ran.err) == (int(unsure > 0), f"gate: {said if unsure else passed}\n")


@pytest.mark.parametrize("bad", ["old.csv", "new.csv"])
def test_lines_that_are_no_rows_are_counted_where_they_are(iotclass: Command, bad: str) -> None:
    for name in ("old.csv", "new.csv"):
        broken = "S2,sensor\n" if name == bad else ""
        Path(name).write_text(HEAD + MET.format(id="S1") + broken + MET.format(id="S3"), "utf-8")

    found = iotclass("fleet", "diff", "old.csv", "new.csv", "--format", "json").json

    assert found["unclassified"] == {"old": int(bad == "old.csv"), "new": int(bad == "new.csv")}


def test_rows_of_classified_files_are_told_as_such(iotclass: Command) -> None:
    """Classifying such a file again would tell nothing."""
    Path("old.csv").write_text(HEAD + MET.format(id="S1"), "utf-8")
    iotclass("fleet", "classify", "old.csv", "-o", "done.csv")
    Path("odd.csv").write_text(Path("done.csv").read_text("utf-8").replace(",A,A,", ",Z,A,"), "utf-8")

    summed = " ".join(iotclass("fleet", "summary", "odd.csv").out.split())
    compared = " ".join(iotclass("fleet", "diff", "done.csv", "odd.csv").out.split())

    assert "1 rows say no class or verdict that there is, and are not counted." in summed
    assert (
        "1 rows of the new inventory say no class or verdict that there is, and are not compared." in compared
    )
