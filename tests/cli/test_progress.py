"""A sign of life on a terminal while a command takes long, and nowhere else."""

from __future__ import annotations

import io
import sys
import time

import pytest

from iotclass.cli import progress
from iotclass.cli.progress import Progress


class Screen(io.StringIO):
    """A stream that is, or is not, a terminal."""

    def __init__(self, *, terminal: bool) -> None:
        super().__init__()
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal


def shown(monkeypatch: pytest.MonkeyPatch, *, terminal: bool, patience: float, work: float) -> str:
    """What is shown of work that takes so many seconds."""
    screen = Screen(terminal=terminal)
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setattr(progress, "PATIENCE", patience)
    with Progress():
        time.sleep(work)
    return screen.getvalue()


def test_short_work_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert progress.PATIENCE == 1
    assert shown(monkeypatch, terminal=True, patience=60, work=0) == ""


def test_long_work_shows_a_sign_and_takes_it_away(monkeypatch: pytest.MonkeyPatch) -> None:
    sent = shown(monkeypatch, terminal=True, patience=0.01, work=0.2)

    assert sent.startswith("\rworking … 0 s ")
    assert sent.endswith("\r\x1b[K")


def test_long_work_shows_nothing_where_there_is_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    assert shown(monkeypatch, terminal=False, patience=0.01, work=0.1) == ""


def test_the_sign_is_taken_away_where_the_work_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Screen(terminal=True)
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setattr(progress, "PATIENCE", 0.01)

    def broken() -> None:
        with Progress():
            time.sleep(0.2)
            raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        broken()

    assert screen.getvalue().endswith("\r\x1b[K")
