"""`iotclass fleet diff`."""

from __future__ import annotations

import click

from iotclass.cli import say
from iotclass.cli.fleet.option import asked, asked_options
from iotclass.cli.option import comment_form_option
from iotclass.cli.progress import Share


@click.command
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@comment_form_option
@click.option(
    "--list", "listed", metavar="FILE", help="Write the devices that moved: .csv, .parquet, .jsonl."
)
@click.option("--force", is_flag=True, help="Replace a file that exists.")
@click.option("--gate", is_flag=True, help="Exit with 1 where a device lost its requirement, or may have.")
@asked_options
def command(
    *,
    old: str,
    new: str,
    form: str,
    listed: str | None,
    force: bool,
    gate: bool,
    mapping: str | None,
    method: str | None,
    memory_limit: str | None,
    threads: int | None,
) -> None:
    """Compare two inventories of a fleet, OLD and NEW: devices new and gone, classes that moved.

    Each is an inventory or a file that `iotclass fleet classify` wrote; devices are paired by their ids. With
    --gate it exits with 1 where a device met its requirement and does not any more, or where that cannot be
    said; what is not required any more breaks nothing.
    """
    from iotclass.app.fleet_diff import fleet_diff, told
    from iotclass.write.fleet_diff_text import gate_line

    with Share() as tell:
        found = fleet_diff(old, new, asked(mapping, method, memory_limit, threads), tell, listed, force=force)
    say(told(found, form))
    if listed is not None:
        say(f"{listed} written\n", err=True)
    if gate:
        say(f"{gate_line(found)}\n", err=True)
        if not found.passed:
            raise click.exceptions.Exit(1)
