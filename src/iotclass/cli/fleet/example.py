"""`iotclass fleet example`."""

from __future__ import annotations

import click

from iotclass.cli import say
from iotclass.cli.progress import Share


@click.command
@click.option(
    "-n",
    "devices",
    type=click.IntRange(min=1),
    default=1_000_000,
    show_default=True,
    help="How many devices.",
)
@click.option("-o", "output", metavar="FILE", required=True, help="What to write: .parquet, .csv or .jsonl.")
@click.option(
    "--seed", type=click.IntRange(min=0), default=1, show_default=True, help="Same seed, same rows."
)
@click.option("--force", is_flag=True, help="Replace files that are there.")
def command(devices: int, output: str, seed: int, *, force: bool) -> None:
    """Write an inventory of a fictitious operator: meters, sensors, cameras and more, controls as masks.

    How it is to be read goes into a file beside, FILE.map.yaml without the format, which all commands find.
    """
    from iotclass.app.fleet_example import fleet_example

    with Share() as tell:
        said = fleet_example(devices, output, seed, tell, replace_it=force)
    say(said, err=True)
