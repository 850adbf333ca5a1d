"""Places in files, and what is wrong there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something is written: a file, a line and a column (both from 1; 0 where there is none)."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        """`file:line`, as findings cite it."""
        return f"{self.file}:{self.line}" if self.line else self.file

    @property
    def exact(self) -> str:
        """`file:line:column`, as problems cite it."""
        return f"{self}:{self.column}" if self.column else str(self)


NOWHERE = Place("")
"""The place of what no file states."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something wrong, or doubtful, at a place: what it is, what was expected, the nearest valid word."""

    place: Place
    message: str
    expected: str = ""
    nearest: str = ""

    def __str__(self) -> str:
        text = f"{self.place.exact}: {self.message}"
        if self.expected:
            text += f"; expected {self.expected}"
        if self.nearest:
            text += f" (did you mean {self.nearest!r}?)"
        return text


class InvalidError(Exception):
    """A file, or what it says, is invalid. Carries every problem found, in the order of the file."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))


class OutputError(Exception):
    """An output file that cannot be written, with the reason in words."""
