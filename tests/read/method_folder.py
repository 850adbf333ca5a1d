"""Folders of methods for tests: a copy of a built-in one under another id, to be altered."""

from __future__ import annotations

import shutil
from pathlib import Path

from iotclass.core.place import InvalidError
from iotclass.read.file import CONTENT
from iotclass.read.method import read_method


def own_folder(below: Path, like: str = "iotclass-1", name: str = "mine") -> Path:
    """A folder with the method `like` under the id `name`."""
    folder = below / name
    shutil.copytree(CONTENT / "methods" / like, folder)
    replace(folder / "method.yaml", f"method: {like}\n", f"method: {name}\n")
    return folder


def replace(path: Path, old: str, new: str) -> None:
    """Replace the one occurrence of `old` in a file."""
    text = path.read_text("utf-8")
    assert text.count(old) == 1, f"{old!r} is {text.count(old)} times in {path.name}"
    path.write_text(text.replace(old, new), "utf-8")


def without_line(path: Path, line: str) -> None:
    """Take a whole line out of a file."""
    replace(path, f"{line}\n", "")


def problems(folder: Path) -> list[str]:
    """What reading the method says is wrong with it, files without the folder before them."""
    try:
        read_method(folder)
    except InvalidError as error:
        return [str(problem).replace(f"{folder}/", "") for problem in error.problems]
    return []
