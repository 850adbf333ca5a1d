"""Fleets in PostgreSQL, read from a real server."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from tests.cli.command import Command

PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
USER = "postgres"
TABLES = """
CREATE TABLE devices (device_id TEXT, kind TEXT, connectivity TEXT, site TEXT);
INSERT INTO devices VALUES ('m-1', 'smart-meter', 'C4', 'Nord'), ('m-2', 'toaster', 'C4', 'Nord');
CREATE TABLE later AS SELECT device_id, kind, 'C5' AS connectivity, site FROM devices WHERE device_id = 'm-1';
CREATE SCHEMA plant;
CREATE TABLE plant.sensors AS SELECT 7 AS id, 'sensor' AS kind, true AS debug_port;
"""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The address of a database on a server of our own."""
    if not PROGRAMS:
        pytest.fail("PostgreSQL is not installed, and fleets are read from it: apt-get install postgresql")
    folder = Path(tempfile.mkdtemp())
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    root = os.geteuid() == 0
    if root:
        shutil.chown(folder, USER)

    def run(program: str, *args: str) -> None:
        as_user = ["runuser", "-u", USER, "--"] if root else []
        command = [*as_user, str(PROGRAMS[-1] / program), *args]
        subprocess.run(command, check=True, capture_output=True, cwd=folder, timeout=60)

    data = str(folder / "data")
    run("initdb", "-D", data, "-A", "trust", "-U", USER)
    options = f"-c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -p {port}"
    run("pg_ctl", "-D", data, "-o", options, "-l", str(folder / "log"), "-w", "start")
    try:
        run("psql", "-h", "127.0.0.1", "-p", str(port), "-U", USER, "-v", "ON_ERROR_STOP=1", "-c", TABLES)
        yield f"postgresql://{USER}:word@127.0.0.1:{port}/{USER}"
    finally:
        run("pg_ctl", "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(folder)


def test_a_table_is_read(address: str, iotclass: Command) -> None:
    ran = iotclass("fleet", "classify", f"{address}#devices", "-o", "out.csv")

    assert (ran.code, ran.out) == (0, ""), ran.err
    assert ran.err.startswith("1 of 2 devices classified")
    head, row = Path("out.csv").read_text("utf-8").splitlines()
    assert head.endswith(",site")
    assert row.startswith("m-1,smart-meter,C4,")
    assert Path("out.rejects.csv").read_text("utf-8").splitlines()[1] == "2,kind,toaster,unknown kind"


def test_a_table_of_another_schema_and_of_other_types_is_read(address: str, iotclass: Command) -> None:
    ran = iotclass("fleet", "classify", f"{address}#plant.sensors", "-o", "out.csv")

    assert ran.err == "1 of 1 devices classified: out.csv\n"
    assert Path("out.csv").read_text("utf-8").splitlines()[1].startswith("7,sensor,")


def test_two_tables_are_compared_whatever_they_are_in(address: str, iotclass: Command) -> None:
    with duckdb.connect("fleet.duckdb") as duck:
        duck.execute(
            "CREATE TABLE devices AS SELECT 'm-1' AS device_id, 'smart-meter' AS kind, 'C4' AS connectivity"
        )
    values = "inventory: 1\ncolumns: {device_id: device_id, kind: kind, connectivity: connectivity}\n"
    Path("m.yaml").write_text(f"{values}values: {{protection: P3, severity: low}}\nkeep: []\n", "utf-8")

    for old, new, move in (
        (f"{address}#devices", f"{address}#later", "B,C"),
        ("fleet.duckdb#devices", f"{address}#later", "B,C"),
        (f"{address}#later", "fleet.duckdb#devices", "C,B"),
    ):
        ran = iotclass("fleet", "diff", old, new, "--map", "m.yaml", "--list", "moved.csv", "--force")
        assert ran.code == 0, ran.err
        # P3 and a low severity: E3 at C4, so B; E4 at C5, so C
        assert Path("moved.csv").read_text("utf-8").splitlines()[1:] == [
            f"m-1,smart-meter,moved,{move},no requirement,no requirement"
        ]

    ran = iotclass("fleet", "diff", "fleet.duckdb", f"{address}#none", "--map", "m.yaml")
    assert (ran.code, ran.problems[0].partition(": ")[2]) == (
        2,
        "no table 'none'; expected one of #plant.sensors, #devices, #later",
    )
    assert "word" not in ran.err


def test_without_a_table_those_that_there_are_are_named_and_no_password(
    address: str, iotclass: Command
) -> None:
    ran = iotclass("fleet", "classify", address, "-o", "out.csv")

    assert ran.code == 2
    assert ran.err.endswith(
        "a database of several tables; expected one of #plant.sensors, #devices, #later\n"
    )
    assert "word" not in ran.err
