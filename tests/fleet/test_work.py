"""Long work is waited for, told of, and ended before anything else goes on."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator

import pytest

from iotclass.fleet.work import awaited, begun, nothing, uninterrupted


def test_what_it_gives_and_what_it_raises() -> None:
    """The work's own result or error comes out, with what was raised unchanged."""
    told: list[int] = []

    def works() -> str:
        time.sleep(0.7)
        return "done"

    assert awaited(works, lambda: told.append(1), nothing) == "done"
    assert len(told) == 2

    def fails() -> None:
        raise ValueError("its own")

    with pytest.raises(ValueError, match="its own"):
        awaited(fails, nothing, nothing)


@pytest.mark.parametrize("again", [0, 3])
def test_an_interruption_ends_the_work_first(again: int) -> None:
    """It is interrupted until it has ended, however often somebody is impatient."""
    stop = threading.Event()
    calls: list[str] = []

    def work() -> None:
        stop.wait(10)
        time.sleep(0.2)
        calls.append("ended")

    def interrupt() -> None:
        stop.set()
        calls.append("interrupted")
        if calls.count("interrupted") <= again:
            raise KeyboardInterrupt

    def told() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        awaited(work, told, interrupt)
    assert calls[-1] == "ended"
    assert calls.count("interrupted") > again


def test_what_is_done_meanwhile_fails() -> None:
    """Work that is begun ends before an error of what is done meanwhile goes on."""
    stop = threading.Event()
    ended: list[bool] = []

    def work() -> None:
        stop.wait(10)
        time.sleep(0.2)
        ended.append(True)

    with pytest.raises(ValueError, match="its own"), begun(work, stop.set):
        raise ValueError("its own")
    assert ended == [True]


def test_nobody_asks_what_came_of_it() -> None:
    """It is waited for all the same, and its error is told."""

    def fails() -> None:
        time.sleep(0.2)
        raise ValueError("its own")

    with pytest.raises(ValueError, match="its own"), begun(fails, nothing):
        pass


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Python's own way to be interrupted, whatever tests before this one have left behind, as Spark does."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def interrupted(done: list[int]) -> None:
    """Be interrupted, and go on where that waits."""
    os.kill(os.getpid(), signal.SIGINT)
    time.sleep(0.5)
    done.append(1)


@pytest.mark.usefixtures("interruptible")
def test_an_interruption_waits() -> None:
    """It comes when all is done, and interrupts as ever after that."""
    done: list[int] = []
    with pytest.raises(KeyboardInterrupt), uninterrupted():
        interrupted(done)
    assert done == [1]
    with pytest.raises(KeyboardInterrupt):
        interrupted(done)
    assert done == [1]


def test_nothing_waits_where_nothing_interrupts() -> None:
    """Only the main thread is interrupted, and only it can let that wait."""
    done: list[int] = []

    def work() -> None:
        with uninterrupted():
            done.append(1)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    with uninterrupted():
        done.append(2)
    assert done == [1, 2]
