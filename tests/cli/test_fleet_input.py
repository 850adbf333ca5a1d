"""Inventories as they come: folders of parts, other encodings, lines that are no rows, mixed JSON."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import duckdb
import pytest

from tests.cli.command import Command

HEAD = "id,kind,connectivity\n"


def rows(path: str) -> list[list[str]]:
    """The rows of a CSV file without its head, in the order of their texts."""
    with Path(path).open(encoding="utf-8", newline="") as file:
        return sorted(list(csv.reader(file))[1:])


def ids(path: str) -> list[str]:
    return [row[0] for row in rows(path)]


def test_explain_cites_the_row_that_rejects_would(iotclass: Command) -> None:
    Path("m.csv").write_text(
        f"{HEAD}1,sensor,C1\nbad\n2,sensor,C1\nbad,x\nworse\n3,sensor,C9\n2,sensor,C2\n", "utf-8"
    )

    iotclass("fleet", "classify", "m.csv", "-o", "out.csv")
    found = iotclass("fleet", "explain", "m.csv", "2")

    assert [row[:2] for row in rows("out.rejects.csv")] == [
        ["2", ""],
        ["4", ""],
        ["5", ""],
        ["6", "connectivity"],
    ]
    assert "2 rows have this id (m.csv:3, m.csv:7); this is the first of them.\n" in found.out
    assert iotclass("fleet", "explain", "m.csv", "3").err == (
        "error: m.csv:6: connectivity: unknown level: 'C9'\n"
    )


@pytest.mark.parametrize("name", ["day", "day.csv"])
def test_a_folder_is_all_its_parts_each_with_its_own_rows(iotclass: Command, name: str) -> None:
    Path(name).mkdir()
    for part, text in (
        ("part-0.csv", f"{HEAD}1,sensor,C1\nbad\n2,sensor,C9\n"),
        ("part-1.csv", f"{HEAD}bad\n3,toaster,C1\n4,sensor,C1\n"),
        ("_SUCCESS", ""),
        ("_part-2.csv", f"{HEAD}5,sensor,C1\n"),
        (".part-0.csv.crc", "x"),
    ):
        Path(name, part).write_text(text, "utf-8")

    ran = iotclass("fleet", "classify", name, "-o", "out.csv")

    assert ran.err == "2 of 6 devices classified: out.csv\n4 rows not classified, and why: out.rejects.csv\n"
    assert ids("out.csv") == ["1", "4"]
    assert rows("out.rejects.csv") == [
        [f"{name}/part-0.csv", "2", "", "bad", "no row of this table"],
        [f"{name}/part-0.csv", "3", "connectivity", "C9", "unknown level"],
        [f"{name}/part-1.csv", "1", "", "bad", "no row of this table"],
        [f"{name}/part-1.csv", "2", "kind", "toaster", "unknown kind"],
    ]
    assert iotclass("fleet", "classify", name, "-o", "no.csv", "--strict").err == (
        f"error: {name}/part-0.csv: row 2: no row of this table: 'bad'\n"
    )
    assert iotclass("fleet", "explain", name, "3").err.startswith(f"error: {name}/part-1.csv:2: kind")
    refused = iotclass("fleet", "classify", name, "-o", f"{name}/out.csv")
    assert refused.err == f"error: {name}/out.csv: is what this is made from; nothing was written\n"


def test_partitions_of_a_folder_are_columns(iotclass: Command) -> None:
    for site, kind in (("Oslo", "sensor"), ("Bonn", "gateway")):
        Path(f"fleet.parquet/site={site}").mkdir(parents=True)
        made = f"SELECT '{site[0]}' AS id, '{kind}' AS kind, 'C1' AS connectivity"
        duckdb.sql(f"COPY ({made}) TO 'fleet.parquet/site={site}/part-0.parquet'")

    assert iotclass("fleet", "classify", "fleet.parquet/", "-o", "out.csv").code == 0

    assert [(row[0], row[1], row[-1]) for row in rows("out.csv")] == [
        ("B", "gateway", "Bonn"),
        ("O", "sensor", "Oslo"),
    ]


CITY = (
    "Geräte-Nr;Typ;Konnektivität;Maßnahmen;Straße\r\n"
    "1;sensor;C1;secure-boot;Nordweg\r\n2;sensor;C2;;Südstraße\r\n"
)


@pytest.mark.parametrize("encoding", ["latin-1", "utf-16"])
def test_an_encoding_is_proposed_named_and_read(iotclass: Command, encoding: str) -> None:
    Path("city.csv").write_bytes(CITY.encode(encoding))
    ran = iotclass("fleet", "classify", "city.csv", "-o", "out.csv")
    assert ran.code == 2
    assert ran.err == (
        "error: city.csv:1: the first line is not UTF-8; expected `encoding` in a mapping "
        "(utf-16 or latin-1; iotclass fleet map proposes it), or UTF-8\n"
    )

    assert iotclass("fleet", "map", "city.csv", "-o", "city.map.yaml").code == 0
    assert f"\nencoding: {encoding}\n" in Path("city.map.yaml").read_text("utf-8")

    assert iotclass("fleet", "classify", "city.csv", "-o", "out.csv").code == 0
    assert [(row[0], row[-1]) for row in rows("out.csv")] == [("1", "Nordweg"), ("2", "Südstraße")]
    assert not Path("out.rejects.csv").exists()
    assert iotclass("fleet", "pack", "city.csv", "-o", "packed.csv").code == 0
    assert iotclass("fleet", "classify", "packed.csv", "-o", "again.csv").code == 0
    assert rows("again.csv") == rows("out.csv")


def test_rows_alone_that_are_not_utf_8_are_rejected_by_that_reason(iotclass: Command) -> None:
    text = f"{HEAD[:-1]},site\n1,sensor,C1,Nord\n2,sensor,C1,Süd\n3,sensor,C1,Ost\n"
    Path("a.csv").write_bytes(text.encode("latin-1"))

    ran = iotclass("fleet", "classify", "a.csv", "-o", "out.csv")

    assert ran.err.startswith("2 of 3 devices classified")
    ((row, _, _, reason),) = rows("out.rejects.csv")
    assert (row, reason) == ("2", "not UTF-8, unless a mapping's `encoding` says what else")


@pytest.mark.parametrize(
    ("encoding", "found", "said"),
    [
        (
            "latin-1",
            "€".encode("cp1252"),
            "error: a.csv: File is not latin-1 encoded; expected UTF-8, such as by",
        ),
        (
            "utf-16",
            b"\xfe\xff\0a",
            "error: a.csv:1: UTF-16 of the big-endian kind; expected the little-endian",
        ),
        (
            "latin1",
            b"",
            "error: m.yaml:2:11: encoding: 'latin1'; expected one of utf-8, utf-16, latin-1 (did you",
        ),
    ],
)
def test_what_is_in_no_such_encoding_is_told(
    iotclass: Command, encoding: str, found: bytes, said: str
) -> None:
    Path("a.csv").write_bytes(
        HEAD.encode() + b"1,sensor,C1\n2,sensor," + found if encoding[0] == "l" else found
    )
    Path("m.yaml").write_text(
        f"inventory: 1\nencoding: {encoding}\ncolumns: {{device_id: id, kind: kind}}\n", "utf-8"
    )

    ran = iotclass("fleet", "classify", "a.csv", "-o", "out.csv", "--map", "m.yaml")

    assert ran.code == 2
    assert ran.err.startswith(said)


def test_an_encoding_of_what_has_none_is_refused(iotclass: Command) -> None:
    Path("a.jsonl").write_text('{"id": "1", "kind": "sensor"}\n', "utf-8")
    Path("m.yaml").write_text(
        "inventory: 1\nencoding: latin-1\ncolumns: {device_id: id, kind: kind}\n", "utf-8"
    )

    ran = iotclass("fleet", "classify", "a.jsonl", "-o", "out.csv", "--map", "m.yaml")

    assert ran.problems == [
        "m.yaml:1: `encoding` is for CSV files, and a.jsonl is none; expected no `encoding`"
    ]


def test_json_lines_are_what_they_are_whatever_the_others_are(iotclass: Command) -> None:
    """Ids are numbers and texts, one list of controls is a list and one a text; some lines are no objects."""
    lines = [
        {"id": 1, "kind": "sensor", "connectivity": "C1", "controls": ["signed-updates", "secure-boot"]},
        {"id": "S2", "kind": "sensor", "connectivity": "C1", "controls": "signed-updates; secure-boot"},
        {"id": 2.5, "kind": ["sensor"], "connectivity": "C1"},
        [1],
        {"id": 12345678901234567890, "kind": "sensor", "connectivity": "C1", "controls": ["sekure-boot"]},
    ]
    text = "".join(f"{json.dumps(line)}\n" for line in lines)
    Path("a.jsonl").write_text(f"{text}no object\n", "utf-8")

    ran = iotclass("fleet", "classify", "a.jsonl", "-o", "out.csv")

    assert ran.err.startswith("2 of 6 devices classified")
    first, second = rows("out.csv")
    assert (first[0], second[0], first[1:]) == ("1", "S2", second[1:])
    assert rows("out.rejects.csv") == [
        ["3", "kind", '["sensor"]', "unknown kind"],
        ["4", "device_id", "", "no id"],
        ["4", "kind", "", "no kind"],
        ["5", "controls", "sekure-boot", "unknown control"],
        ["6", "device_id", "", "no id"],
        ["6", "kind", "", "no kind"],
    ]


def test_masks_that_are_no_numbers_reject_their_rows_alone(iotclass: Command) -> None:
    iotclass("fleet", "example", "-n", "4", "-o", "a.csv")
    lines = Path("a.csv").read_text("utf-8").splitlines()
    lines[2] = lines[2].rpartition(",")[0] + ",much"
    lines[3] = lines[3].rpartition(",")[0] + ",18446744073709551616"
    Path("a.csv").write_text("\n".join(lines), "utf-8")

    ran = iotclass("fleet", "classify", "a.csv", "-o", "out.csv")

    assert "2 of 4 devices classified" in ran.err
    assert [(row[0], row[2]) for row in rows("out.rejects.csv")] == [
        ("2", "much"),
        ("3", "18446744073709551616"),
    ]


@pytest.mark.parametrize("row", ["\xe43;sensor;Oslo", "d3;sens\xe4r;Oslo", "d3;sensor;Troms\xe4"])
def test_a_row_that_is_no_text_is_told_wherever_that_is(row: str, iotclass: Command) -> None:
    """In the id, the kind or a column that is only kept: every command leaves the same row out."""
    lines = ["id;kind;site", "d1;sensor;Oslo", "d2;gateway;Oslo", row, "d4;teapot;Oslo", "d5;sensor;Oslo"]
    Path("a.csv").write_bytes("\n".join(lines).encode("latin-1"))

    ran = iotclass("fleet", "classify", "a.csv", "-o", "out.csv")

    assert "3 of 5 devices classified" in ran.err
    assert [(row[0], row[3]) for row in rows("out.rejects.csv")] == [
        ("3", "not UTF-8, unless a mapping's `encoding` says what else"),
        ("4", "unknown kind"),
    ]
    assert "3 devices" in iotclass("fleet", "summary", "a.csv").out
    assert iotclass("fleet", "explain", "a.csv", "d5").code == 0


@pytest.mark.parametrize("kind", ["DOUBLE", "FLOAT", "BOOLEAN", "DECIMAL(22, 2)"])
def test_masks_that_have_lost_bits_are_told(kind: str, iotclass: Command) -> None:
    """What holds no whole numbers of 64 bits is not taken for masks, in any row."""
    iotclass("fleet", "example", "-n", "20", "-o", "a.parquet")
    cells = f"CAST(controls_0 AS {kind}) AS controls_0"
    duckdb.sql(f"SELECT * REPLACE ({cells}) FROM 'a.parquet'").write_parquet("b.parquet")  # noqa: S608  our own
    Path("b.map.yaml").write_text(Path("a.map.yaml").read_text("utf-8"), "utf-8")

    ran = iotclass("fleet", "classify", "b.parquet", "-o", "out.csv")

    assert "0 of 20 devices classified" in ran.err


def test_two_columns_of_one_name(iotclass: Command) -> None:
    """Nobody knows which is meant; a name that only looks so is one."""
    Path("a.csv").write_text("id;kind;Kind\nd1;sensor;gateway\n", "utf-8")
    Path("b.csv").write_text("id;kind;kind_1\nd1;sensor;gateway\n", "utf-8")

    ran = iotclass("fleet", "classify", "a.csv", "-o", "out.csv")

    assert (ran.code, ran.err) == (
        2,
        "error: a.csv:1: several columns are called 'kind'; expected a name for each\n",
    )
    assert iotclass("fleet", "classify", "b.csv", "-o", "out.csv").code == 0


def test_outputs_that_differ_in_a_part_of_their_name(tmp_path: Path, iotclass: Command) -> None:
    """Each has rejects of its own, and no run takes another's away."""
    Path("bad.csv").write_text("id;kind\nd1;teapot\n", "utf-8")
    Path("good.csv").write_text("id;kind\nd1;sensor\n", "utf-8")

    iotclass("fleet", "classify", "bad.csv", "-o", "out.mon.csv")
    iotclass("fleet", "classify", "good.csv", "-o", "out.tue.csv.gz", "--force")

    assert sorted(one.name for one in tmp_path.glob("out*")) == [
        "out.mon.csv",
        "out.mon.rejects.csv",
        "out.tue.csv.gz",
    ]


def test_columns_that_say_the_same_are_told(iotclass: Command) -> None:
    """Without a mapping nobody says which of them is right."""
    head = "device_id,kind,Data Authenticity,data-authenticity,site,Site\n"
    Path("two.csv").write_text(head + "d1,sensor,0,1,a,b\n", "utf-8")

    ran = iotclass("fleet", "classify", "two.csv", "-o", "out.csv")

    said = "the columns 'Data Authenticity' and 'data-authenticity' say the same"
    assert (ran.code, ran.err) == (
        2,
        f"error: two.csv:1: {said}; expected a mapping that names one of them (--map)\n",
    )
    assert not Path("out.csv").exists()
