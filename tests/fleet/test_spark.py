"""Spark and DuckDB agree on every row, in every form that an inventory can have, and on what is rejected."""

from __future__ import annotations

import csv
import gc
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from itertools import cycle, product
from pathlib import Path
from typing import Any

import duckdb
import pytest

from iotclass.app.fleet import Asked, classify
from iotclass.app.fleet_spark import classify_by_spark
from iotclass.core.inventory import KIND, LEVELS, Inventory
from iotclass.core.place import InvalidError, OutputError
from iotclass.core.scale import SCALES
from iotclass.core.system import ControlState
from iotclass.fleet.duck import Wanted, nobody, opened
from iotclass.fleet.engine import Limits
from iotclass.fleet.legend import legend
from iotclass.fleet.row import Row
from iotclass.fleet.session import spark_session
from iotclass.fleet.source import source
from iotclass.fleet.spark import Parts, opened_by_spark
from iotclass.read.content import shipped
from iotclass.read.inventory import names
from tests.fleet.inventory import drawn, facts_asked
from tests.fleet.meters import FLEET, MAPPING

CONTENT = shipped().content
LEGEND = legend(CONTENT)
FACTS = facts_asked(CONTENT)[:2]
METHODS = sorted(CONTENT.methods)
COLUMNS = {"device_id": "device_id", KIND: KIND} | {name: name for name in LEVELS}
BAD: list[dict[str, object]] = [
    {"device_id": " ", KIND: "gateway"},
    {"device_id": "no-such-kind", KIND: "teapot"},
    {"device_id": "no-such-level", KIND: "gateway", "connectivity": "C9", "impact": "élevé"},
]
SITE = "the `site`; drop table raw"
"""A column that an inventory has for itself, of a name as bad as they get."""

pytestmark = [
    pytest.mark.xdist_group("spark"),  # one session, so one process
    pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning"),  # py4j leaves them to Python
    pytest.mark.skipif(
        not shutil.which("java"), reason="Spark needs Java 17 (apt-get install openjdk-17-jre-headless)"
    ),
]


@pytest.fixture(scope="module", autouse=True)
def session() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1")  # soon ready rather than fast
        with spark_session("local[2]", Limits()):
            yield
    gc.collect()


def agree(
    duck: str, spark: str, inventory: Inventory, folder: Path, method: str, *, ids: bool = False
) -> tuple[list[Any], list[tuple[str, ...]]]:
    """What both engines say of each row, and what both reject, to which Spark adds the file."""
    output, rejects = folder / "duck.parquet", folder / "duck.rejects.csv"
    with opened(source(duck), Limits(threads=2), folder) as one:
        wanted = Wanted(output, rejects, ids=ids)
        one.classify(inventory, names().states, CONTENT.methods[method], CONTENT, wanted, nobody)
    told = lines([rejects] if rejects.exists() else [])
    expected = rows_of(str(output))

    found = by_spark(spark, inventory, folder, method, ids=ids)
    assert found == expected
    rejected = lines((folder / "spark.rejects.csv").glob("*.csv"))
    assert sorted(one[1:] for one in rejected) == told
    return found, rejected


def by_spark(
    path: str,
    inventory: Inventory,
    folder: Path,
    method: str = "iotclass-1",
    *,
    ids: bool = False,
    strict: bool = False,
) -> list[Any]:
    """What Spark says of each device; its counts add up."""
    output, rejects = folder / "spark.parquet", folder / "spark.rejects.csv"
    wanted = Parts(str(output), str(rejects), strict=strict, ids=ids)
    with opened_by_spark(path, None, Limits()) as spark:
        ended = spark.classify(inventory, names().states, CONTENT.methods[method], CONTENT, wanted, nobody)
    found = rows_of(f"{output}/*.parquet")
    assert ended.classified == len(found) - 1
    assert ended.rows - ended.classified == len({one[:2] for one in lines(rejects.glob("*.csv"))})
    return found


def lines(paths: Any) -> list[tuple[str, ...]]:
    """The lines of all of these CSV files."""
    told = []
    for path in paths:
        with path.open(encoding="utf-8", newline="") as file:
            told += [tuple(row.values()) for row in csv.DictReader(file)]
    return sorted(told)


def rows_of(path: str) -> list[Any]:
    """Every row of Parquet, in an order of its own, with the names and types of its columns."""
    found = duckdb.connect().execute("SELECT * FROM read_parquet(?)", [path])
    head = [(name, str(kind)) for name, kind, *_ in found.description]
    return [head, *sorted(found.fetchall(), key=str)]


def text(row: Row, number: int) -> dict[str, object]:
    """Ids, kinds, levels and a column to be kept, as an inventory writes them."""
    kept = 'Zürich, "Nord"\n1' if number % 7 == 0 else "" if number % 5 == 0 else " Oslo "
    return {"device_id": row.id, KIND: row.kind.upper(), **row.texts, SITE: kept}


def write(path: Path, rows: list[dict[str, object]], **how: Any) -> None:
    """An inventory as CSV."""
    with path.open("w", encoding=how.pop("encoding", "utf-8"), newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), restval="", **how)
        writer.writeheader()
        writer.writerows(rows)


def test_a_column_for_each_control_and_fact(tmp_path: Path) -> None:
    some = LEGEND.controls[::60]  # what Spark makes of each column takes it long
    rows = [
        text(row, number)
        | {id_: (row.controls or {})[id_].value for id_ in some}
        | {fact: row.facts.get(fact, "") for fact in FACTS}
        for number, row in enumerate(drawn(11, 100, CONTENT, LEGEND))
    ]
    path = tmp_path / "fleet.csv"
    write(path, [*rows, *BAD, rows[0] | {"device_id": "perhaps", some[0]: "perhaps"}])
    inventory = Inventory(
        COLUMNS, facts={one: one for one in FACTS}, control_columns={id_: id_ for id_ in some}
    )
    found, rejected = agree(str(path), str(path), inventory, tmp_path, "iotclass-1")
    assert len(found) == 1 + 100
    assert {one[0] for one in rejected} == {f"file:{path}"}
    assert {one[4] for one in rejected} == {
        "no id",
        "unknown kind",
        "unknown level",
        "unknown state of a control",
    }


def test_ids_that_rows_share_and_lines_that_are_no_rows(tmp_path: Path) -> None:
    path = tmp_path / "fleet.csv"
    path.write_text(
        "id,kind,connectivity\n1,sensor,C1\n2,sensor\n3,sensor,C9\n4,sensor,C2,B\n5,gateway,C3\n1,sensor,C2\n",
        "utf-8",
    )
    inventory = Inventory({"device_id": "id", KIND: KIND, "connectivity": "connectivity"})
    found, rejected = agree(str(path), str(path), inventory, tmp_path, "iotclass-1", ids=True)
    assert [one[0] for one in found[1:]] == ["5"]
    assert sorted((one[1], one[4]) for one in rejected) == [
        ("1", "another row has the same id"),
        ("2", "no row of this table"),
        ("3", "unknown level"),
        ("4", "no row of this table"),
        ("6", "another row has the same id"),
    ]


def test_a_list_of_controls(tmp_path: Path) -> None:
    """As a spreadsheet writes it: semicolons, Windows line ends, a byte order mark."""
    path = tmp_path / "fleet.csv"
    rows = []
    for number, row in enumerate(drawn(12, 300, CONTENT, LEGEND)):
        had = [id_ for id_, state in (row.controls or {}).items() if state is ControlState.YES]
        rows.append(text(row, number) | {"controls": ", ".join(had) if row.texts["impact"] else ""})
    bad = [*BAD, rows[0] | {"controls": "signed-updates, no-such-control"}]
    write(path, [*rows, *bad], delimiter=";", lineterminator="\r\n", encoding="utf-8-sig")
    inventory = Inventory(COLUMNS, listed="controls", complete=True, designs=True, keep=(SITE,))
    found, rejected = agree(str(path), str(path), inventory, tmp_path, "fazeldehkordi-2019")
    assert len(found) == 1 + 300
    assert len(rejected) == 1 + 1 + 2 + 1


@pytest.mark.parametrize("method", METHODS)
def test_every_level_with_masks_in_ten_parts(method: str, tmp_path: Path) -> None:
    """Every case of the tables, and none of each, in ten folders by region; some masks are empty."""
    groups = {
        "yes": {ControlState.YES},
        "unknown": {ControlState.PARTLY, ControlState.UNKNOWN},
        "not applicable": {ControlState.NOT_APPLICABLE},
    }
    masks = {state: tuple(f"{state} {word}" for word in range(LEGEND.width)) for state in groups}
    stated = ("connectivity", "protection", "severity", "impact", "required")
    scales = [[*map(str, SCALES["class" if name == "required" else name]), ""] for name in stated]
    rows: list[dict[str, object]] = []
    for number, (cells, row) in enumerate(
        zip(product(*scales), cycle(drawn(13, 997, CONTENT, LEGEND)), strict=False)
    ):
        line: dict[str, object] = {
            "device_id": f"d{number}",
            KIND: row.kind,
            **dict(zip(stated, cells, strict=True)),
        }
        for state, meant in groups.items():
            had = (id_ for id_, one in (row.controls or {}).items() if one in meant)
            line |= zip(masks[state], LEGEND.masks(had), strict=True)
        rows.append(
            line | {"region": f"r{number % 10}"} | ({masks["yes"][0]: ""} if number % 11 == 0 else {})
        )
    assert len(rows) == 6 * 7 * 6 * 6 * 7
    whole = tmp_path / "fleet.csv"
    write(whole, rows)
    parts = tmp_path / "parts"
    words = ", ".join(f'TRY_CAST("{one}" AS BIGINT) AS "{one}"' for names in masks.values() for one in names)
    duckdb.connect().execute(
        f"COPY (SELECT * REPLACE ({words}) FROM read_csv('{whole}', all_varchar = true)) "  # noqa: S608  our own paths
        f"TO '{parts}' (FORMAT parquet, PARTITION_BY (region))"
    )
    inventory = Inventory(
        {name: name for name in ("device_id", KIND, *stated)}, masks=masks, legend=LEGEND.controls
    )
    found, rejected = agree(f"{parts}/*/*.parquet", str(parts), inventory, tmp_path, method)
    assert len(found) == 1 + len(rows)
    assert rejected == []
    assert len(list((tmp_path / "spark.parquet").glob("part-*"))) > 1
    with pytest.raises(OutputError, match="is there already"):
        by_spark(str(parts), inventory, tmp_path)


def test_json_lines_and_a_line_that_is_none(tmp_path: Path) -> None:
    path = tmp_path / "fleet.jsonl"
    path.write_text(
        '{"device_id": 7, "kind": "sensor", "connectivity": "C1", "place": {"x": 1}}\n'
        '{"device_id": \n\n{"device_id": "8", "kind": "gateway", "more": 1}\n',
        "utf-8",
    )
    inventory = Inventory({one: one for one in ("device_id", KIND, "connectivity")}, keep=())
    found = by_spark(str(path), inventory, tmp_path)
    assert [one[:2] for one in found[1:]] == [("7", "sensor"), ("8", "gateway")]
    told = lines((tmp_path / "spark.rejects.csv").glob("*.csv"))
    assert [one[1:] for one in told] == [("2", "", '{"device_id": ', "no row of this table")]


def test_devices_that_are_components_of_a_model(tmp_path: Path) -> None:
    path = tmp_path / "fleet.csv"
    path.write_text(FLEET, "utf-8")
    (tmp_path / "fleet.map.yaml").write_text(MAPPING, "utf-8")
    duck, spark = (str(tmp_path / f"{engine}.csv") for engine in ("duck", "spark"))
    told = classify(str(path), duck, Asked(), nobody, strict=False, ids=False, replace_it=False)
    said = classify_by_spark(
        str(path), spark, Asked(), nobody, master=None, strict=False, ids=False, replace_it=False
    )
    assert "4 of 7 devices classified" in said
    assert said == told.replace("duck.", "spark.")
    assert lines(Path(spark).glob("*.csv")) == lines([Path(duck)])
    rejected = lines((tmp_path / "spark.rejects.csv").glob("*.csv"))
    assert [one[1:] for one in rejected] == lines([tmp_path / "duck.rejects.csv"])


def test_strict_and_what_cannot_be_written_leave_nothing(tmp_path: Path) -> None:
    path = tmp_path / "fleet.csv"
    rows: list[dict[str, object]] = [{"device_id": f"d{number}", KIND: "gateway"} for number in range(20)]
    write(path, [*rows, BAD[1]])
    inventory = Inventory({one: one for one in ("device_id", KIND)})
    with pytest.raises(InvalidError, match="row 21, kind: unknown kind: 'teapot'"):
        by_spark(str(path), inventory, tmp_path, strict=True)
    nested = tmp_path / "nested.jsonl"
    nested.write_text('{"device_id": "7", "kind": "sensor", "place": {"x": 1}}\n', "utf-8")
    wanted = Parts(str(tmp_path / "out.csv"), str(tmp_path / "out.rejects.csv"))
    with (
        pytest.raises(InvalidError, match="place"),
        opened_by_spark(str(nested), None, Limits()) as spark,
    ):
        spark.classify(inventory, names().states, CONTENT.methods["iotclass-1"], CONTENT, wanted, nobody)
    assert sorted(tmp_path.iterdir()) == [path, nested]


def test_what_is_there_is_never_read_and_written_at_once(tmp_path: Path) -> None:
    """Nor is a folder replaced that Spark did not write."""
    made = tmp_path / "made.csv"
    made.mkdir()
    write(made / "fleet.csv", [{"device_id": "d", KIND: "gateway"}])
    inventory = Inventory({one: one for one in ("device_id", KIND)})
    for output, message in (
        (made, "is what this is made from"),
        (made / "out.csv", "is what this is made from"),
        (tmp_path / "none" / "out.csv", "there is no folder"),
    ):
        wanted = Parts(str(output), str(tmp_path / "rejects.csv"), replace=True)
        with pytest.raises(OutputError, match=message), opened_by_spark(str(made), None, Limits()) as spark:
            spark.classify(inventory, names().states, CONTENT.methods["iotclass-1"], CONTENT, wanted, nobody)
    other = tmp_path / "other.csv"
    other.mkdir()
    (other / "thesis.txt").write_text("mine", "utf-8")
    wanted = Parts(str(other), str(tmp_path / "rejects.csv"), replace=True)
    with (
        pytest.raises(OutputError, match="no folder that Spark"),
        opened_by_spark(str(made), None, Limits()) as spark,
    ):
        spark.classify(inventory, names().states, CONTENT.methods["iotclass-1"], CONTENT, wanted, nobody)
    assert (other / "thesis.txt").exists()


def test_what_is_no_inventory_is_said(tmp_path: Path) -> None:
    (tmp_path / "fleet.xlsx").write_bytes(b"PK")
    (tmp_path / "fleet.parquet").write_bytes(b"no Parquet at all")
    for name, message in (
        ("none.parquet", "no such file"),
        ("fleet.xlsx", "nothing that Spark reads"),
        ("fleet.duckdb", "nothing that Spark reads"),
        ("postgresql://me:secret@host/db#table", "nothing that Spark reads"),
        ("fleet.parquet", "not a Parquet file"),
    ):
        with (
            pytest.raises(InvalidError, match=message) as raised,
            opened_by_spark(name if "://" in name else str(tmp_path / name), None, Limits()),
        ):
            pass
        assert "secret" not in str(raised.value)


@pytest.mark.parametrize(
    ("encoding", "said"), [("latin-1", "Spark reads UTF-8 alone, not latin-1"), ("utf-8", "")]
)
def test_an_encoding_that_spark_does_not_read_is_said(encoding: str, said: str, tmp_path: Path) -> None:
    write(tmp_path / "fleet.csv", [{"device_id": "d", KIND: "gateway"}])
    text = f"inventory: 1\nencoding: {encoding}\ncolumns: {{device_id: device_id, kind: kind}}\n"
    (tmp_path / "fleet.map.yaml").write_text(text, "utf-8")
    output = str(tmp_path / "out.csv")
    with pytest.raises(InvalidError, match=said) if said else nullcontext():
        told = classify_by_spark(
            str(tmp_path / "fleet.csv"),
            output,
            Asked(),
            nobody,
            master=None,
            strict=False,
            ids=False,
            replace_it=False,
        )
        assert told.endswith(f"1 of 1 devices classified: {output}\n")


@pytest.mark.parametrize(
    ("options", "path", "message"),
    [
        (["--spark-master", "nonsense"], "", "Spark does not start: "),
        ([], "/nowhere", "Spark needs Java, and there is none; expected Java 17"),
    ],
    ids=["bad master", "no Java"],
)
def test_spark_that_does_not_start_is_said_in_one_line(
    options: list[str], path: str, message: str, tmp_path: Path
) -> None:
    write(tmp_path / "fleet.csv", [{"device_id": "d", KIND: "gateway"}])
    environment = {key: value for key, value in os.environ.items() if key != "JAVA_HOME"}
    given = [sys.executable, "-m", "iotclass", "fleet", "classify", "fleet.csv", "-o", "out.csv"]
    ran = subprocess.run(
        [*given, "--engine", "spark", *options],
        capture_output=True,
        cwd=tmp_path,
        env=environment | ({"PATH": path} if path else {}),
        encoding="utf-8",
        check=False,
    )
    assert ran.returncode == 2
    assert message in ran.stderr
    assert len(ran.stderr.splitlines()) == 1
    assert [one.name for one in tmp_path.iterdir()] == ["fleet.csv"]
