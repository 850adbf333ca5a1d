"""A sign of life on a terminal while a command takes longer than a second."""

from __future__ import annotations

import shutil
import sys
import threading
import time
from collections.abc import Callable
from types import TracebackType

PATIENCE = 1.0
"""Seconds until the first sign."""
BAR, FULL, EMPTY = 20, "█", "░"
"""How wide a bar is, and what it is made of."""


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
    """While open, shows on a terminal how far the work is, how fast it goes and how long the rest will take.

    Work may go over its devices several times; each pass is shown by itself.
    """

    def __enter__(self) -> Callable[[float, int], None]:
        """Begin; what is returned is told the share, from 0 to 1, and of how many devices; 0 is unknown."""
        from iotclass.fleet.duck import nobody

        self.start = self.began = time.monotonic()
        self.last = 0.0
        self.shown = False
        return self.tell if sys.stderr is not None and sys.stderr.isatty() else nobody

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take the sign away."""
        if self.shown:
            print("\r\033[K", end="", file=sys.stderr, flush=True)  # noqa: T201  the room that prints

    def tell(self, share: float, devices: int) -> None:
        """Show that this share of so many devices is done, where the work has taken a second."""
        now = time.monotonic()
        if share < self.last:
            self.began = now
        self.last = share
        if now - self.start < PATIENCE:
            return
        self.shown = True
        text = _progress(share, devices, now - self.start, now - self.began)
        width = shutil.get_terminal_size().columns - 1
        print(f"\r\033[K{text[:width]}", end="", file=sys.stderr, flush=True)  # noqa: T201  the room that prints


def _progress(share: float, devices: int, taken: float, on_pass: float) -> str:
    """A bar, the share, how long it has taken, and what follows from the pass: the rate, the time left."""
    if share <= 0 or on_pass <= 0:
        return f"working … {taken:.0f} s"
    text = f"{FULL * round(share * BAR):{EMPTY}<{BAR}} {share:4.0%}  {taken:.0f} s"
    rate = f", {share * devices / on_pass:,.0f} devices/s" if devices else ""
    return f"{text}{rate}, {on_pass / share * (1 - share):.0f} s left"
