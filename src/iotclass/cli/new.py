"""`iotclass new`."""

from __future__ import annotations

from shlex import quote

import click

from iotclass.cli import say
from iotclass.cli.option import profiles_option


@click.command
@click.argument("name", metavar="NAME")
@click.option(
    "--kind", "kinds", metavar="KIND", multiple=True, help="A component of this kind; may be repeated."
)
@profiles_option
def command(name: str, kinds: tuple[str, ...], profiles: str | None) -> None:
    """Write a commented starting model NAME.yaml, and the schema that editors complete and check it by."""
    from iotclass.app.new import new_model

    written = new_model(name, kinds, profiles)
    folder = f" --profiles {quote(profiles)}" if profiles else ""
    for path in written:
        say(f"{path} written\n", err=True)
    say(f"Next: fill in {written[0]}, then iotclass check {quote(str(written[0]))}{folder}\n", err=True)
