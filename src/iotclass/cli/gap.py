"""`iotclass gap`."""

from __future__ import annotations

import click

from iotclass.cli import say
from iotclass.cli.option import form_option, method_option, model_argument, profiles_option, scenario_option
from iotclass.cli.progress import Progress


@click.command
@model_argument
@click.argument("component", metavar="[COMPONENT]", required=False)
@scenario_option
@method_option
@profiles_option
@form_option
def command(
    *,
    model: str,
    component: str | None,
    scenarios: tuple[str, ...],
    method: str | None,
    profiles: str | None,
    form: str,
) -> None:
    """Show what each component of MODEL (or COMPONENT alone) lacks for the class it must reach.

    Per component: which combinations of connectivity, protection and impact would do, the nearest first;
    which criteria lack for the next protection level and for the one that is needed; which group of
    criteria holds it back.
    """
    from iotclass.app.gap import find_gaps

    with Progress():
        text = find_gaps(model, component, form, method, scenarios, profiles)
    say(text)
