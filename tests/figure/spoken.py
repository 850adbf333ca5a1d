"""A language that marks all it says, to find words in a picture that no language was asked for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from iotclass.core.language import Language
from tests.figure.drawn import SVG, parsed, said

INNER = re.compile(r"«[^«»]*»")


class _Marks(Mapping[str, tuple[str, ...]]):
    """A catalogue that has every template, and says it in marks."""

    def __getitem__(self, key: str) -> tuple[str, ...]:
        return (f"«{key}»",) * 2

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


MARKED = Language("xx", "Marked", _Marks(), point="·", group="'")


def unspoken(svg: str, values: Iterable[str]) -> set[str]:
    """The words in a picture, also in its tips and its description, that are in no mark and no value."""
    root = parsed(svg)
    found = set()
    for element in root.iter():
        if element.tag in {f"{SVG}{name}" for name in ("text", "title", "desc")}:
            text = said(element)
            while INNER.search(text):
                text = INNER.sub(" ", text)
            for value in values:
                text = text.replace(value, " ")
            found |= set(re.findall(r"[^\W\d_]{2,}", text))
    return found
