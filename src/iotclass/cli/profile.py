"""`iotclass profile`."""

from __future__ import annotations

import click

from iotclass.cli import say
from iotclass.cli.option import form_option


@click.group
def command() -> None:
    """Show and check the kinds of components and what they are asked for at each protection level."""


@command.command("list")
@form_option
def list_(form: str) -> None:
    """List the kinds of components."""
    from iotclass.app.profile import list_profiles

    say(list_profiles(form))


@command.command
@click.argument("kind")
@form_option
def show(kind: str, form: str) -> None:
    """Print the criteria of KIND, level by level."""
    from iotclass.app.profile import show_profile

    say(show_profile(kind, form))


@command.command
@form_option
def check(form: str) -> None:
    """Check all profiles from their sources."""
    from iotclass.app.profile import check_profiles

    say(check_profiles(form))
