"""`iotclass schema`."""

from __future__ import annotations

import click

from iotclass.cli import say


@click.command
@click.argument("what", type=click.Choice(["model", "inventory"]), default="model")
def command(what: str) -> None:
    """Print the JSON Schema of the model file, for editors and other programs.

    With `inventory` it is that of a fleet's mapping: which column says what.
    """
    from iotclass.app.schema import schema_text

    say(schema_text(what))
