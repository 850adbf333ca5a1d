"""Arguments and options that several commands share."""

from __future__ import annotations

import click

model_argument = click.argument("model", metavar="MODEL")

models_argument = click.argument("models", metavar="MODEL...", nargs=-1, required=True)


def prove_one(models: tuple[str, ...], form: str) -> None:
    """Raise UsageError where several models would make one JSON document."""
    if len(models) > 1 and form == "json":
        raise click.UsageError("--format json is for one MODEL at a time")


form_option = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Text for people, or JSON for programs.",
)

comment_form_option = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "json"]),
    default="text",
    show_default=True,
    help="Text for people, Markdown for a comment on a change, or JSON for programs.",
)

method_option = click.option(
    "--method",
    metavar="ID|DIR",
    help="Assess by this method instead of the model's: an id, or a folder (./mine).",
)

scenario_option = click.option(
    "--scenario", "scenarios", metavar="ID", multiple=True, help="Only this scenario; may be repeated."
)

profiles_option = click.option(
    "--profiles",
    metavar="DIR",
    help="A folder with kinds of components of your own, beside the built-in ones.",
)

anonymous_option = click.option("--anonymous", is_flag=True, help="Leave names, notes and reasons out.")

language_option = click.option(
    "--language", default="en", show_default=True, metavar="CODE", help="The language: en, de."
)
