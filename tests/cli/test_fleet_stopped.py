"""Commands on fleets that are interrupted, or whose disk is full: they say so and leave nothing half-done."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from iotclass.app.fleet_example import fleet_example
from iotclass.fleet.duck import nobody

DEVICES = 400_000
"""So many that every command takes much longer than to see that it has begun."""
OLD = "what was there\n"
MOST = 1_000_000
"""How large a file may grow in place of a full disk, which fails in the same way."""


@pytest.fixture(scope="module")
def inventory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A large inventory as CSV, with a row that cannot be classified, its mapping beside it."""
    path = tmp_path_factory.mktemp("fleet") / "fleet.csv"
    fleet_example(DEVICES, str(path), 1, nobody, replace_it=False)
    with path.open("a", encoding="utf-8") as file:
        file.write("no row\n")
    return path


def begun(folder: Path, *args: str, before: Callable[[], None] | None = None) -> subprocess.Popen[str]:
    """The command, as a process that works in `folder`."""
    return subprocess.Popen(
        [sys.executable, "-m", "iotclass", "fleet", *args],
        cwd=folder,
        env={**os.environ, "TMPDIR": str(folder)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=before,
    )


def held(folder: Path) -> dict[str, str]:
    """What is in a folder."""
    return {one.name: one.read_text("utf-8") for one in folder.iterdir()}


@pytest.mark.parametrize(
    ("args", "sign"),
    [
        (("classify", "-o", "out.csv", "--check-ids"), ".iotclass-*"),
        (("classify", "-o", "out.csv"), ".out.csv.*"),
        (("pack", "-o", "out.csv"), ".out.csv.*"),
        (("summary", "-o", "out.csv", "--by", "site"), ".iotclass-*"),
        (("what-if", "--add", "signed-updates"), ".iotclass-*"),
    ],
    ids=lambda given: " ".join(given) if isinstance(given, tuple) else "",
)
def test_an_interrupted_command_leaves_everything_as_it_was(
    inventory: Path, tmp_path: Path, args: tuple[str, ...], sign: str
) -> None:
    for name in ("out.csv", "out.rejects.csv"):
        (tmp_path / name).write_text(OLD, "utf-8")
    before = held(tmp_path)
    force = () if args[0] == "what-if" else ("--force",)

    process = begun(tmp_path, args[0], str(inventory), *args[1:], *force)
    while process.poll() is None and not list(tmp_path.glob(sign)):
        time.sleep(0.005)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=120)

    assert (process.returncode, out, err) == (130, "", "\ninterrupted\n")
    assert held(tmp_path) == before


def small_files() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (MOST, MOST))


@pytest.mark.parametrize(
    "args",
    [
        ("classify", "{}", "-o", "out.parquet", "--force"),
        ("classify", "{}", "-o", "out.csv", "--force"),
        ("pack", "{}", "-o", "out.csv", "--force"),
        ("example", "-n", "100000", "-o", "out.csv", "--force"),
        ("classify", "{}", "-o", "new.csv", "--check-ids", "--memory-limit", "100MB", "--threads", "1"),
    ],
    ids=" ".join,
)
def test_a_full_disk_leaves_everything_as_it_was(
    inventory: Path, tmp_path: Path, args: tuple[str, ...]
) -> None:
    for name in ("out.csv", "out.parquet", "out.rejects.csv"):
        (tmp_path / name).write_text(OLD, "utf-8")
    before = held(tmp_path)

    process = begun(tmp_path, *(one.format(inventory) for one in args), before=small_files)
    out, err = process.communicate(timeout=120)

    assert (process.returncode, out) == (2, "")
    assert err == "error: the disk takes no more: File too large; nothing was written\n"
    assert held(tmp_path) == before
