"""`iotclass explain`."""

from __future__ import annotations

import click

from iotclass.cli import say
from iotclass.cli.option import form_option, method_option, model_argument, profiles_option, scenario_option
from iotclass.cli.progress import Progress


@click.command
@model_argument
@click.argument("component", metavar="COMPONENT")
@scenario_option
@method_option
@profiles_option
@form_option
def command(
    *,
    model: str,
    component: str,
    scenarios: tuple[str, ...],
    method: str | None,
    profiles: str | None,
    form: str,
) -> None:
    """Explain why COMPONENT of MODEL has its class: every reason, down to table rows and model lines.

    A `?` marks a table cell of which another value would change the result, in a table that agrees with
    everything the source says; the head says from where to where the class goes by all such tables. The end
    says what would change the class, input by input.
    """
    from iotclass.app.explain import explain_component

    with Progress():
        text = explain_component(model, component, form, method, scenarios, profiles)
    say(text)
