"""Rows of inventories that answers leave out, and what tells why."""

from __future__ import annotations

from collections.abc import Callable
from shlex import quote


def left_out(
    rows: int,
    what: str,
    done: str,
    inventory: str,
    *,
    results: bool = False,
    code: Callable[[str], str] = str,
) -> str:
    """That so many `rows` (in words, `what`) are not `done`; `results` are of a file that is classified.

    `code` writes a command.
    """
    if results:
        return f"{rows:,} {what} say no class or verdict that there is, and are not {done}."
    command = code(f"iotclass fleet classify {quote(inventory)} -o FILE")
    return (
        f"{rows:,} {what} could not be classified and are not {done}; "
        f"with the same options this tells why: {command}"
    )
