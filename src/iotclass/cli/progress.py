"""A sign of life on a terminal while a command takes longer than a second."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable
from types import TracebackType

PATIENCE = 1.0
"""Seconds until the first sign."""


class Progress:
    """While open, shows on standard error how long the work has taken; only on a terminal.

    What a command does is one pass over its model, so there is no share of it to show.
    """

    def __enter__(self) -> None:
        """Begin to wait."""
        self.done = threading.Event()
        self.thread: threading.Thread | None = None
        if sys.stderr is not None and sys.stderr.isatty():
            self.thread = threading.Thread(target=self._show, daemon=True)
            self.thread.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take the sign away."""
        self.done.set()
        if self.thread is not None:
            self.thread.join()

    def _show(self) -> None:
        start = time.monotonic()
        shown = False
        while not self.done.wait(PATIENCE if not shown else 0.2):
            shown = True
            print(f"\rworking … {time.monotonic() - start:.0f} s ", end="", file=sys.stderr, flush=True)  # noqa: T201  the room that prints
        if shown:
            print("\r\033[K", end="", file=sys.stderr, flush=True)  # noqa: T201  the room that prints


class Share:
    """While open, shows on a terminal which share of the work is done, and how long the rest will take."""

    def __enter__(self) -> Callable[[float], None]:
        """Begin; what is returned is told the share, from 0 to 1."""
        self.start = time.monotonic()
        self.shown = False
        return self.tell

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take the sign away."""
        if self.shown:
            print("\r\033[K", end="", file=sys.stderr, flush=True)  # noqa: T201  the room that prints

    def tell(self, share: float) -> None:
        """Show that this share is done, where the work has taken a second."""
        taken = time.monotonic() - self.start
        if taken < PATIENCE or sys.stderr is None or not sys.stderr.isatty():
            return
        self.shown = True
        left = f", {taken / share * (1 - share):.0f} s left" if share > 0 else ""
        print(f"\r\033[K{share:.0%} {taken:.0f} s{left} ", end="", file=sys.stderr, flush=True)  # noqa: T201  the room that prints
