"""A sign of life on a terminal while a command takes longer than a second."""

from __future__ import annotations

import sys
import threading
import time
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
