"""`iotclass schema`."""

from __future__ import annotations

import click

from iotclass.cli import say


@click.command
def command() -> None:
    """Print the JSON Schema of the model file, for editors and other programs."""
    from iotclass.app.schema import schema_text

    say(schema_text())
