"""`iotclass doubt`."""

from __future__ import annotations

from pathlib import Path

import click

from iotclass.cli import say
from iotclass.cli.option import form_option, method_option, model_argument, profiles_option, scenario_option
from iotclass.cli.plan import Finite
from iotclass.cli.progress import Progress


@click.command
@model_argument
@scenario_option
@click.option(
    "--level",
    type=Finite(min=0, min_open=True, max=1),
    default=0.95,
    show_default=True,
    metavar="P",
    help="The worst credible class: no worse than that with this probability.",
)
@click.option("--bars", metavar="FILE", help="Draw the distributions of classes of one scenario (.svg).")
@click.option("--tornado", metavar="FILE", help="Draw what one component's requirement hangs on (.svg).")
@click.option(
    "--component", metavar="ID", help="The component of --tornado; otherwise the one in most doubt."
)
@click.option("--force", is_flag=True, help="Replace pictures that exist.")
@method_option
@profiles_option
@form_option
def command(
    *,
    model: str,
    scenarios: tuple[str, ...],
    level: float,
    bars: str | None,
    tornado: str | None,
    component: str | None,
    force: bool,
    method: str | None,
    profiles: str | None,
    form: str,
) -> None:
    """Say how sure the classes of MODEL are, what they hang on, and what to find out first.

    Every range, distribution, confidence and opinion in the model is carried through exactly: one judgement
    that counts in several places is one unknown. A range says no more than its ends, so each of its levels
    counts alike; the figures in brackets say what that could hide.
    """
    from iotclass.app.doubt import bars as bars_of
    from iotclass.app.doubt import doubt_of_model, write_pictures
    from iotclass.app.doubt import tornado as tornado_of

    if component is not None and tornado is None:
        raise click.UsageError("--component goes with --tornado")
    if bars and tornado and Path(bars).resolve() == Path(tornado).resolve():
        raise click.UsageError("--bars and --tornado need files of their own")
    pictures: list[tuple[str, str]] = []
    with Progress():
        text, found = doubt_of_model(model, form, level, method, scenarios, profiles)
        if bars is not None:
            pictures.append((bars, bars_of(found, bars)))
        if tornado is not None:
            pictures.append((tornado, tornado_of(found, tornado, component)))
        write_pictures(pictures, replace=force)
    say(text)
    for output, _ in pictures:
        say(f"{output} written\n", err=True)
