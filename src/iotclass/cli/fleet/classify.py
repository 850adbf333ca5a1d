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
    help="Reject rows that share an id: up to a third more time, and memory or disk for all ids.",
)
@click.option(
    "--engine",
    type=click.Choice(["duckdb", "spark"]),
    default="duckdb",
    show_default=True,
    help="What classifies; spark reads and writes folders of parts.",
)
@click.option("--spark-master", metavar="URL", help="Spark's cluster; this machine by default.")
@asked_options
def command(
    *,
    inventory: str,
    output: str,
    force: bool,
    strict: bool,
    check_ids: bool,
    engine: str,
    spark_master: str | None,
    mapping: str | None,
    method: str | None,
    memory_limit: str | None,
    threads: int | None,
) -> None:
    """Classify every device of an INVENTORY.

    A row that cannot be classified is told in a file beside, with its number and the reason; it never stops
    the others.
    """
    if spark_master and engine != "spark":
        raise click.UsageError("--spark-master needs --engine spark")
    if spark_master and threads:
        raise click.UsageError("--threads is for this machine; a master says itself how many")
    wanted = asked(mapping, method, memory_limit, threads)
    with Share() as tell:
        if engine == "spark":
            from iotclass.app.fleet_spark import classify_by_spark

            said = classify_by_spark(
                inventory,
                output,
                wanted,
                tell,
                master=spark_master,
                strict=strict,
                ids=check_ids,
                replace_it=force,
            )
        else:
            from iotclass.app.fleet import classify as classify_fleet

            said = classify_fleet(
                inventory, output, wanted, tell, strict=strict, ids=check_ids, replace_it=force
            )
    say(said, err=True)
