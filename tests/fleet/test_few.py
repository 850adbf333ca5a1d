"""Kept columns of few texts come out as they went in, whatever DuckDB makes of them on the way."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

import iotclass.fleet.duck
from iotclass.core.inventory import KIND, Inventory
from iotclass.fleet import few
from iotclass.fleet.duck import Wanted, nobody, opened
from iotclass.fleet.engine import Limits
from iotclass.fleet.few import MOST, enums
from iotclass.fleet.source import Source, source
from iotclass.read.content import shipped
from iotclass.read.inventory import names

CONTENT = shipped().content
DEVICES = 5_000
TEXTS = ("o'clock", "", "äö 🙂", 'a "name"', "50%", None)
KEPT = ("site", "many", "number", "nothing", 'od"d')
SQL = f"""
SELECT 'D' || i AS device_id, '{next(iter(CONTENT.profiles))}' AS kind, texts[1 + i % {len(TEXTS)}] AS site,
  'text ' || i % {MOST + 1} AS many, CAST(i % 7 AS INT) AS number, CAST(NULL AS VARCHAR) AS nothing,
  'one' AS "od""d"
FROM range({DEVICES}) AS numbered(i), (SELECT ? AS texts)
"""  # noqa: S608  our own


@pytest.fixture
def fleet(tmp_path: Path) -> Path:
    """An inventory with columns of few texts, many, numbers and nothing."""
    path = tmp_path / "fleet.parquet"
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE fleet AS {SQL}", [list(TEXTS)])
        connection.execute(f"COPY fleet TO '{path}' (FORMAT parquet, ROW_GROUP_SIZE 2048)")
    return path


def found_in(*files: Path) -> set[str]:
    """Which columns of files come out as enums."""
    given = source(str(files[0] if len(files) == 1 else files[0].with_name("*.parquet")))
    with duckdb.connect() as connection:
        names = ", ".join(f"'{one}'" for one in files)
        read = f"read_parquet([{names}], union_by_name = true)"
        return set(enums(lambda sql: connection.execute(sql).fetchall(), given, read, KEPT))


def test_columns_of_few_texts_are_found(fleet: Path) -> None:
    """A column of more texts than it takes, of numbers or of nothing is left as it is."""
    assert found_in(fleet) == {"site", 'od"d'}


def test_a_column_that_goes_on_otherwise(fleet: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is few texts in the first rows may be many in all."""
    monkeypatch.setattr(few, "FIRST", 10)
    assert found_in(fleet) == {"site", 'od"d'}


def test_a_column_that_one_file_does_not_have(fleet: Path) -> None:
    """Its texts are those of the other file."""
    with duckdb.connect() as connection:
        connection.read_parquet(str(fleet)).project("device_id, kind").write_parquet(
            str(fleet.with_name("second.parquet"))
        )
    assert found_in(fleet, fleet.with_name("second.parquet")) == {"site", 'od"d'}


@pytest.mark.parametrize("texts", [None, [], [None], ["a\0b"], ["x" * (few.LONGEST + 1)]])
def test_texts_that_make_no_enum(texts: list[str | None] | None) -> None:
    """Nothing but empty cells, or what a statement does not hold, whoever wrote the file."""
    told: Iterator[list[Any]] = iter([[("site",)], [(texts,)]])
    assert enums(lambda _: next(told), Source("parquet", "fleet.parquet"), "fleet", ["site"]) == {}


def cells(path: Path) -> list[tuple[object, ...]]:
    """What is kept of each device."""
    with duckdb.connect() as connection:
        read = (
            connection.read_csv(str(path), all_varchar=True)
            if path.suffix == ".csv"
            else connection.read_parquet(str(path))
        )
        columns = ['"' + one.replace('"', '""') + '"' for one in ("device_id", *KEPT)]
        return read.project(", ".join(columns)).order("device_id").fetchall()


@pytest.mark.parametrize("suffix", ["parquet", "csv"])
def test_what_is_kept_is_kept(fleet: Path, suffix: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every cell of every kept column, those of enums too, is that of the inventory."""
    monkeypatch.setattr(iotclass.fleet.duck, "LEAST", 0)
    output = fleet.with_name(f"out.{suffix}")
    inventory = Inventory({"device_id": "device_id", KIND: KIND})
    with opened(source(str(fleet)), Limits(threads=2), fleet.parent) as duck:
        method = next(iter(CONTENT.methods.values()))
        wanted = Wanted(output, fleet.with_name("rejects.csv"))
        with duck._few(inventory, output.with_suffix(".parquet"), nobody) as found:  # noqa: SLF001  that they are enums at all
            assert set(found()) == {"site", 'od"d'}
        done = duck.classify(inventory, names().states, method, CONTENT, wanted, nobody)
    assert done.classified == DEVICES
    before, after = cells(fleet), cells(output)
    if suffix == "csv":  # which knows texts alone, and no empty one apart from none
        before = [tuple(None if cell in {None, ""} else str(cell) for cell in row) for row in before]
    assert after == before
