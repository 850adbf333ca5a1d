"""`iotclass diff`."""

from __future__ import annotations

import click

from iotclass.cli import say
from iotclass.cli.option import comment_form_option, method_option, profiles_option, scenario_option
from iotclass.cli.progress import Progress


@click.command
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@scenario_option
@method_option
@profiles_option
@comment_form_option
@click.option("--gate", is_flag=True, help="Exit with 1 where a class is worse or a requirement broke.")
def command(
    *,
    old: str,
    new: str,
    scenarios: tuple[str, ...],
    method: str | None,
    profiles: str | None,
    form: str,
    gate: bool,
) -> None:
    """Compare two versions of a model: what changed in meaning, which classes moved and because of what.

    OLD and NEW are files, examples, or files at a git revision (model.yaml@v1.2, model.yaml@HEAD~1); OLD may
    be a saved assessment too (of assess --format json), as that of an older release. Each is assessed by its
    own method, or both by --method.

    With --gate it exits with 1 where a class is worse, or a requirement broke: it is not met, open or not
    assessed now and was not before, be it that it was met or accepted, or that it is new. What is not
    required any more is reported, and breaks nothing.
    """
    from iotclass.app.diff import diff_models
    from iotclass.write.diff_text import gate_line

    if (old, new) == ("-", "-"):
        raise click.UsageError("OLD and NEW cannot both be read from standard input")

    with Progress():
        found = diff_models(old, new, form, method, scenarios, profiles)
    say(found.text)
    if gate and found.failed:
        say("".join(f"gate: {gate_line(one)}\n" for one in found.failed), err=True)
        raise click.exceptions.Exit(1)
    if gate:
        say("gate: passed, nothing is worse\n", err=True)
