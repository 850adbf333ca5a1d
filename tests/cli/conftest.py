"""The command line in this process, each test in an empty folder of its own."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from iotclass.cli import run
from tests.cli.command import Command, Ran

pytest.register_assert_rewrite("tests.cli.marked")


@pytest.fixture
def iotclass(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """`iotclass` in `tmp_path`."""
    monkeypatch.chdir(tmp_path)

    def call(*args: str, stdin: bytes = b"") -> Ran:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        capsys.readouterr()
        code = run(list(args))
        out, err = capsys.readouterr()
        return Ran(code, out, err)

    return call
