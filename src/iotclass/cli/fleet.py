"""`iotclass fleet`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from iotclass.cli import say
from iotclass.cli.option import method_option
from iotclass.cli.progress import Share

if TYPE_CHECKING:
    from iotclass.app.fleet import Asked

inventory_argument = click.argument("inventory", metavar="INVENTORY")


def asked_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """What every command on an inventory can be asked."""
    for option in (
        click.option("--threads", type=click.IntRange(min=1), help="How many threads; all cores by default."),
        click.option(
            "--memory-limit", metavar="SIZE", help="How much memory, such as 500MB; the rest goes to disk."
        ),
        method_option,
        click.option(
            "--map", "mapping", metavar="FILE", help="A mapping: which column says what (iotclass fleet map)."
        ),
    ):
        command = option(command)
    return command


def asked(mapping: str | None, method: str | None, memory_limit: str | None, threads: int | None) -> Asked:
    """These options as one value."""
    from iotclass.app.fleet import Asked
    from iotclass.fleet.duck import Limits

    return Asked(mapping, method, Limits(memory_limit, threads))


@click.group
def command() -> None:
    """Classify millions of devices by the same tables.

    INVENTORY is a Parquet, CSV or JSON lines file with a row for each device.
    """


@command.command
@inventory_argument
@click.option("-o", "output", metavar="FILE", required=True, help="What to write: .parquet, .csv or .jsonl.")
@click.option("--force", is_flag=True, help="Replace files that are there.")
@click.option("--strict", is_flag=True, help="Stop at rows that cannot be classified, and write nothing.")
@asked_options
def classify(
    *,
    inventory: str,
    output: str,
    force: bool,
    strict: bool,
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
            replace_it=force,
        )
    say(said, err=True)
