"""The built-in examples."""

from __future__ import annotations

from pathlib import Path

from iotclass.core.place import InvalidError, Place, Problem
from iotclass.read.content import examples
from iotclass.read.document import parse
from iotclass.read.word import nearest
from iotclass.write.file import write_whole


def list_examples(form: str) -> str:
    """The names of the examples and the systems they describe."""
    titles = {
        name: parse(path.read_text("utf-8"), name).mapping["system"].text for name, path in examples().items()
    }
    if form == "json":
        from iotclass.write.json import json_text

        record = [{"name": name, "system": title} for name, title in titles.items()]
        return json_text({"schema": "iotclass/examples/1", "examples": record})
    from iotclass.write.columns import columns

    lines = columns(["example", "system"], [[name, title] for name, title in titles.items()])
    return (
        "\n".join([*lines, "", "Next: iotclass example NAME prints one; iotclass assess NAME assesses it"])
        + "\n"
    )


def example_text(name: str) -> str:
    """The model file of one example. Raises InvalidError."""
    known = examples()
    if name not in known:
        problem = Problem(
            Place(name), "no example of that name", f"one of {', '.join(known)}", nearest(name, known)
        )
        raise InvalidError([problem])
    return known[name].read_text("utf-8")


def copy_example(name: str, output: str) -> None:
    """Write one example to a new file. Raises InvalidError and OutputError."""
    write_whole(Path(output), example_text(name))
