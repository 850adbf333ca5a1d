"""`iotclass verify`."""

from __future__ import annotations

import click

from iotclass.cli import say
from iotclass.cli.option import form_option, method_option, model_argument, profiles_option
from iotclass.cli.progress import Progress


@click.command
@click.argument("report", metavar="REPORT.json")
@model_argument
@method_option
@profiles_option
@form_option
def command(report: str, model: str, method: str | None, profiles: str | None, form: str) -> None:
    """Assess MODEL again and say whether REPORT.json (of assess --format json) still holds.

    Exits with 1 where a result differs. The report's own method is used where it is a built-in one.
    """
    from iotclass.app.verify import verify_report

    if (report, model) == ("-", "-"):
        raise click.UsageError("REPORT.json and MODEL cannot both be read from standard input")

    with Progress():
        found = verify_report(report, model, form, method, profiles)
    say(found.text)
    if not found.holds:
        raise click.exceptions.Exit(1)
