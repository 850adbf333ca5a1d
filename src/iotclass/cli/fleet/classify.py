"""`iotclass fleet classify`."""

from __future__ import annotations

import click

from iotclass.cli import say
from iotclass.cli.fleet.option import asked, asked_options, inventory_argument
from iotclass.cli.progress import Share


@click.command
@inventory_argument
@click.option("-o", "output", metavar="FILE", required=True, help="What to write: .parquet, .csv or .jsonl.")
@click.option("--force", is_flag=True, help="Replace files that are there.")
@click.option("--strict", is_flag=True, help="Stop at rows that cannot be classified, and write nothing.")
@click.option(
    "--check-ids",
    is_flag=True,
    help="Reject rows that share an id: a fifth more time, and memory or disk for all ids.",
)
@asked_options
def command(
    *,
    inventory: str,
    output: str,
    force: bool,
    strict: bool,
    check_ids: bool,
    mapping: str | None,
    method: str | None,
    memory_limit: str | None,
    threads: int | None,
) -> None:
    """Classify every device of an INVENTORY.

    A row that cannot be classified is told in a file beside, with its number and the reason; it never stops
    the others.
    """
    from iotclass.app.fleet import classify as classify_fleet

    with Share() as tell:
        said = classify_fleet(
            inventory,
            output,
            asked(mapping, method, memory_limit, threads),
            tell,
            strict=strict,
            ids=check_ids,
            replace_it=force,
        )
    say(said, err=True)
