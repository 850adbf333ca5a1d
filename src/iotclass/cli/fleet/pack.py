"""`iotclass fleet pack`."""

from __future__ import annotations

import click

from iotclass.cli import say
from iotclass.cli.fleet.option import asked, asked_options, inventory_argument
from iotclass.cli.progress import Share


@click.command
@inventory_argument
@click.option("-o", "output", metavar="FILE", required=True, help="What to write: .parquet, .csv or .jsonl.")
@click.option("--force", is_flag=True, help="Replace files that are there.")
@asked_options
def command(
    *,
    inventory: str,
    output: str,
    force: bool,
    mapping: str | None,
    method: str | None,
    memory_limit: str | None,
    threads: int | None,
) -> None:
    """Write an INVENTORY with its controls packed into masks of 64 bits, which are classified fastest.

    All other columns are kept. How it is to be read goes into a file beside, FILE.map.yaml without the
    format.
    """
    from iotclass.app.fleet_pack import fleet_pack

    with Share() as tell:
        said = fleet_pack(
            inventory, output, asked(mapping, method, memory_limit, threads), tell, replace_it=force
        )
    say(said, err=True)
