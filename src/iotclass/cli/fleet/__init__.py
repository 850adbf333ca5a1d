"""`iotclass fleet`: one file per command."""

from __future__ import annotations

import click

from iotclass.cli import Commands

FLEET = {
    "classify": "Classify every device of an inventory.",
    "diff": "What moved between two inventories.",
    "example": "Write an inventory of a fictitious operator.",
    "explain": "Why a device has its class, and what would change it.",
    "map": "Propose which column of an inventory says what.",
    "pack": "Write an inventory with its controls packed into masks.",
    "summary": "Where a fleet stands, as a whole and by groups.",
    "what-if": "What a change would do to a fleet, and what would lift most.",
}
"""Every command on fleets with its short help."""


class FleetCommands(Commands):
    """The commands on fleets."""

    known = FLEET
    room = "iotclass.cli.fleet"


@click.group(cls=FleetCommands)
def command() -> None:
    """Classify millions of devices by the same tables.

    INVENTORY is a Parquet, CSV or JSON lines file with a row for each device.
    """
