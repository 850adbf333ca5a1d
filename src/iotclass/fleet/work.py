"""Work that takes long, in a thread of its own, so that it can be told how far it is, and be interrupted."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TypeVar

T = TypeVar("T")
Told = Callable[[], None]


@contextmanager
def begun(work: Callable[[], T], interrupt: Callable[[], None]) -> Iterator[Callable[[Told], T]]:
    """Begin `work`; what this gives waits for what comes of it, and calls what it is given while it does.

    Where that, or what is done meanwhile, is interrupted or fails, `interrupt` is called until the work has
    ended.
    """
    done, stopped = threading.Event(), threading.Event()
    result: list[T] = []
    raised: list[BaseException] = []

    def run() -> None:
        try:
            if not stopped.is_set():
                result.append(work())
        except BaseException as error:  # noqa: BLE001  raised again where the work was asked for
            raised.append(error)
        finally:
            done.set()

    def ended(told: Told) -> T:
        while not done.wait(0.3):
            told()
        for error in raised:
            raise error
        return result[0]

    thread = threading.Thread(target=run, daemon=True)
    try:
        thread.start()
        yield ended
        thread.join()
    except BaseException:
        stopped.set()
        while thread.is_alive():  # what has not begun cannot be interrupted yet
            with suppress(KeyboardInterrupt):  # a second one changes nothing: the work is ending
                interrupt()
                thread.join(0.05)
        raise
    for error in raised:  # nobody has asked what came of it
        raise error


def awaited(work: Callable[[], T], told: Told, interrupt: Callable[[], None]) -> T:
    """What `work` gives; `told` is called while it goes on.

    Where that is interrupted, `interrupt` is called until the work has ended.
    """
    with begun(work, interrupt) as ended:
        return ended(told)


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Let an interruption wait until what cannot bear one is done."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    asked: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _: asked.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.SIG_DFL if before is None else before)
    if asked:
        raise KeyboardInterrupt


def nothing() -> None:
    """Tell nothing."""
