"""What running a command in this process gives, for the tests of commands."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Ran:
    """The exit code and what was printed."""

    code: int
    out: str
    err: str

    @property
    def problems(self) -> list[str]:
        """The errors on standard error, each `file:line:column: what is wrong`."""
        return [line.removeprefix("error: ") for line in self.err.splitlines() if line.startswith("error: ")]

    @property
    def json(self) -> Any:
        """The JSON on standard output."""
        return json.loads(self.out)


class Command(Protocol):
    """Runs `iotclass` with arguments, in an empty folder, with `stdin` as its standard input."""

    def __call__(self, *args: str, stdin: bytes = b"") -> Ran:
        """Run it."""
