"""PNG files as pixels, for tests that look at them."""

from __future__ import annotations

import zlib
from struct import unpack

Pixel = tuple[int, int, int]


def size(png: bytes) -> tuple[int, int]:
    """How wide and how high it is."""
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    wide, high = unpack(">II", png[16:24])
    return wide, high


def rows(png: bytes) -> list[list[Pixel]]:
    """Its pixels, row by row; only what typst writes (8 bits, red, green, blue, alpha, not interlaced)."""
    wide, high = size(png)
    assert png[24:29] == bytes([8, 6, 0, 0, 0])
    packed, at = b"", 8
    while at < len(png):
        (length,) = unpack(">I", png[at : at + 4])
        packed += png[at + 8 : at + 8 + length] if png[at + 4 : at + 8] == b"IDAT" else b""
        at += length + 12
    raw, step = zlib.decompress(packed), 4 * wide
    found, above = [], bytearray(step)
    for number in range(high):
        start = number * (step + 1)
        line = bytearray(raw[start + 1 : start + 1 + step])
        _undo(raw[start], line, above)
        found.append([(line[n], line[n + 1], line[n + 2]) for n in range(0, step, 4)])
        above = line
    return found


def _undo(kind: int, line: bytearray, above: bytearray) -> None:
    """Undo the filter of a line (PNG specification, 9.2)."""
    for n in range(len(line) if kind else 0):
        left, corner = (line[n - 4], above[n - 4]) if n >= 4 else (0, 0)
        if kind == 1:
            guess = left
        elif kind == 2:
            guess = above[n]
        elif kind == 3:
            guess = (left + above[n]) // 2
        else:
            near = left + above[n] - corner
            guess = min((left, above[n], corner), key=lambda one: abs(near - one))
        line[n] = (line[n] + guess) % 256
