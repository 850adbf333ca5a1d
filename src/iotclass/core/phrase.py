"""Phrases: sentences for people that remember what they were made of, so that another language can say them.

A phrase is its English text; what prints it needs to know nothing more. Who speaks another language looks
its template up and puts the same values in (`core/language.py`). Of what is made very often and seldom read
there is only what it takes to say it `later`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from string import Formatter


class Phrase(str):
    """An English text, with the `template` and the `values` that it was made of."""

    __slots__ = ("template", "values")

    template: str
    values: Mapping[str, object]


class Counted(Phrase):
    """A phrase about `counted` things; `many` is the template where they are not one."""

    __slots__ = ("counted", "many")

    many: str
    counted: int


class Series(str):
    """Several English texts in a row, with what stands `between` them."""

    __slots__ = ("between", "parts")

    between: str
    parts: tuple[object, ...]


class Numeral(str):
    """A number as English writes it; other languages put their own marks into it."""

    __slots__ = ()


def said(template: str, /, **values: object) -> Phrase:
    """`template` with `values` in its braces; values may be phrases themselves."""
    if not values:
        return _plain(template)
    phrase = Phrase(template.format_map(values))
    phrase.template, phrase.values = template, values
    return phrase


@lru_cache(1024)
def _plain(template: str) -> Phrase:
    phrase = Phrase(template)
    phrase.template, phrase.values = template, {}
    return phrase


def said_many(one: str, many: str, count: int, /, **values: object) -> Counted:
    """`one` where `count` is one, else `many`, with `{count}` and `values` in its braces."""
    values = {"count": count, **values}
    phrase = Counted((one if count == 1 else many).format_map(values))
    phrase.template, phrase.values, phrase.many, phrase.counted = one, values, many, count
    return phrase


def joined(parts: Sequence[object], last: str = "{parts} and {last}") -> Phrase:
    """One or more parts as a list in a sentence: `a, b and c`, or with `last` as its end, `a, b or c`."""
    *first, end = parts
    if not first:
        return said("{part}", part=end)
    return said(last, parts=series(", ", first), last=end)


def series(between: str, parts: Iterable[object]) -> Series:
    """`parts`, phrases or not, with `between` between them."""
    found = tuple(parts)
    made = Series(between.join(map(str, found)))
    made.between, made.parts = between, found
    return made


Later = tuple[object, ...]
"""A template and the values for its braces, in their order."""


def later(template: str, /, *values: object) -> Later:
    """What `say` makes a phrase of: much cheaper than one, where most are never read."""
    return (template, *values)


def say(told: str | Later) -> str:
    """What was left for later, as a phrase; a text as it is."""
    if isinstance(told, str):
        return told
    template, *given = told
    values = (say(value) if isinstance(value, tuple) else value for value in given)
    return said(str(template), **dict(zip(_names(str(template)), values, strict=True)))


@cache
def _names(template: str) -> tuple[str, ...]:
    """The names in the braces of a template, in their order."""
    return tuple(dict.fromkeys(name for _, name, _, _ in Formatter().parse(template) if name))
