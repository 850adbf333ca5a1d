"""How far a pass over an inventory is: how much of its files was read.

What DuckDB itself says of that weighs its steps by guesses of how many rows they have, which are far off.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from iotclass.fleet.literal import values
from iotclass.fleet.source import DATABASES, Source

if TYPE_CHECKING:
    import duckdb

TAIL = 9
"""Within how many bytes of its end what is read first of a Parquet file ends, to tell where the rest is."""
MOST = 1000
"""Of up to how many files it is said."""


class Watch:
    """Watches what is read of the files of an inventory."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, source: Source) -> None:
        self._connection = connection
        self._tail = TAIL if source.form == "parquet" else 0
        files = () if source.form == "postgres" or source.form in DATABASES else source.files
        self._sizes = {one: Path(one).stat().st_size for one in files} if len(files) <= MOST else {}
        if self._sizes:
            connection.execute("CALL enable_logging('FileSystem')")

    def begin(self) -> None:
        """Forget what was read before."""
        if self._sizes:
            self._connection.execute("CALL truncate_duckdb_logs()")

    def share(self) -> float:
        """Up to where the files were read, from 0 to 1; 0 where that is not to be seen."""
        if not self._sizes:
            return 0.0
        files = values(self._sizes.items())
        sql = (
            "SELECT sum(upto) FROM (SELECT max(pos + bytes) AS upto "
            f"FROM duckdb_logs_parsed('FileSystem') JOIN ({files}) AS file(name, size) "
            f"ON ltrim(path, './') = ltrim(name, './') AND pos + bytes <= size - {self._tail} "
            "WHERE op = 'READ' GROUP BY name)"
        )
        ((read,),) = self._connection.cursor().execute(sql).fetchall()
        return min(1.0, int(read or 0) / max(1, sum(self._sizes.values())))
