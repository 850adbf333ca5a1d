"""Documents and pictures put where the user wants them."""

from __future__ import annotations

from collections.abc import Callable

import click

from iotclass.cli import say
from iotclass.cli.progress import Progress


def put_out(
    make: Callable[[], str | bytes], output: str | None, *, binary: bool = False, replace: bool = False
) -> None:
    """Write what `make` makes to the file `output`, whole or not at all; without one it is printed.

    What is `binary` needs a file. Whether the file can be written is asked before anything is made.
    """
    from iotclass.app.report import prove_output, write_report

    if output is None and binary:
        raise click.UsageError("this format needs a file: -o FILE")
    if output is not None:
        prove_output(output, replace=replace)
    with Progress():
        found = make()
        if output is not None:
            write_report(found, output, replace=replace)
    if output is not None:
        say(f"{output} written\n", err=True)
    elif isinstance(found, str):
        say(found)
