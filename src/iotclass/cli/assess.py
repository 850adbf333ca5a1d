"""`iotclass assess`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from iotclass.cli import say
from iotclass.cli.option import (
    form_option,
    method_option,
    models_argument,
    profiles_option,
    prove_one,
    scenario_option,
)
from iotclass.cli.progress import Progress

if TYPE_CHECKING:
    from iotclass.app.assess import Gate

EXCUSABLE = ("open", "accepted", "not-assessed")


@click.command
@models_argument
@scenario_option
@method_option
@profiles_option
@form_option
@click.option("--gate", is_flag=True, help="Exit with 1 unless every requirement is met.")
@click.option(
    "--allow",
    metavar="VERDICTS",
    default="",
    help=f"With --gate: verdicts to excuse, separated by commas: {', '.join(EXCUSABLE)}.",
)
def command(
    *,
    models: tuple[str, ...],
    scenarios: tuple[str, ...],
    method: str | None,
    profiles: str | None,
    form: str,
    gate: bool,
    allow: str,
) -> None:
    """Assess each MODEL: the security class of every component in every scenario, and the verdicts.

    MODEL is a file, - for standard input, or the name of an example (iotclass example).

    A `?` behind a class says that other exposure and class tables, which agree with everything that the
    method's source says, would give another class; below the table stands from where to where it goes, and in
    brackets by those tables in which neighbouring cells differ by at most one level. A `*` says that it
    rests on a cell of another table that the source does not fix.
    """
    from iotclass.app.assess import assess_model

    excused = tuple(word.strip() for word in allow.split(",") if word.strip())
    unknown = [word for word in excused if word not in EXCUSABLE]
    if unknown:
        raise click.BadParameter(f"{unknown[0]!r} is none of {', '.join(EXCUSABLE)}", param_hint="--allow")
    if excused and not gate:
        raise click.UsageError("--allow goes with --gate")
    prove_one(models, form)
    allowed = tuple(word.replace("-", " ") for word in excused)
    passed = True
    for model in models:
        with Progress():
            text, found = assess_model(model, form, method, scenarios, allowed, profiles)
        say(text)
        if gate:
            passed = _gated(found, f"{model}: " if len(models) > 1 else "") and passed
    if not passed:
        raise click.exceptions.Exit(1)


def _gated(found: Gate, whose: str) -> bool:
    """Say what a gate says; whether it was passed."""
    if not found.checked:
        say(f"gate: {whose}not passed, because no component requires a class\n", err=True)
    elif found.failed:
        say("".join(f"gate: {whose}{one}\n" for one in found.failed), err=True)
    else:
        say(f"gate: {whose}passed, {found.checked} requirements\n", err=True)
    return bool(found.checked) and not found.failed
