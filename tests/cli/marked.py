"""Models in which a `^` stands before each place that a message must point at."""

from __future__ import annotations

from pathlib import Path

from tests.cli.command import Command, Ran

HEAD = "iotclass: 1\nsystem: S\n"


def places(marked: str) -> tuple[str, list[str]]:
    """The text without its marks, and `line:column` of each."""
    found = []
    text = ""
    for piece in marked.split("^")[:-1]:
        text += piece
        found.append(f"{text.count(chr(10)) + 1}:{len(text) - text.rfind(chr(10))}")
    return marked.replace("^", ""), found


def refused(iotclass: Command, marked: str, *messages: str, command: str = "assess") -> Ran:
    """Assess the model, which must be refused with exactly these messages at the marks, in their order."""
    text, found = places(marked)
    assert len(found) == len(messages), "as many marks as messages"
    path = Path("m.yaml")
    path.write_text(text, "utf-8")

    ran = iotclass(command, "m.yaml")

    assert ran.problems == [
        f"m.yaml:{place}: {message}" for place, message in zip(found, messages, strict=True)
    ]
    assert (ran.code, ran.out) == (2, "")
    assert [one.name for one in Path().iterdir()] == ["m.yaml"]
    return ran


def sensor(entry: str) -> str:
    """A model of one sensor `a` that says `entry`."""
    return f"{HEAD}components:\n  a:\n    kind: sensor\n    {entry}\n"
