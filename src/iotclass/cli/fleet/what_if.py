"""`iotclass fleet what-if`."""

from __future__ import annotations

import click

from iotclass.cli import say
from iotclass.cli.fleet.option import asked, asked_options, inventory_argument
from iotclass.cli.option import form_option
from iotclass.cli.progress import Share


@click.command
@inventory_argument
@click.option("--add", metavar="ID", multiple=True, help="A functionality to have; may be repeated.")
@click.option("--remove", metavar="ID", multiple=True, help="A functionality to do without.")
@click.option(
    "--set",
    "sets",
    metavar="NAME=VALUE",
    multiple=True,
    help="A level or a fact to change: connectivity=C2, debug_port=no.",
)
@click.option("--where", metavar="SQL", help="Only these devices: a condition such as \"model = 'X'\".")
@form_option
@asked_options
def command(
    *,
    inventory: str,
    add: tuple[str, ...],
    remove: tuple[str, ...],
    sets: tuple[str, ...],
    where: str | None,
    form: str,
    mapping: str | None,
    method: str | None,
    memory_limit: str | None,
    threads: int | None,
) -> None:
    """Say what a change to the devices of an INVENTORY would do: to classes and to requirements.

    Then the controls that would lift most devices, each by itself, as they are. --where is an expression of
    SQL over the inventory's own columns.
    """
    from iotclass.app.fleet_what_if import campaign, fleet_what_if

    wanted = campaign(add, remove, sets, where)
    with Share() as tell:
        text = fleet_what_if(inventory, wanted, asked(mapping, method, memory_limit, threads), form, tell)
    say(text)
