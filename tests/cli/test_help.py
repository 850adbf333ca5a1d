"""Help of every command, and what wrong use of the command line says."""

from __future__ import annotations

from pathlib import Path

import click
import pytest

from iotclass import __version__
from iotclass.cli import COMMANDS, commands
from tests.cli.command import Command


def all_commands() -> list[list[str]]:
    """Every command and every command of a group, as one calls it."""
    found: list[list[str]] = []
    context = click.Context(commands)
    for name in COMMANDS:
        command = commands.get_command(context, name)
        found.append([name])
        if isinstance(command, click.Group):
            found += [[name, below] for below in command.list_commands(context)]
    return found


EVERY = all_commands()
GROUPS = [one[0] for one in EVERY if len(one) == 2]


FLEET = ("classify", "diff", "example", "explain", "map", "pack", "summary", "what-if")
FRAMEWORK = {"check", "coverage", "draw", "glossary", "list", "map", "search", "show", "tree", "walk"}


def test_every_command_of_the_design_is_there() -> None:
    assert [one for one in EVERY if len(one) == 1] == [
        [name]
        for name in (
            *("assess", "challenges", "check", "compare", "diff", "doubt", "draw", "evidence", "example"),
            *("explain", "fleet", "framework", "gap", "method", "new", "plan", "profile", "report", "schema"),
            "verify",
        )
    ]
    assert [one for one in EVERY if len(one) == 2] == [
        *(["fleet", name] for name in FLEET),
        *(["framework", name] for name in sorted(FRAMEWORK)),
        *(["method", name] for name in ("check", "diff", "list", "show")),
        *(["profile", name] for name in ("check", "list", "show")),
    ]


@pytest.mark.parametrize("flag", ["--help", "-h"])
@pytest.mark.parametrize("command", [[], *EVERY], ids=" ".join)
def test_help_of_every_command_is_printed_and_is_no_failure(
    iotclass: Command, command: list[str], flag: str
) -> None:
    ran = iotclass(*command, flag)

    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(f"Usage: {' '.join(['iotclass', *command])} ")
    assert max(map(len, ran.out.splitlines())) <= 100


@pytest.mark.parametrize("command", [[], ["method"], ["profile"]], ids=" ".join)
def test_no_sentence_of_a_list_of_commands_is_cut_short(iotclass: Command, command: list[str]) -> None:
    listed = iotclass(*command, "--help").out.split("Commands:")[1]

    assert "..." not in listed
    assert listed.count("\n  ") >= 3


def test_the_version_is_printed(iotclass: Command) -> None:
    ran = iotclass("--version")

    assert (ran.code, ran.out, ran.err) == (0, f"iotclass {__version__}\n", "")


WRONG: dict[str, tuple[list[str], str]] = {
    "a command misspelt": (["asses", "pacemaker"], "Error: no command 'asses' (did you mean 'assess'?)"),
    "another command misspelt": (["chek"], "Error: no command 'chek' (did you mean 'check'?)"),
    "no command near": (["frobnicate"], "Error: no command 'frobnicate'"),
    "a command of a group misspelt": (
        ["method", "lst"],
        "Error: No such command 'lst'. Did you mean 'list'?",
    ),
    "an option misspelt": (
        ["assess", "pacemaker", "--fromat", "json"],
        "Error: No such option '--fromat'. Did you mean '--format'?",
    ),
    "a format that there is not": (
        ["assess", "pacemaker", "--format", "xml"],
        "Error: Invalid value for '--format': 'xml' is not one of 'text', 'json'.",
    ),
    "no model": (["assess"], "Error: Missing argument 'MODEL...'."),
    "two models": (["gap", "pacemaker", "phone", "m.yaml"], "Error: Got unexpected extra argument (m.yaml)"),
    "no component": (["explain", "pacemaker"], "Error: Missing argument 'COMPONENT'."),
    "one method to compare": (["method", "diff", "iotclass-1"], "Error: Missing argument 'B'."),
    "no report": (["verify"], "Error: Missing argument 'REPORT.json'."),
}


@pytest.mark.parametrize(("args", "message"), WRONG.values(), ids=WRONG)
def test_wrong_use_is_named_on_standard_error(iotclass: Command, args: list[str], message: str) -> None:
    ran = iotclass(*args)

    assert (ran.code, ran.out) == (2, "")
    assert ran.err.splitlines()[-1] == message
    assert ran.err.startswith("Usage: iotclass ")


@pytest.mark.parametrize("command", [[], *([group] for group in dict.fromkeys(GROUPS))], ids=" ".join)
def test_no_command_at_all_shows_what_there_is(iotclass: Command, command: list[str]) -> None:
    ran = iotclass(*command)

    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"Usage: {' '.join(['iotclass', *command])} ")
    assert "\nCommands:\n" in ran.err


WRITING = (
    ("report", "pacemaker", "-o", "x.md"),
    ("evidence", "ip-camera", "--scenario", "cloud-relay", "--source", "CRA", "-o", "x.md"),
    ("draw", "pacemaker", "class", "-o", "x.svg"),
    ("doubt", "pacemaker", "--scenario", "inside", "--bars", "x.svg"),
    ("framework", "draw", "-o", "x.svg"),
    ("framework", "walk", "sensor", "-o", "x.yaml"),
    ("example", "pacemaker", "-o", "x.yaml"),
    ("new", "x.yaml"),
    ("plan", "smart-metering", "--scenario", "own-modems", "--write", "x.yaml"),
    ("fleet", "classify", "fleet.csv", "-o", "x.csv"),
    ("fleet", "diff", "fleet.csv", "fleet.csv", "--list", "x.csv"),
    ("fleet", "example", "-n", "9", "-o", "x.csv"),
    ("fleet", "map", "fleet.csv", "-o", "x.yaml"),
    ("fleet", "pack", "fleet.csv", "-o", "x.csv"),
    ("fleet", "summary", "fleet.csv", "-o", "x.md"),
)


@pytest.mark.parametrize("args", WRITING, ids=lambda args: " ".join(args[:2]))
def test_who_may_not_replace_a_file_is_told_how_to_where_that_can_be_asked_for(
    iotclass: Command, args: tuple[str, ...]
) -> None:
    command = args[:2] if args[0] in GROUPS else args[:1]
    Path("fleet.csv").write_text("id,kind\n1,sensor\n", "utf-8")
    Path(args[-1]).write_text("mine", "utf-8")

    ran = iotclass(*args)

    way = " (--force replaces it)" if "--force" in iotclass(*command, "--help").out else ""
    assert ran.code == 2
    assert ran.err.endswith(f"error: {args[-1]}: is there already; nothing was written{way}\n")
    assert Path(args[-1]).read_text("utf-8") == "mine"


def test_every_command_that_replaces_files_is_among_them(iotclass: Command) -> None:
    forced = {tuple(one) for one in EVERY if "--force" in iotclass(*one, "--help").out}
    assert len(forced) == 11
    assert forced <= {args[: len(one)] for args in WRITING for one in EVERY}
