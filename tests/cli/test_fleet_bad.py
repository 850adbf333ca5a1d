"""What no fleet can be made of, or written to: one clear message, exit code 2, and nothing written."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from iotclass.fleet import relation
from tests.cli.command import Command

GOOD = "id,kind,connectivity,model\n1,sensor,C1,X\n2,gateway,C4,Y\n"
FILES = {
    "good.csv": GOOD.encode(),
    "empty.csv": b"",
    "nul.csv": bytes(600),
    "zeros.parquet": bytes(600),
    "junk.csv.gz": b"no gzip",
    "junk.csv.zst": b"no zstd",
    "junk.db": b"no database" * 100,
    "junk.jsonl": b"no json\n[1]\n{}\n",
    "other.yaml": b"inventory: 1\ncolumns: {device_id: id, kind: Kind,\n  impact: harm}\nkeep: [modell]\n",
    "no.yaml": b"inventory: 2\n",
}
ADD = ("--add", "signed-updates", "--where")
OUT = ("-o", "out.csv")


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("classify", "empty.csv", *OUT), "empty.csv: empty; expected a line with the names of the columns"),
        (("classify", "nul.csv", *OUT), "nul.csv:1: the first line is not UTF-8"),
        (("classify", "zeros.parquet", *OUT), "zeros.parquet: No magic bytes found at end of file"),
        (("classify", "junk.csv.gz", *OUT), "junk.csv.gz: Input is not a GZIP stream"),
        (("classify", "junk.csv.zst", *OUT), "junk.csv.zst: Unknown frame descriptor"),
        (("classify", "junk.db", *OUT), "junk.db: "),
        (("map", "junk.jsonl"), "junk.jsonl: its first lines hold no object of JSON"),
        (
            ("classify", "good.csv", "-o", "none/out.csv"),
            "none/out.csv: cannot be written: there is no folder none",
        ),
        (("classify", "good.csv", "-o", ""), ".: no format by its name; expected .parquet, .csv or .jsonl"),
        (
            ("classify", "good.csv", "-o", "folder.csv", "--force"),
            "folder.csv: is a folder; nothing was written",
        ),
        (("classify", "g*.csv", "-o", "gone.csv"), "gone.csv: is among what this is made from"),
        (("pack", "good.csv", "-o", "good.parquet"), "good.map.yaml: good.csv would be read by it too"),
        (
            ("diff", "good.csv", "good.csv", "--list", "good.csv", "--force"),
            "good.csv: is what this is made from",
        ),
        (
            ("summary", "good.csv", "-o", "out.sarif"),
            "-o: 'out.sarif' has no suffix that says in which format",
        ),
        (("summary", "good.csv", "--by", "modell"), "--by: the inventory has no column 'modell'"),
        (("classify", "good.csv", *OUT, "--map", "no.yaml"), "no.yaml:1:12: "),
        (("classify", "good.csv", *OUT, "--memory-limit", "-1GB"), "--memory-limit: no size: '-1GB'"),
        (("classify", "good.csv", *OUT, "--memory-limit", ""), "--memory-limit: no size: ''"),
        (("classify", "good.csv", *OUT, "--memory-limit", "1KB"), "not enough memory or disk: "),
        (("what-if", "good.csv", *ADD, "model ="), "--where: syntax error"),
        (
            ("what-if", "good.csv", *ADD, "model = (SELECT 'X')"),
            "--where: a query of its own has no place in it",
        ),
        (("what-if", "good.csv", *ADD, "EXISTS (FROM read_text('good.csv'))"), "--where: a query of its own"),
        (
            ("what-if", "good.csv", *ADD, "read_text('good.csv') = ''"),
            '--where: Function "read_text" is a table',
        ),
        (("what-if", "good.csv", *ADD, "modell = 'X'"), '--where: Referenced column "modell" not found'),
        (("what-if", "good.csv", *ADD, "CAST(model AS INT) = 1"), "--where: Could not convert string 'X'"),
        (("what-if", "good.csv", *ADD, "model"), "--where: it gives VARCHAR, not true or false"),
    ],
    ids=lambda given: " ".join(given) if isinstance(given, tuple) else "",
)
def test_what_is_bad_is_told_in_one_line(
    iotclass: Command, tmp_path: Path, args: tuple[str, ...], said: str
) -> None:
    for name, text in FILES.items():
        Path(name).write_bytes(text)
    Path("folder.csv").mkdir()
    before = {path.name for path in tmp_path.iterdir()}

    ran = iotclass("fleet", *args)

    assert (ran.code, ran.out) == (2, "")
    (problem,) = ran.problems
    assert problem.startswith(said)
    assert ran.err.count("\n") == 1
    assert {path.name for path in tmp_path.iterdir()} == before
    assert Path("good.csv").read_text("utf-8") == GOOD


def test_every_wrong_column_of_a_mapping_is_cited_where_it_is_named(iotclass: Command) -> None:
    for name in ("good.csv", "other.yaml"):
        Path(name).write_bytes(FILES[name])

    ran = iotclass("fleet", "classify", "good.csv", *OUT, "--map", "other.yaml")

    expected = "expected one of id, kind, connectivity, model"
    assert (ran.code, ran.problems) == (
        2,
        [
            f"other.yaml:2:32: the inventory has no column 'Kind'; {expected} (did you mean 'kind'?)",
            f"other.yaml:3:11: the inventory has no column 'harm'; {expected}",
            f"other.yaml:4:8: the inventory has no column 'modell'; {expected} (did you mean 'model'?)",
        ],
    )


def test_an_extension_that_was_tampered_with_is_refused(
    iotclass: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """DuckDB proves the signature of what reads a database; one byte of it is another here."""
    name = "sqlite_scanner"
    own = tmp_path / "own" / f"{name}.duckdb_extension"
    own.parent.mkdir()
    content = bytearray(relation.extension(name).read_bytes())
    content[1000] ^= 1
    own.write_bytes(content)
    sqlite3.connect("fleet.db").execute("CREATE TABLE devices (id TEXT, kind TEXT)")
    assert iotclass("fleet", "map", "fleet.db").code == 0

    monkeypatch.setattr(relation, "extension", lambda _: own)
    ran = iotclass("fleet", "classify", "fleet.db", *OUT)

    assert (ran.code, ran.out) == (2, "")
    assert "could not be loaded because its signature is either missing or invalid" in ran.err
    assert not Path("out.csv").exists()


def test_odd_names_of_columns_are_kept_and_grouped_by(iotclass: Command) -> None:
    odd = 'a "b"\nc\'; --'
    Path("odd.csv").write_text('id,kind,site,site,"a ""b""\nc\'; --"\n1,sensor,first,second,x\n', "utf-8")

    assert iotclass("fleet", "classify", "odd.csv", *OUT).code == 0

    assert Path("out.csv").read_text("utf-8").endswith(",first,second,x\n")
    assert iotclass("fleet", "summary", "odd.csv", "--by", odd, "--format", "json").json["groups"][0][
        "names"
    ] == ["x"]


def test_an_inventory_that_says_nothing_of_controls_can_be_asked_what_they_would_do(
    iotclass: Command,
) -> None:
    Path("good.csv").write_text(GOOD, "utf-8")

    ran = iotclass("fleet", "what-if", "good.csv", *ADD, "model = 'X'", "--format", "json")

    assert ran.code == 0, ran.err
    assert ran.json["selected"] == 1
