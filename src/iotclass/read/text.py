"""Bytes of a file, as text: size, encoding and readability checked before anything is parsed."""

from __future__ import annotations

import sys
from pathlib import Path

from iotclass.core.place import InvalidError, Place, Problem

MAX_BYTES = 64 * 1024 * 1024


def read_bytes(path: str, expected: str = "a readable text file") -> bytes:
    """The bytes of the file at `path`, or of standard input for `-`; what is `expected` is told.

    Raises InvalidError where it is no readable file or too large.
    """
    if path == "-" and sys.stdin is None:
        raise InvalidError([Problem(Place(file_name(path)), "there is no standard input", "a file")])
    if path == "-":
        found = sys.stdin.buffer.read(MAX_BYTES + 1)
    else:
        try:
            if not path or not Path(path).is_file():
                what = "a directory" if Path(path).is_dir() else "no regular file"
                if not path or not Path(path).exists():
                    what = "no such file"
                raise InvalidError([Problem(Place(path), what, expected)])
            with Path(path).open("rb") as file:
                found = file.read(MAX_BYTES + 1)
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise InvalidError([Problem(Place(path), f"cannot be read: {reason}")]) from None
    if len(found) > MAX_BYTES:
        raise InvalidError([Problem(Place(file_name(path)), "larger than 64 MB", "a file of at most 64 MB")])
    return found


def file_name(path: str) -> str:
    """The name by which findings and problems cite the file at `path`."""
    return "<stdin>" if path == "-" else path


def decoded(found: bytes, file: str) -> str:
    """`found` as text. UTF-8 only, with or without a byte order mark. Raises InvalidError."""
    if found.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InvalidError([Problem(Place(file, 1, 1), "not UTF-8 (it begins like UTF-16)", "a UTF-8 file")])
    try:
        text = found.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = found[: error.start]
        line = before.count(b"\n") + 1
        column = error.start - (before.rfind(b"\n") + 1) + 1
        where = Place(file, line, column)
        raise InvalidError(
            [Problem(where, f"byte 0x{found[error.start]:02x} is not UTF-8", "a UTF-8 file")]
        ) from None
    if "\x00" in text:
        raise InvalidError(
            [Problem(Place(file, text[: text.index("\x00")].count("\n") + 1), "binary, not text")]
        )
    return text
