"""`iotclass example`."""

from __future__ import annotations

import click

from iotclass.cli import say
from iotclass.cli.option import form_option


@click.command
@click.argument("name", required=False)
@click.option("-o", "--output", metavar="FILE", help="Write the example to a new file instead.")
@form_option
def command(name: str | None, output: str | None, form: str) -> None:
    """List the built-in examples, or print the model file of the one called NAME."""
    from iotclass.app.example import copy_example, example_text, list_examples

    if name is not None and form == "json":
        raise click.UsageError("--format goes with the list; an example is a model file, in YAML")
    if name is None:
        if output:
            raise click.UsageError("-o needs the NAME of an example")
        say(list_examples(form))
    elif output:
        copy_example(name, output)
        say(f"{output} written\n", err=True)
    else:
        say(example_text(name))
