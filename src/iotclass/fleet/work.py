"""Work that takes long, in a thread of its own, so that it can be told how far it is, and be interrupted."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

T = TypeVar("T")


def awaited(work: Callable[[], T], told: Callable[[], None], interrupt: Callable[[], None]) -> T:
    """What `work` gives; `told` is called while it goes on.

    Where that is interrupted, `interrupt` is called until the work has ended.
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

    thread = threading.Thread(target=run, daemon=True)
    try:
        thread.start()
        while not done.wait(0.3):
            told()
    except BaseException:
        stopped.set()
        while thread.is_alive():  # what has not begun cannot be interrupted yet
            with suppress(KeyboardInterrupt):  # a second one changes nothing: the work is ending
                interrupt()
                thread.join(0.05)
        raise
    for error in raised:
        raise error
    return result[0]
