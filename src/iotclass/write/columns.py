"""Text in columns for terminals."""

from __future__ import annotations

import re
import shutil
import sys
import unicodedata
from collections.abc import Callable, Sequence

_OBEYED = re.compile(
    r"(\x1b\[[0-9;]*m)|[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)
"""Colours (kept), control characters, and what turns the direction of text."""
_UNBROKEN = re.compile(" (?!%)")
"""Spaces at which a line may end: a figure stays with its percent sign."""
GAP = "  "
Paint = Callable[[str, int], str]
"""Colours a padded cell, given its text and its column."""


def clean(text: str) -> str:
    """`text` safe for a terminal: one line, no control or format characters."""
    return "".join(
        char
        if unicodedata.category(char)[0] != "C"
        else " "
        if char in "\n\t"
        else "\N{REPLACEMENT CHARACTER}"
        for char in text
    )


def safe(text: str) -> str:
    """`text` without what a terminal obeys, but for line ends, tabs and colours."""
    return _OBEYED.sub(lambda found: found[1] or "\N{REPLACEMENT CHARACTER}", text)


def width(text: str) -> int:
    """How many columns `text` takes on a terminal."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in text
    )


def columns(header: Sequence[str], rows: Sequence[Sequence[str]], paint: Paint | None = None) -> list[str]:
    """Lines of a table: the header, a rule, the rows; every column as wide as its widest cell."""
    table = [[clean(cell) for cell in row] for row in (header, *rows)]
    widths = [max(map(width, column)) for column in zip(*table, strict=True)]
    rule = GAP.join("─" * wide for wide in widths)
    lines = [_line(row, widths, paint if number else None) for number, row in enumerate(table)]
    return [lines[0], rule, *lines[1:]]


def _line(row: Sequence[str], widths: Sequence[int], paint: Paint | None) -> str:
    cells = []
    for number, (cell, wide) in enumerate(zip(row, widths, strict=True)):
        padding = " " * (wide - width(cell)) if number < len(widths) - 1 else ""
        cells.append((paint(cell, number) if paint else cell) + padding)
    return GAP.join(cells).rstrip()


def screen(most: int = 100) -> int:
    """How many columns text may take: those of the terminal, at most `most`; where there is none, `most`."""
    if sys.stdout is None or not sys.stdout.isatty():
        return most
    return max(40, min(most, shutil.get_terminal_size().columns))


def fitting(
    header: Sequence[str], rows: Sequence[Sequence[str]], spare: Sequence[str]
) -> tuple[list[str], list[list[str]], list[str]]:
    """A table without those of its columns that a terminal has no room for, of `spare` the first first.

    Returns header, rows and the columns left out.
    """
    left: list[str] = []
    kept = list(range(len(header)))
    for name in spare:
        widths = [max(width(clean(row[place])) for row in (header, *rows)) for place in kept]
        if sum(widths) + len(GAP) * (len(widths) - 1) <= screen(1000):
            break
        kept.remove(list(header).index(name))
        left.append(name)
    return [header[place] for place in kept], [[row[place] for place in kept] for row in rows], left


def wrapped(text: str, indent: str = "", first: str | None = None, wide: int = 100) -> list[str]:
    """`text` in lines of at most `wide` columns, or the terminal's, indented; the first line by `first`."""
    wide = screen(wide)
    lines: list[str] = []
    line = indent if first is None else first
    begun = False
    for word in _UNBROKEN.split(clean(text)):
        if begun and width(line) + 1 + width(word) > wide:
            lines.append(line.rstrip())
            line, begun = indent, False
        line += f" {word}" if begun else word
        begun = True
    return [*lines, line.rstrip()]
