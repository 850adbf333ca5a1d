"""`iotclass check`."""

from __future__ import annotations

import click

from iotclass.cli import say
from iotclass.cli.option import form_option, method_option, model_argument, profiles_option
from iotclass.cli.progress import Progress


@click.command
@model_argument
@method_option
@profiles_option
@form_option
@click.option("--strict", is_flag=True, help="Exit with 1 where there are warnings.")
def command(*, model: str, method: str | None, profiles: str | None, form: str, strict: bool) -> None:
    """Check MODEL: every problem at once, with line, column and the nearest valid word; then warnings."""
    from iotclass.app.check import check_model

    with Progress():
        found = check_model(model, form, method, profiles)
    say(found.text, err=bool(found.problems) and form == "text")
    if found.problems:
        raise click.exceptions.Exit(2)
    if strict and found.warnings:
        raise click.exceptions.Exit(1)
