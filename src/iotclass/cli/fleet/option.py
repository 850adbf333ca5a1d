"""Arguments and options of every command on an inventory."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from iotclass.cli.option import method_option

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
    from iotclass.fleet.engine import Limits

    return Asked(mapping, method, Limits(memory_limit, threads))
