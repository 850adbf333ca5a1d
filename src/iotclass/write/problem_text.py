"""Problems and warnings as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from shlex import quote

import click

from iotclass.core.method import Method
from iotclass.core.place import Problem
from iotclass.write.columns import clean
from iotclass.write.word import legend


def problems_text(problems: Iterable[Problem], word: str = "error") -> str:
    """One line a problem: place, what is wrong, what was expected, the nearest valid word."""
    colour = "red" if word == "error" else "yellow"
    return "".join(f"{click.style(f'{word}:', fg=colour)} {clean(str(problem))}\n" for problem in problems)


def check_text(
    model: str,
    summary: str,
    problems: Sequence[Problem],
    warnings: Sequence[Problem],
    method: Method | None = None,
) -> str:
    """What a check found, with the words of `method`, and a closing line."""
    if problems:
        word = "problem" if len(problems) == 1 else "problems"
        return (
            problems_text(problems)
            + f"{model}: {len(problems)} {word}; nothing can be assessed before they are mended\n"
        )
    word = "warning" if len(warnings) == 1 else "warnings"
    text = problems_text(warnings, "warning")
    words = legend(method, text.splitlines()) if method is not None else []
    lines = ["", *words, ""] if words else []
    lines += [f"{model}: valid ({summary}), {len(warnings)} {word}", f"Next: iotclass assess {quote(model)}"]
    return text + "\n".join(lines) + "\n"
