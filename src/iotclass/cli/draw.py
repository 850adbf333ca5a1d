"""`iotclass draw`."""

from __future__ import annotations

import click

from iotclass.cli.option import (
    anonymous_option,
    language_option,
    method_option,
    model_argument,
    profiles_option,
    scenario_option,
)
from iotclass.cli.output import put_out

PICTURES = (
    *("system", "exposure", "class", "scenarios", "ladder", "probabilities"),
    *("front-by-class", "front-by-met"),
)


@click.command
@model_argument
@click.argument("what", metavar="PICTURE", type=click.Choice(PICTURES))
@click.option("-o", "--output", metavar="FILE", required=True, help="A new .svg or .png file.")
@scenario_option
@click.option("--component", metavar="ID", help="The component of the ladder.")
@anonymous_option
@language_option
@click.option("--force", is_flag=True, help="Replace a file that exists.")
@method_option
@profiles_option
def command(
    *,
    model: str,
    what: str,
    output: str,
    scenarios: tuple[str, ...],
    component: str | None,
    anonymous: bool,
    language: str,
    force: bool,
    method: str | None,
    profiles: str | None,
) -> None:
    """Draw one PICTURE of MODEL: the same ones that reports hold, as files of their own.

    \b
    system          components and links, each with its class
    exposure        the exposure table with the components in its cells
    class           the class table with the components in its cells
    scenarios       the scenarios side by side
    ladder          the criteria of one component, level by level
    probabilities   how probable each class is
    front-by-class  cost against the worst class
    front-by-met    cost against how many requirements are met
    """
    from iotclass.app.drawing import draw
    from iotclass.app.report import Asked

    if component is not None and what != "ladder":
        raise click.UsageError("--component goes with the picture ladder")
    asked = Asked(
        method=method,
        profiles=profiles,
        scenarios=scenarios,
        component=component,
        anonymous=anonymous,
        language=language,
    )
    put_out(lambda: draw(model, what, output, asked), output, made_from=(model,), replace=force)
