"""`iotclass compare`."""

from __future__ import annotations

import click

from iotclass.cli import say
from iotclass.cli.option import form_option, method_option, model_argument, profiles_option
from iotclass.cli.progress import Progress


@click.command
@model_argument
@click.argument("scenarios", metavar="[SCENARIO]...", nargs=-1)
@method_option
@profiles_option
@click.option(
    "--doubt", is_flag=True, help="Also how likely each scenario is better, as levels are in doubt."
)
@form_option
def command(
    *,
    model: str,
    scenarios: tuple[str, ...],
    method: str | None,
    profiles: str | None,
    doubt: bool,
    form: str,
) -> None:
    """Compare the scenarios of MODEL, all or those named: side by side, each with the first.

    For each class that changes it names the inputs that changed it, and it ends with the scenario to choose.

    With --doubt it weighs every case that ranges, distributions, opinions and controls in doubt leave
    possible: how likely a scenario is better than another, per component and as a whole (more requirements
    met; of as many, the better worst class), and whether it dominates. Up to six scenarios are compared each
    with each, more each with the first.
    """
    from iotclass.app.compare import compare_scenarios

    with Progress():
        text = compare_scenarios(model, form, method, scenarios, profiles, doubt=doubt)
    say(text)
