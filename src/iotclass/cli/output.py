"""Documents and pictures put where the user wants them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import nullcontext
from pathlib import Path

import click

from iotclass.cli import say
from iotclass.cli.progress import Progress
from iotclass.core.place import OutputError


def put_out(
    make: Callable[[], str | bytes],
    output: str | None,
    *,
    made_from: Iterable[str | None],
    binary: bool = False,
    replace: bool = False,
    signs: bool = False,
) -> None:
    """Write what `make` makes to the file `output`, whole or not at all; without one it is printed.

    What is `binary` needs a file. Whether the file can be written is asked before anything is made; none
    of the files that it is `made_from` is ever replaced. What `signs` shows by itself how far it is.
    """
    from iotclass.app.report import prove_output, write_report

    if output is None and binary:
        raise click.UsageError("this format needs a file: -o FILE")
    if output is not None:
        if Path(output).resolve() in {Path(one).resolve() for one in made_from if one}:
            raise OutputError(f"{output}: is what this is made from; nothing was written")
        prove_output(output, replace=replace)
    with nullcontext() if signs else Progress():
        found = make()
        if output is not None:
            write_report(found, output, replace=replace)
    if output is not None:
        say(f"{output} written\n", err=True)
    elif isinstance(found, str):
        say(found.replace("\r\n", "\n"))  # files of some formats end lines as spreadsheets want it
