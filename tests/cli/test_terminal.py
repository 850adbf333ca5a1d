"""On a terminal: colour where it is wanted, and nothing in names that a terminal would obey."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios
import unicodedata
from pathlib import Path

import pytest

COLOUR = re.compile(r"\x1b\[[0-9;]*m")

HOSTILE = """\
iotclass: 1
system: "S\\e]0;title\\a\\e[2J\\x9b2J\\u202e\\u2066\\r\\b"
components:
  a:
    kind: sensor
    name: "N\\e[2J\\x9b2J\\u202e"
    requires: {class: A, why: "W\\e[2J\\x9b2J\\n\\n\\t"}
    connectivity: {level: C1, why: "W\\e[2J\\x9b2J"}
    protection: {level: P1, why: "W\\e[2J\\x9b2J\\u202e"}
    challenges: {x: {title: "T\\e[2J\\x9b2J", severity: low, why: "W\\e[2J\\x9b2J"}}
    harm: {level: Minor, why: "W\\e[2J\\x9b2J"}
scenarios:
  s: {title: "Z\\e[2J\\x9b2J\\u202e"}
  t: {title: "Z\\e[2J", components: {a: {connectivity: {level: C5, why: "W\\e[2J"}}}}
"""


def on_terminal(*args: str, folder: Path, wide: int = 0, **environment: str) -> tuple[int, str]:
    """The exit code of `iotclass` and what a terminal is sent, from both of its outputs."""
    ours, theirs = pty.openpty()
    if wide:
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, wide, 0, 0))
    with subprocess.Popen(
        [sys.executable, "-m", "iotclass", *args],
        cwd=folder,
        env={key: entry for key, entry in os.environ.items() if key != "NO_COLOR"} | environment,
        stdin=subprocess.DEVNULL,
        stdout=theirs,
        stderr=theirs,
    ) as process:
        os.close(theirs)
        sent = b""
        while True:
            try:
                piece = os.read(ours, 65536)
            except OSError:
                break
            if not piece:
                break
            sent += piece
        code = process.wait(60)
    os.close(ours)
    return code, sent.decode().replace("\r\n", "\n")


PROGRESS = re.compile(r"\rworking … \d+ s |\r\x1b\[K")
"""Our own sign of life, which a slow machine may show."""


def plain(sent: str) -> str:
    """What a terminal was sent, without our own colours and signs of life."""
    return COLOUR.sub("", PROGRESS.sub("", sent))


def obeyed(sent: str) -> set[str]:
    """What is left for a terminal to obey, colours apart."""
    return {char for char in plain(sent) if char != "\n" and unicodedata.category(char) in {"Cc", "Cf"}}


COMMANDS = {
    "assess": ["assess", "m.yaml"],
    "explain": ["explain", "m.yaml", "a"],
    "compare": ["compare", "m.yaml"],
    "check": ["check", "m.yaml"],
    "method diff": ["method", "diff", "iotclass-1", "fazeldehkordi-2019", "m.yaml"],
    "diff": ["diff", "pacemaker", "m.yaml"],
    "diff of itself": ["diff", "o.yaml", "m.yaml"],
    "diff as Markdown": ["diff", "o.yaml", "m.yaml", "--format", "markdown"],
    "a strange revision": ["diff", "m.yaml@v\x1b[2J", "m.yaml"],
    "assess as JSON": ["assess", "m.yaml", "--format", "json"],
    "explain as JSON": ["explain", "m.yaml", "a", "--format", "json"],
    "an unknown component": ["explain", "m.yaml", "a\x1b[2J"],
    "an unknown scenario": ["assess", "m.yaml", "--scenario", "s\x1b[2J"],
    "an unknown model": ["assess", "m\x1b[2J.yaml"],
    "an unknown method": ["assess", "m.yaml", "--method", "m\x1b[2J"],
    "an unknown folder": ["method", "show", "./m\x1b[2J"],
    "an unknown kind": ["profile", "show", "k\x1b[2J"],
    "an unknown example": ["example", "e\x1b[2J"],
    "an unknown command": ["c\x1b[2J"],
    "an unknown option": ["assess", "--o\x1b[2J"],
    "a strange name of a model": ["assess", "n\x1b[2J.yaml"],
    "a strange name of a model to check": ["check", "n\x1b[2J.yaml"],
    "a strange name of a model to explain": ["explain", "n\x1b[2J.yaml", "a"],
    "a strange name to verify": ["verify", "r\x1b[2J.json", "n\x1b[2J.yaml"],
    "a strange name of a new model": ["new", "new\x1b[2J"],
    "a strange name of a copy": ["example", "pacemaker", "-o", "copy\x1b[2J"],
    "a strange name of an old copy": ["example", "pacemaker", "-o", "n\x1b[2J.yaml"],
}


@pytest.mark.parametrize("args", COMMANDS.values(), ids=COMMANDS)
def test_nothing_that_a_terminal_obeys_reaches_it_from_names(tmp_path: Path, args: list[str]) -> None:
    (tmp_path / "m.yaml").write_text(HOSTILE)
    (tmp_path / "n\x1b[2J.yaml").write_text(HOSTILE)
    (tmp_path / "o.yaml").write_text(HOSTILE.replace("P1", "P2").replace("W", "V"))
    done = subprocess.run(
        [sys.executable, "-m", "iotclass", "assess", "pacemaker", "--format", "json"],
        capture_output=True,
        check=True,
    )
    (tmp_path / "r\x1b[2J.json").write_bytes(done.stdout)

    _, sent = on_terminal(*args, folder=tmp_path)

    assert sent
    assert obeyed(sent) == set()


def test_bad_words_in_a_model_are_inert_in_messages(tmp_path: Path) -> None:
    (tmp_path / "m.yaml").write_text(
        'iotclass: 1\nsystem: S\n"k\\e[2J\\u202e": 1\n'
        'components: {a: {kind: "s\\e[2J", protection: "P\\e[2J\\u202e", "x\\x9b2J": 1,\n'
        '  relies_on: ["a\\e[2J"]}}\n'
    )

    code, sent = on_terminal("check", "m.yaml", folder=tmp_path)

    assert code == 2
    assert plain(sent).count("error: ") == 5
    assert obeyed(sent) == set()


def test_a_terminal_gets_colours_and_a_pipe_does_not(tmp_path: Path) -> None:
    code, sent = on_terminal("assess", "pacemaker", folder=tmp_path, wide=200, COLUMNS="")
    piped = subprocess.run(
        [sys.executable, "-m", "iotclass", "assess", "pacemaker"],
        capture_output=True,
        check=True,
        cwd=tmp_path,
    ).stdout.decode()

    assert code == 0
    assert "\x1b[" in sent
    assert "\x1b" not in piped
    assert plain(sent) == piped


@pytest.mark.parametrize(
    "args", [["assess", "pacemaker"], ["check", "pacemaker"], ["method", "show", "iotclass-1"]]
)
def test_no_colour_is_sent_to_whoever_wants_none(tmp_path: Path, args: list[str]) -> None:
    code, sent = on_terminal(*args, folder=tmp_path, NO_COLOR="1")

    assert (code, "\x1b" in sent) == (0, False)


def test_an_empty_wish_for_no_colour_is_none(tmp_path: Path) -> None:
    """no-color.org: it counts when present and not an empty string."""
    _, sent = on_terminal("assess", "pacemaker", folder=tmp_path, NO_COLOR="")

    assert "\x1b[" in sent


def test_json_is_never_coloured(tmp_path: Path) -> None:
    _, sent = on_terminal("assess", "pacemaker", "--format", "json", folder=tmp_path)

    assert "\x1b" not in sent


def test_errors_are_coloured_on_a_terminal_alone(tmp_path: Path) -> None:
    _, sent = on_terminal("assess", "nowhere", folder=tmp_path)
    piped = subprocess.run(
        [sys.executable, "-m", "iotclass", "assess", "nowhere"],
        capture_output=True,
        check=False,
        cwd=tmp_path,
    ).stderr.decode()

    assert sent.startswith("\x1b[31merror:\x1b[0m nowhere: ")
    assert piped == plain(sent)


@pytest.mark.parametrize("wide", [80, 100])
@pytest.mark.parametrize("command", [("assess", "pacemaker"), ("explain", "pacemaker", "controller")])
def test_no_line_is_longer_than_the_terminal_is_wide(
    tmp_path: Path, command: tuple[str, ...], wide: int
) -> None:
    code, sent = on_terminal(*command, folder=tmp_path, wide=wide, COLUMNS="")

    lines = plain(sent).splitlines()
    copied = "Next: "  # ends with a command to copy, which stays in one piece
    assert code == 0
    assert len(lines) > 20
    assert [line for line in lines if len(line) > wide and not line.startswith(copied)] == []
