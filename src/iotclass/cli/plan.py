"""`iotclass plan`."""

from __future__ import annotations

import math
from typing import Any

import click

from iotclass.cli import say
from iotclass.cli.option import form_option, method_option, model_argument, profiles_option, scenario_option
from iotclass.cli.progress import Progress


class Finite(click.FloatRange):
    """A number in a range, neither endless nor none."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """The number. Fails where it has no end or is none."""
        found = float(super().convert(value, param, ctx))
        if not math.isfinite(found):
            self.fail(f"{value!r} is no number to count with", param, ctx)
        return found


@click.command
@model_argument
@scenario_option
@click.option("--budget", type=Finite(min=0), metavar="AMOUNT", help="What it may cost altogether.")
@click.option(
    "--minimise",
    type=click.Choice(["cost", "changes"]),
    default="cost",
    show_default=True,
    help="What to have as little of as possible.",
)
@click.option(
    "--confidence",
    type=Finite(min=0, max=1, min_open=True),
    metavar="P",
    help="The probability with which all that is required has to hold, such as 0.9.",
)
@click.option(
    "--robust",
    is_flag=True,
    help="All that is required has to hold under every value that anything in doubt may have.",
)
@click.option("--pareto", is_flag=True, help="All plans that no other one beats in both cost and result.")
@click.option(
    "--time-limit",
    type=Finite(min=0, min_open=True),
    metavar="SECONDS",
    help="Stop after this time, with the best plan found and what is proved of it.",
)
@click.option("--write", metavar="FILE", help="Write the model with the plan as a further scenario.")
@method_option
@profiles_option
@form_option
def command(
    *,
    model: str,
    scenarios: tuple[str, ...],
    budget: float | None,
    minimise: str,
    confidence: float | None,
    robust: bool,
    pareto: bool,
    time_limit: float | None,
    write: str | None,
    method: str | None,
    profiles: str | None,
    form: str,
) -> None:
    """Find the cheapest changes by which every component of MODEL reaches what is required of it.

    A plan adds controls, softens challenges and brings connectivity down where the model allows it, within
    the limits of each component and the budget, and is proved to be the cheapest. Where not everything can
    hold, it says for each requirement which limits and requirements clash, and the best class to be had.
    Ranges are taken at their worst and levels of which somebody is only likely sure as they stand;
    --confidence and --robust count those doubts too, and controls that may not work.
    Exits with 1 where no scenario can be brought to what it requires.
    """
    from iotclass.app.plan import Asked, plan_model, write_planned

    if write in {"", "-"}:
        raise click.BadParameter("the name of a new file is needed", param_hint="--write")
    if pareto and (write or minimise != "cost"):
        raise click.UsageError("--pareto goes neither with --write nor with --minimise")
    if confidence is not None and (robust or pareto):
        raise click.UsageError("--confidence goes neither with --robust nor with --pareto")
    if robust and pareto:
        raise click.UsageError("--robust does not go with --pareto")
    asked = Asked(budget, minimise, time_limit, pareto, confidence, robust)
    with Progress():
        found = plan_model(model, form, asked, method, scenarios, profiles, write=write is not None)
    say(found.text)
    if write is not None:
        say(write_planned(found, write), err=True)
    if not found.reached:
        raise click.exceptions.Exit(1)
