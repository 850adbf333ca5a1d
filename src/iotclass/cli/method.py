"""`iotclass method`."""

from __future__ import annotations

import click

from iotclass.cli import say
from iotclass.cli.option import form_option


@click.group
def command() -> None:
    """Show, check and compare methods: the tables by which levels become classes."""


@command.command("list")
@form_option
def list_(form: str) -> None:
    """List the built-in methods."""
    from iotclass.app.method import list_methods

    say(list_methods(form))


@command.command(short_help="Print the tables of a method, with origins.")
@click.argument("method", metavar="ID|DIR")
@form_option
def show(method: str, form: str) -> None:
    """Print a method's tables with the origin of every cell, its words and what its source says."""
    from iotclass.app.method import show_method

    say(show_method(method, form))


@command.command(short_help="Prove a method and its source's statements.")
@click.argument("method", metavar="ID|DIR")
@form_option
@click.option("--strict", is_flag=True, help="Exit with 1 where a statement of the source does not hold.")
def check(*, method: str, form: str, strict: bool) -> None:
    """Check a method: every table total, monotone, dependent on each input; its source's statements."""
    from iotclass.app.method import check_method
    from iotclass.write.problem_text import problems_text

    text, contradicted = check_method(method, form)
    if form == "text":
        say(problems_text(contradicted, "warning"), err=True)
    say(text)
    if strict and contradicted:
        raise click.exceptions.Exit(1)


@command.command(short_help="What differs between two methods.")
@click.argument("first", metavar="A")
@click.argument("second", metavar="B")
@click.argument("model", metavar="[MODEL]", required=False)
@form_option
def diff(first: str, second: str, model: str | None, form: str) -> None:
    """List the cases whose outcome differs between the methods A and B, and what that does to MODEL."""
    from iotclass.app.method import diff_methods
    from iotclass.cli.progress import Progress

    with Progress():
        text = diff_methods(first, second, model, form)
    say(text)
