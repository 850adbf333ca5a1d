"""`iotclass fleet map`."""

from __future__ import annotations

import click

from iotclass.cli.fleet.option import asked, inventory_argument
from iotclass.cli.output import put_out


@click.command
@inventory_argument
@click.option("-o", "output", metavar="FILE", help="Write the mapping here instead of printing it.")
@click.option("--force", is_flag=True, help="Replace a file that is there.")
def command(*, inventory: str, output: str | None, force: bool) -> None:
    """Propose which column of an INVENTORY says what.

    Columns are known by their names; words that are no kind or level stand with the nearest one that is.
    """
    from iotclass.app.fleet_map import propose

    put_out(
        lambda: propose(inventory, asked(None, None, None, None)),
        output,
        made_from=[inventory],
        replace=force,
    )
