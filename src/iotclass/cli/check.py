"""`iotclass check`."""

from __future__ import annotations

import click

from iotclass.cli import say
from iotclass.cli.option import form_option, method_option, models_argument, profiles_option, prove_one
from iotclass.cli.progress import Progress


@click.command
@models_argument
@method_option
@profiles_option
@form_option
@click.option("--strict", is_flag=True, help="Exit with 1 where there are warnings.")
def command(
    *, models: tuple[str, ...], method: str | None, profiles: str | None, form: str, strict: bool
) -> None:
    """Check each MODEL: every problem, with line, column and the nearest valid word; then warnings."""
    from iotclass.app.check import check_model

    prove_one(models, form)
    code = 0
    for model in models:
        with Progress():
            found = check_model(model, form, method, profiles)
        say(found.text, err=bool(found.problems) and form == "text")
        code = max(code, 2 if found.problems else 1 if strict and found.warnings else 0)
    if code:
        raise click.exceptions.Exit(code)
