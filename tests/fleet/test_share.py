"""How far a pass is: as far as its files were read, whatever DuckDB makes of their rows."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from iotclass.fleet.share import Watch
from iotclass.fleet.source import source

ROWS = 200_000
GROUP = 20_000


@pytest.mark.parametrize(
    ("name", "how", "least"),
    [
        ("fleet.parquet", f"FORMAT parquet, ROW_GROUP_SIZE {GROUP}", 1 - 1.5 * GROUP / ROWS),
        ("fleet.csv", "FORMAT csv", 1),
        ("fleet.jsonl", "FORMAT json", 1),
        ("fleet", f"FORMAT parquet, ROW_GROUP_SIZE {GROUP}, PER_THREAD_OUTPUT", 1 - 3 * GROUP / ROWS),
    ],
)
def test_the_share_is_what_was_read_of_the_files(tmp_path: Path, name: str, how: str, least: float) -> None:
    path = tmp_path / name
    made = f"SELECT i AS id, sha256(CAST(i AS VARCHAR)) AS more FROM range({ROWS}) AS t(i)"  # noqa: S608  our own
    duckdb.sql(f"COPY ({made}) TO '{path}' ({how})")
    connection = duckdb.connect()
    given = source(str(path))
    watch = Watch(connection, given)
    read = f"SELECT max(more) FROM '{given.files[0] if not given.parts else path / '*.parquet'}'"  # noqa: S608  our own

    watch.begin()
    assert watch.share() == 0
    connection.execute(f"{read} WHERE id < {GROUP // 2}").fetchall()
    if least < 1:
        assert 0 < watch.share() <= 1.5 * GROUP / ROWS
    connection.execute(read).fetchall()
    assert least <= watch.share() <= 1
    watch.begin()
    assert watch.share() == 0


def test_of_a_database_no_share_is_known(tmp_path: Path) -> None:
    path = tmp_path / "fleet.duckdb"
    path.touch()

    watch = Watch(duckdb.connect(), source(str(path)))

    watch.begin()
    assert watch.share() == 0
