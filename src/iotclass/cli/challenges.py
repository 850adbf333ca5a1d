"""`iotclass challenges`."""

from __future__ import annotations

import click

from iotclass.cli import say
from iotclass.cli.option import form_option, profiles_option


@click.command
@click.argument("kind", metavar="KIND")
@profiles_option
@form_option
def command(kind: str, profiles: str | None, form: str) -> None:
    """List what can make security or privacy hard for a KIND of component, area by area.

    Each challenge comes with the question whose answer is its severity. A model names it by its id.
    """
    from iotclass.app.challenges import list_challenges

    say(list_challenges(kind, form, profiles))
