"""`iotclass fleet explain`."""

from __future__ import annotations

import click

from iotclass.cli import say
from iotclass.cli.fleet.option import asked, asked_options, inventory_argument
from iotclass.cli.option import form_option
from iotclass.cli.progress import Progress


@click.command
@inventory_argument
@click.argument("device", metavar="DEVICE_ID")
@form_option
@asked_options
def command(
    *,
    inventory: str,
    device: str,
    form: str,
    mapping: str | None,
    method: str | None,
    memory_limit: str | None,
    threads: int | None,
) -> None:
    """Explain why the device DEVICE_ID of an INVENTORY has its class: every reason, down to its row.

    It is what `iotclass explain` says of a component; the place that it cites is the row of the inventory.
    """
    from iotclass.app.fleet_explain import explain_device

    with Progress():
        text = explain_device(inventory, device, asked(mapping, method, memory_limit, threads), form)
    say(text)
