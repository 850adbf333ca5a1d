"""The command line: one file per command, loaded when called. The only room that prints and exits."""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module

import click

from iotclass import __version__
from iotclass.core.place import InvalidError, OutputError
from iotclass.write.columns import safe

gc.set_threshold(100_000, 50, 50)  # a command is short: collecting while modules load only costs time

COMMANDS = {
    "assess": "Security classes of a model, with verdicts.",
    "challenges": "What makes security hard for a kind of component.",
    "check": "Every problem and warning of a model.",
    "compare": "Scenarios side by side, and which to choose.",
    "diff": "What changed between two versions of a model.",
    "doubt": "How sure each class is, and what to find out first.",
    "draw": "A picture of a model: the system, its tables, its designs.",
    "evidence": "What a model says to the clauses of standards and laws.",
    "example": "The built-in examples.",
    "explain": "Why a component has its class, and what would change it.",
    "fleet": "Millions of devices, classified by the same tables.",
    "framework": "The functionalities that standards ask for, in one vocabulary.",
    "gap": "What components lack for the class they must reach.",
    "method": "The tables by which levels become classes.",
    "new": "A commented starting model file.",
    "plan": "The cheapest changes that reach what is required.",
    "profile": "Kinds of components and their criteria.",
    "report": "A report to hand on: HTML, PDF, Word, Excel and more.",
    "schema": "The JSON Schema of the model file.",
    "verify": "Whether a JSON report still holds.",
}
"""Every command with its short help, so that --help loads none of them."""


class Commands(click.Group):
    """The commands, each imported from the file of its name when called."""

    known = COMMANDS
    room = "iotclass.cli"

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  click's signature
        """Every command."""
        return list(self.known)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  click's signature
        """The command of that name."""
        if cmd_name not in self.known:
            return None
        found = import_module(f"{self.room}.{cmd_name.replace('-', '_')}").command
        return found if isinstance(found, click.Command) else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does, naming the nearest command where there is none of that name."""
        if args and args[0] not in self.known and not args[0].startswith("-"):
            from iotclass.read.word import nearest

            near = nearest(args[0], self.known)
            hint = f" (did you mean {near!r}?)" if near else ""
            raise click.UsageError(f"no command {args[0]!r}{hint}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002  as above
        """The commands with their short helps."""
        with formatter.section("Commands"):
            formatter.write_dl(list(self.known.items()))


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Begin with: iotclass assess pacemaker, the built-in example. MODEL is a file, - for standard "
    "input, an example's name, or a file at a git revision (model.yaml@v1.2). Exit codes: 0 fine; 1 a gate "
    "was not passed; 2 wrong use, an invalid file or output that cannot be written; 130 interrupted.",
)
@click.version_option(__version__, prog_name="iotclass", message="%(prog)s %(version)s")
def commands() -> None:
    """Security classes A (best) to F for systems of connected things, every step explained."""


def main() -> None:
    """Run the command that the arguments name, and exit with its code."""
    sys.exit(run())


def run(args: list[str] | None = None) -> int:
    """Run the command that `args` (or the process's arguments) name; returns the exit code."""
    try:
        code = commands.main(args, prog_name="iotclass", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        say(f"{error.format_message()}\n", err=True)
        return 2
    except click.ClickException as error:
        say(_usage(error), err=True)
        return 2
    except (click.Abort, KeyboardInterrupt):
        say("interrupted\n", err=True)
        return 130
    except (BrokenPipeError, SystemExit):  # click exits where a pipe is closed
        # whoever read the output has seen enough; keep Python from complaining when it closes
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except MemoryError:
        say("error: too large for the memory of this machine\n", err=True)
        return 2
    except InvalidError as error:
        from iotclass.write.problem_text import problems_text

        say(problems_text(error.problems), err=True)
        return 2
    except OutputError as error:
        say(f"error: {error}\n", err=True)
        return 2
    except OSError as error:
        what = f"{error.filename}: cannot be read" if error.filename else "the output cannot be written"
        say(f"error: {what}: {error.strerror}\n", err=True)
        return 2
    return code if isinstance(code, int) else 0


def say(text: str, *, err: bool = False) -> None:
    """Print `text`; in colour on a terminal alone, and never where NO_COLOR is set.

    What a terminal would obey is taken out, but for our own colours. Raises OutputError where there is
    no channel to print on.
    """
    if (sys.stderr if err else sys.stdout) is None and not err:
        raise OutputError("standard output is closed")
    color = False if os.environ.get("NO_COLOR") else None
    try:
        click.echo(safe(text), nl=False, err=err, color=color)
    except (OSError, ValueError):
        if not err:  # where nobody hears what is wrong, the exit code still says so
            raise


def _usage(error: click.ClickException) -> str:
    """A usage error with how the command is used, as click shows it."""
    context = getattr(error, "ctx", None)
    head = f"{context.get_usage()}\nTry '{context.command_path} --help' for help.\n\n" if context else ""
    return f"{head}Error: {error.format_message()}\n"
