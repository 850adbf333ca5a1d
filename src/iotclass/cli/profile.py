"""`iotclass profile`."""

from __future__ import annotations

import click

from iotclass.cli import say
from iotclass.cli.option import form_option, profiles_option


@click.group
def command() -> None:
    """Show and check the kinds of components and what they are asked for at each protection level."""


@command.command("list")
@profiles_option
@form_option
def list_(profiles: str | None, form: str) -> None:
    """List the kinds of components."""
    from iotclass.app.profile import list_profiles

    say(list_profiles(form, profiles))


@command.command
@click.argument("kind")
@profiles_option
@form_option
def show(kind: str, profiles: str | None, form: str) -> None:
    """Print the criteria of KIND, level by level."""
    from iotclass.app.profile import show_profile

    say(show_profile(kind, form, profiles))


@command.command
@profiles_option
@form_option
def check(profiles: str | None, form: str) -> None:
    """Check all profiles from their sources."""
    from iotclass.app.profile import check_profiles

    say(check_profiles(form, profiles))
