"""A fleet whose ids do not fit into the memory that is allowed: what does not goes to disk."""

from __future__ import annotations

from pathlib import Path

import duckdb

from tests.cli.command import Command

DEVICES = 600_000
LIMIT = 150_000_000
"""In bytes, less than the ids come to."""
TWICE = 10_000
"""In so many devices one has the id of the one before."""


def test_ids_that_do_not_fit_are_checked_all_the_same(iotclass: Command) -> None:
    id_ = f"repeat(sha256(CAST(i - CAST(i % {TWICE} = 1 AS INT) AS VARCHAR)), 4) AS device_id"
    level = "'C' || CAST(i % 5 + 1 AS VARCHAR) AS connectivity"
    made = f"SELECT {id_}, 'sensor' AS kind, {level} FROM range({DEVICES}) AS t(i)"  # noqa: S608  our own
    duckdb.sql(f"COPY ({made}) TO 'fleet.parquet' (ROW_GROUP_SIZE 20480)")
    ((size,),) = duckdb.sql("SELECT sum(length(device_id)) FROM 'fleet.parquet'").fetchall()
    assert size > LIMIT
    duckdb.sql("COPY (FROM 'fleet.parquet' LIMIT 10) TO 'few.parquet'")
    iotclass("fleet", "classify", "few.parquet", "-o", "some.parquet")

    memory = ("--memory-limit", f"{LIMIT // 1_000_000}MB", "--threads", "1")
    ran = iotclass("fleet", "classify", "fleet.parquet", "-o", "out.parquet", "--check-ids", *memory)

    repeated = 2 * DEVICES // TWICE
    assert ran.err == (
        f"{DEVICES - repeated:,} of {DEVICES:,} devices classified: out.parquet\n"
        f"{repeated:,} rows not classified, and why: out.rejects.csv\n"
    )
    alone = "SELECT device_id FROM 'fleet.parquet' GROUP BY 1 HAVING count(*) = 1"
    results = "SELECT DISTINCT * EXCLUDE (device_id) FROM"
    assert duckdb.sql(f"({alone}) EXCEPT (SELECT device_id FROM 'out.parquet')").fetchall() == []  # noqa: S608  our own
    assert duckdb.sql("SELECT count(DISTINCT device_id) FROM 'out.parquet'").fetchall() == [
        (DEVICES - repeated,)
    ]
    assert set(duckdb.sql(f"{results} 'out.parquet'").fetchall()) == set(
        duckdb.sql(f"{results} 'some.parquet'").fetchall()
    )
    names = ("few.parquet", "fleet.parquet", "out.parquet", "out.rejects.csv", "some.parquet")
    assert sorted(one.name for one in Path().iterdir()) == sorted(names)
