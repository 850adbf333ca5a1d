"""A sign of life on a terminal while a command takes long, and nowhere else."""

from __future__ import annotations

import io
import sys
import time

import pytest

from iotclass.cli import progress
from iotclass.cli.progress import Progress, Share


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


class Clock:
    """A clock that stands still until it is set."""

    def __init__(self) -> None:
        self.now = 100.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The clock of what is shown, which the test sets; the terminal has 80 columns."""
    found = Clock()
    monkeypatch.setattr(progress, "time", found)
    monkeypatch.setenv("COLUMNS", "80")
    return found


def told(
    monkeypatch: pytest.MonkeyPatch, clock: Clock, *parts: tuple[float, float, int], on: bool = True
) -> str:
    """What is shown where after so many seconds so great a share of so many devices is done."""
    screen = Screen(terminal=on)
    monkeypatch.setattr(sys, "stderr", screen)
    with Share() as tell:
        for after, share, devices in parts:
            clock.now = 100.0 + after
            tell(share, devices)
    return screen.getvalue()


def test_a_share_shows_a_bar_the_rate_and_the_time_left(
    monkeypatch: pytest.MonkeyPatch, clock: Clock
) -> None:
    sent = told(monkeypatch, clock, (0.9, 0.2, 1_000_000), (2, 0.4, 1_000_000), (4, 0.8, 1_000_000))

    assert sent == (
        "\r\x1b[K████████░░░░░░░░░░░░  40%  2 s, 200,000 devices/s, 3 s left"
        "\r\x1b[K████████████████░░░░  80%  4 s, 200,000 devices/s, 1 s left"
        "\r\x1b[K"
    )


def test_what_goes_over_all_devices_twice_shows_each_time_by_itself(
    monkeypatch: pytest.MonkeyPatch, clock: Clock
) -> None:
    sent = told(monkeypatch, clock, (10, 1, 500), (12, 0, 500), (14, 0.5, 500))

    assert sent.split("\r\x1b[K")[1:-1] == [
        "████████████████████ 100%  10 s, 50 devices/s, 0 s left",
        "working … 12 s",
        "██████████░░░░░░░░░░  50%  14 s, 125 devices/s, 2 s left",
    ]


def test_where_nobody_knows_how_many_devices_there_are_no_rate_is_shown(
    monkeypatch: pytest.MonkeyPatch, clock: Clock
) -> None:
    assert told(monkeypatch, clock, (3, 0.5, 0)) == "\r\x1b[K██████████░░░░░░░░░░  50%  3 s, 3 s left\r\x1b[K"


def test_a_narrow_terminal_gets_what_fits_into_a_line(monkeypatch: pytest.MonkeyPatch, clock: Clock) -> None:
    monkeypatch.setenv("COLUMNS", "31")

    assert told(monkeypatch, clock, (3, 0.5, 10)) == "\r\x1b[K██████████░░░░░░░░░░  50%  3 s\r\x1b[K"


@pytest.mark.parametrize(("after", "on"), [(0.9, True), (60, False)])
def test_nothing_is_shown_of_what_is_short_or_goes_to_no_terminal(
    monkeypatch: pytest.MonkeyPatch, clock: Clock, after: float, *, on: bool
) -> None:
    assert told(monkeypatch, clock, (after, 0.5, 10), on=on) == ""
