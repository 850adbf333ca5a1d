"""Which row is which, as people count: lines that are no rows too, each of several files by itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from iotclass.fleet.source import Source


def keep_malformed(rows: Callable[[str], list[Any]], source: Source) -> int:
    """Keep in `malformed` which lines were found to be no rows of a CSV file; how many."""
    rows("CREATE OR REPLACE TEMP TABLE malformed (file VARCHAR, line BIGINT, text VARCHAR, strange BOOLEAN)")
    if source.form != "csv":
        return 0
    file = "file_path" if source.many else "''"
    rows(
        f"INSERT INTO malformed SELECT {file}, line, ltrim(any_value(csv_line), chr(13) || chr(10)), "
        "bool_or(error_type = 'INVALID ENCODING') "
        "FROM reject_errors JOIN reject_scans USING (scan_id, file_id) GROUP BY ALL"
    )
    forget_malformed(rows)
    ((found,),) = rows("SELECT count(*) FROM malformed")
    return int(found)


def forget_malformed(rows: Callable[[str], list[Any]]) -> None:
    """Forget which lines DuckDB found to be no rows since they were kept: every pass finds them again."""
    rows("DROP TABLE IF EXISTS reject_errors; DROP TABLE IF EXISTS reject_scans")


def numbered(told: str, relation: str, source: Source) -> str:
    """`told`, which numbers the rows of `relation` as `n`, with the `file` of each and its `row` in that.

    It reads the table `malformed`.
    """
    files = "SELECT '' AS file, 1 AS first"
    if source.many:
        numbers = f"SELECT filename, row_number() OVER () AS n FROM {relation}"
        files = f"SELECT filename AS file, min(n) AS first FROM ({numbers}) GROUP BY ALL"
    return (
        "SELECT told.* EXCLUDE (n), told.n + coalesce(bad.place, 0) AS row FROM ("
        f"SELECT told.* EXCLUDE (n), part.file, told.n - part.first + 1 AS n FROM ({told}) AS told "
        f"ASOF JOIN ({files}) AS part ON told.n >= part.first) AS told "
        "ASOF LEFT JOIN (SELECT file, before, max(place) AS place FROM ("
        "SELECT file, row_number() OVER same AS place, line - 1 - row_number() OVER same AS before "
        "FROM malformed WINDOW same AS (PARTITION BY file ORDER BY line)) GROUP BY ALL) AS bad "
        "ON told.file = bad.file AND told.n > bad.before"
    )
