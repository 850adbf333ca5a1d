"""Spark and DuckDB agree on every row, in every form that an inventory can have, and on what is rejected."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from iotclass.core.inventory import KIND, LEVELS, Inventory
from iotclass.core.place import InvalidError, OutputError
from iotclass.core.system import ControlState
from iotclass.fleet.duck import Limits, Wanted, opened
from iotclass.fleet.legend import legend
from iotclass.fleet.row import Row
from iotclass.fleet.session import spark_session
from iotclass.fleet.source import source
from iotclass.fleet.spark import Parts, opened_by_spark
from iotclass.read.content import shipped
from iotclass.read.inventory import names
from tests.fleet.inventory import drawn, facts_asked

CONTENT = shipped().content
LEGEND = legend(CONTENT)
FACTS = facts_asked(CONTENT)
METHOD = CONTENT.methods["iotclass-1"]
COLUMNS = {"device_id": "device_id", KIND: KIND} | {name: name for name in LEVELS}
BAD: list[dict[str, object]] = [
    {"device_id": "", KIND: "gateway"},
    {"device_id": "no-such-kind", KIND: "teapot"},
    {"device_id": "no-such-level", KIND: "gateway", "connectivity": "C9", "impact": "élevé"},
]

pytestmark = pytest.mark.skipif(
    not shutil.which("java"), reason="Spark needs Java 17 (apt-get install openjdk-17-jre-headless)"
)


@pytest.fixture(scope="module", autouse=True)
def session() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1")  # soon ready rather than fast
        with spark_session("local[2]", Limits()):
            yield


def by_duck(path: str, inventory: Inventory, folder: Path) -> tuple[list[Any], list[Any]]:
    """What DuckDB says of each device, and of each row that it rejects."""
    output, rejects = folder / "duck.parquet", folder / "duck.rejects.csv"
    with opened(source(path), Limits(threads=2), folder) as duck:
        duck.classify(inventory, names().states, METHOD, CONTENT, Wanted(output, rejects), lambda _: None)
    told = []
    if rejects.exists():
        with rejects.open(encoding="utf-8", newline="") as file:
            told = sorted(tuple(row.values()) for row in csv.DictReader(file))
    return rows_of(str(output)), told


def by_spark(path: str, inventory: Inventory, folder: Path, *, strict: bool = False) -> list[Any]:
    """What Spark says of each device; what it rejects stays where it wrote it."""
    output = folder / "spark.parquet"
    wanted = Parts(str(output), f"{output}.rejects", strict=strict)
    with opened_by_spark(path, None, Limits()) as spark:
        ended = spark.classify(inventory, names().states, METHOD, CONTENT, wanted, lambda _: None)
    found = rows_of(f"{output}/*.parquet")
    assert ended.classified == len(found)
    assert ended.rows - ended.classified == len({one[:2] for one in rejected(folder)})
    return found


def rejected(folder: Path) -> list[tuple[str, ...]]:
    """The lines of every part of what Spark rejected."""
    told = []
    for path in (folder / "spark.parquet.rejects").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            told += [tuple(row.values()) for row in csv.DictReader(file)]
    return sorted(told)


def rows_of(path: str) -> list[Any]:
    """Every row of Parquet, in an order of its own."""
    return sorted(duckdb.connect().execute("SELECT * FROM read_parquet(?)", [path]).fetchall(), key=str)


def table(path: Path, rows: list[dict[str, object]]) -> None:
    """An inventory as CSV."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), restval="")
        writer.writeheader()
        writer.writerows(rows)


def cells(row: Row) -> dict[str, object]:
    """Ids, kinds, levels and a column to be kept, as an inventory writes them."""
    kept = 'Zürich, "Nord"\n1' if row.id.endswith("7") else "Oslo"
    return {"device_id": row.id, KIND: row.kind.upper(), **row.texts, "site": kept}


def test_a_column_for_each_control_and_fact(tmp_path: Path) -> None:
    some = LEGEND.controls[::12]  # what Spark makes of each column takes it long
    rows = [
        cells(row)
        | {id_: (row.controls or {})[id_].value for id_ in some}
        | {fact: row.facts.get(fact, "") for fact in FACTS}
        for row in drawn(11, 300, CONTENT, LEGEND)
    ]
    path = tmp_path / "fleet.csv"
    table(path, [*rows, *BAD, rows[0] | {some[0]: "perhaps"}])
    columns = {id_: id_ for id_ in some}
    inventory = Inventory(COLUMNS, facts={one: one for one in FACTS}, control_columns=columns)
    classified, told = by_duck(str(path), inventory, tmp_path)
    assert by_spark(str(path), inventory, tmp_path) == classified
    assert len(classified) == 300
    assert {one[0] for one in rejected(tmp_path)} == {path.as_uri()}
    assert [one[1:] for one in rejected(tmp_path)] == told


def test_a_list_of_controls(tmp_path: Path) -> None:
    path = tmp_path / "fleet.csv"
    rows = []
    for row in drawn(12, 300, CONTENT, LEGEND):
        had = [id_ for id_, state in (row.controls or {}).items() if state is ControlState.YES]
        rows.append(cells(row) | {"controls": "; ".join(had) if row.texts["impact"] else ""})
    table(path, [*rows, *BAD, rows[0] | {"controls": "firewall; no-such-control"}])
    inventory = Inventory(COLUMNS, listed="controls", complete=True, designs=True)
    classified, told = by_duck(str(path), inventory, tmp_path)
    assert by_spark(str(path), inventory, tmp_path) == classified
    assert [one[1:] for one in rejected(tmp_path)] == told


def masks_of(path: Path) -> Inventory:
    """Write an inventory of masks as JSON lines; how it is to be read."""
    groups = {
        "yes": {ControlState.YES},
        "unknown": {ControlState.PARTLY, ControlState.UNKNOWN},
        "not applicable": {ControlState.NOT_APPLICABLE},
    }
    masks = {state: tuple(f"{state} {word}" for word in range(LEGEND.width)) for state in groups}
    with path.open("w", encoding="utf-8") as file:
        for row in drawn(13, 1000, CONTENT, LEGEND):
            line = cells(row)
            for state, meant in groups.items():
                had = (id_ for id_, one in (row.controls or {}).items() if one in meant)
                line |= zip(masks[state], LEGEND.masks(had), strict=True)
            file.write(json.dumps(line) + "\n")
    return Inventory(COLUMNS, masks=masks, legend=LEGEND.controls)


def test_masks_in_ten_parts(tmp_path: Path) -> None:
    whole, parts = tmp_path / "fleet.jsonl", tmp_path / "parts"
    inventory = masks_of(whole)
    parts.mkdir()
    for part in range(10):
        duckdb.connect().execute(
            f"COPY (SELECT * FROM (SELECT *, row_number() OVER () AS n FROM read_json('{whole}')) "  # noqa: S608  our own paths
            f"WHERE n % 10 = {part}) TO '{parts}/part-{part}.parquet'"
        )
    inventory = Inventory(COLUMNS, masks=inventory.masks, legend=LEGEND.controls, keep=("site",))
    classified, _ = by_duck(str(whole), inventory, tmp_path)
    assert by_spark(str(parts), inventory, tmp_path) == classified
    assert len(classified) == 1000
    assert len(list((tmp_path / "spark.parquet").glob("part-*"))) > 1
    with pytest.raises(OutputError, match="is there already"):
        by_spark(str(parts), inventory, tmp_path)


def test_strict_stops_and_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "fleet.csv"
    table(path, [cells(row) for row in drawn(14, 20, CONTENT, LEGEND)] + [dict(BAD[1])])
    with pytest.raises(InvalidError, match="row 21, kind: unknown kind: 'teapot'"):
        by_spark(str(path), Inventory(COLUMNS), tmp_path, strict=True)
    assert list(tmp_path.iterdir()) == [path]


def test_what_is_no_inventory_is_said(tmp_path: Path) -> None:
    (tmp_path / "fleet.xlsx").write_bytes(b"PK")
    for name, message in (
        ("none.parquet", "no such file"),
        ("fleet.xlsx", "nothing that Spark reads"),
        ("fleet.duckdb", "nothing that Spark reads"),
    ):
        with (
            pytest.raises(InvalidError, match=message),
            opened_by_spark(str(tmp_path / name), None, Limits()),
        ):
            pass
