"""`iotclass fleet classify`: what is read, what is rejected, and that the counts add up."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import duckdb
import pytest

from iotclass.core.inventory import BITS, NAMED
from iotclass.read.content import shipped
from tests.cli.command import Command
from tests.cli.table import rows

ODD = (
    "\ufeffSensor ID;Geräte-Typ;Bezirk;Konnektivität;Zielklasse;Features;personal_data\r\n"
    'S1;smart-METER;Nord;C4;c;"Signed Updates, encrypted_communication";ja\r\n'
    "S2;sensor;Süd; c2..C3 ;;;nein\r\n"
    "S3;toaster;;C4;B;;\r\n"
    ";sensor;Ost;C2;E;;\r\n"
    "S5;IP-Camera;West;C9;D;Foo;vielleicht\r\n"
)
"""An inventory with odd heads, a byte order mark, semicolons, Windows line ends, mixed case, empty cells."""


@pytest.fixture
def fleet(tmp_path: Path, iotclass: Command) -> Command:
    """`iotclass` beside an odd inventory."""
    (tmp_path / "odd.csv").write_bytes(ODD.encode())
    return iotclass


def test_an_odd_inventory_is_read_and_what_cannot_be_classified_is_told(fleet: Command) -> None:
    ran = fleet("fleet", "classify", "odd.csv", "-o", "out.csv")

    assert (ran.code, ran.out) == (0, "")
    assert ran.err == (
        "2 of 5 devices classified: out.csv\n3 rows not classified, and why: out.rejects.csv\n"
    )
    found = rows("out.csv")
    assert [(row["device_id"], row["kind"], row["connectivity"], row["Bezirk"]) for row in found] == [
        ("S1", "smart-meter", "C4", "Nord"),
        ("S2", "sensor", "C3", "Süd"),
    ]
    assert [row["verdict"] for row in found] == ["open", "no requirement"]
    assert rows("out.rejects.csv") == [
        {"row": "3", "column": "kind", "value": "toaster", "reason": "unknown kind"},
        {"row": "4", "column": "device_id", "value": "", "reason": "no id"},
        {"row": "5", "column": "connectivity", "value": "C9", "reason": "unknown level"},
        {
            "row": "5",
            "column": "personal_data",
            "value": "vielleicht",
            "reason": "a fact is yes, no or unknown",
        },
    ]


def test_strict_stops_at_the_first_and_writes_nothing(fleet: Command, tmp_path: Path) -> None:
    ran = fleet("fleet", "classify", "odd.csv", "-o", "out.csv", "--strict")

    assert (ran.code, ran.err) == (2, "error: odd.csv: row 3, kind: unknown kind: 'toaster'\n")
    assert [path.name for path in tmp_path.iterdir()] == ["odd.csv"]


MALFORMED = (
    "id,kind,connectivity\n1,sensor,C1\n2,sensor\n3,sensor,C9\n4,sensor,C2,B\n5,gateway,C3\n1,sensor,C2\n"
)


def test_lines_that_are_no_rows_are_counted_and_numbered_too(fleet: Command) -> None:
    Path("m.csv").write_text(MALFORMED, "utf-8")

    ran = fleet("fleet", "classify", "m.csv", "-o", "out.csv")

    assert ran.err.startswith("3 of 6 devices classified")
    assert [(row["row"], row["column"], row["value"]) for row in rows("out.rejects.csv")] == [
        ("2", "", "2,sensor"),
        ("3", "connectivity", "C9"),
        ("4", "", "4,sensor,C2,B"),
    ]


def test_rows_that_share_an_id_are_all_rejected_where_that_is_asked_for(fleet: Command) -> None:
    Path("m.csv").write_text(MALFORMED, "utf-8")

    assert fleet("fleet", "classify", "m.csv", "-o", "out.csv", "--check-ids").code == 0

    assert [row["device_id"] for row in rows("out.csv")] == ["5"]
    told = [row for row in rows("out.rejects.csv") if row["column"] == "device_id"]
    assert [(row["row"], row["value"], row["reason"]) for row in told] == [
        ("1", "1", "another row has the same id"),
        ("6", "1", "another row has the same id"),
    ]


def test_where_all_is_well_no_older_rejects_are_left(fleet: Command) -> None:
    fleet("fleet", "classify", "odd.csv", "-o", "out.csv")
    Path("good.csv").write_text("id,kind,connectivity\n1,sensor,C1\n", "utf-8")

    assert fleet("fleet", "classify", "good.csv", "-o", "out.csv", "--force").code == 0

    assert not Path("out.rejects.csv").exists()


@pytest.mark.parametrize("form", ["parquet", "csv.gz", "csv.zst", "tsv", "jsonl", "jsonl.gz"])
def test_every_format_says_the_same(fleet: Command, form: str) -> None:
    Path("good.csv").write_text("id,kind,connectivity,site\n1,sensor,C1,Oslo\n2,gateway,C4,\n", "utf-8")
    how = {"tsv": " (FORMAT csv, DELIMITER '\t')"}.get(form, "")
    duckdb.sql(f"COPY (FROM read_csv('good.csv', all_varchar = true)) TO 'good.{form}'{how}")
    end = "csv" if form == "tsv" else form

    found = []
    for given in ("good.csv", f"good.{form}"):
        assert fleet("fleet", "classify", given, "-o", f"{given}.out.{end}").code == 0
        found.append(sorted(duckdb.sql(f"FROM '{given}.out.{end}'").fetchall(), key=str))

    assert found[0] == found[1]
    assert len(found[0]) == 2


def test_tables_of_databases_are_read_and_never_changed(fleet: Command) -> None:
    columns = "(id TEXT, kind TEXT, connectivity TEXT, required TEXT)"
    lite = sqlite3.connect("fleet.db")
    lite.execute(f"CREATE TABLE devices {columns}")
    lite.execute("INSERT INTO devices VALUES ('1', 'sensor', 'C1', 'F'), ('2', 'toaster', 'C1', 'F')")
    lite.execute("CREATE TABLE others (a TEXT)")
    lite.commit()
    lite.close()
    duck = duckdb.connect("fleet.duckdb")
    duck.execute(f"CREATE TABLE devices {columns}")
    duck.execute("INSERT INTO devices VALUES ('1', 'sensor', 'C1', 'F'), ('2', 'toaster', 'C1', 'F')")
    duck.close()
    before = [Path(name).read_bytes() for name in ("fleet.db", "fleet.duckdb")]

    for name in ("fleet.db#devices", "fleet.duckdb"):
        ran = fleet("fleet", "classify", name, "-o", "out.csv", "--force")
        assert ran.err.startswith("1 of 2 devices classified"), ran.err
        assert [row["verdict"] for row in rows("out.csv")] == ["met"]
        assert [row["value"] for row in rows("out.rejects.csv")] == ["toaster"]

    assert [Path(name).read_bytes() for name in ("fleet.db", "fleet.duckdb")] == before
    ran = fleet("fleet", "classify", "fleet.db", "-o", "other.csv")
    assert ran.err == "error: fleet.db: a database of several tables; expected one of #devices, #others\n"


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("nope.csv", "-o", "out.csv"), "error: nope.csv: no such file; expected an inventory\n"),
        (("odd.csv", "-o", "odd.csv", "--force"), "error: odd.csv: is what this is made from"),
        (("odd.csv", "-o", "out.xls"), "error: out.xls: no format by its name; expected .parquet"),
        (("odd.csv", "-o", "out.csv", "--memory-limit", "much"), "error: --memory-limit: no size: 'much'"),
        (("odd.csv", "-o", "out.csv", "--method", "iotclas-1"), "error: odd.csv: no method 'iotclas-1'"),
        (("odd.csv", "-o", "out.csv", "--map", "bad.yaml"), "error: bad.yaml:3:9: no fact 'debug_prt'"),
        (("postgresql://me:secret@127.0.0.1:1/x#y", "-o", "out.csv"), "error: postgresql://127.0.0.1:1/x#y"),
    ],
    ids=lambda given: given[0] if isinstance(given, tuple) else "",
)
def test_what_is_wrong_is_said_in_one_line_and_nothing_is_written(
    fleet: Command, tmp_path: Path, args: tuple[str, ...], said: str
) -> None:
    Path("bad.yaml").write_text(
        "inventory: 1\ncolumns: {device_id: Sensor ID}\nfacts: {debug_prt: x}\n", "utf-8"
    )
    before = sorted(path.name for path in tmp_path.iterdir())

    ran = fleet("fleet", "classify", *args)

    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(said)
    assert "secret" not in ran.err
    assert sorted(path.name for path in tmp_path.iterdir()) == before


def test_a_mapping_is_proposed_that_works_as_it_is(fleet: Command) -> None:
    ran = fleet("fleet", "map", "odd.csv", "-o", "odd.map.yaml")
    assert ran.code == 0, ran.err

    assert '    "ip-camera"' not in Path("odd.map.yaml").read_text("utf-8")
    ran = fleet("fleet", "classify", "odd.csv", "-o", "out.csv", "--map", "odd.map.yaml")
    assert ran.err.startswith("2 of 5 devices classified"), ran.err


def test_a_column_that_some_files_lack_is_unknown_there(fleet: Command) -> None:
    """The file that has the mask says that no cell of it is empty; the other has none."""
    for number, more in enumerate((", 0 AS mask", "")):
        made = f"SELECT '{number}' AS id, 'sensor' AS kind, 'C1' AS connectivity{more}"
        duckdb.sql(f"COPY ({made}) TO 'day-{number}.parquet'")
    first = sorted(shipped().content.profiles["sensor"].criteria, key=lambda one: one.level)[:BITS]
    Path("m.yaml").write_text(
        "inventory: 1\ncolumns: {device_id: id, kind: kind, connectivity: connectivity}\n"
        "values: {severity: very low, impact: Major}\ncomplete: true\n"
        f"controls: {{masks: {{yes: [mask]}}, legend: [{', '.join(one.id for one in first)}]}}\n",
        "utf-8",
    )

    ran = fleet("fleet", "classify", "day-*.parquet", "-o", "out.csv", "--map", "m.yaml")

    assert ran.err == "2 of 2 devices classified: out.csv\n"
    certain = {row["device_id"]: row["class"] == row["class_best"] for row in rows("out.csv")}
    assert certain == {"0": True, "1": False}


def test_the_schema_of_a_mapping_is_printed(fleet: Command) -> None:
    found = fleet("schema", "inventory").json

    assert found["$id"] == "iotclass/inventory/1"
    assert set(found["properties"]["columns"]["properties"]) == set(NAMED)


def test_what_lacks_of_a_device_is_told_one_by_one(iotclass: Command) -> None:
    """As many criteria as the classified fleet counts."""
    iotclass("fleet", "example", "-n", "300", "-o", "fleet.parquet")
    iotclass("fleet", "classify", "fleet.parquet", "-o", "classified.csv")
    lacking = {row["device_id"]: int(row["lacking"] or 0) for row in rows("classified.csv")}
    shown = [one for one, count in lacking.items() if count][:3]

    assert len(shown) == 3
    for device in shown:
        told = iotclass("fleet", "explain", "fleet.parquet", device).out
        assert len(re.findall(r"^    – [a-z0-9-]+ \[no\]: ", told, re.MULTILINE)) == lacking[device]
